"""Joins concerns to the application: what waits on Today, and answers for the learner."""

from flask import Flask

from webapp.concerns.to_do import answers_for_learner, concern_work, worry_work
from webapp.placements import next_things, today


def init_app(_app: Flask) -> None:
    """Bring worries and concerns to the pages that list what is next."""
    today.add_source("worries", worry_work)
    today.add_source("concerns", concern_work)
    next_things.add_source("worries", answers_for_learner)
