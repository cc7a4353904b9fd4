"""A person who has a keyboard and no mouse: Tab, arrows, Space, Enter and letters."""

from tests.journeys.people import Someone

MOST_TABS = 250

FOCUSED = """() => {
  const at = document.activeElement;
  const words = at.labels && at.labels.length ? at.labels[0].textContent : at.textContent;
  return (words || at.getAttribute("aria-label") || "").replace(/\\s+/g, " ").trim();
}"""
QUESTION = """() => {
  const group = document.activeElement.closest("fieldset");
  return group ? group.querySelector("legend").innerText.trim() : "";
}"""
TAB_STOPS = """() => [...document.querySelectorAll(
    "main a[href], main button, main input, main select, main textarea, main summary")]
  .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden"
    && e.checkVisibility({checkVisibilityCSS: true})
    && !(e.type === "radio" && e !== [...document.getElementsByName(e.name)].find(
      o => o.checked || ![...document.getElementsByName(e.name)].some(x => x.checked))))
  .length"""
"""How many places of the main part take the focus; radios of one name are one place."""
IN_MAIN = "() => Boolean(document.activeElement.closest('main'))"
AT = "() => document.activeElement.outerHTML.slice(0, 120)"
IS_SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
}"""


def focused(someone: Someone) -> str:
    """Return the words of what has the focus."""
    return someone.page.evaluate(FOCUSED)


def question(someone: Someone) -> str:
    """Return the question that what has the focus belongs to."""
    return someone.page.evaluate(QUESTION)


def tab_to(someone: Someone, words: str, *, within: int = MOST_TABS) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(within):
        someone.page.keyboard.press("Tab")
        if focused(someone).startswith(words):
            return
    raise AssertionError(f"no Tab leads to “{words}” on {someone.page.url}")


def type_into(someone: Someone, **boxes: str) -> None:
    for words, text in boxes.items():
        tab_to(someone, words.replace("_", " "))
        someone.page.keyboard.type(text)


def tick(someone: Someone, *labels: str) -> None:
    for words in labels:
        tab_to(someone, words)
        someone.page.keyboard.press("Space")


def enter(someone: Someone) -> None:
    """Press Enter and wait for the page it leads to."""
    with someone.page.expect_navigation():
        someone.page.keyboard.press("Enter")


def go_on(someone: Someone, button: str = "Save and go on") -> None:
    tab_to(someone, button)
    enter(someone)


def tab_through(someone: Someone) -> None:
    """Press Tab through the whole page: every place takes the focus once, and is then in sight."""
    page = someone.page
    stops = page.evaluate(TAB_STOPS)
    assert stops, f"{page.url} has nothing to press"
    reached = 0
    page.evaluate("document.body.focus(); window.scrollTo(0, 0)")
    for _ in range(stops + 60):
        page.keyboard.press("Tab")
        if page.evaluate(IN_MAIN):
            assert page.evaluate(IS_SEEN), f"out of sight with the focus: {page.evaluate(AT)}"
            reached += 1
        elif reached:
            break
    assert reached == stops, f"{page.url}: Tab reaches {reached} of {stops} places"
