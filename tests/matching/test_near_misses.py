"""Near misses: exactly one negotiable cause, with what to ask for."""

from dataclasses import replace
from datetime import date

import pytest

from matching import (
    Answer,
    ExperienceType,
    Insurance,
    Journey,
    Mode,
    Never,
    Requirement,
    Sense,
    Strength,
    Travel,
)
from tests.matching.plain_market import PLACE, person, place, proposals, with_window
from tests.matching.scenario_market import area, days, most, must, request


def miss_of(learner=None, offer=PLACE):
    found = proposals(learner or person(), offer)
    assert not found.proposals
    return found.near_misses[0] if found.near_misses else None


@pytest.mark.parametrize(
    ("learner", "offer", "key", "asks"),
    [
        (person(requirements=(must("SEN-05"),)), PLACE, "adjustment:SEN-05", ("SEN-05",)),
        (person(), place(insurance=Insurance()), "insurance:cover", ()),
        (person(supervision=4), PLACE, "staffing:supervision", ()),
        (
            person(
                travel=Travel(
                    max_minutes=20, journeys=(Journey(site="place", mode=Mode.BUS, minutes=30),)
                )
            ),
            PLACE,
            "travel:journey",
            (),
        ),
        (person(availability=days(span="09:00-14:00")), PLACE, "dates:hours", ("TIM-01", "TIM-02")),
        (person(senses=(most(Sense.NOISE, 1),)), PLACE, "environment:noise", ("SEN-02", "SEN-03")),
        (person(date_of_birth=date(2013, 4, 1)), PLACE, "age:employer", ()),
        (
            person(
                requirements=(Requirement(strength=Strength.MUST, any_of=("REG-01", "SEN-05")),)
            ),
            PLACE,
            "adjustment:REG-01|SEN-05",
            ("REG-01", "SEN-05"),
        ),
    ],
)
def test_one_cause_is_a_near_miss_with_its_question(learner, offer, key, asks):
    if key == "age:employer":
        learner = replace(learner, request=request(ExperienceType.VIS))
    miss = miss_of(learner, offer)
    assert miss is not None
    assert miss.cause_key == key
    assert miss.adjustments == asks


def test_two_causes_are_no_near_miss():
    assert miss_of(person(requirements=(must("SEN-05"), must("COM-02")))) is None
    assert miss_of(person(requirements=(must("SEN-05"),)), place(insurance=Insurance())) is None


def test_what_cannot_be_asked_for_is_no_near_miss():
    assert miss_of(person(never=Never(sectors=frozenset({"hort"})))) is None
    assert miss_of(offer=place(paused=True)) is None
    assert miss_of(offer=place(tasks=())) is None


def test_a_never_beside_one_cause_is_no_near_miss():
    learner = person(requirements=(must("SEN-05"),), never=Never(sectors=frozenset({"hort"})))
    assert miss_of(learner) is None


def test_two_senses_that_one_adjustment_would_ease_are_one_cause():
    loud = place(areas=(area("shed", 3, 4), area("yard", 3, 4)))
    learner = person(senses=(most(Sense.NOISE, 2), most(Sense.CROWD, 2)))
    miss = miss_of(learner, loud)
    assert miss is not None
    assert (miss.cause_key, miss.adjustments) == ("adjustment:SEN-03", ("SEN-03",))


def test_conditions_and_gates_are_no_causes():
    learner = person(requirements=(must("SEN-05"),), travel=Travel(band=3))
    stale = place(confirmed_on=None)
    miss = miss_of(learner, stale)
    assert miss is not None
    assert miss.codes == ("HR-10",)


def test_an_accepted_question_makes_it_a_proposal():
    learner = person(requirements=(must("SEN-05"),))
    miss = miss_of(learner)
    answered = place(answers=dict.fromkeys(miss.adjustments, Answer.WILL_DO))
    (found,) = proposals(learner, answered).proposals
    assert found.units == miss.units


def test_an_area_that_said_no_is_asked_as_well():
    areas = tuple(replace(part, answers={"SEN-05": Answer.CANNOT}) for part in PLACE.areas)
    miss = miss_of(person(requirements=(must("SEN-05"),)), place(areas=areas))
    assert miss is not None
    assert miss.adjustments == ("SEN-05",)


def test_a_full_place_is_one_question():
    full = with_window(places=0)
    assert miss_of(offer=full).cause_key == "dates:place"
