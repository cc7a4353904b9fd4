"""A school’s own notes on an employer (/lead/employers/<id>/notes)."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import STAFF_ROLES, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.employers import notes
from webapp.employers.contact_models import Way
from webapp.employers.forms.notes import WAY_WORDS, NoteForm
from webapp.employers.models import Employer
from webapp.employers.notes import NoteDetails, NoteRefused
from webapp.employers.views.directory import blueprint, employer_for_staff
from webapp.providers.queries import staff_of


@blueprint.get("/<uuid:employer_id>/notes", endpoint="notes")
@allow(*STAFF_ROLES)
def read(employer_id: uuid.UUID) -> str:
    """Show what our school noted, and the form for one more note."""
    employer = employer_for_staff(employer_id)
    return _draw(employer, _form(employer))


@blueprint.post("/<uuid:employer_id>/notes", endpoint="write_note")
@allow(*STAFF_ROLES)
def write(employer_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep a note."""
    actor, employer = require_actor(), employer_for_staff(employer_id)
    form = _form(employer)
    if not form.validate_on_submit():
        return _draw(employer, form), 422
    try:
        notes.write_note(
            db.session(),
            employer,
            _details(form),
            actor=actor,
            staff=frozenset(uuid.UUID(key) for key, _name in form.staff.choices),
            now=clock.now(),
            today=clock.today(),
        )
    except NoteRefused as refused:
        form.refuse(refused.fault)
        return _draw(employer, form), 422
    flash("Kept. Only people of your school can read it.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.notes", employer_id=employer_id))


@blueprint.post("/<uuid:employer_id>/notes/<uuid:note_id>/done", endpoint="action_done")
@allow(*STAFF_ROLES)
def done(employer_id: uuid.UUID, note_id: uuid.UUID) -> Response:
    """Tick the next action off."""
    actor = require_actor()
    note = notes.find_note(db.session(), note_id, actor=actor)
    notes.finish(db.session(), note, actor=actor, now=clock.now())
    flash("Done. Write a note if something was said.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.notes", employer_id=employer_id))


def _form(employer: Employer) -> NoteForm:
    """Return the form as it was sent, or filled with today and the person who writes."""
    me = str(require_actor().user_id)
    people = [(str(member.user_id), member.name) for member in staff_of(db.session(), _school())]
    main = employer.contacts[0].name if employer.contacts else None
    fresh = {"on": clock.today(), "staff": me, "next_owner": me, "spoke_with": main}
    form = NoteForm() if request.method == "POST" else NoteForm(formdata=None, data=fresh)
    form.staff.choices = form.next_owner.choices = people
    return form


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
        kept=notes.notes_about(db.session(), employer, actor=require_actor()),
        way_words=WAY_WORDS,
        names={member.user_id: member.name for member in staff_of(db.session(), _school())},
    )
