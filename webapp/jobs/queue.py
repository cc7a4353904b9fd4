"""The job table as a queue: every step is one guarded change in the caller’s transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from webapp.jobs.models import Job, JobKind, JobPhase, JobState

AnySession = Session | scoped_session[Session]

TRY_AGAIN_AT = tuple(
    timedelta(seconds=seconds) for seconds in (10, 60, 5 * 60, 60 * 60, 4 * 60 * 60)
)
"""When a job is tried again, counted from its first try; after the last a person is told.

Four hours is the span of GOV.UK Notify (48 tries, 5 minutes apart).
"""
JITTER = 0.2
"""A wait is up to this part longer, so that many jobs do not come back at once."""
LONGEST_WAIT = TRY_AGAIN_AT[-1] * (1 + JITTER)
MOST_STARTS = 12
"""A job that was running at the death of so many workers is taken to be the cause."""
OPEN_STATES = frozenset({JobState.QUEUED, JobState.RUNNING})
NOTHING_TO_RETRY = frozenset({JobState.FAILED, JobState.UNCONFIRMED})


class LostJob(Exception):
    """The job is no longer this worker’s: another has it, or someone cancelled it."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job as one worker holds it."""

    number: int
    kind: JobKind
    key: str
    payload: Mapping[str, Any]
    attempt: int
    """Which try this is; the first is 1."""
    worker: str


def enqueue(
    session: AnySession,
    kind: JobKind,
    *,
    key: str,
    payload: Mapping[str, str | int],
    run_after: datetime,
    now: datetime,
) -> Job:
    """Return the job with this key: a new one, or the one that was asked for before.

    The payload holds keys of rows only, never what those rows say.
    """
    known = sa.select(Job).where(Job.key == key)
    if (job := session.scalar(known)) is not None:
        return job
    job = Job(kind=kind, key=key, payload=dict(payload), run_after=run_after, created_at=now)
    try:
        with session.begin_nested():  # another process may store the same key just before us
            session.add(job)
    except IntegrityError:
        return session.scalars(known).one()
    return job


