"""Whatever happens to jobs in whatever order, each has at most one worker and one end."""

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from tests.factories import NOW
from webapp.core.db import SQLITE, Base
from webapp.jobs import queue
from webapp.jobs.models import Job, JobKind, JobState
from webapp.jobs.queue import ClaimedJob, LostJob, wait_before_retry

KINDS = frozenset(JobKind)
KEYS = st.sampled_from(["a", "b", "c"])
ENDED = {JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.UNCONFIRMED}


class JobTable(RuleBasedStateMachine):
    """The table beside a plain dictionary that says what ought to be in it."""

    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        self.engine = sa.create_engine("sqlite://", module=SQLITE, poolclass=StaticPool)
        Base.metadata.create_all(self.engine, tables=[Job.__table__])
        self.session = Session(self.engine)
        self.expected: dict[str, JobState] = {}
        self.holder: dict[str, str] = {}
        self.now = NOW
        self.workers = 0

    def teardown(self) -> None:
        self.session.close()
        self.engine.dispose()

    @rule(key=KEYS)
    def ask(self, key: str) -> None:
        queue.enqueue(
            self.session, JobKind.MATCH_RUN, key=key, payload={}, run_after=self.now, now=self.now
        )
        self.expected.setdefault(key, JobState.QUEUED)

    @rule(target=held)
    def take(self):
        self.workers += 1
        job = queue.claim(self.session, worker=f"worker {self.workers}", kinds=KINDS, now=self.now)
        if job is None:
            return multiple()
        assert self.expected[job.key] is JobState.QUEUED
        self.expected[job.key] = JobState.RUNNING
        self.holder[job.key] = job.worker
        return job

    @rule(job=held, end=st.sampled_from(["finish", "fail", "doubt", "retry", "put back"]))
    def end(self, job: ClaimedJob, end: str) -> None:
        may = self.expected[job.key] is JobState.RUNNING and self.holder[job.key] == job.worker
        try:
            state = self._end(job, end)
        except LostJob:
            assert not may
            return
        if state is not None:
            assert may
            self.expected[job.key] = state

    def _end(self, job: ClaimedJob, end: str) -> JobState | None:
        if end == "finish":
            queue.finish(self.session, job, now=self.now)
            return JobState.DONE
        if end == "fail":
            queue.fail(self.session, job, code="x", now=self.now)
            return JobState.FAILED
        if end == "doubt":
            queue.hold_unconfirmed(self.session, job, code="x")
            return JobState.UNCONFIRMED
        if end == "put back":
            queue.put_back(self.session, job, code="x", now=self.now)
            return JobState.QUEUED
        put_off = queue.retry_later(self.session, job, code="x", now=self.now)
        assert put_off == (wait_before_retry(job.key, attempt=job.attempt) is not None)
        return JobState.QUEUED if put_off else None

    @rule(key=KEYS)
    def cancel(self, key: str) -> None:
        may = self.expected.get(key) in {JobState.QUEUED, JobState.RUNNING}
        assert queue.cancel(self.session, key, now=self.now) == may
        if may:
            self.expected[key] = JobState.CANCELLED

    @rule(key=KEYS)
    def start_again(self, key: str) -> None:
        may = self.expected.get(key) in {JobState.FAILED, JobState.UNCONFIRMED}
        assert queue.start_again(self.session, key, now=self.now) == may
        if may:
            self.expected[key] = JobState.QUEUED

    @rule(job=consumes(held))
    def die(self, job: ClaimedJob) -> None:
        """The worker is gone: the next one finds exactly the running jobs."""
        found = {orphan.key for orphan, _ in queue.orphans(self.session, kinds=KINDS)}
        assert found == {k for k, state in self.expected.items() if state is JobState.RUNNING}

    @rule()
    def time_passes(self) -> None:
        self.now += queue.TRY_AGAIN_AT[-1] * 2

    @invariant()
    def table_agrees(self) -> None:
        self.session.expire_all()
        rows = self.session.scalars(sa.select(Job)).all()
        assert {row.key: row.state for row in rows} == self.expected
        for row in rows:
            if row.state is JobState.RUNNING:
                assert row.worker == self.holder[row.key]
            if row.state in ENDED - {JobState.UNCONFIRMED}:
                assert row.done_at is not None


JobTable.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
test_the_job_table_keeps_its_promises = JobTable.TestCase
