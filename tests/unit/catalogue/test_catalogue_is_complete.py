"""Nothing is missing: every code has its entry, and the numbers are those agreed."""

import pytest

from tests.unit.catalogue.every_word import CATALOGUES, EVERY_WORD
from webapp.catalogue.adjustments import (
    ADJUSTMENTS,
    ADJUSTMENTS_FOR,
    COMMON_ADJUSTMENTS,
    Adjustment,
    AdjustmentGroup,
    adjustments_in,
)
from webapp.catalogue.environment import (
    DIMENSIONS,
    LEVELS,
    LIGHT_LEVELS,
    SMELL_LEVELS,
    TEMPERATURE_LEVELS,
    Light,
    Smell,
    Temperature,
)
from webapp.catalogue.experience_types import EXPERIENCE_TYPES, LADDER, ExperienceType, next_rung
from webapp.catalogue.hazards import EFFECTS_OF, HAZARD_EFFECTS, HAZARDS, Hazard, HazardEffect
from webapp.catalogue.needs import NEEDS, Need, NeedArea, needs_in
from webapp.catalogue.sectors import JOB_FAMILIES, SECTORS, Sector
from webapp.catalogue.task_bank import TASK_BANK, TASKS_OF, tasks_in


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("needs", 46),
        ("adjustments", 70),
        ("adjustment groups", 10),
        ("hazards", 20),
        ("sectors", 24),
        ("experience types", 11),
        ("encounter types", 9),
        ("supervision levels", 6),
        ("travel bands", 6),
        ("adjustment answers", 5),
        ("ability levels", 5),
        ("employer types", 12),
        ("setting types", 8),
        ("school years", 11),
        ("SEN types", 14),
    ],
)
def test_the_number_of_codes_is_the_number_agreed(kind, count):
    assert len(CATALOGUES[kind]) == count


def test_no_wording_is_empty_or_has_spaces_around_it():
    assert [word for word in EVERY_WORD if not word.plain or word.text != word.text.strip()] == []


def test_each_group_holds_the_agreed_number_of_adjustments():
    sizes = {group.value: len(adjustments_in(group)) for group in AdjustmentGroup}
    assert sizes == {
        "COM": 12,
        "SEN": 9,
        "PHY": 9,
        "SUP": 6,
        "TIM": 7,
        "TSK": 6,
        "TRV": 4,
        "HLT": 6,
        "REG": 7,
        "TEC": 4,
    }


def test_twelve_adjustments_are_marked_as_asked_for_most():
    assert [entry.code.value for entry in COMMON_ADJUSTMENTS] == [
        "COM-01",
        "COM-02",
        "COM-03",
        "COM-06",
        "SEN-01",
        "SEN-05",
        "SUP-01",
        "SUP-05",
        "TIM-05",
        "TSK-01",
        "TRV-01",
        "TRV-04",
    ]


def test_a_named_supervisor_meets_every_need():
    assert ADJUSTMENTS["SUP-01"].meets == tuple(Need)


def test_every_adjustment_meets_a_need_and_has_a_cost():
    assert [entry.code for entry in ADJUSTMENTS if not entry.meets or not entry.costs] == []


def test_no_adjustment_lists_a_need_twice():
    assert [e.code for e in ADJUSTMENTS if len(e.meets) != len(set(e.meets))] == []


@pytest.mark.parametrize(
    ("need", "adjustments"),
    [
        (Need.N_NOISE, "SEN-01 SEN-02 SEN-03 SEN-05 SEN-06 SUP-01"),
        (Need.N_CHANGE, "COM-07 SUP-01 TIM-05 TIM-06 TRV-04"),
        (Need.N_LIT, "COM-02 COM-06 SUP-01 REG-05"),
        (Need.N_HEAR, "COM-02 COM-09 COM-10 COM-11 PHY-07 PHY-08 SUP-01"),
        (Need.N_WHEEL, "PHY-01 PHY-02 PHY-03 PHY-06 PHY-08 SUP-01 TRV-02"),
        (Need.N_SEIZ, "SUP-01 SUP-06 HLT-02 HLT-03"),
        (Need.N_TOUCH, "SEN-08 SUP-01 REG-03"),
        (Need.N_INFECT, "SEN-03 SUP-01 TSK-03"),
    ],
)
def test_a_need_leads_to_the_adjustments_that_meet_it(need, adjustments):
    assert ADJUSTMENTS_FOR[need] == tuple(Adjustment(code) for code in adjustments.split())


