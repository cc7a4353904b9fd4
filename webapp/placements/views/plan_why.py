"""Why a plan puts one learner where it does, and why not elsewhere."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db
from webapp.jobs.queue import find as find_job
from webapp.placements.plan_forms import WhyNotForm
from webapp.placements.plan_pages import find_plan
from webapp.placements.plan_why_pages import places_to_pick, why_page
from webapp.placements.plan_whys import ask_why, find_learner, job_key

blueprint = Blueprint(
    "plan_whys", __name__, url_prefix="/lead/plans", template_folder="../templates"
)


@blueprint.get("/<uuid:plan_id>/learners/<uuid:learner_id>")
@allow(*LEADS)
def show(plan_id: uuid.UUID, learner_id: uuid.UUID) -> str:
    """Why this place, why not another, and what else there is."""
    actor, session = require_actor(), db.session()
    plan = find_plan(session, actor, plan_id)
    row = find_learner(session, actor, plan_id=plan_id, learner_id=learner_id)
    record_view(
        "plan.read",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="learner",
        subject_id=learner_id,
    )
    picked = request.args.get("offer")
    form = WhyNotForm(formdata=None)
    form.offer_places(places_to_pick(session, row), chosen=picked)
    return render_template(
        "placements/plan_why.html",
        plan=plan,
        row=row,
        page=why_page(session, plan, row, picked=picked, actor=actor),
        form=form,
        asked=bool(picked),
        job=find_job(session, job_key(row.id)),
    )


@blueprint.post("/<uuid:plan_id>/learners/<uuid:learner_id>/why")
@allow(*LEADS)
def ask(plan_id: uuid.UUID, learner_id: uuid.UUID) -> Response:
    """Let the worker look at every place for this learner."""
    actor, session = require_actor(), db.session()
    row = find_learner(session, actor, plan_id=plan_id, learner_id=learner_id)
    ask_why(session, row, actor=actor, now=clock.now())
    db.session.commit()
    return redirect(url_for("plan_whys.show", plan_id=plan_id, learner_id=learner_id))
