"""Who reads a worry, and by when."""

from collections.abc import Iterable
from datetime import date, datetime, time

from webapp.concerns.models import WorryKind
from webapp.core.clock import LONDON
from webapp.core.working_days import is_working_day, working_days_after

SAME_DAY_BEFORE = time(15)
"""A worry sent before 3pm on a school day is read that day (docs/rules.md, worries)."""
FOR_LEADS = frozenset({WorryKind.WORRY})
"""What careers leads may read beside the named adult. Safeguarding goes to the DSL alone
(Keeping children safe in education 2025, part 2), a sign that was not words to one adult."""
FOR_DSL = frozenset({WorryKind.NOT_SAFE})


def read_by(at: datetime, *, holidays: Iterable[date] = ()) -> date:
    """Return the school day by whose end someone has read what was sent at this instant."""
    local = at.astimezone(LONDON)
    if local.time() < SAME_DAY_BEFORE and is_working_day(local.date(), holidays=holidays):
        return local.date()
    return working_days_after(local.date(), 1, holidays=holidays)
