"""Letters to employers who have no email: what is to print, and what was posted."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.db import Base, key_column
from webapp.employers.models import Employer


class LetterKind(StrEnum):
    """What a letter says; each stands for the email of the same name."""

    REQUEST = "employer_asked"
    QUESTION = "employer_question"
    OFF = "placement_cancelled"
    PACK = "pack_ready"
    PACK_BACK = "pack_withdrawn"
    DEBRIEF = "employer_debrief"


class Letter(Base):
    """One letter. Its words are drawn when it is printed; nothing of a learner is kept here."""

    __tablename__ = "letter"
    __table_args__ = (sa.UniqueConstraint("kind", "subject_id"),)

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"), index=True)
    employer_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("employer.id", ondelete="CASCADE"), init=False
    )
    employer: Mapped[Employer] = relationship()
    kind: Mapped[LetterKind]
    subject_id: Mapped[uuid.UUID]
    """The placement, question, pack or debrief it is about."""
    written_at: Mapped[datetime]
    posted_at: Mapped[datetime | None] = mapped_column(default=None)
    posted_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"), default=None)
