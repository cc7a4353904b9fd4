"""AS2 to AS7: who may go where, from records."""

from dataclasses import replace
from datetime import date, time

import pytest

from matching import (
    Answer,
    Cover,
    ExperienceType,
    Insurance,
    InternalCase,
    Outcome,
    Requirement,
    Strength,
    propose,
)
from matching.proposing import best_examination
from tests.matching.scenario_market import (
    AMIRA,
    E1,
    E2,
    E2_WITH_TASKS,
    E3,
    E4,
    E5,
    E6,
    E7,
    E8,
    E9,
    ELLIE,
    JAY,
    KAI,
    PRIYA,
    SOFIA,
    TOM,
    days,
    market,
    request,
)


def for_(learner, *offers, **values):
    return propose(market(learner, offers=offers, **values), learner.key)


def codes_of(found, offer):
    return next(place.codes for place in found.blocked if place.offer == offer)


def causes(findings):
    return {(finding.code, finding.cause.value) for finding in findings}


# AS2: Amira and the couriers


@pytest.fixture(scope="module")
def amira():
    return for_(AMIRA, E2_WITH_TASKS).proposals[0]


def test_amira_works_the_flexible_hours(amira):
    assert {(day.start, day.end) for day in amira.days} == {(time(9, 30), time(14, 30))}
    assert amira.hours == 22.5


def test_help_with_choices_is_a_condition_for_amira(amira):
    assert ("HR-10", "adjustment_with_help") in causes(amira.conditions)


def test_five_days_and_a_ride_alone_need_the_dsl(amira):
    decision = next(found for found in amira.gates if found.cause == "dsl_decision_needed")
    assert decision.evidence["days_with_same_adult"] == 5
    assert decision.evidence["alone"] == ("yes",)


def test_without_the_ride_five_days_still_need_the_dsl():
    without = replace(E2_WITH_TASKS, tasks=E2_WITH_TASKS.tasks[:-1])
    gates = for_(AMIRA, without).proposals[0].gates
    decision = next(found for found in gates if found.cause == "dsl_decision_needed")
    assert decision.evidence["alone"] == ()


def test_loading_a_moving_van_is_not_for_a_child():
    moving = replace(
        E2_WITH_TASKS.tasks[0], key="load", text="load the moving van", hazards={"moving_vehicles"}
    )
    offer = replace(E2_WITH_TASKS, tasks=(*E2_WITH_TASKS.tasks, moving))
    (gone,) = for_(AMIRA, offer).proposals[0].removed
    assert (gone.task.key, gone.codes) == ("load", ("HR-04",))


def test_depot_tasks_make_the_risk_conversation_due():
    depot = replace(E2_WITH_TASKS.areas[0], assured_on=None)
    offer = replace(E2_WITH_TASKS, areas=(depot, *E2_WITH_TASKS.areas[1:]))
    gate = next(
        found
        for found in for_(AMIRA, offer).proposals[0].gates
        if found.cause == "assurance_missing"
    )
    assert gate.evidence["area"] == "depot"
    assert gate.evidence["hazards"] == ("moving_vehicles",)


def test_without_a_task_plan_the_couriers_are_not_proposed():
    assert codes_of(for_(AMIRA, E2), "E2") == ("HR-04",)


# AS3: Tom and the ground floor

GROUND_FLOOR = replace(E8, answers={**E8.answers, "PHY-01": Answer.WILL_DO})


def test_tom_gets_the_library_with_its_computers_first():
    found = for_(TOM, E1, E5, E8, E9)
    (library,) = found.proposals
    assert library.offer == "E5"
    assert [task.area for task in library.tasks[:2]] == ["digital desk", "digital desk"]
    assert "HR-12" in codes_of(found, "E1")
    assert "HR-24" in codes_of(found, "E9")


def test_stairs_are_one_cause_under_two_rules():
    found = for_(TOM, E5, E8)
    (miss,) = found.near_misses
    assert (miss.offer, miss.codes, miss.cause_key) == (
        "E8",
        ("HR-10", "HR-12"),
        "adjustment:PHY-01",
    )
    assert miss.adjustments == ("PHY-01",)
    assert miss.cause == "no_step_free_route"


def test_a_room_on_the_ground_floor_puts_bright_byte_first():
    found = for_(TOM, E5, GROUND_FLOOR)
    assert [proposal.offer for proposal in found.proposals] == ["E8", "E5"]
    repairs = found.proposals[0]
    assert repairs.hours == 50.0
    assert len(repairs.dates) == 10
    assert repairs.gates == ()


# AS4: Ellie, inside first

PRIVATE_SPACE = replace(E5, answers={**E5.answers, "HLT-05": Answer.WILL_DO})
AT_SCHOOL = replace(
    ELLIE,
    request=request(ExperienceType.INT, days=5),
    requirements=(replace(ELLIE.requirements[0], met_by_setting=True),),
)


def test_inside_school_waits_for_reason_review_and_next_step():
    assert codes_of(for_(AT_SCHOOL, E9), "E9") == ("HR-24",)


def test_inside_school_is_proposed_when_they_are_recorded():
    planned = InternalCase(
        reason_recorded=True, review_on=date(2027, 6, 30), external_step_planned=True
    )
    (inside,) = for_(replace(AT_SCHOOL, internal_case=planned), E9).proposals
    assert inside.hours == 10.0
    assert inside.type is ExperienceType.INT


