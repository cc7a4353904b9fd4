"""Grace brings learners in from a file, describes one of them and finds placements."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import People, Someone
from tests.journeys.site import ROOT, Site

pytestmark = pytest.mark.browser

AS1 = ROOT / "tests" / "acceptance" / "scenarios" / "as1.yaml"
HEADINGS = "mis_number,first_name,surname,date_of_birth,travel_band,max_minutes,interests"
WRONG = f"""{HEADINGS}
K201,Nadia,Karim,31/02/2011,3,40,old maps; museums
K202,Owen,,14/05/2011,9,30,
"""
RIGHT = f"""{HEADINGS}
K201,Nadia,Karim,28/02/2011,3,40,old maps; museums
K202,Owen,Price,14/05/2011,2,30,
"""


@pytest.fixture
def grace(browser: Browser, site: Site) -> Iterator[Someone]:
    site.flask("scenario", "load", str(AS1))
    site.start()
    people = People(browser, site, site.demo_links())
    yield people("Grace Bell")
    people.close()
    assert not people.complaints


def choose_file(grace: Someone, folder: Path, text: str) -> None:
    file = folder / "learners.csv"
    file.write_text(text, encoding="utf-8")
    grace.page.get_by_label("The file").set_input_files(file)
    grace.press("Show what is in it")


def import_two(grace: Someone, folder: Path) -> None:
    grace.open("/lead/learners").follow("Import from a file")
    choose_file(grace, folder, WRONG)
    grace.sees("Put 3 things right", "31/02/2011", "write the day like 14/10/2010.")
    rows = grace.page.get_by_role("row").all_inner_texts()
    assert [row.split("\t")[:2] for row in rows[1:]] == [
        ["2", "Date of birth"],
        ["3", "Surname"],
        ["3", "Travel band"],
    ]
    choose_file(grace, folder, RIGHT)
    grace.sees("2 new learners", "Nadia Karim", "Owen Price", "Nothing is saved yet.")
    grace.press("Import 2 learners").sees("2 learners added, 0 changed")


def the_same_file_changes_nothing(grace: Someone, folder: Path) -> None:
    grace.follow("Import from a file")
    choose_file(grace, folder, RIGHT)
    grace.sees("0 new learners", "2 learners with no change", "everything in this file is here")


def say_what_matters(grace: Someone) -> None:
    grace.open("/lead/learners").follow("Nadia Karim").sees("Still to ask", "old maps")
    grace.follow("Add strengths", exact=False)
    grace.write("What they are good at", "Finding places on a map\nSpotting what is missing")
    grace.write("In their own words", "I can read a map before I can read a room.")
    grace.choose("The learner, in their own way").press("Save")

    grace.follow("Change what helps", exact=False)
    row = grace.page.get_by_role("group", name="Tell me one thing at a time")
    row.get_by_label("Important").check(force=True)
    grace.press("Save").sees("Tell me one thing at a time")


def say_how_and_when(grace: Someone) -> None:
    grace.follow("Change travel", exact=False)
    grace.write("Home postcode", "CH1 2AR").write("Most changes on the way", "1")
    grace.page.get_by_label("How they usually travel").select_option("Bus")
    grace.press("Save")

    grace.follow("Change the hours", exact=False)
    for weekday in ("Tuesday", "Wednesday", "Thursday", "Friday"):
        grace.write(f"{weekday} from", "9:30am").write(f"{weekday} to", "3:30pm")
    grace.press("Save").sees("9:30am to 3:30pm")

    grace.follow("Change what they want", exact=False)
    grace.choose("Block placement: Three to ten days")
    grace.write_date(1, 3, 2027, group="First day they could start")
    grace.write_date(26, 3, 2027, group="Last day").press("Save")


def choose_what_is_told(grace: Someone) -> None:
    grace.follow("Choose who may read what", exact=False)
    own_words = "Who may read “I can read a map before I can read a room.”?"
    group = grace.page.get_by_role("group", name=own_words)
    card = grace.page.locator(".card", has=group)
    assert "“I can read a map before I can read a room.”" in card.inner_text()
    assert group.get_by_label("School or college only").is_checked()
    group.get_by_label("Share with the place they go").check(force=True)
    grace.press("Save the choices").sees("1 thing shared with the place they go")

    grace.follow("All consents", exact=False).choose("Look for placements for this learner")
    grace.choose("Yes").write("Who gave it", "Leila Karim, mother").press("Save this answer")


def test_learners_come_from_a_file_and_one_finds_placements(grace: Someone, tmp_path: Path):
    import_two(grace, tmp_path)
    the_same_file_changes_nothing(grace, tmp_path)
    say_what_matters(grace)
    say_how_and_when(grace)
    choose_what_is_told(grace)
    grace.open("/lead/learners").follow("Nadia Karim").press("Find placements")
    for _ in range(60):
        if grace.page.get_by_role("heading", name="Places for Nadia").count():
            break
        grace.page.wait_for_timeout(500)
        grace.page.reload()
    grace.look().sees("offers compared", "Millbrook Heritage Railway", "Why not the others")
