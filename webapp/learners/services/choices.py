"""What a learner and their family decide: consents, who may read what, the profile is right."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.core.audit import record
from webapp.learners import profile, rules
from webapp.learners.errors import LearnerError, NotMorePrivate, Wrong
from webapp.learners.events import tell_changed
from webapp.learners.models import (
    Consent,
    ConsentAnswer,
    ConsentKind,
    Learner,
    Share,
    Statement,
)

NEXT = timedelta(microseconds=1)


def record_consent(
    session: Session,
    learner: Learner,
    details: profile.ConsentDetails,
    *,
    now: datetime,
    today: date,
    by: uuid.UUID | None,
) -> Consent:
    """Return a new consent row; what was given before stays as it was given.

    It ends after 12 months unless it says when. Looking for placements is on while the
    newest such consent says yes.
    """
    if not details.given_by.strip():
        raise LearnerError(Wrong.GIVER_MISSING, field="given_by")
    consent = Consent(
        learner=learner,
        kind=details.kind,
        answer=details.answer,
        given_by=details.given_by,
        wording=details.wording,
        subject_id=details.subject_id,
        given_at=_after(learner.consents, now=now),
        expires_on=details.expires_on or rules.months_later(today, months=rules.CONSENT_MONTHS),
    )
    session.add(consent)
    if details.kind is ConsentKind.LOOK_FOR_PLACEMENTS:
        is_over = consent.expires_on is not None and consent.expires_on < today
        learner.looks_for_placements = details.answer is ConsentAnswer.YES and not is_over
    record(
        session,
        "consent_recorded",
        at=now,
        actor_id=by,
        subject_kind="learner",
        subject_id=learner.id,
        kind=details.kind.value,
        answer=details.answer.value,
    )
    tell_changed(session, learner, now=now)
    return consent


def _after(given: Iterable[Consent], *, now: datetime) -> datetime:
    """Return an instant later than every consent given, so that the newest is always known."""
    latest = max((consent.given_at for consent in given), default=None)
    return now if latest is None or latest < now else latest + NEXT


def set_share(
    session: Session,
    statement: Statement,
    share: Share,
    *,
    now: datetime,
    by: uuid.UUID,
    only_more_private: bool = False,
) -> None:
    """Keep who may read a statement; the learner’s own page only makes it more private."""
    if statement.share is share:
        return
    if only_more_private and not rules.is_more_private(share, than=statement.share):
        raise NotMorePrivate
    before, statement.share = statement.share, share
    statement.learner.version += 1
    record(
        session,
        "share_changed",
        at=now,
        actor_id=by,
        subject_kind="statement",
        subject_id=statement.id,
        before=before.value,
        after=share.value,
    )
    tell_changed(session, statement.learner, now=now)


def confirm_profile(
    session: Session, learner: Learner, *, now: datetime, today: date, by: uuid.UUID
) -> None:
    """Keep that the whole profile is right today."""
    learner.confirmed_on = today
    learner.version += 1
    record(
        session,
        "profile_confirmed",
        at=now,
        actor_id=by,
        subject_kind="learner",
        subject_id=learner.id,
    )


def withdraw_ended_consents(session: Session, *, today: date, now: datetime) -> int:
    """Stop looking for placements where the newest consent to look has ended; return how many."""
    newest = (
        sa.select(Consent.learner_id, sa.func.max(Consent.given_at).label("given_at"))
        .where(Consent.kind == ConsentKind.LOOK_FOR_PLACEMENTS)
        .group_by(Consent.learner_id)
        .subquery()
    )
    ended = (
        sa.select(Learner)
        .join(Consent, Consent.learner_id == Learner.id)
        .join(
            newest,
            sa.and_(newest.c.learner_id == Learner.id, newest.c.given_at == Consent.given_at),
        )
        .where(Learner.looks_for_placements.is_(True), Consent.expires_on < today)
    )
    learners = session.scalars(ended).unique().all()
    for learner in learners:
        learner.looks_for_placements = False
        learner.version += 1
        record(
            session,
            "consent_ended",
            at=now,
            actor_id=None,
            subject_kind="learner",
            subject_id=learner.id,
            kind=ConsentKind.LOOK_FOR_PLACEMENTS.value,
        )
        tell_changed(session, learner, now=now)
    return len(learners)
