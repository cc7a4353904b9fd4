"""The days of a proposal, and HR-17: days both sides have, hours that fit, an open place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from matching.answers import is_accepted
from matching.cases import Day, HoursKind, Plan, minutes_of
from matching.codes import ExperienceType, Strength
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.ladder import ONE_BY_ONE, RUNGS, next_step_value
from matching.learner_records import Hours, Learner
from matching.offer_records import Offer, Window
from matching.records import Market
from matching.working_time import breaches, most_days, weeks_of

KIND_ORDER = tuple(HoursKind)
SHORTER_DAY = ("TIM-01", "TIM-02")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A learner, an offer, and one window of it for one kind."""

    market: Market
    learner: Learner
    offer: Offer
    window: Window
    type: ExperienceType


def plans_of(market: Market, learner: Learner, *, offer: Offer) -> tuple[Plan, ...]:
    """The plans of an offer, best first: unblocked, most days, window hours, next rung, earliest.

    There is at least one plan for an offer with a window. Ties: the window's key.
    """
    slots = [
        Slot(market=market, learner=learner, offer=offer, window=window, type=type_)
        for window in offer.windows
        for type_ in sorted(window.types)
    ]
    wanted = [slot for slot in slots if _is_considered(slot)]
    plans = [plan for slot in wanted or slots for plan in _plans_of_slot(slot)]
    return _best_first(learner, plans)


def plans_in(market: Market, learner: Learner, *, offer: Offer, window: Window) -> tuple[Plan, ...]:
    """The plans of one window that no rule on dates blocks, best first as in `plans_of`.

    None for a kind that was not asked for, or that is proposed one by one.
    """
    slots = (
        Slot(market=market, learner=learner, offer=offer, window=window, type=type_)
        for type_ in sorted(window.types - ONE_BY_ONE)
    )
    plans = [plan for slot in slots if _is_considered(slot) for plan in _plans_of_slot(slot)]
    return _best_first(learner, [plan for plan in plans if not _is_blocked(plan)])


def _best_first(learner: Learner, plans: list[Plan]) -> tuple[Plan, ...]:
    def preference(plan: Plan) -> tuple[object, ...]:
        return (
            _is_blocked(plan),
            -len(plan.days),
            KIND_ORDER.index(plan.kind),
            -next_step_value(learner, plan.type),
            -RUNGS.get(plan.type, 0),
            plan.days,
            plan.window.key,
        )

    return tuple(sorted(plans, key=preference))


def _is_considered(slot: Slot) -> bool:
    """Asked for; or proposed one by one, where HR-23 and HR-24 say whether it was."""
    request = slot.learner.request
    return slot.type in ONE_BY_ONE or (request is not None and slot.type in request.types)


def _plans_of_slot(slot: Slot) -> list[Plan]:
    dates, finding = _common_dates(slot)
    if finding is not None:
        return [_plan(slot, HoursKind.WINDOW, _window_days(slot, dates), [finding])]
    plans: list[Plan] = []
    for kind in HoursKind:
        days = _days_of_kind(slot, kind, dates)
        if days and days not in [plan.days for plan in plans]:
            plans.append(_plan_of_kind(slot, kind, days))
    if not plans:
        return [_plan(slot, HoursKind.WINDOW, _window_days(slot, dates), [*_hours(slot, dates)])]
    allowed = [plan for plan in plans if not _is_blocked(plan)]
    return allowed or plans[:1]


def _is_blocked(plan: Plan) -> bool:
    return any(finding.outcome is Outcome.BLOCK for finding in plan.findings)


def _plan(slot: Slot, kind: HoursKind, days: tuple[Day, ...], findings: list[Finding]) -> Plan:
    most = _most(slot)
    return Plan(
        window=slot.window,
        type=slot.type,
        kind=kind,
        days=days[:most],
        findings=tuple(findings),
    )


def _most(slot: Slot) -> int | None:
    asked = slot.learner.request.days if slot.learner.request else None
    limits = [
        limit
        for limit in (asked, slot.market.thresholds.most_days.get(slot.type))
        if limit is not None
    ]
    return min(limits, default=None)


