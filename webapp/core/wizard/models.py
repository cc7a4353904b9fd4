"""Drafts: answers kept apart from what is published, until they are sent or end."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, key_column


class Draft(Base):
    """What was typed so far on the pages of one form.

    A draft without an owner is found by a key in a browser’s cookie; a draft of an owner
    is about one `part` of what the owner published, and there is one for each part.
    """

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("kind", "owner_id", "part"),)

    id: Mapped[uuid.UUID] = key_column()
    kind: Mapped[str] = mapped_column(sa.String(40))
    """Which form it is of."""
    owner_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    part: Mapped[str] = mapped_column(sa.String(80), default="")
    parent_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """What a new part will belong to, for example the site of a new area."""
    pages: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """{"liability": {"answer": ["held"], "until-day": ["30"]}}"""
    saved_at_version: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """The version of the draft at which each page was last saved."""
    version: Mapped[int] = mapped_column(default=0)
    """How often a page was saved."""
    base: Mapped[str] = mapped_column(sa.String(64), default="")
    """A hash of what was published when the draft was begun; empty for something new."""
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    result_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """What it became: set once it was sent, so that sending twice makes one thing."""


class DraftKey(Base):
    """A browser that may open a draft. Only the hash of its key is kept."""

    __tablename__ = "draft_key"

    id: Mapped[uuid.UUID] = key_column()
    draft_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("draft.id", ondelete="CASCADE"), index=True
    )
    key_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
