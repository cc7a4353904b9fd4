"""What accounts send by email: links to sign in, invitations, one-time codes."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.models import PersonalLink, User
from webapp.mail.models import DoubtfulSend


def queue_sign_in_link(session: Session, user: User, *, url: str, now: datetime) -> None:
    """Queue the link this person asked for."""
    _queue(session, "sign_in_link", user.email, {"name": user.name, "link": url}, now)


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
    from webapp.mail.services import queue_email  # noqa: PLC0415

    queue_email(
        session,
        name=name,
        to=to,
        context=context,
        key=f"{name}:{uuid.uuid4()}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
    )
