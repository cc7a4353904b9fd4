"""Delivers the messages of the ledger: the job that sends one email."""

import uuid
from typing import Protocol

from sqlalchemy.orm import Session

from webapp.jobs.models import JobKind, JobState
from webapp.jobs.queue import ClaimedJob
from webapp.jobs.registry import Handler, JobContext, register
from webapp.mail import settings
from webapp.mail.models import DoubtfulSend, EmailState, OutgoingEmail
from webapp.mail.services import settle
from webapp.mail.transports import transport_for


class StillValid(Protocol):
    """Says whether a message may still go out, for example: the placement is still approved."""

    def __call__(self, session: Session, subject_id: uuid.UUID, *, email: OutgoingEmail) -> bool:
        """Return whether what the message stands on still holds."""
        ...


_still_valid: dict[str, StillValid] = {}


def register_still_valid(kind: str, check: StillValid) -> None:
    """Ask this before sending any message about a subject of this kind."""
    _still_valid[kind] = check


def may_still_go(session: Session, email: OutgoingEmail) -> bool:
    """Return whether nothing speaks against sending the message now."""
    if email.subject_kind is None or email.subject_id is None:
        return True
    check = _still_valid.get(email.subject_kind)
    return check is None or check(session, email.subject_id, email=email)


def send_email(context: JobContext) -> None:
    """Send one message, unless it was settled before or may no longer go."""
    email = _email_of(context.session, context.job)
    if email is None or email.state is not EmailState.QUEUED:
        return
    if not may_still_go(context.session, email):
        settle(email, EmailState.CANCELLED)
        return
    context.save()  # no transaction is open while the server takes its time
    mail = settings.current()
    transport_for(mail).send(
        email.content,
        sender=mail.sender,
        recipient=email.recipient,
        before_data=context.mark_data,
    )
    settle(email, EmailState.SENT, now=context.now())


def hold_or_resend(session: Session, job: ClaimedJob, *, code: str) -> JobState:
    """Return QUEUED for a message that may arrive twice, otherwise hold it for a person."""
    email = _email_of(session, job)
    if email is None or email.on_doubt is DoubtfulSend.RESEND:
        return JobState.QUEUED
    email.state = EmailState.UNCONFIRMED
    email.error_code = code
    return JobState.UNCONFIRMED


def give_up(session: Session, job: ClaimedJob, *, code: str) -> None:
    """Store that the message was not delivered, so that it is shown to a person."""
    email = _email_of(session, job)
    if email is not None and email.state is EmailState.QUEUED:
        email.state = EmailState.FAILED
        email.error_code = code


def _email_of(session: Session, job: ClaimedJob) -> OutgoingEmail | None:
    return session.get(OutgoingEmail, uuid.UUID(job.payload["email"]))


def register_delivery() -> None:
    """Let the worker send email."""
    register(
        JobKind.SEND_EMAIL,
        Handler(run=send_email, on_doubt=hold_or_resend, on_failed=give_up),
    )
