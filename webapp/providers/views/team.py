"""The team of a school or college: who is in it, adding and inviting people."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts import access
from webapp.accounts import services as accounts
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.providers import queries, services
from webapp.providers.forms import StaffForm
from webapp.providers.models import Provider
from webapp.providers.views.invitations import invite

blueprint = Blueprint("team", __name__, url_prefix="/lead/team", template_folder="../templates")

Page = Response | str


def _own_school() -> Provider:
    return db.session.get_one(Provider, access.require_actor().provider_id)


@blueprint.get("")
@allow(*LEADS)
def people() -> Page:
    """List who works here and whether they have signed in."""
    school = _own_school()
    found = queries.contacts(db.session(), school.id)
    return render_template(
        "providers/team.html",
        staff=queries.staff_of(db.session(), school.id),
        missing=[role for role in ("deputy", "dsl") if getattr(found, role) is None],
    )


@blueprint.get("/new")
@allow(*LEADS)
def new_person() -> Page:
    """Ask who joins."""
    return render_template("providers/new_staff.html", form=StaffForm())


@blueprint.post("/new")
@allow(*LEADS)
def add_person() -> Page:
    """Add someone and invite them."""
    form = StaffForm()
    if not form.validate_on_submit():
        return render_template("providers/new_staff.html", form=form)
    try:
        member = services.add_staff(db.session(), _own_school(), form.staff(), now=clock.now())
    except accounts.EmailTaken:
        form.say("email", "Someone signs in with this address already. Enter another one.")
        return render_template("providers/new_staff.html", form=form)
    invite(member.user)
    db.session.commit()
    flash(f"Saved. An invitation is on its way to {member.user.email}.", "success")
    return redirect(url_for("team.people"))


@blueprint.post("/<uuid:staff_id>/invite")
@allow(*LEADS)
def invite_again(staff_id: uuid.UUID) -> Page:
    """Send someone of this school a new invitation; the one before ends."""
    staff = queries.staff_of(db.session(), _own_school().id)
    member = next((member for member in staff if member.id == staff_id), None)
    if member is None or not accounts.is_invited(member.user):
        raise NotFound("nobody to invite")
    invite(member.user)
    db.session.commit()
    flash(f"A new invitation is on its way to {member.user.email}.", "success")
    return redirect(url_for("team.people"))