def claim(
    session: AnySession, *, worker: str, kinds: Collection[JobKind], now: datetime
) -> ClaimedJob | None:
    """Return the next job of these kinds that is due, now held by this worker, or None.

    The one due longest comes first.
    """
    job = session.scalar(
        sa.select(Job)
        .where(Job.state == JobState.QUEUED, Job.kind.in_(kinds), _is_due(now))
        .order_by(Job.run_after, Job.number)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if job is None:
        return None
    held = ClaimedJob(
        number=job.number,
        kind=job.kind,
        key=job.key,
        payload=job.payload,
        attempt=job.attempt + 1,
        worker=worker,
    )
    taken = _change(
        session,
        sa.update(Job).where(Job.number == held.number, Job.state == JobState.QUEUED),
        state=JobState.RUNNING,
        phase=JobPhase.START,
        attempt=held.attempt,
        worker=worker,
        progress={},
    )
    return held if taken else None


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    """Return what is true of a job whose time has come.

    In demo and test the clock can be put back: a job asked for in what is now the future,
    or that waits longer than any wait, is due too.
    """
    return sa.or_(
        Job.run_after <= now,
        sa.and_(Job.attempt == 0, Job.created_at > now),
        sa.and_(Job.attempt > 0, Job.run_after > now + LONGEST_WAIT),
    )


def mark_data(session: AnySession, job: ClaimedJob) -> None:
    """Say that from now on the mail server may have the message."""
    _change_held(session, job, phase=JobPhase.DATA)


def check_held(session: AnySession, job: ClaimedJob) -> None:
    """Raise LostJob when the job is no longer this worker’s."""
    held = sa.select(Job.number).where(*_held(job)).with_for_update()
    if session.scalar(held) is None:
        raise LostJob(job.number)


def report_progress(session: AnySession, job: ClaimedJob, *, done: int, of: int, what: str) -> None:
    """Store how far the job has come; `what` is a code that a page turns into words."""
    _change_held(session, job, progress={"done": done, "of": of, "what": what})


def finish(session: AnySession, job: ClaimedJob, *, now: datetime) -> None:
    """Store that the job is done."""
    _change_held(session, job, state=JobState.DONE, done_at=now, error_code=None)


def fail(session: AnySession, job: ClaimedJob, *, code: str, now: datetime) -> None:
    """Store that the job failed for good."""
    _change_held(session, job, state=JobState.FAILED, done_at=now, error_code=code)


def hold_unconfirmed(session: AnySession, job: ClaimedJob, *, code: str) -> None:
    """Store that nobody knows whether it worked; a person decides."""
    _change_held(session, job, state=JobState.UNCONFIRMED, error_code=code)


def retry_later(session: AnySession, job: ClaimedJob, *, code: str, now: datetime) -> bool:
    """Return whether the job will be tried again; False changes nothing: it had its last try."""
    wait = wait_before_retry(job.key, attempt=job.attempt)
    if wait is None:
        return False
    _change_held(session, job, **_queued(now + wait), error_code=code)
    return True


def put_back(session: AnySession, job: ClaimedJob, *, code: str, now: datetime) -> None:
    """Store that the try was broken off, which still counts as one, and is due at once."""
    _change_held(session, job, **_queued(now), error_code=code)


def wait_before_retry(key: str, *, attempt: int) -> timedelta | None:
    """Return how long to wait after this try, or None after the last.

    The jitter is drawn from the key and the try, so a test can repeat it.
    """
    if attempt > len(TRY_AGAIN_AT):
        return None
    before = TRY_AGAIN_AT[attempt - 2] if attempt > 1 else timedelta()
    jitter = Random(f"{key} {attempt}").uniform(0, JITTER)  # noqa: S311  spreads load, no secret
    return (TRY_AGAIN_AT[attempt - 1] - before) * (1 + jitter)


def cancel(session: AnySession, key: str, *, now: datetime) -> bool:
    """Return whether the job with this key will not be done.

    A running job stops at its next step; one that may already be with the mail
    server cannot be called back.
    """
    return _change(
        session,
        sa.update(Job).where(
            Job.key == key, Job.state.in_(OPEN_STATES), Job.phase == JobPhase.START
        ),
        state=JobState.CANCELLED,
        worker=None,
        done_at=now,
    )


def start_again(session: AnySession, key: str, *, now: datetime) -> bool:
    """Return whether the job with this key, failed or unconfirmed, is queued once more."""
    return _change(
        session,
        sa.update(Job).where(Job.key == key, Job.state.in_(NOTHING_TO_RETRY)),
        **_queued(now),
        attempt=0,
        done_at=None,
    )


def confirm(session: AnySession, key: str, *, now: datetime) -> bool:
    """Return whether the unconfirmed job with this key is now done."""
    return _change(
        session,
        sa.update(Job).where(Job.key == key, Job.state == JobState.UNCONFIRMED),
        state=JobState.DONE,
        done_at=now,
    )


def find(session: AnySession, key: str) -> Job | None:
    """Return the job with this key."""
    return session.scalar(sa.select(Job).where(Job.key == key))


def orphans(
    session: AnySession, *, kinds: Collection[JobKind]
) -> list[tuple[ClaimedJob, JobPhase]]:
    """Return the running jobs of these kinds and how far each came, first come first.

    Whoever holds the worker lock is the only worker, so nobody works on these.
    """
    rows = session.scalars(
        sa.select(Job)
        .where(Job.state == JobState.RUNNING, Job.kind.in_(kinds))
        .order_by(Job.number)
    )
    return [
        (
            ClaimedJob(
                number=row.number,
                kind=row.kind,
                key=row.key,
                payload=row.payload,
                attempt=row.attempt,
                worker=row.worker or "",
            ),
            row.phase,
        )
        for row in rows
    ]


def _queued(run_after: datetime) -> dict[str, Any]:
    return {
        "state": JobState.QUEUED,
        "phase": JobPhase.START,
        "worker": None,
        "run_after": run_after,
    }


def _held(job: ClaimedJob) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what is true of the row only while this worker holds the job."""
    return (
        Job.number == job.number,
        Job.worker == job.worker,
        Job.state == JobState.RUNNING,
    )


def _change_held(session: AnySession, job: ClaimedJob, **values: object) -> None:
    """Change the job only while this worker holds it, otherwise raise LostJob."""
    if not _change(session, sa.update(Job).where(*_held(job)), **values):
        raise LostJob(job.number)


def _change(session: AnySession, update: sa.Update, **values: object) -> bool:
    """Return whether the guarded update changed its one row."""
    result = session.execute(
        update.values(**values).execution_options(synchronize_session="evaluate")
    )
    assert isinstance(result, CursorResult)  # noqa: S101  what an UPDATE returns
    return bool(result.rowcount == 1)
