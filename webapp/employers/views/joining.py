"""Confirming the address of a new employer, which signs that person in."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.accounts import access, link_pages, links
from webapp.accounts.links import LinkEnd, LinkGone
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.accounts.policies import Audience, allow
from webapp.accounts.services import record_sign_in
from webapp.core import clock
from webapp.core.db import db
from webapp.core.forms import Form
from webapp.employers import emails, services
from webapp.employers.models import Contact
from webapp.employers.services import AddressInUse
from webapp.employers.views.register_check import confirm_base

blueprint = Blueprint(
    "joining", __name__, url_prefix="/register/confirm", template_folder="../templates"
)


def _open(token: str) -> tuple[PersonalLink, Contact]:
    link = link_pages.enter(token, LinkPurpose.VERIFY_EMAIL)
    contact = db.session.get(Contact, link.subject_id)
    if contact is None or contact.email != link.address:
        raise LinkGone(LinkEnd.REVOKED)
    return link, contact


@blueprint.get("/<token>")
@allow(Audience.LINK)
def confirm(token: str) -> str:
    """Show the button that confirms the address; opening the link alone confirms nothing."""
    _link, contact = _open(token)
    return _page(contact, Form())


@blueprint.post("/<token>")
@allow(Audience.LINK)
def use(token: str) -> Response | str:
    """Confirm the address, make the account, and sign this person in."""
    link, contact = _open(token)
    form, now = Form(), clock.now()
    try:
        links.use_up(db.session(), link, now=now)
        user = services.give_account(db.session(), contact, now=now)
    except AddressInUse:
        db.session.rollback()
        form.say_above(
            "You sign in with this address somewhere else already. "
            "Call us, and we put a second address in"
        )
        return _page(contact, form)
    access.sign_in(user)
    record_sign_in(db.session(), user, how="confirmed address", now=now)
    flash("Your address is confirmed and you are signed in.", "success")
    db.session.commit()
    return redirect(access.home_of(access.actor_of(user)))


def _page(contact: Contact, form: Form) -> str:
    return render_template(
        "employers/confirm.html", form=form, contact=contact.name, employer=contact.employer.name
    )


def renew(session: Session, link: PersonalLink, now: datetime) -> bool:
    """Queue a new link to the same person, unless the address is confirmed already."""
    contact = session.get(Contact, link.subject_id)
    if contact is None or contact.user_id is not None or contact.email != link.address:
        return False
    emails.send_registered(session, contact, now=now, link_base=confirm_base())
    return True
