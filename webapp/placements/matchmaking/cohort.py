"""Many learners at once: from the database to a market and a request, to a plan that is proved."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from time import process_time

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from matching import propose
from matching import records as m
from matching.cohort_records import CohortPlan, PlanRequest, UnplacedReason
from matching.explain_records import WaitingList
from matching.matcher import Matcher
from matching.pairs import pairs_of
from matching.proposals import NearMiss
from matching.verify import PlanNotProved
from matching.waiting_list import waiting_list
from webapp.employers.models import Offer, Window
from webapp.employers.queries import offers_for_matching
from webapp.learners.models import Learner
from webapp.learners.queries import everything, open_request
from webapp.learners.rules import year_group
from webapp.placements import plan_models
from webapp.placements.matchmaking.cohort_request import (
    Approved,
    approved_places,
    kept_apart,
    may_be_planned,
    request_of,
)
from webapp.placements.matchmaking.learner_record import learner_record
from webapp.placements.matchmaking.market import held_places, market_of
from webapp.placements.matchmaking.offer_record import offer_record
from webapp.placements.matchmaking.question_answers import promises_to
from webapp.placements.models import Placement, PlacementState

Progress = Callable[[int, int], None]


class NotProved(Exception):
    """The independent checker found something wrong, so there is nothing to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Everything one plan reads: who is planned for, what there is, what is settled."""

    market: m.Market
    request: PlanRequest
    planned_for: frozenset[str]
    """Keys of the learners in the plan; others are there to be kept apart from."""
    objective: str
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A plan that was proved and checked, with what it took."""

    plan: CohortPlan
    near_misses: Mapping[str, tuple[NearMiss, ...]]
    """By learner: what to ask for where rules are against every place."""
    matcher: Matcher
    """Fitted: what explains the plan later is kept of it."""
    waiting: tuple[WaitingList, ...]
    """Of every place in the plan."""
    offers: int
    pairs: int
    cpu_milliseconds: int


def cohort_of(session: Session, run: plan_models.PlanRun, *, today: date) -> Cohort:
    """Return what this plan is made of, as the database is now."""
    apart = kept_apart(session, run.provider_id)
    learners = _learners(session, run, apart, today=today)
    planned_for = frozenset(
        str(learner.id) for learner in learners if is_planned_for(learner, run, today=today)
    )
    offers = offers_for_matching(session, provider_id=run.provider_id)
    held = held_places(session)
    records = {
        offer.key: offer_record(offer, provider_id=run.provider_id, holds=held) for offer in offers
    }
    keys = [learner.id for learner in learners]
    approved = approved_places(session, keys)
    locks = [one for one in approved if may_be_planned(one, records, today=today)]
    fixed = [one for one in approved if one not in locks]
    refused, booked = _refused(session, keys), _booked(fixed)
    people = [
        learner_record(
            learner,
            offers=offers,
            booked=booked[str(learner.id)],
            refused=refused[str(learner.id)],
        )
        for learner in learners
    ]
    return Cohort(
        market=market_of(
            people,
            records.values(),
            promises=promises_to(session, keys, offers),
            today=today,
            seed=run.seed,
        ),
        request=request_of(session, run, people, planned_for, locks, fixed, apart),
        planned_for=planned_for,
        objective=run.objective,
        bands=tuple(run.bands),
    )


def is_planned_for(learner: Learner, run: plan_models.PlanRun, *, today: date) -> bool:
    """Return whether a plan is for this learner: on roll, in its years, with a request."""
    in_years = not run.years or year_group(today, born=learner.date_of_birth) in run.years
    asked = run.everyone or open_request(learner) is not None
    return learner.left_on is None and in_years and asked


def solve(cohort: Cohort, *, progress: Progress | None = None) -> Solved:
    """Return the plan; the same cohort gives the same. Raises NotProved."""
    began = process_time()
    pairs = pairs_of(cohort.market, progress=progress)
    matcher = Matcher(objective=cohort.objective, bands=cohort.bands)
    try:
        plan = matcher.fit(pairs, request=cohort.request).plan_
    except PlanNotProved as error:
        raise NotProved(str(error)) from error
    ruled_out = [
        one.learner
        for one in plan.unplaced
        if one.learner in cohort.planned_for and UnplacedReason.RULED_OUT in one.reasons
    ]
    return Solved(
        plan=plan,
        near_misses={key: propose(cohort.market, key).near_misses for key in ruled_out},
        matcher=matcher,
        waiting=tuple(
            waiting_list(matcher, offer=offer, window=window)
            for offer, window in dict.fromkeys((one.offer, one.window) for one in plan.placements)
        ),
        offers=len(cohort.market.offers),
        pairs=len(pairs),
        cpu_milliseconds=round(1000 * (process_time() - began)),
    )


def _learners(
    session: Session,
    run: plan_models.PlanRun,
    apart: Mapping[str, frozenset[str]],
    *,
    today: date,
) -> list[Learner]:
    """Return who the plan is for, and whom they are kept apart from, in order of key."""
    on_roll = session.scalars(
        sa.select(Learner)
        .where(Learner.provider_id == run.provider_id, Learner.left_on.is_(None))
        .options(selectinload(Learner.requests))
    ).all()
    chosen = {learner.id for learner in on_roll if is_planned_for(learner, run, today=today)}
    names = {str(key) for key in chosen}
    beside = {key for group in apart.values() if group & names for key in group}
    wanted = chosen | {learner.id for learner in on_roll if str(learner.id) in beside}
    return list(
        session.scalars(
            sa.select(Learner)
            .where(Learner.id.in_(wanted))
            .options(*everything())
            .order_by(Learner.id)
        )
    )


def _booked(fixed: Iterable[Approved]) -> defaultdict[str, frozenset[date]]:
    days: defaultdict[str, frozenset[date]] = defaultdict(frozenset)
    for one in fixed:
        days[one.learner] |= one.dates
    return days


def _refused(
    session: Session, learner_ids: Collection[uuid.UUID]
) -> defaultdict[str, frozenset[str]]:
    """Return the offers each learner said no to (HR-18)."""
    rows = session.execute(
        sa.select(Placement.learner_id, Offer.key)
        .join(Window, Window.id == Placement.window_id)
        .join(Offer, Offer.id == Window.offer_id)
        .where(Placement.learner_id.in_(learner_ids), Placement.state == PlacementState.LEARNER_NO)
    )
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for key, offer in rows:
        found[str(key)] |= {offer}
    return found
