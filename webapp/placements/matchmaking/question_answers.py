"""Answers an employer gave for one learner’s request only, put over the offer as matched for it."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching import codes
from matching import records as m
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.employers.models import Offer
from webapp.placements.question_models import EmployerQuestion

ByOffer = Mapping[uuid.UUID, list[EmployerQuestion]]


def answers_for(session: Session, learner_id: uuid.UUID) -> ByOffer:
    """Return what employers answered for this learner, by key of the offer, oldest first."""
    found: dict[uuid.UUID, list[EmployerQuestion]] = defaultdict(list)
    for row in all_answers(session, [learner_id]):
        found[row.offer_id].append(row)
    return found


def all_answers(session: Session, learner_ids: Collection[uuid.UUID]) -> list[EmployerQuestion]:
    """Return what employers answered for these learners, oldest first."""
    rows = session.scalars(
        sa.select(EmployerQuestion)
        .where(
            EmployerQuestion.learner_id.in_(learner_ids),
            EmployerQuestion.answer.is_not(None),
            EmployerQuestion.answer != AdjustmentAnswer.NOT_SURE,
        )
        .order_by(EmployerQuestion.answered_at)
    )
    return list(rows)


def with_answers(record: m.Offer, offer: Offer, given: Iterable[EmployerQuestion]) -> m.Offer:
    """Return the offer as this learner meets it.

    What the employer changed in the profile after the answer wins over the answer.
    """
    for question in given:
        if question.adjustment is not None and not _is_overtaken(question, offer):
            record = _with_adjustment(record, question)
        if question.cover_until is not None and record.insurance.cover is codes.Cover.NOT_YET:
            held = replace(record.insurance, cover=codes.Cover.HELD, until=question.cover_until)
            record = replace(record, insurance=held)
    return record


def _is_overtaken(question: EmployerQuestion, offer: Offer) -> bool:
    said_later = (
        row.answered_at > question.answered_at
        for row in offer.site.employer.answers
        if row.adjustment is question.adjustment and question.answered_at is not None
    )
    return any(said_later)


def _with_adjustment(record: m.Offer, question: EmployerQuestion) -> m.Offer:
    """Return the offer with one answer for the whole site, its areas included."""
    code, answer = str(question.adjustment), codes.Answer(str(question.answer))
    areas = tuple(
        replace(area, answers={key: said for key, said in area.answers.items() if key != code})
        for area in record.areas
    )
    return replace(record, answers={**record.answers, code: answer}, areas=areas)
