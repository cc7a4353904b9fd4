"""Debriefs: one per voice and placement, answers as rows keyed by question code."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.db import Base, key_column
from webapp.placements.models import Placement


class Voice(StrEnum):
    """Whose look back it is."""

    LEARNER = "learner"
    EMPLOYER = "employer"
    STAFF = "staff"
    FAMILY = "family"


class HelpToAnswer(StrEnum):
    """Who helped to answer."""

    ON_MY_OWN = "on_my_own"
    SOMEONE_HELPED = "someone_helped"
    SOMEONE_ANSWERED = "someone_answered"


class Debrief(Base):
    """One voice’s look back at one placement."""

    __tablename__ = "debrief"
    __table_args__ = (sa.UniqueConstraint("placement_id", "voice"),)

    id: Mapped[uuid.UUID] = key_column()
    placement_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("placement.id"), index=True, init=False
    )
    placement: Mapped[Placement] = relationship()
    voice: Mapped[Voice]
    due_on: Mapped[date]
    positive_first: Mapped[bool] = mapped_column(default=True)
    """The order of options, balanced between learners and fixed within a form."""
    helped: Mapped[HelpToAnswer | None] = mapped_column(default=None)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the employer was asked a second and last time."""
    said_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    """Who of the employer gave the answers on paper or on the phone; None: they typed them."""
    said_on: Mapped[date | None] = mapped_column(default=None)
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"), default=None)
    """Who typed in what was said."""
    answers: Mapped[list["DebriefAnswer"]] = relationship(
        back_populates="debrief", default_factory=list, cascade="all, delete-orphan"
    )


class DebriefAnswer(Base):
    """One answer, saved as soon as it is given."""

    __tablename__ = "debrief_answer"
    __table_args__ = (sa.UniqueConstraint("debrief_id", "question"),)

    id: Mapped[uuid.UUID] = key_column()
    debrief_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("debrief.id", ondelete="CASCADE"), init=False
    )
    debrief: Mapped[Debrief] = relationship(back_populates="answers")
    question: Mapped[str] = mapped_column(sa.String(40))
    choices: Mapped[list[str]] = mapped_column(default_factory=list)
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
    answered_at: Mapped[datetime]
