"""HR-04 to HR-25, one at a time: what each rule does to a place that was fine without it."""

from dataclasses import replace
from datetime import date, time

import pytest

from matching import (
    Access,
    AccessToWork,
    Alone,
    Answer,
    Area,
    Cover,
    ExperienceType,
    Hours,
    Insurance,
    InternalCase,
    Internship,
    Journey,
    JourneyEvidence,
    Mode,
    Never,
    Requirement,
    Restriction,
    Safeguarding,
    SafetyItem,
    SafetyRule,
    Sense,
    StaffCover,
    Strength,
    Task,
    Travel,
    Zone,
)
from tests.matching.plain_market import (
    PERSON,
    PLACE,
    blocks,
    look,
    others,
    person,
    place,
    proposals,
    removed,
    with_window,
)
from tests.matching.scenario_market import (
    CONFIRMED,
    days,
    hours,
    important,
    most,
    must,
    request,
    tasks,
)

PAST_SCHOOL_AGE = date(2010, 3, 2)
ADULT = date(2009, 3, 1)
VISIT = request(ExperienceType.VIS)


def with_hazard(*hazards, **changes):
    """The plain place, whose last task has these hazards."""
    last = replace(PLACE.tasks[-1], hazards=frozenset(hazards), **changes)
    return place(tasks=(*PLACE.tasks[:-1], last))


def all_with_hazard(*hazards):
    return place(tasks=tuple(replace(task, hazards=frozenset(hazards)) for task in PLACE.tasks))


def accepting(*codes, answer=Answer.WILL_DO, **changes):
    return place(answers=dict.fromkeys(codes, answer), **changes)


# HR-04: tasks


def test_a_child_never_works_at_machines():
    safe = {"needed_for_training": True, "competent_supervisor": True, "risk_reduced": True}
    assert removed(offer=with_hazard("moving_machinery", **safe)) == {"stack crates": ("HR-04",)}


def test_past_school_age_three_conditions_keep_the_task():
    learner = person(date_of_birth=PAST_SCHOOL_AGE)
    safe = {"needed_for_training": True, "competent_supervisor": True, "risk_reduced": True}
    assert removed(learner, with_hazard("moving_machinery")) == {"stack crates": ("HR-04",)}
    assert removed(learner, with_hazard("moving_machinery", **safe)) == {}
    for missing in safe:
        recorded = safe | {missing: False}
        assert removed(learner, with_hazard("moving_machinery", **recorded))


def test_an_adult_may_work_at_machines():
    assert removed(person(date_of_birth=ADULT), with_hazard("moving_machinery")) == {}


def test_an_area_hazard_alone_removes_nothing():
    loud = place(
        areas=tuple(replace(area, hazards=frozenset({"loud_noise"})) for area in PLACE.areas)
    )
    assert removed(offer=loud) == {}


def test_hot_surfaces_stay_under_supervision():
    assert removed(offer=with_hazard("hot_surfaces")) == {}
    assert ("HR-04", "condition", "hazard_needs_supervision") in others(
        offer=with_hazard("hot_surfaces")
    )
    assert ("HR-04", "condition", "hazard_needs_supervision") not in others(
        person(date_of_birth=ADULT), with_hazard("hot_surfaces")
    )


def test_hot_surfaces_stay_out_of_visits_and_of_younger_years():
    visitor = person(request=VISIT)
    assert removed(visitor, with_hazard("hot_surfaces")) == {"stack crates": ("HR-04",)}


def test_too_few_tasks_block_under_the_rule_that_removed_them():
    assert blocks(offer=all_with_hazard("loud_noise")) == {("HR-04", "hazard_for_child")}


def test_no_task_plan_blocks_a_block_and_not_a_visit():
    empty = place(tasks=())
    assert blocks(offer=empty) == {("HR-04", "no_task_plan")}
    assert blocks(person(request=VISIT), empty) == set()


def test_two_tasks_are_too_few_for_a_day_and_enough_for_half_a_day():
    taster = person(request=request(ExperienceType.TAS, days=1))
    two = {"tasks": PLACE.tasks[:2]}
    assert blocks(taster, place(**two)) == {("HR-04", "too_few_tasks")}
    half = replace(PLACE.windows[0], hours=hours("09:30", "12:30"), break_minutes=0)
    assert blocks(taster, place(windows=(half,), **two)) == set()


def test_a_visit_needs_one_task_to_remain_when_there_are_tasks():
    visitor = person(request=VISIT)
    assert blocks(visitor, all_with_hazard("loud_noise")) == {("HR-04", "hazard_for_child")}


