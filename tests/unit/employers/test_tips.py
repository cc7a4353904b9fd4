import pytest

from tests.factories import NOW, TODAY
from tests.registrations import courier, railway
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.tips import TIPS, Tip
from webapp.employers.models import (
    AdjustmentOffered,
    Employer,
    Insurance,
    RiskAssessment,
    RiskLevel,
    SafeguardingPolicy,
)
from webapp.employers.sections import SECTIONS
from webapp.employers.services import register_employer
from webapp.employers.tips import RULES, tip_for


@pytest.fixture
def employer(session) -> Employer:
    return register_employer(session, railway(), now=NOW, today=TODAY)


@pytest.fixture
def firm(session) -> Employer:
    return register_employer(session, courier("sort parcels"), now=NOW, today=TODAY)


def told(section: str, employer: Employer) -> Tip | None:
    tip = tip_for(section, employer)
    return tip.code if tip else None


def test_every_section_has_tips_and_every_tip_a_section():
    assert set(RULES) == {section.code for section in SECTIONS}
    assert {tip for rules in RULES.values() for tip, _ in rules} == set(Tip)


@pytest.mark.parametrize("section", sorted(RULES))
def test_every_condition_can_be_tried_on_any_employer(employer, firm, section):
    for made in (employer, firm):
        for _tip, holds in RULES[section]:
            assert holds(made) in {True, False}


def test_someone_without_confidence_is_told_what_a_first_visit_looks_like(firm):
    assert told("support", firm) is Tip.FIRST_VISIT
    firm.confidence = 3
    assert told("support", firm) is Tip.SOME_CONFIDENCE
    firm.confidence = 5
    assert told("support", firm) is Tip.BE_A_BUDDY


def test_who_cannot_do_a_quiet_place_is_told_cheap_ways(employer):
    for answer in employer.answers:
        if answer.adjustment is Adjustment.SEN_05:
            answer.answer = AdjustmentAnswer.CANNOT
    assert told("adjustments", employer) is Tip.NO_QUIET_SPACE


def test_help_with_an_adjustment_is_announced(firm, session):
    firm.answers.append(
        AdjustmentOffered(
            employer=firm,
            adjustment=Adjustment.REG_04,
            answer=AdjustmentAnswer.CAN_WITH_HELP,
            answered_at=NOW,
        )
    )
    assert told("adjustments", firm) is Tip.HELP_IS_COMING


def test_the_check_is_in_proportion_to_the_risk(employer):
    employer.risk_assessment = RiskAssessment.COVERS
    expected = {
        RiskLevel.LOW: Tip.CHECK_BY_TALK,
        RiskLevel.SOME: Tip.CHECK_ARRANGEMENTS,
        RiskLevel.HIGHER: Tip.CHECK_BY_VISIT,
    }
    for level, tip in expected.items():
        employer.risk_level = level
        assert told("safety", employer) is tip


def test_tasks_machines_cover_and_policy_lead_to_their_tips(employer, firm):
    assert told("task", firm) is Tip.FIRST_TASK
    assert told("task", employer) is Tip.MOVING_MACHINE
    employer.insurance = Insurance.NOT_YET
    assert told("insurance", employer) is Tip.GET_COVER
    employer.safeguarding_policy = SafeguardingPolicy.NEEDS_TEMPLATE
    assert told("safeguarding", employer) is Tip.POLICY_TEMPLATE


def test_nothing_is_said_where_nothing_needs_saying(employer):
    assert told("organisation", employer) is None


def test_tips_are_short():
    for tip in TIPS:
        assert len(tip.employer.split()) <= 40, tip.code
