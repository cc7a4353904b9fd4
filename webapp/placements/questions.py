"""Questions to employers: asking one, answering it, and what an answer changes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.accounts.policies import STAFF_ROLES, Actor
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.employer_questions import (
    EMPLOYER_QUESTIONS,
    AnswersWith,
    EmployerQuestionEntry,
)
from webapp.core import audit
from webapp.core.errors import NotFound, ProductError
from webapp.employers.models import AdjustmentOffered, Employer, Insurance, Offer, Site
from webapp.employers.services import claim_version, record_change
from webapp.learners import queries as learners
from webapp.learners.models import Learner
from webapp.placements.approvals import known_answers
from webapp.placements.models import MatchRun
from webapp.placements.near_questions import askable, question_words
from webapp.placements.question_models import EmployerQuestion

YES = frozenset({AdjustmentAnswer.ALREADY_DO, AdjustmentAnswer.WILL_DO})
PARTS = (
    joinedload(EmployerQuestion.learner),
    joinedload(EmployerQuestion.offer).options(
        selectinload(Offer.tasks),
        joinedload(Offer.site).options(
            selectinload(Site.areas),
            joinedload(Site.employer).options(
                selectinload(Employer.contacts),
                selectinload(Employer.answers),
                selectinload(Employer.sites),
            ),
        ),
    ),
)


class AnswerFault(StrEnum):
    """Why an answer cannot be kept."""

    COVER_DATE_MISSING = "cover_date_missing"
    COVER_ENDED = "cover_ended"


class AnswerRefused(ProductError):
    """An answer cannot be kept as it is."""

    def __init__(self, fault: AnswerFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an employer said to a question."""

    answer: AdjustmentAnswer
    is_for_all: bool = False
    """Keep it in the profile; without this it counts for this one request only."""
    cover_until: date | None = None
    note: str | None = None


def entry_of(question: EmployerQuestion) -> EmployerQuestionEntry:
    """Return the catalogue’s entry of a question."""
    return EMPLOYER_QUESTIONS[question.cause]


def words_of(question: EmployerQuestion) -> str:
    """Return the question as everybody reads it."""
    return question_words(question.cause, question.evidence, question.offer)


def may_be_kept(question: EmployerQuestion) -> bool:
    """Return whether a yes can stand in the profile: a talk leaves nothing to write there."""
    is_cover = entry_of(question).answers is AnswersWith.INSURANCE
    return is_cover or question.adjustment is not None


def asked_in(session: Session, run: MatchRun) -> dict[tuple[str, str], EmployerQuestion]:
    """Return what was asked for the learner of a run, by key of the offer and of the cause."""
    rows = session.scalars(
        sa.select(EmployerQuestion)
        .where(EmployerQuestion.learner_id == run.learner_id)
        .options(joinedload(EmployerQuestion.offer))
    )
    return {(row.offer.key, row.cause_key): row for row in rows}


def ask(
    session: Session,
    run: MatchRun,
    learner: Learner,
    *,
    offer_key: str,
    actor: Actor,
    now: datetime,
) -> EmployerQuestion:
    """Return the question of this near miss; asked twice it is one question.

    Raises NotFound where the run has no such near miss, or none an employer can answer.
    """
    row = next((miss for miss in run.near_misses if miss["offer"] == offer_key), None)
    offer = session.scalar(
        sa.select(Offer)
        .where(Offer.key == offer_key)
        .options(joinedload(Offer.site).joinedload(Site.employer).selectinload(Employer.answers))
    )
    if row is None or offer is None:
        raise NotFound(offer_key)
    found = askable(row, known_answers(offer), request=learners.open_request(learner))
    if found is None:
        raise NotFound(offer_key)
    known = asked_in(session, run).get((offer_key, found.cause_key))
    if known is not None:
        return known
    question = EmployerQuestion(
        provider_id=run.provider_id,
        learner=learner,
        offer=offer,
        cause=found.cause,
        cause_key=found.cause_key,
        adjustment=found.adjustment,
        evidence=found.evidence,
        asked_by_id=actor.user_id,
        asked_at=now,
    )
    session.add(question)
    session.flush()  # two leads at once: the second meets the first one’s question here
    _record(session, "employer_question_asked", question, actor_id=actor.user_id, now=now)
    return question


def answer(
    session: Session,
    question: EmployerQuestion,
    said: Answered,
    *,
    by_id: uuid.UUID | None,
    now: datetime,
    today: date,
) -> None:
    """Keep what the employer said; the profile changes only where they let us.

    Answering again replaces the answer. Raises AnswerRefused for cover without a good date.
    """
    is_cover = entry_of(question).answers is AnswersWith.INSURANCE
    if is_cover and said.answer in YES:
        _check_cover(said.cover_until, today=today)
    question.answer = said.answer
    question.cover_until = said.cover_until if is_cover and said.answer in YES else None
    question.note = said.note
    question.is_for_all = said.is_for_all and may_be_kept(question)
    question.answered_at = now
    question.answered_by_id = by_id
    question.seen_at = None
    if question.is_for_all:
        _write_into_profile(session, question, by_id=by_id, now=now)
    _record(session, "employer_question_answered", question, actor_id=by_id, now=now)


