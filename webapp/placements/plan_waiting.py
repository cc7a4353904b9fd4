"""Who waits for places in a plan, the first in need first (SC-11), and why in that order."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from webapp.employers.models import Employer, Offer, Site, Window
from webapp.learners.models import Learner
from webapp.placements.models import Proposal
from webapp.placements.plan_models import PlannedPlacement, PlanRun, PlanState, PlanWaiting
from webapp.placements.plan_pages import WHOLE, employer_name
from webapp.placements.plan_why_models import PlanLearner
from webapp.placements.plans import newest
from webapp.placements.run_pages import offers_named
from webapp.placements.taking_over import APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What decides who comes first; needs and behaviour count for nothing."""

    has_experience: bool
    deadline: date | None
    hours: float
    asked_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A learner who waits for a place."""

    learner: Learner
    score: int
    elsewhere: str | None
    is_approved: bool
    need: Need | None
    """None in plans of before this was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FullPlace:
    """A place that has no room left, with who waits for it."""

    window: Window
    employer: Employer
    lines: tuple[WaitingLine, ...]


def waiting_for(
    session: Session, plan_id: uuid.UUID, *, offer: str, window: str
) -> list[WaitingLine]:
    """Return who waits for one place."""
    rows = session.scalars(
        sa.select(PlanWaiting)
        .where(
            PlanWaiting.plan_id == plan_id,
            PlanWaiting.offer == offer,
            PlanWaiting.window == window,
        )
        .order_by(PlanWaiting.position)
        .options(joinedload(PlanWaiting.learner))
    ).all()
    return _lines(session, plan_id, rows)


def waiting_in_newest(session: Session, proposal: Proposal) -> list[WaitingLine]:
    """Return who else waits for a proposed place, in the newest plan; nobody without a plan."""
    plan = newest(session, proposal.run.provider_id, states=(PlanState.DONE,))
    if plan is None:
        return []
    window = proposal.window
    lines = waiting_for(session, plan.id, offer=window.offer.key, window=window.key)
    return [line for line in lines if line.learner.id != proposal.learner_id]


def full_places(
    session: Session, run: PlanRun, *, employer_id: uuid.UUID | None = None
) -> list[FullPlace]:
    """Return the full places that somebody waits for, by employer and date.

    Full is a place where those who hold one and those the plan adds leave no room.
    """
    rows = session.scalars(
        sa.select(PlanWaiting)
        .where(PlanWaiting.plan_id == run.id)
        .order_by(PlanWaiting.position)
        .options(joinedload(PlanWaiting.learner))
    ).all()
    added = Counter(
        session.scalars(
            sa.select(PlannedPlacement.window).where(
                PlannedPlacement.plan_id == run.id, PlannedPlacement.lock.is_(None)
            )
        )
    )
    full = [
        window
        for window in _windows(session, {one.window for one in rows}, employer_id)
        if window.taken + added[window.key] >= window.places
    ]
    lines = _lines(session, run.id, rows)
    return [
        FullPlace(
            window=window,
            employer=window.offer.site.employer,
            lines=tuple(
                line for row, line in zip(rows, lines, strict=True) if row.window == window.key
            ),
        )
        for window in full
    ]


def _windows(session: Session, keys: Iterable[str], employer_id: uuid.UUID | None) -> list[Window]:
    wanted = sa.true() if employer_id is None else Employer.id == employer_id
    return list(
        session.scalars(
            sa.select(Window)
            .join(Window.offer)
            .join(Offer.site)
            .join(Site.employer)
            .where(Window.key.in_(list(keys)), wanted)
            .options(joinedload(Window.offer).joinedload(Offer.site).joinedload(Site.employer))
            .order_by(Employer.name, Window.from_date, Window.key)
        )
    )


def _lines(session: Session, plan_id: uuid.UUID, found: Sequence[PlanWaiting]) -> list[WaitingLine]:
    offers = offers_named(session, {one.elsewhere for one in found if one.elsewhere})
    needs = _needs(session, plan_id, {one.learner_id for one in found})
    return [
        WaitingLine(
            learner=one.learner,
            score=round(one.units / WHOLE),
            elsewhere=employer_name(one.elsewhere, offers) if one.elsewhere else None,
            is_approved=one.lock == APPROVED,
            need=_need(needs.get(one.learner_id)),
        )
        for one in found
    ]


def _needs(
    session: Session, plan_id: uuid.UUID, learner_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[str, Any]]:
    """Return what decided who comes first, by key of the learner."""
    rows = session.execute(
        sa.select(PlanLearner.learner_id, PlanLearner.need).where(
            PlanLearner.plan_id == plan_id, PlanLearner.learner_id.in_(learner_ids)
        )
    )
    return {row.learner_id: row.need for row in rows}


def _need(row: Mapping[str, Any] | None) -> Need | None:
    if row is None:
        return None
    return Need(
        has_experience=row["experience"],
        deadline=_date(row["deadline"]),
        hours=row["hours"],
        asked_on=_date(row["asked_on"]),
    )


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
