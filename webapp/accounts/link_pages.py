"""Pages for who comes by a link: enter the code, this link has ended, send a new one.

A package that has pages behind a link says so once with `serves`; its views begin with
`enter`, which returns the link or leads to one of the pages here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.accounts import emails, limits, links
from webapp.accounts.forms import CodeForm
from webapp.accounts.links import CodeGone, LinkGone, NeedsCode, TooManyTries, WrongCode
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.security import keep_referrer_private

blueprint = Blueprint("links", __name__, template_folder="templates")

DEVICE_DAYS = 60
"""How long a browser keeps a device’s secret; the link itself ends long before."""

Renew = Callable[[Session, PersonalLink, datetime], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """Where a link leads, and how to send a new one when it ended."""

    endpoint: str
    """Its view takes `token`."""
    renew: Renew | None
    """Queues a new link to the same person and returns True, or False when it may not."""


_pages: dict[LinkPurpose, Page] = {}


def serves(purpose: LinkPurpose, *, endpoint: str, renew: Renew | None = None) -> None:
    """Say which page links of this purpose open; saying it again replaces it."""
    _pages[purpose] = Page(endpoint=endpoint, renew=renew)


def enter(token: str, purpose: LinkPurpose) -> PersonalLink:
    """Return the link when this browser may open it now; raises LinkGone or NeedsCode."""
    keep_referrer_private()
    link = links.open_link(db.session(), token, purpose=purpose, now=clock.now())
    device = request.cookies.get(cookie_name(link))
    if link.needs_code and not links.is_known_device(db.session(), link, device=device):
        raise NeedsCode(str(link.id))
    return link


def cookie_name(link: PersonalLink) -> str:
    """Return the name of the cookie that says this device is known for this link."""
    prefix = "__Host-" if current_app.config["SESSION_COOKIE_SECURE"] else ""
    return f"{prefix}device-{link.id.hex}"


def link_gone(error: LinkGone) -> tuple[str, int]:
    """Return the page for a link that ended: who to call, one button for a new one."""
    keep_referrer_private()
    db.session.rollback()
    token = (request.view_args or {}).get("token", "")
    link = links.find_link(db.session(), token)
    page = _pages.get(link.purpose) if link else None
    may_renew = page is not None and page.renew is not None and link is not None
    return (
        render_template(
            "accounts/link_gone.html",
            reason=error.reason,
            again_url=url_for("links.send_again", token=token) if may_renew else None,
            for_sign_in=link is not None and link.purpose is LinkPurpose.SIGN_IN,
        ),
        410,
    )


def ask_for_code(_error: NeedsCode) -> Response:
    """Lead to the page where the code is entered."""
    return redirect(url_for("links.code", token=(request.view_args or {})["token"]))


def _open(token: str) -> PersonalLink:
    """Return the link of any purpose that needs codes; raises LinkGone."""
    keep_referrer_private()
    link = links.find_link(db.session(), token)
    if link is None or not link.needs_code or link.purpose not in _pages:
        raise LinkGone(links.LinkEnd.UNKNOWN)
    return links.open_link(db.session(), token, purpose=link.purpose, now=clock.now())


def hidden_address(address: str | None) -> str:
    """Return the address so that only its owner knows it: c…@example.org."""
    local, _, domain = (address or "").rpartition("@")
    return f"{local[:1]}…@{domain}"


def _code_page(
    link: PersonalLink, token: str, form: CodeForm, status: int = 200
) -> tuple[str, int]:
    return (
        render_template(
            "accounts/link_code.html",
            form=form,
            address=hidden_address(link.address),
            is_sent=links.has_code(db.session(), link, now=clock.now()),
            send_url=url_for("links.send_code", token=token),
        ),
        status,
    )


@blueprint.get("/links/<token>/code")
@allow(Audience.LINK)
def code(token: str) -> tuple[str, int]:
    """Ask for the code, or offer to send one."""
    return _code_page(_open(token), token, CodeForm())


@blueprint.post("/links/<token>/code")
@allow(Audience.LINK)
def confirm_code(token: str) -> Response | tuple[str, int]:
    """Compare the code and let this device in."""
    link = _open(token)
    form = CodeForm()
    if not form.validate_on_submit():
        return _code_page(link, token, form)
    try:
        device = links.confirm_code(db.session(), link, code=form.code.data or "", now=clock.now())
    except WrongCode as wrong:
        db.session.commit()  # the try counts
        form.say("code", f"That code is not right. You can try {wrong.tries_left} more times.")
        return _code_page(link, token, form)
    except CodeGone:
        db.session.commit()  # the try counts
        form.say_above("That code has ended. Ask for a new one below.")
        return _code_page(link, token, form)
    answer = redirect(url_for(_pages[link.purpose].endpoint, token=token))
    answer.set_cookie(
        cookie_name(link),
        device,
        max_age=DEVICE_DAYS * 24 * 60 * 60,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    db.session.commit()
    return answer


@blueprint.post("/links/<token>/code/send")
@allow(Audience.LINK)
def send_code(token: str) -> Response | tuple[str, int]:
    """Send a code to the address the link was sent to."""
    link = _open(token)
    try:
        digits = links.issue_code(db.session(), link, now=clock.now())
    except TooManyTries:
        form = CodeForm(formdata=None)
        form.say_above("We sent 5 codes in one hour. Wait an hour, or call us.")
        return _code_page(link, token, form, 429)
    emails.queue_code(db.session(), link, code=digits, now=clock.now())
    flash("We sent you an email with 6 digits. It can take a minute.", "success")
    db.session.commit()
    return redirect(url_for("links.code", token=token))


@blueprint.post("/links/<token>/again")
@allow(Audience.LINK)
def send_again(token: str) -> tuple[str, int]:
    """Send a new link to the address of an ended one; says the same whether or not it may."""
    keep_referrer_private()
    now = clock.now()
    link = links.find_link(db.session(), token)
    page = _pages.get(link.purpose) if link else None
    if link is not None and page is not None and page.renew is not None:
        who = f"{link.purpose}:{link.subject_id}"
        if limits.take(db.session(), limits.LINK_PER_ADDRESS, who=who, now=clock.wall_now()):
            page.renew(db.session(), link, now)
    db.session.commit()
    return render_template("accounts/link_again.html"), 200