def _window_dates(window: Window) -> list[date]:
    span = (window.last - window.first).days + 1
    days = (window.first + timedelta(days=offset) for offset in range(span))
    return [day for day in days if day.weekday() in window.weekdays]


def _common_dates(slot: Slot) -> tuple[list[date], Finding | None]:
    """Dates that pass every test on whole days; or those of the test before, and the finding."""
    dates = _window_dates(slot.window)
    if not dates:
        return [slot.window.first], _date_finding(Cause.NO_COMMON_DAY, "dates:days")
    if not _is_considered(slot):
        return dates, _date_finding(Cause.TYPE_NOT_ASKED_FOR, "dates:type", negotiable=False)
    if not slot.learner.availability:
        return dates, _date_finding(
            Cause.AVAILABILITY_UNKNOWN, "dates:availability", negotiable=False
        )
    for cause, cause_key, passes in _day_tests(slot):
        passing = [day for day in dates if passes(day)]
        if not passing:
            return dates, _date_finding(cause, cause_key, first=dates[0], last=dates[-1])
        dates = passing
    return dates, None


def _day_tests(slot: Slot) -> Iterator[tuple[Cause, str, Callable[[date], bool]]]:
    learner, window, today = slot.learner, slot.window, slot.market.today
    earliest = max(today + timedelta(days=1), today + timedelta(days=window.notice_days))
    off = learner.unavailable | learner.booked
    request = learner.request
    if request is not None:
        asked = request
        yield (
            Cause.OUTSIDE_REQUEST,
            "dates:days",
            lambda day: asked.first <= day <= asked.last,
        )
    yield Cause.NOTICE_TOO_SHORT, "dates:notice", lambda day: day >= earliest
    yield (
        Cause.NO_COMMON_DAY,
        "dates:days",
        lambda day: day.weekday() in learner.availability and day not in off,
    )
    yield (
        Cause.NO_OPEN_PLACE,
        "dates:place",
        lambda day: _taken(window, day, learner.key) < window.places,
    )


def _taken(window: Window, day: date, learner: str) -> int:
    return sum(day in hold.dates and hold.learner != learner for hold in window.holds)


def _date_finding(
    cause: Cause, cause_key: str, *, negotiable: bool = True, **evidence: date | str | int
) -> Finding:
    return Finding(
        code="HR-17",
        outcome=Outcome.BLOCK,
        cause=cause,
        cause_key=cause_key,
        evidence=Evidence(**evidence),
        negotiable=negotiable,
    )


def _window_days(slot: Slot, dates: list[date]) -> tuple[Day, ...]:
    hours, rest = slot.window.hours, slot.window.break_minutes
    return tuple(Day(day, hours.start, hours.end, rest) for day in dates)


def _days_of_kind(slot: Slot, kind: HoursKind, dates: list[date]) -> tuple[Day, ...]:
    if kind is HoursKind.TRIMMED:
        return tuple(_trimmed_days(slot, dates))
    hours = slot.window.hours if kind is HoursKind.WINDOW else slot.window.flex
    if hours is None:
        return ()
    rest = slot.window.break_minutes
    return tuple(
        Day(day, hours.start, hours.end, rest)
        for day in dates
        if _fits(hours, learners_hours(slot.learner, day.weekday(), binding_only=True))
        and not _meets_a_job(slot.learner, day, hours)
    )


def learners_hours(learner: Learner, weekday: int, *, binding_only: bool) -> Hours:
    """The hours a learner can be at a place on a weekday they can go.

    With `binding_only`, limits of `must` requirements only; otherwise limits of any strength
    (a day is trimmed to what suits best).
    """
    hours = learner.availability[weekday]
    limits = [
        need for need in learner.requirements if need.strength is Strength.MUST or not binding_only
    ]
    starts = [hours.start, *(need.start_from for need in limits if need.start_from is not None)]
    ends = [hours.end, *(need.end_by for need in limits if need.end_by is not None)]
    return Hours(start=max(starts), end=min(ends))


def _fits(hours: Hours, own: Hours) -> bool:
    return own.start <= hours.start and hours.end <= own.end


