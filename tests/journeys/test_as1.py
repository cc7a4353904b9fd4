"""AS1 from a match to both debriefs, in a real browser with the real worker."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import People, Someone
from tests.journeys.site import ROOT, Site

AS1 = ROOT / "tests" / "acceptance" / "scenarios" / "as1.yaml"
RUTH = "ruth.dale@example.org"
PRIVATE = ("Okafor", "autis", "ASD", "EHC", "SEN", "14 October", "CH1 2JS")


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[People]:
    site.flask("scenario", "load", str(AS1))
    site.start()
    people = People(browser, site, site.demo_links())
    yield people
    people.close()
    assert not people.complaints


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content()


def link_in(message) -> str:
    return re.search(r"https?://\S+", text_of(message)).group(0).rstrip(".>)")


def find_places(grace: Someone) -> None:
    grace.open("/lead/learners").follow("Jay Okafor", exact=False)
    grace.page.get_by_role("button", name="Find placements").click()
    # the page looks again by itself until the worker is done
    grace.page.get_by_role("link", name="Millbrook Heritage Railway").first.wait_for()
    grace.look().sees("Millbrook Heritage Railway", "Aldermere Library")


def learner_says_yes(grace: Someone, jay: Someone) -> None:
    grace.follow("Millbrook Heritage Railway", exact=False)
    grace.sees("Sort and label railway tickets by year", "HR-04", "HR-11", "Corner Cafe CIC")
    grace.press("Show to Jay")
    jay.open("/learner").follow("Look at it", exact=False)
    jay.sees("Jay, do you want to try this?", "You start at 10am", "You finish at 3pm")
    jay.press("Yes", exact=False).sees("You said yes")


def lead_asks_and_employer_agrees(grace: Someone, ruth: Someone, site: Site) -> None:
    grace.page.reload()
    grace.write("Why this placement?", "Follow a written plan for a whole morning.")
    grace.write("Type your name to decide", "Grace Bell")
    grace.press("Approve: ask the employer")
    asked = site.mail_to(RUTH)
    for word in ("Jay", *PRIVATE):
        assert word not in str(asked)
    ruth.open("/employer").follow("Answer", exact=False)
    ruth.sees("Year 11", "Tuesday 2 to Friday 5 March").does_not_see("Jay", *PRIVATE)
    ruth.choose("Yes")
    ruth.press("Send my answer").sees("You said yes")


def lead_confirms(grace: Someone) -> None:
    grace.open("/lead").follow("Confirm", exact=False)
    grace.write("What has been agreed?", "Four days, four adjustments, practice on bus 12.")
    grace.write("Type your name to decide", "Grace Bell")
    grace.press("Approve: confirm the placement").sees("Not ready yet")


def record(grace: Someone, link: str, words: str, *, who: str = "") -> None:
    grace.follow(link, exact=False)
    if who:
        grace.write("Who agreed?", who)
    grace.write_date(11, 1, 2027).write("What was done?", words).press("Record it")


def gates_go_green(grace: Someone) -> None:
    record(grace, "Record who agreed", "By phone, with Jay beside her.", who="Ngozi Okafor")
    record(grace, "Record when they were told", "A letter and a call.")
    record(grace, "Record the practice", "Two trips on bus 12 with Samir.")
    record(grace, "Record the meeting", "Grace and Samir met Ruth at the station.")
    grace.sees("Not ready yet: 1 thing to do")


def pack_is_sent_and_read(grace: Someone, people: People) -> None:
    grace.follow("The pack about Jay").press("Make the pack")
    grace.sees("Ruth Dale", "I wear headphones when it is noisy.", "Tuesday 16 February 2027")
    grace.does_not_see(*PRIVATE)
    grace.press("Approve and send version 1").sees("Waiting to be read")
    message = people.site.mail_to(RUTH, about="pack is ready")
    kinds = [part.get_content_type() for part in message.walk()]
    assert "text/calendar" in kinds
    assert "application/pdf" in kinds
    for word in ("Jay", *PRIVATE):
        assert word not in str(message["Subject"]) + text_of(message)
    reader = people.someone()
    reader.open(link_in(message)).press("Email me a code").does_not_see("Jay")
    code = re.search(r"\b(\d{6})\b", text_of(people.site.mail_to(RUTH, about="code"))).group(1)
    reader.write("Code", code).press("Go on")
    reader.sees("I know every stop on the Millbrook line.", "What to do with work experience")
    reader.does_not_see(*PRIVATE)
    reader.page.get_by_role("radio").nth(3).check(force=True)  # “Nearly ready”
    reader.press("I have read this").sees("Ruth Dale read this")
    reader.page.context.close()
    grace.open("/lead/placements").follow("Jay", exact=False)
    grace.sees("Everything is done. First day: Tuesday 2 March.")


def learner_looks_back(jay: Someone) -> None:
    jay.open("/learner").sees("How was it at Millbrook Heritage Railway?")
    jay.follow("Start", exact=False)
    for answer in ("Good", "Yes, mostly", "Kind", "It was OK", "Yes"):
        jay.press(answer)
    jay.choose("The work").press("Save and go on")
    jay.follow("Skip this one").press("Yes")
    jay.choose("A job").press("Save and go on").press("No")
    jay.page.get_by_label("I did it on my own").check(force=True)
    jay.press("I am done").sees("Thank you")


def employer_looks_back(people: People) -> None:
    ruth = people.someone()
    ruth.open(link_in(people.site.mail_to(RUTH, about="How did it go")))
    ruth.does_not_see("Jay", *PRIVATE)
    ruth.write("How many hours", "18")
    ruth.press("Save and go on")
    while not ruth.page.get_by_role("heading", name="Thank you").count():
        for group in ruth.page.locator("main fieldset").all():
            group.locator("input").first.check(force=True)
        ruth.page.locator("main form button").first.click()
        ruth.look()
    ruth.sees("Thank you")
    ruth.page.context.close()


def test_from_a_match_to_both_debriefs(people: People):
    grace, ruth = people("Grace Bell"), people("Ruth Dale")
    jay = people("Jay", learner=True)
    find_places(grace)
    learner_says_yes(grace, jay)
    lead_asks_and_employer_agrees(grace, ruth, people.site)
    lead_confirms(grace)
    gates_go_green(grace)
    pack_is_sent_and_read(grace, people)
    people.site.flask("clock", "2027-03-02")
    people.site.flask("clock", "2027-03-06")
    learner_looks_back(jay)
    employer_looks_back(people)
    grace.page.reload()
    grace.follow("See what both say")
    grace.sees("What Jay says", "Answered on their own", "The work", "18")
