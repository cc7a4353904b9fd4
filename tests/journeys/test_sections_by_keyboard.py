"""The 70 changes and the 13 sections of an offer: by keyboard alone, on a phone, in large text."""

import re
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser

from tests.journeys.keyboard import enter, focused, go_on, question, tab_through, tab_to
from tests.journeys.people import People, Someone
from tests.journeys.site import Site
from webapp.employers.sections import SECTIONS

pytestmark = pytest.mark.browser

GRID = "/employer/offer/adjustments/adjustments"
OF_A_SECTION = r"/employer/offer/(?P<code>[a-z]+)(/[0-9a-f-]{36}(?=/)|(?=/))"


@pytest.fixture
def people(browser: Browser, as1: Site, as1_links: dict[str, str]) -> Iterator[People]:
    people = People(browser, as1, as1_links)
    yield people
    people.close()
    assert not people.complaints


def signed_in(people: People, someone: Someone, name: str) -> Someone:
    someone.page.goto(people.links[name])
    someone.page.get_by_role("button").first.click()
    return someone


def left(someone: Someone) -> dict[str, int]:
    """Return how many changes of each group the summary says are not answered."""
    lines = someone.page.locator(".jump button").all_inner_texts()
    found = (re.fullmatch(r"(.+?)\s+(\d+) left", line, re.DOTALL) for line in lines)
    return {line[1].strip(): int(line[2]) for line in found if line}


def answer_one(someone: Someone, answer: str) -> None:
    """Go to the next question and choose this answer with the arrows."""
    for _ in range(8):
        someone.page.keyboard.press("Tab")
        if question(someone):
            break
    else:
        raise AssertionError("no question within reach")
    someone.page.keyboard.press("Space")
    for _ in range(5):
        if focused(someone) == answer:
            return
        someone.page.keyboard.press("ArrowRight")
    raise AssertionError(f"no arrow leads to “{answer}” of “{question(someone)}”")


def answered(someone: Someone) -> int:
    return int(re.search(r"(\d+) of 70 answered", someone.text)[1])


def answer_the_rest_group_by_group(someone: Someone) -> None:
    """Answer one row of each group, go on, come back by the summary and answer the whole group."""
    while groups := left(someone):
        group = next(iter(groups))
        before = answered(someone)
        tab_to(someone, f"{group} {groups[group]} left")
        enter(someone)
        tab_to(someone, group, within=3)
        tab_to(someone, f"Will do, all of: {group}")
        enter(someone)
        assert answered(someone) == before + groups[group]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_70_changes_are_finished_in_one_sitting_by_keyboard_alone(
    people: People, scripts: bool
):
    someone = people.someone() if scripts else people.without_scripts(width=320, height=640)
    ruth = signed_in(people, someone, "Ruth Dale")
    ruth.open(GRID)
    first = answered(ruth)
    assert sum(left(ruth).values()) == 70 - first > 50

    tab_to(ruth, "Find a change")
    ruth.page.keyboard.type("Reads Aloud")
    if scripts:
        assert "1 of 70 shown" in ruth.page.locator("[data-filter-count]").inner_text()
    enter(ruth)
    ruth.sees("Changes that mention Reads Aloud", "Software that reads words aloud")
    answer_one(ruth, "Cannot")
    enter(ruth)
    ruth.sees("Changes that mention Reads Aloud", f"{first + 1} of 70 answered")
    go_on(ruth, "Show all")
    assert answered(ruth) == first + 1

    answer_the_rest_group_by_group(ruth)
    ruth.look().sees("70 of 70 answered. That is all of them. Thank you.")
    go_on(ruth)
    go_on(ruth)
    ruth.look().sees("70 of 70 answered")
    go_on(ruth, "Delete my changes")
    ruth.page.context.close()


def pages_of_sections(ruth: Someone) -> list[str]:
    """Return the address of each page of each section, one row of a kind."""
    ruth.page.goto(ruth.site.url + "/employer/offer")
    links = ruth.page.eval_on_selector_all("main a[href]", "all => all.map(a => a.href)")
    sections = {}
    for link in links:
        if found := re.match(OF_A_SECTION, urlparse(link).path):
            sections.setdefault(found["code"], found[0])
    assert sections.keys() == {section.code for section in SECTIONS}
    pages = []
    for section in sections.values():
        ruth.page.goto(f"{ruth.site.url}{section}/check")
        pages += ruth.page.eval_on_selector_all(
            "main section.card a[href]", "all => all.map(a => a.href)"
        )
    return pages


def test_each_page_of_the_13_sections_is_reached_by_tab_in_text_twice_as_large(people: People):
    ruth = signed_in(people, people.someone(), "Ruth Dale")
    pages = pages_of_sections(ruth)
    assert len(pages) >= 2 * len(SECTIONS)
    for address in pages:
        ruth.page.set_viewport_size({"width": 1280, "height": 900})
        ruth.open(address)
        ruth.page.set_viewport_size({"width": 320, "height": 640})
        ruth.page.evaluate("document.documentElement.style.fontSize = '200%'")
        over = ruth.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{address} scrolls sideways by {over} px in large text"
        tab_through(ruth)
        ruth.page.evaluate("document.documentElement.style.fontSize = ''")
        go_on(ruth)
        assert ruth.page.url != address or ruth.page.title().startswith("Error: "), address
    ruth.page.context.close()
