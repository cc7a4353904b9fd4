"""HR-01, HR-02 and HR-03: age and school year."""

from collections.abc import Iterator

from matching.ages import age_on, year_group
from matching.cases import Case
from matching.codes import ExperienceType
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.offer_records import AgeLimit

YEARS_7_TO_9_TYPES = frozenset(
    {
        ExperienceType.ENC,
        ExperienceType.VIS,
        ExperienceType.SHA,
        ExperienceType.PRJ,
        ExperienceType.VIR,
        ExperienceType.INT,
    }
)


def may_be_on_platform(case: Case) -> Iterator[Finding]:
    """HR-01: 11 to 19, or up to 25 with a current EHC plan, or the supported-internship pilot."""
    limits = case.market.thresholds
    first = age_on(case.learner.date_of_birth, day=case.first)
    last = age_on(case.learner.date_of_birth, day=case.last)
    if first < limits.youngest:
        yield _age_block("HR-01", Cause.TOO_YOUNG, age=first, limit=limits.youngest)
    if last <= limits.oldest:
        return
    youngest, oldest = limits.pilot_ages
    is_pilot = case.learner.la_pilot and case.type is ExperienceType.SIN
    if is_pilot and youngest <= last <= oldest:
        return
    until = case.learner.ehc_plan_until
    if last > limits.oldest_with_plan or until is None:
        yield _age_block("HR-01", Cause.TOO_OLD, age=last, limit=limits.oldest)
    elif until < case.last:
        yield Finding(
            code="HR-01",
            outcome=Outcome.BLOCK,
            cause=Cause.PLAN_ENDS_TOO_SOON,
            cause_key="age:platform",
            evidence=Evidence(until=until, last_day=case.last),
        )


def may_do_this_kind(case: Case) -> Iterator[Finding]:
    """HR-02: placements with tasks only from the start of Year 10.

    References
    ----------
    Education Act 1996, section 560 (last two years of compulsory schooling).
    """
    year = year_group(case.learner.date_of_birth, day=case.first)
    if year < 10 and case.type not in YEARS_7_TO_9_TYPES:
        yield Finding(
            code="HR-02",
            outcome=Outcome.BLOCK,
            cause=Cause.BEFORE_YEAR_10,
            cause_key="age:year_10",
            evidence=Evidence(year=year, type=case.type.value),
        )


def is_within_employer_ages(case: Case) -> Iterator[Finding]:
    """HR-03: the employer's own age and year limits, on each date."""
    limit = case.window.ages_by_type.get(case.type, case.window.ages)
    yield from _age_findings(case, limit)
    years = {year_group(case.learner.date_of_birth, day=day.date) for day in case.days}
    if limit.years and not years <= limit.years:
        yield Finding(
            code="HR-03",
            outcome=Outcome.BLOCK,
            cause=Cause.YEAR_GROUP_NOT_TAKEN,
            cause_key="age:employer",
            evidence=Evidence(year=min(years - limit.years)),
            negotiable=True,
        )


def _age_findings(case: Case, limit: AgeLimit) -> Iterator[Finding]:
    first = age_on(case.learner.date_of_birth, day=case.first)
    last = age_on(case.learner.date_of_birth, day=case.last)
    if limit.youngest is not None and first < limit.youngest:
        yield _age_block("HR-03", Cause.BELOW_EMPLOYER_AGE, age=first, limit=limit.youngest)
    if limit.oldest is not None and last > limit.oldest:
        yield _age_block("HR-03", Cause.ABOVE_EMPLOYER_AGE, age=last, limit=limit.oldest)


def _age_block(code: str, cause: Cause, *, age: int, limit: int) -> Finding:
    own = code == "HR-03"
    return Finding(
        code=code,
        outcome=Outcome.BLOCK,
        cause=cause,
        cause_key="age:employer" if own else "age:platform",
        evidence=Evidence(age=age, limit=limit),
        negotiable=own,
    )