def _meets_a_job(learner: Learner, day: date, hours: Hours) -> bool:
    return any(
        job.weekday == day.weekday() and job.start < hours.end and hours.start < job.end
        for job in learner.jobs
    )


def _trimmed_days(slot: Slot, dates: list[date]) -> Iterator[Day]:
    if not any(is_accepted(slot.offer, code) for code in SHORTER_DAY):
        return
    rest = slot.window.break_minutes
    for day in dates:
        own = learners_hours(slot.learner, day.weekday(), binding_only=False)
        start = max(own.start, slot.window.hours.start)
        end = min(own.end, slot.window.hours.end)
        worked = minutes_of(end) - minutes_of(start) - rest
        long_enough = worked >= slot.market.thresholds.least_trimmed_minutes
        if long_enough and not _meets_a_job(slot.learner, day, Hours(start=start, end=end)):
            yield Day(day, start, end, rest)


def _plan_of_kind(slot: Slot, kind: HoursKind, days: tuple[Day, ...]) -> Plan:
    limits = slot.market.thresholds
    chosen = most_days(
        days,
        date_of_birth=slot.learner.date_of_birth,
        jobs=slot.learner.jobs,
        thresholds=limits,
        at_most=_most(slot),
        at_most_a_week=limits.most_days_a_week.get(slot.type),
    )
    least = limits.least_days.get(slot.type, 1)
    if len(chosen) < least or len(weeks_of(chosen)) < limits.least_weeks.get(slot.type, 1):
        reasons = _working_time_findings(slot, days, Outcome.BLOCK) or [
            _date_finding(Cause.TOO_FEW_DAYS, "dates:days", days=len(chosen), least=least)
        ]
        return _plan(slot, kind, days, reasons)
    findings = [*_kind_findings(slot, kind)]
    if len(chosen) < len(days[: _most(slot)]):
        findings += _working_time_findings(slot, days, Outcome.NOTE)
    return _plan(slot, kind, chosen, findings)


def _working_time_findings(slot: Slot, days: tuple[Day, ...], outcome: Outcome) -> list[Finding]:
    causes = [
        cause
        for week in weeks_of(days).values()
        for cause in breaches(
            week,
            date_of_birth=slot.learner.date_of_birth,
            jobs=slot.learner.jobs,
            thresholds=slot.market.thresholds,
        )
    ]
    worked = max(day.worked_minutes for day in days)
    return [
        Finding(
            code="HR-06",
            outcome=outcome,
            cause=cause,
            cause_key="hours:working_time",
            evidence=Evidence(day_minutes=worked, days=len(days)),
        )
        for cause in dict.fromkeys(causes)
    ]


def _kind_findings(slot: Slot, kind: HoursKind) -> Iterator[Finding]:
    if kind is HoursKind.FLEX:
        yield _kind_finding(Cause.HOURS_FLEXED, Outcome.NOTE)
    if kind is HoursKind.TRIMMED:
        yield _kind_finding(Cause.HOURS_TRIMMED, Outcome.CONDITION)


def _kind_finding(cause: Cause, outcome: Outcome) -> Finding:
    return Finding(code="HR-17", outcome=outcome, cause=cause, cause_key="dates:hours")


def _hours(slot: Slot, dates: list[date]) -> Iterator[Finding]:
    """Why no set of hours fits on any date."""
    own = [learners_hours(slot.learner, day.weekday(), binding_only=True) for day in dates]
    hours = slot.window.hours
    earliest, latest = min(day.start for day in own), max(day.end for day in own)
    early, late = hours.start < earliest, hours.end > latest
    if early:
        yield _hours_finding(Cause.STARTS_TOO_EARLY, at=hours.start, limit=earliest)
    if late:
        yield _hours_finding(Cause.FINISHES_TOO_LATE, at=hours.end, limit=latest)
    if not early and not late:
        yield _date_finding(Cause.NO_COMMON_DAY, "dates:hours")


def _hours_finding(cause: Cause, *, at: time, limit: time) -> Finding:
    return _date_finding(
        cause, "dates:hours", at=at.isoformat("minutes"), limit=limit.isoformat("minutes")
    )
