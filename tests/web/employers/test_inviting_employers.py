"""An invitation opens the registration with what the lead typed."""

import re

import pytest
import sqlalchemy as sa

from webapp.core.wizard.models import Draft
from webapp.mail.models import OutgoingEmail

pytestmark = pytest.mark.usefixtures("on_the_day")

KNOWN = {
    "organisation": "Petal & Stem",
    "email": "ivy@example.org",
    "contact_name": "Ivy Stem",
    "postcode": "CH1 1AA",
    "message": "Thank you for the talk on Tuesday.",
}


def invite(lead, status=200, **values):
    page = lead.get("/lead/employers/invite")
    return lead.submit(page, {**KNOWN, **values}, button="Send the invitation", status=status)


def link_of(session) -> str:
    mail = session.scalars(sa.select(OutgoingEmail)).one()
    assert mail.recipient == "ivy@example.org"
    return re.search(r"/register/invited/[\w-]+", mail.content.decode())[0]


def test_the_invited_find_what_is_known_filled_in(lead, session, client):
    invite(lead)
    page = client.get(link_of(session))
    assert "Petal & Stem" in page.text
    page = client.submit(page, button="Start")
    assert page.field("name") == "Petal & Stem"
    assert client.get("/register/contact").field("email") == "ivy@example.org"


def test_opening_the_link_alone_changes_nothing_and_it_works_twice(lead, session, client):
    invite(lead)
    link = link_of(session)
    client.get(link)
    before = session.scalar(sa.select(sa.func.count()).select_from(sa.table("draft_key")))
    client.get(link)
    after = session.scalar(sa.select(sa.func.count()).select_from(sa.table("draft_key")))
    assert before == after
    client.submit(client.get(link), button="Start")
    client.submit(client.get(link), button="Start")


def test_an_invitation_that_was_sent_in_or_is_over_opens_nothing(lead, session, client, cast):
    invite(lead)
    link = link_of(session)
    draft = session.scalars(sa.select(Draft)).one()
    draft.result_id = cast.employer.id
    session.commit()
    client.get(link, status=410)


def test_words_no_email_may_say_are_refused_and_what_was_typed_stays(lead, session):
    page = invite(lead, 422, message="Some have autism.")
    assert page.errors == ["An email may not say this. Leave out words about needs or health"]
    assert page.field("organisation") == "Petal & Stem"
    assert session.scalar(sa.select(sa.func.count(Draft.id))) == 0
    page = invite(lead, 422, email="ivy")
    assert page.errors == ["Enter an email address like name@example.org"]


def test_only_leads_invite(cast, as_person):
    for person in (cast.sam, cast.cora, cast.ada, cast.ola):
        someone = as_person(person)
        someone.get("/lead/employers/invite", status=404)
