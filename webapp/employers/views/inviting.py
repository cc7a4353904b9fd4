"""Inviting an employer (/lead/employers/invite), and what the invited open."""

from flask import current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts import link_pages
from webapp.accounts.access import require_actor
from webapp.accounts.links import LinkEnd, LinkGone
from webapp.accounts.models import LinkPurpose
from webapp.accounts.policies import LEADS, Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.forms import Form
from webapp.core.wizard import drafts
from webapp.core.wizard.models import Draft
from webapp.employers import inviting
from webapp.employers.first_part import JOURNEY, KIND
from webapp.employers.forms.inviting import InvitationForm
from webapp.employers.views import register
from webapp.employers.views.browser_draft import remember
from webapp.employers.views.directory import blueprint
from webapp.mail.rules import PrivateWordInEmail
from webapp.providers.models import Provider

Page = Response | tuple[str, int]


@blueprint.get("/invite", endpoint="invite")
@allow(*LEADS)
def ask() -> Page:
    """Ask what is known of the employer."""
    return _draw(InvitationForm())


@blueprint.post("/invite", endpoint="send_invitation")
@allow(*LEADS)
def send() -> Page:
    """Send the link that opens the registration with all this in it."""
    form = InvitationForm()
    if not form.validate_on_submit():
        return _draw(form, 422)
    try:
        inviting.invite(
            db.session(),
            form.invitation(),
            provider=_school(),
            actor=require_actor(),
            now=clock.now(),
            link_base=_link_base(),
        )
    except PrivateWordInEmail:
        db.session.rollback()
        form.say("message", "An email may not say this. Leave out words about needs or health")
        return _draw(form, 422)
    flash("Sent. They find what you typed filled in, and can change all of it.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.index"))


def _draw(form: InvitationForm, status: int = 200) -> tuple[str, int]:
    return render_template("employers/invite.html", form=form), status


def _school() -> Provider:
    return db.session.get_one(Provider, require_actor().provider_id)


def _link_base() -> str:
    """Return the address of the page that opens an invitation, without the token."""
    path = url_for("register.invited", token="x")  # noqa: S106  a place for the token
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path[:-1]}"


def _open(token: str) -> Draft:
    link = link_pages.enter(token, LinkPurpose.EMPLOYER_INVITED)
    draft = db.session.get(Draft, link.subject_id)
    if draft is None or draft.kind != KIND or draft.result_id is not None:
        raise LinkGone(LinkEnd.REVOKED)
    return draft


@register.blueprint.get("/invited/<token>")
@allow(Audience.LINK)
def invited(token: str) -> str:
    """Show the button that begins; opening the link alone changes nothing."""
    draft = _open(token)
    name = draft.pages.get("organisation", {}).get("name", [""])[0]
    return render_template("employers/invited.html", form=Form(), organisation=name)


@register.blueprint.post("/invited/<token>")
@allow(Audience.LINK)
def begin_invited(token: str) -> Response:
    """Let this browser open the draft from now on; the link works on other devices too."""
    draft = _open(token)
    key = drafts.add_key(db.session(), draft)
    address = register.address_of(JOURNEY.first_open(draft.pages))
    db.session.commit()
    return remember(redirect(address), key)
