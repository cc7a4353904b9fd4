"""What every page of a journey must pass: axe, no sideways scroll, targets large enough.

With SCREENS=folder in the environment each page is also kept as pictures, for people to look at.
"""

import os
import re
from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STAFF_TARGET = 24
"""CSS px: WCAG 2.2 2.5.8; links inside a sentence are exempt."""
LEARNER_TARGET = 60

SMALL_TARGETS = """
(least) => [...document.querySelectorAll(
    'button, input:not([type=hidden]), select, a.btn, nav a, .tool, .choice')]
  .filter(e => e.offsetParent !== null && !e.closest('.skip'))
  .map(e => {
    const item = e.closest('label, .tile, .govuk-radios__item, .govuk-checkboxes__item');
    const box = (item || e).getBoundingClientRect();
    return [e.outerHTML.slice(0, 90), Math.round(box.width), Math.round(box.height)];
  })
  .filter(([_, w, h]) => h > 1 && w > 1 && (h < least - 1 || w < least - 1))
"""


def check_page(page: Page, *, learner: bool = False) -> None:
    """Hold the open page to the house rules; raise AssertionError that names each breach."""
    check_axe(page, learner=learner)
    width = page.viewport_size["width"]
    for narrow in (320, width):
        page.set_viewport_size({"width": narrow, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{page.url} scrolls sideways by {over} px at {narrow} px"
    small = page.evaluate(SMALL_TARGETS, LEARNER_TARGET if learner else STAFF_TARGET)
    assert not small, f"{page.url} has targets that are too small: {small}"
    keep_pictures(page)


PICTURES = os.environ.get("SCREENS")
PICTURE_WIDTHS = (320, 1280)
pictured: set[str] = set()
"""What was on the pages that have a picture."""


def keep_pictures(page: Page) -> None:
    """Save the open page at each width, once, in the order of the journey."""
    shown = page.content()
    if not PICTURES or shown in pictured:
        return
    pictured.add(shown)
    test = re.search(r"::(\w+)", os.environ["PYTEST_CURRENT_TEST"]).group(1)
    folder = Path(PICTURES) / test
    folder.mkdir(parents=True, exist_ok=True)
    title = re.sub(r"[^a-z0-9]+", "-", page.title().partition(" – ")[0].lower()).strip("-")
    before = page.viewport_size
    for width in PICTURE_WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        name = f"{len(pictured):03}-{title[:50]}-{width}.png"
        page.screenshot(path=folder / name, full_page=True)
    page.set_viewport_size(before)


def check_axe(page: Page, *, learner: bool = False) -> None:
    """Run axe on the open page; learner pages also hold AAA contrast."""
    page.evaluate(AXE)
    rules = {"color-contrast-enhanced": {"enabled": True}} if learner else {}
    violations = page.evaluate(
        "options => axe.run(document, options).then(found => found.violations)",
        {
            "runOnly": {"type": "tag", "values": TAGS},
            "rules": rules,
            "resultTypes": ["violations"],  # the rest is not put together
        },
    )
    problems = [
        f"{rule['id']}: {rule['help']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
        for rule in violations
    ]
    assert not problems, f"{page.url}\n" + "\n".join(problems)