def test_only_the_cause_that_would_be_enough_is_named():
    learner = person(senses=(most(Sense.NOISE, 2),))
    mixed = place(
        tasks=(
            *tasks("shed", "pot up seedlings", "label pots"),
            *tasks("yard", "sweep the yard"),
            *tasks("shed", "cut wood", hazards=("moving_machinery",)),
        )
    )
    assert blocks(learner, mixed) == {("HR-11", "level_too_high")}


# HR-05


def test_driving_site_vehicles_waits_until_eighteen():
    assert removed(offer=with_hazard("site_vehicles")) == {"stack crates": ("HR-05",)}
    assert removed(person(date_of_birth=ADULT), with_hazard("site_vehicles")) == {}


# HR-07: insurance


@pytest.mark.parametrize("cover", [Cover.NOT_YET, Cover.NONE, Cover.NOT_KNOWN])
def test_without_cover_a_block_is_blocked(cover):
    assert blocks(offer=place(insurance=Insurance(cover=cover))) == {("HR-07", "no_cover")}


def test_an_exempt_body_needs_no_cover():
    assert blocks(offer=place(insurance=Insurance(cover=Cover.EXEMPT))) == set()


def test_cover_that_ends_during_the_placement_is_a_gate():
    ends = Insurance(cover=Cover.HELD, until=date(2027, 3, 4))
    assert ("HR-07", "gate", "cover_ends_too_soon") in others(offer=place(insurance=ends))
    lasts = Insurance(cover=Cover.HELD, until=date(2027, 3, 5))
    assert not any(code == "HR-07" for code, _, _ in others(offer=place(insurance=lasts)))


def test_cover_without_a_date_is_a_gate():
    unknown = Insurance(cover=Cover.HELD)
    assert ("HR-07", "gate", "cover_date_unknown") in others(offer=place(insurance=unknown))


def test_public_liability_is_enough_for_a_visit():
    public = Insurance(cover=Cover.NOT_YET, public_liability_until=date(2027, 12, 1))
    assert blocks(person(request=VISIT), place(insurance=public)) == set()
    assert blocks(offer=place(insurance=public)) == {("HR-07", "no_cover")}


def test_public_liability_is_enough_for_shadowing_without_tasks_only():
    public = Insurance(cover=Cover.NOT_YET, public_liability_until=date(2027, 12, 1))
    shadow = person(request=request(ExperienceType.SHA))
    assert blocks(shadow, place(insurance=public, tasks=())) == set()
    assert blocks(shadow, place(insurance=public)) == {("HR-07", "no_cover")}


def test_the_insurer_hears_of_more_than_two_weeks():
    two_weeks = with_window(last=date(2027, 3, 14))
    assert ("HR-07", "gate", "insurer_not_told") not in others(offer=two_weeks)
    learner = person(availability=days("13"))
    assert ("HR-07", "gate", "insurer_not_told") in others(
        learner, with_window(last=date(2027, 3, 31))
    )
    told = Insurance(cover=Cover.HELD, until=date(2027, 12, 31), insurer_told=True)
    assert ("HR-07", "gate", "insurer_not_told") not in others(
        learner, replace(with_window(last=date(2027, 3, 31)), insurance=told)
    )


def test_the_insurer_hears_of_unusual_work():
    assert ("HR-07", "gate", "insurer_not_told") in others(offer=place(unusual_work=True))


# HR-08 and HR-09: gates


def test_each_area_used_has_an_assurance_of_two_years():
    areas = (replace(PLACE.areas[0], assured_on=None), PLACE.areas[1])
    assert ("HR-08", "gate", "assurance_missing") in others(offer=place(areas=areas))
    old = (replace(PLACE.areas[0], assured_on=date(2025, 2, 28)), PLACE.areas[1])
    assert ("HR-08", "gate", "assurance_too_old") in others(offer=place(areas=old))
    fresh = (replace(PLACE.areas[0], assured_on=date(2025, 3, 1)), PLACE.areas[1])
    assert not any("assurance" in cause for _, _, cause in others(offer=place(areas=fresh)))


def test_the_parents_of_a_child_are_told_the_risks():
    assert ("HR-08", "gate", "parent_risk_information") in others()
    older = person(date_of_birth=PAST_SCHOOL_AGE)
    assert ("HR-08", "gate", "parent_risk_information") not in others(older)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"code_agreed": False}, "code_not_agreed"),
        ({"supervisor_named": False}, "no_supervisor"),
        ({"stand_in_named": False}, "no_stand_in"),
        ({"specified_place": True}, "specified_place"),
    ],
)
def test_safeguarding_has_its_gates(changes, cause):
    agreed = replace(PLACE.safeguarding, **changes)
    assert ("HR-09", "gate", cause) in others(offer=place(safeguarding=agreed))


