"""SC-11: who comes first when not everyone can have a place."""

from dataclasses import replace
from datetime import date

import pytest

from matching import Experience, ExperienceType
from matching.priority import in_order, need_of, next_deadline
from tests.matching.scenario_market import TODAY, learner, market, request

VISIT = Experience(type=ExperienceType.VIS, hours=5.0, evidenced=True)
YEAR_11, YEAR_10, YEAR_12 = date(2011, 3, 1), date(2012, 3, 1), date(2010, 3, 1)


def order(*people, seed=0):
    return [one.key for one in in_order(people, market=market(*people, seed=seed))]


def pupil(key, born=YEAR_10, **values):
    return learner(key, born, **values)


def test_who_has_had_no_experience_comes_before_everyone_who_has():
    had = pupil("had", YEAR_11, history=(VISIT,))
    assert order(had, pupil("none", YEAR_12)) == ["none", "had"]


def test_then_who_has_least_time_left():
    nine, past = pupil("year 9", date(2013, 3, 1)), pupil("past 18", date(2007, 3, 1))
    assert order(past, nine, pupil("year 10"), pupil("year 11", YEAR_11)) == [
        "year 11",
        "year 10",
        "year 9",
        "past 18",
    ]


def test_then_who_has_had_fewer_hours():
    unsure = replace(VISIT, evidenced=False)
    more = pupil("more", history=(unsure, unsure))
    assert order(more, pupil("less", history=(unsure,))) == ["less", "more"]


def test_then_who_asked_first():
    late = pupil("late", request=request(asked_on=date(2027, 1, 9)))
    never = pupil("never", request=None)
    assert order(late, never, pupil("early")) == ["early", "late", "never"]


def test_equal_learners_are_told_apart_by_a_digest_of_stable_keys_only():
    people = [pupil(f"n{number}") for number in range(8)]
    first = order(*people)
    assert first == order(*reversed(people))
    assert first != order(*people, seed=1)
    renamed = [replace(one, key=f"id {one.key}") for one in people]
    assert order(*renamed) == [f"id {key}" for key in first]


@pytest.mark.parametrize(
    ("past", "counts"),
    [
        (VISIT, True),
        (replace(VISIT, type=ExperienceType.VOL), True),
        (replace(VISIT, type=ExperienceType.ENC), False),
        (replace(VISIT, internal=True), False),
        (replace(VISIT, type=ExperienceType.INT), False),
        (replace(VISIT, evidenced=False), False),
    ],
)
def test_an_experience_counts_when_it_was_evidenced_at_a_workplace_outside(past, counts):
    need = need_of(pupil("one", history=(past,)), today=TODAY, seed=0)
    assert need.has_experience is counts


@pytest.mark.parametrize(
    ("born", "end"),
    [
        (date(2010, 9, 1), date(2027, 8, 31)),
        (date(2011, 8, 31), date(2027, 8, 31)),
        (date(2011, 9, 1), date(2028, 8, 31)),
        (date(2010, 8, 31), date(2028, 8, 31)),
        (date(2008, 9, 1), date(2027, 8, 31)),
        (date(2008, 8, 31), date.max),
    ],
)
def test_the_deadline_is_the_end_of_year_11_then_of_year_13(born, end):
    assert next_deadline(born, today=TODAY) == end
