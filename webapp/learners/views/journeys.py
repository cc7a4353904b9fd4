"""Known ways to workplaces."""

import uuid

from flask import flash, redirect, render_template, url_for

from webapp.accounts.policies import LEADS, allow
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.learners import queries, services
from webapp.learners.forms.going import JourneyForm
from webapp.learners.models import Learner
from webapp.learners.views.profile import edit_now, say_stale
from webapp.learners.views.roll import Page, blueprint, note_read, whole_learner


def journey_form() -> JourneyForm:
    """Return the form with every workplace to choose from."""
    form = JourneyForm()
    form.site.choices = [(str(site.id), site.name) for site in queries.site_names(db.session())]
    return form


def draw(learner: Learner, form: JourneyForm) -> str:
    """Return the page that asks for a way."""
    return render_template("learners/journey.html", form=form, learner=learner)


def back(learner_id: uuid.UUID) -> Page:
    """Return the way back to the travel page."""
    address = url_for("lead_learners.profile", learner_id=learner_id, section="travel")
    return redirect(address)


@blueprint.get("/lead/learners/<uuid:learner_id>/journeys/new")
@allow(*LEADS)
def new_journey(learner_id: uuid.UUID) -> Page:
    """Ask for the way to one workplace."""
    learner = whole_learner(learner_id)
    note_read(learner, page="learner")
    form = journey_form()
    form.version.data = str(learner.version)
    return draw(learner, form)


@blueprint.post("/lead/learners/<uuid:learner_id>/journeys/new")
@allow(*LEADS)
def add_journey(learner_id: uuid.UUID) -> Page:
    """Keep the way to one workplace."""
    learner = whole_learner(learner_id)
    form = journey_form()
    if not form.validate_on_submit():
        return draw(learner, form)
    try:
        services.add_journey(
            db.session(), learner, form.details(), edit=edit_now(version=form.seen_version)
        )
    except StaleVersion:
        db.session.rollback()
        say_stale(form, learner)
        return draw(learner, form)
    db.session.commit()
    flash("Saved.", "success")
    return back(learner_id)


@blueprint.post("/lead/learners/<uuid:learner_id>/journeys/<uuid:journey_id>/remove")
@allow(*LEADS)
def remove_journey(learner_id: uuid.UUID, journey_id: uuid.UUID) -> Page:
    """Forget the way to one workplace."""
    learner = whole_learner(learner_id)
    journey = next((way for way in learner.journeys if way.id == journey_id), None)
    if journey is None:
        raise NotFound("no such journey of this learner")
    edit = edit_now(version=learner.version)
    services.remove_journey(db.session(), learner, journey, edit=edit)
    db.session.commit()
    flash("Removed.", "success")
    return back(learner_id)
