"""An employer without email: letters, the pack by post, and all their answers typed in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.checks import check_page
from tests.journeys.crawl import sign_in
from tests.journeys.site import ROOT, Site

pytestmark = pytest.mark.browser

TOWN = ROOT / "tests" / "journeys" / "on_paper.yaml"
TWICE_AS_LARGE = "size => document.documentElement.style.fontSize = size"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("instance"))
    site.flask("scenario", "load", str(TOWN))
    site.start()
    yield site
    site.stop()


def follow(page: Page, link: str) -> None:
    """Press a link, and hold the page it leads to to the rules, with large text too."""
    page.get_by_role("link", name=link).first.click()
    page.wait_for_load_state()
    hold(page)


def hold(page: Page) -> None:
    check_page(page)
    before = page.viewport_size
    page.evaluate(TWICE_AS_LARGE, "200%")
    page.set_viewport_size({"width": 320, "height": 640})
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, f"{page.url} scrolls sideways by {over} px with text twice as large"
    page.evaluate(TWICE_AS_LARGE, "")
    page.set_viewport_size(before)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()
    page.wait_for_load_state()


def test_a_lead_works_with_an_employer_on_paper(town: Site, page: Page):
    sign_in(page, town.demo_links()["Grace Bell"])
    page.goto(town.url + "/lead")
    follow(page, "Print it")
    page.goto(town.url + "/lead/placements")
    page.get_by_role("link", name="Noor").first.click()
    address = page.url.partition("?")[0].rstrip("/")
    page.goto(f"{address}/pack")
    press(page, "Make the pack")
    press(page, "Approve for the post")
    hold(page)
    follow(page, "Print the letter and the pack")
    press(page, "It is in the post")
    page.goto(f"{address}/pack")
    follow(page, "They have read it")
    press(page, "Keep it")
    assert "They have read it" not in page.content()
    page.goto(town.url + "/lead/employers?name=Archive")
    hold(page)
    follow(page, "Aldermere Archive")
    follow(page, "Type in their answers")
    follow(page, "Changes you could make")
