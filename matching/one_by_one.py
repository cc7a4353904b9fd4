"""HR-23 and HR-24: supported internships and placements inside the setting."""

from collections.abc import Iterator
from datetime import timedelta

from matching.ages import age_on
from matching.assurance import months_after
from matching.cases import Case
from matching.codes import AccessToWork, ExperienceType
from matching.findings import Cause, Evidence, EvidenceValue, Finding, Outcome

TRAVELS_ALONE = 4


def _finding(
    code: str, cause: Cause, outcome: Outcome = Outcome.BLOCK, **evidence: EvidenceValue
) -> Finding:
    return Finding(
        code=code,
        outcome=outcome,
        cause=cause,
        cause_key=f"kind:{cause.value}",
        evidence=Evidence(**evidence),
    )


def _asked_for(case: Case) -> bool:
    request = case.learner.request
    return request is not None and case.type in request.types


def internship(case: Case) -> Iterator[Finding]:
    """HR-23: all that a supported internship needs before it is proposed."""
    if case.type is not ExperienceType.SIN:
        return
    yield from _intern(case)
    yield from _internship_place(case)
    yield from _access_to_work(case)


def _intern(case: Case) -> Iterator[Finding]:
    learner = case.learner
    youngest, oldest = case.market.thresholds.internship_ages
    ages = [age_on(learner.date_of_birth, day=day) for day in (case.first, case.last)]
    if not _asked_for(case):
        yield _finding("HR-23", Cause.INTERNSHIP_NOT_ASKED_FOR)
    if ages[0] < youngest or ages[1] > oldest:
        yield _finding("HR-23", Cause.INTERNSHIP_AGE, age=ages[0])
    until = learner.ehc_plan_until
    if not learner.la_pilot and (until is None or until < case.last):
        ends = "" if until is None else until
        yield _finding("HR-23", Cause.NO_CURRENT_PLAN, last_day=case.last, until=ends)
    if case.has_child_date:
        yield _finding("HR-23", Cause.STILL_SCHOOL_AGE, first_day=case.first)
    if not learner.internship.on_roll:
        yield _finding("HR-23", Cause.NOT_ON_ROLL)


def _internship_place(case: Case) -> Iterator[Finding]:
    months = case.market.thresholds.internship_months
    if case.offer.internal:
        yield _finding("HR-23", Cause.NOT_EXTERNAL)
    if case.last + timedelta(days=1) < months_after(case.first, months=months):
        yield _finding("HR-23", Cause.INTERNSHIP_TOO_SHORT, months=months)
    if not case.learner.internship.job_coach_named:
        yield _finding("HR-23", Cause.NO_JOB_COACH)


def _access_to_work(case: Case) -> Iterator[Finding]:
    status = case.learner.internship.access_to_work
    if status is AccessToWork.NOT_RECORDED:
        yield _finding("HR-23", Cause.ACCESS_TO_WORK_UNKNOWN)
    elif status is AccessToWork.APPLIED:
        yield _finding("HR-23", Cause.ACCESS_TO_WORK_NOT_AWARDED, Outcome.GATE)


def internal(case: Case) -> Iterator[Finding]:
    """HR-24: inside the setting only with a reason, a review date and a step outside."""
    if case.type is not ExperienceType.INT:
        return
    planned = case.learner.internal_case
    asked = planned.learner_asked
    if not _asked_for(case):
        yield _finding("HR-24", Cause.INTERNAL_NOT_ASKED_FOR)
    if not planned.reason_recorded:
        yield _finding("HR-24", Cause.INTERNAL_WITHOUT_REASON)
    yield from _review(case)
    if not planned.external_step_planned:
        yield _finding("HR-24", Cause.INTERNAL_WITHOUT_NEXT_STEP)
    if case.learner.travel.band >= TRAVELS_ALONE and not asked:
        yield _finding("HR-24", Cause.INTERNAL_FOR_INDEPENDENT_TRAVELLER)


def _review(case: Case) -> Iterator[Finding]:
    review_on = case.learner.internal_case.review_on
    months = case.market.thresholds.review_months
    if review_on is None:
        yield _finding("HR-24", Cause.INTERNAL_WITHOUT_REVIEW)
    elif review_on > months_after(case.market.today, months=months):
        yield _finding("HR-24", Cause.INTERNAL_REVIEW_TOO_LATE, review_on=review_on)
