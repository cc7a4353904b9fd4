"""A plan for many learners as rows that keep it: codes, numbers, keys and dates, no sentences."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from matching.cohort_records import Change, Planned, Unplaced
from matching.cohort_records import PlanFinding as Found
from matching.explain_records import Target, WaitingList
from matching.proposals import NearMiss
from webapp.placements.matchmaking.cohort import Cohort, Solved
from webapp.placements.matchmaking.keeping import learner_rows, source_row
from webapp.placements.matchmaking.rows import finding_row, near_miss_row, plain
from webapp.placements.plan_models import (
    PlanChange,
    PlanFinding,
    PlannedPlacement,
    PlanRun,
    PlanState,
    PlanTarget,
    PlanUnplaced,
    PlanWaiting,
)

MOST_WAITING = 10
"""How many of a waiting list are kept."""


def store_plan(
    session: Session, run: PlanRun, cohort: Cohort, solved: Solved, *, now: datetime
) -> None:
    """Write a plan into its run, whole; a run that is done is left as it is.

    Learners who were read only because somebody is kept apart from them are left out.
    """
    if run.state is PlanState.DONE:
        return
    plan = solved.plan
    run.placements = list(_placements(plan.placements, cohort))
    run.unplaced = list(_unplaced(plan.unplaced, cohort, solved))
    run.findings = list(_findings(plan.findings, cohort))
    run.changes = [_change(number, one) for number, one in enumerate(plan.changes)]
    run.waiting = waiting_rows(solved.waiting, planned_for=cohort.planned_for)
    session.add(source_row(run.id, solved.matcher))
    for row in learner_rows(solved.matcher, planned_for=cohort.planned_for):
        row.plan_id = run.id
        session.add(row)
    run.rules_version = plan.rules_version
    run.weights = dict(plan.weights)
    run.seed = plan.seed
    run.method = plan.method.value
    run.gap = plan.gap
    run.stages = [
        {"round": one.round, "aim": one.aim, "value": one.value, "gap": one.gap}
        for one in plan.stages
    ]
    run.proofs = [
        {
            "round": one.round,
            "method": one.method.value,
            "primal": one.primal,
            "dual": one.dual,
            "holds": one.holds,
            "gap": one.gap,
        }
        for one in plan.proofs
    ]
    run.learners = len(cohort.planned_for)
    run.placed = len({row.learner_id for row in run.placements})
    run.units = sum(row.units for row in run.placements)
    run.below = list(plan.totals.below)
    run.offers_compared = solved.offers
    run.pairs = solved.pairs
    run.cpu_milliseconds = solved.cpu_milliseconds
    run.verified = True  # the matcher hands out nothing else
    run.state = PlanState.DONE
    run.done_at = now
    session.flush()


def _placements(planned: tuple[Planned, ...], cohort: Cohort) -> Iterator[PlannedPlacement]:
    own = (one for one in planned if one.learner in cohort.planned_for)
    for number, one in enumerate(own):
        yield PlannedPlacement(
            number=number,
            learner_id=uuid.UUID(one.learner),
            offer=one.offer,
            window=one.window,
            type=one.type.value if one.type else None,
            units=one.units,
            dates=[day.isoformat() for day in one.dates],
            round=one.round,
            lock=one.lock.value if one.lock else None,
            parts={
                part.code: {"points": part.points, "weight": part.most, "value": part.value}
                for part in one.parts
            },
            conditions=[finding_row(finding) for finding in (*one.conditions, *one.gates)],
        )


def _unplaced(
    unplaced: tuple[Unplaced, ...], cohort: Cohort, solved: Solved
) -> Iterator[PlanUnplaced]:
    own = (one for one in unplaced if one.learner in cohort.planned_for)
    nothing: tuple[NearMiss, ...] = ()
    for number, one in enumerate(own):
        yield PlanUnplaced(
            number=number,
            learner_id=uuid.UUID(one.learner),
            reasons=[reason.value for reason in one.reasons],
            options=one.options,
            near_misses=[
                near_miss_row(miss) for miss in solved.near_misses.get(one.learner, nothing)
            ],
        )


def _findings(findings: tuple[Found, ...], cohort: Cohort) -> Iterator[PlanFinding]:
    own = (one for one in findings if one.learner is None or _is_about(one.learner, cohort))
    for number, one in enumerate(own):
        yield PlanFinding(
            number=number,
            code=one.code.value,
            learner_id=uuid.UUID(one.learner) if one.learner else None,
            offer=one.offer,
            window=one.window,
            evidence={name: plain(value) for name, value in one.evidence.items()},
        )


def _is_about(learner: str, cohort: Cohort) -> bool:
    """Return whether a finding concerns this plan: not someone who is only kept apart from."""
    read = {one.key for one in cohort.market.learners}
    return learner in cohort.planned_for or learner not in read


def _change(number: int, one: Change) -> PlanChange:
    return PlanChange(
        number=number,
        learner_id=uuid.UUID(one.learner),
        why=one.why.value,
        was_offer=one.was.offer if one.was else None,
        was_window=one.was.window if one.was else None,
        now_offer=one.now.offer if one.now else None,
        now_window=one.now.window if one.now else None,
    )


def target_rows(targets: Iterable[Target], *, start: int) -> list[PlanTarget]:
    """Return what to ask for as rows, numbered from this number on."""
    return [
        PlanTarget(
            number=number,
            kind=one.kind.value,
            name=one.name,
            offer=one.offer,
            window=one.window,
            places=one.places,
            placed=one.gain.placed,
            lifted=max((-below for below in one.gain.below), default=0),
            units=one.gain.units,
            exact=one.exact,
        )
        for number, one in enumerate(targets, start=start)
    ]


def waiting_rows(
    lists: Iterable[WaitingList], *, planned_for: Collection[str], start: int = 0
) -> list[PlanWaiting]:
    """Return who waits for what as rows, numbered from this number on."""
    own = (
        (place, one)
        for place in lists
        for one in [each for each in place.waiting if each.learner in planned_for][:MOST_WAITING]
    )
    return [
        PlanWaiting(
            number=number,
            offer=place.offer,
            window=place.window,
            learner_id=uuid.UUID(one.learner),
            position=one.position,
            units=one.units,
            elsewhere=one.elsewhere,
            lock=one.lock.value if one.lock else None,
        )
        for number, (place, one) in enumerate(own, start=start)
    ]
