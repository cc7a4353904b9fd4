"""Inviting someone who was added: an email with a link to choose a password."""

from flask import current_app, url_for

from webapp.accounts import access, emails
from webapp.accounts import services as accounts
from webapp.accounts.models import User
from webapp.core import audit, clock
from webapp.core.db import db


def invite(user: User) -> None:
    """Queue the invitation and its record; an earlier one ends. The caller commits."""
    now = clock.now()
    token = accounts.make_sign_in_link(db.session(), user, now=now, life=accounts.INVITATION_LIFE)
    path = url_for("accounts.sign_in_link", token=token)
    url = f"{current_app.config['BASE_URL'].rstrip('/')}{path}"
    emails.queue_invitation(db.session(), user, url=url, now=now)
    audit.record(
        db.session(),
        "invited",
        at=now,
        actor_id=access.require_actor().user_id,
        subject_kind="user",
        subject_id=user.id,
    )
