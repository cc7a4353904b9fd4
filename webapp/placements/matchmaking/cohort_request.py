"""What is settled before a plan is made: approved places, locks, vetoes, groups, the last plan."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from matching import records as m
from matching.cohort_records import KeepApart, Lock, LockSource, PlanRequest, Previous, Veto
from webapp.employers.models import Offer, Window
from webapp.placements import plan_models
from webapp.placements.matchmaking.market import days_of
from webapp.placements.models import Placement
from webapp.placements.rules import HOLDS_A_PLACE


@dataclass(frozen=True, slots=True)
class Approved:
    """A place that is taken for a learner."""

    learner: str
    offer: str
    window: str
    dates: frozenset[date]


def kept_apart(session: Session, provider_id: uuid.UUID) -> dict[str, frozenset[str]]:
    """Return the learners of each group that is kept apart, by key of the group."""
    rows = session.scalars(
        sa.select(plan_models.KeepApart)
        .where(plan_models.KeepApart.provider_id == provider_id)
        .options(selectinload(plan_models.KeepApart.members))
    )
    return {str(row.id): frozenset(str(one.learner_id) for one in row.members) for row in rows}


def approved_places(session: Session, learner_ids: Collection[uuid.UUID]) -> list[Approved]:
    """Return every place that is taken for one of these learners, in order of reference."""
    rows = session.execute(
        sa.select(Placement.learner_id, Offer.key, Window.key, Placement.dates)
        .join(Window, Window.id == Placement.window_id)
        .join(Offer, Offer.id == Window.offer_id)
        .where(Placement.learner_id.in_(learner_ids), Placement.state.in_(HOLDS_A_PLACE))
        .order_by(Placement.reference)
    )
    return [Approved(str(key), offer, window, days_of(days)) for key, offer, window, days in rows]


def may_be_planned(one: Approved, offers: Mapping[str, m.Offer], *, today: date) -> bool:
    """Return whether an approved place is among those a plan can speak of: still to come."""
    offer = offers.get(one.offer)
    known = offer is not None and any(window.key == one.window for window in offer.windows)
    return known and min(one.dates, default=today) > today


def request_of(
    session: Session,
    run: plan_models.PlanRun,
    people: Iterable[m.Learner],
    planned_for: frozenset[str],
    approved: Iterable[Approved],
    fixed: Iterable[Approved],
    apart: Mapping[str, frozenset[str]],
) -> PlanRequest:
    """Return what a plan is asked to keep to.

    `approved` are places it can speak of, `fixed` those it cannot: their learners want one less.
    """
    keys = frozenset(learner.key for learner in people)
    wanted = {key: run.wanted if key in planned_for else 0 for key in keys}
    for one in fixed:
        wanted[one.learner] = max(0, wanted[one.learner] - 1)
    return PlanRequest(
        locks=(
            *(
                Lock(
                    learner=one.learner,
                    offer=one.offer,
                    window=one.window,
                    dates=tuple(sorted(one.dates)),
                    source=LockSource.APPROVED,
                )
                for one in approved
            ),
            *_locks(session, run.provider_id, planned_for),
        ),
        vetoes=_vetoes(session, run.provider_id, planned_for),
        keep_apart=tuple(
            KeepApart(key=key, learners=group & keys)
            for key, group in sorted(apart.items())
            if group & planned_for
        ),
        previous=_previous(session, run.previous_id, planned_for),
        placements_wanted=wanted,
    )


def _locks(session: Session, provider_id: uuid.UUID, wanted: frozenset[str]) -> tuple[Lock, ...]:
    rows = session.scalars(
        sa.select(plan_models.PlanLock).where(plan_models.PlanLock.provider_id == provider_id)
    )
    return tuple(
        Lock(learner=str(row.learner_id), offer=row.offer, window=row.window)
        for row in rows
        if str(row.learner_id) in wanted
    )


def _vetoes(session: Session, provider_id: uuid.UUID, wanted: frozenset[str]) -> tuple[Veto, ...]:
    rows = session.scalars(
        sa.select(plan_models.PlanVeto).where(plan_models.PlanVeto.provider_id == provider_id)
    )
    return tuple(
        Veto(learner=str(row.learner_id), offer=row.offer)
        for row in rows
        if str(row.learner_id) in wanted
    )


def _previous(
    session: Session, plan_id: uuid.UUID | None, wanted: frozenset[str]
) -> tuple[Previous, ...]:
    rows = session.scalars(
        sa.select(plan_models.PlannedPlacement).where(
            plan_models.PlannedPlacement.plan_id == plan_id
        )
    )
    return tuple(
        Previous(
            learner=str(row.learner_id),
            offer=row.offer,
            window=row.window,
            dates=tuple(sorted(days_of(row.dates))),
        )
        for row in rows
        if str(row.learner_id) in wanted
    )
