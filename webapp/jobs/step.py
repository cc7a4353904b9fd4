"""One job, done once: run it, then store what came of it."""

import logging
import traceback
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.jobs import queue
from webapp.jobs.models import JobPhase, JobState
from webapp.jobs.queue import ClaimedJob, LostJob
from webapp.jobs.registry import Doubtful, Handler, JobFailed, RetryLater, handler_for

log = logging.getLogger(__name__)

PROGRESS_SECONDS = 1.0
"""Progress is written at most this often: each write takes the write lock."""
BROKEN_OFF = "broken_off"
"""The worker stopped or died in the middle of the job."""


class StillWriting(Exception):
    """A job reported progress with unsaved changes, which hold the write lock: save() first."""


class RunningJob:
    """The context of a job that this process is doing."""

    def __init__(self, job: ClaimedJob, session: Session) -> None:
        self.job = job
        self.session = session
        self._shown_at: datetime | None = None

    def now(self) -> datetime:
        """Return this instant."""
        return clock.now()

    def save(self) -> None:
        """Keep what was done so far and let others write; raise LostJob when the job is lost."""
        queue.check_held(self.session, self.job)
        self.session.commit()

    def mark_data(self) -> None:
        """Keep that from now on the mail server may have the message."""
        queue.mark_data(self.session, self.job)
        self.session.commit()

    def progress(self, *, done: int, of: int, what: str) -> None:
        """Show how far the job is; raise LostJob when someone cancelled it."""
        if self.session.in_transaction():
            raise StillWriting
        at = clock.wall_now()
        if self._shown_at and (at - self._shown_at).total_seconds() < PROGRESS_SECONDS:
            return
        self._shown_at = at
        queue.report_progress(self.session, self.job, done=done, of=of, what=what)
        self.session.commit()


def do(engine: Engine, job: ClaimedJob) -> bool:
    """Return whether a claimed job ran to its end; whatever happened is stored."""
    handler = handler_for(job.kind)
    with Session(engine, expire_on_commit=False) as session:
        try:
            handler.run(RunningJob(job, session))
            queue.finish(session, job, now=clock.now())
            session.commit()
            log.info("job done number=%d kind=%s try=%d", job.number, job.kind, job.attempt)
            return True
        except LostJob:
            session.rollback()
            log.warning("job lost number=%d kind=%s", job.number, job.kind)
        except Exception as error:
            session.rollback()
            settle(session, job, handler, error)
            session.commit()
        return False


def settle(session: Session, job: ClaimedJob, handler: Handler, error: Exception) -> None:
    """Store what follows from a try that did not work."""
    match error:
        case RetryLater(code=code):
            retry(session, job, handler, code=code)
        case Doubtful(code=code):
            if decide(session, job, handler, code=code) is JobState.QUEUED:
                retry(session, job, handler, code=code)
        case JobFailed(code=code):
            fail(session, job, handler, code=code)
        case _:
            code = type(error).__name__[:60]
            log.error("job error number=%d code=%s at %s", job.number, code, where(error))
            if handler.retries_errors or isinstance(error, OperationalError):
                retry(session, job, handler, code=code)
            else:
                fail(session, job, handler, code=code)


def retry(session: Session, job: ClaimedJob, handler: Handler, *, code: str) -> None:
    """Queue the job for later, or fail it when it had its last try."""
    if queue.retry_later(session, job, code=code, now=clock.now()):
        log.info("job waits number=%d kind=%s code=%s", job.number, job.kind, code)
    else:
        fail(session, job, handler, code=code)


def fail(session: Session, job: ClaimedJob, handler: Handler, *, code: str) -> None:
    """Fail the job and store what follows from it, together."""
    if handler.on_failed:
        handler.on_failed(session, job, code=code)
    queue.fail(session, job, code=code, now=clock.now())
    log.warning("job failed number=%d kind=%s code=%s", job.number, job.kind, code)


def decide(session: Session, job: ClaimedJob, handler: Handler, *, code: str) -> JobState:
    """Return QUEUED when a job that may have worked is to be done again, or hold it."""
    verdict = handler.on_doubt(session, job, code=code) if handler.on_doubt else JobState.QUEUED
    if verdict is JobState.UNCONFIRMED:
        queue.hold_unconfirmed(session, job, code=code)
        log.warning("job unconfirmed number=%d kind=%s code=%s", job.number, job.kind, code)
    return verdict


def recover(session: Session, job: ClaimedJob, phase: JobPhase) -> None:
    """Queue a job again whose worker is gone, unless it may already have worked."""
    handler = handler_for(job.kind)
    if job.attempt >= queue.MOST_STARTS:
        fail(session, job, handler, code=BROKEN_OFF)
    elif (
        phase is JobPhase.START or decide(session, job, handler, code=BROKEN_OFF) is JobState.QUEUED
    ):
        queue.put_back(session, job, code=BROKEN_OFF, now=clock.now())
        log.info("job put back number=%d kind=%s", job.number, job.kind)


def where(error: BaseException) -> str:
    """Return the places in the code an error went through, without its words or values."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
