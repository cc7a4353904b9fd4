"""Today, and mail that needs a person."""

import uuid
from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import LEADS, STAFF_ROLES, Actor, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.mail.queries import email_for, emails_needing_a_person, mail_is_late
from webapp.mail.services import NothingToDecide, mark_arrived, send_again
from webapp.placements.models import Placement
from webapp.placements.queries import LIST_PARTS, visible_to
from webapp.placements.rules import CONFIRMED
from webapp.placements.services import placement_dates
from webapp.placements.today import by_day, today_items

blueprint = Blueprint("lead", __name__, url_prefix="/lead", template_folder="../templates")
NEXT_FIRST_DAYS = 5


@blueprint.get("")
@allow(*STAFF_ROLES, Role.CAREERS_ADVISER, Role.GOVERNOR)
def today() -> str:
    """What needs this person, late things first."""
    actor, on = require_actor(), clock.today()
    work = by_day(today_items(db.session(), actor, on), on)
    return render_template(
        "placements/today.html",
        work=work,
        starting=_starting(actor, on),
        is_lead=actor.is_any(*LEADS),
    )


def _starting(actor: Actor, on: date) -> list[Placement]:
    """Return the confirmed placements whose first day comes next."""
    confirmed = db.session.scalars(
        visible_to(actor).where(Placement.state.in_(CONFIRMED)).options(*LIST_PARTS)
    ).unique()
    coming = [placement for placement in confirmed if placement_dates(placement)[0] >= on]
    return sorted(coming, key=placement_dates)[:NEXT_FIRST_DAYS]


@blueprint.get("/mail")
@allow(*LEADS)
def mail() -> str:
    """Messages that failed or that nobody is sure of."""
    return render_template(
        "placements/mail.html",
        emails=emails_needing_a_person(db.session(), provider_ids=_own_school()),
        is_late=mail_is_late(db.session(), now=clock.now()),
    )


@blueprint.post("/mail/<uuid:email_id>/send-again")
@allow(*LEADS)
def mail_again(email_id: uuid.UUID) -> Response:
    """Send a message once more."""
    email = email_for(db.session(), email_id, provider_ids=_own_school())
    try:
        send_again(db.session(), email, actor_id=require_actor().user_id, now=clock.now())
        flash("The email is on its way again.", "success")
    except NothingToDecide:
        flash("Someone dealt with this email before you.", "info")
    db.session.commit()
    return redirect(url_for("lead.mail"))


@blueprint.post("/mail/<uuid:email_id>/arrived")
@allow(*LEADS)
def mail_arrived(email_id: uuid.UUID) -> Response:
    """Note that a message did arrive."""
    email = email_for(db.session(), email_id, provider_ids=_own_school())
    try:
        mark_arrived(db.session(), email, actor_id=require_actor().user_id, now=clock.now())
        flash("Noted: the email arrived.", "success")
    except NothingToDecide:
        flash("Someone dealt with this email before you.", "info")
    db.session.commit()
    return redirect(url_for("lead.mail"))


def _own_school() -> list[uuid.UUID]:
    provider_id = require_actor().provider_id
    return [provider_id] if provider_id else []
