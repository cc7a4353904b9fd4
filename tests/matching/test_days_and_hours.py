"""HR-06 and HR-17: the days of a proposal, and working time."""

from datetime import date, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Answer, ExperienceType, Hold, Job, Requirement, Strength
from matching.cases import Day
from matching.thresholds import CURRENT
from matching.working_time import breaches, most_days, weeks_of
from tests.matching.plain_market import (
    BORN,
    PLACE,
    blocks,
    case,
    look,
    others,
    person,
    place,
    proposals,
    with_window,
)
from tests.matching.scenario_market import days, hours, request

SATURDAY_JOB = Job(weekday=5, start=time(9), end=time(15, 30), break_minutes=30)


def dates_of(learner=None, offer=PLACE):
    found = look(learner or person(), offer)
    assert not found.blocks
    return [day.date.day for day in found.case.days]


def test_a_week_is_five_days():
    assert dates_of() == [1, 2, 3, 4, 5]


def test_only_days_the_learner_can_go_count():
    assert dates_of(person(availability=days("124"))) == [2, 3, 5]


def test_days_off_and_days_elsewhere_do_not_count():
    learner = person(
        unavailable=frozenset({date(2027, 3, 2)}), booked=frozenset({date(2027, 3, 4)})
    )
    assert dates_of(learner) == [1, 3, 5]


def test_only_days_inside_the_request_count():
    asked = request(first=date(2027, 3, 3), last=date(2027, 6, 1))
    assert dates_of(person(request=asked)) == [3, 4, 5]


def test_the_days_asked_for_are_the_first_ones():
    assert dates_of(person(request=request(days=3))) == [1, 2, 3]


def test_a_block_has_ten_days_at_most():
    longer = with_window(last=date(2027, 3, 31))
    assert dates_of(offer=longer) == [1, 2, 3, 4, 5, 8, 9, 10, 11, 12]


def test_the_kind_with_most_days_is_planned():
    every = request(*(ExperienceType.VIS, ExperienceType.TAS, ExperienceType.BLK))
    assert look(person(request=every)).case.type is ExperienceType.BLK
    assert look(person(request=every, availability=days("01"))).case.type is ExperienceType.TAS


def test_of_kinds_with_the_same_days_the_next_rung_is_planned():
    every = request(ExperienceType.VIS, ExperienceType.SHA, ExperienceType.TAS)
    learner = person(request=every, availability=days("0"))
    assert look(learner).case.type is ExperienceType.VIS


def test_two_days_are_too_few_for_a_block():
    asked = request(ExperienceType.BLK)
    assert blocks(person(request=asked, availability=days("01"))) == {("HR-17", "too_few_days")}


def test_extended_placements_take_two_days_a_week_for_six_weeks():
    term = with_window(types=frozenset({ExperienceType.EXT}), last=date(2027, 4, 23))
    learner = person(request=request(ExperienceType.EXT))
    found = look(learner, term)
    assert not found.blocks
    assert [len(week) for week in weeks_of(found.case.days).values()] == [2] * 8
    short = with_window(types=frozenset({ExperienceType.EXT}), last=date(2027, 3, 31))
    assert blocks(learner, short) == {("HR-17", "too_few_days")}


def test_a_kind_nobody_asked_for_is_not_proposed():
    learner = person(request=request(ExperienceType.PRJ))
    assert blocks(learner) == {("HR-17", "type_not_asked_for")}


def test_without_availability_there_are_no_proposals():
    assert ("HR-17", "availability_unknown") in blocks(person(availability={}))
    found = proposals(person(availability={}))
    assert found.proposals == ()
    assert "no_availability" in found.fewer_than_three.reasons


def test_a_request_elsewhere_in_the_year_finds_no_day():
    asked = request(first=date(2027, 5, 3), last=date(2027, 5, 28))
    assert blocks(person(request=asked)) == {("HR-17", "outside_request")}


def test_a_weekend_learner_and_a_weekday_place_have_no_day():
    assert blocks(person(availability=days("56"))) == {("HR-17", "no_common_day")}


def test_a_window_without_a_day_has_no_day():
    assert ("HR-17", "no_common_day") in blocks(offer=with_window(weekdays=frozenset()))
    assert proposals(offer=place(windows=())).blocked[0].codes == ("HR-17",)


