"""Why a plan puts one learner where it does: asked for by a lead, worked out by the worker."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from webapp.accounts.policies import Actor
from webapp.core import audit, clock
from webapp.core.errors import NotFound
from webapp.jobs.models import JobKind
from webapp.jobs.queue import ClaimedJob, enqueue, start_again
from webapp.jobs.registry import Handler, JobContext, JobFailed, register
from webapp.learners import queries as learners
from webapp.learners.models import Learner
from webapp.placements import matchmaking
from webapp.placements.plan_models import PlanRun, PlanState
from webapp.placements.plan_targets import learners_of, source_of
from webapp.placements.plan_why_models import PlanLearner

READING, TRYING = "reading", "trying"
"""What a page says while it is worked out."""
STEPS = 2
UNDER_WAY = (PlanState.WAITING, PlanState.RUNNING)


def find_learner(
    session: Session, actor: Actor, *, plan_id: uuid.UUID, learner_id: uuid.UUID
) -> PlanLearner:
    """Return how a plan met a learner this person may see, or raise NotFound."""
    found = session.scalars(
        sa.select(PlanLearner)
        .join(PlanRun, PlanRun.id == PlanLearner.plan_id)
        .where(
            PlanLearner.plan_id == plan_id,
            PlanLearner.learner_id == learner_id,
            PlanLearner.is_planned_for,
            PlanRun.provider_id == actor.provider_id,
            PlanLearner.learner_id.in_(learners.visible_to(actor).with_only_columns(Learner.id)),
        )
        .options(joinedload(PlanLearner.learner).selectinload(Learner.requests))
    ).one_or_none()
    if found is None:
        raise NotFound(str(learner_id))
    return found


def ask_why(session: Session, row: PlanLearner, *, actor: Actor, now: datetime) -> None:
    """Let the worker explain; asked twice it is done once, and once more where it failed."""
    if row.why_state is not None and row.why_state is not PlanState.FAILED:
        return
    if row.why_state is PlanState.FAILED:
        start_again(session, job_key(row.id), now=now)
    enqueue(
        session,
        JobKind.PLAN_WHY,
        key=job_key(row.id),
        payload={"plan_learner": str(row.id)},
        run_after=now,
        now=now,
    )
    row.why_state, row.why_failed_because = PlanState.WAITING, None
    audit.record(
        session,
        "plan.why_asked",
        at=now,
        actor_id=actor.user_id,
        subject_kind="learner",
        subject_id=row.learner_id,
    )


def job_key(row_id: uuid.UUID) -> str:
    """Return the key of the job that explains one learner of a plan."""
    return f"plan-why:{row_id}"


def _row_of(session: Session, job: ClaimedJob) -> PlanLearner | None:
    return session.get(PlanLearner, uuid.UUID(str(job.payload["plan_learner"])))


def work_out(context: JobContext) -> None:
    """Explain from what the plan was made of, and store it; then try other places.

    The rules of today say why an offer is ruled out, because that is what can be changed. A
    worker that dies in the middle leaves nothing half done.
    """
    session = context.session
    row = _row_of(session, context.job)
    if row is None:
        raise JobFailed("plan_gone")
    if row.why_state is PlanState.DONE:
        return
    row.why_state = PlanState.RUNNING
    context.save()
    run, source = session.get(PlanRun, row.plan_id), source_of(session, row.plan_id)
    if run is None or source is None:
        raise JobFailed("plan_gone")
    everyone = learners_of(session, row.plan_id)
    taken = matchmaking.snapshot(session, row.learner_id, today=clock.today(), seed=run.seed)
    context.save()  # reading is over: others may write while it thinks
    context.progress(done=0, of=STEPS, what=READING)
    matcher = matchmaking.matcher_again(run, source, everyone)
    ruled_out, near_misses = matchmaking.rules_today(taken)
    reasons, choices = (
        matchmaking.reasons_for(matcher, taken),
        matchmaking.choices_of(matcher, taken),
    )
    row.reasons, row.choices = reasons, choices
    row.ruled_out, row.near_misses = ruled_out, near_misses
    context.save()
    context.progress(done=1, of=STEPS, what=TRYING)
    row.alternatives = list(matchmaking.other_places(matcher, taken))
    row.why_state = PlanState.DONE


def give_up(session: Session, job: ClaimedJob, *, code: str) -> None:
    """Say that no explanation came out, with why."""
    row = _row_of(session, job)
    if row is not None and row.why_state is not PlanState.DONE:
        row.why_state, row.why_failed_because = PlanState.FAILED, code


def register_handler() -> None:
    """Let the worker explain plans."""
    register(JobKind.PLAN_WHY, Handler(run=work_out, on_failed=give_up, retries_errors=False))
