"""The worker: what it does with a job that works, fails, is cancelled or was left behind."""

import logging
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests.factories import NOW
from webapp.core import audit, clock, due
from webapp.jobs import queue
from webapp.jobs.lock import WorkerLock
from webapp.jobs.models import Job, JobKind, JobPhase, JobState
from webapp.jobs.registry import Doubtful, Handler, JobContext, JobFailed, RetryLater, register
from webapp.jobs.worker import Worker

Work = Callable[[], int]
KEY = "match:1"


def ask(engine: Engine, key: str = KEY, *, kind: JobKind = JobKind.MATCH_RUN) -> None:
    with Session(engine) as session:
        queue.enqueue(session, kind, key=key, payload={}, run_after=NOW, now=NOW)
        session.commit()


def job(engine: Engine, key: str = KEY) -> Job:
    with Session(engine) as session:
        found = queue.find(session, key)
        assert found is not None
        return found


def leave_behind(engine: Engine, *, phase: JobPhase = JobPhase.START, attempt: int = 1) -> None:
    """Leave a job as a worker does that is killed while it runs."""
    ask(engine)
    with Session(engine) as session:
        session.execute(
            sa.update(Job)
            .where(Job.key == KEY)
            .values(state=JobState.RUNNING, worker="dead", phase=phase, attempt=attempt)
        )
        session.commit()


def write_something(context: JobContext) -> None:
    """Store a row that a test can look for."""
    audit.record(
        context.session, "test.ran", at=NOW, actor_id=None, subject_kind="job", subject_id=None
    )


def times_run(engine: Engine) -> int:
    with Session(engine) as session:
        ran = sa.select(sa.func.count()).where(audit.AuditEvent.action == "test.ran")
        return session.scalars(ran).one()


def test_a_job_is_done_and_its_result_stored(engine: Engine, work: Work):
    register(JobKind.MATCH_RUN, Handler(run=write_something))
    ask(engine)
    work()
    assert job(engine).state is JobState.DONE
    assert job(engine).done_at is not None
    assert times_run(engine) == 1


def test_a_job_that_fails_stores_nothing_of_its_result(engine: Engine, work: Work):
    def run(context: JobContext) -> None:
        write_something(context)
        context.session.flush()
        raise JobFailed("no_offers")

    register(JobKind.MATCH_RUN, Handler(run=run))
    ask(engine)
    work()
    assert (job(engine).state, job(engine).error_code) == (JobState.FAILED, "no_offers")
    assert times_run(engine) == 0


def test_what_follows_from_a_failure_is_stored_with_it(engine: Engine, work: Work):
    def run(context: JobContext) -> None:
        raise JobFailed("no_offers")

    def on_failed(session: Session, job: queue.ClaimedJob, *, code: str) -> None:
        audit.record(session, "test.ran", at=NOW, actor_id=None, subject_kind=code, subject_id=None)

    register(JobKind.MATCH_RUN, Handler(run=run, on_failed=on_failed))
    ask(engine)
    work()
    assert times_run(engine) == 1


def test_an_error_nobody_foresaw_is_tried_again(engine: Engine, work: Work):
    def run(context: JobContext) -> None:
        raise ZeroDivisionError

    register(JobKind.MATCH_RUN, Handler(run=run))
    ask(engine)
    work()
    assert (job(engine).state, job(engine).error_code) == (JobState.QUEUED, "ZeroDivisionError")


def test_work_whose_result_never_varies_fails_at_the_first_error(engine: Engine, work: Work):
    def run(context: JobContext) -> None:
        raise ZeroDivisionError

    register(JobKind.MATCH_RUN, Handler(run=run, retries_errors=False))
    ask(engine)
    work()
    assert job(engine).state is JobState.FAILED


def test_the_log_says_where_an_error_was_but_not_its_words(
    engine: Engine, work: Work, caplog: pytest.LogCaptureFixture
):
    def run(context: JobContext) -> None:
        raise ValueError("Ada needs a quiet room")

    register(JobKind.MATCH_RUN, Handler(run=run))
    ask(engine)
    with caplog.at_level(logging.DEBUG, logger="webapp"):
        work()
    assert "ValueError" in caplog.text
    assert "test_worker.py" in caplog.text
    assert "Ada" not in caplog.text + repr(job(engine))


def test_progress_is_seen_by_others_while_the_job_runs(engine: Engine, work: Work):
    seen = []

    def run(context: JobContext) -> None:
        context.save()
        context.progress(done=3, of=9, what="scoring")
        seen.append(job(engine).progress)

    register(JobKind.MATCH_RUN, Handler(run=run))
    ask(engine)
    work()
    assert seen == [{"done": 3, "of": 9, "what": "scoring"}]


def test_progress_is_written_at_most_once_a_second(engine: Engine, work: Work):
    seen = []

    def run(context: JobContext) -> None:
        for done in range(1, 5):
            context.progress(done=done, of=5, what="scoring")
        seen.append(job(engine).progress["done"])

    register(JobKind.MATCH_RUN, Handler(run=run))
    ask(engine)
    work()
    assert seen == [1]


