"""What other packages do when a learner’s choices change: they say so here, once, at start-up."""

from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.learners.models import Learner


class AfterChange(Protocol):
    """Does what follows from a changed share choice, consent or statement, at once."""

    def __call__(self, session: Session, learner: Learner, *, now: datetime) -> None:
        """Change what belongs to the package that registered it."""
        ...


_after_change: dict[str, AfterChange] = {}


def after_each_change(name: str, hook: AfterChange) -> None:
    """Call this after every change of what may be told; the same name replaces it."""
    _after_change[name] = hook


def tell_changed(session: Session, learner: Learner, *, now: datetime) -> None:
    """Call everyone who wants to know, in order of name; nobody knows a new learner yet."""
    if not sa.inspect(learner).persistent:
        return
    session.flush()  # they read what was changed
    for name in sorted(_after_change):
        _after_change[name](session, learner, now=now)
