"""The job table as a queue: asking twice, claiming, fencing, retrying, cancelling."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests.factories import NOW
from webapp.jobs import queue
from webapp.jobs.models import JobKind, JobPhase, JobState
from webapp.jobs.queue import JITTER, TRY_AGAIN_AT, ClaimedJob, LostJob, wait_before_retry

ALL = frozenset(JobKind)
SECOND = timedelta(seconds=1)


def ask(session: Session, key: str = "match:1", *, run_after=NOW, kind=JobKind.MATCH_RUN):
    return queue.enqueue(session, kind, key=key, payload={"run": 1}, run_after=run_after, now=NOW)


def take(session: Session, worker: str = "first", *, now=NOW, kinds=ALL) -> ClaimedJob | None:
    return queue.claim(session, worker=worker, kinds=kinds, now=now)


def state_of(session: Session, key: str = "match:1") -> JobState:
    session.expire_all()
    job = queue.find(session, key)
    assert job is not None
    return job.state


def test_a_job_is_claimed_and_finished(session: Session):
    ask(session)
    job = take(session)
    assert job is not None
    assert (job.key, job.payload, job.attempt) == ("match:1", {"run": 1}, 1)
    assert state_of(session) is JobState.RUNNING
    queue.finish(session, job, now=NOW)
    assert state_of(session) is JobState.DONE
    assert take(session) is None


def test_asking_twice_makes_one_job(session: Session):
    assert ask(session) is ask(session)
    assert take(session) is not None
    assert take(session) is None


def test_asking_again_for_a_finished_job_does_not_run_it_again(session: Session):
    ask(session)
    queue.finish(session, take(session), now=NOW)
    assert ask(session).state is JobState.DONE
    assert take(session) is None


def test_what_is_rolled_back_leaves_no_job(engine: Engine):
    with Session(engine) as session:
        ask(session)
        session.rollback()
        assert take(session) is None


def test_a_job_is_not_claimed_before_its_time(session: Session):
    ask(session, run_after=NOW + SECOND)
    assert take(session) is None
    assert take(session, now=NOW + SECOND) is not None


def test_the_job_due_longest_comes_first(session: Session):
    for key, minutes in (("b", 5), ("a", 3), ("c", 3)):
        ask(session, key, run_after=NOW - timedelta(minutes=minutes))
    assert [take(session).key for _ in range(3)] == ["b", "a", "c"]


def test_a_job_made_before_the_clock_was_put_back_is_due(session: Session):
    ask(session, run_after=NOW)
    assert take(session, now=NOW - timedelta(days=90)) is not None


def test_a_job_put_off_before_the_clock_was_put_back_is_due_but_keeps_its_waits(session: Session):
    ask(session)
    queue.retry_later(session, take(session), code="smtp_451", now=NOW)
    earlier = NOW - timedelta(days=90)
    job = take(session, now=earlier)
    assert job.attempt == 2
    queue.retry_later(session, job, code="smtp_451", now=earlier)
    assert take(session, now=earlier) is None
    assert take(session, now=earlier + timedelta(minutes=2)) is not None


def test_only_the_kinds_asked_for_are_claimed(session: Session):
    ask(session)
    assert take(session, kinds={JobKind.SEND_EMAIL}) is None
    assert take(session, kinds={JobKind.MATCH_RUN}) is not None


def test_a_worker_that_lost_its_job_can_change_nothing(session: Session):
    ask(session)
    lost = take(session, "first")
    queue.put_back(session, lost, code="broken_off", now=NOW)
    held = take(session, "second")
    for step in (
        lambda: queue.finish(session, lost, now=NOW),
        lambda: queue.fail(session, lost, code="x", now=NOW),
        lambda: queue.mark_data(session, lost),
        lambda: queue.check_held(session, lost),
        lambda: queue.hold_unconfirmed(session, lost, code="x"),
        lambda: queue.retry_later(session, lost, code="x", now=NOW),
        lambda: queue.put_back(session, lost, code="x", now=NOW),
        lambda: queue.report_progress(session, lost, done=1, of=2, what="scoring"),
    ):
        with pytest.raises(LostJob):
            step()
    queue.finish(session, held, now=NOW)
    assert state_of(session) is JobState.DONE


def test_a_waiting_job_can_be_cancelled_once(session: Session):
    ask(session)
    assert queue.cancel(session, "match:1", now=NOW)
    assert not queue.cancel(session, "match:1", now=NOW)
    assert take(session) is None


def test_a_running_job_that_is_cancelled_is_lost_to_its_worker(session: Session):
    ask(session)
    job = take(session)
    assert queue.cancel(session, "match:1", now=NOW)
    with pytest.raises(LostJob):
        queue.finish(session, job, now=NOW)


def test_what_the_mail_server_may_have_cannot_be_cancelled(session: Session):
    ask(session)
    queue.mark_data(session, take(session))
    assert not queue.cancel(session, "match:1", now=NOW)


def test_a_job_put_off_comes_back_from_its_start(session: Session):
    ask(session)
    job = take(session)
    queue.mark_data(session, job)
    assert queue.retry_later(session, job, code="smtp_451", now=NOW)
    assert take(session) is None
    again = take(session, now=NOW + timedelta(seconds=15))
    assert again.attempt == 2
    assert queue.find(session, "match:1").phase is JobPhase.START


def test_only_what_failed_or_is_in_doubt_starts_again(session: Session):
    ask(session)
    assert not queue.start_again(session, "match:1", now=NOW)
    job = take(session)
    assert not queue.start_again(session, "match:1", now=NOW)
    queue.fail(session, job, code="smtp_550", now=NOW)
    assert queue.start_again(session, "match:1", now=NOW)
    assert take(session).attempt == 1, "its tries are counted afresh"


def test_only_a_doubtful_job_is_confirmed(session: Session):
    ask(session)
    assert not queue.confirm(session, "match:1", now=NOW)
    queue.hold_unconfirmed(session, take(session), code="smtp_no_answer")
    assert queue.confirm(session, "match:1", now=NOW)
    assert state_of(session) is JobState.DONE


@given(key=st.text(max_size=40))
def test_retries_span_four_hours_and_then_end(key: str):
    waits = [wait_before_retry(key, attempt=attempt) for attempt in range(1, 7)]
    assert waits.pop() is None
    assert waits == sorted(waits)
    span = sum(waits, timedelta())
    assert TRY_AGAIN_AT[-1] <= span <= TRY_AGAIN_AT[-1] * (1 + JITTER)
    assert waits == [wait_before_retry(key, attempt=attempt) for attempt in range(1, 6)]


def test_jobs_that_failed_together_do_not_come_back_together():
    waits = {wait_before_retry(f"email:{number}", attempt=1) for number in range(100)}
    assert len(waits) == 100
