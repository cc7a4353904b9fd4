from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.client import Page, PageClient
from tests.factories import make_user
from webapp.accounts.models import Role, User
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core import clock
from webapp.employers import drafts, steps
from webapp.employers.drafts import LIFE, remove_ended
from webapp.employers.models import Employer, Insurance, RegistrationDraft
from webapp.mail.models import OutgoingEmail

GO_ON = "Save and go on"


def date_boxes(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


COURIER = {
    "organisation": {
        "name": "SwiftVan Couriers",
        "types": ["small"],
        "sectors": ["warehouse", "transport"],
    },
    "contact": {
        "name": "Dave Pugh",
        "job_title": "Owner",
        "email": "dave@example.org",
        "phone": "07700 900133",
    },
    "site": {"name": "Depot", "address": "2 Canal Way", "postcode": "ch1 1ab"},
    "insurance": {"answer": "held", **date_boxes("until", 30, 6, 2099)},
    "area": {"name": "Depot floor", "noise": "4", "crowd": "3", "hazards": ["moving_vehicles"]},
    "dates": {
        "types": ["BLK"],
        **date_boxes("from_date", 8, 3, 2027),
        **date_boxes("to_date", 12, 3, 2027),
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
        "start": "7am",
        "finish": "3:30pm",
        "break_minutes": "30",
        "flex_start": "9:30am",
        "flex_finish": "2:30pm",
        "places": "1",
        "min_age": "14",
    },
    "people": {
        "supervision": "3",
        "supervisor": "Dave Pugh",
        "stand_in": "Carol Webb",
        "alone": "yes",
        "alone_when": "In the van on the morning round",
    },
    "support": {"confidence": "1", "help_wanted": ["tasks"]},
    "agreement": {"agrees": "y", "signed_by": "Dave Pugh", "has_read": "y"},
}
TASK = {"text": "Sort parcels by route colour", "area": "Depot floor", "minutes": "60"}


@pytest.fixture
def visitor(client: PageClient) -> PageClient:
    return client


def start(visitor: PageClient) -> Page:
    return visitor.submit(visitor.get("/register"), button="Start")


def walk(visitor: PageClient, **changes: dict[str, object]) -> Page:
    """Return the check page after every page was filled in."""
    answers = {**COURIER, **changes}
    page = start(visitor)
    for code in ("organisation", "contact", "site", "insurance", "area"):
        page = visitor.submit(page, answers[code], button=GO_ON)
    page = visitor.submit(page, button="Go on")
    page = visitor.submit(visitor.follow(page, "Add a task"), TASK, button=GO_ON)
    page = visitor.submit(page, button="Go on")
    page = visitor.submit(page, answers["dates"], button=GO_ON)
    page = visitor.submit(page, answers["people"], button=GO_ON)
    page = visitor.submit(page, {"com_01": "will_do", "sen_05": "cannot"}, button=GO_ON)
    page = visitor.submit(page, answers["support"], button=GO_ON)
    return visitor.submit(page, answers["agreement"], button=GO_ON)


def all_typed(visitor: PageClient, session, **changes: dict[str, object]) -> Page:
    """Return the check page of a browser in which every page was filled in before."""
    draft, key = drafts.start_draft(session, now=clock.now())
    for code, values in {**COURIER, **changes}.items():
        typed = {
            name: value if isinstance(value, list) else [value] for name, value in values.items()
        }
        if code == "area":
            drafts.save_item(draft, "areas", typed, key=None, now=clock.now())
        else:
            drafts.save_page(draft, code, typed, now=clock.now())
    drafts.save_page(draft, "adjustments", {"com_01": ["will_do"]}, now=clock.now())
    drafts.save_page(draft, "tasks_later", steps.SKIPPED, now=clock.now())
    session.commit()
    visitor.client.set_cookie("registration", key)
    return visitor.get("/register/check")


def only_employer(session) -> Employer:
    return session.scalars(sa.select(Employer)).one()


def test_an_employer_registers_in_the_browser(visitor, session):
    page = walk(visitor)
    assert page.h1 == "Check your answers"
    assert "Sort parcels by route colour" in page.text
    page = visitor.submit(page, button="Register")
    assert page.h1 == "You are registered"
    employer = only_employer(session)
    assert (employer.name, employer.insurance) == ("SwiftVan Couriers", Insurance.HELD)
    assert employer.confidence == 1
    offer = employer.sites[0].offers[0]
    assert (offer.supervision, offer.supervisor.name, offer.stand_in.name) == (
        3,
        "Dave Pugh",
        "Carol Webb",
    )
    assert offer.tasks[0].area.name == "Depot floor"
    assert offer.windows[0].weekdays == ["mon", "tue", "wed", "thu", "fri"]
    answers = {answer.adjustment: answer.answer for answer in employer.answers}
    assert answers == {
        Adjustment.COM_01: AdjustmentAnswer.WILL_DO,
        Adjustment.SEN_05: AdjustmentAnswer.CANNOT,
    }


def test_sending_twice_makes_one_employer(visitor, session):
    page = all_typed(visitor, session)
    visitor.submit(page, button="Register")
    again = visitor.submit(page, button="Register")
    assert again.h1 == "You are registered"
    assert session.scalar(sa.select(sa.func.count()).select_from(Employer)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(OutgoingEmail)) == 1


def test_what_was_typed_is_forgotten_once_it_was_sent(visitor, session):
    visitor.submit(all_typed(visitor, session), button="Register")
    draft = session.scalars(sa.select(RegistrationDraft)).one()
    assert draft.pages == {}


def test_a_wrong_postcode_is_said_beside_the_field_and_the_words_are_kept(visitor):
    page = start(visitor)
    page = visitor.submit(page, COURIER["organisation"], button=GO_ON)
    page = visitor.submit(page, COURIER["contact"], button=GO_ON)
    page = visitor.submit(page, {**COURIER["site"], "postcode": "ZZ1 1AA"}, button=GO_ON)
    assert page.title.startswith("Error: ")
    assert page.errors == ["We cannot find this postcode in England. Check the letters and numbers"]
    assert page.field("postcode") == "ZZ1 1AA"
    assert page.field("name") == "Depot"
    assert page.field("address") == "2 Canal Way"


def at(visitor: PageClient, address: str) -> Page:
    start(visitor)
    return visitor.get(address)


def test_an_insurance_date_that_has_passed_is_refused(visitor):
    page = at(visitor, "/register/insurance")
    yesterday = clock.today() - timedelta(days=1)
    boxes = date_boxes("until", yesterday.day, yesterday.month, yesterday.year)
    page = visitor.submit(page, {"answer": "held", **boxes}, button=GO_ON)
    assert page.errors == [
        "This date has passed. Enter when your cover ends now, or choose “Not yet”"
    ]
    assert page.field("until-year") == str(yesterday.year)


def test_insurance_may_be_not_yet(visitor):
    page = at(visitor, "/register/insurance")
    page = visitor.submit(page, {"answer": "not_yet"}, button=GO_ON)
    assert not page.errors


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        (
            date_boxes("to_date", 7, 3, 2027),
            "The last day is before the first day. Check both",
        ),
        ({"finish": "6am"}, "The finish is before the start. Check both times"),
        ({"places": "31"}, "Enter 1 to 30 learners"),
        ({"weekdays": ["sat"]}, "None of these days falls between your dates. Check both"),
        ({"break_minutes": "600"}, "The break is as long as the day. Check the minutes"),
        ({"flex_finish": ""}, "Enter both other times, or neither"),
    ],
)
def test_dates_that_cannot_be_are_refused_with_everything_typed_kept(visitor, changes, error):
    page = at(visitor, "/register/dates")
    page = visitor.submit(page, {**COURIER["dates"], **changes}, button=GO_ON)
    assert page.errors == [error]
    assert page.field("start") == "7am"


