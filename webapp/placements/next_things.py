"""What comes next for a learner: every package may add a card to “my next thing”."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """One card; `template` draws it and finds it as `thing`. The lowest order comes first."""

    template: str
    about: Any
    order: int = 50


Source = Callable[[Session, Actor, date], Iterable[NextThing]]
_sources: dict[str, Source] = {}


def add_source(name: str, source: Source) -> None:
    """Ask this for cards; the same name replaces it."""
    _sources[name] = source


def next_things(session: Session, actor: Actor, today: date) -> list[NextThing]:
    """Return the learner’s cards, first what is first."""
    found = [thing for name in sorted(_sources) for thing in _sources[name](session, actor, today)]
    return sorted(found, key=lambda thing: thing.order)
