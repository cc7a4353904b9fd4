"""What an employer offers: the task list, the whole of it, and whether it is still right."""

import uuid
from datetime import timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.catalogue.adjustments import Adjustment
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers import (
    assisted,
    ideas,
    own_words,
    profile,
    readiness,
    services,
    task_list,
    tips,
)
from webapp.employers.forms.availability import AvailabilityForm
from webapp.employers.models import Employer
from webapp.employers.published import availability_of
from webapp.employers.publishing import read_answers
from webapp.employers.queries import own_employer
from webapp.employers.sections import BY_CODE
from webapp.employers.views.directory import employer_for_staff

blueprint = Blueprint(
    "employer_offer", __name__, url_prefix="/employer/offer", template_folder="../templates"
)

FRESH = timedelta(days=90)
"""How long nobody is pressed to say again that all is right."""


def employer_here() -> Employer:
    """Return the employer the signed-in person works for or types for, or raise NotFound."""
    if g.get("speaks_for") is not None:
        return _silent_employer(g.speaks_for)
    employer = own_employer(db.session(), require_actor())
    if employer is None:
        raise NotFound("no employer")
    return employer


def _silent_employer(employer_id: uuid.UUID) -> Employer:
    """Return an employer where nobody signs in; raises NotFound for who may not speak for them."""
    employer = employer_for_staff(employer_id)
    if not assisted.nobody_signs_in(employer):
        raise NotFound(str(employer_id))
    g.speaks_for_name = employer.name
    return employer


def layout_here() -> str:
    """Return the frame of the pages: the employer’s own, or that of a lead."""
    return "layouts/lead.html" if g.get("speaks_for") else "layouts/employer.html"


@blueprint.context_processor
def for_templates() -> dict[str, object]:
    """Return the frame of the employer’s own pages."""
    return {"offer_layout": layout_here(), "speaks_for": None}


@blueprint.get("")
@allow(Role.EMPLOYER)
def show() -> str:
    """Show every section with how far it is, and what is still missing."""
    employer = employer_here()
    saved = request.args.get("saved", "")
    offers = [offer for site in employer.sites for offer in site.offers]
    return render_template(
        "employers/offer.html",
        employer=employer,
        groups=task_list.groups_of(db.session(), employer, now=clock.now()),
        missing=[(offer, readiness.missing_to_match(offer)) for offer in offers],
        is_open=any(not readiness.missing_to_match(offer) for offer in offers),
        is_fresh=clock.today() - employer.confirmed_on < FRESH,
        missing_to_start=readiness.missing_to_start(employer),
        answered=len(read_answers(employer).everywhere),
        total=len(Adjustment),
        ideas=ideas.ideas_for(employer.sectors),
        own_words=own_words.open_for(db.session(), employer),
        tip=tips.tip_for(saved, employer) if saved in BY_CODE else None,
        is_late=services.is_insurance_late(employer, today=clock.today()),
        is_ending=services.is_insurance_ending(employer, today=clock.today()),
    )


@blueprint.get("/preview")
@allow(Role.EMPLOYER)
def preview() -> str:
    """Show everything schools see, in their words."""
    employer = employer_here()
    return render_template(
        "employers/preview.html", employer=employer, profile=profile.profile_of(employer)
    )


@blueprint.post("/confirm")
@allow(Role.EMPLOYER)
def confirm() -> Response:
    """Note that everything is still right today."""
    employer = employer_here()
    services.confirm_offer(
        db.session(),
        employer,
        actor_id=require_actor().user_id,
        now=clock.now(),
        today=clock.today(),
    )
    flash("Thank you. Schools see that this is right today.", "success")
    db.session.commit()
    return redirect(url_for(".show"))


@blueprint.route("/availability", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def availability() -> Response | str:
    """Say whether someone could come at present."""
    employer = employer_here()
    stored = AvailabilityForm.shown(availability_of(employer))
    form = AvailabilityForm() if request.method == "POST" else AvailabilityForm(None, data=stored)
    if not form.validate_on_submit():
        return render_template("employers/availability.html", form=form, employer=employer)
    services.set_availability(
        db.session(),
        employer,
        form.details(),
        actor_id=require_actor().user_id,
        now=clock.now(),
    )
    flash("Saved. It stays so until you say something else.", "success")
    db.session.commit()
    return redirect(url_for(".show"))
