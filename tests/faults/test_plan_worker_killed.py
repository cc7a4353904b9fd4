"""The worker dies by kill -9 while it makes a plan: the next one comes to the same plan."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crowd import ask, crowd, empty_database, work
from webapp.core.db import SQLITE, db
from webapp.placements.plan_models import PlanState

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


def wait_until_it_runs(key, *, seconds):
    """Watch the row on a connection that takes no lock."""
    watching = SQLITE.connect(f"file:{db.engine.url.database}?mode=ro", uri=True)
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            query = "SELECT state FROM plan_run WHERE id = ?"
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
            wait_until_it_runs(key, seconds=60)
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
