"""Match runs: asked for once, worked out by the worker, the same every time."""

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from webapp.accounts.access import actor_of
from webapp.core import clock
from webapp.core.db import SQLITE, db
from webapp.employers.models import Offer
from webapp.jobs import queue
from webapp.jobs.lock import lock_file
from webapp.jobs.models import Job, JobKind, JobState
from webapp.jobs.worker import Worker
from webapp.placements.matchmaking import propose_for, store
from webapp.placements.models import MatchRun, Proposal, RunState
from webapp.placements.run_pages import may_read_restricted
from webapp.placements.runs import ask_for_run, job_key

POSTCODES = Path(__file__).parents[2] / "data" / "postcodes-small.bin"


def ask(session, town):
    run = ask_for_run(session, town.jay, actor_id=town.grace.id, now=clock.now())
    session.commit()
    return run


def work(session, folder):
    session.commit()
    Worker(db.engine, lock_file(db.engine.url, instance_path=folder)).run(until_idle=True)
    session.expire_all()


def content(run):
    """Return what a run found, without keys that are made anew each time."""
    return (
        [
            (one.rank, one.window_id, one.score, one.parts, one.dates, one.tasks, one.findings)
            for one in run.proposals
        ],
        run.blocked,
        run.near_misses,
        run.fewer_than_three,
    )


def test_asking_twice_is_one_run_and_one_job(session, town):
    first = ask(session, town)

    assert ask(session, town) is first
    jobs = session.scalars(sa.select(Job).where(Job.kind == JobKind.MATCH_RUN)).all()
    assert [job.key for job in jobs] == [job_key(first.id)]
    assert jobs[0].payload == {"run": str(first.id)}


def test_the_worker_writes_everything_at_once(session, town, tmp_path):
    run = ask(session, town)
    work(session, tmp_path)

    assert run.state is RunState.DONE
    assert [one.window.offer.site.employer.name for one in run.proposals] == [
        "Millbrook Heritage Railway",
        "Aldermere Library",
    ]
    assert run.offers_compared == session.scalar(sa.select(sa.func.count(Offer.id)))
    assert run.rules_version
    assert sum(run.weights.values()) == pytest.approx(100)
    assert run.asked_by_id == town.grace.id
    assert run.fewer_than_three == ["ruled_out"]


def test_after_a_run_the_next_question_makes_a_new_one_and_keeps_the_old(session, town, tmp_path):
    first = ask(session, town)
    work(session, tmp_path)
    second = ask(session, town)
    work(session, tmp_path)

    assert second is not first
    assert content(first) == content(second)


def test_a_worker_that_died_in_the_middle_changes_nothing(session, town, tmp_path):
    run = ask(session, town)
    whole = propose_for(session, town.jay.id, today=clock.today())
    session.rollback()
    # A worker claims the job, says that it runs, compares, writes half, and is killed.
    claimed = queue.claim(session, worker="dead", now=clock.now(), kinds={JobKind.MATCH_RUN})
    session.get_one(MatchRun, run.id).state = RunState.RUNNING
    session.commit()
    assert claimed is not None
    half = session.get_one(MatchRun, run.id)
    store(session, half, whole, now=clock.now())
    session.rollback()
    session.expire_all()
    assert session.scalar(sa.select(sa.func.count(Proposal.id))) == 0

    work(session, tmp_path)
    assert run.state is RunState.DONE
    found = content(run)

    other = ask(session, town)
    work(session, tmp_path)
    assert content(other) == found


def kill_while_running(session, town, folder):
    """Return a run whose worker was killed with -9 while it compared."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    places = {
        "INSTANCE_PATH": str(folder),
        "DATABASE_URL": str(db.engine.url),
        "POSTCODE_TABLE": str(POSTCODES),
    }
    for _ in range(6):  # a kill that comes too late proves nothing
        run = ask(session, town)
        key = run.id.hex
        session.rollback()  # the test lets go of the write lock
        with subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "webapp", "worker"],
            cwd=Path(__file__).parents[3],
            env=kept | places,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            wait_until_it_runs(key, seconds=60)
            process.kill()
        session.expire_all()
        if run.state is RunState.RUNNING:
            return run
    raise AssertionError("every kill came too late")


def wait_until_it_runs(key, *, seconds):
    """Watch the row on a connection that takes no lock."""
    watching = SQLITE.connect(f"file:{db.engine.url.database}?mode=ro", uri=True)
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            (state,) = watching.execute(
                "SELECT state FROM match_run WHERE id = ?", (key,)
            ).fetchone()
            if state != "queued":
                return
            time.sleep(0.002)
    finally:
        watching.close()


def test_a_worker_killed_while_it_compares_leaves_the_same_result_to_the_next(
    session, town, tmp_path
):
    run = kill_while_running(session, town, tmp_path)
    assert not run.proposals

    work(session, tmp_path)
    assert run.state is RunState.DONE
    found = content(run)
    other = ask(session, town)
    work(session, tmp_path)
    assert content(other) == found


def test_storing_a_run_that_is_done_changes_nothing(session, town, run):
    before = [one.id for one in run.proposals]

    store(session, run, propose_for(session, town.jay.id, today=clock.today()), now=clock.now())
    assert [one.id for one in run.proposals] == before


def test_a_job_that_comes_twice_leaves_a_finished_run_as_it_is(session, town, tmp_path):
    run = ask(session, town)
    work(session, tmp_path)
    before = [one.id for one in run.proposals]
    queue.enqueue(
        session,
        JobKind.MATCH_RUN,
        key="match:again",
        payload={"run": str(run.id)},
        run_after=clock.now(),
        now=clock.now(),
    )
    work(session, tmp_path)
    assert run.state is RunState.DONE
    assert [one.id for one in run.proposals] == before


def test_a_run_that_is_gone_fails_for_good(session, town, tmp_path):
    queue.enqueue(
        session,
        JobKind.MATCH_RUN,
        key="match:gone",
        payload={"run": str(uuid.uuid4())},
        run_after=clock.now(),
        now=clock.now(),
    )
    work(session, tmp_path)

    assert queue.find(session, "match:gone").state is JobState.FAILED


def test_a_learner_without_a_request_gets_a_reason_and_no_crash(session, town, tmp_path):
    for request in town.jay.requests:
        request.closed_at = clock.now()
    run = ask(session, town)
    work(session, tmp_path)

    assert run.state is RunState.DONE
    assert "no_request" in run.fewer_than_three


def test_restricted_reasons_are_for_leads_and_the_safeguarding_lead(town):
    assert may_read_restricted(actor_of(town.grace))
    assert may_read_restricted(actor_of(town.helen))
    assert not may_read_restricted(actor_of(town.ruth))
