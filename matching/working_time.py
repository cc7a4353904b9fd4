"""HR-06: working time, and the largest set of days it allows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from itertools import combinations, pairwise

from matching.ages import age_on
from matching.cases import Day, minutes_of
from matching.findings import Cause
from matching.learner_records import Job
from matching.thresholds import Thresholds, WorkingTime

DAY = 24 * 60
WEEK = 7 * DAY
NIGHT_ENDS = 6 * 60
NIGHT_STARTS = 22 * 60
Shift = tuple[int, int, bool]  # start and end in minutes of the week; of the placement


def breaches(
    days: Sequence[Day], *, date_of_birth: date, jobs: Sequence[Job], thresholds: Thresholds
) -> tuple[Cause, ...]:
    """What a week's days breach, with the job shifts of that week, as a repeating pattern.

    Parameters
    ----------
    days : sequence of Day
        Days of one calendar week (Monday to Sunday), in date order.

    Returns
    -------
    tuple of Cause
        In the order day, night, break, week, rest; empty when the week is allowed.

    References
    ----------
    Working Time Regulations 1998: regs 4, 5A, 6A, 10, 11 and 12. Under 18 on any date, the
    young worker's limits hold for the whole week.
    """
    if not days:
        return ()
    young = age_on(date_of_birth, day=days[0].date) < 18
    law = thresholds.young if young else thresholds.adult
    found = [cause for day in days for cause in _day_breaches(day, jobs=jobs, law=law)]
    worked = sum(day.worked_minutes for day in days) + sum(map(_job_minutes, jobs))
    if worked > law.week:
        found.append(Cause.WEEK_TOO_LONG)
    found.extend(_rest_breaches(_shifts(days, jobs), law=law))
    return tuple(dict.fromkeys(found))


def _job_minutes(job: Job) -> int:
    return minutes_of(job.end) - minutes_of(job.start) - job.break_minutes


def _day_breaches(day: Day, *, jobs: Sequence[Job], law: WorkingTime) -> Iterator[Cause]:
    same_day = sum(_job_minutes(job) for job in jobs if job.weekday == day.date.weekday())
    if law.day is not None and day.worked_minutes + same_day > law.day:
        yield Cause.DAY_TOO_LONG
    starts, ends = minutes_of(day.start), minutes_of(day.end)
    if law.night_ban and (starts < NIGHT_ENDS or ends > NIGHT_STARTS):
        yield Cause.NIGHT_WORK
    if day.worked_minutes > law.break_over and day.break_minutes < law.break_least:
        yield Cause.BREAK_TOO_SHORT


def _shifts(days: Sequence[Day], jobs: Sequence[Job]) -> list[Shift]:
    own = [
        (_at(day.date.weekday(), day.start), _at(day.date.weekday(), day.end), True) for day in days
    ]
    paid = [(_at(job.weekday, job.start), _at(job.weekday, job.end), False) for job in jobs]
    return sorted([*own, *paid])


def _at(weekday: int, moment: time) -> int:
    return weekday * DAY + minutes_of(moment)


def _rest_breaches(shifts: list[Shift], *, law: WorkingTime) -> Iterator[Cause]:
    first = shifts[0]
    around = [*shifts, (first[0] + WEEK, first[1] + WEEK, first[2])]
    gaps = [(after[0] - before[1], before, after) for before, after in pairwise(around)]
    between = [
        gap
        for gap, before, after in gaps
        if before[0] // DAY != after[0] // DAY and (before[2] or after[2])
    ]
    if between and min(between) < law.between_days:
        yield Cause.REST_BETWEEN_DAYS_TOO_SHORT
    if max(gap for gap, _, _ in gaps) < law.weekly_rest:
        yield Cause.WEEKLY_REST_TOO_SHORT


def weeks_of(days: Iterable[Day]) -> Mapping[tuple[int, int], tuple[Day, ...]]:
    """Days by calendar week (ISO year and week), in order."""
    weeks: dict[tuple[int, int], list[Day]] = {}
    for day in sorted(days):
        weeks.setdefault(day.date.isocalendar()[:2], []).append(day)
    return {week: tuple(members) for week, members in weeks.items()}


def most_days(
    days: Sequence[Day],
    *,
    date_of_birth: date,
    jobs: Sequence[Job],
    thresholds: Thresholds,
    at_most: int | None = None,
    at_most_a_week: int | None = None,
) -> tuple[Day, ...]:
    """The allowed set with the most days; of those the one that ends first, then starts first.

    Fewer days in a week never breach more, so the allowed sets of a week are found once and
    the weeks are filled in order. Ties: the set with the earlier date at the first difference.
    """
    if at_most_a_week is None and not any(
        breaches(week, date_of_birth=date_of_birth, jobs=jobs, thresholds=thresholds)
        for week in weeks_of(days).values()
    ):
        return tuple(sorted(days))[:at_most]
    weeks = [
        _allowed_sets(
            week,
            date_of_birth=date_of_birth,
            jobs=jobs,
            thresholds=thresholds,
            at_most_a_week=at_most_a_week,
        )
        for week in weeks_of(days).values()
    ]
    most = sum(len(sets[0]) for sets in weeks)
    wanted = most if at_most is None else min(most, at_most)
    ending = _earliest_end(weeks, wanted)
    trimmed = [[chosen for chosen in sets if _ends_by(chosen, ending)] for sets in weeks]
    return _fill(trimmed, wanted)


def _allowed_sets(
    week: tuple[Day, ...],
    *,
    date_of_birth: date,
    jobs: Sequence[Job],
    thresholds: Thresholds,
    at_most_a_week: int | None,
) -> list[tuple[Day, ...]]:
    """All allowed sets of one week, most days first; the empty set is always the last."""
    largest = len(week) if at_most_a_week is None else min(len(week), at_most_a_week)
    return [
        chosen
        for size in range(largest, -1, -1)
        for chosen in combinations(week, size)
        if not breaches(chosen, date_of_birth=date_of_birth, jobs=jobs, thresholds=thresholds)
    ]


def _ends_by(chosen: tuple[Day, ...], ending: date) -> bool:
    return not chosen or chosen[-1].date <= ending


def _largest(sets: list[tuple[Day, ...]], ending: date) -> int:
    return max(len(chosen) for chosen in sets if _ends_by(chosen, ending))


def _earliest_end(weeks: list[list[tuple[Day, ...]]], wanted: int) -> date:
    ends = sorted({chosen[-1].date for sets in weeks for chosen in sets if chosen})
    for ending in ends:
        if sum(_largest(sets, ending) for sets in weeks) >= wanted:
            return ending
    return date.max


def _fill(weeks: list[list[tuple[Day, ...]]], wanted: int) -> tuple[Day, ...]:
    chosen_days: tuple[Day, ...] = ()
    for position, sets in enumerate(weeks):
        missing = wanted - len(chosen_days)
        later = sum(max(map(len, rest)) for rest in weeks[position + 1 :])
        fitting = [chosen for chosen in sets if missing - later <= len(chosen) <= missing]
        chosen_days += min(fitting, key=_dates_then_end)
    return chosen_days


def _dates_then_end(chosen: tuple[Day, ...]) -> tuple[date, ...]:
    return (*(day.date for day in chosen), date.max)
