"""Every kind of page each person can reach by links, full and empty, wide and narrow."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.checks import check_page
from tests.journeys.crawl import kind_of, pages_from, sign_in
from tests.journeys.people import People
from tests.journeys.site import ROOT, Site
from webapp.employers.sections import SECTIONS

pytestmark = pytest.mark.browser

TOWN = ROOT / "tests" / "journeys" / "every_page.yaml"
STAFF = {"Grace Bell": 28, "Samir Patel": 28, "Helen Marsh": 6}
"""Fewest kinds of page each should reach; fewer means that links were lost."""
EMPTY_PAGES = {"/lead", "/lead/learners", "/lead/matching", "/lead/placements", "/lead/employers"}
ON_EVERY_LEARNER_PAGE = ("I am worried", "Who sees this?")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("instance"))
    site.flask("scenario", "load", str(TOWN))
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def links(town: Site) -> dict[str, str]:
    return town.demo_links()


@pytest.fixture
def people(browser: Browser, town: Site, links: dict[str, str]) -> Iterator[People]:
    people = People(browser, town, links)
    yield people
    people.close()
    assert not people.complaints


def check_all(
    page: Page,
    start: str,
    *,
    learner: bool = False,
    public: bool = True,
    held: Collection[str] = (),
) -> list[str]:
    """Hold every page from here to the rules, but for the kinds held before; return all."""
    opened = []
    for address in pages_from(page, start, public=public):
        if kind_of(urlparse(address).path) not in held:
            check_page(page, learner=learner)
        if learner:
            for words in ON_EVERY_LEARNER_PAGE:
                assert page.get_by_role("link", name=words).count(), f"{address}: no “{words}”"
        opened.append(address)
    return opened


def pages_of(
    people: People, name: str, *, learner: bool = False, held: Collection[str] = ()
) -> list[str]:
    """Sign in as someone of the town and open everything of theirs."""
    person = people.someone(learner=learner)
    sign_in(person.page, people.links[name])
    opened = check_all(person.page, person.page.url, learner=learner, public=False, held=held)
    person.page.context.close()
    return opened


def test_what_anyone_can_read(people: People):
    person = people.someone()
    assert len(check_all(person.page, people.site.url + "/")) >= 9
    person.page.context.close()


def make_a_plan(people: People):
    """Let the worker share out the places and say why, so that both can be looked at."""
    person = people.someone()
    sign_in(person.page, people.links["Grace Bell"])
    person.page.goto(people.site.url + "/lead/plans")
    person.page.get_by_role("button", name="Make the plan").click()
    person.page.get_by_role("heading", level=1, name="Plan of").wait_for(timeout=60_000)
    person.page.get_by_role("link", name="Why this place?").first.click()
    person.page.get_by_role("button", name="Look at every place").click()
    person.page.get_by_role("heading", name="Other places").wait_for(timeout=60_000)
    person.page.context.close()


def test_what_staff_see(people: People):
    make_a_plan(people)
    held: set[str] = set()
    for name, fewest in STAFF.items():
        opened = pages_of(people, name, held=held)
        assert len(opened) >= fewest, f"{name} reaches only {opened}"
        held |= {kind_of(urlparse(address).path) for address in opened}


HELD_ELSEWHERE = {
    f"/employer/offer/{section.code}{'/…' if section.is_many else ''}/{page.code}"
    for section in SECTIONS
    for page in section.pages
}
"""By test_sections_by_keyboard.py."""


def test_what_an_employer_sees(people: People):
    opened = pages_of(people, "Ruth Dale", held=HELD_ELSEWHERE)
    assert any("/employer/requests/" in address for address in opened)
    assert len(opened) >= 12


def test_what_a_learner_sees(people: People):
    opened = pages_of(people, "Jay", learner=True)
    assert any("/learner/proposals/" in address for address in opened)


def test_a_school_that_has_nothing_yet(browser: Browser, site: Site):
    site.flask("db", "upgrade")
    said = site.flask("first-admin")
    site.start()
    people = People(browser, site, {})
    lena = people.someone()
    lena.open("/demo/mail").sees("No email yet")
    lena.open(re.sub(r"https?://[^/]+", site.url, said.split()[-1]))
    lena.press("Save and sign in").sees("Enter the postcode")
    lena.write("Name of the school", "Birch Lane College").write("Name for employers", "Birch Lane")
    lena.page.get_by_label("What kind of school").select_option(
        "Further education or sixth-form college"
    )
    lena.write("Postcode", "CH1 1AA").write("Phone number", "01632 960 180")
    lena.write("Your name", "Lena Ortiz").write("Your email", "lena@example.org")
    lena.write("Choose a password", "quiet harbour lamp seven").press("Save and sign in")
    opened = check_all(lena.page, site.url + "/lead", public=False)
    assert {urlparse(address).path for address in opened} >= EMPTY_PAGES
    opened = check_all(lena.page, site.url + "/admin", public=False)
    assert site.url + "/admin/own-words" in opened
    lena.page.context.close()
    assert not people.complaints
