"""Going on later: what is kept, and a link by email that opens it on another device."""

from datetime import timedelta

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts import limits, link_pages, links
from webapp.accounts.limits import Limit
from webapp.accounts.links import LinkEnd, LinkGone
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.forms import EmailAddressField, Form, Needed
from webapp.core.wizard import drafts
from webapp.core.wizard.models import Draft
from webapp.employers import emails
from webapp.employers.first_part import JOURNEY, KIND
from webapp.employers.views.browser_draft import open_draft, remember, to_start
from webapp.employers.views.register import Page, address_of, blueprint

LINKS_PER_IP = Limit("resume-ip", 10, timedelta(hours=1))


class LinkForm(Form):
    """Where to send a link to go on."""

    email = EmailAddressField(
        "Your email address", longest=254, validators=[Needed("Enter your email address")]
    )


@blueprint.get("/saved")
@allow(Audience.PUBLIC)
def saved() -> Page:
    """Say that everything is kept, and how to come back."""
    draft = open_draft()
    if draft is None:
        return to_start()
    typed = draft.pages.get("contact", {}).get("email", [""])
    return _saved_page(draft, LinkForm(formdata=None, data={"email": typed[0]}))


def _saved_page(draft: Draft, form: LinkForm) -> Page:
    return render_template("employers/saved.html", draft=draft, form=form), 200


@blueprint.post("/saved")
@allow(Audience.PUBLIC)
def send_link() -> Page:
    """Send a link that opens this draft on another device."""
    draft = open_draft()
    if draft is None:
        return to_start()
    form = LinkForm()
    if not form.validate_on_submit():
        return _saved_page(draft, form)
    who, now = request.remote_addr or "", clock.wall_now()
    if limits.take(db.session(), LINKS_PER_IP, who=who, now=now):
        emails.send_resume_link(
            db.session(),
            draft,
            to=form.email.data or "",
            now=clock.now(),
            link_base=_link_base(),
        )
    flash("We sent you a link. It can take a minute.", "success")
    db.session.commit()
    return redirect(url_for("register.saved"))


def _link_base() -> str:
    """Return the address of the page that opens a draft, without the token."""
    path = url_for("register.resume", token="x")  # noqa: S106  a place for the token
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path[:-1]}"


def _open(token: str) -> tuple[PersonalLink, Draft]:
    link = link_pages.enter(token, LinkPurpose.RESUME_DRAFT)
    draft = db.session.get(Draft, link.subject_id)
    is_over = draft is None or draft.kind != KIND or draft.expires_at <= clock.now()
    if draft is None or is_over or draft.result_id is not None:
        raise LinkGone(LinkEnd.REVOKED)
    return link, draft


@blueprint.get("/resume/<token>")
@allow(Audience.LINK)
def resume(token: str) -> str:
    """Show the button that opens the draft here; opening the link alone changes nothing."""
    _link, draft = _open(token)
    return render_template("employers/resume.html", form=Form(), draft=draft)


@blueprint.post("/resume/<token>")
@allow(Audience.LINK)
def resume_here(token: str) -> Response:
    """Let this browser open the draft from now on."""
    link, draft = _open(token)
    links.use_up(db.session(), link, now=clock.now())
    key = drafts.add_key(db.session(), draft)
    address = address_of(JOURNEY.first_open(draft.pages))
    db.session.commit()
    return remember(redirect(address), key)
