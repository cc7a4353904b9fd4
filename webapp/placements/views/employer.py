"""An employer’s requests, without names, and the placements they agreed to."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.employer_replies import WANTED_CHANGES, DeclineReason, WantedChange
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.placements.approvals import known_answers
from webapp.placements.employer_answers import (
    AdjustmentReply,
    Reply,
    answer_request,
    latest_reply,
)
from webapp.placements.employer_forms import (
    CHANGES,
    NO,
    STATES,
    THANKS,
    RequestForm,
    field_name,
    request_form,
)
from webapp.placements.errors import TransitionNotAllowed
from webapp.placements.facts import tasks_of
from webapp.placements.models import Placement, PlacementState
from webapp.placements.previews import request_for
from webapp.placements.queries import employer_placements, find
from webapp.placements.rules import AGREED
from webapp.placements.services import locked, placement_dates
from webapp.placements.views.desk import WAITING
from webapp.providers.queries import contacts

requests_blueprint = Blueprint(
    "employer_requests",
    __name__,
    url_prefix="/employer/requests",
    template_folder="../templates",
)
placements_blueprint = Blueprint(
    "employer_placements",
    __name__,
    url_prefix="/employer/placements",
    template_folder="../templates",
)


@requests_blueprint.get("")
@allow(Role.EMPLOYER)
def index() -> str:
    """Requests that wait, and those that were answered."""
    placements = employer_placements(db.session(), require_actor())
    return render_template(
        "placements/employer_requests.html",
        waiting=[each for each in placements if each.state in WAITING],
        answered=[each for each in placements if each.state not in WAITING],
    )


@requests_blueprint.get("/<uuid:placement_id>")
@allow(Role.EMPLOYER)
def show(placement_id: uuid.UUID) -> str:
    """One request, without a name."""
    placement = find(db.session(), require_actor(), placement_id)
    return _draw(placement, filled_form(placement))


def filled_form(placement: Placement) -> RequestForm:
    """Return the form with what the employer answered about each adjustment before."""
    known = {code.value: answer for code, answer in known_answers(placement.window.offer).items()}
    given = {
        field_name(row.adjustment): row.answer or known.get(row.adjustment)
        for row in placement.adjustments
    }
    form_class = request_form(row.adjustment for row in placement.adjustments)
    data = {"note": placement.employer_note, "who": _who(placement), **given}
    return form_class(data=data)


def _who(placement: Placement) -> str | None:
    """Return who was named before, or the supervisor of the offer."""
    offer = placement.window.offer
    named = (row.who for row in placement.adjustments if row.who)
    contacts_here = offer.site.employer.contacts
    supervisor = next((who.name for who in contacts_here if who.id == offer.supervisor_id), None)
    return next(named, supervisor)


def _draw(placement: Placement, form: RequestForm) -> str:
    return render_template(
        "placements/employer_request.html",
        placement=placement,
        asks=request_for(placement, contact=contacts(db.session(), placement.provider_id).main),
        form=form,
        adjustments=[form[field_name(row.adjustment)] for row in placement.adjustments],
        waits=placement.state in WAITING,
        withdrawn=placement.state
        in {PlacementState.LEARNER_NO, PlacementState.CANCELLED, PlacementState.DID_NOT_START},
        agreed=placement.state in AGREED,
        reply=latest_reply(db.session(), placement),
        change_words={entry.code: entry.employer for entry in WANTED_CHANGES},
    )


@requests_blueprint.post("/<uuid:placement_id>")
@allow(Role.EMPLOYER)
def answer(placement_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep the answer."""
    actor = require_actor()
    placement = find(db.session(), actor, placement_id)
    form = filled_form(placement)
    if not form.validate_on_submit():
        return _draw(placement, form), 422
    try:
        answer_request(
            db.session(),
            locked(db.session(), placement.id),
            reply_of(placement, form),
            actor=actor,
            now=clock.now(),
        )
    except TransitionNotAllowed:
        db.session.rollback()
        flash("This was answered or taken back meanwhile.", "info")
        return redirect(url_for("employer_requests.show", placement_id=placement_id))
    db.session.commit()
    flash(THANKS[form.answer.data], "success")
    return redirect(url_for("employer_requests.show", placement_id=placement_id))


def reply_of(placement: Placement, form: RequestForm) -> Reply:
    """Return the answer as the form gives it."""
    replies = {}
    for row in placement.adjustments:
        given = form[field_name(row.adjustment)].data
        if given is not None:
            answered = AdjustmentAnswer(given)
            keeps = answered not in {AdjustmentAnswer.CANNOT, AdjustmentAnswer.NOT_SURE}
            who = form.who.data if keeps else None
            replies[row.adjustment] = AdjustmentReply(answered, who or None)
    is_no, has_changes = form.answer.data == NO, form.answer.data == CHANGES
    return Reply(
        to=STATES[form.answer.data],
        adjustments=replies,
        reason=DeclineReason(form.reason.data) if is_no else None,
        changes=tuple(map(WantedChange, form.changes.data)) if has_changes else (),
        note=form.note.data or "",
    )


@placements_blueprint.get("", endpoint="index")
@allow(Role.EMPLOYER)
def visitors() -> str:
    """Who comes, by dates and reference."""
    placements = employer_placements(db.session(), require_actor())
    return render_template(
        "placements/employer_placements.html",
        agreed=[each for each in placements if each.state in AGREED],
    )


@placements_blueprint.get("/<uuid:placement_id>", endpoint="show")
@allow(Role.EMPLOYER)
def placement(placement_id: uuid.UUID) -> str:
    """One placement they agreed to: days, tasks, what was promised. No name: that is the pack’s."""
    found = find(db.session(), require_actor(), placement_id)
    if found.state not in AGREED:
        raise NotFound(str(placement_id))
    return render_template(
        "placements/employer_placement.html",
        placement=found,
        dates=placement_dates(found),
        tasks=tasks_of(found),
        people=contacts(db.session(), found.provider_id),
    )
