from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.client import Page, PageClient
from tests.factories import NOW, TODAY, make_user
from tests.registrations import courier, railway
from webapp.accounts.models import Role
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.core.wizard.models import Draft
from webapp.employers.models import Availability, Employer, Insurance, InsurerTold
from webapp.employers.services import register_employer
from webapp.employers.updating import EMPTY_OFFER

GO_ON = "Save and go on"
BASE = "/employer/offer"


def date_boxes(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


@pytest.fixture
def employer(session) -> Employer:
    made = register_employer(session, railway(), now=NOW, today=TODAY)
    made.insured_until = date(2099, 8, 31)
    session.commit()
    return made


@pytest.fixture
def ruth(session, employer, as_person) -> PageClient:
    user = make_user(session, name="Ruth Dale", roles=(Role.EMPLOYER,), employer=employer)
    return as_person(user)


@pytest.fixture
def offer(employer):
    return employer.sites[0].offers[0]


@pytest.fixture
def newcomer(session) -> Employer:
    """A courier firm as it stands after the first part of the registration."""
    firm = courier()
    empty = replace(firm.sites[0], areas=(), offers=(EMPTY_OFFER,))
    unasked = replace(firm.insurance, answer=Insurance.NOT_SURE, until=None)
    made = register_employer(
        session, replace(firm, sites=(empty,), insurance=unasked), now=NOW, today=TODAY
    )
    session.commit()
    return made


@pytest.fixture
def dave(session, newcomer, as_person) -> PageClient:
    user = make_user(session, name="Dave Pugh", roles=(Role.EMPLOYER,), employer=newcomer)
    return as_person(user)


def save(client: PageClient, address: str, values: dict[str, object]) -> Page:
    return client.submit(client.get(address), values, button=GO_ON)


def fill(client: PageClient, page: Page, *pages: dict[str, object]) -> Page:
    """Return the page after these pages were saved one after the other and then published."""
    for values in pages:
        page = client.submit(page, values, button=GO_ON)
    return client.submit(page, button="Publish")


AREA = (
    {"name": "Yard", "noise": "3", "crowd": "not_sure", "pace": "2", "surprises": "2"},
    {"light": "1", "temperature": "3", "smell": "not_sure", "touch": "not_sure"},
    {"stairs": "none", "hazards": ["moving_vehicles"], "allergens": "nuts, latex"},
)
DATES = (
    {
        "types": ["BLK"],
        **date_boxes("from_date", 8, 3, 2027),
        **date_boxes("to_date", 12, 3, 2027),
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
    },
    {
        "start": "7am",
        "finish": "3:30pm",
        "break_minutes": "30",
        "flex_start": "9:30am",
        "flex_finish": "2:30pm",
    },
    {"places": "1", "min_age": "14", "year_groups": ["10", "11"]},
)


def test_the_offer_lists_every_section_with_how_far_it_is(ruth):
    page = ruth.get(BASE)
    for words in ("Millbrook station", "Archive", "Before anyone is matched with you"):
        assert words in page.text
    assert "13 of 70 answered" in page.text


def test_the_preview_shows_what_careers_leads_see(ruth):
    page = ruth.get(f"{BASE}/preview")
    for words in ("Millbrook station", "Archive", "Library quiet", "Imran Shah", "Signal Mutual"):
        assert words in page.text


def test_nothing_is_published_before_it_is_checked(ruth, employer, session):
    employer.website = "millbrook.example"
    page = save(ruth, f"{BASE}/organisation/organisation", {"description": "Trains and tea."})
    assert page.h1 == "Your organisation: check it"
    assert employer.description == "A steam railway with old trains."
    page = ruth.submit(page, button="Publish")
    assert page.notes == ["Published. Schools see the change now."]
    assert employer.description == "Trains and tea."
    assert employer.website == "millbrook.example"
    assert len(employer.sites[0].areas) == 3
    assert "employer_changed" in session.scalars(sa.select(AuditEvent.action)).all()


def test_publishing_twice_changes_it_once(ruth, employer):
    page = save(ruth, f"{BASE}/organisation/organisation", {"description": "Trains and tea."})
    ruth.submit(page, button="Publish")
    version = employer.version
    ruth.submit(page, button="Publish")
    assert employer.version == version


def test_changes_can_be_dropped(ruth, employer, session):
    page = save(ruth, f"{BASE}/organisation/organisation", {"description": "Trains and tea."})
    page = ruth.submit(page, button="Delete my changes")
    assert page.notes == ["Your changes are deleted. What schools see has not changed."]
    assert employer.description == "A steam railway with old trains."
    assert session.scalars(sa.select(Draft)).all() == []


def test_finish_later_keeps_what_is_not_yet_right(ruth, employer):
    page = ruth.get(f"{BASE}/organisation/organisation")
    page = ruth.submit(page, {"name": ""}, button="Save and finish later")
    assert page.notes == ["Saved. Schools do not see it before you publish it."]
    page = ruth.get(f"{BASE}/organisation/check")
    assert "Needs an answer" in page.text
    page = ruth.submit(page, button="Publish")
    assert page.errors == ["Some pages still need an answer. They are marked below"]
    assert employer.name == "Millbrook Heritage Railway"


def test_a_colleague_who_published_meanwhile_is_not_overwritten_in_silence(
    ruth, employer, session, as_person
):
    mine = save(ruth, f"{BASE}/organisation/organisation", {"description": "I wrote this."})
    employer.description = "A colleague wrote this."
    page = ruth.submit(mine, button="Publish")
    assert "A colleague published this section since you began" in page.errors[0]
    assert "A colleague wrote this." in page.text
    assert "I wrote this." in page.text
    assert employer.description == "A colleague wrote this."
    ruth.submit(page, button="Publish mine over it")
    assert employer.description == "I wrote this."


def test_a_colleague_who_published_another_section_is_no_conflict(ruth, employer):
    mine = save(ruth, f"{BASE}/organisation/organisation", {"description": "I wrote this."})
    page = save(ruth, f"{BASE}/support/support", {"confidence": "5"})
    ruth.submit(page, button="Publish")
    ruth.submit(mine, button="Publish")
    assert (employer.confidence, employer.description) == (5, "I wrote this.")


def test_the_older_of_two_tabs_shows_both(ruth):
    address = f"{BASE}/organisation/organisation"
    mine = ruth.get(address)
    save(ruth, address, {"description": "In the other tab."})
    page = ruth.submit(mine, {"description": "In this tab."}, button=GO_ON)
    assert "saved in another window" in page.errors[0]
    assert "In the other tab." in page.text
    assert page.field("description") == "In this tab."
    page = ruth.submit(page, button="Save mine and go on")
    assert "In this tab." in page.text


def test_a_page_that_does_not_apply_leads_to_the_task_list(ruth, employer):
    employer.insurance = Insurance.EXEMPT_PUBLIC
    assert ruth.get(f"{BASE}/insurance/told", status=302).location == BASE
    ruth.get(f"{BASE}/insurance/nonsense", status=404)


def test_an_answer_that_stops_applying_is_kept_but_not_published(ruth, employer):
    employer.insurer_told, employer.insurer_told_on = InsurerTold.YES, date(2026, 11, 2)
    page = save(ruth, f"{BASE}/insurance/liability", {"answer": "not_yet"})
    assert page.h1 == "Visits and meetings"
    page = ruth.submit(page, {"public_liability": "yes"}, button=GO_ON)
    back = ruth.submit(
        ruth.get(f"{BASE}/insurance/liability"),
        {"answer": "held", **date_boxes("until", 31, 8, 2099)},
        button=GO_ON,
    )
    back = ruth.submit(back, button=GO_ON)
    assert back.field("insurer_told_on-year") == "2026"
    page = save(ruth, f"{BASE}/insurance/liability", {"answer": "not_yet"})
    ruth.submit(ruth.get(f"{BASE}/insurance/check"), button="Publish")
    assert (employer.insurance, employer.insurer_told) == (Insurance.NOT_YET, None)
    assert employer.insured_until is None


def test_the_address_someone_signs_in_with_cannot_be_changed_here(ruth, employer):
    page = ruth.get(f"{BASE}/contact/contact")
    assert 'name="email"' not in page.html
    fill(
        ruth,
        page,
        {"phone": "01632 960121"},
        {"has_deputy": "yes", "deputy_name": "Jo Bell", "deputy_phone": "01632 960122"},
    )
    main = employer.contacts[0]
    assert (main.phone, main.email) == ("01632 960121", "ruth@example.org")
    deputy = next(person for person in employer.contacts if person.role.value == "deputy")
    assert (deputy.name, deputy.phone) == ("Jo Bell", "01632 960122")


def test_a_newcomer_is_matched_once_nothing_is_missing(dave, newcomer):
    page = dave.get(BASE)
    for words in ("Nobody can be matched with you yet", "Describe one area", "Add an area first"):
        assert words in page.text
    fill(dave, dave.submit(page, button="Add an area"), *AREA)
    for text in ("Scan and count parcels", "Sort parcels by route colour", "Print labels"):
        page = dave.submit(dave.get(BASE), button="Add a task")
        task = {"text": text, "area": "Yard", "minutes": "60"}
        page = fill(dave, page, task, {"hazards": [], "with_public": "not_sure"})
    assert "That is enough for a day" in page.text
    page = dave.submit(dave.get(BASE), button="Add dates")
    page = dave.submit(page, DATES[0], button=GO_ON)
    page = dave.submit(page, DATES[1], button=GO_ON)
    page = dave.submit(page, DATES[2], button=GO_ON)
    assert "Your hours fit under-18s" in page.text
    dave.submit(page, button="Publish")
    offer = newcomer.sites[0].offers[0]
    page = fill(
        dave,
        dave.get(f"{BASE}/supervision/{offer.id}/supervision"),
        {"supervision": "3", "supervisor": "Dave Pugh", "stand_in": "Carol Webb"},
    )
    assert offer.published_at is None
    page = fill(
        dave,
        dave.get(f"{BASE}/safety/risk"),
        {"risk_level": "some", "risk_assessment": "help_please"},
        {
            "first_aider": "always",
            "step_free_escape": "not_sure",
            "visual_alarm": "not_sure",
            "buddy_system": "not_sure",
            "accident_name": "Dave Pugh",
            "accident_phone": "07700 900133",
        },
    )
    assert "your offer is open" in page.notes[0]
    assert offer.published_at is not None
    assert [task.area.name for task in offer.tasks] == ["Yard"] * 3
    assert offer.windows[0].flex_start.hour == 9
    assert newcomer.sites[0].areas[0].allergens == ["nuts", "latex"]
    assert newcomer.accident_contact == "Dave Pugh, 07700 900133"


def test_an_idea_from_the_task_bank_is_the_first_answer(ruth, offer):
    ruth.get(BASE)
    page = ruth.post(
        f"{BASE}/task/new", {"parent": str(offer.id), "idea": "Polish the brass lamps"}
    )
    page = ruth.get(page.location)
    assert page.field("text") == "Polish the brass lamps"
    assert "Ideas from work like yours" in page.soup.text


@pytest.mark.parametrize(
    "text", ["Do anything you can, it’s fine", "help out", "general duties", "observe"]
)
def test_filler_is_refused_with_a_better_example(ruth, offer, text):
    page = ruth.submit(ruth.get(BASE), button="Add a task")
    page = ruth.submit(page, {"text": text, "area": "Archive", "minutes": "60"}, button=GO_ON)
    assert "For example" in page.errors[0]
    assert (page.field("text"), page.field("minutes")) == (text, "60")
    assert len(offer.tasks) == 4


def test_moving_machinery_asks_one_page_more(ruth, offer):
    address = f"{BASE}/task/{offer.tasks[0].id}/hazards"
    page = save(ruth, address, {"hazards": ["moving_machinery"]})
    assert page.h1 == "About the machine"
    page = ruth.submit(page, {}, button=GO_ON)
    assert page.errors == ["Say whether the machine is guarded. “Not sure” is fine"]
    ruth.submit(ruth.submit(page, {"machine_guard": "guarded"}, button=GO_ON), button="Publish")
    assert offer.tasks[0].machine_guard.value == "guarded"


def test_the_hazards_of_an_area_are_confirmed_for_each_task(ruth, offer):
    page = ruth.get(f"{BASE}/task/{offer.tasks[3].id}/hazards")
    assert "Named for this area: Workshop" in page.text


def test_an_area_is_added_changed_and_removed(ruth, employer):
    site = employer.sites[0]
    fill(ruth, ruth.submit(ruth.get(BASE), button="Add an area"), *AREA)
    yard = site.areas[-1]
    assert (yard.name, yard.noise, yard.crowd) == ("Yard", 3, None)
    page = save(ruth, f"{BASE}/area/{yard.id}/area", {"noise": "4"})
    ruth.submit(ruth.get(f"{BASE}/area/{yard.id}/check"), button="Publish")
    assert yard.noise == 4
    page = ruth.submit(ruth.get(f"{BASE}/area/{yard.id}/check"), button="Remove this")
    assert page.notes == ["Removed. Schools see the change now."]
    assert len(site.areas) == 3


def test_publishing_something_new_twice_makes_it_once(ruth, employer):
    page = ruth.submit(ruth.get(BASE), button="Add an area")
    for values in AREA:
        page = ruth.submit(page, values, button=GO_ON)
    ruth.submit(page, button="Publish")
    again = ruth.submit(page, button="Publish")
    assert again.h1 == "Our offer"
    assert [area.name for area in employer.sites[0].areas].count("Yard") == 1


def test_pressing_add_twice_begins_one_thing(ruth, session):
    for _ in range(2):
        ruth.submit(ruth.get(BASE), button="Add an area")
    assert len(session.scalars(sa.select(Draft)).all()) == 1
    assert "No name yet" not in ruth.get(BASE).text


def test_too_much_begun_at_once_is_stopped(ruth, monkeypatch):
    monkeypatch.setattr("webapp.employers.editing.MOST_DRAFTS", 0)
    page = ruth.submit(ruth.get(BASE), button="Add an area")
    assert "You have begun a lot" in page.notes[0]


def test_two_areas_cannot_have_one_name(ruth):
    page = ruth.submit(ruth.get(BASE), button="Add an area")
    page = ruth.submit(page, {**AREA[0], "name": "archive"}, button=GO_ON)
    assert page.errors == ["You have an area with this name. Give this one another name"]


def test_an_area_where_a_task_is_done_stays(ruth, employer):
    area = employer.sites[0].areas[0]
    page = ruth.submit(ruth.get(f"{BASE}/area/{area.id}/check"), button="Remove this")
    assert page.notes == ["A task is done here. Change or remove that task first."]


@pytest.mark.parametrize(
    ("step", "changes", "error"),
    [
        (
            "days",
            date_boxes("to_date", 1, 3, 2027),
            "The last day is before the first day. Check both",
        ),
        ("days", {"weekdays": ["sat"]}, "None of these days falls between your dates. Check both"),
        ("hours", {"finish": "6am"}, "The finish is before the start. Check both times"),
        (
            "hours",
            {"break_minutes": "600"},
            "The break is as long as the day. Check the minutes",
        ),
        ("hours", {"flex_start": "9am"}, "Enter both other times, or neither"),
        ("who", {"places": "31"}, "Enter 1 to 30 learners"),
        ("who", {"max_age": "12"}, "The oldest age is below the youngest. Check both"),
    ],
)
def test_dates_that_cannot_be_are_refused_with_everything_typed_kept(
    ruth, offer, step, changes, error
):
    page = save(ruth, f"{BASE}/dates/{offer.windows[0].id}/{step}", changes)
    assert page.errors == [error]
    for name, typed in changes.items():
        if isinstance(typed, str):
            assert page.field(name) == typed


def test_hours_that_do_not_fit_under_18s_are_said_before_they_are_published(ruth, offer):
    address = f"{BASE}/dates/{offer.windows[0].id}"
    save(ruth, f"{address}/hours", {"start": "7am", "finish": "4pm", "break_minutes": "15"})
    page = ruth.get(f"{address}/check")
    assert "Your hours do not fit under-18s" in page.text
    assert "More than 8 hours of work in a day." in page.text
    assert "A break under 30 minutes" in page.text
    page = ruth.submit(page, button="Publish")
    assert "These hours are long for under-18s" in page.text


def test_dates_are_changed_and_places_promised_are_kept(ruth, offer):
    window = offer.windows[0]
    window.places, window.taken = 3, 2
    page = save(ruth, f"{BASE}/dates/{window.id}/who", {"places": "1"})
    page = ruth.submit(page, button="Publish")
    assert page.errors == ["Learners were promised places here. Call us to change that"]
    page = save(ruth, f"{BASE}/dates/{window.id}/who", {"places": "4"})
    ruth.submit(page, button="Publish")
    assert window.places == 4


def test_who_looks_after_a_learner_is_changed(ruth, offer, employer):
    page = ruth.get(f"{BASE}/supervision/{offer.id}/supervision")
    fill(ruth, page, {"supervision": "3", "stand_in": "Jo Bell", "stand_in_checks": "not_sure"})
    assert (offer.supervision, offer.stand_in.name) == (3, "Jo Bell")
    assert offer.stand_in.checks == "not_sure"


def test_the_code_is_agreed_on_the_day_it_is_published(ruth, employer):
    employer.code_agreed_on = employer.code_agreed_by = None
    page = ruth.get(f"{BASE}/safeguarding/policy")
    fill(
        ruth,
        page,
        {"safeguarding_policy": "follows_setting", "alone": "yes", "alone_when": "In the van"},
        {"agrees": "y", "signed_by": "Ruth Dale"},
    )
    assert (employer.code_agreed_by, employer.code_agreed_on) == ("Ruth Dale", clock.today())
    assert employer.alone_when == "In the van"


def test_no_page_asks_for_a_certificate(ruth, offer):
    for address in (f"supervision/{offer.id}/supervision", "insurance/liability"):
        page = ruth.get(f"{BASE}/{address}")
        assert not page.soup.select("input[type=file]")


def test_a_place_is_checked_on_a_map_and_another_is_added(ruth, employer):
    page = ruth.submit(ruth.get(BASE), button="Add a place")
    where = {"name": "Museum", "address": "3 Mill Lane", "postcode": "ch1 1ab"}
    page = ruth.submit(page, where, button=GO_ON)
    page = ruth.submit(page, {"is_stop_near": "no", "parking": ["car_park"]}, button=GO_ON)
    page = ruth.submit(page, {"toilets": ["accessible"], "lunch": ["fridge"]}, button=GO_ON)
    page = ruth.submit(page, {"ppe_from": "not_needed"}, button=GO_ON)
    picture = page.soup.find("figure").text
    assert "Map of this place" in picture
    assert "of Chester" in picture
    assert "Small tracks are railway stations." in picture
    ruth.submit(page, button="Publish")
    museum = employer.sites[1]
    assert (museum.name, museum.parking, museum.toilets) == ("Museum", ["car_park"], ["accessible"])
    assert museum.offers[0].published_at is None


def test_one_page_of_a_place_is_published_though_others_were_never_opened(ruth, employer):
    site = employer.sites[0]
    page = save(ruth, f"{BASE}/place/{site.id}/where", {"address": "1 Station Road, Millbrook"})
    page = ruth.get(f"{BASE}/place/{site.id}/check")
    assert page.text.count("Can wait") == 3
    ruth.submit(page, button="Publish")
    assert site.address == "1 Station Road, Millbrook"
    assert site.which_door == "The blue door by the clock"


def test_insurance_that_has_ended_shows_red_and_leads_to_the_new_date(ruth, employer):
    employer.insured_until = date(2026, 1, 1)
    page = ruth.get(BASE)
    assert "Your insurance date has passed" in page.text
    ruth.follow(page, "Put in the new date")


def test_an_insurance_date_that_has_passed_is_refused(ruth):
    yesterday = clock.today() - timedelta(days=1)
    boxes = date_boxes("until", yesterday.day, yesterday.month, yesterday.year)
    page = save(ruth, f"{BASE}/insurance/liability", {"answer": "held", **boxes})
    assert page.errors == [
        "This date has passed. Enter when your cover ends now, or choose “Not yet”"
    ]
    assert page.field("until-year") == str(yesterday.year)


def test_still_right_is_one_press(ruth, employer):
    employer.confirmed_on = TODAY - timedelta(days=200)
    page = ruth.submit(ruth.get(BASE), button="Yes, it is all still right")
    assert page.notes == ["Thank you. Schools see that this is right today."]
    assert employer.confirmed_on > TODAY - timedelta(days=200)


def test_not_now_closes_the_offer_until_they_say_otherwise(ruth, employer):
    page = ruth.submit(ruth.get(f"{BASE}/availability"), {"answer": "not_now"}, button="Save")
    assert page.errors == ["Enter the day we may ask again"]
    day = clock.today() + timedelta(days=60)
    values = {
        "answer": "not_now",
        "reason": "We are moving",
        **date_boxes("until", day.day, day.month, day.year),
    }
    page = ruth.submit(page, values, button="Save")
    assert employer.is_closed
    assert "You said: not now." in page.soup.text
    ruth.submit(ruth.get(f"{BASE}/availability"), {"answer": "maybe"}, button="Save")
    assert (employer.availability, employer.is_closed) == (Availability.MAYBE, False)
    assert employer.availability_reason is None


def test_an_employer_cannot_open_what_a_school_paused(ruth, employer):
    employer.paused_at = NOW
    page = ruth.submit(ruth.get(f"{BASE}/availability"), {"answer": "yes"}, button="Save")
    assert "Paused by a school" in page.text
    assert employer.is_closed


def test_one_answer_for_a_whole_group_works_without_a_script(ruth, session):
    page = ruth.get(f"{BASE}/adjustments/adjustments?find=break")
    assert "Answer all" not in page.text
    ruth.post(
        f"{BASE}/adjustments/adjustments",
        {"all": "TEC:will_do"},
        redirects_to=f"{BASE}/adjustments/adjustments?open=TEC#group-TEC",
    )
    kept = session.scalars(sa.select(Draft)).one().pages["adjustments"]
    assert {kept[name][0] for name in ("tec_01", "tec_02", "tec_03", "tec_04")} == {"will_do"}
    assert kept["com_01"] == ["will_do"]


def test_a_search_shows_some_and_keeps_the_other_answers(ruth, employer):
    page = ruth.get(f"{BASE}/adjustments/adjustments?find=headphones")
    assert "com_01" not in page.html
    page = ruth.submit(page, {"sen_01": "already_do"}, button=GO_ON)
    page = ruth.submit(page, {"other": "The radio goes off when asked"}, button=GO_ON)
    ruth.submit(page, button="Publish")
    answers = {row.adjustment.value: row.answer.value for row in employer.answers if not row.area}
    assert (answers["SEN-01"], answers["COM-01"]) == ("already_do", "will_do")
    assert employer.other_adjustments == "The radio goes off when asked"


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"search": "words", "find": " quiet  room "}, "?find=quiet++room#found"),
        ({"search": "words", "find": "  "}, "#find"),
        ({"search": "all", "find": "quiet"}, "#find"),
        ({"open": "SEN"}, "?open=SEN#group-SEN"),
    ],
)
def test_no_way_around_the_page_of_70_loses_an_answer(ruth, session, sent, place):
    here = f"{BASE}/adjustments/adjustments"
    ruth.get(here)
    ruth.post(here, {"sen_01": "already_do", **sent}, redirects_to=here + place)

    assert session.scalars(sa.select(Draft)).one().pages["adjustments"]["sen_01"] == ["already_do"]


