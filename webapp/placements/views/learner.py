"""A learner’s pages: my next thing, and one proposal with four answers."""

import uuid

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.learners.queries import find as find_learner
from webapp.placements.errors import CannotTakeBack, TransitionNotAllowed
from webapp.placements.models import Answer, AnsweredHow, Placement, PlacementState
from webapp.placements.next_things import next_things
from webapp.placements.proposal_pages import proposal_page
from webapp.placements.queries import LEARNER_PARTS, find
from webapp.placements.rules import BEFORE_APPROVAL, TRANSITIONS
from webapp.placements.services import locked, record_answer, take_back_answer
from webapp.providers.models import StaffMember

UNDER_WAY = {PlacementState.LIVE, PlacementState.PAUSED}

home_blueprint = Blueprint(
    "learner", __name__, url_prefix="/learner", template_folder="../templates"
)
blueprint = Blueprint(
    "learner_proposals",
    __name__,
    url_prefix="/learner/proposals",
    template_folder="../templates",
)


@home_blueprint.get("")
@allow(Role.LEARNER)
def home() -> str:
    """My next thing."""
    actor = require_actor()
    learner = find_learner(db.session(), actor, actor.learner_id) if actor.learner_id else None
    if learner is None:
        raise NotFound("no learner")
    return render_template(
        "placements/learner_home.html",
        learner=learner,
        things=next_things(db.session(), actor, clock.today()),
    )


def _find(placement_id: uuid.UUID) -> Placement:
    placement = find(db.session(), require_actor(), placement_id, *LEARNER_PARTS)
    if placement.proposal is None:
        raise NotFound(str(placement_id))
    return placement


def _helper(session: Session, placement: Placement) -> str | None:
    """Return the name of the learner’s trusted adult."""
    key = placement.learner.trusted_adult_id
    if key is None:
        return None
    return session.scalar(sa.select(StaffMember.name).where(StaffMember.id == key))


@blueprint.get("/<uuid:placement_id>")
@allow(Role.LEARNER)
def show(placement_id: uuid.UUID) -> str:
    """The question whether to try this place."""
    placement = _find(placement_id)
    return render_template(
        "placements/learner_proposal.html",
        placement=placement,
        proposal=placement.proposal,
        details=proposal_page(placement.proposal) if placement.proposal else None,
        helper=_helper(db.session(), placement),
        newest=_newest(placement),
        can_answer=placement.state in BEFORE_APPROVAL or _can_take_back(placement),
        can_stop=_can_stop(placement),
        was_there=_was_there(placement),
    )


def _was_there(placement: Placement) -> bool:
    """Return whether the days came and are over, to the last one or not."""
    began = any(step.to_state is PlacementState.LIVE for step in placement.history)
    return began and placement.state not in UNDER_WAY


def _newest(placement: Placement) -> Answer | None:
    answers = placement.proposal.answers if placement.proposal else []
    return answers[-1].answer if answers else None


def _can_stop(placement: Placement) -> bool:
    return PlacementState.LEARNER_NO in TRANSITIONS[placement.state]


def _can_take_back(placement: Placement) -> bool:
    return placement.state is PlacementState.LEARNER_NO and not placement.decisions


@blueprint.post("/<uuid:placement_id>/answer")
@allow(Role.LEARNER)
def answer(placement_id: uuid.UUID) -> Response:
    """Keep the answer, then say what it was."""
    actor = require_actor()
    placement = _find(placement_id)
    said = _answer(request.form.get("answer", ""))
    try:
        record_answer(
            db.session(),
            locked(db.session(), placement.id),
            said,
            how=AnsweredHow.ALONE,
            recorded_by_id=None,
            actor_id=actor.user_id,
            now=clock.now(),
        )
    except (TransitionNotAllowed, CannotTakeBack):
        db.session.rollback()
        flash("Things have changed, so we did not keep that answer.", "warning")
        return redirect(url_for("learner_proposals.show", placement_id=placement_id))
    db.session.commit()
    return redirect(url_for("learner_proposals.said", placement_id=placement_id))


def _answer(code: str) -> Answer:
    try:
        return Answer(code)
    except ValueError:
        raise NotFound(code) from None


@blueprint.get("/<uuid:placement_id>/said")
@allow(Role.LEARNER)
def said(placement_id: uuid.UUID) -> str | Response:
    """You said yes, with Undo and what happens next."""
    placement = _find(placement_id)
    newest = _newest(placement)
    if newest is None:
        return redirect(url_for("learner_proposals.show", placement_id=placement_id))
    return render_template(
        "placements/learner_said.html",
        placement=placement,
        newest=newest,
        helper=_helper(db.session(), placement),
        can_undo=not placement.decisions,
    )


@blueprint.post("/<uuid:placement_id>/undo")
@allow(Role.LEARNER)
def undo(placement_id: uuid.UUID) -> Response:
    """Take the answer back."""
    actor = require_actor()
    placement = locked(db.session(), _find(placement_id).id)
    try:
        take_back_answer(db.session(), placement, actor_id=actor.user_id, now=clock.now())
    except (CannotTakeBack, TransitionNotAllowed):
        db.session.rollback()
    else:
        db.session.commit()
    return redirect(url_for("learner_proposals.show", placement_id=placement_id))


@blueprint.get("/<uuid:placement_id>/stop")
@allow(Role.LEARNER)
def stop(placement_id: uuid.UUID) -> str | Response:
    """The question whether to stop, while there is something to stop."""
    placement = _find(placement_id)
    if not _can_stop(placement):
        return redirect(url_for("learner_proposals.show", placement_id=placement_id))
    return render_template("placements/learner_stop.html", placement=placement)
