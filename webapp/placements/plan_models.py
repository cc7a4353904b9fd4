"""Plans for many learners at once: what was asked, what came out, what leads settled before."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from webapp.core.db import Base, key_column
from webapp.learners.models import Learner
from webapp.placements.models import MatchRun


class PlanState(StrEnum):
    """Where a plan is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class PlanRun(Base):
    """One plan for many learners, kept whole so that old plans stay comparable.

    Places are named by the keys of their offer and window, not by rows: what an employer
    changes later changes no plan of before.
    """

    __tablename__ = "plan_run"

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"), index=True)
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    years: Mapped[list[int]] = mapped_column(sa.JSON)
    """Year groups; none is every year."""
    everyone: Mapped[bool]
    """Also learners without an open request, who are then named as left out."""
    wanted: Mapped[int]
    """Placements for each learner, those approved before counted."""
    objective: Mapped[str] = mapped_column(sa.String(20))
    bands: Mapped[list[int]] = mapped_column(sa.JSON)
    """Limits of the score in units, 0 to 10,000, lowest first."""
    state: Mapped[PlanState] = mapped_column(default=PlanState.WAITING)
    failed_because: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    previous_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("plan_run.id"), default=None
    )
    """The plan it was compared with."""
    verified: Mapped[bool] = mapped_column(default=False)
    """The independent checker found nothing wrong; nothing of another plan is kept."""
    rules_version: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    weights: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    seed: Mapped[int] = mapped_column(default=0)
    method: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    gap: Mapped[float | None] = mapped_column(default=None)
    stages: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """What each aim of each round reached: round, aim, value, gap."""
    proofs: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """For each round: method, primal, dual, holds, gap."""
    learners: Mapped[int] = mapped_column(default=0)
    placed: Mapped[int] = mapped_column(default=0)
    units: Mapped[int] = mapped_column(default=0)
    below: Mapped[list[int]] = mapped_column(sa.JSON, default_factory=list)
    """New placements below each band."""
    offers_compared: Mapped[int] = mapped_column(default=0)
    pairs: Mapped[int] = mapped_column(default=0)
    """Learners with windows that every rule allows."""
    cpu_milliseconds: Mapped[int | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    placements: Mapped[list["PlannedPlacement"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="PlannedPlacement.number"
    )
    unplaced: Mapped[list["PlanUnplaced"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="PlanUnplaced.number"
    )
    findings: Mapped[list["PlanFinding"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="PlanFinding.number"
    )
    changes: Mapped[list["PlanChange"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="PlanChange.number"
    )
    targets: Mapped[list["PlanTarget"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="PlanTarget.number"
    )
    waiting: Mapped[list["PlanWaiting"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="PlanWaiting.number"
    )


class PlanRow(Base):
    """One line of a plan: it goes with its plan, and has a number in it."""

    __abstract__ = True

    @declared_attr.directive
    def __table_args__(cls) -> tuple[sa.UniqueConstraint]:  # noqa: N805  called on the class
        """Return the constraint that each table needs for itself."""
        return (sa.UniqueConstraint("plan_id", "number"),)

    id: Mapped[uuid.UUID] = key_column()
    plan_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("plan_run.id", ondelete="CASCADE"), init=False
    )
    number: Mapped[int]


class LearnerRow(PlanRow):
    """One line of a plan about a learner, and it goes with them too."""

    __abstract__ = True

    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )


class PlannedPlacement(LearnerRow):
    """One learner at one place in a plan: a suggestion, never a placement."""

    __tablename__ = "planned_placement"

    learner: Mapped[Learner] = relationship(init=False, viewonly=True)
    offer: Mapped[str] = mapped_column(sa.String(120))
    window: Mapped[str] = mapped_column(sa.String(120))
    type: Mapped[str | None] = mapped_column(sa.String(10))
    units: Mapped[int]
    dates: Mapped[list[str]]
    round: Mapped[int]
    lock: Mapped[str | None] = mapped_column(sa.String(20))
    """approved, locked, or None where the plan chose it."""
    parts: Mapped[dict[str, Any]]
    conditions: Mapped[list[Any]] = mapped_column(sa.JSON)
    refused: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    """Why it could not be proposed when a lead tried last."""
    refused_by: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """What the rules found then."""
    run_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("match_run.id", ondelete="SET NULL"), index=True, default=None
    )
    """The run that proposes it."""
    run: Mapped[MatchRun | None] = relationship(init=False, viewonly=True)


class PlanUnplaced(LearnerRow):
    """A learner without a placement in a plan, and why, as codes."""

    __tablename__ = "plan_unplaced"

    learner: Mapped[Learner] = relationship(init=False, viewonly=True)
    reasons: Mapped[list[str]]
    options: Mapped[int]
    near_misses: Mapped[list[Any]] = mapped_column(sa.JSON)


class PlanFinding(PlanRow):
    """Something wrong in what was asked or in the data, as a code with its keys."""

    __tablename__ = "plan_finding"

    code: Mapped[str] = mapped_column(sa.String(40))
    learner_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    offer: Mapped[str | None] = mapped_column(sa.String(120))
    window: Mapped[str | None] = mapped_column(sa.String(120))
    evidence: Mapped[dict[str, Any]]
    learner: Mapped[Learner | None] = relationship(init=False, viewonly=True)


class PlanChange(LearnerRow):
    """One difference from the plan before, and why, as codes."""

    __tablename__ = "plan_change"

    learner: Mapped[Learner] = relationship(init=False, viewonly=True)
    why: Mapped[str] = mapped_column(sa.String(30))
    was_offer: Mapped[str | None] = mapped_column(sa.String(120))
    was_window: Mapped[str | None] = mapped_column(sa.String(120))
    now_offer: Mapped[str | None] = mapped_column(sa.String(120))
    now_window: Mapped[str | None] = mapped_column(sa.String(120))


class PlanTarget(PlanRow):
    """Something to ask an employer for, and what the plan would then reach: solved again."""

    __tablename__ = "plan_target"

    kind: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(120))
    offer: Mapped[str] = mapped_column(sa.String(120))
    window: Mapped[str] = mapped_column(sa.String(120))
    places: Mapped[int]
    placed: Mapped[int]
    """How many more learners would have a place."""
    lifted: Mapped[int]
    """How many fewer would be below the highest band where that changes."""
    units: Mapped[int]
    exact: Mapped[bool]


class PlanWaiting(LearnerRow):
    """A learner who could be at a planned place and is not; the first in need first."""

    __tablename__ = "plan_waiting"

    learner: Mapped[Learner] = relationship(init=False, viewonly=True)
    offer: Mapped[str] = mapped_column(sa.String(120))
    window: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int]
    units: Mapped[int]
    elsewhere: Mapped[str | None] = mapped_column(sa.String(120))
    """The offer they have instead."""
    lock: Mapped[str | None] = mapped_column(sa.String(20))


class Wish(Base):
    """Something every plan of a school keeps to, because a lead said so."""

    __abstract__ = True

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"), index=True)
    why: Mapped[str] = mapped_column(sa.String(300))
    """For staff only."""
    set_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    set_at: Mapped[datetime]


class PairWish(Wish):
    """A wish about one learner and one offer."""

    __abstract__ = True

    @declared_attr.directive
    def __table_args__(cls) -> tuple[sa.UniqueConstraint]:  # noqa: N805  called on the class
        """Return the constraint that each table needs for itself."""
        return (sa.UniqueConstraint("learner_id", "offer"),)

    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    offer: Mapped[str] = mapped_column(sa.String(120))


class PlanLock(PairWish):
    """A learner every plan keeps at one place."""

    __tablename__ = "plan_lock"

    learner: Mapped[Learner] = relationship()
    window: Mapped[str | None] = mapped_column(sa.String(120))


class PlanVeto(PairWish):
    """A learner and an offer that no plan puts together."""

    __tablename__ = "plan_veto"

    learner: Mapped[Learner] = relationship()


class KeepApart(Wish):
    """Learners whom no plan puts at one employer on the same day."""

    __tablename__ = "keep_apart"

    members: Mapped[list["KeepApartMember"]] = relationship(
        default_factory=list, cascade="all, delete-orphan"
    )


class KeepApartMember(Base):
    """One learner of a group that is kept apart."""

    __tablename__ = "keep_apart_member"

    group_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("keep_apart.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    learner: Mapped[Learner] = relationship()