def test_enter_on_an_answer_presses_a_button_that_answers_nothing(ruth):
    page = ruth.get(f"{BASE}/adjustments/adjustments")
    form = page.find("main form")
    assert form.find("button", type="submit")["name"] == "search"


def test_a_search_that_finds_nothing_says_what_to_try(ruth):
    assert "Nothing found" in ruth.get(f"{BASE}/adjustments/adjustments?find=zebra").text


def test_a_tip_follows_from_the_answers(ruth):
    page = save(ruth, f"{BASE}/adjustments/adjustments", {"sen_05": "cannot"})
    page = ruth.submit(page, {}, button=GO_ON)
    page = ruth.submit(page, button="Publish")
    assert "Cheap ways others do it" in page.text


def test_another_employers_rows_are_not_found(ruth, session):
    other = register_employer(
        session,
        replace(courier("sort parcels by route colour"), key="other"),
        now=NOW,
        today=TODAY,
    )
    session.commit()
    site = other.sites[0]
    offer = site.offers[0]
    for address in (
        f"place/{site.id}/where",
        f"area/{site.areas[0].id}/area",
        f"task/{offer.tasks[0].id}/task",
        f"supervision/{offer.id}/supervision",
    ):
        ruth.get(f"{BASE}/{address}", status=404)
    ruth.get(BASE)
    ruth.post(f"{BASE}/task/new", {"parent": str(offer.id)}, status=404)


