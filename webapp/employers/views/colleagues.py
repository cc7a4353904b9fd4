"""The people of an employer (/employer/people)."""

import uuid

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import Actor, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers import colleagues
from webapp.employers.colleagues import CannotInvite, CannotRemove
from webapp.employers.contact_models import Access
from webapp.employers.forms.colleagues import ACCESS_WORDS, WHY_STAY, ColleagueForm
from webapp.employers.models import Employer
from webapp.employers.queries import own_employer
from webapp.employers.views.register_check import confirm_base

blueprint = Blueprint(
    "employer_people", __name__, url_prefix="/employer/people", template_folder="../templates"
)
FOR_CONTACTS = ("/employer/people", "/employer/our-data")
"""What a supervisor may read and not change."""

Page = Response | tuple[str, int]


@blueprint.get("")
@allow(Role.EMPLOYER)
def index() -> Page:
    """List who is named, who signs in, and the form for one more."""
    return _draw(_employer(), ColleagueForm())


@blueprint.post("")
@allow(Role.EMPLOYER)
def invite() -> Page:
    """Invite a colleague by an emailed link."""
    employer, form = _employer(), ColleagueForm()
    if not form.validate_on_submit():
        return _draw(employer, form, 422)
    try:
        colleagues.invite(
            db.session(),
            employer,
            name=form.name.data or "",
            email=form.email.data or "",
            job_title=form.job_title.data or None,
            access=Access(form.access.data),
            actor=require_actor(),
            now=clock.now(),
            link_base=confirm_base(),
        )
    except CannotInvite:
        db.session.rollback()
        form.say("email", "Someone signs in with this address already. Enter another one")
        return _draw(_employer(), form, 422)
    flash("Invited. They get an email with a link that works for 14 days.", "success")
    db.session.commit()
    return redirect(url_for("employer_people.index"))


@blueprint.post("/<uuid:contact_id>/remove")
@allow(Role.EMPLOYER)
def remove(contact_id: uuid.UUID) -> Page:
    """Take a person out, or say why not."""
    try:
        colleagues.remove(
            db.session(), _employer(), contact_id, actor=require_actor(), now=clock.now()
        )
    except CannotRemove as needed:
        db.session.rollback()
        flash(WHY_STAY[needed.why], "warning")
        return redirect(url_for("employer_people.index"))
    flash("Removed. They can sign in no more.", "success")
    db.session.commit()
    return redirect(url_for("employer_people.index"))


def _employer() -> Employer:
    employer = own_employer(db.session(), require_actor())
    if employer is None:
        raise NotFound("no employer")
    return employer


def _draw(employer: Employer, form: ColleagueForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "employers/people.html",
        people=colleagues.people_of(db.session(), employer),
        form=form,
        access_words=ACCESS_WORDS,
        may_change=colleagues.access_of(db.session(), require_actor()) is Access.CONTACT,
    )
    return page, status


def keep_to_access() -> Response | None:
    """Send a viewer, or a supervisor who is not to change this, back to the page they read."""
    actor: Actor | None = g.get("actor")
    if actor is None or request.method != "POST" or not request.path.startswith("/employer"):
        return None
    if not actor.is_any(Role.EMPLOYER):
        return None
    access = colleagues.access_of(db.session(), actor)
    is_closed = access is Access.VIEWER or (
        access is Access.SUPERVISOR and request.path.startswith(FOR_CONTACTS)
    )
    if not is_closed:
        return None
    flash("You can look at this and not change it. Ask your main contact.", "warning")
    return redirect("/employer")


def init_app(app: Flask) -> None:
    """Hold every change on the employer’s pages to what the person may do."""
    app.before_request(keep_to_access)
