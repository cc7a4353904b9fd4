"""HR-12: step-free places."""

from collections.abc import Iterator

from matching.answers import Standing, standing
from matching.cases import Case, needs_of
from matching.codes import Strength
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.offer_records import Area, Task
from matching.support import places

STEP_FREE_ROUTE = "PHY-01"
STEP_FREE_TOILET = "PHY-02"
EVACUATION = "PHY-08"


def needs_step_free(case: Case) -> bool:
    """Whether the learner uses a wheelchair, no stairs at all, or must have a step-free route."""
    must = any(
        STEP_FREE_ROUTE in requirement.adjustments and requirement.strength is Strength.MUST
        for requirement in case.learner.requirements
    )
    return must or case.learner.step_free or "N-WHEEL" in needs_of(case.learner)


def blocked_by_access(case: Case) -> Iterator[Finding]:
    """HR-12: step-free entrance, work area, toilet and break area, and a way out in a fire.

    An accepted PHY-01, PHY-02 or PHY-08 answers for the building.
    """
    if not needs_step_free(case):
        return
    access = case.offer.access
    areas_pass = any if case.offer.tasks else all
    work = areas_pass(_reaches(case, area) for area in places(case.possible_areas))
    route = work and access.entrance is True and access.break_area is True
    checks = (
        (STEP_FREE_ROUTE, Cause.NO_STEP_FREE_ROUTE, route),
        (STEP_FREE_TOILET, Cause.NO_STEP_FREE_TOILET, access.toilet is True),
        (EVACUATION, Cause.NO_EVACUATION_PLAN, access.escape is True),
    )
    for code, cause, fact in checks:
        if not fact:
            yield from _access_finding(case, code, cause)


def _reaches(case: Case, area: Area | None) -> bool:
    fact = area is not None and area.step_free is True
    return fact or standing(case.offer, STEP_FREE_ROUTE, area=area) >= Standing.WITH_HELP


def _access_finding(case: Case, code: str, cause: Cause) -> Iterator[Finding]:
    everywhere = places(case.possible_areas)
    level = max(standing(case.offer, code, area=area) for area in everywhere)
    if level is Standing.ACCEPTED:
        return
    yield Finding(
        code="HR-12",
        outcome=Outcome.CONDITION if level is Standing.WITH_HELP else Outcome.BLOCK,
        cause=cause,
        cause_key=f"adjustment:{code}",
        evidence=Evidence(adjustments=(code,)),
        negotiable=True,
    )


def removed_by_access(case: Case, task: Task) -> Iterator[Finding]:
    """HR-12: a task goes when its area is out of reach and another one is not."""
    if not needs_step_free(case):
        return
    if any(_reaches(case, area) for area in case.possible_areas) and not _reaches(
        case, case.area_of(task)
    ):
        yield Finding(
            code="HR-12",
            outcome=Outcome.REMOVE,
            cause=Cause.NO_STEP_FREE_ROUTE,
            cause_key=f"adjustment:{STEP_FREE_ROUTE}",
            evidence=Evidence(task=task.key, area=task.area, adjustments=(STEP_FREE_ROUTE,)),
            negotiable=True,
        )
