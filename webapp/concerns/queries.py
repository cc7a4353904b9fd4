"""Worries and concerns, as far as the person who asks may see them."""

import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from webapp.accounts.models import Role, RoleGrant, User
from webapp.accounts.policies import LEADS, STAFF_ROLES, Actor
from webapp.concerns.models import Concern, Worry, WorryKind
from webapp.concerns.rules import FOR_DSL, FOR_LEADS, read_by
from webapp.core.errors import NotFound
from webapp.core.working_days import BANK_HOLIDAYS
from webapp.employers.models import Offer, Site, Window
from webapp.learners.models import Learner
from webapp.placements.models import Placement, PlacementState
from webapp.providers.models import Provider, StaffMember, WorkingDays
from webapp.providers.queries import contacts

AROUND_NOW = (
    PlacementState.LIVE,
    PlacementState.PAUSED,
    PlacementState.READY,
    PlacementState.DEBRIEFING,
)
"""A learner who is worried while a placement is in one of these may be worried about it."""

PAGE_PARTS = (
    joinedload(Worry.learner).joinedload(Learner.provider),
    joinedload(Worry.goes_to).joinedload(StaffMember.user),
    joinedload(Worry.placement)
    .joinedload(Placement.window)
    .joinedload(Window.offer)
    .joinedload(Offer.site)
    .joinedload(Site.employer),
)


@dataclass(frozen=True, slots=True)
class Helpers:
    """Whom a learner can tell. None where the school has not said."""

    trusted: StaffMember | None
    lead: StaffMember | None
    """The careers lead, where that is somebody else."""
    safeguarding: StaffMember | None
    """The DSL, or where there is none the first of the others."""


def helpers_of(session: Session, learner: Learner) -> Helpers:
    """Return the adults this learner can tell, and who is told when they are not safe."""
    staff = contacts(session, learner.provider_id)
    chosen = (
        session.get(StaffMember, learner.trusted_adult_id) if learner.trusted_adult_id else None
    )
    trusted = chosen or staff.main
    return Helpers(
        trusted=trusted,
        lead=staff.main if staff.main is not trusted else None,
        safeguarding=staff.dsl or staff.main or trusted,
    )


def visible_to(actor: Actor) -> sa.Select[Worry]:
    """Select the worries this person may read.

    Whoever it goes to; the careers leads of the school, unless it is about not being safe;
    the DSL when it is; the learner what they sent themselves.
    """
    worries = sa.select(Worry)
    if actor.learner_id is not None and actor.is_any(Role.LEARNER):
        return worries.where(
            Worry.learner_id == actor.learner_id, Worry.kind != WorryKind.WOULD_NOT_SAY
        )
    if actor.provider_id is None or not actor.is_any(*STAFF_ROLES):
        return worries.where(sa.false())
    own = sa.select(StaffMember.id).where(
        StaffMember.user_id == actor.user_id, StaffMember.provider_id == actor.provider_id
    )
    kinds = (FOR_LEADS if actor.is_any(*LEADS) else frozenset()) | (
        FOR_DSL if actor.is_any(Role.DSL) else frozenset()
    )
    return worries.where(
        Worry.provider_id == actor.provider_id,
        sa.or_(Worry.goes_to_id.in_(own), Worry.kind.in_(kinds)),
    )


def find(session: Session, actor: Actor, worry_id: uuid.UUID) -> Worry:
    """Return the worry with this key, or raise NotFound where the person may not read it."""
    worry = session.scalars(
        visible_to(actor).where(Worry.id == worry_id).options(*PAGE_PARTS)
    ).one_or_none()
    if worry is None:
        raise NotFound(str(worry_id))
    return worry


def sent_before(session: Session, actor: Actor, *, most: int = 5) -> list[Worry]:
    """Return the newest worries a learner sent."""
    return list(
        session.scalars(
            visible_to(actor)
            .options(joinedload(Worry.goes_to))
            .order_by(Worry.created_at.desc(), Worry.id)
            .limit(most)
        )
    )


def placement_around_now(session: Session, learner: Learner) -> Placement | None:
    """Return the placement a worry of this learner is probably about."""
    return session.scalar(
        sa.select(Placement)
        .where(Placement.learner_id == learner.id, Placement.state.in_(AROUND_NOW))
        .order_by(Placement.created_at.desc(), Placement.id)
        .limit(1)
    )


def placement_called(session: Session, reference: str | None) -> Placement | None:
    """Return the placement with this reference, however it was typed."""
    digits = "".join(character for character in reference or "" if character.isdigit())
    if not digits:
        return None
    return session.scalar(sa.select(Placement).where(Placement.reference == f"P-{digits}"))


def visible_concerns(actor: Actor) -> sa.Select[Concern]:
    """Select the concerns this person may read: the DSL those of the school, admins the rest."""
    concerns = sa.select(Concern)
    if actor.is_any(Role.PLATFORM_ADMIN):
        return concerns.where(Concern.provider_id.is_(None))
    if actor.provider_id is not None and actor.is_any(Role.DSL):
        return concerns.where(Concern.provider_id == actor.provider_id)
    return concerns.where(sa.false())


def find_concern(session: Session, actor: Actor, concern_id: uuid.UUID) -> Concern:
    """Return the concern with this key, or raise NotFound where the person may not read it."""
    concern = session.scalars(
        visible_concerns(actor)
        .where(Concern.id == concern_id)
        .options(joinedload(Concern.placement))
    ).one_or_none()
    if concern is None:
        raise NotFound(str(concern_id))
    return concern


def who_reads_concern(session: Session, provider_id: uuid.UUID | None) -> list[User]:
    """Return everybody who is told of a new concern."""
    role = Role.DSL if provider_id is not None else Role.PLATFORM_ADMIN
    return list(
        session.scalars(
            sa.select(User)
            .join(RoleGrant)
            .where(
                RoleGrant.role == role,
                RoleGrant.provider_id == provider_id
                if provider_id is not None
                else RoleGrant.provider_id.is_(None),
                User.disabled_at.is_(None),
            )
            .order_by(User.name, User.id)
        ).unique()
    )


def due_on(session: Session, row: Worry | Concern) -> date:
    """Return the school day by which someone reads it, in the school’s own calendar."""
    provider = session.get(Provider, row.provider_id) if row.provider_id else None
    counts = provider is not None and provider.working_days is WorkingDays.ENGLAND
    return read_by(row.created_at, holidays=BANK_HOLIDAYS if counts else ())
