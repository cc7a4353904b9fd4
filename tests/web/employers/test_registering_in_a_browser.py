import pytest
import sqlalchemy as sa

from tests.client import Page, PageClient
from tests.factories import make_user
from webapp.accounts.models import Role, User
from webapp.core import clock
from webapp.core.wizard import drafts
from webapp.core.wizard.models import Draft
from webapp.employers.first_part import KIND
from webapp.employers.models import Employer, Insurance, Readiness
from webapp.employers.queries import offers_for_matching
from webapp.employers.reminders import remove_ended_drafts
from webapp.mail.models import OutgoingEmail

GO_ON = "Save and go on"


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
        "best_time": "Before 7am",
    },
    "where": {"name": "Depot", "address": "2 Canal Way", "postcode": "ch1 1ab"},
    "support": {"confidence": "1", "help_wanted": ["tasks"]},
    "privacy": {"has_read": "y"},
}


@pytest.fixture
def visitor(client: PageClient) -> PageClient:
    return client


def start(visitor: PageClient) -> Page:
    return visitor.submit(visitor.get("/register"), button="Start")


def walk(visitor: PageClient) -> Page:
    """Return the check page after every page was filled in."""
    page = start(visitor)
    for answers in COURIER.values():
        page = visitor.submit(page, answers, button=GO_ON)
    return page


def all_typed(visitor: PageClient, session, **changes: dict[str, object]) -> Page:
    """Return the check page of a browser in which every page was filled in before."""
    pages = {
        code: {
            name: value if isinstance(value, list) else [value] for name, value in values.items()
        }
        for code, values in {**COURIER, **changes}.items()
    }
    _draft, key = drafts.begin(session, kind=KIND, now=clock.now(), pages=pages)
    session.commit()
    visitor.client.set_cookie("registration", key)
    return visitor.get("/register/check")


def only_draft(session) -> Draft:
    return session.scalars(sa.select(Draft)).one()


def only_employer(session) -> Employer:
    return session.scalars(sa.select(Employer)).one()


def test_an_employer_registers_in_five_pages(visitor, session):
    page = walk(visitor)
    assert page.h1 == "Check your answers"
    assert "Before 7am" in page.text
    page = visitor.submit(page, button="Register")
    assert page.h1 == "You are registered"
    employer = only_employer(session)
    assert (employer.name, employer.confidence) == ("SwiftVan Couriers", 1)
    assert employer.insurance is Insurance.NOT_SURE
    assert employer.privacy_notice_read_on == clock.today()
    assert employer.readiness is Readiness.REGISTERED


def test_help_comes_back_at_once(visitor, session):
    page = visitor.submit(all_typed(visitor, session), button="Register")
    assert "What a first visit looks like" in page.text
    assert "Scan and count parcels off a cage" in page.text


def test_nobody_is_matched_before_there_is_something_to_do(visitor, session):
    visitor.submit(all_typed(visitor, session), button="Register")
    assert only_employer(session).sites[0].offers[0].published_at is None
    assert offers_for_matching(session, provider_id=None) == []


def test_sending_twice_makes_one_employer(visitor, session):
    page = all_typed(visitor, session)
    visitor.submit(page, button="Register")
    again = visitor.submit(page, button="Register")
    assert again.h1 == "You are registered"
    assert session.scalar(sa.select(sa.func.count()).select_from(Employer)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(OutgoingEmail)) == 1


def test_what_was_typed_is_forgotten_once_it_was_sent(visitor, session):
    visitor.submit(all_typed(visitor, session), button="Register")
    assert only_draft(session).pages == {}


def test_a_wrong_postcode_is_said_beside_the_field_and_the_words_are_kept(visitor):
    page = start(visitor)
    page = visitor.submit(page, COURIER["organisation"], button=GO_ON)
    page = visitor.submit(page, COURIER["contact"], button=GO_ON)
    page = visitor.submit(page, {**COURIER["where"], "postcode": "ZZ1 1AA"}, button=GO_ON)
    assert page.title.startswith("Error: ")
    assert page.errors == ["We cannot find this postcode in England. Check the letters and numbers"]
    assert page.field("postcode") == "ZZ1 1AA"
    assert page.field("name") == "Depot"
    assert page.field("address") == "2 Canal Way"


