"""Placements: the list, one placement with its gates, the second decision, cancelling."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, STAFF_ROLES, allow
from webapp.catalogue.employer_replies import WANTED_CHANGES
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.placements import approvals, planning
from webapp.placements.approvals import CancelReason, Signed
from webapp.placements.employer_answers import ask_again, latest_reply
from webapp.placements.errors import ApprovalRefused, GateNotApplicable, TransitionNotAllowed
from webapp.placements.forms import NOT_YET, REFUSED, CancelForm, ConfirmForm, ConsentForm, GateForm
from webapp.placements.models import Gate, Placement
from webapp.placements.placement_pages import placement_page_data
from webapp.placements.planning import BY_HAND, GateDetails
from webapp.placements.previews import request_for
from webapp.placements.queries import find, names_of, placement_page
from webapp.placements.rules import may_cancel
from webapp.placements.services import locked
from webapp.providers.queries import contacts

blueprint = Blueprint(
    "lead_placements", __name__, url_prefix="/lead/placements", template_folder="../templates"
)


@blueprint.get("")
@allow(*STAFF_ROLES)
def index() -> str:
    """Every placement of the school, 25 on a page."""
    heap = request.args.get("show") or None
    return render_template(
        "placements/placements.html",
        found=placement_page(
            db.session(),
            require_actor(),
            heap=heap,
            page=request.args.get("page", 1, type=int),
        ),
        heap=heap,
    )


@blueprint.get("/<uuid:placement_id>")
@allow(*STAFF_ROLES)
def show(placement_id: uuid.UUID) -> str:
    """One placement: what holds it back, what happened, what comes."""
    actor = require_actor()
    placement = find(db.session(), actor, placement_id)
    record_view(
        "placement.read",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="placement",
        subject_id=placement.id,
    )
    return _draw(placement, ConfirmForm(version=placement.version))


def _draw(placement: Placement, confirm: ConfirmForm) -> str:
    actor = require_actor()
    return render_template(
        "placements/placement.html",
        placement=placement,
        details=placement_page_data(placement, today=clock.today()),
        asks=request_for(placement, contact=contacts(db.session(), placement.provider_id).main),
        people=contacts(db.session(), placement.provider_id),
        reply=latest_reply(db.session(), placement),
        wanted_words={entry.code: entry.lead for entry in WANTED_CHANGES},
        is_lead=actor.is_any(*LEADS),
        by_hand=BY_HAND,
        may_cancel=may_cancel(placement.state),
        names=names_of(
            db.session(),
            [
                *(change.actor_id for change in placement.history),
                *(record.recorded_by_id for record in placement.gates),
                *(decision.decided_by_id for decision in placement.decisions),
            ],
        ),
        confirm=confirm,
        form=confirm if confirm.errors else None,
    )


@blueprint.post("/<uuid:placement_id>/confirm")
@allow(*LEADS)
def confirm(placement_id: uuid.UUID) -> Response | tuple[str, int]:
    """Take the second decision."""
    actor = require_actor()
    placement = find(db.session(), actor, placement_id)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _draw(placement, form), 422
    try:
        approvals.approve_to_confirm(
            db.session(),
            locked(db.session(), placement.id),
            Signed(form.typed_name.data or "", form.why.data or ""),
            actor=actor,
            seen=form.seen,
            now=clock.now(),
        )
    except ApprovalRefused as refused:
        db.session.rollback()
        form.say_above(REFUSED[refused.reason])
        return _draw(find(db.session(), actor, placement_id), form), 409
    except (StaleVersion, TransitionNotAllowed):
        db.session.rollback()
        return _stale(placement_id, form)
    planning.refresh_readiness(db.session(), placement, now=clock.now())
    db.session.commit()
    flash("Confirmed. Next: what has to be done before the first day.", "success")
    return redirect(url_for("lead_placements.show", placement_id=placement_id))


def _stale(placement_id: uuid.UUID, typed: ConfirmForm | CancelForm) -> tuple[str, int]:
    placement = find(db.session(), require_actor(), placement_id)
    return (
        render_template(
            "placements/stale.html",
            proposal=placement.proposal,
            placement=placement,
            typed=typed,
            names=names_of(db.session(), [change.actor_id for change in placement.history]),
        ),
        409,
    )


@blueprint.post("/<uuid:placement_id>/ask-again")
@allow(*LEADS)
def questions_answered(placement_id: uuid.UUID) -> Response:
    """Note that the employer’s questions are answered, so the request waits again."""
    actor = require_actor()
    placement = find(db.session(), actor, placement_id)
    try:
        ask_again(db.session(), locked(db.session(), placement.id), actor=actor, now=clock.now())
        flash("Noted. The request waits for the employer again.", "success")
    except TransitionNotAllowed:
        flash("The employer has answered meanwhile.", "info")
    db.session.commit()
    return redirect(url_for("lead_placements.show", placement_id=placement_id))


@blueprint.route("/<uuid:placement_id>/gates/<gate>", methods=["GET", "POST"])
@allow(*LEADS)
def gate(placement_id: uuid.UUID, gate: str) -> Response | str | tuple[str, int]:
    """Record that something which had to be done first was done."""
    actor = require_actor()
    placement = find(db.session(), actor, placement_id)
    which = _gate(gate)
    form = ConsentForm() if which is Gate.CONSENT else GateForm()
    if not (form.validate_on_submit() and _is_past(form)):
        return render_template(
            "placements/gate.html",
            placement=placement,
            details=placement_page_data(placement, today=clock.today()),
            gate=which,
            form=form,
        ), 422 if form.is_submitted() else 200
    details = GateDetails(
        done_on=form.done_on.data,
        evidence=form.evidence.data or "",
        given_by=(form.given_by.data or "") if isinstance(form, ConsentForm) else "",
    )
    try:
        planning.record_gate(
            db.session(), placement, which, details, actor_id=actor.user_id, now=clock.now()
        )
        flash("Recorded.", "success")
    except GateNotApplicable:
        flash("This is not needed here, so nothing was recorded.", "info")
    db.session.commit()
    return redirect(url_for("lead_placements.show", placement_id=placement_id))


def _is_past(form: GateForm) -> bool:
    """Return whether the day has come; what is only planned is not done."""
    if form.done_on.data > clock.today():
        form.say("done_on", NOT_YET)
        return False
    return True


@blueprint.post("/<uuid:placement_id>/gates/<gate>/undo")
@allow(*LEADS)
def gate_undo(placement_id: uuid.UUID, gate: str) -> Response:
    """Take a record back that was a mistake."""
    actor = require_actor()
    placement = find(db.session(), actor, placement_id)
    try:
        planning.undo_gate(db.session(), placement, _gate(gate), actor=actor, now=clock.now())
        flash("Taken back.", "success")
    except GateNotApplicable:
        flash("There is nothing to take back.", "info")
    db.session.commit()
    return redirect(url_for("lead_placements.show", placement_id=placement_id))


def _gate(code: str) -> Gate:
    try:
        found = Gate(code)
    except ValueError:
        raise NotFound(code) from None
    if found not in BY_HAND:
        raise NotFound(code)
    return found


@blueprint.route("/<uuid:placement_id>/cancel", methods=["GET", "POST"])
@allow(*LEADS)
def cancel(placement_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """End a placement that has not begun."""
    actor = require_actor()
    placement = find(db.session(), actor, placement_id)
    form = CancelForm(version=placement.version)
    if not form.validate_on_submit():
        return render_template("placements/cancel.html", placement=placement, form=form), (
            422 if form.is_submitted() else 200
        )
    try:
        approvals.cancel(
            db.session(),
            locked(db.session(), placement.id),
            CancelReason(form.reason.data),
            actor=actor,
            seen=form.seen,
            now=clock.now(),
        )
    except (StaleVersion, TransitionNotAllowed):
        db.session.rollback()
        return _stale(placement_id, form)
    db.session.commit()
    flash("It does not go ahead. The employer is told, if they had been asked.", "success")
    return redirect(url_for("lead_placements.show", placement_id=placement_id))
