"""What an employer is told early is what the matcher decides later."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.cases import Day
from matching.findings import Cause
from matching.thresholds import Thresholds
from matching.working_time import breaches
from tests.registrations import railway_window
from webapp.employers.hours import HoursProblem, flexible_problems_of, problems_of
from webapp.employers.registration import WindowDetails
from webapp.employers.rules import WEEKDAYS, days_of_window

SAME = {
    Cause.DAY_TOO_LONG: HoursProblem.LONG_DAY,
    Cause.WEEK_TOO_LONG: HoursProblem.LONG_WEEK,
    Cause.NIGHT_WORK: HoursProblem.NIGHT,
    Cause.BREAK_TOO_SHORT: HoursProblem.SHORT_BREAK,
    Cause.REST_BETWEEN_DAYS_TOO_SHORT: HoursProblem.SHORT_NIGHT_REST,
    Cause.WEEKLY_REST_TOO_SHORT: HoursProblem.SHORT_WEEKLY_REST,
}
BORN = date(2011, 1, 1)


def window(**changes: object) -> WindowDetails:
    week = replace(
        railway_window(),
        from_date=date(2027, 3, 8),
        to_date=date(2027, 3, 14),
        weekdays=WEEKDAYS[:5],
    )
    return replace(week, **changes)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"start": time(9), "finish": time(17, 30), "break_minutes": 30}, []),
        ({"start": time(9), "finish": time(18), "break_minutes": 30}, ["long_day", "long_week"]),
        ({"start": time(5), "finish": time(9)}, ["night"]),
        ({"start": time(10), "finish": time(15), "break_minutes": 15}, ["short_break"]),
        ({"start": time(10), "finish": time(14), "break_minutes": 0}, []),
        ({"weekdays": WEEKDAYS}, ["short_weekly_rest"]),
        (
            {"start": time(6), "finish": time(19), "break_minutes": 300},
            ["short_night_rest"],
        ),
    ],
)
def test_each_rule_is_tried(changes, problems):
    found = [problem.value for problem in problems_of(window(**changes))]
    assert set(problems) <= set(found)
    if not problems:
        assert found == []


def test_other_hours_are_tried_by_themselves():
    assert flexible_problems_of(window()) is None
    long = window(start=time(7), finish=time(17), break_minutes=30)
    flexible = replace(long, flex_start=time(9, 30), flex_finish=time(14, 30))
    assert problems_of(flexible)
    assert flexible_problems_of(flexible) == ()


def minutes(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low // 15, high // 15).map(lambda quarter: quarter * 15)


@settings(max_examples=settings.default.max_examples // 2, deadline=None)
@given(
    st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    minutes(0, 1000),
    minutes(15, 420),
    minutes(0, 90),
)
def test_it_says_what_the_matcher_would_say_of_the_whole_week(days, start, length, rest):
    begin = time(*divmod(start, 60))
    finish = time(*divmod(start + length, 60))
    if rest >= length:
        return
    tried = window(weekdays=tuple(days), start=begin, finish=finish, break_minutes=rest)
    week = [
        Day(date=day, start=begin, end=finish, break_minutes=rest) for day in days_of_window(tried)
    ]
    causes = breaches(week, date_of_birth=BORN, jobs=(), thresholds=Thresholds())
    assert set(problems_of(tried)) == {SAME[cause] for cause in causes}
