"""HR-15: supervision on every date."""

from collections.abc import Iterator
from datetime import date

from matching.answers import Standing, standing
from matching.cases import Case
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.support import CAUSES

STAFF_ON_SITE = "SUP-04"


def supervision(case: Case) -> Iterator[Finding]:
    """HR-15: on every date the employer or rostered setting staff give the level needed."""
    needed = case.learner.supervision
    lacking = [day.date for day in case.days if _employer_level(case, day.date) < needed]
    if not lacking:
        return
    bare = [day for day in lacking if _staff_level(case, day) < needed]
    if bare:
        available = min(max(_employer_level(case, day), _staff_level(case, day)) for day in bare)
        yield Finding(
            code="HR-15",
            outcome=Outcome.BLOCK,
            cause=Cause.SUPERVISION_TOO_LIGHT,
            cause_key="staffing:supervision",
            evidence=Evidence(level=available, limit=needed, day=bare[0], days=len(bare)),
            negotiable=True,
        )
    elif not case.offer.internal:
        yield from _staff_on_site(case)


def _employer_level(case: Case, day: date) -> int:
    dates = case.offer.supervised_dates
    return case.offer.supervision if dates is None or day in dates else 0


def _staff_level(case: Case, day: date) -> int:
    return max(
        (
            cover.level
            for cover in case.learner.staff_cover
            if cover.dates is None or day in cover.dates
        ),
        default=0,
    )


def _staff_on_site(case: Case) -> Iterator[Finding]:
    level = standing(case.offer, STAFF_ON_SITE)
    if level is Standing.ACCEPTED:
        return
    yield Finding(
        code="HR-15",
        outcome=Outcome.BLOCK if level is Standing.REFUSED else Outcome.CONDITION,
        cause=CAUSES[level],
        cause_key=f"adjustment:{STAFF_ON_SITE}",
        evidence=Evidence(adjustments=(STAFF_ON_SITE,), limit=case.learner.supervision),
        negotiable=True,
    )
