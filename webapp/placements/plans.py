"""Plans for many learners: asked for once, worked out by the worker, kept for good."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.core import audit, clock
from webapp.jobs.models import JobKind
from webapp.jobs.queue import ClaimedJob, enqueue
from webapp.jobs.registry import Handler, JobContext, JobFailed, register
from webapp.placements import matchmaking, plan_targets, plan_whys
from webapp.placements.plan_models import PlanRun, PlanState

COMPARING = "comparing_many"
"""What a page says while learners are compared with places."""
NOT_PROVED = "not_proved"
UNDER_WAY = (PlanState.WAITING, PlanState.RUNNING)


class Aim(StrEnum):
    """What a plan aims for once it has placed as many learners as can be."""

    FAIR = "fair"
    PLACED = "placed"


FAIR_BANDS = (3_000, 4_000, 5_000)
"""As few as can be are below 30 of 100, then 40, then 50 (docs/rules.md, the plan for a cohort)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a lead asks of a plan."""

    years: tuple[int, ...] = ()
    everyone: bool = False
    wanted: int = 1
    aim: Aim = Aim.FAIR


def ask_for_plan(
    session: Session,
    asked: Asked,
    *,
    provider_id: uuid.UUID,
    actor_id: uuid.UUID,
    now: datetime,
) -> PlanRun:
    """Return a new plan, or the one of this school that is not finished yet."""
    waiting = newest(session, provider_id, states=UNDER_WAY)
    if waiting is not None:
        return waiting
    before = newest(session, provider_id, states=(PlanState.DONE,))
    run = PlanRun(
        provider_id=provider_id,
        asked_by_id=actor_id,
        asked_at=now,
        years=sorted(asked.years),
        everyone=asked.everyone,
        wanted=asked.wanted,
        objective=asked.aim.value,
        bands=list(FAIR_BANDS),
        previous_id=before.id if before else None,
    )
    session.add(run)
    session.flush()  # the job names it
    enqueue(
        session,
        JobKind.PLAN_RUN,
        key=job_key(run.id),
        payload={"plan": str(run.id)},
        run_after=now,
        now=now,
    )
    audit.record(
        session,
        "plan.asked",
        at=now,
        actor_id=actor_id,
        subject_kind="plan",
        subject_id=run.id,
    )
    return run


def newest(
    session: Session, provider_id: uuid.UUID, *, states: Iterable[PlanState]
) -> PlanRun | None:
    """Return the newest plan of a school in one of these states."""
    return session.scalars(
        sa.select(PlanRun)
        .where(PlanRun.provider_id == provider_id, PlanRun.state.in_(states))
        .order_by(PlanRun.asked_at.desc(), PlanRun.id.desc())
        .limit(1)
    ).one_or_none()


def job_key(plan_id: uuid.UUID) -> str:
    """Return the key of the job that works a plan out."""
    return f"plan:{plan_id}"


def _plan_of(session: Session, job: ClaimedJob) -> PlanRun | None:
    return session.get(PlanRun, uuid.UUID(str(job.payload["plan"])))


def work_out(context: JobContext) -> None:
    """Read everything, plan, and keep the plan in one transaction.

    It writes nothing but the plan, and that at the very end: a worker that dies in the middle
    leaves the run as it was, and no placement, proposal or decision ever changes.
    """
    run = _plan_of(context.session, context.job)
    if run is None:
        raise JobFailed("plan_gone")
    if run.state is PlanState.DONE:
        return
    run.state = PlanState.RUNNING
    plan_id = run.id
    context.save()
    cohort = matchmaking.cohort_of(context.session, run, today=clock.today())
    context.save()  # reading is over: others may write while it plans
    try:
        solved = matchmaking.solve(
            cohort,
            progress=lambda done, of: context.progress(done=done, of=of, what=COMPARING),
        )
    except matchmaking.NotProved as error:
        raise JobFailed(NOT_PROVED) from error
    run = context.session.get_one(PlanRun, plan_id)
    matchmaking.store_plan(context.session, run, cohort, solved, now=context.now())
    plan_targets.ask_for_targets(context.session, plan_id, now=context.now())


def give_up(session: Session, job: ClaimedJob, *, code: str) -> None:
    """Mark the plan of a job that failed for good, with why."""
    run = _plan_of(session, job)
    if run is not None and run.state is not PlanState.DONE:
        run.state = PlanState.FAILED
        run.failed_because = code


def register_handler() -> None:
    """Let the worker make plans, and what follows from them."""
    plan_targets.register_handler()
    plan_whys.register_handler()
    register(JobKind.PLAN_RUN, Handler(run=work_out, on_failed=give_up, retries_errors=False))
