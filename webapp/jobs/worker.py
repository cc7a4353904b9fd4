"""The worker: one process that does what the job table says, one job at a time."""

import logging
import signal
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import FrameType

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.jobs import queue, step
from webapp.jobs.lock import WorkerLock
from webapp.jobs.models import JobKind
from webapp.jobs.queue import ClaimedJob, LostJob
from webapp.jobs.registry import known_kinds

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
GRACE_SECONDS = 5.0
"""How long a job may go on after SIGTERM; who stops us waits 10 seconds, also for a slow exit."""


class StopNow(BaseException):
    """The grace is over: break the job off. Not an Exception, so that no job swallows it."""


class Worker:
    """Claims and does jobs until it is told to stop."""

    def __init__(self, engine: Engine, lock_file: Path) -> None:
        self.name = uuid.uuid4().hex
        self._engine = engine
        self._lock = WorkerLock(lock_file)
        self._stop = threading.Event()
        self._looked_for: date | None = None
        self._troubled: JobKind | None = None

    def run(self, *, until_idle: bool = False, at_most: int | None = None) -> int:
        """Return how many jobs were done before it was told to stop, or had nothing to do."""
        done = 0
        with self._lock:
            if not self._wait_for_lock():
                return done
            log.info("worker started name=%s", self.name)
            try:
                done = self._work(until_idle=until_idle, at_most=at_most)
            except StopNow:
                log.warning("worker broke a job off name=%s", self.name)
            finally:
                self._recover()
                log.info("worker stopped name=%s done=%d", self.name, done)
        return done

    def stop(self) -> None:
        """Finish the job in hand and then stop."""
        self._stop.set()

    def _wait_for_lock(self) -> bool:
        """Return True once no other worker is at work here, False when told to stop before."""
        if self._lock.take():
            return True
        log.warning("another worker is at work on this database; this one waits name=%s", self.name)
        while not self._stop.wait(POLL_SECONDS):
            if self._lock.take():
                return True
        return False

    def _work(self, *, until_idle: bool, at_most: int | None) -> int:
        done, sound = 0, False
        while not self._stop.is_set() and done != at_most:
            try:
                if not sound:
                    self._recover()
                    sound = True
                self._look_for_due()
                job = self._claim()
                if job is not None:
                    went_well = step.do(self._engine, job)
                    self._troubled = None if went_well else job.kind
                    done += 1
                    continue
            except (SQLAlchemyError, LostJob) as error:
                log.error("worker error code=%s at %s", type(error).__name__, step.where(error))
                sound = False
            if until_idle and sound:
                break
            self._stop.wait(POLL_SECONDS)
        return done

    def _claim(self) -> ClaimedJob | None:
        """Return the next job. A kind in trouble lets others go first.

        So a mail server that hangs costs a match run one wait, not one for each message.
        """
        kinds = known_kinds()
        job = None
        with Session(self._engine) as session:
            for some in (kinds - {self._troubled}, kinds):
                job = job or queue.claim(session, worker=self.name, kinds=some, now=clock.now())
            session.commit()
        return job

    def _recover(self) -> None:
        """Decide every job that is said to be running: with the lock in our hand, none is."""
        with Session(self._engine) as session:
            for job, phase in queue.orphans(session, kinds=known_kinds()):
                step.recover(session, job, phase)
            session.commit()

    def _look_for_due(self) -> None:
        """Queue the look at what falls due, once for each day."""
        today = clock.today()
        if today == self._looked_for:
            return
        with Session(self._engine) as session:
            queue.enqueue(
                session,
                JobKind.FALLS_DUE,
                key=f"falls-due:{today.isoformat()}",
                payload={},
                run_after=start_of(today),
                now=clock.now(),
            )
            session.commit()
        self._looked_for = today


def start_of(day: date) -> datetime:
    """Return when on this day the worker looks for what falls due."""
    return datetime.combine(day, clock.START_OF_DAY, tzinfo=clock.LONDON)


@contextmanager
def stopped_by_signals(worker: Worker) -> Iterator[None]:
    """Let SIGTERM and Ctrl-C stop the worker: after the job in hand, or in the grace time."""

    def break_off(_signal: int, _frame: FrameType | None) -> None:
        raise StopNow

    def ask(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, break_off)
            signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)

    names = [name for name in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), ask) for name in names}
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def drain(engine: Engine, lock_file: Path) -> int:
    """Return how many jobs that are due now were done, in this process: for commands and tests."""
    return Worker(engine, lock_file).run(until_idle=True)
