"""What a plan’s page shows: its result, what is wrong, who is where, who is nowhere, and why."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from webapp.accounts.policies import Actor
from webapp.catalogue.plans import (
    CHANGE_REASONS,
    FITS,
    NO_PLACE_REASONS,
    NOT_PROPOSED_REASONS,
    PLAN_PROBLEMS,
    Fit,
)
from webapp.core.errors import NotFound
from webapp.employers.models import Employer, Offer
from webapp.learners.models import Learner
from webapp.placements.explanations import explain_all, names_for
from webapp.placements.models import MatchRun, Proposal, RunState
from webapp.placements.plan_models import (
    PlanChange,
    PlanFinding,
    PlannedPlacement,
    PlanRun,
    PlanUnplaced,
)
from webapp.placements.run_pages import PAGE_SIZE, near_miss_of, offers_named
from webapp.placements.taking_over import may_be_proposed

QUESTIONS_SHOWN = 2
GONE = "A place that is no longer offered"
WHOLE = 100
FIT_LIMITS = ((5_000, Fit.GOOD), (4_000, Fit.FAIR), (3_000, Fit.SOME))
"""The bands of a plan, highest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong, what to do, and where."""

    words: str
    change: str
    codes: tuple[str, ...]
    learner: Learner | None
    employer: Employer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """One learner at one place."""

    planned: PlannedPlacement
    employer: str
    score: int
    fit: str
    may_be_proposed: bool
    proposal: Proposal | None
    """The ordinary proposal it became."""
    is_on_its_way: bool
    refused: tuple[str, ...]
    """Why it could not be proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowhereLine:
    """One learner without a place: why, and what would change it."""

    learner: Learner
    reasons: tuple[str, ...]
    change: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    """Employer and question: each would open one place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLine:
    """One difference from the plan before."""

    learner: Learner
    was: str | None
    now: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything on the page of a finished plan."""

    problems: list[Problem]
    placed: list[PlacedLine]
    nowhere: list[NowhereLine]
    changed: list[ChangedLine]
    lowest: int | None
    """The lowest fit, 0 to 100, of what the plan chose."""


def find_plan(session: Session, actor: Actor, plan_id: uuid.UUID) -> PlanRun:
    """Return a plan of the person’s own school, or raise NotFound."""
    run = session.scalars(
        sa.select(PlanRun).where(PlanRun.id == plan_id, PlanRun.provider_id == actor.provider_id)
    ).one_or_none()
    if run is None:
        raise NotFound(str(plan_id))
    return run


def find_planned(
    session: Session, actor: Actor, plan_id: uuid.UUID, planned_id: uuid.UUID
) -> PlannedPlacement:
    """Return one line of a plan of the person’s own school, or raise NotFound."""
    run = find_plan(session, actor, plan_id)
    planned = session.get(PlannedPlacement, planned_id)
    if planned is None or planned.plan_id != run.id:
        raise NotFound(str(planned_id))
    return planned


def plans_of(session: Session, actor: Actor) -> list[PlanRun]:
    """Return the newest plans of the person’s own school, newest first."""
    rows = session.scalars(
        sa.select(PlanRun)
        .where(PlanRun.provider_id == actor.provider_id)
        .order_by(PlanRun.asked_at.desc(), PlanRun.id.desc())
        .limit(PAGE_SIZE)
    )
    return list(rows)


def plan_page(session: Session, run: PlanRun, *, start: int) -> PlanPage:
    """Return what the page says, with placements from this one on; a fixed number of queries."""
    placed = _placements(session, run, start=start)
    nowhere = _unplaced(session, run)
    findings = _rows(session, run, PlanFinding)
    changes = _rows(session, run, PlanChange)
    keys = {one.offer for one in placed}
    keys |= {row["offer"] for one in nowhere for row in one.near_misses[:QUESTIONS_SHOWN]}
    keys |= {one.offer for one in findings if one.offer}
    keys |= {key for one in changes for key in (one.was_offer, one.now_offer) if key}
    offers = offers_named(session, keys)
    lowest = session.scalar(
        sa.select(sa.func.min(PlannedPlacement.units)).where(
            PlannedPlacement.plan_id == run.id, PlannedPlacement.lock.is_(None)
        )
    )
    return PlanPage(
        problems=[_problem(one, offers) for one in findings],
        placed=[placed_line(one, offers.get(one.offer)) for one in placed],
        nowhere=[_nowhere(one, offers) for one in nowhere],
        changed=[_changed(one, offers) for one in changes],
        lowest=None if lowest is None else round(lowest / WHOLE),
    )


