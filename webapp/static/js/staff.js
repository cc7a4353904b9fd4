// Adds what GOV.UK Frontend adds: focus on the error summary, answers that open, one press per button.
// Every page works without it.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Shows only the rows with the words that are typed; without scripts the same box is a search.
for (const box of document.querySelectorAll("[data-filter]")) {
  const rows = [...document.querySelectorAll(box.dataset.filter)];
  const groups = [...new Set(rows.map((row) => row.closest("details")))];
  const open = new Map(groups.map((group) => [group, group.open]));
  const count = document.querySelector("[data-filter-count]");
  box.querySelector("input").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
    for (const group of groups) {
      const left = rows.filter((row) => row.closest("details") === group && !row.hidden).length;
      group.hidden = left === 0;
      group.open = words.length > 0 ? left > 0 : open.get(group);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = words.length > 0 ? `${shown} of ${rows.length} shown` : "";
  });
}