def test_only_people_of_an_employer_open_the_offer(cast, as_person):
    as_person(cast.ben).get(BASE, status=404)
    as_person(cast.ada).get(BASE, status=404)


def test_an_answer_may_differ_in_one_area_and_say_why(ruth, employer):
    page = ruth.get(f"{BASE}/adjustments/adjustments")
    assert "Archive: Will do" in page.text
    workshop = employer.sites[0].areas[2]
    page = ruth.get(f"{BASE}/differences?code=SEN-01")
    name = f"area_{workshop.id.hex}"
    why = "In the workshop everyone must hear the saw"
    page = ruth.submit(page, {name: "cannot", "note": why}, button="Publish")
    assert "Workshop: Cannot" in page.text
    rows = [row for row in employer.answers if row.adjustment.value == "SEN-01"]
    assert {(row.area and row.area.name, row.answer.value) for row in rows} == {
        (None, "will_do"),
        ("Workshop", "cannot"),
    }
    assert next(row.note for row in rows if row.area is None) == why
    again = ruth.get(f"{BASE}/differences?code=SEN-01")
    ruth.submit(again, {name: "same"}, button="Publish")
    assert len([row for row in employer.answers if row.adjustment.value == "SEN-01"]) == 1


def test_differences_a_colleague_overtook_are_not_lost(ruth, employer):
    page = ruth.get(f"{BASE}/differences?code=SEN-02")
    employer.version += 1
    page = ruth.submit(page, {"note": "The office is quiet"}, button="Publish")
    assert "A colleague changed the offer" in page.errors[0]
    assert page.field("note") == "The office is quiet"
    answer = ruth.get(f"{BASE}/differences?code=nonsense", status=302)
    assert answer.location == f"{BASE}/adjustments/adjustments"
