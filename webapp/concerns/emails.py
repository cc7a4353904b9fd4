"""The email that says only that something waits: sign in and read it."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.models import User
from webapp.concerns.models import Concern, Worry
from webapp.concerns.queries import who_reads_concern
from webapp.concerns.rules import FOR_LEADS
from webapp.mail import settings
from webapp.mail.models import DoubtfulSend
from webapp.mail.services import queue_email

RECEIVED = "worry_received"


def tell_of_worry(session: Session, worry: Worry, *, now: datetime) -> None:
    """Queue the email to the adult it goes to.

    Leads see the mail of their school; that something went to the DSL is not theirs to see.
    """
    _queue(
        session,
        worry.goes_to.user,
        path=f"/lead/worries/{worry.id}",
        key=str(worry.id),
        provider_id=worry.provider_id if worry.kind in FOR_LEADS else None,
        now=now,
    )


def tell_of_concern(session: Session, concern: Concern, *, now: datetime) -> None:
    """Queue the email to each person who reads concerns of this school, or to the admins."""
    for user in who_reads_concern(session, concern.provider_id):
        _queue(
            session,
            user,
            path=f"/concerns/{concern.id}",
            key=f"{concern.id}:{user.id}",
            provider_id=None,
            now=now,
        )


def _queue(
    session: Session,
    user: User,
    *,
    path: str,
    key: str,
    provider_id: uuid.UUID | None,
    now: datetime,
) -> None:
    if user.email is None:
        return  # it stands on the person’s Today page all the same
    queue_email(
        session,
        RECEIVED,
        to=user.email,
        context={"name": user.name, "link": settings.current().base_url + path},
        key=f"{RECEIVED}:{key}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        provider_id=provider_id,
        own_names=(user.name,),
    )
