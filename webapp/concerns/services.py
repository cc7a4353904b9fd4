"""Telling an adult, and what that adult does then."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.concerns.emails import tell_of_concern, tell_of_worry
from webapp.concerns.models import (
    Concern,
    ConcernKind,
    Worry,
    WorryKind,
    WorrySource,
    WorryState,
)
from webapp.concerns.queries import placement_called, who_reads_concern
from webapp.core import audit
from webapp.learners.models import Learner
from webapp.placements.models import Placement
from webapp.providers.models import StaffMember

KEY_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What someone wants an adult to know."""

    form_key: str
    """The same for the same press of the same form."""
    kind: WorryKind
    words: str = ""
    source: WorrySource = WorrySource.LEARNER


def tell_adult(
    session: Session,
    learner: Learner,
    said: Said,
    *,
    to: StaffMember,
    about: Placement | None,
    now: datetime,
) -> Worry:
    """Return the stored worry; its email is queued. The same form sent again returns the first."""
    key = _own_key(str(learner.id), said.form_key)
    known = session.scalar(sa.select(Worry).where(Worry.form_key == key))
    if known is not None:
        return known
    worry = Worry(
        form_key=key,
        provider_id=learner.provider_id,
        learner=learner,
        placement=about,
        source=said.source,
        kind=said.kind,
        words=said.words or None,
        goes_to=to,
        created_at=now,
    )
    session.add(worry)
    session.flush()  # its key stands in the email and the audit row
    audit.record(
        session,
        "worry.told",
        at=now,
        actor_id=None,
        subject_kind="worry",
        subject_id=worry.id,
        kind=said.kind.value,
    )
    tell_of_worry(session, worry, now=now)
    return worry


def _own_key(owner: str, typed: str) -> str:
    """Return a key nobody else can make, whatever a form sends."""
    return sha256(f"{owner}:{typed}".encode()).hexdigest()[:KEY_LENGTH]


def mark_seen(session: Session, worry: Worry, *, actor: Actor, now: datetime) -> None:
    """Keep that the adult has read it; the learner is shown so."""
    if worry.state is not WorryState.NEW:
        return
    worry.state, worry.seen_at = WorryState.SEEN, now
    _record(session, "worry.seen", worry, actor=actor, now=now)


def answer_worry(
    session: Session, worry: Worry, *, words: str, actor: Actor, now: datetime
) -> None:
    """Keep the answer, which the learner reads; a later answer replaces it."""
    worry.state, worry.answer = WorryState.ANSWERED, words or None
    worry.answered_by, worry.answered_at = actor.name, now
    worry.seen_at = worry.seen_at or now
    _record(session, "worry.answered", worry, actor=actor, now=now)


def _record(session: Session, action: str, worry: Worry, *, actor: Actor, now: datetime) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor.user_id,
        subject_kind="worry",
        subject_id=worry.id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What someone wrote on the public page."""

    form_key: str
    kind: ConcernKind
    happened: str
    when_and_where: str = ""
    did: str = ""
    called_999: bool | None = None
    reference: str = ""
    name: str = ""
    phone: str = ""


def report_concern(session: Session, report: Report, *, now: datetime) -> Concern:
    """Return the stored concern; those who read it are told. Sent twice it is stored once."""
    key = _own_key("concern", report.form_key)
    known = session.scalar(sa.select(Concern).where(Concern.form_key == key))
    if known is not None:
        return known
    placement = placement_called(session, report.reference)
    reads_it = placement is not None and who_reads_concern(session, placement.provider_id)
    concern = Concern(
        form_key=key,
        provider_id=placement.provider_id if placement and reads_it else None,
        placement=placement,
        kind=report.kind,
        happened=report.happened,
        when_and_where=report.when_and_where or None,
        did=report.did or None,
        called_999=report.called_999,
        reporter_name=report.name or None,
        reporter_phone=report.phone or None,
        created_at=now,
    )
    session.add(concern)
    session.flush()  # its key stands in the email and the audit row
    audit.record(
        session,
        "concern.reported",
        at=now,
        actor_id=None,
        subject_kind="concern",
        subject_id=concern.id,
        kind=report.kind.value,
    )
    tell_of_concern(session, concern, now=now)
    return concern


def close_concern(session: Session, concern: Concern, *, actor: Actor, now: datetime) -> None:
    """Keep that it was read and is being dealt with outside this product."""
    if concern.state is not WorryState.NEW:
        return
    concern.state, concern.seen_at = WorryState.SEEN, now
    audit.record(
        session,
        "concern.seen",
        at=now,
        actor_id=actor.user_id,
        subject_kind="concern",
        subject_id=concern.id,
    )
