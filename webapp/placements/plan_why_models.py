"""What a plan chose from, kept so that it can be explained later, and what was asked of it."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.db import Base
from webapp.learners.models import Learner
from webapp.placements.plan_models import LearnerRow, PlanState


class PlanSource(Base):
    """The places and days a plan chose from, and how far the search for what to ask for is."""

    __tablename__ = "plan_source"

    plan_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("plan_run.id", ondelete="CASCADE"), primary_key=True
    )
    places: Mapped[list[Any]] = mapped_column(sa.JSON)
    """Offer, window, employer, site, stable key, places, and what is held: who and when."""
    dates: Mapped[list[Any]] = mapped_column(sa.JSON)
    """Sets of days."""
    targets_state: Mapped[PlanState] = mapped_column(default=PlanState.WAITING)
    targets_failed_because: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    targets_done: Mapped[list[str]] = mapped_column(default_factory=list)
    """The parts of the search that are finished."""


class PlanLearner(LearnerRow):
    """A learner as a plan met them, numbered by who comes first, and why they are where they are.

    Other learners stand in it by key alone.
    """

    __tablename__ = "plan_learner"

    learner: Mapped[Learner] = relationship(init=False, viewonly=True)
    is_planned_for: Mapped[bool]
    """False for someone who was read only because others are kept apart from them."""
    options: Mapped[list[Any]] = mapped_column(sa.JSON)
    """Place, days and units of every pair that rules allow."""
    prices: Mapped[list[Any]] = mapped_column(sa.JSON)
    """What one more learner on the days of each pair costs the others, in units."""
    worth: Mapped[int]
    """What their placement is worth beyond the price of the place, in units."""
    asked: Mapped[dict[str, Any]]
    """What was asked of the plan about them: placements, locks, vetoes, groups, the last plan."""
    planned: Mapped[list[Any]] = mapped_column(sa.JSON)
    """Place, days, units, lock and round of each placement."""
    need: Mapped[dict[str, Any]]
    """What decided who comes first (SC-11): experience, deadline, hours, day of the request."""
    why_state: Mapped[PlanState | None] = mapped_column(default=None)
    """How far the explanation is; None when nobody asked for it."""
    why_failed_because: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    reasons: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """Why each placement."""
    choices: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """Why not each other offer that rules allowed."""
    ruled_out: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """What rules say of each offer they are against, when it was asked."""
    near_misses: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """Offers that one answer would open, when it was asked."""
    alternatives: Mapped[list[Any] | None] = mapped_column(sa.JSON, default=None)
    """Other places and what each would change for all; None until they are worked out."""