@pytest.mark.parametrize("text", ["Do anything you can, it’s fine", "help out", "observe"])
def test_filler_is_refused_with_a_better_example(visitor, text):
    start(visitor)
    visitor.submit(visitor.get("/register/areas/new"), COURIER["area"], button=GO_ON)
    page = visitor.submit(
        visitor.get("/register/tasks/new"), {"text": text, "area": "Depot floor"}, button=GO_ON
    )
    assert "Sort parcels by route colour" in page.errors[0]
    assert page.field("text") == text


def test_the_tasks_page_offers_ideas_from_the_same_kind_of_work(visitor):
    page = start(visitor)
    visitor.submit(page, COURIER["organisation"], button=GO_ON)
    page = visitor.get("/register/tasks")
    assert "Ideas from work like yours" in page.soup.text


def test_tasks_and_dates_may_wait(visitor):
    start(visitor)
    page = visitor.submit(visitor.get("/register/tasks"), button="Go on without a task")
    page = visitor.submit(visitor.get("/register/dates"), button="Leave this for later")
    page = visitor.get("/register/check")
    assert page.text.count("Left for later") == 2


def test_an_area_where_a_task_is_done_is_not_removed(visitor):
    start(visitor)
    visitor.submit(visitor.get("/register/areas/new"), COURIER["area"], button=GO_ON)
    visitor.submit(visitor.get("/register/tasks/new"), TASK, button=GO_ON)
    page = visitor.submit(visitor.get("/register/areas/1"), button="Remove this")
    assert page.notes == ["A task is done in this area. Change or remove that task first."]
    visitor.submit(visitor.get("/register/tasks/1"), button="Remove this")
    page = visitor.submit(visitor.get("/register/areas/1"), button="Remove this")
    assert page.h1 == "Add an area of your workplace"


def test_two_areas_cannot_have_one_name(visitor):
    start(visitor)
    visitor.submit(visitor.get("/register/areas/new"), COURIER["area"], button=GO_ON)
    page = visitor.submit(
        visitor.get("/register/areas/new"),
        {**COURIER["area"], "name": "depot  FLOOR"},
        button=GO_ON,
    )
    assert page.errors == ["You have an area with this name. Give this one another name"]


def test_finish_later_keeps_what_is_not_yet_right(visitor):
    page = start(visitor)
    page = visitor.submit(page, {"name": "SwiftVan Couriers"}, button="Save and finish later")
    assert page.h1 == "Your answers are saved"
    page = visitor.submit(visitor.get("/register"), button="Go on where I stopped")
    assert page.field("name") == "SwiftVan Couriers"


