"""Who is asking: the only module that knows Flask-Login."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from webapp.accounts import sessions
from webapp.accounts.models import Role, User
from webapp.accounts.policies import Actor, NoPolicy, allowed, may_open
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound

log = logging.getLogger(__name__)

OPEN_ENDPOINTS = frozenset({"static"})
"""Files of the interface: the only addresses without a policy."""

HOMES = (
    ({Role.CAREERS_LEAD, Role.DEPUTY_LEAD, Role.STAFF, Role.DSL}, "/lead"),
    ({Role.CAREERS_ADVISER, Role.GOVERNOR}, "/lead"),
    ({Role.EMPLOYER}, "/employer"),
    ({Role.LEARNER}, "/learner"),
    ({Role.PLATFORM_ADMIN}, "/admin"),
)


class SignedInPerson(UserMixin):  # type: ignore[misc]  # flask_login ships no types
    """What Flask-Login keeps for a request: the session’s key and who is asking."""

    def __init__(self, key: str, actor: Actor) -> None:
        self.key = key
        self.actor = actor

    def get_id(self) -> str:
        """Return the key of the session, which is what the signed cookie holds."""
        return self.key


def actor_of(user: User) -> Actor:
    """Return the person as policies see them."""
    places = [grant for grant in user.grants if grant.role is not Role.PLATFORM_ADMIN]
    place = places[0] if places else None
    return Actor(
        user_id=user.id,
        name=user.name,
        roles=frozenset(grant.role for grant in user.grants),
        provider_id=place.provider_id if place else None,
        employer_id=place.employer_id if place else None,
        learner_id=place.learner_id if place else None,
    )


def _load(key: str) -> SignedInPerson | None:
    user = sessions.find_user(db.session(), key, now=clock.wall_now())
    return SignedInPerson(key, actor_of(user)) if user else None


def current_actor() -> Actor | None:
    """Return who is signed in, or None."""
    person = current_user._get_current_object()
    return person.actor if isinstance(person, SignedInPerson) else None


def require_actor() -> Actor:
    """Return who is signed in; raises NotFound for a view that anybody may open."""
    actor = current_actor()
    if actor is None:
        raise NotFound("nobody is signed in")
    return actor


def sign_in(user: User) -> None:
    """Start a session for this person under a new key; the caller commits."""
    sign_out()
    key = sessions.start(db.session(), user, now=clock.wall_now())
    session.permanent = True
    login_user(SignedInPerson(key, actor_of(user)))


def sign_out() -> None:
    """End the session of this browser, if there is one; the caller commits."""
    person = current_user._get_current_object()
    if isinstance(person, SignedInPerson):
        sessions.end(db.session(), person.key)
    logout_user()
    session.clear()


def home_of(actor: Actor) -> str:
    """Return the address this person starts from."""
    return next((home for roles, home in HOMES if actor.roles & roles), "/")


def own_address(target: str | None) -> str | None:
    """Return the target when it is an address of this site that a GET answers, else None."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(character) < 32 or character == "\\" for character in target):
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    adapter = current_app.create_url_adapter(request)
    return target if adapter is not None and adapter.test(parts.path, method="GET") else None


def _view() -> Callable[..., object] | None:
    return current_app.view_functions.get(request.endpoint or "")


def refuse_strangers() -> Response | None:
    """Send who is not signed in to the sign-in page; answer 404 to who may not open the page."""
    if request.endpoint in OPEN_ENDPOINTS:
        return None
    actor = g.actor = current_actor()
    view = _view()
    if view is None or may_open(view, actor):
        return None
    if actor is not None:
        log.info("refused endpoint=%s user=%s", request.endpoint, actor.user_id)
        abort(404)
    after = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=after))


def reader_may_open(endpoint: str) -> bool:
    """Return whether who is asking may open the page of this name."""
    return may_open(current_app.view_functions[endpoint], g.get("actor"))


def check_policies(app: Flask) -> None:
    """Raise NoPolicy when a route has no @allow: nobody decided who may open it."""
    without = sorted(
        f"{rule.rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in OPEN_ENDPOINTS
        and allowed(app.view_functions[rule.endpoint]) is None
    )
    if without:
        raise NoPolicy(f"Put @allow(...) on the view of: {', '.join(without)}")


def wire(app: Flask) -> None:
    """Join Flask-Login and the policies to the application."""
    manager = LoginManager()
    manager.session_protection = None  # the key is random and server-side; networks change
    manager.user_loader(_load)
    manager.init_app(app)
    app.before_request(refuse_strangers)
    app.context_processor(lambda: {"actor": g.get("actor")})
    app.extensions["may_open"] = reader_may_open
