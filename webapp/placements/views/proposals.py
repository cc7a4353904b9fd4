"""One proposal: why, what it needs, what the learner says, what the lead decides."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, STAFF_ROLES, allow
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.placements import approvals
from webapp.placements.approvals import Signed
from webapp.placements.emails import main_contact
from webapp.placements.errors import ApprovalRefused, PlaceTaken, TransitionNotAllowed
from webapp.placements.forms import REFUSED, DecisionForm, RecordAnswerForm
from webapp.placements.models import Answer, AnsweredHow, Placement, Proposal
from webapp.placements.plan_waiting import waiting_in_newest
from webapp.placements.previews import request_for
from webapp.placements.proposal_pages import proposal_page
from webapp.placements.queries import find, find_proposal, names_of
from webapp.placements.questions import asked_in
from webapp.placements.rules import CannotAsk
from webapp.placements.run_pages import near_misses, offers_of, ruled_out
from webapp.placements.services import locked, record_answer, show_to_learner
from webapp.providers.queries import contacts

blueprint = Blueprint(
    "proposals", __name__, url_prefix="/lead/proposals", template_folder="../templates"
)
SHOWN_EXCLUDED = 10


@blueprint.get("/<uuid:proposal_id>")
@allow(*STAFF_ROLES)
def show(proposal_id: uuid.UUID) -> str:
    """The proposal with everything that speaks for it and against the others."""
    actor = require_actor()
    proposal = find_proposal(db.session(), actor, proposal_id)
    record_view(
        "proposal.read",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="learner",
        subject_id=proposal.learner_id,
    )
    form = DecisionForm(version=proposal.placement.version if proposal.placement else 0)
    return _draw(proposal, form=form, answer_form=RecordAnswerForm())


def _draw(proposal: Proposal, *, form: DecisionForm, answer_form: RecordAnswerForm) -> str:
    actor, session = require_actor(), db.session()
    offers = offers_of(session, proposal.run)
    placement = proposal.placement
    made = placement.decisions if placement else []
    better = approvals.better_and_open(session, proposal)
    return render_template(
        "placements/proposal.html",
        proposal=proposal,
        placement=placement,
        details=proposal_page(proposal),
        excluded=ruled_out(proposal.run, proposal.learner, offers, actor=actor)[:SHOWN_EXCLUDED],
        excluded_total=len(proposal.run.blocked),
        near=near_misses(
            proposal.run, proposal.learner, offers, asked=asked_in(session, proposal.run)
        ),
        asks=request_for(proposal, contact=contacts(session, proposal.run.provider_id).main),
        better=better,
        is_lead=actor.is_any(*LEADS),
        names=names_of(
            session,
            [
                *(answer.recorded_by_id for answer in proposal.answers),
                *(decision.decided_by_id for decision in made),
            ],
        ),
        form=form if form.errors else None,
        decision=form,
        answer_form=answer_form,
        forms=[answer_form] if answer_form.errors else [],
    )


@blueprint.post("/<uuid:proposal_id>/show-to-learner")
@allow(*LEADS)
def show_it(proposal_id: uuid.UUID) -> Response:
    """Let the learner see the proposal."""
    actor = require_actor()
    proposal = find_proposal(db.session(), actor, proposal_id)
    show_to_learner(db.session(), proposal, actor_id=actor.user_id, now=clock.now())
    db.session.commit()
    flash("The learner can see it now. Next: their answer.", "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id))


@blueprint.post("/<uuid:proposal_id>/answer")
@allow(*STAFF_ROLES)
def answer(proposal_id: uuid.UUID) -> Response | tuple[str, int]:
    """Write down what the learner said, and how."""
    actor = require_actor()
    proposal = find_proposal(db.session(), actor, proposal_id)
    placement = _placement_of(proposal)
    form = RecordAnswerForm()
    if not form.validate_on_submit():
        version = DecisionForm(formdata=None, version=placement.version)
        return _draw(proposal, form=version, answer_form=form), 422
    try:
        record_answer(
            db.session(),
            locked(db.session(), placement.id),
            Answer(form.answer.data),
            how=AnsweredHow(form.how.data),
            recorded_by_id=actor.user_id,
            actor_id=actor.user_id,
            note=form.note.data or None,
            now=clock.now(),
        )
    except TransitionNotAllowed:
        flash("This has ended, so there is nothing to answer any more.", "info")
    else:
        flash("The answer is kept.", "success")
    db.session.commit()
    return redirect(url_for("proposals.show", proposal_id=proposal_id))


def _placement_of(proposal: Proposal) -> Placement:
    if proposal.placement is None:
        raise NotFound(str(proposal.id))
    return proposal.placement


@blueprint.post("/<uuid:proposal_id>/decision")
@allow(*LEADS)
def decide(proposal_id: uuid.UUID) -> Response | tuple[str, int]:
    """Ask the employer, send it back, or decide that it is not this one."""
    actor = require_actor()
    proposal = find_proposal(db.session(), actor, proposal_id)
    placement = locked(db.session(), _placement_of(proposal).id)
    form = DecisionForm()
    if not form.validate_on_submit():
        return _draw(proposal, form=form, answer_form=RecordAnswerForm(formdata=None)), 422
    try:
        _take(placement, form, request.form.get("do", "ask"))
    except ApprovalRefused as refused:
        db.session.rollback()
        return _refused(proposal_id, form, refused.reason)
    except PlaceTaken as taken:
        db.session.rollback()
        return _taken(proposal_id, taken)
    except (StaleVersion, TransitionNotAllowed):
        db.session.rollback()
        return _stale(proposal_id, form)
    db.session.commit()
    return redirect(url_for("lead_placements.show", placement_id=placement.id))


def _take(placement: Placement, form: DecisionForm, what: str) -> None:
    """Take the decision whose button was pressed."""
    actor, session, now = require_actor(), db.session(), clock.now()
    signed = Signed(form.typed_name.data or "", form.why.data or "", form.rank_reason.data or "")
    if what == "return":
        approvals.send_back(session, placement, signed, actor=actor, seen=form.seen, now=now)
        flash("Sent back. Talk it over with the learner, then ask again.", "success")
    elif what == "decline":
        approvals.decline(session, placement, signed, actor=actor, seen=form.seen, now=now)
        flash("Kept: it is not this one. Nobody outside was asked.", "success")
    else:
        approvals.approve_to_ask(
            session,
            placement,
            signed,
            actor=actor,
            seen=form.seen,
            now=now,
            today=clock.today(),
        )
        contact = main_contact(placement)
        if contact is not None and contact.email:
            flash("The employer is asked. Next: their answer.", "success")
        else:
            flash(
                "Approved. The employer has no email here: call them, or print the letter.",
                "warning",
            )


def _refused(proposal_id: uuid.UUID, form: DecisionForm, reason: CannotAsk) -> tuple[str, int]:
    """Draw the page again with what stands in the way."""
    if reason is CannotAsk.RANK_NEEDS_A_REASON:
        form.say("rank_reason", REFUSED[reason])
    else:
        form.say_above(REFUSED[reason])
    proposal = find_proposal(db.session(), require_actor(), proposal_id)
    return _draw(proposal, form=form, answer_form=RecordAnswerForm(formdata=None)), 409


def _taken(proposal_id: uuid.UUID, taken: PlaceTaken) -> tuple[str, int]:
    proposal = find_proposal(db.session(), require_actor(), proposal_id)
    return (
        render_template(
            "placements/place_taken.html",
            proposal=proposal,
            since=taken.since,
            waiting=waiting_in_newest(db.session(), proposal),
        ),
        409,
    )


def _stale(proposal_id: uuid.UUID, form: DecisionForm) -> tuple[str, int]:
    """Show what someone else did meanwhile, beside what was typed."""
    actor = require_actor()
    proposal = find_proposal(db.session(), actor, proposal_id)
    placement = find(db.session(), actor, _placement_of(proposal).id)
    return (
        render_template(
            "placements/stale.html",
            proposal=proposal,
            placement=placement,
            typed=form,
            names=names_of(db.session(), [change.actor_id for change in placement.history]),
        ),
        409,
    )
