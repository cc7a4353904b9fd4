"""The draft of this browser: found by a cookie of its own, which outlives signing in."""

from collections.abc import Callable
from datetime import timedelta

from flask import abort, current_app, flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp.accounts import limits
from webapp.accounts.limits import Limit
from webapp.core import clock
from webapp.core.db import db
from webapp.core.forms import Form
from webapp.employers import drafts
from webapp.employers.drafts import Typed
from webapp.employers.models import RegistrationDraft

DRAFTS_PER_IP = Limit("register-ip", 30, timedelta(hours=1))
LONGEST_VALUE = 5000
MOST_VALUES = 100
"""Of one field. What is longer was not typed by a person."""


def cookie_name() -> str:
    """Return the name of the cookie that holds the key of the draft."""
    prefix = "__Host-" if current_app.config["SESSION_COOKIE_SECURE"] else ""
    return f"{prefix}registration"


def find_draft() -> RegistrationDraft | None:
    """Return the draft of this browser, sent or not."""
    return drafts.find_draft(db.session(), request.cookies.get(cookie_name()), now=clock.now())


def open_draft() -> RegistrationDraft | None:
    """Return the draft of this browser that may still be changed."""
    draft = find_draft()
    return draft if draft is not None and draft.employer_id is None else None


def to_start() -> Response:
    """Lead to the first page; say why when answers were kept too long."""
    if request.cookies.get(cookie_name()):
        flash("We keep answers for 30 days. Those days are over, so please start again.", "info")
    return redirect(url_for("register.start"))


def change(save: Callable[[RegistrationDraft], str]) -> Response:
    """Save into the draft of this browser and go to the address `save` returns.

    A draft that ended is replaced by a new one, so that what was typed is not lost.
    """
    draft, key = open_draft(), None
    if draft is None:
        now = clock.wall_now()
        if not limits.take(db.session(), DRAFTS_PER_IP, who=request.remote_addr or "", now=now):
            abort(429)
        draft, key = drafts.start_draft(db.session(), now=clock.now())
    address = save(draft)
    db.session.commit()
    return _keeping(key, redirect(address))


def _keeping(key: str | None, answer: Response) -> Response:
    """Return the answer with the key of a new draft in its cookie."""
    if key is not None:
        answer.set_cookie(
            cookie_name(),
            key,
            max_age=int(drafts.LIFE.total_seconds()),
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return answer


def forget_draft(answer: Response) -> Response:
    """Return the answer with the cookie taken away."""
    answer.delete_cookie(cookie_name(), secure=current_app.config["SESSION_COOKIE_SECURE"])
    return answer


def values_of(form: Form) -> Typed:
    """Return what the browser sent for the fields of this form, as it was typed."""
    names = {field.name for field in form if field.type not in {"CSRFTokenField", "HiddenField"}}
    sent: MultiDict[str, str] = request.form
    return {
        name: [value[:LONGEST_VALUE] for value in sent.getlist(name)[:MOST_VALUES]]
        for name in sent
        if name in names or name.rpartition("-")[0] in names
    }
