"""A courier firm registers on a phone without scripts, confirms the address and signs in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import People, Someone
from tests.journeys.site import ROOT, Site

pytestmark = pytest.mark.browser

AS1 = ROOT / "tests" / "acceptance" / "scenarios" / "as1.yaml"
FIRM = "SwiftVan Same Day"
EMAIL = "dave@swiftvan.example.org"
FILLER = "Do anything you can, it’s fine"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("instance"))
    site.flask("scenario", "load", str(AS1))
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def links(site: Site) -> dict[str, str]:
    return site.demo_links()


@pytest.fixture
def people(browser: Browser, site: Site, links: dict[str, str]) -> Iterator[People]:
    people = People(browser, site, links)
    yield people
    people.close()
    assert not people.complaints


@pytest.fixture(scope="module")
def held() -> set[str]:
    return set()


@pytest.fixture
def dave(people: People, held: set[str]) -> Iterator[Someone]:
    dave = people.without_scripts(width=320, height=640, held=held)
    yield dave
    dave.page.context.close()


def say_who(dave: Someone, firm: str, email: str) -> None:
    dave.open("/register").press("Start")
    dave.write("What is your organisation called?", firm).choose("10 to 49 people")
    dave.choose("Warehouses and deliveries").press("Save and go on")
    dave.write("What is your name?", "Dave Pugh").write("What is your job?", "Depot manager")
    dave.write("Work email address", email).write("Phone number", "01632 960118")
    dave.press("Save and go on")


def say_where(dave: Someone) -> None:
    dave.write("What do you call this place?", "Depot").write("Address", "Unit 4, Sealand Lane")
    dave.write("Postcode", "CH1 1AA").press("Save and go on")
    dave.choose("Yes, we have a certificate").write_date(30, 6, 2027).press("Save and go on")
    dave.write("What do you call this area?", "Depot floor")
    dave.choose_tile("How loud is it", 4).choose_tile("How many people", 3)
    dave.choose("Vehicles moving where people walk or work").press("Save and go on").press("Go on")


def say_how(dave: Someone) -> None:
    dave.choose("In sight: someone can see them all the time")
    dave.write("Who would look after them?", "Dave Pugh").choose("Never").press("Save and go on")
    dave.sees("0 of 70 answered").press("Save and go on")
    dave.choose("1. Not at all").choose("What tasks to give").press("Save and go on")
    dave.choose("We agree to these four rules").write("Type your name", "Dave Pugh")
    dave.choose("I have read what is kept about us").press("Save and go on")
    assert dave.page.url.endswith("/register/check")


def add_task(dave: Someone, text: str, minutes: int) -> None:
    dave.follow("Add a task" if dave.page.get_by_text("None yet").count() else "Add another task")
    dave.write("What would they do?", text).write("About how many minutes", str(minutes))
    dave.page.get_by_label("Where is it done?").select_option("Depot floor")
    dave.press("Save and go on")


def address_in_the_email(reader: Someone, email: str) -> str:
    """Return the link of the first email to this address, once the worker has sent it."""
    for _ in range(60):
        reader.open(f"/demo/mail?to={email}")
        if reader.page.get_by_role("row").count() > 1:
            break
        reader.page.wait_for_timeout(500)
    reader.page.get_by_role("row").nth(1).get_by_role("link").click()
    reader.look()
    found = re.search(r"https?://\S+/register/confirm/\S+", reader.text)
    assert found, reader.text
    return found.group(0)


def test_a_courier_firm_registers_before_it_knows_any_task(people: People, dave: Someone):
    say_who(dave, FIRM, EMAIL)
    say_where(dave)
    dave.sees("Scan and count parcels off a cage").press("Go on without a task").press(
        "Leave this for later"
    )
    say_how(dave)
    dave.sees(FIRM, "CH1 1AA", "30 June 2027", "Left for later")

    again = dave.page.context.new_page()
    again.goto(dave.page.url)
    dave.press("Register").sees("You are registered", "Ideas for tasks", EMAIL)
    again.get_by_role("button", name="Register").click()
    assert again.get_by_role("heading", name="You are registered").count()

    grace = people("Grace Bell")
    grace.open("/lead/employers?find=SwiftVan+Same").sees("1 employer", FIRM)
    grace.follow(FIRM).sees("No tasks yet")

    link = address_in_the_email(people.someone(), EMAIL)
    dave.open(link).sees("Dave Pugh", FIRM).press("Yes, this is my address: sign in")
    dave.sees("Your address is confirmed and you are signed in.")
    dave.open("/employer/offer").sees("No tasks yet", "Nobody can be matched with you")


def test_a_task_that_says_nothing_is_refused_and_the_words_stay(dave: Someone):
    say_who(dave, "SwiftVan by Night", "night@swiftvan.example.org")
    say_where(dave)
    add_task(dave, FILLER, 60)
    dave.sees("Sort parcels by route colour. Done when each cage holds one colour.")
    assert dave.page.title().startswith("Error: ")
    assert dave.page.get_by_label("What would they do?").input_value() == FILLER
    assert dave.page.get_by_label("About how many minutes").input_value() == "60"
    dave.write("What would they do?", "Sort parcels by route colour").press("Save and go on")
    for text in ("Scan and count parcels", "Print and stick labels", "Clean hand scanners"):
        add_task(dave, text, 45)
    dave.sees("Sort parcels by route colour", "Clean hand scanners")


def test_the_back_button_keeps_what_was_typed(dave: Someone):
    say_who(dave, "SwiftVan by Day", "day@swiftvan.example.org")
    dave.page.go_back()
    dave.look()
    assert dave.page.get_by_label("What is your name?").input_value() == "Dave Pugh"
    dave.page.go_back()
    assert dave.page.get_by_label("organisation called").input_value() == "SwiftVan by Day"
    assert dave.page.get_by_label("10 to 49 people").is_checked()
    dave.open("/register").sees("Your answers are still here").press("Go on where I stopped")
    dave.sees("Where do people come to?")