def test_notice_is_counted_from_today():
    assert blocks(offer=with_window(notice_days=45)) == set()
    assert blocks(offer=with_window(notice_days=54)) == {("HR-17", "notice_too_short")}


def test_a_window_in_the_past_is_over():
    past = with_window(first=date(2027, 1, 4), last=date(2027, 1, 11))
    asked = request(first=date(2027, 1, 1), last=date(2027, 3, 1))
    assert blocks(person(request=asked), past) == {("HR-17", "notice_too_short")}


def test_a_full_place_is_not_offered():
    week = frozenset(date(2027, 3, day) for day in range(1, 6))
    full = with_window(holds=(Hold(dates=week, learner="someone"),))
    assert blocks(offer=full) == {("HR-17", "no_open_place")}
    assert blocks(offer=with_window(places=2, holds=(Hold(dates=week),))) == set()


def test_days_taken_by_others_are_left_out():
    taken = frozenset({date(2027, 3, 1), date(2027, 3, 2)})
    assert dates_of(offer=with_window(holds=(Hold(dates=taken),))) == [3, 4, 5]


def test_a_learners_own_hold_is_their_own():
    week = frozenset(date(2027, 3, day) for day in range(1, 6))
    assert blocks(offer=with_window(holds=(Hold(dates=week, learner="person"),))) == set()


def test_a_day_that_starts_too_early_or_ends_too_late_is_no_day():
    assert blocks(person(availability=days(span="10:00-16:00"))) == {("HR-17", "starts_too_early")}
    assert blocks(person(availability=days(span="09:00-14:00"))) == {("HR-17", "finishes_too_late")}


def test_a_job_at_the_same_time_leaves_no_day():
    jobs = tuple(Job(weekday=day, start=time(12), end=time(18)) for day in range(5))
    assert blocks(person(jobs=jobs)) == {("HR-17", "no_common_day")}


def test_flexible_hours_are_used_when_the_window_does_not_fit():
    flexible = with_window(flex=hours("10:00", "14:00"))
    learner = person(availability=days(span="10:00-16:00"))
    assert {day.start for day in case(learner, flexible).days} == {time(10)}
    assert ("HR-17", "note", "hours_flexed") in others(learner, flexible)


def test_window_hours_come_before_flexible_hours():
    assert case(offer=with_window(flex=hours("10:00", "14:00"))).days[0].start == time(9, 30)


def test_an_accepted_shorter_day_is_trimmed_as_a_condition():
    kind = place(answers={"TIM-01": Answer.WILL_DO})
    learner = person(availability=days(span="10:00-14:00"))
    found = look(learner, kind)
    assert not found.blocks
    assert (found.case.days[0].start, found.case.days[0].end) == (time(10), time(14))
    assert ("HR-17", "condition", "hours_trimmed") in others(learner, kind)


def test_a_day_is_not_trimmed_to_nothing():
    kind = place(answers={"TIM-01": Answer.WILL_DO})
    learner = person(availability=days(span="13:30-15:30"))
    assert ("HR-17", "starts_too_early") in blocks(learner, kind)


def test_hours_of_a_must_bind():
    late = Requirement(strength=Strength.MUST, adjustments=("TIM-02",), start_from=time(10))
    kind = place(answers={"TIM-02": Answer.WILL_DO})
    assert case(person(requirements=(late,)), kind).days[0].start == time(10)


def test_hours_of_a_wish_do_not_bind():
    early = Requirement(strength=Strength.PREFER, adjustments=("TIM-02",), end_by=time(13))
    kind = place(answers={"TIM-02": Answer.WILL_DO})
    assert case(person(requirements=(early,)), kind).days[0].end == time(14, 30)


@pytest.mark.parametrize(
    ("span", "rest", "cause"),
    [
        ("08:00-17:00", 30, "day_too_long"),
        ("05:30-10:00", 0, "night_work"),
        ("18:00-22:15", 0, "night_work"),
        ("09:00-14:00", 15, "break_too_short"),
    ],
)
def test_a_young_persons_day_has_limits(span, rest, cause):
    start, end = span.split("-")
    offer = with_window(hours=hours(start, end), break_minutes=rest)
    learner = person(availability=days(span="05:00-23:00"))
    assert ("HR-06", cause) in blocks(learner, offer)


def test_four_and_a_half_hours_need_no_break():
    assert blocks(offer=with_window(hours=hours("09:30", "14:00"), break_minutes=0)) == set()


