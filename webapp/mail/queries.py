"""What the mail ledger says, within what the asker may see."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, scoped_session

from webapp.core.errors import NotFound
from webapp.jobs.models import Job, JobKind, JobState
from webapp.mail.models import EmailState, OutgoingEmail

AnySession = Session | scoped_session[Session]

NEEDS_A_PERSON = frozenset({EmailState.UNCONFIRMED, EmailState.FAILED})
LATE_AFTER = timedelta(minutes=15)
"""After so long in the queue a message is late, and staff are told that mail is not going out."""


def emails_needing_a_person(
    session: AnySession, *, provider_ids: Collection[uuid.UUID]
) -> Sequence[OutgoingEmail]:
    """Return the unconfirmed and failed messages of these schools, oldest first."""
    return session.scalars(
        sa.select(OutgoingEmail)
        .where(OutgoingEmail.provider_id.in_(provider_ids), OutgoingEmail.state.in_(NEEDS_A_PERSON))
        .options(defer(OutgoingEmail.content))
        .order_by(OutgoingEmail.created_at, OutgoingEmail.id)
    ).all()


def email_for(
    session: AnySession, email_id: uuid.UUID, *, provider_ids: Collection[uuid.UUID]
) -> OutgoingEmail:
    """Return this message of one of these schools, or raise NotFound."""
    email = session.scalar(
        sa.select(OutgoingEmail).where(
            OutgoingEmail.id == email_id, OutgoingEmail.provider_id.in_(provider_ids)
        )
    )
    if email is None:
        raise NotFound
    return email


def emails_about(session: AnySession, kind: str, subject_id: uuid.UUID) -> Sequence[OutgoingEmail]:
    """Return every message about this subject, oldest first; who may see the subject may ask."""
    return session.scalars(
        sa.select(OutgoingEmail)
        .where(OutgoingEmail.subject_kind == kind, OutgoingEmail.subject_id == subject_id)
        .options(defer(OutgoingEmail.content))
        .order_by(OutgoingEmail.created_at, OutgoingEmail.id)
    ).all()


def mail_is_late(session: AnySession, *, now: datetime) -> bool:
    """Return whether some message should have gone out a quarter of an hour ago."""
    late = sa.select(Job.number).where(
        Job.kind == JobKind.SEND_EMAIL,
        Job.state.in_((JobState.QUEUED, JobState.RUNNING)),
        Job.created_at < now - LATE_AFTER,
    )
    return session.scalar(late.limit(1)) is not None
