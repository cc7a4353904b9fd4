"""Joins learners to the application: what falls due each day."""

from flask import Flask

from webapp.core import due
from webapp.learners.services import withdraw_ended_consents


def init_app(app: Flask) -> None:
    """Have consents end on their day."""
    due.register("consents_ended", withdraw_ended_consents)
