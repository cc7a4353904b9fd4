"""Letters in place of emails: written down when an email could not be, printed by a lead."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.accounts.policies import LEADS, Actor
from webapp.core import audit
from webapp.core.errors import NotFound
from webapp.employers.models import Employer
from webapp.placements import letter_pages
from webapp.placements.errors import LetterIsOff
from webapp.placements.letter_models import Letter, LetterKind


def write_letter(
    session: Session,
    kind: LetterKind,
    subject_id: uuid.UUID,
    *,
    employer: Employer,
    provider_id: uuid.UUID,
    now: datetime,
) -> Letter:
    """Return the letter about this, to be printed; asked for twice it is one letter."""
    known = letter_about(session, kind, subject_id)
    if known is not None:
        return known
    letter = Letter(
        provider_id=provider_id,
        employer=employer,
        kind=kind,
        subject_id=subject_id,
        written_at=now,
    )
    session.add(letter)
    session.flush()  # asked for again in this transaction, it is found
    return letter


def letter_about(session: Session, kind: LetterKind, subject_id: uuid.UUID) -> Letter | None:
    """Return the letter about this, if one was written."""
    return session.scalar(
        sa.select(Letter).where(Letter.kind == kind, Letter.subject_id == subject_id)
    )


def take_back(session: Session, kind: LetterKind, subject_id: uuid.UUID) -> bool:
    """Return whether the letter about this needs nothing more: it was never in the post."""
    letter = letter_about(session, kind, subject_id)
    if letter is None or letter.posted_at is not None:
        return letter is None
    session.delete(letter)
    session.flush()  # it is not printed after this
    return True


def visible_to(actor: Actor) -> sa.Select[Letter]:
    """Return the letters a lead of this school may print."""
    letters = sa.select(Letter).options(
        joinedload(Letter.employer).options(
            selectinload(Employer.contacts), selectinload(Employer.sites)
        )
    )
    if actor.provider_id is None or not actor.is_any(*LEADS):
        return letters.where(sa.false())
    return letters.where(Letter.provider_id == actor.provider_id)


def to_print(session: Session, *, actor: Actor) -> list[Letter]:
    """Return the letters that are not in the post yet and may go, oldest first."""
    waiting = session.scalars(
        visible_to(actor).where(Letter.posted_at.is_(None)).order_by(Letter.written_at)
    )
    return [letter for letter in waiting if letter_pages.may_go(session, letter)]


def find_letter(session: Session, letter_id: uuid.UUID, *, actor: Actor) -> Letter:
    """Return this letter of the person’s own school, or raise NotFound."""
    letter = session.scalar(visible_to(actor).where(Letter.id == letter_id))
    if letter is None:
        raise NotFound(str(letter_id))
    return letter


def post(session: Session, letter: Letter, *, actor: Actor, now: datetime) -> None:
    """Note that it is in the post, twice is once; raises LetterIsOff for what may not go."""
    if letter.posted_at is None:
        if not letter_pages.may_go(session, letter):
            raise LetterIsOff(letter.kind.value)
        letter.posted_at, letter.posted_by_id = now, actor.user_id
        audit.record(
            session,
            "letter_posted",
            at=now,
            actor_id=actor.user_id,
            subject_kind="letter",
            subject_id=letter.id,
            kind=letter.kind.value,
        )
