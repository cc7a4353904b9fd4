from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import NOW, TODAY
from tests.registrations import railway
from webapp.accounts import links
from webapp.accounts.models import LinkPurpose
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.employers.models import Availability, Employer
from webapp.employers.services import register_employer


@pytest.fixture
def employer(session) -> Employer:
    made = register_employer(session, railway(), now=NOW, today=TODAY)
    made.confirmed_on = TODAY - timedelta(days=200)
    session.commit()
    return made


@pytest.fixture
def address(session, employer) -> str:
    now = clock.now()
    token = links.make_link(
        session,
        purpose=LinkPurpose.STILL_RIGHT,
        subject_id=employer.id,
        now=now,
        expires_at=now + timedelta(days=42),
    )
    session.commit()
    return f"/still-right/{token}"


def test_opening_the_link_confirms_nothing(client, employer, address):
    client.get(address)
    assert employer.confirmed_on == TODAY - timedelta(days=200)


def test_one_press_confirms_the_offer_once(client, employer, address):
    page = client.submit(client.get(address), button="Yes, all is still right")
    assert page.h1 == "Thank you"
    assert employer.confirmed_on == clock.today()
    assert employer.availability is Availability.YES
    client.get(address, status=410)


def test_not_now_closes_the_offer_and_says_when_we_ask_again(client, employer, address, session):
    page = client.submit(client.get(address), button="Not now: ask in three months")
    assert "We do not match anyone new with you" in page.text
    assert employer.is_closed
    assert employer.availability_until == clock.today() + timedelta(days=91)
    actions = session.scalars(sa.select(AuditEvent.action)).all()
    assert {"employer_availability", "employer_confirmed"} <= set(actions)


def test_maybe_stays_open(client, employer, address):
    client.submit(client.get(address), button="Maybe: ask us each time")
    assert (employer.availability, employer.is_closed) == (Availability.MAYBE, False)


def test_an_answer_that_is_none_changes_nothing(client, employer, address):
    client.get(address)
    client.post(address, {"answer": "nonsense"}, status=400)
    assert employer.confirmed_on == TODAY - timedelta(days=200)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/employer/guides", "How a first placement goes"),
        ("/employer/guides/first-placement", "What people say, and what is so"),
        ("/privacy/employers", "your insurance certificate, if you choose to give us one"),
    ],
)
def test_anyone_may_read_the_guides_and_the_privacy_notice(client, path, words):
    assert words in client.get(path).text
