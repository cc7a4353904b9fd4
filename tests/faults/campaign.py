"""A campaign: many messages, one worker process, and what can be counted afterwards."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests.faults.smtp_server import MailServer
from webapp.jobs.models import Job, JobKind, JobState
from webapp.mail.models import DoubtfulSend, EmailState, OutgoingEmail
from webapp.mail.services import mark_arrived, queue_email, send_again

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
OPEN = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Size:
    """How long a campaign is."""

    messages: int
    kills: int


SIZES = {"tenth": Size(messages=100, kills=10), "full": Size(messages=1000, kills=100)}


def size() -> Size:
    """Return the size the environment asks for: CAMPAIGN=full or, by default, a tenth."""
    return SIZES[os.environ.get("CAMPAIGN", "tenth")]


class Patience(AssertionError):
    """What was waited for did not come."""


def wait_until(happened: Callable[[], bool], *, seconds: float = 60, what: str = "it") -> None:
    """Return once this is so; raise Patience when it takes too long."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise Patience(f"{what} did not happen within {seconds} seconds")
        time.sleep(0.01)


@dataclass
class WorkerProcess:
    """The worker as it runs in use, started and stopped by a test."""

    folder: Path
    port: int
    log_name: str = "worker.log"
    program: tuple[str, ...] = ("flask", "--app", "webapp", "worker")

    def __post_init__(self) -> None:
        self.log = self.folder / self.log_name
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *words: str) -> "WorkerProcess":
        """Start the worker in a process group of its own."""
        given = {
            "APP_MODE": "test",
            "INSTANCE_PATH": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / 'test.db'}",
            "SECRET_KEY": "only-for-tests-0123456789abcdef0123456789abcdef",
            "MAIL_SERVER": "127.0.0.1",
            "MAIL_PORT": str(self.port),
        }
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self.program, *words],
                cwd=ROOT,
                env=kept | given,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def kill(self) -> None:
        """End the process group at once, with no chance to tidy up."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def terminate(self, *, within: float = 30) -> None:
        """Ask the worker to stop; an error says that it took longer."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(within)

    def wait(self, *, seconds: float = 60) -> int:
        """Return the exit code once the worker ends by itself."""
        assert self._process is not None
        return self._process.wait(seconds)

    def has_ended(self) -> bool:
        """Return whether the process is gone."""
        return self._process is None or self._process.poll() is not None

    def close(self) -> None:
        """Make sure nothing is left running."""
        if not self.has_ended():
            self.kill()

    def said(self, words: str) -> bool:
        """Return whether the worker wrote this to its log."""
        return self.log.exists() and words in self.log.read_text()


@dataclass
class Ledger:
    """The mail ledger and the job table, read and written from the test’s side."""

    engine: Engine

    def queue(self, number: int, *doubts: DoubtfulSend) -> list[str]:
        """Queue so many messages, each to someone else; return their Message-IDs.

        What to do in doubt is taken in turn from those given; by default they are held.
        """
        doubts = doubts or (DoubtfulSend.HOLD,)
        with Session(self.engine) as session:
            made = [
                queue_email(
                    session,
                    "link_code",
                    to=f"person{index}@example.org",
                    context={"name": f"Person {index}", "code": f"{index:06}"},
                    key=f"campaign:{index}",
                    now=NOW,
                    on_doubt=doubts[index % len(doubts)],
                ).message_id
                for index in range(number)
            ]
            session.commit()
            return made

    def jobs(self) -> Counter[JobState]:
        """Return how many emails’ jobs are in each state."""
        with Session(self.engine) as session:
            rows = session.execute(
                sa.select(Job.state, sa.func.count().label("jobs"))
                .where(Job.kind == JobKind.SEND_EMAIL)
                .group_by(Job.state)
            )
            return Counter({row.state: row.jobs for row in rows})

    def by_state(self) -> defaultdict[EmailState, set[str]]:
        """Return the Message-IDs of the ledger by what became of them."""
        found: defaultdict[EmailState, set[str]] = defaultdict(set)
        with Session(self.engine) as session:
            for state, message_id in session.execute(
                sa.select(OutgoingEmail.state, OutgoingEmail.message_id)
            ):
                found[state].add(message_id)
        return found

    def asked_to_hold(self) -> set[str]:
        """Return the Message-IDs of those that may never arrive twice."""
        with Session(self.engine) as session:
            return set(
                session.scalars(
                    sa.select(OutgoingEmail.message_id).where(
                        OutgoingEmail.on_doubt == DoubtfulSend.HOLD
                    )
                )
            )

    def error_codes(self) -> set[str | None]:
        """Return why messages were not delivered; None stands for those that were."""
        with Session(self.engine) as session:
            return set(session.scalars(sa.select(OutgoingEmail.error_code)))

    def job_codes(self) -> set[str | None]:
        """Return why emails’ jobs wait or failed."""
        with Session(self.engine) as session:
            codes = sa.select(Job.error_code).where(Job.kind == JobKind.SEND_EMAIL)
            return set(session.scalars(codes))

    def contents(self, message_id: str) -> bytes:
        """Return the bytes the ledger holds of a message."""
        with Session(self.engine) as session:
            return self._find(session, message_id).content

    def say_it_arrived(self, message_id: str) -> None:
        """Settle a doubtful message as a person does who has called the recipient."""
        with Session(self.engine) as session:
            mark_arrived(session, self._find(session, message_id), actor_id=uuid4(), now=NOW)
            session.commit()

    def send_again(self, message_id: str) -> None:
        """Queue a message once more as a person does."""
        with Session(self.engine) as session:
            send_again(session, self._find(session, message_id), actor_id=uuid4(), now=NOW)
            session.commit()

    def _find(self, session: Session, message_id: str) -> OutgoingEmail:
        return session.scalars(
            sa.select(OutgoingEmail).where(OutgoingEmail.message_id == message_id)
        ).one()

    def is_settled(self) -> bool:
        """Return whether no message waits any more."""
        jobs = self.jobs()
        return not any(jobs[state] for state in OPEN)

    def make_due(self) -> None:
        """Make every waiting job due now, as if the time had passed."""
        with Session(self.engine) as session:
            session.execute(
                sa.update(Job).where(Job.state == JobState.QUEUED).values(run_after=NOW)
            )
            session.commit()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known after a campaign with kills."""

    kills: int
    found_running: int
    """Kills after which the table held a running job."""
    accepted: Counter[str]
    """How often the server took each Message-ID."""


def run_with_kills(
    ledger: Ledger, server: MailServer, worker: WorkerProcess, *, messages: int, kills: int
) -> Outcome:
    """Drain the queue while the worker is killed so many times, spread over the run."""
    random = Random(2026)  # noqa: S311  spreads the kills, no secret
    found_running = 0
    for number in range(kills):
        threshold = (number + 1) * messages // (kills + 2)
        worker.start()
        wait_until(
            lambda: len(server.accepted) >= threshold or worker.has_ended(),  # noqa: B023
            what=f"message {threshold}",
        )
        assert not worker.has_ended(), worker.log.read_text()[-2000:]
        time.sleep(random.uniform(0, 0.08))
        worker.kill()
        found_running += ledger.jobs()[JobState.RUNNING]
    worker.start()
    finish(ledger)
    worker.terminate()
    return Outcome(kills=kills, found_running=found_running, accepted=server.counts())


def finish(ledger: Ledger) -> None:
    """Wait until nothing waits; what is put off for later is made due at once."""

    def settled() -> bool:
        if ledger.is_settled():
            return True
        ledger.make_due()
        time.sleep(0.1)
        return False

    wait_until(settled, seconds=300, what="the end of the campaign")
