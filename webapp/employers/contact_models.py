"""What a school keeps of its talks with an employer: its own, seen by no other school."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.db import Base, key_column
from webapp.employers.models import Employer


class Way(StrEnum):
    """How people were in touch."""

    PHONE = "phone"
    EMAIL = "email"
    VISIT = "visit"
    MEETING = "meeting"
    EVENT = "event"
    LETTER = "letter"
    THANKS = "thanks"


class ContactNote(Base):
    """One time a school and an employer were in touch, and what is to be done next."""

    __tablename__ = "contact_note"
    __table_args__ = (
        sa.Index(None, "provider_id", "employer_id"),
        sa.CheckConstraint(
            "(next_action IS NULL) = (next_on IS NULL)"
            " AND (next_action IS NULL) = (next_owner_id IS NULL)",
            name="next_is_whole",
        ),
    )

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"))
    """The school whose note it is; nobody else reads it."""
    employer_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("employer.id", ondelete="CASCADE"), init=False
    )
    employer: Mapped[Employer] = relationship()
    staff_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    """Who of the school was in touch."""
    spoke_with: Mapped[str] = mapped_column(sa.String(120))
    way: Mapped[Way]
    on: Mapped[date] = mapped_column("happened_on")
    said: Mapped[str] = mapped_column(sa.String(2000))
    next_action: Mapped[str | None] = mapped_column(sa.String(200), default=None)
    next_owner_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"), default=None)
    next_on: Mapped[date | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the next action was done."""
    written_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    written_at: Mapped[datetime]
