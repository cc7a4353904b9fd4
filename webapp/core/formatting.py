"""How dates, times and numbers read on a page: one function for each form."""

from datetime import date, datetime, time
from typing import Any

from webapp.core.clock import LONDON

Day = date | datetime


def _local(value: Day) -> date:
    return value.astimezone(LONDON).date() if isinstance(value, datetime) else value


def day(value: Day) -> str:
    """Return “Tuesday 2 March 2027”; an instant shows its date in London."""
    on = _local(value)
    return f"{on:%A} {on.day} {on:%B %Y}"


def short_day(value: Day) -> str:
    """Return “Tuesday 2 March”."""
    on = _local(value)
    return f"{on:%A} {on.day} {on:%B}"


def clock_time(value: time | datetime) -> str:
    """Return “10am”, “10:30am”, “midday” or “midnight”, in London time."""
    at = value.astimezone(LONDON).time() if isinstance(value, datetime) else value
    if (at.hour, at.minute) in {(0, 0), (12, 0)}:
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def day_and_time(value: datetime) -> str:
    """Return “Tuesday 2 March 2027, 10:14am”."""
    return f"{day(value)}, {clock_time(value)}"


def day_range(first: Day, last: Day) -> str:
    """Return “Tuesday 2 to Friday 5 March 2027”, saying month and year once if they are the same.

    One day reads “Tuesday 2 March 2027”; two months “Monday 29 March to Thursday 1 April 2027”.
    """
    start, end = _local(first), _local(last)
    if start == end:
        return day(start)
    if start.year != end.year:
        return f"{day(start)} to {day(end)}"
    if start.month != end.month:
        return f"{short_day(start)} to {day(end)}"
    return f"{start:%A} {start.day} to {day(end)}"


def time_range(start: time, finish: time) -> str:
    """Return “10am to 3pm”."""
    return f"{clock_time(start)} to {clock_time(finish)}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return “1 learner”, “2 learners”, “0 learners”, “1,204 learners”."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def hours(value: float) -> str:
    """Return “18.0 hours”, “1.0 hour”."""
    return f"{value:.1f} {'hour' if value == 1 else 'hours'}"


def names(items: list[str]) -> str:
    """Return “Ada”, “Ada and Ben” or “Ada, Ben and Cora”."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


FILTERS: dict[str, Any] = {
    "day": day,
    "short_day": short_day,
    "clock_time": clock_time,
    "day_and_time": day_and_time,
    "day_range": day_range,
    "time_range": time_range,
    "count": count,
    "hours": hours,
    "names": names,
}
"""Jinja’s name of each; count and hours also read as `{{ 2|count("learner") }}`."""
