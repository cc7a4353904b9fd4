"""Dates, times and numbers as people read them."""

from datetime import UTC, date, datetime, time

import pytest

from webapp.core import formatting


def test_a_day_is_written_out() -> None:
    assert formatting.day(date(2027, 3, 2)) == "Tuesday 2 March 2027"
    assert formatting.short_day(date(2027, 3, 2)) == "Tuesday 2 March"


def test_an_instant_shows_its_day_in_london() -> None:
    late = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in summer time
    assert formatting.day(late) == "Friday 2 July 2027"
    assert formatting.clock_time(late) == "12:30am"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(10), "10am"),
        (time(10, 30), "10:30am"),
        (time(15), "3pm"),
        (time(12), "midday"),
        (time(12, 5), "12:05pm"),
        (time(0), "midnight"),
        (time(0, 5), "12:05am"),
    ],
)
def test_a_time_reads_as_people_say_it(at: time, words: str) -> None:
    assert formatting.clock_time(at) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 3, 2), date(2027, 3, 2), "Tuesday 2 March 2027"),
        (date(2027, 3, 2), date(2027, 3, 5), "Tuesday 2 to Friday 5 March 2027"),
        (date(2027, 3, 29), date(2027, 4, 1), "Monday 29 March to Thursday 1 April 2027"),
        (
            date(2026, 12, 31),
            date(2027, 1, 1),
            "Thursday 31 December 2026 to Friday 1 January 2027",
        ),
    ],
)
def test_a_range_says_month_and_year_once(first: date, last: date, words: str) -> None:
    assert formatting.day_range(first, last) == words


def test_numbers_agree_with_their_words() -> None:
    assert formatting.count(1, "learner") == "1 learner"
    assert formatting.count(0, "learner") == "0 learners"
    assert formatting.count(2, "child", "children") == "2 children"
    assert formatting.count(1204, "learner") == "1,204 learners"
    assert formatting.hours(18) == "18.0 hours"
    assert formatting.hours(1) == "1.0 hour"


def test_names_are_joined_as_in_speech() -> None:
    assert formatting.names([]) == ""
    assert formatting.names(["Ada"]) == "Ada"
    assert formatting.names(["Ada", "Ben"]) == "Ada and Ben"
    assert formatting.names(["Ada", "Ben", "Cora"]) == "Ada, Ben and Cora"


def test_a_moment_has_day_and_time() -> None:
    at = datetime(2027, 3, 2, 10, 14, tzinfo=UTC)
    assert formatting.day_and_time(at) == "Tuesday 2 March 2027, 10:14am"
    assert formatting.time_range(time(10), time(15)) == "10am to 3pm"
