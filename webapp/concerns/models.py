"""Worries that reach a named adult, and concerns that only the DSL sees."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.db import Base, key_column
from webapp.learners.models import Learner
from webapp.placements.models import Placement
from webapp.providers.models import StaffMember


class WorryState(StrEnum):
    """Where a worry or a concern is."""

    NEW = "new"
    SEEN = "seen"
    ANSWERED = "answered"


class WorrySource(StrEnum):
    """Who said it, or which answer of theirs did."""

    LEARNER = "learner"
    DEBRIEF = "debrief"
    """The learner, in answer to the question about safety."""
    FAMILY = "family"
    EMPLOYER = "employer"
    STAFF = "staff"


class WorryKind(StrEnum):
    """What was said; it decides who may read it."""

    WORRY = "worry"
    """For the named adult and the careers leads."""
    NOT_SAFE = "not_safe"
    """For the DSL at once, and for nobody else."""
    WOULD_NOT_SAY = "would_not_say"
    """A quiet sign to the named adult alone: the learner would not say if anything felt unsafe."""


class Worry(Base):
    """“I am worried”: what was said, and the named adult it goes to."""

    __tablename__ = "worry"
    __table_args__ = (sa.UniqueConstraint("form_key"),)

    id: Mapped[uuid.UUID] = key_column()
    form_key: Mapped[str] = mapped_column(sa.String(40))
    """Made with the form, so that sending twice stores once."""
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"), index=True)
    learner_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("learner.id"), index=True, init=False
    )
    learner: Mapped[Learner | None] = relationship(default=None)
    placement_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("placement.id"), init=False
    )
    placement: Mapped[Placement | None] = relationship(default=None)
    source: Mapped[WorrySource]
    kind: Mapped[WorryKind] = mapped_column(default=WorryKind.WORRY)
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
    goes_to_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("staff_member.id"), index=True, init=False
    )
    goes_to: Mapped[StaffMember] = relationship()
    state: Mapped[WorryState] = mapped_column(default=WorryState.NEW)
    answer: Mapped[str | None] = mapped_column(sa.Text, default=None)
    answered_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    """The name of who answered, as the learner reads it."""
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)


class ConcernKind(StrEnum):
    """What kind of thing happened."""

    SAFEGUARDING = "safeguarding"
    ACCIDENT = "accident"
    NEAR_MISS = "near_miss"
    DISTRESS = "distress"
    LEFT_SITE = "left_site"
    MEDICAL = "medical"
    BULLYING = "bullying"
    TRAVEL = "travel"
    PROPERTY = "property"
    PRIVACY = "privacy"
    OTHER = "other"


class Concern(Base):
    """What anyone told us on the public page; only a DSL, or a platform admin, reads it."""

    __tablename__ = "concern"
    __table_args__ = (sa.UniqueConstraint("form_key"),)

    id: Mapped[uuid.UUID] = key_column()
    form_key: Mapped[str] = mapped_column(sa.String(40))
    """Made with the form, so that sending twice stores once."""
    provider_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("provider.id"), index=True, default=None
    )
    """The school of the placement that was named; None goes to the platform admins."""
    placement_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("placement.id"), init=False
    )
    placement: Mapped[Placement | None] = relationship(default=None)
    kind: Mapped[ConcernKind]
    happened: Mapped[str] = mapped_column(sa.Text)
    when_and_where: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    did: Mapped[str | None] = mapped_column(sa.Text, default=None)
    called_999: Mapped[bool | None] = mapped_column(default=None)
    reporter_name: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    reporter_phone: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    state: Mapped[WorryState] = mapped_column(default=WorryState.NEW)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
