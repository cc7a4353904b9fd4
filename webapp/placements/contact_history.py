"""What placements bring to a school’s list of contact with an employer."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from webapp.accounts.policies import Actor
from webapp.core.clock import local
from webapp.employers import history
from webapp.employers.history import Event
from webapp.employers.models import Employer, Offer, Site, Window
from webapp.placements import emails, letters, question_emails, questions
from webapp.placements.letter_models import Letter
from webapp.placements.models import Placement, StateChange
from webapp.placements.queries import visible_to


def placements_at(session: Session, employer: Employer, actor: Actor) -> list[Placement]:
    """Return the placements at this employer that the person may see."""
    return list(
        session.scalars(
            visible_to(actor)
            .join(Window, Window.id == Placement.window_id)
            .join(Offer, Offer.id == Window.offer_id)
            .join(Site, Site.id == Offer.site_id)
            .where(Site.employer_id == employer.id)
            .options(joinedload(Placement.learner))
            .order_by(Placement.created_at, Placement.reference)
        )
    )


def placements(session: Session, employer: Employer, actor: Actor) -> Iterator[Event]:
    """Yield each placement under the day it came to the state it is in."""
    found = placements_at(session, employer, actor)
    newest = dict(
        session.execute(
            sa.select(StateChange.placement_id, sa.func.max(StateChange.at))
            .where(StateChange.placement_id.in_([each.id for each in found]))
            .group_by(StateChange.placement_id)
        ).all()
    )
    for placement in found:
        at = newest.get(placement.id) or placement.created_at
        yield Event(
            on=local(at).date(),
            at=at,
            template="placements/history/placement.html",
            about=placement,
        )


def emails_about_placements(session: Session, employer: Employer, actor: Actor) -> Iterator[Event]:
    """Yield what was sent to the employer about placements the person may see."""
    found = placements_at(session, employer, actor)
    return history.emails_about(
        session,
        emails.SUBJECT_KIND,
        {each.id: each.reference for each in found},
        provider_id=actor.provider_id,
    )


def emails_with_questions(session: Session, employer: Employer, actor: Actor) -> Iterator[Event]:
    """Yield the questions sent to the employer about learners the person may see."""
    asked = questions.keys_asked_of(session, employer.id, actor=actor)
    return history.emails_about(
        session,
        question_emails.SUBJECT_KIND,
        dict.fromkeys(asked),
        provider_id=actor.provider_id,
    )


def letters_to(session: Session, employer: Employer, actor: Actor) -> Iterator[Event]:
    """Yield the letters to the employer, posted or still to be, for leads."""
    written = session.scalars(letters.visible_to(actor).where(Letter.employer_id == employer.id))
    for letter in written:
        at = letter.posted_at or letter.written_at
        yield Event(
            on=local(at).date(), at=at, template="placements/history/letter.html", about=letter
        )


def add_sources() -> None:
    """Let the list of contact ask placements."""
    history.add_source("placements", placements)
    history.add_source("placement emails", emails_about_placements)
    history.add_source("question emails", emails_with_questions)
    history.add_source("letters", letters_to)
