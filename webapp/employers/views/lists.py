"""Employers from a file, and the same employer twice (/lead/employers/import, …/duplicates)."""

import uuid

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.core.formatting import count
from webapp.core.forms import Form
from webapp.core.table_files import Finding, template
from webapp.employers import duplicates, importing, merging
from webapp.employers.forms.directory import READINESS_WORDS
from webapp.employers.forms.lists import (
    FIELD_WORDS,
    ChosenRowsForm,
    EmployerListForm,
    merge_form,
)
from webapp.employers.import_cells import EXAMPLE, NEEDED, Column
from webapp.employers.importing import PreviewGone
from webapp.employers.merging import CannotMerge, Take
from webapp.employers.models import Employer
from webapp.employers.rules import RegistrationError
from webapp.employers.views.directory import blueprint

MOST_SHOWN = 100
"""Mistakes and rows a page shows; the numbers count them all."""

Page = Response | tuple[str, int]


@blueprint.get("/import", endpoint="import_file")
@allow(*LEADS)
def choose() -> Page:
    """Ask for a file, and offer the template."""
    return _draw(EmployerListForm(), [])


@blueprint.get("/import/template.csv", endpoint="import_template")
@allow(*LEADS)
def give_template() -> FlaskResponse:
    """Give the file to fill in."""
    answer = FlaskResponse(template(EXAMPLE), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="employers.csv"'
    return answer


@blueprint.post("/import", endpoint="read_file")
@allow(*LEADS)
def read() -> Page:
    """Show everything that is wrong in the file, or what it would do."""
    form = EmployerListForm()
    if not form.validate_on_submit():
        return _draw(form, [], 422)
    reading = importing.read(form.file.data, today=clock.today())
    if reading.findings:
        form.say("file", "Nothing was imported. Put right what the list below says, then try again")
        return _draw(form, reading.findings, 422)
    preview = importing.keep_preview(
        db.session(), reading.rows, actor=require_actor(), now=clock.now()
    )
    db.session.commit()
    return redirect(url_for("lead_employers.import_preview", preview_id=preview.id))


def _draw(form: EmployerListForm, findings: list[Finding], status: int = 200) -> tuple[str, int]:
    page = render_template(
        "employers/import.html",
        form=form,
        findings=findings[:MOST_SHOWN],
        number=len(findings),
        columns=list(Column),
        needed=NEEDED,
    )
    return page, status


@blueprint.get("/import/<uuid:preview_id>", endpoint="import_preview")
@allow(*LEADS)
def preview(preview_id: uuid.UUID) -> Page:
    """Show what the file would add, and which rows may be here already."""
    actor = require_actor()
    try:
        kept = importing.find_preview(db.session(), preview_id, actor=actor, now=clock.now())
    except PreviewGone:
        return _again()
    planned = importing.plan(db.session(), importing.rows_of(kept), actor=actor)
    form = ChosenRowsForm(
        formdata=None, data={"leave_out": [str(each.row.line) for each in planned if each.like]}
    )
    form.leave_out.choices = [
        (
            str(each.row.line),
            f"Line {each.row.line}: {each.row.new.name} is like {each.like.name}",
        )
        for each in planned
        if each.like
    ]
    return (
        render_template(
            "employers/import_preview.html",
            form=form,
            new=[each for each in planned if not each.like],
            alike=[each for each in planned if each.like],
            preview_id=preview_id,
            most=MOST_SHOWN,
        ),
        200,
    )


@blueprint.post("/import/<uuid:preview_id>", endpoint="import_rows")
@allow(*LEADS)
def take_in(preview_id: uuid.UUID) -> Page:
    """Import what was shown, whole or not at all, without the rows left out."""
    actor, session = require_actor(), db.session()
    try:
        kept = importing.find_preview(session, preview_id, actor=actor, now=clock.now())
        number = importing.import_rows(
            session,
            kept,
            leave_out=_lines_left_out(),
            actor=actor,
            now=clock.now(),
            today=clock.today(),
        )
    except (PreviewGone, NotFound):  # too old, or a second press: the first one imported it
        return _again()
    except RegistrationError:
        session.rollback()
        flash("Nothing was imported: one of these employers came in meanwhile.", "warning")
        return redirect(url_for("lead_employers.import_preview", preview_id=preview_id))
    flash(f"Imported: {count(number, 'employer')}. None of them was asked yet.", "success")
    session.commit()
    return redirect(url_for("lead_employers.index"))


def _lines_left_out() -> frozenset[int]:
    sent = request.form.getlist("leave_out")
    return frozenset(int(line) for line in sent if line.isascii() and line.isdigit())


def _again() -> Response:
    flash("This list was imported already, or is more than an hour old.", "info")
    return redirect(url_for("lead_employers.import_file"))


@blueprint.get("/duplicates", endpoint="duplicates")
@allow(*LEADS)
def show_pairs() -> Page:
    """List employers that may be here twice."""
    pairs = duplicates.pairs(db.session(), actor=require_actor())
    return render_template("employers/duplicates.html", pairs=pairs), 200


@blueprint.get("/<uuid:employer_id>/merge/<uuid:other_id>", endpoint="compare")
@allow(*LEADS)
def compare(employer_id: uuid.UUID, other_id: uuid.UUID) -> Page:
    """Show two records side by side, and ask which is right where they differ."""
    kept, other = _two(employer_id, other_id)
    return _draw_two(kept, other, _merge_form(kept, other))


@blueprint.post("/<uuid:employer_id>/merge/<uuid:other_id>", endpoint="merge")
@allow(*LEADS)
def merge(employer_id: uuid.UUID, other_id: uuid.UUID) -> Page:
    """Make one employer of two."""
    kept, other = _two(employer_id, other_id)
    form = _merge_form(kept, other)
    if not form.validate_on_submit():
        return _draw_two(kept, other, form, 422)
    choices = {name: Take(form[name].data) for name in merging.differing(kept, other)}
    try:
        merging.merge(db.session(), kept, other, choices, actor=require_actor(), now=clock.now())
    except CannotMerge as error:
        raise NotFound(str(employer_id)) from error
    flash("They are one employer now. People, places and notes of both are kept.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.show", employer_id=employer_id))


def _two(employer_id: uuid.UUID, other_id: uuid.UUID) -> tuple[Employer, Employer]:
    found = duplicates.two(db.session(), (employer_id, other_id), actor=require_actor())
    if len(found) != 2:
        raise NotFound(f"{employer_id} {other_id}")
    return found[0], found[1]


def _merge_form(kept: Employer, other: Employer) -> Form:
    fields = merging.differing(kept, other)
    kind = merge_form(fields)
    if request.method == "POST":
        return kind()
    return kind(
        formdata=None,
        data={name: merging.usual_choice(kept, other, name).value for name in fields},
    )


def _draw_two(kept: Employer, other: Employer, form: Form, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "employers/merge.html",
        kept=kept,
        other=other,
        form=form,
        fields=merging.differing(kept, other),
        field_words=FIELD_WORDS,
        readiness_words=READINESS_WORDS,
    )
    return page, status
