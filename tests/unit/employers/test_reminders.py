from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import NOW, TODAY
from tests.registrations import railway
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.core import due
from webapp.employers import reminders
from webapp.employers.models import Availability, Employer, Insurance
from webapp.employers.services import register_employer
from webapp.mail.models import OutgoingEmail


@pytest.fixture
def employer(session) -> Employer:
    made = register_employer(session, railway(), now=NOW, today=TODAY)
    made.insured_until = TODAY + timedelta(days=400)
    session.commit()
    return made


def chased(session, employer: Employer, days: int) -> int:
    return reminders.chase_insurance(
        session, today=employer.insured_until - timedelta(days=days), now=NOW
    )


def asked(session, day) -> int:
    return reminders.ask_still_right(session, today=day, now=NOW)


def test_cover_that_ends_is_chased_once_at_60_30_and_7_days(session, employer):
    days = {day: chased(session, employer, day) for day in range(65, -3, -1)}
    assert [day for day, mails in days.items() if mails] == [60, 30, 7]
    assert session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 3


def test_a_day_without_a_worker_is_made_up_for(session, employer):
    assert chased(session, employer, 58) == 1
    assert chased(session, employer, 57) == 0


def test_a_new_date_begins_again(session, employer):
    assert chased(session, employer, 30) == 1
    employer.insured_until += timedelta(days=365)
    assert chased(session, employer, 60) == 1


def test_who_needs_no_cover_is_not_chased(session, employer):
    employer.insurance = Insurance.EXEMPT_PUBLIC
    assert chased(session, employer, 30) == 0


def test_an_offer_is_asked_about_after_half_a_year_and_once_more(session, employer):
    half_a_year = employer.confirmed_on + timedelta(days=180)
    assert asked(session, half_a_year - timedelta(days=1)) == 0
    days = [asked(session, half_a_year + timedelta(days=day)) for day in range(60)]
    assert [day for day, mails in enumerate(days) if mails] == [0, 30]


def test_who_said_later_is_asked_on_that_day_and_stays_closed_until_then_and_after(
    session, employer
):
    day = TODAY + timedelta(days=40)
    employer.availability, employer.availability_until = Availability.ASK_LATER, day
    assert asked(session, day - timedelta(days=1)) == 0
    assert asked(session, day) == 1
    assert asked(session, day + timedelta(days=1)) == 0
    assert employer.is_closed


def test_a_new_question_ends_the_link_of_the_old_one(session, employer):
    half_a_year = employer.confirmed_on + timedelta(days=180)
    asked(session, half_a_year)
    asked(session, half_a_year + timedelta(days=30))
    links = session.scalars(
        sa.select(PersonalLink).where(PersonalLink.purpose == LinkPurpose.STILL_RIGHT)
    ).all()
    assert sorted(link.revoked_at is None for link in links) == [False, True]


def test_nobody_without_an_address_is_written_to(session, employer):
    employer.contacts[0].email = None
    assert chased(session, employer, 30) == 0
    assert asked(session, employer.confirmed_on + timedelta(days=180)) == 0


def test_the_day_runs_all_of_them(app, session, employer):
    done = due.run_due(session, today=employer.insured_until - timedelta(days=7), now=NOW)
    assert done["insurance that ends"] == 1
    assert "offers to confirm" in done
    assert "drafts of employers" in done