def test_a_visit_to_the_library_comes_with_school_staff():
    (visit,) = for_(ELLIE, PRIVATE_SPACE).proposals
    assert visit.type is ExperienceType.VIS
    assert len(visit.dates) == 1
    ask = next(found for found in visit.conditions if found.code == "HR-15")
    assert ask.evidence["adjustments"] == ("SUP-04",)


def test_a_private_space_nobody_answered_is_the_one_question():
    (miss,) = for_(ELLIE, E5).near_misses
    assert miss.adjustments == ("HLT-05",)


# AS5: Kai and the restricted place


def test_a_restricted_place_is_neither_proposed_nor_a_near_miss():
    found = for_(KAI, E4, E6)
    assert found.proposals == ()
    assert [miss.offer for miss in found.near_misses] == ["E6"]
    assert codes_of(found, "E4") == ("HR-21",)


def test_other_staff_read_that_it_is_not_available():
    found = for_(KAI, E4, E6).for_staff()
    hidden = next(place for place in found.blocked if place.offer == "E4")
    assert hidden.codes == ("",)
    assert not hidden.restricted
    assert [finding.cause.value for finding in hidden.findings] == ["not_available"]
    assert "HR-21" not in dict(found.fewer_than_three.counts)


def test_insurance_is_the_one_question_to_the_groomer():
    (miss,) = for_(KAI, E6).near_misses
    assert (miss.cause_key, miss.codes) == ("insurance:cover", ("HR-07",))


def test_with_cover_kai_can_go_to_the_dogs():
    covered = Insurance(cover=Cover.HELD, until=date(2027, 12, 31))
    (dogs,) = for_(KAI, replace(E6, insurance=covered)).proposals
    assert dogs.hours == 20.0
    assert {("HR-09", "dsl_decision_needed"), ("HR-09", "no_stand_in")} <= causes(dogs.gates)
    assert ("HR-04", "hazard_needs_supervision") in causes(dogs.conditions)


# AS6: Sofia and the Saturday job


def test_sofia_goes_from_tuesday_to_friday():
    (garden,) = for_(SOFIA, E3).proposals
    assert garden.dates == tuple(date(2027, 3, day) for day in (16, 17, 18, 19))
    assert garden.hours == 18.0
    assert ("HR-06", "weekly_rest_too_short") in causes(garden.notes)


def test_the_yard_task_goes_or_needs_a_warning():
    safe = {"needed_for_training": True, "competent_supervisor": True, "risk_reduced": True}
    *glasshouse, yard = E3.tasks
    recorded = replace(E3, tasks=(*glasshouse, replace(yard, **safe)))
    (kept,) = for_(SOFIA, recorded).proposals
    assert kept.removed == ()
    (gone,) = for_(SOFIA, E3).proposals[0].removed
    assert gone.codes == ("HR-04",)
    silent = replace(recorded, answers={"COM-10": Answer.WILL_DO})
    learner = replace(SOFIA, requirements=SOFIA.requirements[:1])
    (gone,) = for_(learner, silent).proposals[0].removed
    assert gone.codes == ("HR-13",)


# AS7: Priya, supported internship


def test_priya_is_proposed_the_hospital():
    (hospital,) = for_(PRIYA, E7).proposals
    assert hospital.type is ExperienceType.SIN
    assert (hospital.dates[0], hospital.dates[-1]) == (date(2027, 9, 13), date(2028, 6, 29))
    assert {day.worked_minutes for day in hospital.days} == {300}
    assert {
        ("HR-23", "access_to_work_not_awarded"),
        ("HR-07", "insurer_not_told"),
    } <= causes(hospital.gates)


def test_her_route_is_practised_before_september():
    (hospital,) = for_(PRIYA, E7).proposals
    (practise,) = hospital.conditions
    assert (practise.code, practise.due) == ("HR-16", date(2027, 9, 10))


def test_a_plan_that_ends_at_christmas_blocks():
    early = replace(PRIYA, ehc_plan_until=date(2027, 12, 31))
    assert codes_of(for_(early, E7), "E7") == ("HR-01", "HR-23")
    assert for_(replace(early, la_pilot=True), E7).proposals


# What they have in common


def test_a_learner_may_use_one_employer_for_one_kind_and_not_for_another():
    either = replace(
        JAY,
        request=request(ExperienceType.VIS, ExperienceType.BLK),
        requirements=(Requirement(strength=Strength.MUST, adjustments=("SEN-05",)),),
    )
    two = replace(E5, tasks=E5.tasks[:2])
    (visit,) = for_(either, two).proposals
    assert visit.type is ExperienceType.VIS


def test_examinations_say_everything_they_found():
    found = best_examination(market(AMIRA), AMIRA, offer=E2)
    assert found is not None
    assert found.codes == ("HR-04",)
    assert found.causes == ("tasks:plan",)
    assert all(finding.outcome is not Outcome.REMOVE for finding in found.findings)


def test_short_availability_still_gives_a_taster():
    learner = replace(JAY, availability=days("12", "09:30-15:30"))
    (railway, _) = for_(learner, E1, E5).proposals
    assert railway.type is ExperienceType.TAS
    assert railway.hours == 9.0
