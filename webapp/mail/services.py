"""Queuing email, and what a person decides about a message nobody is sure of."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from webapp.core import audit
from webapp.jobs import queue
from webapp.jobs.models import JobKind
from webapp.mail import settings
from webapp.mail.calendar import Invitation
from webapp.mail.compose import Attachment, Sender, compose
from webapp.mail.models import DoubtfulSend, EmailState, OutgoingEmail

AnySession = Session | scoped_session[Session]

SUBJECT_KIND = "outgoing_email"


class MailError(Exception):
    """The base of what cannot be done with a message in the ledger."""


class NothingToDecide(MailError):
    """Someone decided before, or the message needs no decision."""


def queue_email(
    session: AnySession,
    name: str,
    *,
    to: str,
    context: Mapping[str, Any],
    key: str,
    now: datetime,
    on_doubt: DoubtfulSend = DoubtfulSend.HOLD,
    subject: tuple[str, uuid.UUID] | None = None,
    provider_id: uuid.UUID | None = None,
    sender: Sender | None = None,
    calendar: Invitation | None = None,
    attachments: Sequence[Attachment] = (),
    private_words: Sequence[str] = (),
    own_names: Sequence[str] = (),
) -> OutgoingEmail:
    """Return the message with this key, written and queued in the caller’s transaction.

    `subject` says by kind and key what must still hold when it is sent (see
    `deliver.register_still_valid`); `private_words` are names and words of this learner
    that the message may not hold; `own_names` are what the reader and their firm are called,
    which it may.
    """
    known = session.scalar(sa.select(OutgoingEmail).where(OutgoingEmail.key == key))
    if known is not None:
        return known
    composed = compose(
        name,
        to=to,
        context=context,
        key=key,
        now=now,
        settings=settings.current(),
        sender=sender,
        calendar=calendar,
        attachments=attachments,
        private_words=private_words,
        own_names=own_names,
    )
    kind, subject_id = subject or (None, None)
    email = OutgoingEmail(
        key=key,
        name=name,
        subject_line=composed.subject,
        recipient=to,
        message_id=composed.message_id,
        content=composed.content,
        sha256=sha256(composed.content).hexdigest(),
        on_doubt=on_doubt,
        subject_kind=kind,
        subject_id=subject_id,
        provider_id=provider_id,
        created_at=now,
    )
    session.add(email)
    session.flush()  # the job refers to the key
    queue.enqueue(
        session,
        JobKind.SEND_EMAIL,
        key=job_key(email),
        payload={"email": str(email.id)},
        run_after=now,
        now=now,
    )
    return email


def job_key(email: OutgoingEmail) -> str:
    """Return the key of the job that sends this message."""
    return f"email:{email.id}"


def send_again(
    session: AnySession, email: OutgoingEmail, *, actor_id: uuid.UUID, now: datetime
) -> None:
    """Queue a failed or unconfirmed message once more, with the same bytes and Message-ID."""
    if not queue.start_again(session, job_key(email), now=now):
        raise NothingToDecide
    email.state = EmailState.QUEUED
    email.error_code = None
    _record(session, "email.send_again", email, actor_id=actor_id, now=now)


def mark_arrived(
    session: AnySession, email: OutgoingEmail, *, actor_id: uuid.UUID, now: datetime
) -> None:
    """Store that an unconfirmed message did arrive: someone asked the person it was for."""
    if not queue.confirm(session, job_key(email), now=now):
        raise NothingToDecide
    settle(email, EmailState.SENT, now=now)
    _record(session, "email.arrived", email, actor_id=actor_id, now=now)


def cancel_emails(session: AnySession, kind: str, subject_id: uuid.UUID, *, now: datetime) -> int:
    """Return how many messages about this subject will not be sent after all."""
    waiting = session.scalars(
        sa.select(OutgoingEmail).where(
            OutgoingEmail.subject_kind == kind,
            OutgoingEmail.subject_id == subject_id,
            OutgoingEmail.state == EmailState.QUEUED,
        )
    ).all()
    stopped = [email for email in waiting if queue.cancel(session, job_key(email), now=now)]
    for email in stopped:
        settle(email, EmailState.CANCELLED)
    return len(stopped)


def settle(email: OutgoingEmail, state: EmailState, *, now: datetime | None = None) -> None:
    """Store what became of a message for good; its bytes, with their links and codes, go."""
    email.state = state
    email.error_code = None
    email.sent_at = now
    email.content = b""


def _record(
    session: AnySession, action: str, email: OutgoingEmail, *, actor_id: uuid.UUID, now: datetime
) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor_id,
        subject_kind=SUBJECT_KIND,
        subject_id=email.id,
        template=email.name,
    )
