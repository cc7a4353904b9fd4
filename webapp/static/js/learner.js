// Learner pages: focus on the error summary, and Listen when this browser has a British or other English voice.
// Every page works without it.
const summary = document.querySelector(".govuk-error-summary");
if (summary) summary.focus();

const listen = document.getElementById("listen");

function englishVoice() {
  const voices = window.speechSynthesis.getVoices();
  return voices.find((voice) => voice.lang === "en-GB") || voices.find((voice) => voice.lang.startsWith("en"));
}

function offer() {
  listen.hidden = !englishVoice();
}

function read() {
  const speech = window.speechSynthesis;
  if (speech.speaking) {
    speech.cancel();
    return;
  }
  const words = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
  words.voice = englishVoice();
  words.lang = "en-GB";
  words.rate = 0.9;
  speech.speak(words);
}

if (listen && "speechSynthesis" in window) {
  offer();
  window.speechSynthesis.addEventListener("voiceschanged", offer);
  listen.addEventListener("click", read);
}
