"""The matching desk: who waits, runs, and one run’s results."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, STAFF_ROLES, allow
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.jobs.queue import find as find_job
from webapp.learners import queries as learners
from webapp.placements.models import RunState
from webapp.placements.queries import find_run, names_of, waiting_learners
from webapp.placements.questions import asked_in
from webapp.placements.run_pages import near_misses, offers_of, pager, ruled_out
from webapp.placements.runs import ask_for_run, job_key

blueprint = Blueprint("matching", __name__, url_prefix="/lead", template_folder="../templates")


@blueprint.get("/matching")
@allow(*LEADS)
def index() -> str:
    """Everyone with a request, and how far each is."""
    page = request.args.get("page", 1, type=int)
    waiting = waiting_learners(db.session(), require_actor())
    cut = pager(page, total=len(waiting))
    return render_template(
        "placements/matching.html",
        lines=waiting[cut.start : cut.last],
        cut=cut,
        without=sum(1 for line in waiting if line.placement is None),
    )


@blueprint.post("/learners/<uuid:learner_id>/find-placements")
@allow(*LEADS)
def find(learner_id: uuid.UUID) -> Response:
    """Ask for a run, or go to the one that is not finished."""
    actor = require_actor()
    learner = learners.find(db.session(), actor, learner_id)
    if learner is None:
        raise NotFound(str(learner_id))
    run = ask_for_run(db.session(), learner, actor_id=actor.user_id, now=clock.now())
    db.session.commit()
    return redirect(url_for("matching.run", run_id=run.id))


@blueprint.get("/matching/runs/<uuid:run_id>")
@allow(*STAFF_ROLES)
def run(run_id: uuid.UUID) -> str:
    """How far a run is, or what it found."""
    actor = require_actor()
    found = find_run(db.session(), actor, run_id)
    learner = learners.find(db.session(), actor, found.learner_id)
    if learner is None:
        raise NotFound(str(run_id))
    record_view(
        "match_run.read",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="learner",
        subject_id=learner.id,
    )
    if found.state is not RunState.DONE:
        return render_template(
            "placements/run_under_way.html",
            run=found,
            learner=learner,
            job=find_job(db.session(), job_key(found.id)),
        )
    offers = offers_of(db.session(), found)
    excluded = ruled_out(found, learner, offers, actor=actor)
    cut = pager(request.args.get("page", 1, type=int), total=len(excluded))
    return render_template(
        "placements/run.html",
        run=found,
        learner=learner,
        excluded=excluded[cut.start : cut.last],
        cut=cut,
        near=near_misses(found, learner, offers, asked=asked_in(db.session(), found)),
        may_ask=actor.is_any(*LEADS),
        asked_by=names_of(db.session(), [found.asked_by_id]),
    )
