"""The hours rules for under-18s (HR-06), tried on the hours of a window before it is published.

Source: Working Time Regulations 1998, regulations 5A, 6A, 10, 11 and 12 for young workers;
docs/rules.md. The matcher decides; this tells an employer early.
"""

from datetime import date, time, timedelta
from enum import StrEnum

from webapp.employers.registration import WindowDetails
from webapp.employers.rules import WEEKDAYS, days_of_window, minutes_between

DAY_MINUTES = 8 * 60
WEEK_MINUTES = 40 * 60
NIGHT_ENDS, NIGHT_STARTS = time(6), time(22)
BREAK_AFTER_MINUTES = 4 * 60 + 30
BREAK_MINUTES = 30
DAY_OF_MINUTES = 24 * 60
REST_BETWEEN_DAYS = 12 * 60
REST_IN_A_WEEK = 48 * 60


class HoursProblem(StrEnum):
    """What under-18s may not do; templates hold the words."""

    LONG_DAY = "long_day"
    LONG_WEEK = "long_week"
    NIGHT = "night"
    SHORT_BREAK = "short_break"
    SHORT_NIGHT_REST = "short_night_rest"
    SHORT_WEEKLY_REST = "short_weekly_rest"


def problems_of(window: WindowDetails) -> tuple[HoursProblem, ...]:
    """Return what of the hours an under-18 may not work, if every day of the window is used."""
    return _problems(window, window.start, window.finish)


def flexible_problems_of(window: WindowDetails) -> tuple[HoursProblem, ...] | None:
    """Return the same for the other hours, or None where there are none."""
    if window.flex_start is None or window.flex_finish is None:
        return None
    return _problems(window, window.flex_start, window.flex_finish)


def _problems(window: WindowDetails, start: time, finish: time) -> tuple[HoursProblem, ...]:
    there = minutes_between(start, finish)
    worked = there - window.break_minutes
    days = days_in_the_fullest_week(window)
    rests = _rests(days, start, finish)
    wrong = {
        HoursProblem.LONG_DAY: worked > DAY_MINUTES,
        HoursProblem.LONG_WEEK: worked * len(days) > WEEK_MINUTES,
        HoursProblem.NIGHT: start < NIGHT_ENDS or finish > NIGHT_STARTS,
        HoursProblem.SHORT_BREAK: worked > BREAK_AFTER_MINUTES
        and window.break_minutes < BREAK_MINUTES,
        HoursProblem.SHORT_NIGHT_REST: min(rests, default=REST_IN_A_WEEK) < REST_BETWEEN_DAYS,
        HoursProblem.SHORT_WEEKLY_REST: max(rests, default=REST_IN_A_WEEK) < REST_IN_A_WEEK,
    }
    return tuple(problem for problem, is_wrong in wrong.items() if is_wrong)


def days_in_the_fullest_week(window: WindowDetails) -> tuple[int, ...]:
    """Return the weekdays (0 is Monday) of the calendar week with the most days of the window."""
    weeks: dict[date, list[int]] = {}
    for day in days_of_window(window):
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(day.weekday())
    return max((tuple(found) for found in weeks.values()), key=len, default=())


def _rests(days: tuple[int, ...], start: time, finish: time) -> list[int]:
    """Return the minutes of rest after each day until the next one, the week repeating."""
    night = DAY_OF_MINUTES - minutes_between(start, finish)
    following = [*days[1:], *(day + len(WEEKDAYS) for day in days[:1])]
    return [
        (after - before - 1) * DAY_OF_MINUTES + night
        for before, after in zip(days, following, strict=True)
    ]