def test_progress_with_unsaved_changes_is_a_mistake_that_shows(engine: Engine, work: Work):
    def run(context: JobContext) -> None:
        write_something(context)
        context.session.flush()
        context.progress(done=1, of=2, what="scoring")

    register(JobKind.MATCH_RUN, Handler(run=run, retries_errors=False))
    ask(engine)
    work()
    assert job(engine).error_code == "StillWriting"


def test_a_cancelled_job_stops_at_its_next_step(engine: Engine, work: Work):
    def run(context: JobContext) -> None:
        with Session(engine) as other:
            queue.cancel(other, KEY, now=NOW)
            other.commit()
        context.progress(done=1, of=2, what="scoring")
        write_something(context)

    register(JobKind.MATCH_RUN, Handler(run=run))
    ask(engine)
    work()
    assert job(engine).state is JobState.CANCELLED
    assert times_run(engine) == 0


def test_a_job_left_behind_is_run_again(engine: Engine, work: Work):
    register(JobKind.MATCH_RUN, Handler(run=write_something))
    leave_behind(engine)
    work()
    assert job(engine).state is JobState.DONE
    assert times_run(engine) == 1


def test_a_job_that_outlives_many_workers_is_taken_for_the_cause(engine: Engine, work: Work):
    register(JobKind.MATCH_RUN, Handler(run=write_something))
    leave_behind(engine, attempt=queue.MOST_STARTS)
    work()
    assert (job(engine).state, job(engine).error_code) == (JobState.FAILED, "broken_off")
    assert times_run(engine) == 0


@pytest.mark.parametrize(
    ("verdict", "state"),
    [(JobState.UNCONFIRMED, JobState.UNCONFIRMED), (JobState.QUEUED, JobState.DONE)],
)
def test_the_kind_of_job_decides_what_is_done_in_doubt(
    engine: Engine, work: Work, verdict: JobState, state: JobState
):
    def on_doubt(session: Session, job: queue.ClaimedJob, *, code: str) -> JobState:
        return verdict

    register(JobKind.MATCH_RUN, Handler(run=write_something, on_doubt=on_doubt))
    leave_behind(engine, phase=JobPhase.DATA)
    work()
    assert job(engine).state is state


def test_a_doubt_that_may_be_repeated_waits_like_any_other_try(engine: Engine, work: Work):
    def run(context: JobContext) -> None:
        context.mark_data()
        raise Doubtful("no_answer")

    register(JobKind.MATCH_RUN, Handler(run=run))
    ask(engine)
    work()
    assert (job(engine).state, job(engine).error_code) == (JobState.QUEUED, "no_answer")
    assert job(engine).run_after > clock.now()


def test_jobs_nobody_does_wait_for_a_version_that_does(
    engine: Engine, work: Work, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("webapp.jobs.registry._handlers", {})
    ask(engine)
    assert work() == 0
    assert job(engine).state is JobState.QUEUED


def test_a_kind_in_trouble_lets_the_others_go_first(engine: Engine, work: Work):
    order: list[str] = []

    def hang(context: JobContext) -> None:
        order.append(context.job.key)
        raise RetryLater("smtp_timeout")

    register(JobKind.SEND_EMAIL, Handler(run=hang))
    register(JobKind.MATCH_RUN, Handler(run=lambda context: order.append(context.job.key)))
    for number in range(3):
        ask(engine, f"email:{number}", kind=JobKind.SEND_EMAIL)
    ask(engine)
    work()
    assert order == ["email:0", KEY, "email:1", "email:2"]


def test_what_falls_due_is_looked_for_once_a_day(
    engine: Engine, work: Work, monkeypatch: pytest.MonkeyPatch
):
    days: list[date] = []
    monkeypatch.setattr(due, "_hooks", {"test": lambda session, *, today, now: days.append(today)})
    monday = NOW.date()
    for day in (monday, monday, monday + timedelta(days=1)):
        clock.move_to(day)
        work()
        work()
    assert days == [monday, monday + timedelta(days=1)]


def test_only_one_worker_holds_the_lock(tmp_path: Path):
    with WorkerLock(tmp_path / "lock") as first, WorkerLock(tmp_path / "lock") as second:
        assert first.take()
        assert first.take()
        assert not second.take()
        first.release()
        assert second.take()


def test_a_worker_that_waits_for_the_lock_can_be_stopped(engine: Engine, tmp_path: Path):
    second = Worker(engine, tmp_path / "lock")
    with WorkerLock(tmp_path / "lock") as first:
        assert first.take()
        thread = threading.Thread(target=second.run)
        thread.start()
        second.stop()
        thread.join(5)
        assert not thread.is_alive()


def test_a_worker_at_work_does_not_take_another_ones_job(engine: Engine, tmp_path: Path):
    leave_behind(engine)
    second = Worker(engine, tmp_path / "lock")
    with WorkerLock(tmp_path / "lock") as first:
        assert first.take()
        second.stop()
        assert second.run(until_idle=True) == 0
    assert job(engine).state is JobState.RUNNING
