"""The command `flask worker`."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.jobs import queue
from webapp.jobs.models import JobKind, JobState
from webapp.jobs.registry import Handler, register


def ask(engine: Engine, *keys: str) -> None:
    long_ago = clock.now() - timedelta(days=2)
    with Session(engine) as session:
        for key in keys:
            queue.enqueue(
                session, JobKind.MATCH_RUN, key=key, payload={}, run_after=long_ago, now=long_ago
            )
        session.commit()


def states(engine: Engine, *keys: str) -> list[JobState]:
    with Session(engine) as session:
        return [job.state for key in keys if (job := queue.find(session, key))]


def test_the_worker_does_everything_due_and_stops(app: Flask, engine: Engine):
    register(JobKind.MATCH_RUN, Handler(run=lambda context: None))
    ask(engine, "a", "b")
    said = app.test_cli_runner().invoke(args=["worker", "--until-idle"])
    assert said.exit_code == 0
    assert states(engine, "a", "b") == [JobState.DONE, JobState.DONE]


def test_the_worker_does_one_job_and_stops(app: Flask, engine: Engine):
    register(JobKind.MATCH_RUN, Handler(run=lambda context: None))
    ask(engine, "a", "b")
    said = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert "The worker did 1 job." in said.output
    assert states(engine, "a", "b") == [JobState.DONE, JobState.QUEUED]
