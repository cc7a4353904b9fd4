"""What accounts send by email: links to sign in, invitations, one-time codes."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.models import PersonalLink, User
from webapp.mail import settings
from webapp.mail.compose import compose
from webapp.mail.models import DoubtfulSend
from webapp.mail.services import queue_email


def queue_sign_in_link(session: Session, user: User, *, url: str, now: datetime) -> None:
    """Queue the link this person asked for."""
    _queue(session, "sign_in_link", user.email, {"name": user.name, "link": url}, now)


def rehearse_sign_in_link(*, to: str, url: str, now: datetime) -> None:
    """Do the work of the email and keep nothing, so that an unknown address takes as long."""
    context = {"name": "Nobody", "link": url}
    compose("sign_in_link", to=to, context=context, key=url, now=now, settings=settings.current())


def queue_invitation(session: Session, user: User, *, url: str, now: datetime) -> None:
    """Queue the link with which a new person chooses a password."""
    _queue(session, "invitation", user.email, {"name": user.name, "link": url}, now)


def queue_code(session: Session, link: PersonalLink, *, code: str, now: datetime) -> None:
    """Queue the code that opens a link on one more device."""
    _queue(session, "link_code", link.address, {"name": link.holder, "code": code}, now)


def _queue(
    session: Session, name: str, to: str | None, context: dict[str, str | None], now: datetime
) -> None:
    if to is None:
        return
    queue_email(
        session,
        name,
        to=to,
        context=context,
        key=f"{name}:{uuid.uuid4()}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
    )
