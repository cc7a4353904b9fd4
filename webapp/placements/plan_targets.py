"""Whom to ask next, searched for after the plan is there, part by part."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.jobs.models import JobKind
from webapp.jobs.queue import ClaimedJob, enqueue
from webapp.jobs.registry import Handler, JobContext, JobFailed, register
from webapp.placements import matchmaking
from webapp.placements.plan_models import PlanRun, PlanState
from webapp.placements.plan_why_models import PlanLearner, PlanSource

CHANGED = "changed"
"""Something that the plan read is another now, so what it found would not belong to it."""


class Part(StrEnum):
    """What is searched for, in this order: what takes longest comes last."""

    WAITING = "waiting"
    PLACE = "place"
    SECTOR = "sector"
    AREA = "area"
    ADJUSTMENT = "adjustment"


def ask_for_targets(session: Session, plan_id: uuid.UUID, *, now: datetime) -> None:
    """Let the worker search for what to ask for, once the plan is stored."""
    enqueue(
        session,
        JobKind.PLAN_TARGETS,
        key=job_key(plan_id),
        payload={"plan": str(plan_id)},
        run_after=now,
        now=now,
    )


def job_key(plan_id: uuid.UUID) -> str:
    """Return the key of the job that searches for what to ask for."""
    return f"plan-targets:{plan_id}"


def source_of(session: Session, plan_id: uuid.UUID) -> PlanSource | None:
    """Return what a plan chose from; None for a plan of before this was kept."""
    return session.get(PlanSource, plan_id)


def learners_of(session: Session, plan_id: uuid.UUID) -> list[PlanLearner]:
    """Return every learner of a plan, the first in need first."""
    rows = session.scalars(
        sa.select(PlanLearner).where(PlanLearner.plan_id == plan_id).order_by(PlanLearner.number)
    )
    return list(rows)


def work_out(context: JobContext) -> None:
    """Search part by part; each is stored whole before the next, so a worker may die in between.

    Nothing is kept when what the plan read has changed since: it would belong to another plan.
    """
    session, plan_id = context.session, uuid.UUID(str(context.job.payload["plan"]))
    run, source = session.get(PlanRun, plan_id), source_of(session, plan_id)
    if run is None or source is None:
        raise JobFailed("plan_gone")
    if source.targets_state is PlanState.DONE:
        return
    source.targets_state = PlanState.RUNNING
    context.save()
    cohort = matchmaking.cohort_of(session, run, today=clock.today())
    rows = learners_of(session, plan_id)
    context.save()  # reading is over: others may write while it searches
    matcher = matchmaking.matcher_of(run, source, rows, cohort)
    if matcher is None:
        raise JobFailed(CHANGED)
    for part in [one for one in Part if one.value not in source.targets_done]:
        context.progress(done=list(Part).index(part), of=len(Part), what=part.value)
        if part is Part.WAITING:
            matchmaking.add_waiting(run, matchmaking.full_places(matcher), rows=rows)
        else:
            matchmaking.add_targets(run, matchmaking.targets_of(matcher, part.value))
        source.targets_done = [*source.targets_done, part.value]
        context.save()
    source.targets_state = PlanState.DONE


def give_up(session: Session, job: ClaimedJob, *, code: str) -> None:
    """Say that the search ended early, with why; the plan stands."""
    source = source_of(session, uuid.UUID(str(job.payload["plan"])))
    if source is not None and source.targets_state is not PlanState.DONE:
        source.targets_state = PlanState.FAILED
        source.targets_failed_because = code


def register_handler() -> None:
    """Let the worker search for what to ask for."""
    register(JobKind.PLAN_TARGETS, Handler(run=work_out, on_failed=give_up, retries_errors=False))
