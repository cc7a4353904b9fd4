"""Everything one run reads, from the database and the catalogue."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching import codes
from matching import records as m
from webapp.catalogue.adjustments import ADJUSTMENTS_FOR
from webapp.catalogue.dislikes import DISLIKED_THINGS
from webapp.catalogue.hazards import EFFECTS_OF
from webapp.catalogue.sectors import SECTORS
from webapp.catalogue.task_bank import TASK_BANK
from webapp.core.errors import NotFound
from webapp.employers.models import Offer, Window
from webapp.employers.queries import offers_for_matching
from webapp.learners.models import Learner
from webapp.learners.queries import learner_for_matching
from webapp.placements.matchmaking.learner_record import learner_record
from webapp.placements.matchmaking.offer_record import offer_record
from webapp.placements.matchmaking.question_answers import promises_to
from webapp.placements.models import Placement, PlacementState
from webapp.placements.rules import HOLDS_A_PLACE


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A market for one learner, with the rows it was made of."""

    market: m.Market
    learner_id: uuid.UUID
    learner: Learner
    offers: Mapping[str, Offer]
    """By key."""

    def window(self, key: str) -> Window:
        """Return the window with this key."""
        return next(
            row for offer in self.offers.values() for row in offer.windows if row.key == key
        )


def snapshot(
    session: Session,
    learner_id: uuid.UUID,
    *,
    today: date,
    seed: int = 0,
    offers: Sequence[Offer] | None = None,
) -> Snapshot:
    """Return the market as it is now for this learner; raises NotFound.

    `offers` are some of those that `offers_for_matching` returns; None is all of them.
    """
    learner = learner_for_matching(session, learner_id)
    if learner is None:
        raise NotFound(str(learner_id))
    if offers is None:
        offers = offers_for_matching(session, provider_id=learner.provider_id)
    held = held_places(session)
    record = learner_record(
        learner,
        offers=offers,
        booked=_booked(session, learner.id),
        refused=_refused(session, learner.id),
    )
    market = market_of(
        (record,),
        (offer_record(offer, provider_id=learner.provider_id, holds=held) for offer in offers),
        promises=promises_to(session, [learner.id], offers),
        today=today,
        seed=seed,
    )
    return Snapshot(market, learner.id, learner, {offer.key: offer for offer in offers})


def market_of(
    learners: Iterable[m.Learner],
    offers: Iterable[m.Offer],
    *,
    promises: Mapping[tuple[str, str], m.Promise],
    today: date,
    seed: int = 0,
) -> m.Market:
    """Return the market of these learners and offers, with the tables of the catalogue."""
    return m.Market(
        today=today,
        learners=tuple(learners),
        offers=tuple(offers),
        meets=needs_met(),
        hazard_effects=hazard_effects(),
        bank=task_bank(),
        sector_words=sector_words(),
        disliked_things=disliked_things(),
        promises=promises,
        seed=seed,
    )


def held_places(session: Session) -> dict[str, tuple[m.Hold, ...]]:
    """Return the places that placements hold, by key of the window."""
    rows = session.execute(
        sa.select(Window.key, Placement.learner_id, Placement.dates)
        .join(Window, Window.id == Placement.window_id)
        .where(Placement.holds_place)
        .order_by(Placement.reference)
    )
    found: dict[str, list[m.Hold]] = defaultdict(list)
    for key, learner_id, days in rows:
        found[key].append(m.Hold(dates=days_of(days), learner=str(learner_id)))
    return {key: tuple(holds) for key, holds in found.items()}


def _booked(session: Session, learner_id: uuid.UUID) -> frozenset[date]:
    """Return the days the learner is at, or asked for, another place."""
    rows = session.scalars(
        sa.select(Placement.dates).where(
            Placement.learner_id == learner_id, Placement.state.in_(HOLDS_A_PLACE)
        )
    )
    return frozenset[date]().union(*(days_of(days) for days in rows))


def _refused(session: Session, learner_id: uuid.UUID) -> frozenset[str]:
    """Return the keys of the offers the learner said no to (HR-18)."""
    rows = session.scalars(
        sa.select(Offer.key)
        .join(Window, Window.offer_id == Offer.id)
        .join(Placement, Placement.window_id == Window.id)
        .where(Placement.learner_id == learner_id, Placement.state == PlacementState.LEARNER_NO)
    )
    return frozenset(rows)


def days_of(stored: list[str]) -> frozenset[date]:
    """Return stored days as dates."""
    return frozenset(date.fromisoformat(day) for day in stored)


@cache
def needs_met() -> Mapping[str, frozenset[str]]:
    """Return which adjustments meet each need."""
    return {
        need.value: frozenset(code.value for code in meeting)
        for need, meeting in ADJUSTMENTS_FOR.items()
    }


@cache
def hazard_effects() -> Mapping[str, frozenset[codes.HazardEffect]]:
    """Return what each hazard leads to."""
    return {
        hazard.value: frozenset(codes.HazardEffect(effect.value) for effect in effects)
        for hazard, effects in EFFECTS_OF.items()
    }


@cache
def task_bank() -> tuple[m.BankTask, ...]:
    """Return the task bank."""
    return tuple(
        m.BankTask(
            sector=row.sector.value,
            job_family=row.job_family.name,
            task=row.task,
            words=" ".join(row.words),
        )
        for row in TASK_BANK
    )


@cache
def sector_words() -> Mapping[str, str]:
    """Return the words of each sector: its name, what it covers, its job families."""
    return {
        sector.code.value: " ".join(
            (
                sector.employer,
                sector.covers,
                *(f"{family.name} {' '.join(family.words)}" for family in sector.job_families),
            )
        )
        for sector in SECTORS
    }


@cache
def disliked_things() -> tuple[m.DislikedThing, ...]:
    """Return what people dislike about kinds of work."""
    return tuple(
        m.DislikedThing(
            code=thing.code,
            phrases=thing.phrases,
            always=frozenset(thing.always),
            often=frozenset(thing.often),
        )
        for thing in DISLIKED_THINGS
    )