def _placements(session: Session, run: PlanRun, *, start: int) -> list[PlannedPlacement]:
    rows = session.scalars(
        sa.select(PlannedPlacement)
        .where(PlannedPlacement.plan_id == run.id)
        .order_by(PlannedPlacement.number)
        .offset(start)
        .limit(PAGE_SIZE)
        .options(
            joinedload(PlannedPlacement.learner).selectinload(Learner.requests),
            joinedload(PlannedPlacement.run)
            .selectinload(MatchRun.proposals)
            .joinedload(Proposal.window),
        )
    )
    return list(rows)


def _unplaced(session: Session, run: PlanRun) -> list[PlanUnplaced]:
    rows = session.scalars(
        sa.select(PlanUnplaced)
        .where(PlanUnplaced.plan_id == run.id)
        .order_by(PlanUnplaced.number)
        .options(joinedload(PlanUnplaced.learner).selectinload(Learner.requests))
    )
    return list(rows)


def _rows(session: Session, run: PlanRun, kind: Any) -> list[Any]:  # noqa: ANN401  findings, changes
    rows = session.scalars(
        sa.select(kind)
        .where(kind.plan_id == run.id)
        .order_by(kind.number)
        .options(joinedload(kind.learner))
    )
    return list(rows)


def _problem(finding: PlanFinding, offers: Mapping[str, Offer]) -> Problem:
    words = PLAN_PROBLEMS[finding.code]
    filling = {
        "name": finding.learner.known_as if finding.learner else "a learner",
        "place": employer_name(finding.offer, offers),
    }
    offer = offers.get(finding.offer or "")
    return Problem(
        words=_sentence(words.lead, filling),
        change=_sentence(words.change, filling),
        codes=tuple(finding.evidence.get("codes", ())),
        learner=finding.learner,
        employer=offer.site.employer if offer else None,
    )


def _sentence(words: str, filling: Mapping[str, str]) -> str:
    filled = words.format_map(filling)
    return filled[:1].upper() + filled[1:]


def employer_name(key: str | None, offers: Mapping[str, Offer]) -> str:
    """Return whose offer this is."""
    offer = offers.get(key or "")
    return offer.site.employer.name if offer else GONE


def fit_of(units: int) -> str:
    """Return a score in words."""
    found = next((fit for limit, fit in FIT_LIMITS if units >= limit), Fit.WEAK)
    return FITS[found].lead


def placed_line(planned: PlannedPlacement, offer: Offer | None) -> PlacedLine:
    """Return what one line says; the offer is None where it is gone."""
    run = planned.run
    proposals = run.proposals if run else []
    refused: tuple[str, ...] = ()
    if planned.refused:
        found = explain_all(planned.refused_by, names_for(planned.learner, offer))
        refused = (
            NOT_PROPOSED_REASONS[planned.refused].lead,
            *(words.lead for words in found),
        )
    return PlacedLine(
        planned=planned,
        employer=offer.site.employer.name if offer else GONE,
        score=round(planned.units / WHOLE),
        fit=fit_of(planned.units),
        may_be_proposed=may_be_proposed(planned),
        proposal=next((one for one in proposals if one.window.key == planned.window), None),
        is_on_its_way=run is not None and run.state in {RunState.QUEUED, RunState.RUNNING},
        refused=refused,
    )


def _nowhere(one: PlanUnplaced, offers: Mapping[str, Offer]) -> NowhereLine:
    words = [NO_PLACE_REASONS[code] for code in one.reasons]
    return NowhereLine(
        learner=one.learner,
        reasons=tuple(each.lead for each in words),
        change=tuple(each.change for each in words),
        questions=tuple(_questions(one, offers)),
    )


def _questions(one: PlanUnplaced, offers: Mapping[str, Offer]) -> Iterator[tuple[str, str]]:
    for row in one.near_misses[:QUESTIONS_SHOWN]:
        if row["offer"] in offers:
            for miss in near_miss_of(row, one.learner, offers[row["offer"]], {}):
                yield miss.employer, miss.question


def _changed(one: PlanChange, offers: Mapping[str, Offer]) -> ChangedLine:
    return ChangedLine(
        learner=one.learner,
        was=employer_name(one.was_offer, offers) if one.was_offer else None,
        now=employer_name(one.now_offer, offers) if one.now_offer else None,
        why=CHANGE_REASONS[one.why].lead,
    )
