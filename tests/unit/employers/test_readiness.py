from datetime import date

import pytest

from tests.factories import NOW, TODAY
from tests.registrations import courier, railway
from webapp.employers.models import (
    Contact,
    ContactRole,
    Employer,
    Insurance,
    RiskLevel,
    SafeguardingPolicy,
)
from webapp.employers.readiness import (
    Missing,
    missing_to_match,
    missing_to_publish,
    missing_to_start,
    publish_ready_offers,
)
from webapp.employers.services import register_employer


@pytest.fixture
def employer(session) -> Employer:
    made = register_employer(session, railway(), now=NOW, today=TODAY)
    made.risk_level = RiskLevel.LOW
    return made


def test_an_offer_opens_once_nothing_is_missing_and_only_once(session, employer):
    offer = employer.sites[0].offers[0]
    offer.published_at = employer.risk_level = None
    assert missing_to_publish(offer) == missing_to_match(offer) == (Missing.RISK_LEVEL,)
    assert publish_ready_offers(session, employer, now=NOW) == 0
    employer.risk_level = RiskLevel.NOT_SURE
    assert publish_ready_offers(session, employer, now=NOW) == 1
    assert publish_ready_offers(session, employer, now=NOW) == 0
    assert offer.published_at == NOW


def test_an_open_offer_is_held_back_by_tasks_and_dates_alone(session):
    firm = register_employer(session, courier(), now=NOW, today=TODAY)
    offer = firm.sites[0].offers[0]
    assert missing_to_match(offer) == (Missing.TASKS, Missing.DATES)
    assert Missing.RISK_LEVEL in missing_to_publish(offer)


def test_two_tasks_are_one_too_few(session, employer):
    offer = employer.sites[0].offers[0]
    del offer.tasks[2:]
    assert missing_to_publish(offer) == (Missing.TASKS,)


def test_a_learner_starts_only_where_all_of_it_is_settled(employer):
    assert missing_to_start(employer) == (
        Missing.POLICY,
        Missing.DEPUTY,
        Missing.ACCIDENT_CONTACT,
    )
    employer.safeguarding_policy = SafeguardingPolicy.FOLLOWS_SETTING
    employer.accident_contact = "Ruth Dale, 01632 960 120"
    Contact(employer=employer, role=ContactRole.DEPUTY, name="Jo Bell")
    assert missing_to_start(employer) == ()
    employer.insurance, employer.code_agreed_on = Insurance.NOT_SURE, None
    employer.sites[0].offers[0].stand_in = None
    assert missing_to_start(employer) == (Missing.INSURANCE, Missing.CODE, Missing.STAND_IN)
    employer.cancelled_when_away, employer.code_agreed_on = True, date(2027, 1, 4)
    assert missing_to_start(employer) == (Missing.INSURANCE,)
