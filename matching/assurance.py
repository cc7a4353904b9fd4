"""HR-07, HR-08, HR-09 and HR-25: insurance, health and safety, safeguarding, fresh papers."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from matching.ages import birthday
from matching.cases import Case
from matching.codes import Alone, Cover, ExperienceType
from matching.findings import Cause, Evidence, EvidenceValue, Finding, Outcome
from matching.offer_records import Area, Task

LONG_TYPES = frozenset({ExperienceType.EXT, ExperienceType.SIN})


def months_after(day: date, *, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    total = day.month - 1 + months
    year, month = day.year + total // 12, total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _gate(code: str, cause: Cause, **evidence: EvidenceValue) -> Finding:
    return Finding(
        code=code,
        outcome=Outcome.GATE,
        cause=cause,
        cause_key=f"gate:{cause.value}",
        evidence=Evidence(**evidence),
        negotiable=True,
    )


def insurance(case: Case) -> Iterator[Finding]:
    """HR-07: cover held or exempt; for a visit public liability is enough.

    References
    ----------
    Employers' Liability (Compulsory Insurance) Act 1969; ABI guidance on work experience.
    """
    if case.offer.internal:
        return
    yield from _cover(case)
    over = case.market.thresholds.insurer_told_over_days
    is_long = case.type in LONG_TYPES or case.calendar_days > over
    if (is_long or case.offer.unusual_work) and not case.offer.insurance.insurer_told:
        yield _gate("HR-07", Cause.INSURER_NOT_TOLD, days=case.calendar_days)


def _cover(case: Case) -> Iterator[Finding]:
    held = case.offer.insurance
    if held.cover is Cover.EXEMPT:
        return
    ends = held.until if held.cover is Cover.HELD else None
    if _public_liability_is_enough(case) and held.public_liability_until is not None:
        ends = max(ends or held.public_liability_until, held.public_liability_until)
    elif held.cover is not Cover.HELD:
        yield Finding(
            code="HR-07",
            outcome=Outcome.BLOCK,
            cause=Cause.NO_COVER,
            cause_key="insurance:cover",
            evidence=Evidence(cover=held.cover.value),
            negotiable=True,
        )
        return
    if ends is None:
        yield _gate("HR-07", Cause.COVER_DATE_UNKNOWN, last_day=case.last)
    elif ends < case.last:
        yield _gate("HR-07", Cause.COVER_ENDS_TOO_SOON, until=ends, last_day=case.last)


def _public_liability_is_enough(case: Case) -> bool:
    is_shadowing = case.type is ExperienceType.SHA and not case.offer.tasks
    return case.type is ExperienceType.VIS or is_shadowing


def health_and_safety(case: Case, areas: tuple[Area, ...]) -> Iterator[Finding]:
    """HR-08: assurance for each area used within 24 months; parents of a child are told.

    References
    ----------
    Management of Health and Safety at Work Regulations 1999, regulation 10(2).
    """
    months = case.market.thresholds.assurance_months
    for area in areas:
        if area.assured_on is None:
            yield _gate(
                "HR-08",
                Cause.ASSURANCE_MISSING,
                area=area.key,
                hazards=tuple(sorted(area.hazards)),
            )
        elif months_after(area.assured_on, months=months) < case.first:
            yield _gate("HR-08", Cause.ASSURANCE_TOO_OLD, area=area.key, assured_on=area.assured_on)
    if case.has_child_date:
        yield _gate("HR-08", Cause.PARENT_RISK_INFORMATION, first_day=case.first)


def safeguarding(case: Case, tasks: tuple[Task, ...]) -> Iterator[Finding]:
    """HR-09: code agreed, supervisor and stand-in named, and the DSL's decision where it is due.

    References
    ----------
    Keeping children safe in education, part three (work experience).
    """
    agreed = case.offer.safeguarding
    if not agreed.code_agreed:
        yield _gate("HR-09", Cause.CODE_NOT_AGREED)
    if not agreed.supervisor_named:
        yield _gate("HR-09", Cause.NO_SUPERVISOR)
    if not agreed.stand_in_named and not agreed.cancel_if_away:
        yield _gate("HR-09", Cause.NO_STAND_IN)
    if agreed.specified_place:
        yield _gate("HR-09", Cause.SPECIFIED_PLACE)
    yield from _dsl_decision(case, tasks)


def _dsl_decision(case: Case, tasks: tuple[Task, ...]) -> Iterator[Finding]:
    """Under 16 on any date, and the same adult often, overnight, or alone with the learner."""
    if case.first >= birthday(case.learner.date_of_birth, age=16):
        return
    days = _most_within(
        [day.date for day in case.days], case.market.thresholds.same_adult_within_days
    )
    alone = sorted(
        {case.offer.safeguarding.alone.value, *(task.alone.value for task in tasks)}
        - {Alone.NEVER.value}
    )
    often = days > case.market.thresholds.same_adult_days
    if often or alone or case.offer.safeguarding.overnight:
        yield _gate(
            "HR-09",
            Cause.DSL_DECISION_NEEDED,
            days_with_same_adult=days,
            alone=tuple(alone),
            overnight=case.offer.safeguarding.overnight,
        )


def _most_within(dates: Sequence[date], span: int) -> int:
    """The most dates within any `span` calendar days."""
    return max(sum(0 <= (other - day).days < span for other in dates) for day in dates)


def papers(case: Case) -> Iterator[Finding]:
    """HR-25: profile and offer confirmed within 12 months, the profile since any big change."""
    months = case.market.thresholds.confirmed_months
    learner, today = case.learner, case.market.today
    stale = _is_stale(learner.profile_confirmed_on, today, months)
    changed = (
        learner.profile_confirmed_on is not None
        and learner.big_change_on is not None
        and learner.profile_confirmed_on < learner.big_change_on
    )
    if stale or changed:
        yield _gate("HR-25", Cause.PROFILE_OUT_OF_DATE)
    if _is_stale(case.offer.confirmed_on, today, months):
        yield _gate("HR-25", Cause.OFFER_OUT_OF_DATE)


def _is_stale(confirmed_on: date | None, today: date, months: int) -> bool:
    return confirmed_on is None or months_after(confirmed_on, months=months) < today