def test_an_adult_may_work_nine_hours_with_twenty_minutes():
    adult = person(date_of_birth=date(2008, 3, 1), availability=days(span="05:00-23:00"))
    long_day = with_window(hours=hours("08:00", "17:20"), break_minutes=20)
    assert blocks(adult, long_day) == set()
    assert ("HR-06", "break_too_short") in blocks(
        adult, with_window(hours=hours("08:00", "17:20"), break_minutes=15)
    )


def test_a_birthday_in_the_week_keeps_the_young_limits():
    turns_eighteen = person(date_of_birth=date(2009, 3, 3), availability=days(span="05:00-23:00"))
    long_day = with_window(hours=hours("08:00", "17:00"), break_minutes=30)
    assert [day.date.day for day in case(turns_eighteen, long_day).days] == [3, 4, 5]


def test_a_job_counts_towards_the_day():
    evening = tuple(Job(weekday=day, start=time(15), end=time(19)) for day in range(5))
    assert ("HR-06", "day_too_long") in blocks(person(jobs=evening))


def test_a_job_counts_towards_the_week():
    morning = Day(date(2027, 3, 1), time(9), time(16, 30), 30)
    week = [
        morning.__class__(morning.date + timedelta(days=n), time(9), time(16, 30), 30)
        for n in range(5)
    ]
    saturday = Job(weekday=5, start=time(9), end=time(15))
    found = breaches(week, date_of_birth=BORN, jobs=[saturday], thresholds=CURRENT)
    assert "week_too_long" in found


def test_twelve_hours_lie_between_days():
    late = Job(weekday=0, start=time(17), end=time(22))
    short = with_window(hours=hours("09:30", "12:30"), break_minutes=0)
    assert dates_of(person(jobs=(late,)), short) == [1, 3, 4, 5]


def test_weekly_rest_leaves_out_the_monday():
    learner = person(jobs=(SATURDAY_JOB,))
    assert dates_of(learner) == [2, 3, 4, 5]
    assert ("HR-06", "note", "weekly_rest_too_short") in others(learner)


def test_when_rest_leaves_too_few_days_working_time_blocks():
    jobs = tuple(Job(weekday=day, start=time(16), end=time(18)) for day in (1, 3, 5, 6))
    asked = request(ExperienceType.BLK)
    assert ("HR-06", "weekly_rest_too_short") in blocks(person(jobs=jobs, request=asked))


def shifts(first, count, start, end):
    return [Day(first + timedelta(days=n), time(start), time(end), 30) for n in range(count)]


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.integers(0, 13), min_size=1, max_size=9),
    st.integers(6, 12),
    st.integers(3, 10),
    st.lists(st.integers(0, 6), max_size=2, unique=True),
    st.integers(1, 9) | st.none(),
    st.dates(date(2009, 2, 25), date(2009, 3, 15)),
)
def test_no_other_set_has_more_days_or_ends_earlier(places, start, length, job_days, most, born):
    monday = date(2027, 3, 1)
    days_open = [
        Day(monday + timedelta(days=n), time(start), time(start + length), 30)
        for n in sorted(places)
    ]
    jobs = [Job(weekday=day, start=time(9), end=time(14)) for day in job_days]

    def is_allowed(chosen):
        return not any(
            breaches(week, date_of_birth=born, jobs=jobs, thresholds=CURRENT)
            for week in weeks_of(chosen).values()
        )

    limit = len(days_open) if most is None else min(most, len(days_open))
    size = next(
        size
        for size in range(limit, -1, -1)
        if any(is_allowed(chosen) for chosen in combinations(days_open, size))
    )
    best = min(
        (chosen for chosen in combinations(days_open, size) if is_allowed(chosen)),
        key=lambda chosen: (chosen[-1:], chosen),
    )
    found = most_days(days_open, date_of_birth=born, jobs=jobs, thresholds=CURRENT, at_most=most)
    assert found == best


@given(st.integers(1, 7), st.integers(6, 14), st.integers(1, 9))
def test_leaving_out_a_day_never_breaches_more(count, start, length):
    week = shifts(date(2027, 3, 1), count, start, start + length)
    jobs = [SATURDAY_JOB]
    whole = breaches(week, date_of_birth=BORN, jobs=jobs, thresholds=CURRENT)
    part = breaches(week[1:], date_of_birth=BORN, jobs=jobs, thresholds=CURRENT)
    assert set(part) <= set(whole)
