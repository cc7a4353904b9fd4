"""Setting up: the first administrator, schools and colleges, their careers leads."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts import access, link_pages, links
from webapp.accounts import services as accounts
from webapp.accounts.models import LinkPurpose, Role, User
from webapp.accounts.policies import Audience, allow
from webapp.core import audit, clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.providers import queries, services
from webapp.providers.forms import FirstAdminForm, SchoolForm
from webapp.providers.models import StaffMember
from webapp.providers.services import NewStaff
from webapp.providers.views.invitations import invite

blueprint = Blueprint("admin", __name__, template_folder="../templates")

Page = Response | str


@blueprint.get("/first-admin/<token>")
@allow(Audience.LINK)
def first_admin(token: str) -> Page:
    """Ask who looks after this site and for the first school."""
    _enter_first_admin(token)
    return render_template("providers/first_admin.html", form=FirstAdminForm())


def _enter_first_admin(token: str) -> None:
    link_pages.enter(token, LinkPurpose.FIRST_ADMIN)
    if accounts.has_admin(db.session()):
        raise links.LinkGone(links.LinkEnd.USED)


@blueprint.post("/first-admin/<token>")
@allow(Audience.LINK)
def make_first_admin(token: str) -> Page:
    """Make the administrator and the first school, and sign in."""
    _enter_first_admin(token)
    form = FirstAdminForm()
    if not form.validate_on_submit():
        return render_template("providers/first_admin.html", form=form)
    now = clock.now()
    member = _add_school(form, roles=(Role.PLATFORM_ADMIN, Role.CAREERS_LEAD))
    if member is None:
        return render_template("providers/first_admin.html", form=form)
    link = link_pages.enter(token, LinkPurpose.FIRST_ADMIN)
    links.use_up(db.session(), link, now=now)
    accounts.set_password(db.session(), member.user, password=form.password.data or "", now=now)
    access.sign_in(member.user)
    accounts.record_sign_in(db.session(), member.user, how="first_admin", now=now)
    db.session.commit()
    flash("Your school is set up. Next: add your team.", "success")
    return redirect(url_for("team.people"))


def _add_school(form: SchoolForm, *, roles: tuple[Role, ...]) -> StaffMember | None:
    """Return the careers lead of the new school, or None with the error said in the form."""
    provider = services.add_provider(db.session(), form.provider())
    new = NewStaff(
        name=form.person_name.data or "",
        email=form.email.data or "",
        job_title="Careers lead",
        phone=form.phone.data or "",
        roles=roles,
    )
    try:
        return services.add_staff(db.session(), provider, new, now=clock.now(), is_main=True)
    except accounts.EmailTaken:
        db.session.rollback()
        form.say("email", "Someone signs in with this address already. Enter another one.")
        return None


@blueprint.get("/admin")
@allow(Role.PLATFORM_ADMIN)
def schools() -> Page:
    """List the schools and colleges, and whether their careers lead has signed in."""
    found = queries.all_providers(db.session())
    rows = [(provider, queries.leads_of(provider)) for provider in found]
    return render_template("providers/schools.html", rows=rows)


@blueprint.get("/admin/schools/new")
@allow(Role.PLATFORM_ADMIN)
def new_school() -> Page:
    """Ask about a school and its careers lead."""
    return render_template("providers/new_school.html", form=SchoolForm())


@blueprint.post("/admin/schools/new")
@allow(Role.PLATFORM_ADMIN)
def add_school() -> Page:
    """Add the school and invite its careers lead."""
    form = SchoolForm()
    if not form.validate_on_submit():
        return render_template("providers/new_school.html", form=form)
    member = _add_school(form, roles=(Role.CAREERS_LEAD,))
    if member is None:
        return render_template("providers/new_school.html", form=form)
    audit.record(
        db.session(),
        "school_added",
        at=clock.now(),
        actor_id=access.require_actor().user_id,
        subject_kind="provider",
        subject_id=member.provider_id,
    )
    invite(member.user)
    db.session.commit()
    flash(f"Saved. An invitation is on its way to {member.user.email}.", "success")
    return redirect(url_for("admin.schools"))


@blueprint.post("/admin/people/<uuid:user_id>/invite")
@allow(Role.PLATFORM_ADMIN)
def invite_again(user_id: uuid.UUID) -> Page:
    """Send a careers lead a new invitation; the one before ends."""
    user = db.session.get(User, user_id)
    if user is None or not accounts.is_invited(user):
        raise NotFound("nobody to invite")
    invite(user)
    db.session.commit()
    flash(f"A new invitation is on its way to {user.email}.", "success")
    return redirect(url_for("admin.schools"))
