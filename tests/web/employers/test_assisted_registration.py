"""A lead registers an employer on the phone; the employer checks it and makes it theirs."""

import re

import pytest
import sqlalchemy as sa

from tests.factories import TODAY
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.employers.contact_models import AssistedRegistration
from webapp.employers.models import Employer
from webapp.employers.queries import offers_for_matching
from webapp.mail.models import OutgoingEmail

pytestmark = pytest.mark.usefixtures("on_the_day")

CALL = {
    "name": "Paws & Claws",
    "types": ["sole_trader"],
    "sectors": ["animals"],
    "contact_name": "Jo Finch",
    "phone": "07700 900 160",
    "email": "jo@example.org",
    "address": "3 Mill Lane, Chester",
    "postcode": "CH1 1AB",
    "agreed_by": "Jo Finch",
    "read_out": "y",
}


def register(lead, status=200, **values):
    page = lead.get("/lead/employers/new")
    return lead.submit(page, {**CALL, **values}, button="Register them", status=status)


def the_new_one(session) -> Employer:
    return session.scalars(sa.select(Employer).where(Employer.name == "Paws & Claws")).one()


def test_one_page_registers_them_and_sends_the_link(lead, cast, session):
    page = register(lead)
    assert "Registered by a school, not yet confirmed by them" in page.text
    assert "Jo Finch agreed on Monday 11 January 2027" in page.text
    mail = session.scalars(sa.select(OutgoingEmail)).one()
    assert (mail.name, mail.recipient) == ("employer_registered_for", "jo@example.org")
    employer = the_new_one(session)
    assert offers_for_matching(session, provider_id=cast.school.id) == []
    assert session.get(AssistedRegistration, employer.id).provider_id == cast.school.id
    assert "employer_registered_for_them" in session.scalars(sa.select(AuditEvent.action)).all()


def test_the_link_makes_it_theirs_and_the_note_goes(lead, client, session):
    register(lead)
    mail = session.scalars(sa.select(OutgoingEmail)).one()
    link = re.search(r"/register/confirm/[\w-]+", mail.content.decode())[0]
    page = client.get(link)
    client.get(link)
    employer = the_new_one(session)
    assert employer.contacts[0].user_id is None, "opening the link alone confirms nothing"
    client.submit(page)
    session.refresh(employer.contacts[0])
    assert employer.contacts[0].user_id is not None
    assert "not yet confirmed" not in lead.get(f"/lead/employers/{employer.id}").text


def test_without_an_email_a_word_on_the_phone_confirms_it(lead, session):
    page = register(lead, email="")
    assert session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 0
    assert "Send them the link" not in " ".join(page.buttons)
    page = lead.submit(page, button="They said it is right")
    assert "not yet confirmed" not in page.text


def test_the_link_is_sent_again_when_it_was_lost(lead, session):
    page = register(lead)
    clock.move_to(TODAY.replace(day=20))
    lead.submit(page, button="Send them the link to check it")
    assert session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 2


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"name": ""}, "Enter the name of the organisation"),
        ({"postcode": "ZZ1 1ZZ"}, "We do not know this postcode. Check it with them"),
        ({"phone": "12"}, "Enter a UK phone number, like 01632 960 001 or 07700 900 982"),
        ({"read_out": None}, "Tell them what we keep, then tick this"),
        ({"agreed_on-year": "2028"}, "Enter today or an earlier day"),
        (
            {"insured_until-day": "1", "insured_until-month": "1", "insured_until-year": "2027"},
            "Enter a day that is still to come: this cover has ended",
        ),
        (
            {"name": "Millbrook Heritage Railway", "postcode": "CH1 2AB"},
            "This employer is here already, at this postcode. Search for it first",
        ),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_registers_nobody(lead, cast, session, values, error):
    page = register(lead, 422, **values)
    assert page.errors == [error]
    assert page.field("contact_name") == "Jo Finch"
    assert session.scalar(sa.select(sa.func.count(Employer.id))) == 1


def test_only_leads_register_for_others(cast, as_person, sign_in):
    for person in (cast.sam, cast.dina, cast.cora, cast.ada, cast.ola):
        as_person(person).get("/lead/employers/new", status=404)


def test_an_employer_who_registered_alone_has_nothing_to_confirm(lead, cast):
    lead.get(f"/lead/employers/{cast.employer.id}")
    lead.post(f"/lead/employers/{cast.employer.id}/confirmed", status=404)
    lead.post(f"/lead/employers/{cast.employer.id}/send-link", status=404)