def test_cancelling_a_day_stands_in_for_a_stand_in():
    agreed = replace(PLACE.safeguarding, stand_in_named=False, cancel_if_away=True)
    assert ("HR-09", "gate", "no_stand_in") not in others(offer=place(safeguarding=agreed))


FIFTEEN = date(2011, 3, 10)
DECISION = ("HR-09", "gate", "dsl_decision_needed")


def test_five_days_with_one_adult_at_fifteen_need_a_decision():
    assert DECISION in others(person(date_of_birth=FIFTEEN))
    assert DECISION not in others()


def test_three_days_with_one_adult_need_no_decision():
    learner = person(date_of_birth=FIFTEEN, request=request(ExperienceType.BLK, days=3))
    assert DECISION not in others(learner)


@pytest.mark.parametrize(
    "agreed",
    [
        Safeguarding(alone=Alone.YES),
        Safeguarding(alone=Alone.NOT_KNOWN),
        Safeguarding(alone=Alone.NEVER, overnight=True),
    ],
)
def test_alone_or_overnight_needs_a_decision_at_fifteen(agreed):
    learner = person(date_of_birth=FIFTEEN, request=request(ExperienceType.BLK, days=3))
    assert DECISION in others(learner, place(safeguarding=agreed))


def test_a_task_alone_with_an_adult_needs_a_decision_at_fifteen():
    learner = person(date_of_birth=FIFTEEN, request=request(ExperienceType.BLK, days=3))
    assert DECISION in others(learner, with_hazard(alone=Alone.YES))


# HR-10: adjustments


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (Answer.CANNOT, "adjustment_refused"),
        (Answer.NOT_SURE, "adjustment_unanswered"),
    ],
)
def test_a_must_that_is_not_accepted_blocks(answer, cause):
    learner = person(requirements=(must("SEN-05"),))
    assert blocks(learner, accepting("SEN-05", answer=answer)) == {("HR-10", cause)}


def test_a_must_nobody_answered_blocks():
    assert blocks(person(requirements=(must("SEN-05"),))) == {("HR-10", "adjustment_unanswered")}


@pytest.mark.parametrize("answer", [Answer.WILL_DO, Answer.ALREADY_DO])
def test_an_accepted_must_is_fine(answer):
    learner = person(requirements=(must("SEN-05"),))
    assert blocks(learner, accepting("SEN-05", answer=answer)) == set()


def test_a_must_with_help_is_a_condition():
    learner = person(requirements=(must("SEN-05"),))
    offer = accepting("SEN-05", answer=Answer.CAN_WITH_HELP)
    assert blocks(learner, offer) == set()
    assert ("HR-10", "condition", "adjustment_with_help") in others(learner, offer)


def test_a_must_the_setting_meets_is_not_asked_for():
    assert blocks(person(requirements=(must("SEN-05", met_by_setting=True),))) == set()


def test_each_listed_adjustment_is_required():
    learner = person(requirements=(must("SEN-05", "COM-02"),))
    assert look(learner, accepting("SEN-05")).causes == ("adjustment:COM-02",)


def test_one_alternative_is_enough():
    either = Requirement(strength=Strength.MUST, any_of=("SEN-05", "REG-01"))
    learner = person(requirements=(either,))
    assert blocks(learner, accepting("REG-01")) == set()
    assert look(learner).causes == ("adjustment:REG-01|SEN-05",)


def test_a_need_alone_takes_any_adjustment_that_meets_it():
    learner = person(requirements=(Requirement(strength=Strength.MUST, need="N-REG"),))
    assert blocks(learner, accepting("TIM-07")) == set()
    assert blocks(learner, accepting("COM-02")) == {("HR-10", "adjustment_unanswered")}


def test_a_need_that_nothing_meets_is_said_so():
    learner = person(requirements=(Requirement(strength=Strength.MUST, need="N-NOVEL"),))
    assert blocks(learner) == {("HR-10", "no_adjustment_meets_need")}


def test_an_adjustment_in_one_area_removes_the_tasks_of_the_others():
    shed = replace(PLACE.areas[0], answers={"SEN-02": Answer.WILL_DO})
    learner = person(requirements=(must("SEN-02"),))
    offer = place(areas=(shed, PLACE.areas[1]))
    assert removed(learner, offer) == {"sweep the yard": ("HR-10",), "stack crates": ("HR-10",)}
    assert blocks(learner, offer) == set()
    assert blocks(learner, replace(offer, tasks=())) == {
        ("HR-04", "no_task_plan"),
        ("HR-10", "adjustment_unanswered"),
    }


def test_an_answer_for_an_area_goes_before_the_general_one():
    yard = replace(PLACE.areas[1], answers={"SEN-05": Answer.CANNOT})
    learner = person(requirements=(must("SEN-05"),))
    offer = accepting("SEN-05", areas=(PLACE.areas[0], yard))
    assert removed(learner, offer) == {"sweep the yard": ("HR-10",), "stack crates": ("HR-10",)}


