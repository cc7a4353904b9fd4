"""Which function does which kind of job, and what a job may tell the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from webapp.jobs.models import JobKind, JobState
from webapp.jobs.queue import ClaimedJob


class JobStep(Exception):
    """The base of what a job may raise to end its try; the code is stored, never a message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RetryLater(JobStep):
    """It did not work now and may work later."""


class JobFailed(JobStep):
    """It cannot work, however often it is tried."""


class Doubtful(JobStep):
    """It may have worked: the answer of the other side is missing."""


class JobContext(Protocol):
    """What a job gets: its row, a database session, the time, and ways to say how far it is."""

    job: ClaimedJob
    session: Session

    def now(self) -> datetime:
        """Return this instant."""
        ...

    def save(self) -> None:
        """Keep what was done so far and let others write; called before anything slow."""
        ...

    def mark_data(self) -> None:
        """Keep that from now on the mail server may have the message."""
        ...

    def progress(self, *, done: int, of: int, what: str) -> None:
        """Show how far the job is; raise LostJob when someone cancelled it."""
        ...


class OnDoubt(Protocol):
    """Decides a job that may have worked: QUEUED does it again, UNCONFIRMED asks a person."""

    def __call__(self, session: Session, job: ClaimedJob, *, code: str) -> JobState:
        """Return QUEUED or UNCONFIRMED, having stored what else follows from it."""
        ...


class OnFailed(Protocol):
    """Stores what follows from a job that failed for good."""

    def __call__(self, session: Session, job: ClaimedJob, *, code: str) -> None:
        """Change the rows the job was about, in the transaction that fails it."""
        ...


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of job is done.

    What `run` changes through the context’s session is stored together with the
    job being done.
    """

    run: Callable[[JobContext], None]
    on_doubt: OnDoubt | None = None
    """None: doing it twice is harmless."""
    on_failed: OnFailed | None = None
    retries_errors: bool = True
    """Whether an error nobody foresaw is tried again; False for work whose result never varies."""


_handlers: dict[JobKind, Handler] = {}


def register(kind: JobKind, handler: Handler) -> None:
    """Let this handler do the jobs of a kind; the last one registered does."""
    _handlers[kind] = handler


def handles(
    kind: JobKind,
    *,
    on_doubt: OnDoubt | None = None,
    on_failed: OnFailed | None = None,
    retries_errors: bool = True,
) -> Callable[[Callable[[JobContext], None]], Callable[[JobContext], None]]:
    """Register the function below as the one that does the jobs of a kind."""

    def stamp(run: Callable[[JobContext], None]) -> Callable[[JobContext], None]:
        register(
            kind,
            Handler(run=run, on_doubt=on_doubt, on_failed=on_failed, retries_errors=retries_errors),
        )
        return run

    return stamp


def handler_for(kind: JobKind) -> Handler:
    """Return how jobs of this kind are done."""
    return _handlers[kind]


def known_kinds() -> frozenset[JobKind]:
    """Return the kinds somebody does; jobs of another kind wait for a version that does them."""
    return frozenset(_handlers)
