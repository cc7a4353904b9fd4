"""Match runs: asked for once, worked out by the worker, kept for good."""

import uuid
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.core import audit, clock
from webapp.jobs.models import JobKind
from webapp.jobs.queue import ClaimedJob, enqueue
from webapp.jobs.registry import Handler, JobContext, JobFailed, register
from webapp.learners.models import Learner
from webapp.placements import matchmaking
from webapp.placements.models import MatchRun, RunState
from webapp.placements.queries import open_run

COMPARING = "comparing"
"""What a page says while a run is worked out."""


def ask_for_run(
    session: Session, learner: Learner, *, actor_id: uuid.UUID | None, now: datetime
) -> MatchRun:
    """Return a new run for this learner, or the one that is not finished yet."""
    waiting = open_run(session, learner.id)
    if waiting is not None:
        return waiting
    run = MatchRun(
        provider_id=learner.provider_id,
        learner_id=learner.id,
        asked_by_id=actor_id,
        asked_at=now,
    )
    session.add(run)
    session.flush()  # the job names it
    enqueue(
        session,
        JobKind.MATCH_RUN,
        key=job_key(run.id),
        payload={"run": str(run.id)},
        run_after=now,
        now=now,
    )
    audit.record(
        session,
        "match_run.asked",
        at=now,
        actor_id=actor_id,
        subject_kind="learner",
        subject_id=learner.id,
    )
    return run


def run_here(
    session: Session, learner: Learner, *, actor_id: uuid.UUID, now: datetime, today: date
) -> MatchRun:
    """Return a finished run, worked out here and not by the worker: for files and commands."""
    run = MatchRun(
        provider_id=learner.provider_id, learner_id=learner.id, asked_by_id=actor_id, asked_at=now
    )
    session.add(run)
    session.flush()  # the proposals name it
    found = matchmaking.propose_for(session, learner.id, today=today)
    matchmaking.store(session, run, found, now=now)
    session.refresh(run)
    return run


def job_key(run_id: uuid.UUID) -> str:
    """Return the key of the job that works a run out."""
    return f"match:{run_id}"


def _run_of(session: Session, job: ClaimedJob) -> MatchRun:
    run = session.get(MatchRun, uuid.UUID(str(job.payload["run"])))
    if run is None:
        raise JobFailed("run_gone")
    return run


def work_out(context: JobContext) -> None:
    """Compare the learner with every offer, then keep everything in one transaction.

    It writes nothing before it is finished, so a worker that dies in the middle leaves the
    run as it was, and the next one comes to the same result.
    """
    run = _run_of(context.session, context.job)
    if run.state is RunState.DONE:
        return
    learner_id, run_id, seed = run.learner_id, run.id, run.seed
    run.state = RunState.RUNNING
    context.save()
    taken = matchmaking.snapshot(context.session, learner_id, today=clock.today(), seed=seed)
    places = len(taken.offers)
    context.save()  # reading is over: others may write while it compares
    context.progress(done=0, of=places, what=COMPARING)
    result = matchmaking.compare(taken)
    context.progress(done=places, of=places, what=COMPARING)
    run = context.session.get_one(MatchRun, run_id)
    matchmaking.store(context.session, run, result, now=context.now())
    matchmaking.add_planned(context.session, run, taken)


def give_up(session: Session, job: ClaimedJob, *, code: str) -> None:
    """Mark the run of a job that failed for good."""
    run = session.get(MatchRun, uuid.UUID(str(job.payload["run"])))
    if run is not None and run.state is not RunState.DONE:
        run.state = RunState.FAILED


def register_handler() -> None:
    """Let the worker do match runs."""
    register(JobKind.MATCH_RUN, Handler(run=work_out, on_failed=give_up, retries_errors=False))
