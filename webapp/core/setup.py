"""Joins the core to the application, one module after the other.

requests: a GET writes nothing. stored_files: room for files before anything reads a form.
security: headers, nonce, CSRF. error_pages: every error handler. pages: template loaders, tools
and what an undefined name does.
"""

from flask import Flask

from webapp.core import audit, clock, error_pages, pages, requests, security, stored_files
from webapp.core.formatting import FILTERS
from webapp.core.wizard.models import Draft, DraftKey

TABLES = (audit.AuditEvent, Draft, DraftKey)
"""The core’s own tables, known to the database once this module is read."""


def init_app(app: Flask) -> None:
    """Wire what surrounds every request, in the order it acts."""
    requests.init_app(app)
    stored_files.init_app(app)
    security.init_app(app)
    error_pages.init_app(app)
    pages.init_app(app)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        now=clock.now,
        today=clock.today,
        count=FILTERS["count"],
        day_range=FILTERS["day_range"],
        time_range=FILTERS["time_range"],
    )
