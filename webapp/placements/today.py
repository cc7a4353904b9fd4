"""What needs someone today: every package adds its own, late things come first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayItem:
    """One thing to do.

    `template` draws one row of the list (`c.work_row`) and finds this item as `item`, so
    that the words stay in templates. `about` is whatever that template needs.
    """

    template: str
    due_on: date
    about: Any
    weight: int = 0
    """Of things due on the same day the heavier comes first."""


Source = Callable[[Session, Actor, date], Iterable[TodayItem]]
_sources: dict[str, Source] = {}


def add_source(name: str, source: Source) -> None:
    """Ask this for things to do; the same name replaces it."""
    _sources[name] = source


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Things to do, by when they are due."""

    late: tuple[TodayItem, ...]
    today: tuple[TodayItem, ...]
    week: tuple[TodayItem, ...]
    later: tuple[TodayItem, ...]

    @property
    def total(self) -> int:
        """How many there are, without those for later."""
        return len(self.late) + len(self.today) + len(self.week)


def today_items(session: Session, actor: Actor, today: date) -> list[TodayItem]:
    """Return everything there is to do for this person, first what is due first."""
    found = [item for name in sorted(_sources) for item in _sources[name](session, actor, today)]
    return sorted(found, key=lambda item: (item.due_on, -item.weight))


def by_day(items: Iterable[TodayItem], today: date) -> Work:
    """Return the items in four heaps: late, today, this week, later."""
    listed = tuple(items)
    return Work(
        late=tuple(item for item in listed if item.due_on < today),
        today=tuple(item for item in listed if item.due_on == today),
        week=tuple(item for item in listed if today < item.due_on <= today + WEEK),
        later=tuple(item for item in listed if item.due_on > today + WEEK),
    )