def test_an_important_adjustment_never_blocks():
    learner = person(requirements=(important("REG-04"),))
    assert blocks(learner) == set()
    assert ("HR-10", "hard", "adjustment_unanswered") in others(learner)
    helped = accepting("REG-04", answer=Answer.CAN_WITH_HELP)
    assert ("HR-10", "condition", "adjustment_with_help") in others(learner, helped)


def test_a_wish_with_help_is_something_for_staff():
    wish = Requirement(strength=Strength.PREFER, adjustments=("REG-04",))
    learner = person(requirements=(wish,))
    helped = accepting("REG-04", answer=Answer.CAN_WITH_HELP)
    assert ("HR-10", "staff_task", "adjustment_with_help") in others(learner, helped)
    assert others(learner) == others(PERSON)


# HR-11: senses


def test_tasks_in_an_area_that_is_too_loud_go():
    learner = person(senses=(most(Sense.NOISE, 2),))
    assert removed(learner) == {"sweep the yard": ("HR-11",), "stack crates": ("HR-11",)}
    assert blocks(learner) == set()


def test_a_wish_for_quiet_removes_nothing():
    assert removed(person(senses=(most(Sense.NOISE, 2, Strength.PREFER),))) == {}


def test_a_place_that_is_too_loud_everywhere_blocks():
    assert blocks(person(senses=(most(Sense.NOISE, 1),))) == {("HR-11", "level_too_high")}


def test_an_area_without_a_level_is_not_taken_for_a_quiet_one():
    unknown = place(areas=(Area(key="shed"), Area(key="yard")))
    assert blocks(person(senses=(most(Sense.NOISE, 5),)), unknown) == {("HR-11", "level_unknown")}


def test_without_tasks_every_area_has_to_pass():
    visitor = person(request=VISIT, senses=(most(Sense.NOISE, 2),))
    assert blocks(visitor, place(tasks=())) == {("HR-11", "level_too_high")}
    assert blocks(visitor, place(tasks=(), areas=PLACE.areas[:1])) == set()
    assert blocks(visitor, place(tasks=(), areas=())) == {("HR-11", "level_unknown")}


LOUD = (replace(PLACE.areas[0], levels={Sense.NOISE: 5, Sense.CROWD: 5}),)


@pytest.mark.parametrize(
    ("sense", "manages", "codes"),
    [
        (Sense.NOISE, 3, ("SEN-01",)),
        (Sense.NOISE, 4, ("SEN-02",)),
        (Sense.NOISE, 4, ("SEN-03",)),
        (Sense.NOISE, 1, ("SEN-01", "SEN-02", "SEN-03")),
        (Sense.CROWD, 3, ("SEN-03",)),
    ],
)
def test_mitigations_take_levels_away(sense, manages, codes):
    offer = accepting(*codes, areas=LOUD, tasks=PLACE.tasks[:3])
    learner = person(senses=(most(sense, manages),), headphones=True)
    assert blocks(learner, offer) == set()
    stricter = replace(learner, senses=(most(sense, manages - 1),))
    if manages > 1:
        assert blocks(stricter, offer) == {("HR-11", "level_too_high")}


@pytest.mark.parametrize(
    ("sense", "code"), [(Sense.LIGHT, "SEN-04"), (Sense.TEMPERATURE, "SEN-09")]
)
def test_light_and_temperature_are_met_outright(sense, code):
    learner = person(senses=(most(sense, 1),))
    assert blocks(learner) == {("HR-11", "level_unknown")}
    assert blocks(learner, accepting(code)) == set()


def test_headphones_need_a_learner_who_wears_them():
    offer = accepting("SEN-01", areas=LOUD, tasks=PLACE.tasks[:3])
    assert blocks(person(senses=(most(Sense.NOISE, 3),)), offer) == {("HR-11", "level_too_high")}


def test_headphones_that_are_not_safe_do_not_help():
    unsafe = tuple(replace(task, headphones_safe=False) for task in PLACE.tasks[:3])
    learner = person(senses=(most(Sense.NOISE, 3),), headphones=True)
    assert blocks(learner, accepting("SEN-01", areas=LOUD, tasks=unsafe)) == {
        ("HR-11", "level_too_high")
    }


