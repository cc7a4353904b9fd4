"""HR-06: working time, and the largest set of days it allows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, combinations, pairwise

from matching.ages import age_on
from matching.cases import Day, minutes_of
from matching.findings import Cause
from matching.learner_records import Job
from matching.thresholds import Thresholds, WorkingTime

DAY = 24 * 60
WEEK = 7 * DAY
NIGHT_ENDS = 6 * 60
NIGHT_STARTS = 22 * 60
Shift = tuple[int, int, int]  # start and end in minutes of the week, unpaid break
Shifts = tuple[Shift, ...]


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
    law = _law(days[0], date_of_birth, thresholds)
    return _breaches(tuple(map(_shift, days)), tuple(map(_job_shift, jobs)), law)


def _law(first: Day, date_of_birth: date, thresholds: Thresholds) -> WorkingTime:
    young = age_on(date_of_birth, day=first.date) < 18
    return thresholds.young if young else thresholds.adult


def _shift(day: Day) -> Shift:
    midnight = day.date.weekday() * DAY
    return midnight + minutes_of(day.start), midnight + minutes_of(day.end), day.break_minutes


def _job_shift(job: Job) -> Shift:
    midnight = job.weekday * DAY
    return midnight + minutes_of(job.start), midnight + minutes_of(job.end), job.break_minutes


def _worked(shift: Shift) -> int:
    return shift[1] - shift[0] - shift[2]


@lru_cache(maxsize=4096)
def _breaches(own: Shifts, jobs: Shifts, law: WorkingTime) -> tuple[Cause, ...]:
    found = [cause for shift in own for cause in _day_breaches(shift, jobs, law)]
    if sum(map(_worked, own + jobs)) > law.week:
        found.append(Cause.WEEK_TOO_LONG)
    found.extend(_rest_breaches(own, jobs, law))
    return tuple(dict.fromkeys(found))


def _day_breaches(shift: Shift, jobs: Shifts, law: WorkingTime) -> Iterator[Cause]:
    same_day = sum(_worked(job) for job in jobs if job[0] // DAY == shift[0] // DAY)
    if law.day is not None and _worked(shift) + same_day > law.day:
        yield Cause.DAY_TOO_LONG
    midnight = shift[0] // DAY * DAY
    starts, ends = shift[0] - midnight, shift[1] - midnight
    if law.night_ban and (starts < NIGHT_ENDS or ends > NIGHT_STARTS):
        yield Cause.NIGHT_WORK
    if _worked(shift) > law.break_over and shift[2] < law.break_least:
        yield Cause.BREAK_TOO_SHORT


def _rest_breaches(own: Shifts, jobs: Shifts, law: WorkingTime) -> Iterator[Cause]:
    shifts = sorted(own + jobs)
    first = shifts[0]
    around = [*shifts, (first[0] + WEEK, first[1] + WEEK, first[2])]
    gaps = [(after[0] - before[1], before, after) for before, after in pairwise(around)]
    placed = {shift[0] for shift in own}
    between = [
        gap
        for gap, before, after in gaps
        if before[0] // DAY != after[0] // DAY and {before[0], after[0] % WEEK} & placed
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
            jobs=tuple(map(_job_shift, jobs)),
            thresholds=thresholds,
            at_most_a_week=at_most_a_week,
        )
        for week in weeks_of(days).values()
    ]
    most = sum(len(sets[0]) for sets in weeks)
    wanted = most if at_most is None else min(most, at_most)
    ending = _earliest_end(weeks, wanted)
    return _fill(
        [[chosen for chosen in sets if _ends_by(chosen, ending)] for sets in weeks], wanted
    )


def _allowed_sets(
    week: tuple[Day, ...],
    *,
    date_of_birth: date,
    jobs: Shifts,
    thresholds: Thresholds,
    at_most_a_week: int | None,
) -> list[tuple[Day, ...]]:
    """All allowed sets of one week, most days first; the empty set is always the last.

    A set is judged by the law of its own first day: only a set without the days before an
    18th birthday is judged as an adult's.
    """
    shifts = tuple(map(_shift, week))
    largest = len(week) if at_most_a_week is None else min(len(week), at_most_a_week)
    laws = [_law(day, date_of_birth, thresholds) for day in week]
    allowed = {law: _allowed_places(shifts, jobs, law, largest) for law in dict.fromkeys(laws)}
    places = sorted(
        {
            chosen
            for law, sets in allowed.items()
            for chosen in sets
            if not chosen or laws[chosen[0]] == law
        },
        key=lambda chosen: (-len(chosen), chosen),
    )
    return [tuple(week[place] for place in chosen) for chosen in places]


@lru_cache(maxsize=4096)
def _allowed_places(
    shifts: Shifts, jobs: Shifts, law: WorkingTime, largest: int
) -> tuple[tuple[int, ...], ...]:
    """Places, in the week's list of shifts, of every allowed set of at most `largest` shifts."""
    return tuple(
        chosen
        for size in range(largest + 1)
        for chosen in combinations(range(len(shifts)), size)
        if not chosen or not _breaches(tuple(shifts[place] for place in chosen), jobs, law)
    )


def _ends_by(chosen: tuple[Day, ...], ending: date) -> bool:
    return not chosen or chosen[-1].date <= ending


def _earliest_end(weeks: list[list[tuple[Day, ...]]], wanted: int) -> date:
    """The first date by which `wanted` days are possible."""
    before = accumulate((len(sets[0]) for sets in weeks), initial=0)
    return min(
        (
            chosen[-1].date
            for possible, sets in zip(before, weeks, strict=False)
            for chosen in sets
            if chosen and possible + len(chosen) >= wanted
        ),
        default=date.max,
    )


def _fill(weeks: list[list[tuple[Day, ...]]], wanted: int) -> tuple[Day, ...]:
    chosen_days: tuple[Day, ...] = ()
    later = sum(max(map(len, sets)) for sets in weeks)
    for sets in weeks:
        later -= max(map(len, sets))
        missing = wanted - len(chosen_days)
        fitting = [chosen for chosen in sets if missing - later <= len(chosen) <= missing]
        chosen_days += min(fitting, key=_dates_then_end)
    return chosen_days


def _dates_then_end(chosen: tuple[Day, ...]) -> tuple[date, ...]:
    return (*(day.date for day in chosen), date.max)
