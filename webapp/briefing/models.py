"""Packs as they were approved and sent, and who acknowledged them."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.db import Base, key_column
from webapp.placements.models import Placement


class Pack(Base):
    """One version of a briefing pack: the very bytes that were previewed and sent."""

    __tablename__ = "pack"
    __table_args__ = (sa.UniqueConstraint("placement_id", "version"),)

    id: Mapped[uuid.UUID] = key_column()
    placement_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("placement.id"), index=True, init=False
    )
    placement: Mapped[Placement] = relationship()
    version: Mapped[int]
    contents: Mapped[dict[str, Any]]
    """PackContents after the disclosure rules, so that a version can be shown again."""
    html: Mapped[str] = mapped_column(sa.Text, repr=False)
    pdf: Mapped[bytes] = mapped_column(sa.LargeBinary, repr=False)
    open_part_pdf: Mapped[bytes] = mapped_column(sa.LargeBinary, repr=False)
    """The part without personal data, which may be attached to an email."""
    sha256: Mapped[str] = mapped_column(sa.String(64))
    correct_on: Mapped[date]
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a lead approved it and it was queued for sending, in one step."""
    replaced_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was taken back: its link opens nothing, and the reader is asked to delete it."""
    sent_to: Mapped[str | None] = mapped_column(sa.String(254), default=None)
    """The one address that has the link."""
    acknowledged_at: Mapped[datetime | None] = mapped_column(default=None)
    acknowledged_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    confidence_after: Mapped[int | None] = mapped_column(default=None)
    """The employer’s confidence, 1 to 5, asked with the acknowledgement."""