def test_headphones_nobody_checked_are_a_condition():
    learner = person(senses=(most(Sense.NOISE, 3),), headphones=True)
    checked = tuple(replace(task, headphones_safe=True) for task in PLACE.tasks[:3])
    to_check = ("HR-11", "condition", "headphones_unchecked")
    assert to_check in others(learner, accepting("SEN-01", areas=LOUD, tasks=PLACE.tasks[:3]))
    assert to_check not in others(learner, accepting("SEN-01", areas=LOUD, tasks=checked))
    visitor = replace(learner, request=VISIT)
    assert to_check in others(visitor, accepting("SEN-01", areas=LOUD, tasks=()))


# HR-12: step-free


def test_a_wheelchair_user_needs_every_step_free_fact():
    assert blocks(person(needs=frozenset({"N-WHEEL"}))) == {
        ("HR-12", "no_step_free_route"),
        ("HR-12", "no_step_free_toilet"),
        ("HR-12", "no_evacuation_plan"),
    }


def test_recorded_facts_are_enough():
    areas = tuple(replace(area, step_free=True) for area in PLACE.areas)
    every = Access(entrance=True, toilet=True, break_area=True, escape=True)
    learner = person(step_free=True)
    assert blocks(learner, place(areas=areas, access=every)) == set()
    for missing in ("entrance", "toilet", "break_area", "escape"):
        without = replace(every, **{missing: None})
        assert {code for code, _ in blocks(learner, place(areas=areas, access=without))} == {
            "HR-12"
        }


def test_accepted_adjustments_are_enough():
    assert blocks(person(step_free=True), accepting("PHY-01", "PHY-02", "PHY-08")) == set()


def test_step_free_with_help_is_a_condition():
    offer = accepting("PHY-01", "PHY-02", "PHY-08", answer=Answer.CAN_WITH_HELP)
    assert blocks(person(step_free=True), offer) == set()
    assert ("HR-12", "condition", "no_step_free_route") in others(person(step_free=True), offer)


def test_tasks_out_of_reach_go():
    areas = (replace(PLACE.areas[0], step_free=True), replace(PLACE.areas[1], step_free=False))
    every = Access(entrance=True, toilet=True, break_area=True, escape=True)
    offer = place(areas=areas, access=every)
    assert removed(person(step_free=True), offer) == {
        "sweep the yard": ("HR-12",),
        "stack crates": ("HR-12",),
    }
    assert blocks(person(step_free=True), offer) == set()


# HR-13: health


def test_seizures_rule_out_heights_and_open_machines():
    learner = person(needs=frozenset({"N-SEIZ"}), date_of_birth=ADULT)
    assert removed(learner, with_hazard("lone_work")) == {"stack crates": ("HR-13",)}
    assert removed(learner, with_hazard("moving_machinery")) == {"stack crates": ("HR-13",)}
    assert removed(learner, with_hazard("moving_machinery", guarded=True)) == {}
    assert removed(person(date_of_birth=ADULT), with_hazard("lone_work")) == {}


def test_seizures_need_staff_who_know_the_plan():
    learner = person(needs=frozenset({"N-SEIZ"}))
    assert blocks(learner) == {("HR-13", "adjustment_unanswered")}
    assert blocks(learner, accepting("HLT-02")) == set()
    helped = accepting("HLT-02", answer=Answer.CAN_WITH_HELP)
    assert ("HR-13", "condition", "adjustment_with_help") in others(learner, helped)


def test_who_cannot_hear_needs_a_warning_among_vehicles():
    learner = person(needs=frozenset({"N-HEAR"}), date_of_birth=ADULT)
    assert removed(learner, with_hazard("moving_vehicles")) == {"stack crates": ("HR-13",)}
    for code in ("PHY-07", "SUP-02"):
        offer = replace(with_hazard("moving_vehicles"), answers={code: Answer.WILL_DO})
        assert removed(learner, offer) == {}


def test_staff_set_safety_rules_hold():
    rule = SafetyRule(hazards=frozenset({"animals"}), needs=("HLT-03",))
    learner = person(safety_rules=(rule,), date_of_birth=ADULT)
    assert removed(learner, with_hazard("animals")) == {"stack crates": ("HR-13",)}
    assert ("HR-13", "adjustment_unanswered") in blocks(learner)
    lifted = replace(rule, unless=frozenset({"SUP-03"}), needs=())
    learner = person(safety_rules=(lifted,), date_of_birth=ADULT)
    assert removed(learner, with_hazard("animals")) == {"stack crates": ("HR-13",)}
    offer = replace(with_hazard("animals"), answers={"SUP-03": Answer.WILL_DO})
    assert removed(learner, offer) == {}


# HR-14: allergens


def test_an_allergen_blocks_unless_it_is_kept_away():
    learner = person(allergens=frozenset({"nuts"}))
    nutty = (replace(PLACE.areas[0], allergens=frozenset({"nuts"})), PLACE.areas[1])
    assert blocks(learner, place(areas=nutty)) == {("HR-14", "allergen_present")}
    assert blocks(PERSON, place(areas=nutty)) == set()
    assert blocks(learner, accepting("HLT-06", areas=nutty)) == set()
    helped = accepting("HLT-06", answer=Answer.CAN_WITH_HELP, areas=nutty)
    assert ("HR-14", "condition", "adjustment_with_help") in others(learner, helped)


