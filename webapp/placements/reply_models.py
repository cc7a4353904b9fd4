"""What an employer said to a request, each time: codes, and their own words."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.catalogue.employer_replies import DeclineReason, WantedChange
from webapp.core.db import Base, Codes, key_column


class ReplyKind(StrEnum):
    """The four answers to a request."""

    YES = "yes"
    YES_WITH_CHANGES = "yes_with_changes"
    MAYBE = "maybe"
    NO = "no"


class EmployerReply(Base):
    """One answer to one request. Answering again adds a row; the newest counts."""

    __tablename__ = "employer_reply"

    id: Mapped[uuid.UUID] = key_column()
    placement_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("placement.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[ReplyKind]
    changes: Mapped[list[WantedChange]] = mapped_column(Codes(WantedChange), default_factory=list)
    reason: Mapped[DeclineReason | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(sa.String(600), default=None)
    given_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"), default=None)
    given_at: Mapped[datetime]
