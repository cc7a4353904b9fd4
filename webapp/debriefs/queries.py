"""Debriefs, as far as the person who asks may see them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.accounts.models import Role
from webapp.accounts.policies import Actor
from webapp.core.errors import NotFound
from webapp.debriefs import employer_questions, learner_questions
from webapp.debriefs.models import Debrief, DebriefAnswer, Voice
from webapp.debriefs.questions import ALWAYS, Kind, Question, about_task, path
from webapp.employers.models import Employer, Offer, Site, Window
from webapp.learners.models import Learner
from webapp.placements.facts import tasks_of
from webapp.placements.models import Placement

PARTS = (
    selectinload(Debrief.answers),
    joinedload(Debrief.placement).options(
        joinedload(Placement.learner).joinedload(Learner.provider),
        joinedload(Placement.window)
        .joinedload(Window.offer)
        .options(
            selectinload(Offer.tasks),
            joinedload(Offer.supervisor),
            joinedload(Offer.site).joinedload(Site.employer).selectinload(Employer.contacts),
        ),
    ),
)


def find_own(session: Session, actor: Actor, debrief_id: uuid.UUID) -> Debrief:
    """Return the learner’s own debrief, or raise NotFound for anybody else’s."""
    debrief = session.scalars(
        sa.select(Debrief)
        .join(Placement)
        .where(
            Debrief.id == debrief_id,
            Debrief.voice == Voice.LEARNER,
            Placement.learner_id == actor.learner_id,
        )
        .options(*PARTS)
    ).one_or_none()
    if debrief is None or not actor.is_any(Role.LEARNER):
        raise NotFound(str(debrief_id))
    return debrief


def find_by_key(session: Session, debrief_id: uuid.UUID) -> Debrief | None:
    """Return the debrief with this key, for who holds its link."""
    return session.scalars(
        sa.select(Debrief).where(Debrief.id == debrief_id).options(*PARTS)
    ).one_or_none()


def debriefs_of(session: Session, placement_ids: Iterable[uuid.UUID]) -> list[Debrief]:
    """Return the debriefs of these placements, whoever’s they are."""
    return list(
        session.scalars(
            sa.select(Debrief)
            .where(Debrief.placement_id.in_(list(placement_ids)))
            .options(*PARTS)
            .order_by(Debrief.due_on, Debrief.id)
        ).unique()
    )


def place_of(debrief: Debrief) -> str:
    """Return the name of the employer."""
    return debrief.placement.window.offer.site.employer.name


def codes_of(debrief: Debrief) -> dict[str, list[str]]:
    """Return the codes answered so far, by question."""
    return {answer.question: answer.choices for answer in debrief.answers}


def answer_to(debrief: Debrief, question: Question) -> DebriefAnswer | None:
    """Return the answer given to this question."""
    return next((made for made in debrief.answers if made.question == question.code), None)


def learner_path(debrief: Debrief) -> tuple[Question, ...]:
    """Return the questions this learner is asked, given the answers so far."""
    return path(learner_questions.QUESTIONS, codes_of(debrief))


def employer_form_questions(debrief: Debrief) -> tuple[Question, ...]:
    """Return the questions of the employer’s form, one for each agreed task among them."""
    tasks = tuple(
        about_task(employer_questions.TASK, code=f"task_{task.id.hex}", text=task.text)
        for task in tasks_of(debrief.placement)
    )
    first, *rest = employer_questions.QUESTIONS
    return (first, *tasks, *rest)


@dataclass(frozen=True, slots=True)
class Said:
    """One question with its answer in words, as a careers lead reads it."""

    question: str
    answers: tuple[str, ...]
    words: str | None
    is_private: bool = False
    """Not for this page: the safeguarding question."""


def said_by_learner(debrief: Debrief) -> tuple[Said, ...]:
    """Return what the learner answered; the safeguarding question is always held back.

    It is held back whatever the answer is, so that nothing can be read from its absence.
    """
    asked = (*learner_path(debrief), *learner_questions.CLOSING)
    return tuple(_said(debrief, question) for question in asked)


def said_by_employer(debrief: Debrief) -> tuple[Said, ...]:
    """Return what the employer answered."""
    return tuple(_said(debrief, question) for question in employer_form_questions(debrief))


def _said(debrief: Debrief, question: Question) -> Said:
    asked = question.words.format(place=place_of(debrief)) if question.number else question.words
    if question.code == learner_questions.SAFE and debrief.voice is Voice.LEARNER:
        return Said(asked, (), None, is_private=True)
    answer = answer_to(debrief, question)
    if answer is None:
        return Said(asked, (), None)
    names = _words_by_code(question)
    return Said(asked, tuple(names.get(code, code) for code in answer.choices), answer.words)


def _words_by_code(question: Question) -> Mapping[str, str]:
    options = {option.code: option.words for option in (*question.options, *ALWAYS)}
    if question.kind is Kind.SCALE:
        steps = enumerate(employer_questions.SCALES[question.code], start=1)
        options |= {str(step): f"{step} of 5: {words}" for step, words in steps}
        options["not_sure"] = "Not sure"
    return options


def strength_told(session: Session, placement: Placement) -> str | None:
    """Return what the employer said the learner did well, once the employer has finished."""
    return session.scalar(
        sa.select(DebriefAnswer.words)
        .join(Debrief)
        .where(
            Debrief.placement_id == placement.id,
            Debrief.voice == Voice.EMPLOYER,
            Debrief.finished_at.is_not(None),
            DebriefAnswer.question == employer_questions.STRENGTH,
        )
    )