def test_an_allergen_of_a_task_counts():
    learner = person(allergens=frozenset({"latex"}))
    offer = with_hazard(allergens=frozenset({"latex"}))
    assert blocks(learner, offer) == {("HR-14", "allergen_present")}


# HR-15: supervision


def test_supervision_below_the_learners_level_blocks():
    assert blocks(person(supervision=3)) == {("HR-15", "supervision_too_light")}
    assert blocks(person(supervision=2)) == set()


def test_no_recorded_level_is_none():
    assert blocks(person(supervision=1), place(supervision=0)) == {
        ("HR-15", "supervision_too_light")
    }


def test_setting_staff_can_give_the_level_when_they_may_come():
    learner = person(supervision=4, staff_cover=(StaffCover(level=4),))
    assert blocks(learner, accepting("SUP-04")) == set()
    assert ("HR-15", "condition", "adjustment_unanswered") in others(learner)
    refused = accepting("SUP-04", answer=Answer.CANNOT)
    assert blocks(learner, refused) == {("HR-15", "adjustment_refused")}


def test_setting_staff_have_to_come_on_every_day():
    some = frozenset({date(2027, 3, 1), date(2027, 3, 2)})
    learner = person(supervision=4, staff_cover=(StaffCover(level=4, dates=some),))
    assert blocks(learner, accepting("SUP-04")) == {("HR-15", "supervision_too_light")}


def test_a_rota_without_the_supervisor_counts_as_none():
    only_monday = place(supervised_dates=frozenset({date(2027, 3, 1)}))
    assert blocks(person(supervision=1), only_monday) == {("HR-15", "supervision_too_light")}


# HR-16: travel


def travelling(band=5, *journeys, **limits):
    return person(travel=Travel(band=band, journeys=journeys, **limits))


def by(mode=Mode.BUS, minutes=30, **values):
    return Journey(site="place", mode=mode, minutes=minutes, **values)


def test_no_journey_is_something_to_plan():
    assert ("HR-16", "condition", "journey_unknown") in others(travelling())
    assert blocks(travelling()) == set()


def test_no_minutes_is_something_to_find_out():
    assert ("HR-16", "condition", "journey_minutes_unknown") in others(
        travelling(5, by(minutes=None))
    )


@pytest.mark.parametrize(
    ("limits", "journey", "cause"),
    [
        ({"max_minutes": 29}, by(), "journey_too_long"),
        ({"max_changes": 0}, by(changes=1), "journey_too_many_changes"),
        ({"max_walk_metres": 400}, by(walk_metres=500), "journey_walk_too_far"),
        ({"refused_modes": frozenset({Mode.BUS})}, by(), "journey_mode_refused"),
        (
            {"refused_times": (Hours(start=time(8), end=time(9, 15)),)},
            by(),
            "journey_time_refused",
        ),
    ],
)
def test_a_journey_beyond_a_limit_blocks(limits, journey, cause):
    assert blocks(travelling(5, journey, **limits)) == {("HR-16", cause)}
    assert blocks(travelling(5, journey)) == set()


def test_the_way_home_counts_as_well():
    evening = (Hours(start=time(14, 45), end=time(16)),)
    assert blocks(travelling(5, by(), refused_times=evening)) == {("HR-16", "journey_time_refused")}


def test_other_times_of_day_do_not_count():
    midday = (Hours(start=time(11), end=time(12)),)
    assert blocks(travelling(5, by(), refused_times=midday)) == set()


def test_the_best_journey_decides():
    assert blocks(travelling(5, by(minutes=90), by(Mode.WALK, 20), max_minutes=40)) == set()


@pytest.mark.parametrize(("minutes", "condition"), [(29, False), (30, True), (50, True)])
def test_an_estimate_near_the_limit_is_for_a_person_to_decide(minutes, condition):
    guess = by(minutes=minutes, evidence=JourneyEvidence.ESTIMATE)
    learner = travelling(5, guess, max_minutes=40)
    assert blocks(learner) == set()
    assert (("HR-16", "condition", "journey_is_estimate") in others(learner)) is condition


def test_an_estimate_far_beyond_the_limit_blocks():
    guess = by(minutes=51, evidence=JourneyEvidence.ESTIMATE)
    assert blocks(travelling(5, guess, max_minutes=40)) == {("HR-16", "journey_too_long")}


