"""By when a worry is read."""

from datetime import UTC, date, datetime

import pytest

from webapp.concerns.rules import read_by
from webapp.core.working_days import BANK_HOLIDAYS


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2027, 3, 4, 14, 59, tzinfo=UTC), date(2027, 3, 4)),
        (datetime(2027, 3, 4, 15, 0, tzinfo=UTC), date(2027, 3, 5)),
        (datetime(2027, 3, 5, 16, 0, tzinfo=UTC), date(2027, 3, 8)),
        (datetime(2027, 3, 6, 9, 0, tzinfo=UTC), date(2027, 3, 8)),
        (datetime(2027, 7, 1, 14, 30, tzinfo=UTC), date(2027, 7, 2)),
    ],
)
def test_before_three_on_a_school_day_it_is_read_that_day_else_the_next(at, day):
    assert read_by(at) == day


def test_a_bank_holiday_is_no_school_day():
    good_friday = datetime(2027, 3, 26, 9, 0, tzinfo=UTC)

    assert read_by(good_friday, holidays=BANK_HOLIDAYS) == date(2027, 3, 30)
