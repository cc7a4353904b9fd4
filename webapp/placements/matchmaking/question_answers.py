"""Answers an employer gave for one learner’s request only, as promises to that learner."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching import codes
from matching import records as m
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.employers.models import Offer
from webapp.placements.question_models import EmployerQuestion


def promises_to(
    session: Session, learner_ids: Collection[uuid.UUID], offers: Iterable[Offer]
) -> dict[tuple[str, str], m.Promise]:
    """Return what employers answered for these learners, by key of the learner and the offer.

    What the employer changed in the profile after an answer wins over the answer; a later
    answer wins over an earlier one.
    """
    rows = {offer.id: offer for offer in offers}
    given: dict[tuple[str, str], list[EmployerQuestion]] = defaultdict(list)
    for answer in _answered(session, learner_ids):
        offer = rows.get(answer.offer_id)
        if offer is not None and not _is_overtaken(answer, offer):
            given[str(answer.learner_id), offer.key].append(answer)
    return {pair: _promise(answers) for pair, answers in given.items()}


def _answered(session: Session, learner_ids: Collection[uuid.UUID]) -> Iterator[EmployerQuestion]:
    """Yield the questions about these learners that have an answer, oldest first."""
    yield from session.scalars(
        sa.select(EmployerQuestion)
        .where(
            EmployerQuestion.learner_id.in_(learner_ids),
            EmployerQuestion.answer.is_not(None),
            EmployerQuestion.answer != AdjustmentAnswer.NOT_SURE,
        )
        .order_by(EmployerQuestion.answered_at)
    )


def _is_overtaken(question: EmployerQuestion, offer: Offer) -> bool:
    said_later = (
        row.answered_at > question.answered_at
        for row in offer.site.employer.answers
        if row.adjustment is question.adjustment and question.answered_at is not None
    )
    return any(said_later)


def _promise(answers: Iterable[EmployerQuestion]) -> m.Promise:
    given = list(answers)
    return m.Promise(
        answers={
            one.adjustment.value: codes.Answer(str(one.answer))
            for one in given
            if one.adjustment is not None
        },
        covered_until=next(
            (one.cover_until for one in reversed(given) if one.cover_until is not None), None
        ),
    )
