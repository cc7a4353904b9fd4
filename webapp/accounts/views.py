"""Signing in and out."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts import access, emails, link_pages, links, pages, services
from webapp.accounts.forms import NewPasswordForm, SignInForm, SignInLinkForm
from webapp.accounts.links import TooManyTries
from webapp.accounts.models import LinkPurpose, PersonalLink, User
from webapp.accounts.passwords import is_right
from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db

blueprint = Blueprint("accounts", __name__, template_folder="templates")
blueprints = (blueprint, link_pages.blueprint, pages.blueprint)

Page = Response | tuple[str, int]


def _ip() -> str:
    return request.remote_addr or "unknown"


def _go_on(user: User) -> Response:
    """Return the way to the page this person wanted, or to their home."""
    wanted = access.own_address(request.args.get("next"))
    return redirect(wanted or access.home_of(access.actor_of(user)))


@blueprint.get("/sign-in")
@allow(Audience.PUBLIC)
def sign_in() -> Page:
    """Show the form, or the way on for who is signed in already."""
    actor = access.current_actor()
    if actor is not None:
        return redirect(access.home_of(actor))
    return _sign_in_page(SignInForm())


@blueprint.post("/sign-in")
@allow(Audience.PUBLIC)
def sign_in_with_password() -> Page:
    """Compare the password and start a session under a new key."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form)
    now = clock.wall_now()
    try:
        attempt = services.begin_attempt(
            db.session(), email=form.email.data or "", ip=_ip(), now=now
        )
    except TooManyTries:
        form.say_above("That was too many tries. Wait an hour, or ask for a link by email.")
        return _sign_in_page(form, 429)
    db.session.commit()  # the try counts, and nobody waits while the password is compared
    if not is_right(form.password.data or "", stored=attempt.password_hash):
        form.say("password", "The email address or the password is not right. Check both.")
        return _sign_in_page(form)
    user = db.session.get_one(User, attempt.user_id)
    access.sign_in(user)
    services.attempt_was_good(db.session(), user, ip=_ip(), now=now)
    db.session.commit()
    return _go_on(user)


def _sign_in_page(form: SignInForm, status: int = 200) -> tuple[str, int]:
    by_email = url_for("accounts.sign_in_by_email", next=request.args.get("next"))
    return render_template("accounts/sign_in.html", form=form, by_email=by_email), status


@blueprint.post("/sign-out")
@allow(Audience.PUBLIC)
def sign_out() -> Page:
    """End the session for good."""
    access.sign_out()
    db.session.commit()
    flash("You are signed out.", "success")
    return redirect(url_for("accounts.sign_in"))


@blueprint.get("/sign-in/by-email")
@allow(Audience.PUBLIC)
def sign_in_by_email() -> Page:
    """Offer a link by email instead of a password."""
    return render_template("accounts/sign_in_by_email.html", form=SignInLinkForm()), 200


@blueprint.post("/sign-in/by-email")
@allow(Audience.PUBLIC)
def send_sign_in_link() -> Page:
    """Send the link when someone has this address; say the same when nobody has."""
    form = SignInLinkForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in_by_email.html", form=form), 200
    address = form.email.data or ""
    if not services.may_ask_for_link(db.session(), email=address, ip=_ip(), now=clock.wall_now()):
        form.say_above("That was too many tries. Wait an hour, or call us.")
        return render_template("accounts/sign_in_by_email.html", form=form), 429
    user = services.find_by_email(db.session(), address)
    if user is not None:
        token = services.make_sign_in_link(db.session(), user, now=clock.now())
        emails.queue_sign_in_link(db.session(), user, url=_link_url(token), now=clock.now())
    else:
        emails.rehearse_sign_in_link(to=address, url=_link_url("x" * 43), now=clock.now())
    db.session.commit()
    return redirect(url_for("accounts.link_sent"))


def _link_url(token: str) -> str:
    """Return the address in the email, built from the setting and never from the request."""
    path = url_for("accounts.sign_in_link", token=token)
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path}"


@blueprint.get("/sign-in/by-email/sent")
@allow(Audience.PUBLIC)
def link_sent() -> str:
    """Say where to look."""
    return render_template("accounts/link_sent.html")


def _link_and_user(token: str) -> tuple[PersonalLink, User]:
    link = link_pages.enter(token, LinkPurpose.SIGN_IN)
    user = db.session.get(User, link.subject_id)
    if user is None or user.disabled_at is not None:
        raise links.LinkGone(links.LinkEnd.REVOKED)
    return link, user


@blueprint.get("/sign-in/link/<token>")
@allow(Audience.LINK)
def sign_in_link(token: str) -> str:
    """Show the button that uses the link, with a new password for who needs one."""
    _link, user = _link_and_user(token)
    return _link_page(user, NewPasswordForm())


@blueprint.post("/sign-in/link/<token>")
@allow(Audience.LINK)
def use_sign_in_link(token: str) -> Page | str:
    """Use the link up, store the password where one is needed, and sign in."""
    link, user = _link_and_user(token)
    now = clock.now()
    form = NewPasswordForm()
    if services.needs_password(user):
        form.person_name, form.person_email = user.name, user.email or ""
        if not form.validate_on_submit():
            return _link_page(user, form)
    links.use_up(db.session(), link, now=now)
    if services.needs_password(user):
        services.set_password(db.session(), user, password=form.password.data or "", now=now)
    user.email_verified_at = user.email_verified_at or now
    access.sign_in(user)
    services.record_sign_in(db.session(), user, how="link", now=now)
    db.session.commit()
    return _go_on(user)


def _link_page(user: User, form: NewPasswordForm) -> str:
    return render_template(
        "accounts/sign_in_link.html",
        form=form,
        signing_in_as=user.name,
        needs_password=services.needs_password(user),
    )
