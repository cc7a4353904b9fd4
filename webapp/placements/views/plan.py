"""Plans for many learners: the list, one plan, what plans keep to, and proposing from one."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.core.formatting import count
from webapp.jobs.queue import find as find_job
from webapp.learners.rules import year_group
from webapp.placements import plan_wishes
from webapp.placements.plan_forms import ApartForm, PlanForm, WishForm
from webapp.placements.plan_models import PlanLock, PlannedPlacement, PlanRun, PlanState, PlanVeto
from webapp.placements.plan_pages import (
    find_plan,
    find_planned,
    placed_line,
    plan_page,
    plans_of,
)
from webapp.placements.plan_target_lines import target_groups
from webapp.placements.plan_targets import source_of
from webapp.placements.plan_waiting import waiting_for
from webapp.placements.plans import UNDER_WAY, ask_for_plan, job_key, newest
from webapp.placements.queries import names_of
from webapp.placements.run_pages import offers_named, pager
from webapp.placements.taking_over import propose_planned

blueprint = Blueprint("plans", __name__, url_prefix="/lead/plans", template_folder="../templates")


@blueprint.get("")
@allow(*LEADS)
def index() -> str:
    """The plans of the school, and the form for a new one."""
    return _draw_list(_plan_form(PlanForm(formdata=None)))


def _plan_form(form: PlanForm) -> PlanForm:
    """Return the form with the years that learners are in."""
    found = plan_wishes.learners_on_roll(db.session(), require_actor())
    today = clock.today()
    form.offer_years(sorted({year_group(today, born=one.date_of_birth) for one in found}))
    return form


def _draw_list(form: PlanForm) -> str:
    actor, session = require_actor(), db.session()
    plans = plans_of(session, actor)
    return render_template(
        "placements/plans.html",
        plans=plans,
        under_way=next((plan for plan in plans if plan.state in UNDER_WAY), None),
        names=names_of(session, [plan.asked_by_id for plan in plans]),
        form=form,
    )


@blueprint.post("")
@allow(*LEADS)
def make() -> Response | tuple[str, int]:
    """Ask for a plan, or go to the one that is not finished."""
    actor = require_actor()
    form = _plan_form(PlanForm())
    if not form.validate_on_submit():
        return _draw_list(form), 422
    if actor.provider_id is None:
        raise NotFound("no school")
    plan = ask_for_plan(
        db.session(),
        form.asked(),
        provider_id=actor.provider_id,
        actor_id=actor.user_id,
        now=clock.now(),
    )
    db.session.commit()
    return redirect(url_for("plans.show", plan_id=plan.id))


@blueprint.get("/<uuid:plan_id>")
@allow(*LEADS)
def show(plan_id: uuid.UUID) -> str:
    """How far a plan is, or what came out."""
    actor, session = require_actor(), db.session()
    plan = find_plan(session, actor, plan_id)
    record_view(
        "plan.read",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="plan",
        subject_id=plan.id,
    )
    if plan.state is not PlanState.DONE:
        job = find_job(session, job_key(plan.id))
        return render_template("placements/plan_under_way.html", plan=plan, job=job)
    cut = pager(request.args.get("page", 1, type=int), total=_size(plan))
    return render_template(
        "placements/plan.html",
        plan=plan,
        page=plan_page(session, plan, start=cut.start),
        cut=cut,
        is_newest=newest(session, plan.provider_id, states=(PlanState.DONE,)) is plan,
        names=names_of(session, [plan.asked_by_id]),
        source=source_of(session, plan.id),
        targets=target_groups(session, plan),
    )


def _size(plan: PlanRun) -> int:
    """Return how many placements the plan holds."""
    return int(
        db.session.scalar(
            db.select(db.func.count(PlannedPlacement.id)).where(PlannedPlacement.plan_id == plan.id)
        )
        or 0
    )


@blueprint.post("/<uuid:plan_id>/propose")
@allow(*LEADS)
def propose(plan_id: uuid.UUID) -> Response:
    """Make ordinary proposals of the lines that were ticked."""
    actor, session = require_actor(), db.session()
    plan = find_plan(session, actor, plan_id)
    keys = request.form.getlist("planned", type=uuid.UUID)
    chosen = [find_planned(session, actor, plan.id, key) for key in keys]
    done = propose_planned(
        session,
        sorted(chosen, key=lambda one: one.number),
        actor=actor,
        today=clock.today(),
        now=clock.now(),
    )
    db.session.commit()
    if done.proposed:
        flash(
            f"{count(done.proposed, 'proposal')} on the way. Nobody is asked yet: look at each "
            "one and show it to the learner.",
            "success",
        )
    if done.refused:
        flash(f"{count(done.refused, 'place')} could not be proposed. The reason is below.", "info")
    if not done.proposed and not done.refused:
        flash("Tick the learners first whose places you want to propose.", "info")
    page = request.args.get("page", 1, type=int)
    return redirect(url_for("plans.show", plan_id=plan.id, page=page))


@blueprint.get("/<uuid:plan_id>/places/<uuid:planned_id>")
@allow(*LEADS)
def place(plan_id: uuid.UUID, planned_id: uuid.UUID) -> str:
    """One learner at one place: keep them there in every plan, or rule it out."""
    actor = require_actor()
    planned = find_planned(db.session(), actor, plan_id, planned_id)
    record_view(
        "plan.read",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="learner",
        subject_id=planned.learner_id,
    )
    return _draw_place(planned, WishForm(formdata=None))


def _draw_place(planned: PlannedPlacement, form: WishForm) -> str:
    offers = offers_named(db.session(), {planned.offer})
    return render_template(
        "placements/plan_place.html",
        line=placed_line(planned, offers.get(planned.offer)),
        waiting=waiting_for(
            db.session(), planned.plan_id, offer=planned.offer, window=planned.window
        ),
        form=form,
    )


@blueprint.post("/<uuid:plan_id>/places/<uuid:planned_id>")
@allow(*LEADS)
def settle(plan_id: uuid.UUID, planned_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep the learner there, or rule the place out for them; from the next plan on."""
    actor, session = require_actor(), db.session()
    planned = find_planned(session, actor, plan_id, planned_id)
    form = WishForm()
    if not form.validate_on_submit():
        return _draw_place(planned, form), 422
    why, now = str(form.why.data), clock.now()
    if request.form.get("do") == "rule_out":
        plan_wishes.rule_out(session, planned, why=why, actor=actor, now=now)
        flash("Ruled out. It counts from the next plan on.", "success")
    else:
        plan_wishes.keep_there(session, planned, why=why, actor=actor, now=now)
        flash("Kept there. It counts from the next plan on.", "success")
    db.session.commit()
    return redirect(url_for("plans.show", plan_id=plan_id))


