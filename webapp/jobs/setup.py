"""Joins the job table to the application: the one kind of job that needs no package above."""

import logging

from flask import Flask

from webapp.core import clock, due
from webapp.jobs.models import JobKind
from webapp.jobs.registry import Handler, JobContext, register

log = logging.getLogger(__name__)


def do_what_falls_due(context: JobContext) -> None:
    """Ask every package for what is due by today; twice on a day does nothing more."""
    found = due.run_due(context.session, today=clock.today(), now=context.now())
    log.info("fell due %s", " ".join(f"{name}={number}" for name, number in found.items()))


def init_app(_app: Flask) -> None:
    """Let the worker look for what falls due."""
    register(JobKind.FALLS_DUE, Handler(run=do_what_falls_due))
