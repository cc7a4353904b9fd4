"""Notes on talks with an employer, and what a school has promised to do next."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from webapp.accounts.policies import LEADS, STAFF_ROLES, Actor
from webapp.core import audit
from webapp.core.errors import NotFound, ProductError
from webapp.employers.contact_models import ContactNote, Way
from webapp.employers.history import Event
from webapp.employers.models import Employer
from webapp.providers.queries import staff_of


class NoteFault(StrEnum):
    """Why a note cannot be kept."""

    IN_FUTURE = "in_future"
    NEXT_WITHOUT_DATE = "next_without_date"
    NEXT_BEFORE_TALK = "next_before_talk"
    NOT_OUR_STAFF = "not_our_staff"


class NoteRefused(ProductError):
    """A note cannot be kept as it is."""

    def __init__(self, fault: NoteFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDetails:
    """Who spoke with whom, when, how, what was said, and what comes next."""

    staff_id: uuid.UUID
    spoke_with: str
    way: Way
    on: date
    said: str
    next_action: str | None = None
    next_owner_id: uuid.UUID | None = None
    next_on: date | None = None


PARTS = tuple(field.name for field in fields(NoteDetails))
"""What a writer may change; each has the name of its column."""


def visible_to(actor: Actor) -> sa.Select[ContactNote]:
    """Return the notes of this person’s own school; nobody else reads any."""
    notes = sa.select(ContactNote)
    if actor.provider_id is None or not actor.is_any(*STAFF_ROLES):
        return notes.where(sa.false())
    return notes.where(ContactNote.provider_id == actor.provider_id)


def notes_about(session: Session, employer: Employer, *, actor: Actor) -> list[ContactNote]:
    """Return what this school noted about an employer, the newest first."""
    newest_first = (ContactNote.on.desc(), ContactNote.written_at.desc())
    return list(
        session.scalars(
            visible_to(actor).where(ContactNote.employer_id == employer.id).order_by(*newest_first)
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note with the names of the school’s people in it; None for who has left."""

    note: ContactNote
    who: str | None
    owner: str | None
    is_mine: bool
    """Whether the reader wrote it, and so may change it."""


def lines(session: Session, employer: Employer, actor: Actor) -> Iterator[Event]:
    """Yield the notes of this school for its list of contact."""
    names: dict[uuid.UUID | None, str] = {}
    if actor.provider_id is not None:
        names = {member.user_id: member.name for member in staff_of(session, actor.provider_id)}
    for note in notes_about(session, employer, actor=actor):
        line = NoteLine(
            note=note,
            who=names.get(note.staff_id),
            owner=names.get(note.next_owner_id),
            is_mine=note.written_by_id == actor.user_id,
        )
        yield Event(
            on=note.on, at=note.written_at, template="employers/history/note.html", about=line
        )


def find_note(session: Session, note_id: uuid.UUID, *, actor: Actor) -> ContactNote:
    """Return this note of the person’s own school, or raise NotFound."""
    note = session.scalar(visible_to(actor).where(ContactNote.id == note_id))
    if note is None:
        raise NotFound(str(note_id))
    return note


def write_note(
    session: Session,
    employer: Employer,
    details: NoteDetails,
    *,
    actor: Actor,
    staff: frozenset[uuid.UUID],
    now: datetime,
    today: date,
) -> ContactNote:
    """Return the note as it is kept; `staff` are the people of this school.

    Raises NoteRefused for a talk in the future or a next step without its day.
    """
    if actor.provider_id is None:
        raise NotFound(str(employer.id))
    _check(details, staff=staff, today=today)
    note = ContactNote(
        provider_id=actor.provider_id,
        employer=employer,
        staff_id=details.staff_id,
        spoke_with=details.spoke_with,
        way=details.way,
        on=details.on,
        said=details.said,
        next_action=details.next_action,
        next_owner_id=details.next_owner_id,
        next_on=details.next_on,
        written_by_id=actor.user_id,
        written_at=now,
    )
    session.add(note)
    session.flush()  # the record needs its key
    _record(session, "employer_note_written", note, actor=actor, now=now)
    return note


def find_own_note(session: Session, note_id: uuid.UUID, *, actor: Actor) -> ContactNote:
    """Return this note for the person who wrote it, or raise NotFound."""
    note = find_note(session, note_id, actor=actor)
    if note.written_by_id != actor.user_id:
        raise NotFound(str(note_id))
    return note


def change_note(
    session: Session,
    note: ContactNote,
    details: NoteDetails,
    *,
    actor: Actor,
    staff: frozenset[uuid.UUID],
    now: datetime,
    today: date,
) -> None:
    """Change a note of one’s own; another next step is one that is not done yet.

    The audit keeps which parts changed, never their words. Raises NoteRefused like `write_note`.
    """
    _check(details, staff=staff, today=today)
    after = {name: getattr(details, name) for name in PARTS}
    changed = [name for name in PARTS if getattr(note, name) != after[name]]
    if not changed:
        return
    if "next_action" in changed:
        note.done_at = None
    for name in changed:
        setattr(note, name, after[name])
    note.changed_at = now
    _record(session, "employer_note_changed", note, actor=actor, now=now, changed=",".join(changed))


def remove_note(session: Session, note: ContactNote, *, actor: Actor, now: datetime) -> None:
    """Delete a note of one’s own; the audit keeps that there was one."""
    _record(session, "employer_note_removed", note, actor=actor, now=now)
    session.delete(note)


def _check(details: NoteDetails, *, staff: frozenset[uuid.UUID], today: date) -> None:
    if details.on > today:
        raise NoteRefused(NoteFault.IN_FUTURE)
    if not {details.staff_id, details.next_owner_id or details.staff_id} <= staff:
        raise NoteRefused(NoteFault.NOT_OUR_STAFF)
    if details.next_action and (details.next_on is None or details.next_owner_id is None):
        raise NoteRefused(NoteFault.NEXT_WITHOUT_DATE)
    if details.next_on is not None and details.next_on < details.on:
        raise NoteRefused(NoteFault.NEXT_BEFORE_TALK)


def finish(session: Session, note: ContactNote, *, actor: Actor, now: datetime) -> None:
    """Note that the next action was done; doing it twice changes nothing."""
    if note.next_action is not None and note.done_at is None:
        note.done_at = now
        _record(session, "employer_action_done", note, actor=actor, now=now)


def open_actions(session: Session, *, actor: Actor) -> list[ContactNote]:
    """Return what this person has still to do; leads see those of the whole school."""
    notes = visible_to(actor).where(
        ContactNote.next_action.is_not(None), ContactNote.done_at.is_(None)
    )
    if not actor.is_any(*LEADS):
        notes = notes.where(ContactNote.next_owner_id == actor.user_id)
    return list(
        session.scalars(
            notes.options(joinedload(ContactNote.employer)).order_by(
                ContactNote.next_on, ContactNote.written_at
            )
        )
    )


def _record(
    session: Session,
    action: str,
    note: ContactNote,
    *,
    actor: Actor,
    now: datetime,
    **more: str,
) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor.user_id,
        subject_kind="employer",
        subject_id=note.employer_id,
        note=str(note.id),
        **more,
    )
