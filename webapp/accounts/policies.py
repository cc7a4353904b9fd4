"""Who may open what: one policy on each view, deny by default."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ParamSpec, TypeVar

from webapp.accounts.models import Role

P = ParamSpec("P")
R = TypeVar("R")


class Audience(StrEnum):
    """Those who open a page without signing in."""

    PUBLIC = "public"
    LINK = "link"
    """Holders of a link for one person; the view checks the link itself."""


STAFF_ROLES = (Role.CAREERS_LEAD, Role.DEPUTY_LEAD, Role.STAFF, Role.DSL)
LEADS = (Role.CAREERS_LEAD, Role.DEPUTY_LEAD)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking: a signed-in person and the one place they belong to."""

    user_id: uuid.UUID
    name: str
    roles: frozenset[Role]
    provider_id: uuid.UUID | None = None
    employer_id: uuid.UUID | None = None
    learner_id: uuid.UUID | None = None

    def is_any(self, *roles: Role) -> bool:
        """Return whether this person holds one of these roles."""
        return not self.roles.isdisjoint(roles)


class NoPolicy(Exception):
    """A route has no policy, so the product refuses to start."""


def allow(*who: Role | Audience) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Stamp a view with those who may open it."""
    if not who:
        raise NoPolicy("@allow needs at least one role or audience")

    def stamp(view: Callable[P, R]) -> Callable[P, R]:
        view.__allowed__ = frozenset(who)  # type: ignore[attr-defined]
        return view

    return stamp


def allowed(view: Callable[..., object]) -> frozenset[Role | Audience] | None:
    """Return who may open this view, or None when nobody decided."""
    return getattr(view, "__allowed__", None)


def may_open(view: Callable[..., object], actor: Actor | None) -> bool:
    """Return whether this person (None: not signed in) may open the view."""
    who = allowed(view)
    if who is None:
        return False
    if Audience.PUBLIC in who or Audience.LINK in who:
        return True
    return actor is not None and not actor.roles.isdisjoint(who)
