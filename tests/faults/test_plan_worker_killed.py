"""The worker dies by kill -9 while it makes a plan: the next one comes to the same plan."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crowd import ask, crowd, empty_database, plan, plan_without_search, work
from webapp.core import clock
from webapp.core.db import SQLITE, db
from webapp.placements.plan_models import PlanState, PlanVeto
from webapp.placements.plan_targets import source_of

__all__ = ["crowd", "empty_database"]
ROOT = Path(__file__).resolve().parents[2]


def content(run):
    """Return what a plan says, without keys that are made anew each time."""
    return (
        [
            (one.learner_id, one.offer, one.window, one.units, one.dates, one.lock)
            for one in run.placements
        ],
        [(one.learner_id, one.reasons, one.near_misses) for one in run.unplaced],
        [(one.code, one.offer, one.evidence) for one in run.findings],
        run.stages,
        run.proofs,
    )


def start_worker(folder):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    places = {
        "INSTANCE_PATH": str(folder),
        "DATABASE_URL": str(db.engine.url),
        "POSTCODE_TABLE": str(ROOT / "tests" / "data" / "postcodes-small.bin"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "webapp", "worker"],
        cwd=ROOT,
        env=kept | places,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


PLAN_STATE = "SELECT state FROM plan_run WHERE id = ?"
SEARCH_STATE = "SELECT targets_state FROM plan_source WHERE plan_id = ?"


def wait_until_it_runs(query, key, *, seconds):
    """Watch the row on a connection that takes no lock."""
    watching = SQLITE.connect(f"file:{db.engine.url.database}?mode=ro", uri=True)
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            (state,) = watching.execute(query, (key,)).fetchone()
            if state != "waiting":
                return
            time.sleep(0.002)
    finally:
        watching.close()


def kill_while_planning(session, crowd, folder):
    """Return a plan whose worker was killed with -9 while it planned."""
    for _ in range(6):  # a kill that comes too late proves nothing
        run = ask(session, crowd)
        key = run.id.hex
        session.rollback()  # the test lets go of the write lock
        with start_worker(folder) as process:
            wait_until_it_runs(PLAN_STATE, key, seconds=60)
            process.kill()
        session.expire_all()
        if run.state is PlanState.RUNNING:
            return run
    raise AssertionError("every kill came too late")


@pytest.mark.slow
def test_a_worker_killed_while_it_plans_leaves_the_same_plan_to_the_next(session, crowd, tmp_path):
    run = kill_while_planning(session, crowd, tmp_path)
    assert (run.placements, run.unplaced, run.findings) == ([], [], [])

    work(session, tmp_path)
    assert run.state is PlanState.DONE
    found = content(run)
    assert len(found[0]) == 3, "no line is there twice"
    run.previous_id = None
    other = ask(session, crowd)
    other.previous_id = None  # the first plan had none to compare with either
    work(session, tmp_path)
    assert content(other) == found


def targets_of(run):
    return [
        (one.kind, one.name, one.offer, one.window, one.placed, one.units) for one in run.targets
    ]


def kill_while_searching(session, crowd, folder):
    """Return a plan whose worker was killed with -9 while it looked whom to ask next."""
    for _ in range(6):  # a kill that comes too late proves nothing
        run = plan_without_search(session, crowd, folder)
        key = run.id.hex
        session.rollback()  # the test lets go of the write lock
        with start_worker(folder) as process:
            wait_until_it_runs(SEARCH_STATE, key, seconds=60)
            process.kill()
        session.expire_all()
        if source_of(session, run.id).targets_state is PlanState.RUNNING:
            return run
    raise AssertionError("every kill came too late")


@pytest.mark.slow
def test_a_worker_killed_while_it_searches_leaves_the_same_targets_to_the_next(
    session, crowd, tmp_path
):
    rule_out(session, crowd)
    whole = targets_of(plan(session, crowd, tmp_path))
    run = kill_while_searching(session, crowd, tmp_path)

    work(session, tmp_path)
    assert whole, "there is something to ask for"
    assert targets_of(run) == whole, "none is missing or there twice"


def rule_out(session, crowd):
    """Take the only place that Jay has, so that more places would help."""
    session.add(
        PlanVeto(
            provider_id=crowd.jay.provider_id,
            learner=crowd.jay,
            offer="e5-1-1",
            why="Far.",
            set_by_id=crowd.grace.id,
            set_at=clock.now(),
        )
    )
    session.commit()
