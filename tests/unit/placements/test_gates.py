"""The gates of a placement."""

from datetime import date

import pytest

from webapp.catalogue.experience_types import ExperienceType
from webapp.placements.gates import Facts, GateState, Why, days_with_one_adult, is_ready, statuses
from webapp.placements.models import Gate

MARCH = tuple(date(2027, 3, day) for day in (2, 3, 4, 5))
TO_RECORD = {
    Gate.CONSENT,
    Gate.RISKS_TOLD,
    Gate.JOURNEY_PRACTISED,
    Gate.PACK_ACKNOWLEDGED,
    Gate.PRE_WORK_SESSION,
}


def facts(**changes):
    """Jay at the railway: 16, still of school age, bus 12 not practised, all else in order."""
    known = {
        "type": ExperienceType.BLK,
        "dates": MARCH,
        "date_of_birth": date(2010, 10, 14),
        "school_age_ends": date(2027, 6, 25),
        "travel_band": 3,
        "journey_known": True,
        "journey_practised": False,
        "payer_named": False,
        "talks": (date(2027, 1, 4), date(2027, 1, 4)),
        "code_agreed": True,
        "supervisor_named": True,
        "stand_in_named": True,
        "alone": None,
        "insured_until": date(2027, 8, 31),
        "insurance_exempt": False,
        "insurer_told": False,
        "undecided_safety_items": 0,
        "profile_confirmed": date(2027, 1, 4),
        "offer_confirmed": date(2027, 1, 4),
    }
    return Facts(**(known | changes))


def status(gate, recorded=None, **changes):
    return next(s for s in statuses(facts(**changes), recorded or {}) if s.gate is gate)


def test_jay_cannot_be_ready_until_five_things_are_done():
    needed = {s.gate for s in statuses(facts(), {}) if s.state is GateState.NEEDED}

    assert needed == TO_RECORD


@pytest.mark.parametrize("missing", sorted(TO_RECORD))
def test_each_single_gate_holds_it_back(missing):
    recorded = dict.fromkeys(TO_RECORD - {missing}, date(2027, 2, 10))

    assert not is_ready(statuses(facts(), recorded))


def test_all_recorded_is_ready():
    assert is_ready(statuses(facts(), dict.fromkeys(TO_RECORD, date(2027, 2, 10))))


def test_a_parent_consents_and_is_told_the_risks_at_16_while_of_school_age():
    assert status(Gate.CONSENT).why is Why.CHILD
    assert status(Gate.RISKS_TOLD).state is GateState.NEEDED


def test_after_school_age_the_learner_consents_alone():
    tom = {"date_of_birth": date(2009, 5, 20), "school_age_ends": date(2025, 6, 27)}

    assert status(Gate.CONSENT, **tom).why is Why.OVER_SCHOOL_AGE
    assert status(Gate.RISKS_TOLD, **tom).state is GateState.NOT_NEEDED


def test_the_last_friday_in_june_itself_is_still_school_age():
    assert status(Gate.RISKS_TOLD, school_age_ends=MARCH[0]).state is GateState.NEEDED


def test_no_safeguarding_decision_is_asked_for_at_16():
    assert status(Gate.DSL_DECISION, alone=True).state is GateState.NOT_NEEDED


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"alone": False}, Why.SAME_ADULT),
        ({"alone": True, "dates": MARCH[:1]}, Why.ALONE),
        ({"alone": None, "dates": MARCH[:1]}, Why.ALONE_NOT_KNOWN),
    ],
)
def test_under_16_the_safeguarding_lead_decides(change, why):
    found = status(Gate.DSL_DECISION, date_of_birth=date(2012, 2, 2), **change)

    assert found.state is GateState.NEEDED
    assert found.why is why


def test_three_days_with_an_adult_who_is_never_alone_need_no_decision():
    found = status(Gate.DSL_DECISION, date_of_birth=date(2012, 2, 2), alone=False, dates=MARCH[:3])
    assert found.state is GateState.NOT_NEEDED


def test_days_are_counted_in_any_thirty():
    spread = [date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 30), date(2027, 3, 31)]

    assert days_with_one_adult(spread) == 3
    assert days_with_one_adult([]) == 0


