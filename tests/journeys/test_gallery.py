"""Every layout, field and component in a real browser: axe, sideways scroll, targets, focus."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.gallery.site import create_gallery
from tests.journeys.checks import check_page

pytestmark = pytest.mark.browser

STAFF_PAGES = ("/lead/fields", "/lead/components", "/public/404", "/public/csrf")
LEARNER_PAGES = ("/learner/choice", "/learner/faces")


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_staff_pages_suit_everyone(gallery: str, page: Page, path: str):
    page.goto(gallery + path)
    check_page(page)


@pytest.mark.parametrize("path", LEARNER_PAGES)
def test_learner_pages_suit_everyone(gallery: str, page: Page, path: str):
    page.goto(gallery + path)
    check_page(page, learner=True)


def test_a_page_with_errors_suits_everyone_and_starts_at_the_summary(gallery: str, page: Page):
    page.goto(f"{gallery}/lead/fields")
    page.get_by_role("button", name="Save and go on").click()
    page.locator(".govuk-error-summary:focus").wait_for()
    page.get_by_role("link", name="Enter the name of the site").click()
    assert page.evaluate("document.activeElement.id") == "name"
    check_page(page)


def test_where_the_keyboard_is_can_always_be_seen(gallery: str, page: Page):
    page.goto(f"{gallery}/lead/fields")
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (at === document.body) return null;
              const style = getComputedStyle(at.closest('.tile') || at);
              const label = at.nextElementSibling;
              const drawn = label ? getComputedStyle(label, '::before').outlineStyle : 'none';
              const seen = style.outlineStyle === 'solid' || drawn === 'solid';
              return seen ? '' : at.outerHTML.slice(0, 80);
            }"""
        )
        if here is None:
            break
        unseen += [here] if here else []
    assert not unseen


def test_a_learner_page_is_small(gallery: str, page: Page):
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"{gallery}/learner/choice", wait_until="networkidle")
    assert sum(sizes) <= 100_000, f"{sum(sizes)} bytes, uncompressed, with both fonts"
