"""One question to an employer, from a near miss: asked for one learner, answered without a name."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core.db import Base, key_column
from webapp.employers.models import Offer
from webapp.learners.models import Learner


class EmployerQuestion(Base):
    """A question, as codes, and its answer. Which learner it is for never leaves the school."""

    __tablename__ = "employer_question"
    __table_args__ = (sa.UniqueConstraint("learner_id", "offer_id", "cause_key"),)

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"))
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship()
    offer_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("offer.id", ondelete="CASCADE"), index=True, init=False
    )
    offer: Mapped[Offer] = relationship()
    cause: Mapped[str] = mapped_column(sa.String(60))
    cause_key: Mapped[str] = mapped_column(sa.String(100))
    """Equal for questions about one and the same thing."""
    adjustment: Mapped[Adjustment | None] = mapped_column(default=None)
    """The change a yes promises; None where a yes means something else."""
    evidence: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """The values that stand in the question’s words, and no others."""
    asked_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[AdjustmentAnswer | None] = mapped_column(default=None)
    cover_until: Mapped[date | None] = mapped_column(default=None)
    """With a yes about insurance: the day the cover ends."""
    note: Mapped[str | None] = mapped_column(sa.String(600), default=None)
    is_for_all: Mapped[bool] = mapped_column(default=False)
    """Whether the employer let us keep the answer in the profile, for other learners too."""
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"), default=None)
    """Who was signed in; None for an answer by the link."""
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a lead dealt with the answer."""