def test_a_route_already_practised_is_done_by_itself():
    assert status(Gate.JOURNEY_PRACTISED, journey_practised=True).state is GateState.DONE


def test_an_independent_traveller_needs_no_practice_but_an_unknown_journey_is_planned():
    assert status(Gate.JOURNEY_PRACTISED, travel_band=5).state is GateState.NOT_NEEDED
    assert status(Gate.JOURNEY_PRACTISED, travel_band=5, journey_known=False).why is Why.NO_ROUTE


@pytest.mark.parametrize("band", [0, 1, 2, None])
def test_whoever_is_brought_needs_a_named_payer(band):
    assert status(Gate.TRAVEL_PAYER, travel_band=band).state is GateState.NEEDED
    assert status(Gate.TRAVEL_PAYER, travel_band=band, payer_named=True).state is GateState.DONE


def test_insurance_must_cover_the_last_day():
    assert status(Gate.INSURANCE, insured_until=MARCH[-1]).state is GateState.DONE
    assert status(Gate.INSURANCE, insured_until=MARCH[-2]).why is Why.COVER_ENDS_TOO_SOON
    assert status(Gate.INSURANCE, insured_until=None).why is Why.NO_COVER
    assert status(Gate.INSURANCE, insured_until=None, insurance_exempt=True).is_green
    assert status(Gate.INSURANCE, insured_until=None, type=ExperienceType.VIS).is_green


def test_the_insurer_is_told_of_more_than_two_weeks():
    two_weeks = (date(2027, 3, 1), date(2027, 3, 14))
    longer = (date(2027, 3, 1), date(2027, 3, 15))

    assert status(Gate.INSURER_TOLD, dates=two_weeks).state is GateState.NOT_NEEDED
    assert status(Gate.INSURER_TOLD, dates=longer).state is GateState.NEEDED
    assert status(Gate.INSURER_TOLD, dates=longer, insurer_told=True).state is GateState.DONE
    assert status(Gate.INSURER_TOLD, type=ExperienceType.EXT).state is GateState.NEEDED


@pytest.mark.parametrize("talks", [(), (None,), (date(2027, 1, 4), None), (date(2025, 3, 4),)])
def test_a_missing_or_old_risk_talk_is_due_again(talks):
    assert status(Gate.RISK_TALK, talks=talks).state is GateState.NEEDED


@pytest.mark.parametrize(
    ("gate", "change", "why"),
    [
        (Gate.SAFEGUARDING_CODE, {"code_agreed": False}, Why.CODE_MISSING),
        (Gate.SUPERVISORS, {"supervisor_named": False}, Why.NOBODY_NAMED),
        (Gate.SUPERVISORS, {"stand_in_named": False}, Why.NO_STAND_IN),
        (Gate.SAFETY_WORDING, {"undecided_safety_items": 1}, Why.WORDING_UNDECIDED),
        (Gate.UP_TO_DATE, {"profile_confirmed": None}, Why.PROFILE_OLD),
        (Gate.UP_TO_DATE, {"offer_confirmed": date(2026, 3, 1)}, Why.OFFER_OLD),
    ],
)
def test_what_is_missing_is_said(gate, change, why):
    found = status(gate, **change)

    assert found.state is GateState.NEEDED
    assert found.why is why


def test_gates_are_due_ten_working_days_before_and_late_after():
    consent = status(Gate.CONSENT)

    assert consent.due_on == date(2027, 2, 16)
    assert not consent.is_late(date(2027, 2, 16))
    assert consent.is_late(date(2027, 2, 17))


def test_a_recorded_gate_says_when_and_is_never_late():
    found = status(Gate.CONSENT, {Gate.CONSENT: date(2027, 2, 1)})

    assert found.done_on == date(2027, 2, 1)
    assert found.is_recorded
    assert not found.is_late(date(2027, 3, 1))


def test_a_record_nobody_needs_changes_nothing():
    found = status(Gate.DSL_DECISION, {Gate.DSL_DECISION: date(2027, 2, 1)})

    assert found.state is GateState.NOT_NEEDED