def _check_cover(until: date | None, *, today: date) -> None:
    if until is None:
        raise AnswerRefused(AnswerFault.COVER_DATE_MISSING)
    if until < today:
        raise AnswerRefused(AnswerFault.COVER_ENDED)


def _write_into_profile(
    session: Session, question: EmployerQuestion, *, by_id: uuid.UUID | None, now: datetime
) -> None:
    """Change the profile as if the employer had changed it: version, record and all."""
    employer = question.offer.site.employer
    claim_version(session, employer, version=employer.version)
    section = "insurance"
    if question.adjustment is not None:
        section = "adjustments"
        _write_adjustment(session, question, now=now)
    elif question.answer is AdjustmentAnswer.ALREADY_DO:  # a plan to be covered is no cover yet
        employer.insurance = Insurance.HELD
        employer.insured_until = question.cover_until
    record_change(session, employer, section=section, actor_id=by_id, now=now)


def _write_adjustment(session: Session, question: EmployerQuestion, *, now: datetime) -> None:
    """Write the answer for this site, in place of what stood there for it or its areas."""
    site, employer = question.offer.site, question.offer.site.employer
    only_site = len(employer.sites) == 1
    areas = {area.id for area in site.areas}
    for row in list(employer.answers):
        is_here = row.site_id == site.id or (only_site and row.site_id is None)
        if row.adjustment is question.adjustment and (is_here or row.area_id in areas):
            employer.answers.remove(row)
    session.flush()  # the old answer goes before one in its place comes
    if question.adjustment is None or question.answer is None:
        return
    kept = AdjustmentOffered(
        employer=employer,
        adjustment=question.adjustment,
        answer=question.answer,
        note=question.note[:300] if question.note else None,
        answered_at=now,
    )
    kept.site = None if only_site else site
    session.add(kept)
    session.flush()  # readers in this transaction see it


def see(session: Session, question: EmployerQuestion, *, actor: Actor, now: datetime) -> None:
    """Note that a lead dealt with the answer; twice changes nothing."""
    if question.answered_at is not None and question.seen_at is None:
        question.seen_at = now
        _record(session, "employer_question_seen", question, actor_id=actor.user_id, now=now)


def for_staff(session: Session, actor: Actor) -> list[EmployerQuestion]:
    """Return the questions about learners this person may see that nobody has finished with."""
    return list(
        session.scalars(
            _visible_to(actor)
            .where(EmployerQuestion.seen_at.is_(None))
            .options(*PARTS)
            .order_by(EmployerQuestion.asked_at)
        ).unique()
    )


def find_for_staff(session: Session, actor: Actor, question_id: uuid.UUID) -> EmployerQuestion:
    """Return this question, or raise NotFound where the person may not see its learner."""
    found = (
        session.scalars(
            _visible_to(actor).where(EmployerQuestion.id == question_id).options(*PARTS)
        )
        .unique()
        .one_or_none()
    )
    if found is None:
        raise NotFound(str(question_id))
    return found


def _visible_to(actor: Actor) -> sa.Select[EmployerQuestion]:
    questions = sa.select(EmployerQuestion)
    if actor.provider_id is None or not actor.is_any(*STAFF_ROLES):
        return questions.where(sa.false())
    keys = learners.visible_to(actor).with_only_columns(Learner.id)
    return questions.where(EmployerQuestion.learner_id.in_(keys))


def keys_asked_of(session: Session, employer_id: uuid.UUID, *, actor: Actor) -> Sequence[uuid.UUID]:
    """Return the questions to this employer about learners this person may see."""
    return session.scalars(
        _visible_to(actor)
        .join(EmployerQuestion.offer)
        .join(Offer.site)
        .where(Site.employer_id == employer_id)
        .with_only_columns(EmployerQuestion.id)
    ).all()


def of_employer(session: Session, employer_id: uuid.UUID) -> list[EmployerQuestion]:
    """Return what this employer was asked, the newest first."""
    return list(
        session.scalars(
            sa.select(EmployerQuestion)
            .join(EmployerQuestion.offer)
            .join(Offer.site)
            .where(Site.employer_id == employer_id)
            .options(*PARTS)
            .order_by(EmployerQuestion.asked_at.desc(), EmployerQuestion.id)
        ).unique()
    )


def find_for_employer(
    session: Session, question_id: uuid.UUID, *, employer_id: uuid.UUID | None
) -> EmployerQuestion:
    """Return this question to this employer, or raise NotFound."""
    found = session.get(EmployerQuestion, question_id, options=PARTS)
    if found is None or found.offer.site.employer_id != employer_id:
        raise NotFound(str(question_id))
    return found


def _record(
    session: Session,
    action: str,
    question: EmployerQuestion,
    *,
    actor_id: uuid.UUID | None,
    now: datetime,
) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor_id,
        subject_kind="employer_question",
        subject_id=question.id,
        cause=question.cause,
        answer=question.answer.value if question.answer else None,
        is_for_all=question.is_for_all,
    )
