"""Who of an employer signs in, what each may do, what we hold and how it goes."""

import json
import re

import pytest
import sqlalchemy as sa

from tests.factories import make_contact, make_employer, make_offer, make_placement
from webapp.accounts.models import User
from webapp.employers.models import Contact, ContactRole
from webapp.mail.models import OutgoingEmail
from webapp.placements.models import PlacementState

pytestmark = pytest.mark.usefixtures("on_the_day")

NEW = {"name": "Imran Shah", "email": "imran@example.org", "access": "supervisor"}


@pytest.fixture
def cora(cast, as_person):
    return as_person(cast.cora)


@pytest.fixture
def join(cora, session, client, as_person):
    """Return a function that invites a colleague and signs them in by the emailed link."""

    def joined(access: str):
        page = cora.get("/employer/people")
        cora.submit(page, {**NEW, "access": access}, button="Send the invitation")
        mail = session.scalars(sa.select(OutgoingEmail)).one()
        link = re.search(r"/register/confirm/[\w-]+", mail.content.decode())[0]
        client.submit(client.get(link))
        return as_person(session.scalars(sa.select(User).where(User.name == NEW["name"])).one())

    return joined


def test_a_colleague_is_invited_by_a_link_and_then_signs_in(cora, join):
    page = join("contact").get("/employer")
    assert page.h1 == "Hello Imran"
    page = cora.get("/employer/people")
    assert "Everything: answers, changes, invites people" in page.text
    assert "Invited" not in page.text


def test_an_invited_colleague_stands_as_invited_until_the_link_is_used(cora):
    page = cora.submit(cora.get("/employer/people"), NEW, button="Send the invitation")
    assert "Invited" in page.text


def test_a_viewer_reads_and_changes_nothing(join, cast, session):
    viewer = join("viewer")
    page = viewer.get("/employer/people")
    assert "Invite a colleague" not in page.text
    confirmed = cast.employer.confirmed_on
    token = viewer.get("/employer").field("csrf_token")
    for address in ("/employer/people", "/employer/our-data/delete", "/employer/offer/confirm"):
        viewer.post(address, {**NEW, "csrf_token": token}, redirects_to="/employer")
    assert "look at this and not change it" in " ".join(viewer.get("/employer").notes)
    session.refresh(cast.employer)
    assert cast.employer.confirmed_on == confirmed
    assert session.scalar(sa.select(sa.func.count(Contact.id))) == 2


def test_a_supervisor_changes_neither_people_nor_the_account(join, cast, session):
    supervisor = join("supervisor")
    token = supervisor.get("/employer").field("csrf_token")
    mails = session.scalar(sa.select(sa.func.count(OutgoingEmail.id)))
    other = {**NEW, "name": "Asha Roy", "email": "asha@example.org", "csrf_token": token}
    for address in ("/employer/people", "/employer/our-data/delete"):
        supervisor.post(address, other, redirects_to="/employer")

    assert "look at this and not change it" in " ".join(supervisor.get("/employer").notes)
    session.refresh(cast.employer)
    names = session.scalars(sa.select(Contact.name).order_by(Contact.name)).all()
    assert names == ["Cora Bright", NEW["name"]]
    assert session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == mails


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"name": ""}, "Enter their name"),
        ({"email": "imran"}, "Enter an email address like name@example.org"),
        ({"access": None}, "Choose what they may do"),
        ({"email": "cora@example.org"}, "Someone signs in with this address already"),
        ({"email": "BEN@example.org"}, "Someone signs in with this address already"),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_invites_nobody(cora, session, cast, values, error):
    page = cora.get("/employer/people")
    sent = {**NEW, "job_title": "Driver", **values}
    page = cora.submit(page, sent, button="Send the invitation", status=422)
    assert page.errors[0].startswith(error)
    assert page.field("job_title") == "Driver"
    assert session.scalar(sa.select(sa.func.count(Contact.id))) == 1


def test_who_is_removed_is_out_at_once(cora, join, session):
    imran = join("contact")
    cora.submit(cora.get("/employer/people"), button="Remove")
    assert imran.client.get("/employer").status_code == 302
    assert session.scalar(sa.select(sa.func.count(Contact.id))) == 1


def test_the_main_contact_and_who_is_named_in_the_offer_stay(cora, cast, session):
    main = cast.employer.contacts[0]
    ruth = make_contact(session, cast.employer, name="Ruth", role=ContactRole.SUPERVISOR)
    make_offer(session, cast.employer).supervisor_id = ruth.id
    session.commit()
    cora.get("/employer/people")
    for person, words in ((main, "main contact"), (ruth, "Name someone else first")):
        cora.post(f"/employer/people/{person.id}/remove", redirects_to="/employer/people")
        assert words in " ".join(cora.get("/employer/people").notes)
    assert session.scalar(sa.select(sa.func.count(Contact.id))) == 2


def test_nobody_removes_people_of_another_employer(cora, session, cast):
    other = make_contact(session, make_employer(session, name="Other"), name="Al")
    session.commit()
    cora.get("/employer/people")
    cora.post(f"/employer/people/{other.id}/remove", status=404)


def test_what_we_hold_can_be_taken_away(cora, cast, session):
    cast.employer.description = "=1+1"
    make_offer(session, cast.employer)
    session.commit()
    held = json.loads(cora.get("/employer/our-data/all.json").data)
    assert held["name"] == "Millbrook Heritage Railway"
    assert held["contacts"][0]["name"] == "Cora Bright"
    assert held["sites"][0]["offers"][0]["tasks"][0]["text"] == "Sort tickets by year"
    assert "id" not in held
    sheet = cora.get("/employer/our-data/all.csv").data.decode()
    assert "contacts.1.name,Cora Bright" in sheet
    assert "description,'=1+1" in sheet, "no spreadsheet runs what someone typed"


def test_the_account_is_deleted_and_no_name_is_left(cora, cast, session):
    make_offer(session, cast.employer)
    session.commit()
    page = cora.get("/employer/our-data")
    page = cora.submit(page, button="Delete our account", status=422)
    assert page.errors == ["Tick this if you are sure"]
    cora.submit(page, {"sure": "y"}, button="Delete our account")
    session.refresh(cast.employer)
    person = cast.employer.contacts[0]
    assert (person.name, person.email, person.phone) == ("Removed", None, None)
    user = session.get_one(User, cast.cora.id)
    assert (user.name, user.email) == ("Removed", None)
    assert user.disabled_at is not None
    assert cora.client.get("/employer").status_code == 302
    assert cast.employer.paused_at is not None
    assert cast.employer.sites[0].offers[0].published_at is None


@pytest.mark.parametrize("state", [PlacementState.LIVE, PlacementState.DEBRIEFING])
def test_while_a_placement_needs_them_it_is_refused_with_the_reason(cora, cast, session, state):
    placement = make_placement(session, cast.ada_learner, cast.employer, state=state)
    session.commit()
    page = cora.get("/employer/our-data")
    assert placement.reference in page.text
    cora.post("/employer/our-data/delete", {"sure": "y"}, status=409)
    assert cast.employer.contacts[0].name == "Cora Bright"


def test_only_people_of_the_employer_open_these_pages(cast, as_person):
    for person in (cast.ben, cast.sam, cast.ada, cast.ola):
        someone = as_person(person)
        for address in ("people", "our-data", "our-data/all.json", "our-data/all.csv"):
            someone.get(f"/employer/{address}", status=404)
