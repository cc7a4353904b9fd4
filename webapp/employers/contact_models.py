"""What a school keeps of its talks with an employer: its own, seen by no other school."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

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
    changed_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its writer last changed it; shown beside it."""


class AssistedRegistration(Base):
    """An employer that a school registered: by phone, on paper or from a list."""

    __tablename__ = "assisted_registration"
    __table_args__ = (
        sa.CheckConstraint("(agreed_by IS NULL) = (agreed_on IS NULL)", name="agreed_is_whole"),
    )

    employer_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("employer.id", ondelete="CASCADE"), primary_key=True
    )
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"))
    registered_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    registered_at: Mapped[datetime]
    agreed_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    """Who at the employer agreed to be registered; None from a list, where nobody was asked."""
    agreed_on: Mapped[date | None] = mapped_column(default=None)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    """When they said, on the phone or on paper, that all of it is right."""


class EmployerImport(Base):
    """What a file of employers said, kept so that exactly this can be imported within the hour."""

    __tablename__ = "employer_import"

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"))
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    rows: Mapped[list[Any]] = mapped_column(sa.JSON, repr=False)
    expires_at: Mapped[datetime]


class Access(StrEnum):
    """What a colleague may do on the employer’s pages."""

    CONTACT = "contact"
    """Everything."""
    SUPERVISOR = "supervisor"
    """Answers requests and changes the offer; not the people, not the account."""
    VIEWER = "viewer"
    """Reads, and changes nothing."""


class Colleague(Base):
    """Someone the employer invited; a contact without this row may do everything."""

    __tablename__ = "colleague"

    contact_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True
    )
    access: Mapped[Access]
    invited_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"))
    invited_at: Mapped[datetime]
