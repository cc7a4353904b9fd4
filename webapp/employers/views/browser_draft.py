"""The draft of this browser: found by a cookie of its own, which outlives signing in."""

from collections.abc import Callable
from datetime import timedelta

from flask import abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts import limits
from webapp.accounts.limits import Limit
from webapp.core import clock
from webapp.core.db import db
from webapp.core.wizard import drafts
from webapp.core.wizard.models import Draft
from webapp.employers.first_part import KIND

DRAFTS_PER_IP = Limit("register-ip", 30, timedelta(hours=1))


def cookie_name() -> str:
    """Return the name of the cookie that holds the key of the draft."""
    prefix = "__Host-" if current_app.config["SESSION_COOKIE_SECURE"] else ""
    return f"{prefix}registration"


def find_draft() -> Draft | None:
    """Return the draft of this browser, sent or not."""
    key = request.cookies.get(cookie_name())
    return drafts.find(db.session(), key, kind=KIND, now=clock.now())


def open_draft() -> Draft | None:
    """Return the draft of this browser that may still be changed."""
    draft = find_draft()
    return draft if draft is not None and draft.result_id is None else None


def to_start() -> Response:
    """Lead to the first page; say why when answers were kept too long."""
    if request.cookies.get(cookie_name()):
        flash("We keep answers for 30 days. Those days are over, so please start again.", "info")
    return redirect(url_for("register.start"))


def change(save: Callable[[Draft], str]) -> Response:
    """Save into the draft of this browser and go to the address `save` returns.

    A draft that ended is replaced by a new one, so that what was typed is not lost.
    """
    draft, key = open_draft(), None
    if draft is None:
        now = clock.wall_now()
        if not limits.take(db.session(), DRAFTS_PER_IP, who=request.remote_addr or "", now=now):
            abort(429)
        draft, key = drafts.begin(db.session(), kind=KIND, now=clock.now())
    address = save(draft)
    db.session.commit()
    answer = redirect(address)
    return remember(answer, key) if key is not None else answer


def remember(answer: Response, key: str) -> Response:
    """Return the answer with the key of a draft in its cookie."""
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
