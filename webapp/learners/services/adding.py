"""New learners: one with all that is said about them, or many at once."""

import uuid
from dataclasses import asdict
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.core.audit import AuditEvent
from webapp.learners import profile, rules
from webapp.learners.errors import DuplicateNumber, ImplausibleBirth, LearnerError, Wrong
from webapp.learners.models import Learner, Never, PastExperience, Person
from webapp.learners.services import rows
from webapp.learners.services.choices import record_consent
from webapp.providers.models import Provider


def add_learner(
    session: Session,
    provider: Provider,
    details: profile.LearnerDetails,
    *,
    now: datetime,
    today: date,
    by: uuid.UUID | None = None,
) -> Learner:
    """Return a new learner of this school with everything that is said about them."""
    return add_learners(session, provider, [details], now=now, today=today, by=by)[0]


def add_learners(
    session: Session,
    provider: Provider,
    many: list[profile.LearnerDetails],
    *,
    now: datetime,
    today: date,
    by: uuid.UUID | None = None,
) -> list[Learner]:
    """Return new learners of this school, added together or not at all."""
    check_numbers(session, provider, [details.mis_number for details in many])
    added = []
    for details in many:
        check_identity(details, today=today)
        learner = new_learner(provider, details, now=now)
        session.add(learner)
        add_profile(session, learner, details, now=now, today=today)
        added.append(learner)
    session.flush()  # what the database refuses shows here
    record_for_each(session, "learner_added", added, now=now, by=by)
    return added


def record_for_each(
    session: Session, action: str, learners: list[Learner], *, now: datetime, by: uuid.UUID | None
) -> None:
    """Add one audit event for each learner, all in one statement."""
    same = {"at": now, "action": action, "actor_id": by, "subject_kind": "learner", "detail": {}}
    if learners:
        events = [same | {"subject_id": learner.id} for learner in learners]
        session.execute(sa.insert(AuditEvent), events)


def check_numbers(session: Session, provider: Provider, numbers: list[str]) -> None:
    """Raise DuplicateNumber when two learners of this school would have the same number."""
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            raise DuplicateNumber(number)
        seen.add(number)
    taken = sa.select(Learner.mis_number).where(
        Learner.provider_id == provider.id, Learner.mis_number.in_(numbers)
    )
    if (known := session.scalar(taken.limit(1))) is not None:
        raise DuplicateNumber(known)


def check_identity(details: profile.LearnerDetails, *, today: date) -> None:
    """Raise when a name or number is missing, or the date of birth cannot be right."""
    for field in ("mis_number", "first_name", "surname"):
        if not getattr(details, field).strip():
            raise LearnerError(Wrong.NAME_MISSING, field=field)
    if not rules.is_plausible_birth(details.date_of_birth, today=today):
        raise ImplausibleBirth
    rows.check_supervision(details.supervision)


def new_learner(provider: Provider, details: profile.LearnerDetails, *, now: datetime) -> Learner:
    """Return the learner’s own row, not stored yet."""
    learner = Learner(
        provider=provider,
        mis_number=details.mis_number,
        first_name=details.first_name,
        surname=details.surname,
        called=details.called,
        pronouns=details.pronouns,
        date_of_birth=details.date_of_birth,
        upn=details.upn,
        left_on=details.left_on,
        sen_provision=details.sen_provision,
        sen_type=details.sen_type,
        gender=details.gender,
        ehc_plan_until=details.ehc_plan_until,
        la_pilot=details.la_pilot,
        supervision=details.supervision,
        needs=list(details.needs),
        dislikes=list(details.dislikes),
        accepts_headphones=details.accepts_headphones,
        restricted=rows.plain(asdict(details.restricted)),
        address_confidential=details.address_confidential,
        trusted_adult_id=details.trusted_adult_id,
        consent_giver=details.consent_giver,
        no_parent_contact=details.no_parent_contact,
        confirmed_on=details.confirmed_on,
        big_change_on=details.big_change_on,
        created_at=now,
    )
    rows.set_home(learner, details.postcode)
    rows.set_travel(learner, details.travel)
    rows.set_health(learner, details.health)
    rows.set_own_job(learner, details.own_job)
    return learner


def add_profile(
    session: Session,
    learner: Learner,
    details: profile.LearnerDetails,
    *,
    now: datetime,
    today: date,
) -> None:
    """Add everything of a new learner that has a row of its own."""
    session.add_all(rows.statement_rows(learner, details.statements, today=today))
    session.add_all(rows.requirement_row(learner, item) for item in details.requirements)
    session.add_all(rows.sense_row(learner, item) for item in details.senses)
    session.add_all(rows.availability_row(learner, item) for item in details.availability)
    session.add_all(rows.unavailable_row(learner, item) for item in details.unavailable)
    session.add_all(rows.staff_cover_row(learner, item) for item in details.staff_cover)
    session.add_all(rows.journey_row(learner, item) for item in details.journeys)
    session.add_all(rows.request_row(learner, asked, today=today) for asked in details.requests)
    session.add_all(
        Never(learner=learner, kind=never.kind, value=never.value) for never in details.nevers
    )
    session.add_all(
        PastExperience(learner=learner, **rows.values_of(past)) for past in details.experiences
    )
    session.add_all(Person(learner=learner, **rows.values_of(them)) for them in details.people)
    for consent in details.consents:
        record_consent(session, learner, consent, now=now, today=today, by=None)
