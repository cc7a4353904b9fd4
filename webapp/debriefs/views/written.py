"""What the employer said on paper or on the phone, typed in by a lead."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.debriefs import services
from webapp.debriefs.emails import is_wanted
from webapp.debriefs.forms import (
    SayingForm,
    ask_to_reword,
    given_by_employer,
    written_form,
)
from webapp.debriefs.models import Debrief, Voice
from webapp.debriefs.queries import debriefs_of, employer_form_questions, place_of
from webapp.placements.queries import find
from webapp.placements.services import placement_dates

blueprint = Blueprint("written_debriefs", __name__, template_folder="../templates")

Page = Response | tuple[str, int]


@blueprint.get("/lead/placements/<uuid:placement_id>/debrief/written")
@allow(*LEADS)
def ask(placement_id: uuid.UUID) -> Page:
    """Ask everything the employer was asked, on one page."""
    debrief = _waiting(placement_id)
    return _draw(debrief, _form(debrief))


@blueprint.post("/lead/placements/<uuid:placement_id>/debrief/written")
@allow(*LEADS)
def keep(placement_id: uuid.UUID) -> Page:
    """Keep what they said, who said it and when, and who typed it in."""
    debrief = _waiting(placement_id)
    form, questions = _form(debrief), employer_form_questions(debrief)
    if not form.validate_on_submit() or ask_to_reword(form, questions):
        return _draw(debrief, form, 422)
    if not placement_dates(debrief.placement)[0] <= form.said_on.data <= clock.today():
        form.say("said_on", "Enter a day from the first day of the placement until today")
        return _draw(debrief, form, 422)
    services.write_down(
        db.session(),
        debrief,
        [(asked, given_by_employer(form, asked)) for asked in questions],
        services.Saying(
            by=form.said_by.data or "",
            on=form.said_on.data,
            written_by_id=require_actor().user_id,
        ),
        now=clock.now(),
    )
    flash("Kept as what they said.", "success")
    db.session.commit()
    return redirect(url_for("lead_debriefs.show", placement_id=placement_id))


def _waiting(placement_id: uuid.UUID) -> Debrief:
    """Return the employer’s debrief while its answers are wanted, or raise NotFound."""
    placement = find(db.session(), require_actor(), placement_id)
    found = debriefs_of(db.session(), [placement.id])
    for debrief in found:
        if debrief.voice is Voice.EMPLOYER and is_wanted(debrief):
            return debrief
    raise NotFound(str(placement_id))


def _form(debrief: Debrief) -> SayingForm:
    supervisor = debrief.placement.window.offer.supervisor
    return written_form(
        employer_form_questions(debrief),
        debrief,
        name=supervisor.name if supervisor else "",
        on=clock.today(),
    )


def _draw(debrief: Debrief, form: SayingForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "debriefs/written.html",
        debrief=debrief,
        place=place_of(debrief),
        form=form,
        questions=employer_form_questions(debrief),
    )
    return page, status
