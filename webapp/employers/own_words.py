"""Looking through what employers write in their own words, and what they say to the outcome.

Nothing an employer wrote is changed here, and an answer on its list only by its own yes.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from webapp.accounts.models import Role
from webapp.accounts.policies import Actor
from webapp.catalogue.adjustments import ADJUSTMENTS, Adjustment
from webapp.catalogue.answers import ADJUSTMENT_ANSWERS, AdjustmentAnswer
from webapp.core import audit
from webapp.core.errors import NotFound, ProductError, StaleVersion
from webapp.employers import offering
from webapp.employers.models import Employer
from webapp.employers.own_words_models import Outcome, Reply, WordsReview
from webapp.employers.registration import AdjustmentAnswerDetails
from webapp.employers.services import record_change

MOST_DECIDED = 50
"""Decisions shown again on one page, the newest."""
ANSWERS = {
    Reply.ALREADY_DO: AdjustmentAnswer.ALREADY_DO,
    Reply.WILL_DO: AdjustmentAnswer.WILL_DO,
}
"""What a yes puts on the employer’s list."""
REPLIES = {
    Outcome.SAME_AS: frozenset({Reply.ALREADY_DO, Reply.WILL_DO, Reply.NOT_THE_SAME}),
    Outcome.KEPT: frozenset({Reply.SEEN}),
    Outcome.NOT_ONE: frozenset({Reply.SEEN}),
}
"""What can be said to each outcome."""


class NoSuchReply(ProductError):
    """The reply does not fit the outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReview:
    """An outcome as the employer reads it before it replies."""

    review: WordsReview
    on_list: str | None = None
    """The change on our list that the words are taken for."""
    answer_now: str | None = None
    """What the employer answers there at present, for all its places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What someone who keeps the list takes the words for."""

    outcome: Outcome
    adjustment: Adjustment | None = None
    why: str | None = None


def visible_to(actor: Actor) -> sa.Select[Employer]:
    """Return the employers whose own words this person may look through: all, or none."""
    employers = sa.select(Employer)
    if not actor.is_any(Role.PLATFORM_ADMIN):
        return employers.where(sa.false())
    return employers.where(Employer.other_adjustments.is_not(None))


def to_review(session: Session, *, actor: Actor) -> Sequence[Employer]:
    """Return the employers whose present words nobody has decided about, in order of name."""
    decided = sa.exists().where(
        WordsReview.employer_id == Employer.id, WordsReview.words == Employer.other_adjustments
    )
    return session.scalars(
        visible_to(actor).where(~decided).order_by(Employer.name, Employer.key)
    ).all()


def decided(session: Session, *, actor: Actor) -> Sequence[WordsReview]:
    """Return the newest decisions with what the employers said to them."""
    keys = visible_to(actor).with_only_columns(Employer.id)
    return session.scalars(
        sa.select(WordsReview)
        .where(WordsReview.employer_id.in_(keys))
        .options(joinedload(WordsReview.employer))
        .order_by(WordsReview.decided_at.desc(), WordsReview.id)
        .limit(MOST_DECIDED)
    ).all()


def find_for_review(session: Session, employer_id: uuid.UUID, *, actor: Actor) -> Employer:
    """Return an employer with words to look at, or raise NotFound."""
    employer = session.scalar(visible_to(actor).where(Employer.id == employer_id))
    if employer is None:
        raise NotFound(str(employer_id))
    return employer


def newest(session: Session, employer: Employer) -> WordsReview | None:
    """Return what was last decided about the words as they are now, if anything."""
    return session.scalar(
        sa.select(WordsReview)
        .where(
            WordsReview.employer_id == employer.id,
            WordsReview.words == employer.other_adjustments,
        )
        .order_by(WordsReview.decided_at.desc(), WordsReview.id)
        .limit(1)
    )


def reviews_of(session: Session, employer: Employer) -> Sequence[WordsReview]:
    """Return every decision about words of this employer, the oldest first."""
    return session.scalars(
        sa.select(WordsReview)
        .where(WordsReview.employer_id == employer.id)
        .order_by(WordsReview.decided_at, WordsReview.id)
    ).all()


def open_for(session: Session, employer: Employer) -> OpenReview | None:
    """Return the outcome the employer has not replied to, if there is one."""
    review = newest(session, employer)
    if review is None or review.reply is not None:
        return None
    if review.adjustment is None:
        return OpenReview(review=review)
    return OpenReview(
        review=review,
        on_list=ADJUSTMENTS[review.adjustment].employer,
        answer_now=next(
            (
                ADJUSTMENT_ANSWERS[row.answer].label
                for row in employer.answers
                if row.adjustment is review.adjustment and not (row.site_id or row.area_id)
            ),
            None,
        ),
    )


def fingerprint(words: str) -> str:
    """Return what a page keeps to know later whether the words are still the same."""
    return sha256(words.encode()).hexdigest()


def decide(
    session: Session,
    employer: Employer,
    decision: Decision,
    *,
    seen: str,
    after: uuid.UUID | None,
    actor: Actor,
    now: datetime,
) -> WordsReview:
    """Return the decision as it is kept; a question not answered yet is replaced by it.

    Raises StaleVersion unless the words are those whose fingerprint was `seen` and the newest
    decision about them is still `after`.
    """
    last, words = newest(session, employer), employer.other_adjustments or ""
    if fingerprint(words) != seen or (last and last.id) != after:
        raise StaleVersion("own words")
    review = WordsReview(
        employer=employer,
        words=words,
        outcome=decision.outcome,
        adjustment=decision.adjustment,
        why=decision.why,
        decided_by_id=actor.user_id,
        decided_at=now,
    )
    session.add(review)
    session.flush()  # the record needs its key
    _record(session, "own_words_decided", review, actor=actor, now=now)
    return review


def reply(
    session: Session, review: WordsReview, said: Reply, *, actor: Actor, now: datetime
) -> None:
    """Keep what the employer says; its yes puts the answer on its list, for all its places.

    The words stay as they are. Said twice, the first counts. Raises NoSuchReply.
    """
    if review.reply is not None:
        return
    if said not in REPLIES[review.outcome]:
        raise NoSuchReply(said.value)
    review.reply, review.replied_at, review.replied_by_id = said, now, actor.user_id
    if said in ANSWERS and review.adjustment is not None:
        employer = review.employer
        answer = AdjustmentAnswerDetails(adjustment=review.adjustment, answer=ANSWERS[said])
        offering.save_answers(session, employer, [answer], version=employer.version, now=now)
        record_change(session, employer, section="adjustments", actor_id=actor.user_id, now=now)
    _record(session, "own_words_replied", review, actor=actor, now=now)


def _record(
    session: Session, action: str, review: WordsReview, *, actor: Actor, now: datetime
) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor.user_id,
        subject_kind="employer",
        subject_id=review.employer_id,
        outcome=review.outcome.value,
        adjustment=review.adjustment.value if review.adjustment else None,
        reply=review.reply.value if review.reply else None,
    )