def test_answers_can_be_deleted_from_a_shared_computer(visitor, session):
    start(visitor)
    page = visitor.submit(visitor.get("/register"), button="Delete my answers")
    assert page.notes == ["Your answers are deleted."]
    assert session.scalars(sa.select(RegistrationDraft)).all() == []


def test_nothing_typed_is_lost_when_the_draft_ended_meanwhile(visitor, session):
    page = start(visitor)
    session.delete(session.scalars(sa.select(RegistrationDraft)).one())
    visitor.submit(page, COURIER["organisation"], button=GO_ON)
    draft = session.scalars(sa.select(RegistrationDraft)).one()
    assert draft.pages["organisation"]["name"] == ["SwiftVan Couriers"]


def test_the_check_says_which_parts_still_need_an_answer(visitor, session):
    start(visitor)
    page = visitor.submit(visitor.get("/register/check"), button="Register")
    assert page.errors == ["Some parts still need an answer. They are marked below"]
    assert page.text.count("Needs an answer") == 11
    assert session.scalars(sa.select(Employer)).all() == []


def test_a_duplicate_says_who_to_call_and_nothing_of_the_other(visitor, session):
    visitor.submit(all_typed(visitor, session), button="Register")
    named = {**COURIER["organisation"], "name": "swiftvan COURIERS"}
    other = {**COURIER["contact"], "name": "Mel Stone", "email": "mel@example.org"}
    page = visitor.submit(
        all_typed(visitor, session, organisation=named, contact=other), button="Register"
    )
    assert "registered already" in page.errors[0]
    assert "call us" in page.errors[0]
    assert "Dave" not in page.errors[0]
    assert "Mel Stone" in page.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Employer)) == 1


def link_in_email(session) -> str:
    email = session.scalars(sa.select(OutgoingEmail)).one()
    words = email.content.decode().replace("=\r\n", "").split()
    return next(word for word in words if "/register/confirm/" in word).split("localhost")[1]


def test_the_link_in_the_email_confirms_the_address_and_signs_in(visitor, session):
    visitor.submit(all_typed(visitor, session), button="Register")
    assert session.scalars(sa.select(User)).all() == []
    link = link_in_email(session)
    visitor.get(link)
    assert session.scalars(sa.select(User)).all() == []
    visitor.post(link, redirects_to="/employer")
    user = session.scalars(sa.select(User)).one()
    employer = only_employer(session)
    assert (user.email, user.grants[0].employer_id) == ("dave@example.org", employer.id)
    assert employer.contacts[0].user_id == user.id
    assert visitor.get("/employer/offer").h1 == "Our offer"
    visitor.get(link, status=410)


def test_an_address_that_signs_in_elsewhere_is_not_given_a_second_place(visitor, session, cast):
    make_user(
        session,
        name="Dave Pugh",
        email="dave@example.org",
        roles=(Role.STAFF,),
        provider=cast.school,
    )
    page = visitor.submit(all_typed(visitor, session), button="Register")
    assert page.h1 == "You are registered"
    link = link_in_email(session)
    visitor.get(link)
    page = visitor.post(link, status=200)
    assert "somewhere else" in page.errors[0]


def test_one_answer_for_a_whole_group_works_without_a_script(visitor, session):
    page = at(visitor, "/register/adjustments?find=break")
    assert "Answer all" not in page.text
    visitor.post(
        "/register/adjustments",
        {"all": "TIM:will_do"},
        redirects_to="/register/adjustments?open=TIM#group-TIM",
    )
    draft = session.scalars(sa.select(RegistrationDraft)).one()
    kept = draft.pages["adjustments"]
    assert set(kept) >= {"tim_01", "tim_02"}
    assert set(map(tuple, kept.values())) == {("will_do",)}


def test_a_search_shows_some_and_keeps_the_other_answers(visitor, session):
    page = at(visitor, "/register/adjustments")
    visitor.submit(page, {"com_01": "will_do"}, button=GO_ON)
    page = visitor.get("/register/adjustments?find=headphones")
    assert "com_01" not in page.html
    visitor.submit(page, {"sen_01": "already_do"}, button=GO_ON)
    draft = session.scalars(sa.select(RegistrationDraft)).one()
    assert draft.pages["adjustments"] == {"com_01": ["will_do"], "sen_01": ["already_do"]}


def test_a_search_that_finds_nothing_says_what_to_try(visitor):
    page = at(visitor, "/register/adjustments?find=zebra")
    assert "Nothing found" in page.text


def test_drafts_that_ended_are_deleted_by_the_day(visitor, session):
    start(visitor)
    later = clock.now() + LIFE
    assert remove_ended(session, today=later.date(), now=later) == 1


def test_starting_over_and_over_is_stopped(raw, session):
    client = PageClient(raw)
    for _ in range(30):
        client.get("/register")
        raw.delete_cookie("registration")
        client.post("/register", status=302)
        raw.delete_cookie("registration")
    client.post("/register", status=429)
