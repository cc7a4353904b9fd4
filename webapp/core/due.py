"""What falls due: each package says what to look for when a day comes."""

from datetime import date, datetime
from typing import Protocol

from sqlalchemy.orm import Session


class Due(Protocol):
    """Does or queues what is due by today; returns how many; twice on a day does nothing more."""

    def __call__(self, session: Session, *, today: date, now: datetime) -> int:
        """Return how many things fell due."""
        ...


_hooks: dict[str, Due] = {}


def register(name: str, hook: Due) -> None:
    """Add a hook under its name; the same name replaces it, so that every app has it once."""
    _hooks[name] = hook


def run_due(session: Session, *, today: date, now: datetime) -> dict[str, int]:
    """Return how many things fell due, by hook, in order of name. The caller commits."""
    return {name: _hooks[name](session, today=today, now=now) for name in sorted(_hooks)}
