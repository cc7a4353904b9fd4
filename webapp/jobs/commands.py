"""The command that starts the worker."""

import logging

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.core.db import db
from webapp.jobs.lock import lock_file
from webapp.jobs.worker import Worker, stopped_by_signals


@click.command("worker")
@click.option("--once", is_flag=True, help="Do one job that is due, then stop.")
@click.option("--until-idle", is_flag=True, help="Do everything that is due, then stop.")
@with_appcontext
def work(once: bool, until_idle: bool) -> None:
    """Send email, match and look for what falls due until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    instance = current_app.config["SETTINGS"].instance_path
    worker = Worker(db.engine, lock_file(db.engine.url, instance_path=instance))
    with stopped_by_signals(worker):
        done = worker.run(until_idle=once or until_idle, at_most=1 if once else None)
    db.engine.dispose()
    click.echo(f"The worker did {done} {'job' if done == 1 else 'jobs'}.")


commands = (work,)
