"""Learners as someone may see them: every query starts from who is asking."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from webapp.accounts.models import Role, User
from webapp.accounts.policies import LEADS, Actor
from webapp.core.audit import AuditEvent
from webapp.core.db import Base
from webapp.learners.models import (
    Consent,
    ConsentKind,
    ImportPreview,
    Learner,
    Request,
    Statement,
    Topic,
)
from webapp.learners.rules import Missing, is_confirmed, missing_before_matching
from webapp.providers.models import StaffMember

PAGE_SIZE = 25
CHANGES = ("learner_added", "learner_saved", "profile_confirmed", "learner_imported")
"""What the audit calls a change of a learner."""


def visible_to(actor: Actor) -> sa.Select[Learner]:
    """Select the learners this person may see.

    Leads and the DSL see their own school; other staff those who name them as trusted
    adult; a learner themselves; nobody else anyone.
    """
    query = sa.select(Learner)
    if actor.provider_id is not None and actor.is_any(*LEADS, Role.DSL):
        return query.where(Learner.provider_id == actor.provider_id)
    if actor.provider_id is not None and actor.is_any(Role.STAFF):
        return query.join(StaffMember, StaffMember.id == Learner.trusted_adult_id).where(
            Learner.provider_id == actor.provider_id, StaffMember.user_id == actor.user_id
        )
    if actor.learner_id is not None and actor.is_any(Role.LEARNER):
        return query.where(Learner.id == actor.learner_id)
    return query.where(sa.false())


def everything() -> tuple[ORMOption, ...]:
    """Return the options that load a learner with all their rows, one query for each kind."""
    return (
        joinedload(Learner.provider),
        selectinload(Learner.statements),
        selectinload(Learner.requirements),
        selectinload(Learner.staff_cover),
        selectinload(Learner.senses),
        selectinload(Learner.availability),
        selectinload(Learner.unavailable),
        selectinload(Learner.journeys),
        selectinload(Learner.requests),
        selectinload(Learner.nevers),
        selectinload(Learner.experiences),
        selectinload(Learner.consents),
        selectinload(Learner.people),
    )


def find(session: Session, actor: Actor, learner_id: uuid.UUID) -> Learner | None:
    """Return the learner, or None when this person may not see them."""
    return session.scalar(visible_to(actor).where(Learner.id == learner_id))


def find_whole(session: Session, actor: Actor, learner_id: uuid.UUID) -> Learner | None:
    """Return the learner with everything, or None when this person may not see them."""
    query = visible_to(actor).where(Learner.id == learner_id).options(*everything())
    return session.scalar(query)


def learner_for_matching(session: Session, learner_id: uuid.UUID) -> Learner | None:
    """Return the learner with everything a match reads, in one query for each kind of row."""
    return session.scalar(sa.select(Learner).where(Learner.id == learner_id).options(*everything()))


def learner_named(session: Session, name: str) -> Learner | None:
    """Return the learner with this number, or else with this first name if only one has it."""
    query = sa.select(Learner).where(Learner.left_on.is_(None)).limit(2)
    for column in (Learner.mis_number, Learner.first_name):
        found = session.scalars(query.where(sa.func.lower(column) == name.lower())).all()
        if len(found) == 1:
            return found[0]
    return None


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """One page of a list of learners."""

    learners: list[Learner]
    page: int
    pages: int
    total: int

    @property
    def first(self) -> int:
        """The number of the first learner on this page."""
        return (self.page - 1) * PAGE_SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last learner on this page."""
        return min(self.page * PAGE_SIZE, self.total)


