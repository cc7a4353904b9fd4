"""What surrounds each request: a GET reads and writes nothing."""

from flask import Flask, g, request
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from webapp.core.db import read_only

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class WroteWhileReading(Exception):
    """A page changed data while it answered a GET; a link in an email could then do so too."""


def mark_reading() -> None:
    """Let a GET read beside a writer; everything else takes the write lock first."""
    g.read_only_token = read_only.set(request.method in READING)


def unmark_reading(_error: BaseException | None = None) -> None:
    """Leave the thread as it was."""
    if (token := g.pop("read_only_token", None)) is not None:
        read_only.reset(token)


@event.listens_for(Session, "before_flush")
def refuse_writes_while_reading(
    session: Session, _context: UOWTransaction, _instances: object
) -> None:
    """Raise WroteWhileReading when a GET adds, changes or deletes a row."""
    changed = [
        *session.new,
        *session.deleted,
        *(row for row in session.dirty if session.is_modified(row)),
    ]
    if changed and read_only.get():
        raise WroteWhileReading(f"{request.endpoint}: {type(changed[0]).__name__}")


def init_app(app: Flask) -> None:
    """Put the marks round every request."""
    app.before_request(mark_reading)
    app.teardown_request(unmark_reading)
