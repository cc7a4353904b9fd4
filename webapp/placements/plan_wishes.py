"""What leads settle before a plan is made: who stays, what is ruled out, who is kept apart."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.accounts.policies import Actor
from webapp.core import audit
from webapp.core.errors import NotFound
from webapp.learners import queries as learners
from webapp.learners.models import Learner
from webapp.placements.plan_models import (
    KeepApart,
    KeepApartMember,
    PlanLock,
    PlannedPlacement,
    PlanVeto,
)

Wish = PlanLock | PlanVeto | KeepApart
PairWish = TypeVar("PairWish", PlanLock, PlanVeto)


def keep_there(
    session: Session, planned: PlannedPlacement, *, why: str, actor: Actor, now: datetime
) -> PlanLock:
    """Return the lock that keeps a learner where a plan put them; a veto on it goes."""
    _forget(session, PlanVeto, planned)
    known = _known(session, PlanLock, planned)
    lock = known or PlanLock(
        provider_id=_own(actor),
        learner=session.get_one(Learner, planned.learner_id),
        offer=planned.offer,
        window=planned.window,
        why=why,
        set_by_id=actor.user_id,
        set_at=now,
    )
    lock.why, lock.window, lock.set_by_id, lock.set_at = why, planned.window, actor.user_id, now
    _keep(session, lock, "plan_lock.set", actor=actor, now=now)
    return lock


def rule_out(
    session: Session, planned: PlannedPlacement, *, why: str, actor: Actor, now: datetime
) -> PlanVeto:
    """Return the veto on a learner and the offer a plan gave them; a lock on it goes."""
    _forget(session, PlanLock, planned)
    known = _known(session, PlanVeto, planned)
    veto = known or PlanVeto(
        provider_id=_own(actor),
        learner=session.get_one(Learner, planned.learner_id),
        offer=planned.offer,
        why=why,
        set_by_id=actor.user_id,
        set_at=now,
    )
    veto.why, veto.set_by_id, veto.set_at = why, actor.user_id, now
    _keep(session, veto, "plan_veto.set", actor=actor, now=now)
    return veto


def keep_apart(
    session: Session, found: Sequence[Learner], *, why: str, actor: Actor, now: datetime
) -> KeepApart:
    """Return a new group of learners who never meet at one employer."""
    group = KeepApart(provider_id=_own(actor), why=why, set_by_id=actor.user_id, set_at=now)
    group.members = [KeepApartMember(learner=learner) for learner in found]
    _keep(session, group, "keep_apart.set", actor=actor, now=now)
    return group


def take_away(session: Session, wish: Wish, *, actor: Actor, now: datetime) -> None:
    """Forget a lock, a veto or a group; the audit keeps that it was there."""
    _record(session, wish, f"{wish.__tablename__}.taken_away", actor=actor, now=now)
    session.delete(wish)
    session.flush()


def find_wish(session: Session, actor: Actor, wish_id: uuid.UUID) -> Wish:
    """Return the lock, veto or group with this key in the person’s own school, or raise."""
    found: Wish | None = (
        session.get(PlanLock, wish_id)
        or session.get(PlanVeto, wish_id)
        or session.get(KeepApart, wish_id)
    )
    if found is None or found.provider_id != actor.provider_id:
        raise NotFound(str(wish_id))
    return found


def all_locks(session: Session, provider_id: uuid.UUID | None) -> list[PlanLock]:
    """Return every lock of a school, oldest first."""
    rows = session.scalars(
        sa.select(PlanLock)
        .where(PlanLock.provider_id == provider_id)
        .options(joinedload(PlanLock.learner))
        .order_by(PlanLock.set_at, PlanLock.id)
    )
    return list(rows)


def all_vetoes(session: Session, provider_id: uuid.UUID | None) -> list[PlanVeto]:
    """Return every veto of a school, oldest first."""
    rows = session.scalars(
        sa.select(PlanVeto)
        .where(PlanVeto.provider_id == provider_id)
        .options(joinedload(PlanVeto.learner))
        .order_by(PlanVeto.set_at, PlanVeto.id)
    )
    return list(rows)


def all_groups(session: Session, provider_id: uuid.UUID | None) -> list[KeepApart]:
    """Return every group of a school that is kept apart, oldest first."""
    rows = session.scalars(
        sa.select(KeepApart)
        .where(KeepApart.provider_id == provider_id)
        .options(selectinload(KeepApart.members).joinedload(KeepApartMember.learner))
        .order_by(KeepApart.set_at, KeepApart.id)
    )
    return list(rows)


def learners_on_roll(session: Session, actor: Actor) -> list[Learner]:
    """Return everyone this person may see and who is on roll, by name."""
    rows = session.scalars(
        learners.visible_to(actor)
        .where(Learner.left_on.is_(None))
        .order_by(Learner.surname, Learner.first_name, Learner.id)
    )
    return list(rows)


def _own(actor: Actor) -> uuid.UUID:
    if actor.provider_id is None:
        raise NotFound("no school")
    return actor.provider_id


def _known(session: Session, kind: type[PairWish], planned: PlannedPlacement) -> PairWish | None:
    return session.scalars(
        sa.select(kind).where(kind.learner_id == planned.learner_id, kind.offer == planned.offer)
    ).one_or_none()


def _forget(session: Session, kind: type[PairWish], planned: PlannedPlacement) -> None:
    known = _known(session, kind, planned)
    if known is not None:
        session.delete(known)


def _keep(session: Session, wish: Wish, action: str, *, actor: Actor, now: datetime) -> None:
    session.add(wish)
    session.flush()  # its key stands in the record
    _record(session, wish, action, actor=actor, now=now)


def _record(session: Session, wish: Wish, action: str, *, actor: Actor, now: datetime) -> None:
    is_group = isinstance(wish, KeepApart)
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor.user_id,
        subject_kind="keep_apart" if is_group else "learner",
        subject_id=wish.id if isinstance(wish, KeepApart) else wish.learner_id,
    )