def learner_page(session: Session, actor: Actor, *, search: str = "", page: int = 1) -> LearnerPage:
    """Return learners on roll in order of name; search finds any part of a name or number."""
    query = visible_to(actor).where(Learner.left_on.is_(None))
    for word in search.split():
        query = query.where(
            sa.or_(
                Learner.first_name.icontains(word, autoescape=True),
                Learner.surname.icontains(word, autoescape=True),
                Learner.called.icontains(word, autoescape=True),
                Learner.mis_number.icontains(word, autoescape=True),
            )
        )
    total = session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    listed = (
        query.order_by(Learner.surname, Learner.first_name, Learner.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .options(
            selectinload(Learner.statements),
            selectinload(Learner.availability),
            selectinload(Learner.requests),
        )
    )
    return LearnerPage(learners=list(session.scalars(listed)), page=page, pages=pages, total=total)


def has_learners(session: Session, actor: Actor) -> bool:
    """Return whether this person may see any learner at all."""
    return session.scalar(sa.select(visible_to(actor).exists())) or False


def find_statement(learner: Learner, statement_id: uuid.UUID) -> Statement | None:
    """Return this statement if it is the learner’s."""
    return next((said for said in learner.statements if said.id == statement_id), None)


def open_request(learner: Learner) -> Request | None:
    """Return what the learner is matched for now: the newest request that is not closed."""
    still_open = [request for request in learner.requests if request.closed_at is None]
    return max(still_open, key=lambda request: (request.asked_on, request.from_date), default=None)


def missing_of(learner: Learner, *, today: date) -> tuple[Missing, ...]:
    """Return what is still to be asked before anyone looks for placements."""
    topics = [said.topic for said in learner.statements]
    return missing_before_matching(
        looks_for_placements=learner.looks_for_placements,
        has_request=open_request(learner) is not None,
        has_hours=bool(learner.availability),
        strengths=topics.count(Topic.GOOD_AT) + topics.count(Topic.LIKED_FOR),
        interests=topics.count(Topic.INTEREST),
        has_travel=learner.travel_band is not None,
        is_confirmed=is_confirmed(
            learner.confirmed_on, big_change_on=learner.big_change_on, today=today
        ),
    )


def current_consents(learner: Learner) -> dict[ConsentKind, Consent]:
    """Return the newest consent of each kind that is about the learner as a whole."""
    newest: dict[ConsentKind, Consent] = {}
    for consent in sorted(learner.consents, key=lambda consent: consent.given_at):
        if consent.subject_id is None:
            newest[consent.kind] = consent
    return newest


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a learner last, and when."""

    at: datetime
    by: str | None


def last_change(session: Session, learner_id: uuid.UUID) -> LastChange | None:
    """Return the newest recorded change of this learner."""
    row = session.execute(
        sa.select(AuditEvent.at, User.name)
        .join(User, User.id == AuditEvent.actor_id, isouter=True)
        .where(AuditEvent.subject_kind == "learner", AuditEvent.subject_id == learner_id)
        .where(AuditEvent.action.in_(CHANGES))
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).first()
    return LastChange(at=row[0], by=row[1]) if row else None


@dataclass(frozen=True, slots=True)
class SiteName:
    """A workplace as a journey names it."""

    id: uuid.UUID
    name: str


def site_names(session: Session) -> list[SiteName]:
    """Return every workplace by the name of its employer and site.

    Employers stand beside learners in the layers, so their tables are read by name; the
    directory of employers is shared by all schools.
    """
    site, employer = Base.metadata.tables["site"], Base.metadata.tables["employer"]
    found = session.execute(
        sa.select(site.c.id, employer.c.name, site.c.name)
        .join(employer, employer.c.id == site.c.employer_id)
        .order_by(employer.c.name, site.c.name)
    )
    return [
        SiteName(key, name if place in {name, ""} else f"{name}: {place}")
        for key, name, place in found
    ]


def find_preview(session: Session, actor: Actor, preview_id: uuid.UUID) -> ImportPreview | None:
    """Return an import this person was shown."""
    return session.scalar(
        sa.select(ImportPreview).where(
            ImportPreview.id == preview_id,
            ImportPreview.provider_id == actor.provider_id,
            ImportPreview.made_by_id == actor.user_id,
        )
    )
