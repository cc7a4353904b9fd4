"""What was decided about the changes an employer makes and describes in its own words."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.catalogue.adjustments import Adjustment
from webapp.core.db import Base, key_column
from webapp.employers.models import Employer


class Outcome(StrEnum):
    """What the words are taken for."""

    SAME_AS = "same_as"
    """The same as a change on our list; the employer is asked whether that is right."""
    KEPT = "kept"
    """Something of their own that stays as it is."""
    NOT_ONE = "not_one"
    """No change for a learner; the employer reads why."""


class Reply(StrEnum):
    """What the employer says to the outcome."""

    ALREADY_DO = "already_do"
    WILL_DO = "will_do"
    NOT_THE_SAME = "not_the_same"
    SEEN = "seen"


class WordsReview(Base):
    """One decision about one wording; an employer that changes its words is looked at again."""

    __tablename__ = "own_words_review"
    __table_args__ = (
        sa.CheckConstraint(
            "(outcome = 'same_as') = (adjustment IS NOT NULL)", name="same_as_something"
        ),
        sa.CheckConstraint("(outcome = 'not_one') = (why IS NOT NULL)", name="says_why"),
        sa.CheckConstraint("(reply IS NULL) = (replied_at IS NULL)", name="reply_is_whole"),
    )

    id: Mapped[uuid.UUID] = key_column()
    employer_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("employer.id", ondelete="CASCADE"), index=True, init=False
    )
    employer: Mapped[Employer] = relationship()
    words: Mapped[str] = mapped_column(sa.String(600))
    """As the employer typed them."""
    outcome: Mapped[Outcome]
    adjustment: Mapped[Adjustment | None] = mapped_column(default=None)
    why: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    """What the employer reads where it is no change for a learner."""
    decided_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime]
    reply: Mapped[Reply | None] = mapped_column(default=None)
    replied_at: Mapped[datetime | None] = mapped_column(default=None)
    replied_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"), default=None)
