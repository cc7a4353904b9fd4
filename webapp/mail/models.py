"""The mail ledger: every message as it was composed, and what became of it."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, key_column


class EmailState(StrEnum):
    """What became of a message."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


class DoubtfulSend(StrEnum):
    """What to do when the worker died while the server may have had the message."""

    HOLD = "hold"
    """Ask a person: for anything that leads to a child’s data."""
    RESEND = "resend"
    """Send again with the same Message-ID: for reminders."""


class OutgoingEmail(Base):
    """One message to one person, rendered once; every try sends the same bytes."""

    __tablename__ = "outgoing_email"
    __table_args__ = (
        sa.Index(None, "subject_kind", "subject_id"),
        sa.Index(None, "provider_id", "state"),
    )

    id: Mapped[uuid.UUID] = key_column()
    key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    """Says what the message is for; asking twice with one key makes one message."""
    name: Mapped[str] = mapped_column(sa.String(60))
    """The template’s name."""
    subject_line: Mapped[str] = mapped_column(sa.String(200))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    message_id: Mapped[str] = mapped_column(sa.String(200), unique=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, repr=False)
    """The bytes to send; empty once sent or cancelled, because they hold links and codes."""
    sha256: Mapped[str] = mapped_column(sa.String(64))
    """Of the bytes as composed; stays when they are gone."""
    on_doubt: Mapped[DoubtfulSend]
    subject_kind: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    subject_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """What must still hold when it is sent, for example an approved placement."""
    provider_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("provider.id"), default=None
    )
    """The school whose leads see it in their list; the key points up the layers on purpose."""
    state: Mapped[EmailState] = mapped_column(default=EmailState.QUEUED)
    error_code: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
