"""Consents, and who may read what was said."""

import uuid

from flask import flash, redirect, render_template, url_for

from webapp.accounts import access
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.learners import queries, rules, services
from webapp.learners.errors import LearnerError
from webapp.learners.forms.consent import ConsentForm, SharingFields, sharing_form
from webapp.learners.forms.sentences import say_wrong
from webapp.learners.models import Learner
from webapp.learners.views.roll import Page, blueprint, note_read, whole_learner


def draw_consents(learner: Learner, form: ConsentForm) -> str:
    """Return the page of consents, newest first."""
    return render_template(
        "learners/consents.html",
        form=form,
        learner=learner,
        history=sorted(learner.consents, key=lambda one: one.given_at, reverse=True),
        current={one.id for one in queries.current_consents(learner).values()},
        needed=rules.consent_needed(
            clock.today(),
            born=learner.date_of_birth,
            by_authority=bool(learner.restricted.get("consent_by_authority")),
            no_parent_contact=learner.no_parent_contact,
        ),
    )


@blueprint.get("/lead/learners/<uuid:learner_id>/consents")
@allow(*LEADS)
def consents(learner_id: uuid.UUID) -> Page:
    """Show every consent that was given, and ask for one more."""
    learner = whole_learner(learner_id)
    note_read(learner, page="learner")
    return draw_consents(learner, ConsentForm())


@blueprint.post("/lead/learners/<uuid:learner_id>/consents")
@allow(*LEADS)
def add_consent(learner_id: uuid.UUID) -> Page:
    """Add an answer about consent to those before it."""
    learner = whole_learner(learner_id)
    form = ConsentForm()
    if not form.validate_on_submit():
        return draw_consents(learner, form)
    try:
        services.record_consent(
            db.session(),
            learner,
            form.details(),
            now=clock.now(),
            today=clock.today(),
            by=access.require_actor().user_id,
        )
    except LearnerError as error:
        db.session.rollback()
        say_wrong(form, error)
        return draw_consents(learner, form)
    db.session.commit()
    flash("Saved. It can be changed at any time.", "success")
    return redirect(url_for("lead_learners.consents", learner_id=learner_id))


def form_for(learner: Learner) -> SharingFields:
    """Return the choice for each statement."""
    return sharing_form({said.id: said.share for said in learner.statements})()


def draw_sharing(learner: Learner, form: SharingFields) -> str:
    """Return each statement with its choices and what an employer would read."""
    return render_template(
        "learners/sharing.html",
        form=form,
        learner=learner,
        reads={said.id: rules.read_by_choice(said) for said in learner.statements},
    )


@blueprint.get("/lead/learners/<uuid:learner_id>/sharing")
@allow(*LEADS)
def sharing(learner_id: uuid.UUID) -> Page:
    """Show what was said, who may read it, and the exact words they would read."""
    learner = whole_learner(learner_id)
    note_read(learner, page="learner")
    return draw_sharing(learner, form_for(learner))


@blueprint.post("/lead/learners/<uuid:learner_id>/sharing")
@allow(*LEADS)
def save_sharing(learner_id: uuid.UUID) -> Page:
    """Keep who may read each statement."""
    learner = whole_learner(learner_id)
    form = form_for(learner)
    if not form.validate_on_submit():
        return draw_sharing(learner, form)
    for statement in learner.statements:
        services.set_share(
            db.session(),
            statement,
            form.share_of(statement.id),
            now=clock.now(),
            by=access.require_actor().user_id,
        )
    db.session.commit()
    flash("Saved. Nothing is sent before a placement is agreed.", "success")
    return redirect(url_for("lead_learners.show", learner_id=learner_id, _anchor="sharing"))