def test_band_three_practises_the_route():
    assert ("HR-16", "condition", "route_not_practised") in others(travelling(3, by()))
    assert ("HR-16", "condition", "route_not_practised") not in others(
        travelling(3, by(practised=True))
    )


def test_band_four_practises_a_change():
    assert ("HR-16", "condition", "route_not_practised") in others(travelling(4, by(changes=1)))
    assert ("HR-16", "condition", "route_not_practised") not in others(travelling(4, by()))
    assert ("HR-16", "condition", "route_not_practised") not in others(travelling(5, by(changes=1)))


def test_bands_zero_to_two_name_transport_and_payer():
    minibus = by(Mode.MINIBUS)
    assert {
        ("HR-16", "condition", "transport_not_named"),
        ("HR-16", "gate", "payer_not_named"),
    } <= others(travelling(0, minibus))
    named = by(Mode.MINIBUS, transport_named=True, payer_named=True)
    assert not any(code == "HR-16" for code, _, _ in others(travelling(0, named)))


def test_bands_zero_and_one_do_not_take_the_bus():
    assert blocks(travelling(1, by(escorted=True))) == {("HR-16", "journey_outside_band")}
    assert blocks(travelling(2, by(escorted=True))) == set()


def test_an_adult_who_is_not_named_is_something_to_find_out():
    assert ("HR-16", "condition", "adult_not_named") in others(travelling(2, by()))
    assert ("HR-16", "condition", "adult_not_named") in others(travelling(0, by(Mode.WALK)))


# HR-18 to HR-22: wishes and safety


def test_a_never_sector_blocks():
    learner = person(never=Never(sectors=frozenset({"hort"})))
    assert blocks(learner) == {("HR-18", "never_sector")}


def test_a_never_employer_blocks():
    learner = person(never=Never(employers=frozenset({"place"})))
    assert blocks(learner) == {("HR-18", "never_employer")}


def test_a_never_task_goes():
    assert removed(person(never=Never(tasks=frozenset({"Sweep yard"})))) == {
        "sweep the yard": ("HR-18",)
    }
    flagged = with_hazard(flags=frozenset({"customers"}))
    assert removed(person(never=Never(flags=frozenset({"customers"}))), flagged) == {
        "stack crates": ("HR-18",)
    }


def test_a_proposal_with_a_no_is_not_offered_again():
    assert blocks(person(refused=frozenset({"place"}))) == {("HR-18", "learner_said_no")}


def test_nothing_is_proposed_without_consent_to_look():
    learner = person(consent_to_look=False)
    assert blocks(learner) == {("HR-19", "no_consent_to_look")}
    assert "no_consent_to_look" in proposals(learner).fewer_than_three.reasons


def test_a_safety_item_that_may_not_be_sent_is_a_gate():
    learner = person(safety_items=(SafetyItem(code="plan", may_be_sent=False),))
    assert ("HR-20", "gate", "safety_item_not_shared") in others(learner)
    shared = person(safety_items=(SafetyItem(code="plan", may_be_sent=True),))
    assert others(shared) == others()


@pytest.mark.parametrize(
    "kept_from",
    [
        Restriction(employers=frozenset({"place"})),
        Restriction(sites=frozenset({"place"})),
        Restriction(zones=(Zone(easting=1000, northing=1000, metres=500),)),
    ],
)
def test_a_restriction_blocks_without_evidence(kept_from):
    offer = place(easting=1300, northing=1400)
    (found,) = look(person(restriction=kept_from), offer).blocks
    assert (found.code, found.restricted, len(found.evidence)) == ("HR-21", True, 0)


def test_a_place_outside_the_circle_is_fine():
    zone = Restriction(zones=(Zone(easting=1000, northing=1000, metres=499),))
    assert blocks(person(restriction=zone), place(easting=1300, northing=1400)) == set()


def test_a_place_without_a_point_on_the_map_is_not_taken_for_a_safe_one():
    zone = Restriction(zones=(Zone(easting=1000, northing=1000, metres=499),))
    assert blocks(person(restriction=zone)) == {("HR-21", "not_available")}


def test_a_paused_employer_is_not_proposed():
    assert blocks(offer=place(paused=True)) == {("HR-22", "employer_paused")}


# HR-23 and HR-24: one by one

INTERN = person(
    date_of_birth=date(2007, 7, 1),
    ehc_plan_until=date(2028, 7, 31),
    request=request(ExperienceType.SIN),
    internship=Internship(job_coach_named=True, access_to_work=AccessToWork.APPLIED),
)
YEAR = with_window(
    first=date(2027, 9, 13), last=date(2028, 6, 30), types=frozenset({ExperienceType.SIN})
)


