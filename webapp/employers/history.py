"""All contact of a school with an employer on one dated list; every package adds its own."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from webapp.accounts.policies import Actor
from webapp.core.clock import local
from webapp.employers.models import Employer
from webapp.mail.models import EmailState, OutgoingEmail


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened.

    `template` draws it and finds it as `event`, so that the words stay in templates. `about` is
    whatever that template needs; no learner is named where the reader may not see the learner.
    """

    on: date
    at: datetime
    """When it was written or sent; orders what happened on one day."""
    template: str
    about: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailSent:
    """One email to the employer: which one, what became of it, and what it was about."""

    name: str
    """Of its template."""
    state: EmailState
    reference: str | None


Source = Callable[[Session, Employer, Actor], Iterable[Event]]
_sources: dict[str, Source] = {}


def add_source(name: str, source: Source) -> None:
    """Ask this for what happened; the same name replaces it."""
    _sources[name] = source


def history_of(session: Session, employer: Employer, *, actor: Actor) -> list[Event]:
    """Return what happened between this person’s school and the employer, the newest first."""
    found = [each for name in sorted(_sources) for each in _sources[name](session, employer, actor)]
    return sorted(found, key=lambda event: (event.on, event.at), reverse=True)


def emails_about(
    session: Session,
    kind: str,
    references: Mapping[uuid.UUID, str | None],
    *,
    provider_id: uuid.UUID | None,
) -> Iterator[Event]:
    """Yield the emails of this school about these subjects, which the caller may see.

    One that was called back before it went is no contact.
    """
    emails = session.scalars(
        sa.select(OutgoingEmail)
        .where(
            OutgoingEmail.subject_kind == kind,
            OutgoingEmail.subject_id.in_(references),
            OutgoingEmail.provider_id == provider_id,
            OutgoingEmail.state != EmailState.CANCELLED,
        )
        .options(defer(OutgoingEmail.content))
    )
    for email in emails:
        reference = references[email.subject_id] if email.subject_id else None
        yield event_of(email, reference=reference)


def event_of(email: OutgoingEmail, *, reference: str | None) -> Event:
    """Return the line about an email, under the day it was sent or, until then, written."""
    at = email.sent_at or email.created_at
    return Event(
        on=local(at).date(),
        at=at,
        template="employers/history/email.html",
        about=EmailSent(name=email.name, state=email.state, reference=reference),
    )


def emails_to_people(session: Session, employer: Employer, actor: Actor) -> Iterator[Event]:
    """Yield what this school sent to people of the employer about their registration."""
    people: dict[uuid.UUID, str | None] = dict.fromkeys(person.id for person in employer.contacts)
    return emails_about(session, "contact", people, provider_id=actor.provider_id)
