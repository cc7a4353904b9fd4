"""A courier firm registers on a phone without scripts, confirms the address and signs in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.keyboard import go_on, tick, type_into
from tests.journeys.people import People, Someone
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

FIRM = "SwiftVan Same Day"
EMAIL = "dave@swiftvan.example.org"
FILLER = "Do anything you can, it’s fine"


@pytest.fixture
def people(browser: Browser, as1: Site, as1_links: dict[str, str]) -> Iterator[People]:
    people = People(browser, as1, as1_links)
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


def register(dave: Someone, firm: str, email: str) -> None:
    """Answer the first part, up to the check."""
    dave.open("/register").press("Start")
    dave.write("What is your organisation called?", firm).choose("10 to 49 people")
    dave.choose("Warehouses and deliveries").press("Save and go on")
    dave.write("What is your name?", "Dave Pugh").write("What is your job?", "Depot manager")
    dave.write("Work email address", email).write("Phone number", "01632 960118")
    dave.press("Save and go on")
    dave.write("What do you call this place?", "Depot").write("Address", "Unit 4, Sealand Lane")
    dave.write("Postcode", "CH1 1AA").press("Save and go on")
    dave.choose("1. Not at all").choose("What tasks to give").press("Save and go on")
    dave.choose("I have read what is kept about us").press("Save and go on")
    assert dave.page.url.endswith("/register/check")


def add_area(dave: Someone) -> None:
    dave.open("/employer/offer").press("Add an area")
    dave.write("What do you call this area?", "Depot floor")
    for question, level in (("How loud", 4), ("How many people", 3), ("How fast", 4)):
        dave.choose_tile(question, level)
    dave.choose_tile("How often do surprises", 6).press("Save and go on")
    for question in ("What is the light", "How warm", "What smells", "What touches"):
        dave.choose_tile(question, 6)
    dave.press("Save and go on")
    dave.page.get_by_role("group", name="Are there stairs").get_by_label("No stairs").check()
    dave.choose("Vehicles moving where people walk or work").press("Save and go on")
    dave.sees("Careers leads will see this", "Depot floor").press("Publish")


def add_task(dave: Someone, text: str) -> None:
    dave.open("/employer/offer").press("Add a task")
    dave.write("What would they do?", text).write("About how many minutes", "60")
    dave.page.get_by_label("Where is it done?").select_option("Depot floor")
    dave.press("Save and go on")
    if dave.page.title().startswith("Error"):
        return
    answers = dave.page.get_by_role("group", name="Would they meet customers")
    answers.get_by_label("No", exact=True).check()
    dave.press("Save and go on").press("Publish")


def add_dates(dave: Someone) -> None:
    dave.open("/employer/offer").press("Add dates")
    dave.page.get_by_label("Block", exact=False).first.check(force=True)
    dave.write_date(8, 3, 2027, group="First day").write_date(12, 3, 2027, group="Last day")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        dave.choose(day)
    dave.press("Save and go on")
    dave.write("Start time", "7am").write("Finish time", "3:30pm")
    dave.write("Minutes of unpaid break", "30").write("Could they start at another", "9:30am")
    dave.write("And finish at", "2:30pm").press("Save and go on")
    dave.write("How many learners at one time?", "1").write("Youngest age", "14")
    dave.press("Save and go on").sees("Your hours fit under-18s").press("Publish")


def name_people(dave: Someone) -> None:
    dave.open("/employer/offer").follow("Who looks after visitors")
    dave.choose("In sight: someone can see them all the time")
    dave.write("Who would look after them?", "Dave Pugh").write("Who stands in", "Carol Webb")
    dave.press("Save and go on").press("Publish")
    dave.open("/employer/offer").follow("Health and safety")
    dave.choose("Some new risks: like packing or a kitchen").choose("Not sure: help, please")
    dave.press("Save and go on").choose("Always")
    for question in ("is there a way out without steps", "alarm also flash", "go out with"):
        group = dave.page.get_by_role("group", name=question)
        group.get_by_label("Not sure").check()
    dave.write("Who should we talk to", "Dave Pugh").write("Their phone number", "01632 960118")
    dave.press("Save and go on").press("Publish")


def insure(dave: Someone) -> None:
    dave.open("/employer/offer").follow("Insurance").choose("Yes, we have a certificate")
    dave.write_date(30, 6, 2027, group="When does it end?").press("Save and go on")
    dave.press("Save and go on")  # the certificate may come later
    dave.choose("Not yet").press("Save and go on").choose("Yes").press("Save and go on")
    dave.sees("30 June 2027").press("Publish")


def address_in_the_email(reader: Someone, email: str) -> str:
    """Return the link of the first email to this address, once the worker has sent it."""
    for _ in range(100):
        reader.page.goto(f"{reader.site.url}/demo/mail?to={email}")
        if reader.page.get_by_role("row").count() > 1:
            break
        reader.page.wait_for_timeout(300)
    reader.look()
    reader.page.get_by_role("row").nth(1).get_by_role("link").click()
    reader.look()
    found = re.search(r"https?://\S+/register/confirm/\S+", reader.text)
    assert found, reader.text
    return found.group(0)


def signed_in(people: People, dave: Someone, email: str) -> None:
    """Register, open the link of the email, and sign in with it."""
    dave.press("Register")
    dave.open(address_in_the_email(people.someone(), email))
    dave.press("Yes, this is my address: sign in")


def test_a_courier_firm_registers_before_it_knows_any_task(people: People, dave: Someone):
    register(dave, FIRM, EMAIL)
    dave.sees(FIRM, "CH1 1AA", "1. Not at all")

    again = dave.page.context.new_page()
    again.goto(dave.page.url)
    dave.press("Register").sees("You are registered", "Ideas for tasks", EMAIL)
    dave.sees("What a first visit looks like", "Scan and count parcels off a cage")
    again.get_by_role("button", name="Register").click()
    assert again.get_by_role("heading", name="You are registered").count()

    grace = people("Grace Bell")
    grace.open("/lead/employers?name=SwiftVan+Same").sees("1 employer", FIRM)
    grace.does_not_see("SwiftVan Couriers")
    grace.follow(FIRM).sees("No tasks yet")

    dave.open(address_in_the_email(people.someone(), EMAIL)).sees("Dave Pugh", FIRM)
    dave.press("Yes, this is my address: sign in")
    dave.sees("Your address is confirmed and you are signed in.")
    dave.open("/employer/offer").sees("Nobody can be matched with you yet", "Add an area first")


def test_the_rest_is_added_bit_by_bit_until_the_offer_is_open(people: People, dave: Someone):
    email = "night@swiftvan.example.org"
    register(dave, "SwiftVan by Night", email)
    signed_in(people, dave, email)
    add_area(dave)
    dave.sees("Loud is fine")
    add_task(dave, FILLER)
    dave.sees("Sort parcels by route colour. Done when each cage holds one colour.")
    assert dave.page.title().startswith("Error: ")
    assert dave.page.get_by_label("What would they do?").input_value() == FILLER
    assert dave.page.get_by_label("About how many minutes").input_value() == "60"
    for text in ("Sort parcels by route colour", "Scan and count parcels", "Clean hand scanners"):
        add_task(dave, text)
    add_dates(dave)
    insure(dave)
    dave.sees("One call to your insurer")
    name_people(dave)
    dave.sees("your offer is open", "Help with the risk assessment")
    dave.follow("Changes you could make").sees("0 of 70 answered", "Not answered yet")
    dave.open("/employer/offer/preview").sees("Sort parcels by route colour", "Carol Webb")


def test_the_back_button_keeps_what_was_typed(dave: Someone):
    register(dave, "SwiftVan by Day", "day@swiftvan.example.org")
    dave.open("/register/contact")
    dave.page.go_back()
    dave.look()
    dave.open("/register/organisation")
    assert dave.page.get_by_label("organisation called").input_value() == "SwiftVan by Day"
    assert dave.page.get_by_label("10 to 49 people").is_checked()
    dave.open("/register").sees("Your answers are still here").press("Go on where I stopped")
    dave.sees("Check your answers")


def test_every_page_of_the_first_part_bears_text_twice_as_large(dave: Someone):
    register(dave, "SwiftVan at Noon", "noon@swiftvan.example.org")
    for step in ("organisation", "contact", "where", "support", "privacy", "check"):
        dave.open(f"/register/{step}")
        dave.page.evaluate("document.documentElement.style.fontSize = '200%'")
        over = dave.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{step} scrolls sideways by {over} px"


def test_the_first_part_is_done_by_keyboard_alone(people: People):
    dave = people.someone()
    dave.open("/register")
    go_on(dave, "Start")
    type_into(dave, What_is_your_organisation="SwiftVan by Keys")
    tick(dave, "10 to 49 people", "Warehouses and deliveries")
    go_on(dave)
    type_into(dave, What_is_your_name="Dave Pugh", What_is_your_job="Owner")
    type_into(dave, Phone_number="01632 960118", Work_email="keys@swiftvan.example.org")
    go_on(dave)
    type_into(dave, What_do_you_call="Depot", Address="Unit 4", Postcode="CH1 1AB")
    go_on(dave)
    tick(dave, "1. Not at all")
    go_on(dave)
    tick(dave, "I have read")
    go_on(dave)
    go_on(dave, "Register")
    dave.sees("You are registered")
    dave.page.context.close()
