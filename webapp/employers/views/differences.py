"""Where one adjustment is not answered the same everywhere, and why not."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.catalogue.adjustments import ADJUSTMENTS, Adjustment
from webapp.catalogue.answers import ADJUSTMENT_ANSWERS, AdjustmentAnswer
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import StaleVersion
from webapp.core.forms import ChoiceField, Form, TextField
from webapp.employers import offering, services
from webapp.employers.forms.helping import ANSWERS
from webapp.employers.models import AdjustmentOffered, Area, Employer
from webapp.employers.views.offer import blueprint, employer_here
from webapp.employers.views.step_page import opened_at

AS_EVERYWHERE = "same"
CHANGED = "A colleague changed the offer since you opened the page. Look again, then save"


class DifferencesForm(Form):
    """Why, beside one question for each area."""

    note = TextField(
        "Why is that so? (optional)",
        longest=300,
        description="For example: in the depot everyone must hear the vans.",
    )


def form_for(areas: Iterable[Area]) -> type[DifferencesForm]:
    """Return the form with a question for each of these areas."""
    choices = [(AS_EVERYWHERE, "As everywhere"), *ANSWERS]
    fields = {field_of(area): ChoiceField(area.name, choices=choices) for area in areas}
    return type("DifferencesHere", (DifferencesForm,), fields)


def field_of(area: Area) -> str:
    """Return the name of the field of an area."""
    return f"area_{area.id.hex}"


def areas_of(employer: Employer) -> list[Area]:
    """Return every area of every site, in order."""
    return [area for site in employer.sites for area in site.areas]


def in_words(employer: Employer) -> dict[str, str]:
    """Return where answers differ, by the code of the adjustment."""
    found: dict[str, list[str]] = {}
    for row in employer.answers:
        if row.area is not None:
            said = f"{row.area.name}: {ADJUSTMENT_ANSWERS[row.answer].label}"
            found.setdefault(row.adjustment.value, []).append(said)
    return {code: ", ".join(said) for code, said in found.items()}


def _stored(rows: list[AdjustmentOffered], areas: list[Area]) -> dict[str, object]:
    by_area = {row.area_id: row.answer.value for row in rows}
    note = next((row.note for row in rows if row.area_id is None), None)
    shown: dict[str, object] = {
        field_of(area): by_area.get(area.id, AS_EVERYWHERE) for area in areas
    }
    return shown | {"note": note or ""}


@blueprint.route("/differences", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def differences() -> Response | str:
    """Say for one adjustment where the answer differs."""
    employer, code = employer_here(), request.args.get("code", "")
    if code not in ADJUSTMENTS:
        return _to_grid()
    adjustment = Adjustment(code)
    areas = areas_of(employer)
    rows = [row for row in employer.answers if row.adjustment is adjustment]
    kind = form_for(areas)
    is_sent = request.method == "POST"
    form = kind() if is_sent else kind(formdata=None, data=_stored(rows, areas))
    if form.validate_on_submit():
        try:
            return _save(employer, adjustment, form, areas)
        except StaleVersion:
            db.session.rollback()
            form.say_above(CHANGED)
    everywhere = next((row for row in rows if row.area_id is None), None)
    return render_template(
        "employers/differences.html",
        form=form,
        entry=ADJUSTMENTS[adjustment],
        everywhere=ADJUSTMENT_ANSWERS[everywhere.answer].label if everywhere else None,
        fields=[form[field_of(area)] for area in areas],
        version=employer.version,
    )


def _save(
    employer: Employer, adjustment: Adjustment, form: DifferencesForm, areas: list[Area]
) -> Response:
    said = {area.id: form[field_of(area)].data for area in areas}
    offering.save_differences(
        db.session(),
        employer,
        adjustment,
        by_area={
            key: AdjustmentAnswer(answer) if answer and answer != AS_EVERYWHERE else None
            for key, answer in said.items()
        },
        note=form.note.data or None,
        version=opened_at(),
        now=clock.now(),
    )
    services.record_change(
        db.session(),
        employer,
        section="adjustments",
        actor_id=require_actor().user_id,
        now=clock.now(),
    )
    flash("Published. Schools see the change now.", "success")
    db.session.commit()
    return _to_grid()


def _to_grid() -> Response:
    return redirect(url_for(".step", section="adjustments", code="adjustments"))
