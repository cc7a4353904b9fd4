"""Learners from a CSV file: a template, a preview with every mistake, one press to import."""

import uuid

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for

from webapp.accounts import access
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.core.formatting import count
from webapp.core.table_files import Finding, template
from webapp.learners import csv_cells, csv_import, queries, services
from webapp.learners.errors import DuplicateNumber, PreviewGone
from webapp.learners.forms.consent import ImportForm
from webapp.learners.models import ImportPreview
from webapp.learners.services import Plan
from webapp.learners.views.roll import Page, blueprint
from webapp.providers.models import Provider

MOST_SHOWN = 100
"""Mistakes and rows a page shows; the numbers count them all."""


def own_school() -> Provider:
    """Return the school of the person who is signed in."""
    return db.session.get_one(Provider, access.require_actor().provider_id)


@blueprint.get("/lead/learners/import")
@allow(*LEADS)
def import_csv() -> Page:
    """Ask for a file, and offer the template."""
    return draw(ImportForm(), [])


def draw(form: ImportForm, findings: list[Finding]) -> str:
    """Return the page that asks for a file, with what was wrong in the last one."""
    return render_template(
        "learners/import.html",
        form=form,
        findings=findings[:MOST_SHOWN],
        number=len(findings),
        columns=list(csv_cells.Column),
        needed=csv_cells.NEEDED,
    )


@blueprint.get("/lead/learners/import/template.csv")
@allow(*LEADS)
def import_template() -> FlaskResponse:
    """Hand over the file to fill in; the mark tells Excel that it is UTF-8."""
    answer = FlaskResponse("\ufeff" + template(csv_cells.EXAMPLE), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="learners-template.csv"'
    return answer


@blueprint.post("/lead/learners/import")
@allow(*LEADS)
def read_csv() -> Page:
    """Read the file; keep what it says to be confirmed, or show every mistake."""
    form = ImportForm()
    if not form.validate_on_submit():
        return draw(form, [])
    text = form.file.data or ""
    reading = csv_import.read(text, today=clock.today())
    if reading.findings:
        number = count(len(reading.findings), "thing")
        form.say("file", f"Put {number} right, then choose the file again. Nothing was saved.")
        return draw(form, reading.findings)
    actor = access.require_actor()
    preview = services.keep_preview(
        db.session(), own_school().id, reading.rows, text=text, by=actor.user_id, now=clock.now()
    )
    db.session.commit()
    return redirect(url_for("lead_learners.import_preview", preview_id=preview.id))


def own_preview(preview_id: uuid.UUID) -> ImportPreview:
    """Return an import this person was shown; 404 for everybody else’s."""
    preview = queries.find_preview(db.session(), access.require_actor(), preview_id)
    if preview is None:
        raise NotFound("no such import for this person")
    return preview


def read_again() -> Page:
    """Return the way back to the file when the preview is too old."""
    flash("That preview is more than an hour old. Choose the file again.", "warning")
    return redirect(url_for("lead_learners.import_csv"))


@blueprint.get("/lead/learners/import/<uuid:preview_id>")
@allow(*LEADS)
def import_preview(preview_id: uuid.UUID) -> Page:
    """Show what the file would add and change."""
    try:
        rows = services.rows_of(own_preview(preview_id), now=clock.now())
    except PreviewGone:
        return read_again()
    plan = services.plan(db.session(), own_school(), rows)
    return render_template(
        "learners/import_preview.html", plan=plan, preview_id=preview_id, most=MOST_SHOWN
    )


@blueprint.post("/lead/learners/import/<uuid:preview_id>")
@allow(*LEADS)
def import_learners(preview_id: uuid.UUID) -> Page:
    """Import exactly what was shown, whole or not at all."""
    preview = queries.find_preview(db.session(), access.require_actor(), preview_id)
    if preview is None:  # a second press: the first one imported it
        return redirect(url_for("lead_learners.index"))
    try:
        done = services.import_learners(
            db.session(),
            own_school(),
            preview,
            by=access.require_actor().user_id,
            now=clock.now(),
            today=clock.today(),
        )
    except PreviewGone:
        return read_again()
    except DuplicateNumber:
        db.session.rollback()
        return read_again()
    db.session.commit()
    flash(summary(done), "success")
    return redirect(url_for("lead_learners.index"))


def summary(done: Plan) -> str:
    """Return what was imported in one line."""
    return (
        f"Imported. {count(len(done.new), 'learner')} added, {len(done.changed)} changed, "
        f"{len(done.same)} the same as before."
    )
