"""The audit table: who did or read what, never its content."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core.db import Base, db, read_only


class AuditEvent(Base):
    """One act: an approval, a disclosure, a send, a change of consent, or a read."""

    __tablename__ = "audit_event"
    __table_args__ = (sa.Index(None, "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(sa.String(60))
    actor_id: Mapped[uuid.UUID | None]
    """The user, or None for the system, a link holder or the worker."""
    subject_kind: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[uuid.UUID | None]
    detail: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Codes, keys and counts only: no name, need or address."""


def record(
    session: Session | sa.orm.scoped_session[Session],
    action: str,
    *,
    at: datetime,
    actor_id: uuid.UUID | None,
    subject_kind: str,
    subject_id: uuid.UUID | None,
    **detail: str | int | bool | None,
) -> None:
    """Add an event to the caller’s transaction, so that act and record stand or fall together."""
    session.add(
        AuditEvent(
            at=at,
            action=action,
            actor_id=actor_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            detail=dict(detail),
        )
    )


def record_view(
    action: str,
    *,
    at: datetime,
    actor_id: uuid.UUID | None,
    subject_kind: str,
    subject_id: uuid.UUID,
) -> None:
    """Write that a personal page was read, in a short transaction of its own."""
    token = read_only.set(False)
    try:
        with Session(db.engine) as session:
            record(
                session,
                action,
                at=at,
                actor_id=actor_id,
                subject_kind=subject_kind,
                subject_id=subject_id,
            )
            session.commit()
    finally:
        read_only.reset(token)