def test_an_intern_with_everything_recorded_may_come():
    assert blocks(INTERN, YEAR) == set()
    assert ("HR-23", "gate", "access_to_work_not_awarded") in others(INTERN, YEAR)
    awarded = replace(INTERN.internship, access_to_work=AccessToWork.AWARDED)
    learner = replace(INTERN, internship=awarded)
    assert ("HR-23", "gate", "access_to_work_not_awarded") not in others(learner, YEAR)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"request": request(ExperienceType.BLK)}, "internship_not_asked_for"),
        ({"ehc_plan_until": date(2027, 12, 31)}, "no_current_plan"),
        ({"ehc_plan_until": None}, "no_current_plan"),
        ({"date_of_birth": date(2012, 6, 1)}, "internship_age"),
        ({"date_of_birth": date(2003, 6, 30)}, "internship_age"),
        ({"date_of_birth": date(2011, 9, 10)}, "still_school_age"),
        ({"internship": replace(INTERN.internship, on_roll=False)}, "not_on_roll"),
        ({"internship": replace(INTERN.internship, job_coach_named=False)}, "no_job_coach"),
        ({"internship": Internship(job_coach_named=True)}, "access_to_work_unknown"),
        (
            {"request": request(ExperienceType.SIN, last=date(2028, 3, 10))},
            "internship_too_short",
        ),
    ],
)
def test_an_internship_lacks_nothing(changes, cause):
    assert ("HR-23", cause) in blocks(replace(INTERN, **changes), YEAR)


def test_an_internship_is_outside_the_setting():
    assert ("HR-23", "not_external") in blocks(INTERN, replace(YEAR, internal=True))


def test_the_pilot_stands_in_for_a_plan():
    learner = replace(INTERN, ehc_plan_until=None, la_pilot=True)
    assert blocks(learner, YEAR) == set()
    old = replace(learner, date_of_birth=date(2002, 6, 1))
    assert ("HR-01", "too_old") in blocks(old, YEAR)


INSIDE = replace(
    with_window(types=frozenset({ExperienceType.INT})),
    internal=True,
    insurance=Insurance(),
)
SHELTERED = person(
    request=request(ExperienceType.INT),
    travel=Travel(band=0),
    internal_case=InternalCase(
        reason_recorded=True, review_on=date(2027, 7, 11), external_step_planned=True
    ),
)


def test_inside_the_setting_with_everything_recorded():
    assert blocks(SHELTERED, INSIDE) == set()


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"reason_recorded": False}, "internal_without_reason"),
        ({"review_on": None}, "internal_without_review"),
        ({"review_on": date(2027, 7, 12)}, "internal_review_too_late"),
        ({"external_step_planned": False}, "internal_without_next_step"),
    ],
)
def test_inside_the_setting_nothing_is_missing(changes, cause):
    learner = replace(SHELTERED, internal_case=replace(SHELTERED.internal_case, **changes))
    assert blocks(learner, INSIDE) == {("HR-24", cause)}


def test_inside_the_setting_only_when_asked_for():
    learner = replace(SHELTERED, request=request(ExperienceType.BLK))
    assert blocks(learner, INSIDE) == {("HR-24", "internal_not_asked_for")}


def test_inside_the_setting_is_not_proposed_to_someone_who_asked_for_nothing():
    assert blocks(replace(SHELTERED, request=None), INSIDE) == {("HR-24", "internal_not_asked_for")}


def test_who_travels_alone_is_placed_outside_unless_they_ask():
    independent = replace(SHELTERED, travel=Travel(band=4))
    assert blocks(independent, INSIDE) == {("HR-24", "internal_for_independent_traveller")}
    asked = replace(SHELTERED.internal_case, learner_asked=True)
    assert blocks(replace(independent, internal_case=asked), INSIDE) == set()


# HR-25


def test_a_profile_older_than_a_year_is_a_gate():
    stale = ("HR-25", "gate", "profile_out_of_date")
    assert stale in others(person(profile_confirmed_on=date(2026, 1, 10)))
    assert stale not in others(person(profile_confirmed_on=date(2026, 1, 11)))
    assert stale in others(person(profile_confirmed_on=None))
    assert stale in others(person(big_change_on=date(2027, 1, 5)))
    assert stale not in others(person(big_change_on=CONFIRMED))


def test_an_offer_older_than_a_year_is_a_gate():
    assert ("HR-25", "gate", "offer_out_of_date") in others(
        offer=place(confirmed_on=date(2026, 1, 10))
    )


def test_a_task_in_an_area_nobody_described_is_not_taken_for_a_quiet_one():
    stray = Task(key="stray", text="count stock", area="loft")
    learner = person(senses=(most(Sense.NOISE, 3),))
    assert removed(learner, place(tasks=(*PLACE.tasks, stray))) == {"count stock": ("HR-11",)}
