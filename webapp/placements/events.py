"""What other packages do when a placement changes: they say so here, once, at start-up."""

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from webapp.placements.models import Placement, PlacementState


class AfterMove(Protocol):
    """Does what follows from a placement’s new state, in the same transaction."""

    def __call__(
        self, session: Session, placement: Placement, *, before: PlacementState, now: datetime
    ) -> None:
        """Change what belongs to the package that registered it."""
        ...


_after_move: dict[str, AfterMove] = {}


def after_each_move(name: str, hook: AfterMove) -> None:
    """Call this after every change of state; the same name replaces it."""
    _after_move[name] = hook


def tell_moved(
    session: Session, placement: Placement, *, before: PlacementState, now: datetime
) -> None:
    """Call everyone who wants to know, in order of name."""
    for name in sorted(_after_move):
        _after_move[name](session, placement, before=before, now=now)
