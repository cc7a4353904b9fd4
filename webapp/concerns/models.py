"""Worries that reach a named adult, and concerns that only the DSL sees."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, key_column


class WorryState(StrEnum):
    """Where a worry is."""

    NEW = "new"
    SEEN = "seen"
    ANSWERED = "answered"


class WorrySource(StrEnum):
    """Who said it."""

    LEARNER = "learner"
    FAMILY = "family"
    EMPLOYER = "employer"
    STAFF = "staff"


class Worry(Base):
    """“I am worried”: what was said, and the named adult it goes to."""

    __tablename__ = "worry"
    __table_args__ = (sa.UniqueConstraint("form_key"),)

    id: Mapped[uuid.UUID] = key_column()
    form_key: Mapped[str] = mapped_column(sa.String(40))
    """Made with the form, so that sending twice stores once."""
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"))
    learner_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("learner.id"), default=None)
    placement_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("placement.id"), default=None
    )
    source: Mapped[WorrySource]
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
    feels_unsafe: Mapped[bool] = mapped_column(default=False)
    """True sends it to the DSL at once, and to nobody else unless the DSL shares it."""
    goes_to_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff_member.id"))
    state: Mapped[WorryState] = mapped_column(default=WorryState.NEW)
    answer: Mapped[str | None] = mapped_column(sa.Text, default=None)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