def test_every_need_has_more_than_a_named_supervisor_to_meet_it():
    assert [need for need in Need if len(ADJUSTMENTS_FOR[need]) < 2] == []


def test_every_need_is_listed_under_one_first_area():
    listed = [entry.code for area in NeedArea for entry in needs_in(area)]
    assert sorted(listed) == sorted(entry.code for entry in NEEDS)


@pytest.mark.parametrize(
    ("effect", "hazards"),
    [
        (
            HazardEffect.REMOVAL,
            "working_at_height moving_vehicles moving_machinery harmful_chemicals loud_noise"
            " vibration extreme_cold extreme_heat radiation asbestos",
        ),
        (
            HazardEffect.SUPERVISION,
            "hot_surfaces sharp_tools animals heavy_lifting public_aggression",
        ),
        (HazardEffect.AGE_LIMITED, "site_vehicles alcohol_sales gambling"),
        (HazardEffect.SEIZURE, "working_at_height lone_work deep_water site_vehicles"),
        (HazardEffect.SEIZURE_UNLESS_GUARDED, "moving_machinery"),
        (HazardEffect.HEARING, "moving_vehicles"),
    ],
)
def test_the_hazards_with_an_effect_are_those_of_the_rules(effect, hazards):
    found = {hazard for hazard in Hazard if effect in EFFECTS_OF[hazard]}
    assert found == {Hazard(code) for code in hazards.split()}


def test_every_hazard_leads_to_something():
    assert [entry.code for entry in HAZARDS if not entry.effects] == []


def test_a_visible_alarm_or_a_buddy_lifts_the_effect_of_vehicles_on_a_deaf_learner():
    lifted_by = HAZARD_EFFECTS["hearing"].lifted_by
    assert lifted_by == (Adjustment.PHY_07, Adjustment.SUP_02)


def test_the_ladder_climbs_from_an_encounter_to_a_supported_internship():
    assert [code.value for code in LADDER] == ["ENC", "VIS", "SHA", "TAS", "BLK", "EXT", "SIN"]
    assert [EXPERIENCE_TYPES[code].rung for code in LADDER] == list(range(7))


def test_the_next_rung_is_one_up_and_side_types_have_none():
    assert next_rung(ExperienceType.SHA) is ExperienceType.TAS
    assert next_rung(ExperienceType.SIN) is None
    assert next_rung(ExperienceType.VOL) is None


def test_every_dimension_has_five_levels_from_one_to_five():
    for dimension in DIMENSIONS:
        assert tuple(level.number for level in dimension.levels) == LEVELS


def test_every_kind_of_light_warmth_and_smell_stands_for_a_level():
    assert set(LIGHT_LEVELS) == set(Light)
    assert set(TEMPERATURE_LEVELS) == set(Temperature)
    assert set(SMELL_LEVELS) == set(Smell)
    used = {*LIGHT_LEVELS.values(), *TEMPERATURE_LEVELS.values(), *SMELL_LEVELS.values()}
    assert used <= set(LEVELS)


@pytest.mark.parametrize("sector", Sector)
def test_a_sector_has_three_to_six_job_families_and_twenty_tasks(sector):
    assert 3 <= len(SECTORS[sector].job_families) <= 6
    assert len(TASKS_OF[sector]) >= 20


def test_every_job_family_has_tasks_and_words():
    assert [f.code for f in JOB_FAMILIES if len(tasks_in(f)) < 2 or len(f.words) < 3] == []


def test_no_job_family_code_is_used_twice():
    assert len({family.code for family in JOB_FAMILIES}) == len(JOB_FAMILIES)


def test_the_tasks_of_all_sectors_are_the_whole_bank():
    assert sum(len(tasks) for tasks in TASKS_OF.values()) == len(TASK_BANK)