@pytest.mark.parametrize(
    ("code", "values", "error"),
    [
        ("organisation", {"name": ""}, "Enter the name of your organisation"),
        (
            "organisation",
            {"sectors": ["warehouse", "transport", "retail", "catering"]},
            "Choose three at most: the ones you do every day",
        ),
        ("contact", {"email": "dave at home"}, "Enter an email address like name@example.org"),
        (
            "contact",
            {"phone": "12"},
            "Enter a UK phone number, like 01632 960 001 or 07700 900 982",
        ),
        ("where", {"address": ""}, "Enter the street and the town"),
        (
            "support",
            {"confidence": None},
            "Choose how confident you are. 1 is a good place to start",
        ),
        ("privacy", {"has_read": None}, "Read it, then tick. It takes one minute"),
    ],
)
def test_each_page_says_how_to_put_a_wrong_answer_right(visitor, code, values, error):
    start(visitor)
    page = visitor.get(f"/register/{code}")
    page = visitor.submit(page, {**COURIER[code], **values}, button=GO_ON)
    assert page.errors == [error]
    for name, typed in values.items():
        if isinstance(typed, str):
            assert page.field(name) == typed


def test_a_page_that_is_no_step_is_no_page(visitor):
    start(visitor)
    visitor.get("/register/insurance", status=404)


def test_the_older_of_two_tabs_shows_both_and_overwrites_nothing(visitor, session):
    mine = start(visitor)
    visitor.submit(mine, COURIER["organisation"], button=GO_ON)
    page = visitor.submit(mine, {**COURIER["organisation"], "name": "SwiftVan"}, button=GO_ON)
    assert "saved in another window" in page.errors[0]
    assert "SwiftVan Couriers" in page.text
    assert page.field("name") == "SwiftVan"
    assert only_draft(session).pages["organisation"]["name"] == ["SwiftVan Couriers"]
    assert visitor.follow(page, "Keep this and drop my words").field("name") == "SwiftVan Couriers"
    visitor.submit(page, button="Save mine and go on")
    assert only_draft(session).pages["organisation"]["name"] == ["SwiftVan"]


def test_a_link_by_email_goes_on_in_another_browser(visitor, session, app):
    page = start(visitor)
    page = visitor.submit(page, {"name": "SwiftVan"}, button="Save and finish later")
    page = visitor.submit(page, {"email": "dave@example.org"}, button="Send me a link")
    assert page.notes == ["We sent you a link. It can take a minute."]
    link = link_in_email(session, "/register/resume/")
    other = PageClient(app.test_client())
    page = other.get(link)
    assert other.get("/register/organisation", status=302).location == "/register"
    page = other.submit(page, button="Go on here")
    assert page.field("name") == "SwiftVan"
    other.get(link, status=410)
    assert visitor.get("/register/organisation").field("name") == "SwiftVan"


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
    assert session.scalars(sa.select(Draft)).all() == []


def test_nothing_typed_is_lost_when_the_draft_ended_meanwhile(visitor, session):
    page = start(visitor)
    drafts.throw_away(session, only_draft(session))
    visitor.submit(page, COURIER["organisation"], button=GO_ON)
    assert only_draft(session).pages["organisation"]["name"] == ["SwiftVan Couriers"]


def test_an_ended_draft_leads_to_the_start_and_says_why(visitor, session):
    start(visitor)
    only_draft(session).expires_at = clock.now()
    page = visitor.follow(visitor.get("/how-it-works"), "Offer a place")
    answer = visitor.get("/register/contact", status=302)
    assert answer.location == "/register"
    page = visitor.get("/register")
    assert "Those days are over" in page.notes[0]


def test_the_check_says_which_parts_still_need_an_answer(visitor, session):
    start(visitor)
    page = visitor.submit(visitor.get("/register/check"), button="Register")
    assert page.errors == ["Some parts still need an answer. They are marked below"]
    assert page.text.count("Needs an answer") == 5
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


def link_in_email(session, path: str = "/register/confirm/") -> str:
    email = session.scalars(sa.select(OutgoingEmail)).one()
    words = email.content.decode().replace("=\r\n", "").split()
    return next(word for word in words if path in word).split("localhost")[1]


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


def test_drafts_that_ended_are_deleted_by_the_day(visitor, session):
    start(visitor)
    later = clock.now() + drafts.LIFE
    assert remove_ended_drafts(session, today=later.date(), now=later) == 1


def test_starting_over_and_over_is_stopped(raw, session):
    client = PageClient(raw)
    for _ in range(30):
        client.get("/register")
        raw.delete_cookie("registration")
        client.post("/register", status=302)
        raw.delete_cookie("registration")
    client.post("/register", status=429)
