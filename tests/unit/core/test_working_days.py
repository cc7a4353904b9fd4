"""Working days."""

from datetime import date

from webapp.core.working_days import (
    BANK_HOLIDAYS,
    is_working_day,
    working_days_after,
    working_days_before,
)


def test_ten_working_days_before_2_march_is_16_february():
    assert working_days_before(date(2027, 3, 2), 10) == date(2027, 2, 16)


def test_a_weekend_is_stepped_over_in_both_directions():
    assert working_days_before(date(2027, 3, 8), 1) == date(2027, 3, 5)
    assert working_days_after(date(2027, 3, 5), 5) == date(2027, 3, 12)


def test_bank_holidays_count_only_where_a_calendar_is_loaded():
    good_friday = date(2027, 3, 26)

    assert is_working_day(good_friday)
    assert not is_working_day(good_friday, holidays=BANK_HOLIDAYS)
    assert working_days_before(date(2027, 3, 30), 1) == date(2027, 3, 29)
    assert working_days_before(date(2027, 3, 30), 1, holidays=BANK_HOLIDAYS) == date(2027, 3, 25)


def test_every_year_of_the_list_has_eight_bank_holidays_on_weekdays():
    for year in {day.year for day in BANK_HOLIDAYS}:
        days = [day for day in BANK_HOLIDAYS if day.year == year]
        assert len(days) == 8
        assert all(day.weekday() < 5 for day in days)
