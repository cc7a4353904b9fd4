"""Working days: Monday to Friday, with or without the bank holidays of England."""

from collections.abc import Iterable
from datetime import date, timedelta

_DATES = """
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
2029-01-01 2029-03-30 2029-04-02 2029-05-07 2029-05-28 2029-08-27 2029-12-25 2029-12-26
"""
BANK_HOLIDAYS: frozenset[date] = frozenset(map(date.fromisoformat, _DATES.split()))
"""England’s bank holidays (Banking and Financial Dealings Act 1971, schedule 1; gov.uk list)."""


def is_working_day(day: date, *, holidays: Iterable[date] = ()) -> bool:
    """Return whether people work on this day."""
    return day.weekday() < 5 and day not in frozenset(holidays)


def working_days_before(day: date, count: int, *, holidays: Iterable[date] = ()) -> date:
    """Return the working day this many before: 10 before 2 March 2027 is 16 February."""
    return _step(day, count, timedelta(days=-1), frozenset(holidays))


def working_days_after(day: date, count: int, *, holidays: Iterable[date] = ()) -> date:
    """Return the working day this many after: 5 after 5 March 2027 is 12 March."""
    return _step(day, count, timedelta(days=1), frozenset(holidays))


def _step(day: date, count: int, step: timedelta, holidays: frozenset[date]) -> date:
    left = count
    while left:
        day += step
        if is_working_day(day, holidays=holidays):
            left -= 1
    return day