@blueprint.get("/rules")
@allow(*LEADS)
def wishes() -> str:
    """What every plan of the school keeps to."""
    actor = require_actor()
    if actor.provider_id is None:
        raise NotFound("no school")
    record_view(
        "plan_rules.read",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="provider",
        subject_id=actor.provider_id,
    )
    return _draw_wishes(ApartForm(formdata=None))


def _draw_wishes(form: ApartForm) -> str:
    actor, session = require_actor(), db.session()
    locks = plan_wishes.all_locks(session, actor.provider_id)
    vetoes = plan_wishes.all_vetoes(session, actor.provider_id)
    pairs: list[PlanLock | PlanVeto] = [*locks, *vetoes]
    form.offer_learners(plan_wishes.learners_on_roll(session, actor))
    groups = plan_wishes.all_groups(session, actor.provider_id)
    return render_template(
        "placements/plan_rules.html",
        locks=locks,
        vetoes=vetoes,
        groups=groups,
        offers=offers_named(session, {pair.offer for pair in pairs}),
        names=names_of(session, [one.set_by_id for one in (*pairs, *groups)]),
        form=form,
    )


@blueprint.post("/rules")
@allow(*LEADS)
def keep_apart() -> Response | tuple[str, int]:
    """Keep learners apart from the next plan on."""
    actor, session = require_actor(), db.session()
    form = ApartForm()
    found = plan_wishes.learners_on_roll(session, actor)
    form.offer_learners(found)
    if not form.validate_on_submit() or not form.has_enough():
        return _draw_wishes(form), 422
    chosen = [one for one in found if str(one.id) in form.learners.data]
    plan_wishes.keep_apart(session, chosen, why=str(form.why.data), actor=actor, now=clock.now())
    db.session.commit()
    flash("Kept. No plan puts them at one employer on the same day.", "success")
    return redirect(url_for("plans.wishes"))


@blueprint.post("/rules/<uuid:wish_id>/take-away")
@allow(*LEADS)
def take_away(wish_id: uuid.UUID) -> Response:
    """Forget one rule of a lead."""
    actor, session = require_actor(), db.session()
    wish = plan_wishes.find_wish(session, actor, wish_id)
    plan_wishes.take_away(session, wish, actor=actor, now=clock.now())
    db.session.commit()
    flash("Taken away. It counts from the next plan on.", "success")
    return redirect(url_for("plans.wishes"))
