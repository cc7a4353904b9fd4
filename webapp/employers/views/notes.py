"""A school’s contact with an employer, and its own notes (/lead/employers/<id>/notes)."""

import uuid
from datetime import date, datetime
from typing import TypedDict

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import STAFF_ROLES, Actor, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.employers import notes
from webapp.employers.contact_models import ContactNote, Way
from webapp.employers.forms.notes import WAY_WORDS, NoteForm
from webapp.employers.history import history_of
from webapp.employers.models import Employer
from webapp.employers.notes import NoteDetails, NoteRefused
from webapp.employers.views.directory import blueprint, employer_for_staff
from webapp.providers.queries import staff_of

Page = Response | tuple[str, int]


class Writing(TypedDict):
    """Who writes, when, and the people of the school who may be named."""

    actor: Actor
    staff: frozenset[uuid.UUID]
    now: datetime
    today: date


@blueprint.get("/<uuid:employer_id>/notes", endpoint="notes")
@allow(*STAFF_ROLES)
def read(employer_id: uuid.UUID) -> str:
    """Show all contact of our school with them, and the form for one more note."""
    employer = employer_for_staff(employer_id)
    return _draw(employer, _form(employer))


@blueprint.post("/<uuid:employer_id>/notes", endpoint="write_note")
@allow(*STAFF_ROLES)
def write(employer_id: uuid.UUID) -> Page:
    """Keep a note."""
    employer = employer_for_staff(employer_id)
    form = _form(employer)
    if not form.validate_on_submit():
        return _draw(employer, form), 422
    try:
        notes.write_note(db.session(), employer, _details(form), **_by(form))
    except NoteRefused as refused:
        form.refuse(refused.fault)
        return _draw(employer, form), 422
    flash("Kept. Only people of your school can read it.", "success")
    db.session.commit()
    return _to_notes(employer_id)


@blueprint.post("/<uuid:employer_id>/notes/<uuid:note_id>/done", endpoint="action_done")
@allow(*STAFF_ROLES)
def done(employer_id: uuid.UUID, note_id: uuid.UUID) -> Response:
    """Tick the next action off."""
    actor = require_actor()
    note = notes.find_note(db.session(), note_id, actor=actor)
    notes.finish(db.session(), note, actor=actor, now=clock.now())
    flash("Done. Write a note if something was said.", "success")
    db.session.commit()
    return _to_notes(employer_id)


@blueprint.get("/<uuid:employer_id>/notes/<uuid:note_id>", endpoint="open_note")
@allow(*STAFF_ROLES)
def open_note(employer_id: uuid.UUID, note_id: uuid.UUID) -> str:
    """Show a note to the person who wrote it, to change or remove it."""
    employer, note = employer_for_staff(employer_id), _own_note(note_id)
    return _draw_change(employer, note, _form(employer, note))


@blueprint.post("/<uuid:employer_id>/notes/<uuid:note_id>", endpoint="change_note")
@allow(*STAFF_ROLES)
def change(employer_id: uuid.UUID, note_id: uuid.UUID) -> Page:
    """Keep the changed words; the list then says when they were changed."""
    employer, note = employer_for_staff(employer_id), _own_note(note_id)
    form = _form(employer, note)
    if not form.validate_on_submit():
        return _draw_change(employer, note, form), 422
    try:
        notes.change_note(db.session(), note, _details(form), **_by(form))
    except NoteRefused as refused:
        form.refuse(refused.fault)
        return _draw_change(employer, note, form), 422
    flash("Changed. The list says so beside it.", "success")
    db.session.commit()
    return _to_notes(employer_id)


@blueprint.post("/<uuid:employer_id>/notes/<uuid:note_id>/remove", endpoint="remove_note")
@allow(*STAFF_ROLES)
def remove(employer_id: uuid.UUID, note_id: uuid.UUID) -> Response:
    """Delete a note of one’s own."""
    notes.remove_note(db.session(), _own_note(note_id), actor=require_actor(), now=clock.now())
    flash("Removed. Nobody can read it any more.", "success")
    db.session.commit()
    return _to_notes(employer_id)


def _own_note(note_id: uuid.UUID) -> ContactNote:
    return notes.find_own_note(db.session(), note_id, actor=require_actor())


def _to_notes(employer_id: uuid.UUID) -> Response:
    return redirect(url_for("lead_employers.notes", employer_id=employer_id))


def _form(employer: Employer, note: ContactNote | None = None) -> NoteForm:
    """Return the form as it was sent, or filled with the note, or with today and who writes."""
    people = {str(member.user_id): member.name for member in staff_of(db.session(), _school())}
    if note is not None:
        named = {str(note.staff_id), str(note.next_owner_id or note.staff_id)}
        people |= dict.fromkeys(named - people.keys(), "Someone who has left")
    shown = NoteForm.shown(note) if note is not None else _fresh(employer)
    form = NoteForm() if request.method == "POST" else NoteForm(formdata=None, data=shown)
    form.staff.choices = form.next_owner.choices = list(people.items())
    return form


def _fresh(employer: Employer) -> dict[str, object]:
    me = str(require_actor().user_id)
    main = employer.contacts[0].name if employer.contacts else None
    return {"on": clock.today(), "staff": me, "next_owner": me, "spoke_with": main}


def _by(form: NoteForm) -> Writing:
    """Return who writes, when, and who may be named."""
    return {
        "actor": require_actor(),
        "staff": frozenset(uuid.UUID(key) for key, _name in form.staff.choices),
        "now": clock.now(),
        "today": clock.today(),
    }


def _school() -> uuid.UUID:
    """Return the school of who is signed in; staff always have one."""
    return require_actor().provider_id or uuid.UUID(int=0)


def _details(form: NoteForm) -> NoteDetails:
    has_next = bool(form.next_action.data)
    return NoteDetails(
        staff_id=uuid.UUID(form.staff.data),
        spoke_with=form.spoke_with.data or "",
        way=Way(form.way.data),
        on=form.on.data or clock.today(),
        said=form.said.data or "",
        next_action=form.next_action.data or None,
        next_owner_id=uuid.UUID(form.next_owner.data or form.staff.data) if has_next else None,
        next_on=form.next_on.data if has_next else None,
    )


def _draw(employer: Employer, form: NoteForm) -> str:
    return render_template(
        "employers/notes.html",
        employer=employer,
        form=form,
        events=history_of(db.session(), employer, actor=require_actor()),
        way_words=WAY_WORDS,
    )


def _draw_change(employer: Employer, note: ContactNote, form: NoteForm) -> str:
    return render_template("employers/note.html", employer=employer, note=note, form=form)
