"""When a debrief is due, which answers stay with whom, whose options start at which end."""

from collections.abc import Iterable
from datetime import date, timedelta

from webapp.core.working_days import working_days_after

DUE_AFTER = 5
"""Working days after the last day (docs/rules.md, debriefs)."""
LINK_LIFE = timedelta(days=42)
"""How long an employer’s link opens its questions."""


def due_on(last_day: date, *, holidays: Iterable[date] = ()) -> date:
    """Return the day by which each voice is asked to answer."""
    return working_days_after(last_day, DUE_AFTER, holidays=holidays)


def starts_positive(*, positive_before: int, negative_before: int) -> bool:
    """Return which end of the scale the next learner reads first.

    The two are kept level within a school, so that the order of options cannot lean the
    answers of a whole school one way.
    """
    return positive_before <= negative_before
