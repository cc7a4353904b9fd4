"""Who waits for places that are full: in one plan, and at one employer."""

import uuid

from flask import Blueprint, render_template, request

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers.queries import find_employer
from webapp.placements.plan_models import PlanState
from webapp.placements.plan_pages import find_plan
from webapp.placements.plan_waiting import full_places
from webapp.placements.plans import newest
from webapp.placements.run_pages import pager

blueprint = Blueprint(
    "plan_waiting", __name__, url_prefix="/lead/plans", template_folder="../templates"
)


@blueprint.get("/<uuid:plan_id>/waiting")
@allow(*LEADS)
def show(plan_id: uuid.UUID) -> str:
    """The full places of a plan, and who waits for each, the first in need first."""
    actor, session = require_actor(), db.session()
    plan = find_plan(session, actor, plan_id)
    _note_reading("plan", plan.id)
    places = full_places(session, plan)
    cut = pager(request.args.get("page", 1, type=int), total=len(places))
    return render_template(
        "placements/full_places.html",
        plan=plan,
        employer=None,
        places=places[cut.start : cut.last],
        cut=cut,
    )


@blueprint.get("/waiting/<uuid:employer_id>")
@allow(*LEADS)
def at_employer(employer_id: uuid.UUID) -> str:
    """The full places of one employer in the newest plan, and who waits for each."""
    actor, session = require_actor(), db.session()
    employer = find_employer(session, employer_id, actor=actor)
    if employer is None or actor.provider_id is None:
        raise NotFound(str(employer_id))
    _note_reading("employer", employer.id)
    plan = newest(session, actor.provider_id, states=(PlanState.DONE,))
    places = full_places(session, plan, employer_id=employer.id) if plan else []
    return render_template(
        "placements/full_places.html",
        plan=plan,
        employer=employer,
        places=places,
        cut=pager(1, total=0),
    )


def _note_reading(kind: str, key: uuid.UUID) -> None:
    record_view(
        "plan.read",
        at=clock.now(),
        actor_id=require_actor().user_id,
        subject_kind=kind,
        subject_id=key,
    )
