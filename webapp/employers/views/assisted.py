"""Registering an employer for them (/lead/employers/new), and what follows from it."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.employers import assisted
from webapp.employers.assisted import Agreed
from webapp.employers.assisted_emails import send_check_and_own
from webapp.employers.forms.assisted import AssistedForm
from webapp.employers.models import Employer
from webapp.employers.rules import RegistrationError
from webapp.employers.views.directory import blueprint, employer_for_staff
from webapp.employers.views.register_check import confirm_base
from webapp.providers.models import Provider

Page = Response | tuple[str, int]


@blueprint.get("/new", endpoint="new")
@allow(*LEADS)
def new() -> Page:
    """Ask what a phone call answers."""
    return _draw(_form())


@blueprint.post("/new", endpoint="register_for")
@allow(*LEADS)
def register() -> Page:
    """Register the employer, and send them the link to check it."""
    form = _form()
    if not form.validate_on_submit():
        return _draw(form, 422)
    if form.agreed_on.data > clock.today():
        form.say("agreed_on", "Enter today or an earlier day")
        return _draw(form, 422)
    try:
        employer = assisted.register_for(
            db.session(),
            form.new_employer(),
            agreed=Agreed(by=form.agreed_by.data or "", on=form.agreed_on.data),
            actor=require_actor(),
            now=clock.now(),
            today=clock.today(),
        )
    except RegistrationError as error:
        db.session.rollback()
        form.refuse(error)
        return _draw(form, 422)
    if send(employer):
        flash(
            "Registered. They get an email with a link to check it and make it theirs.", "success"
        )
    else:
        flash(
            "Registered. They have no email, so messages to them are letters to print.", "success"
        )
    db.session.commit()
    return redirect(url_for("lead_employers.show", employer_id=employer.id))


@blueprint.post("/<uuid:employer_id>/send-link", endpoint="send_link")
@allow(*LEADS)
def send_link(employer_id: uuid.UUID) -> Response:
    """Send the link to check the registration once more."""
    employer = employer_for_staff(employer_id)
    assisted.required(db.session(), employer)
    if send(employer):
        flash("Sent. The link works for 14 days.", "success")
    else:
        flash("They have no email here. Call them.", "warning")
    db.session.commit()
    return redirect(url_for("lead_employers.show", employer_id=employer_id))


@blueprint.post("/<uuid:employer_id>/confirmed", endpoint="they_confirmed")
@allow(*LEADS)
def they_confirmed(employer_id: uuid.UUID) -> Response:
    """Note that they said it is all right, on the phone or on paper."""
    employer = employer_for_staff(employer_id)
    assisted.note_confirmed(
        db.session(), employer, actor=require_actor(), now=clock.now(), today=clock.today()
    )
    flash("Kept: they confirmed it today.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.show", employer_id=employer_id))


def send(employer: Employer) -> bool:
    """Return whether the email to check and own the registration is on its way."""
    return send_check_and_own(
        db.session(),
        employer,
        provider=db.session.get_one(Provider, require_actor().provider_id),
        now=clock.now(),
        link_base=confirm_base(),
    )


def _form() -> AssistedForm:
    fresh = {"agreed_on": clock.today()}
    return AssistedForm() if request.method == "POST" else AssistedForm(formdata=None, data=fresh)


def _draw(form: AssistedForm, status: int = 200) -> tuple[str, int]:
    return render_template("employers/assisted.html", form=form), status
