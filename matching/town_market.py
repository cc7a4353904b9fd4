"""A market made up for measuring: towns of all sizes, learners and offers around them.

Everything is invented and drawn from one seed. The ratios of measurements carry over to real
places; supply and the number of options do not.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.candidates import EARTH_KM
from matching.codes import Dislike, ExperienceType, Sense
from matching.environment import LOUD_OR_CROWDED
from matching.tables import (
    ADJUSTMENTS,
    AIMS,
    BLOCKS,
    DISLIKES,
    NO_LIMIT,
    OLDEST,
    SECTORS,
    SENSES,
    TYPES,
    LearnerTable,
    OfferTable,
)

Ints = npt.NDArray[np.int64]
Bit = TypeVar("Bit", np.uint8, np.uint16, np.uint32)

LEARNERS_A_TOWN = 400
KM_BETWEEN_TOWNS = 14.0
TOWN_WIDTH_KM = 2.6
MIDDLE = np.radians((52.5, -1.5))
LIMIT_MEDIAN_KM = 8.0
LIMIT_SPREAD = 0.6
PLACES_A_LEARNER = 1.45
TIGHT_PLACES_A_LEARNER = 0.8
TOPICS = 16
RURAL = 0.15
STRONG_TOPICS = 2
OFFERS_AN_EMPLOYER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedMarket:
    """Learners, offers with one window each, and how many places there are.

    Attributes
    ----------
    capacity : array of int64, shape (n_offers,)
        Places of each offer; the sum is 1.45 or, when tight, 0.8 times the learners.
    priority : array of int64, shape (n_learners,)
        A permutation: the learner with 0 has waited longest.
    parent : array of int64, shape (n_offers,)
        The employer of each offer.
    parent_capacity : array of int64, shape (n_employers,)
        Learners an employer takes at once, less than all its places together.
    """

    learners: LearnerTable
    offers: OfferTable
    capacity: Ints
    priority: Ints
    parent: Ints
    parent_capacity: Ints


def generate(*, learners: int, offers: int, seed: int, tight: bool = False) -> GeneratedMarket:
    """A market of that size; the same for the same arguments and version of NumPy.

    Parameters
    ----------
    learners, offers : int
        How many, 1 or more.
    seed : int
        Seed of `numpy.random.default_rng`.
    tight : bool
        0.8 places a learner instead of 1.45.
    """
    rng = np.random.default_rng(seed)
    towns = _Towns(rng, count=max(1, round(learners / LEARNERS_A_TOWN)))
    learner_table = _learners(rng, learners, towns)
    offer_table = _offers(rng, offers, towns)
    a_learner = TIGHT_PLACES_A_LEARNER if tight else PLACES_A_LEARNER
    capacity = _capacity(rng, offers, places=max(1, round(a_learner * learners)))
    parent = rng.integers(0, max(1, offers // OFFERS_AN_EMPLOYER), size=offers)
    together = np.bincount(parent, weights=capacity).astype(np.int64)
    return GeneratedMarket(
        learners=learner_table,
        offers=offer_table,
        capacity=capacity,
        priority=rng.permutation(learners),
        parent=parent,
        parent_capacity=np.ceil(together * rng.uniform(0.6, 1.0, len(together))).astype(np.int64),
    )


class _Towns:
    """Centres on a plane in km, and how many people and jobs each has."""

    def __init__(self, rng: np.random.Generator, *, count: int) -> None:
        self.side = KM_BETWEEN_TOWNS * float(np.sqrt(count))
        self.centres = rng.uniform(0, self.side, size=(count, 2))
        self.people = rng.lognormal(0, 0.9, size=count)
        self.jobs = self.people * rng.lognormal(0, 0.5, size=count)

    def around(
        self, rng: np.random.Generator, count: int, weights: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """Places around the towns, in radians, shape (count, 2)."""
        town = rng.choice(len(weights), size=count, p=weights / weights.sum())
        width = TOWN_WIDTH_KM * np.sqrt(self.people / np.exp(0.4))[town, np.newaxis]
        plane = self.centres[town] + rng.normal(0, 1, size=(count, 2)) * width
        apart = rng.random(count) < RURAL
        plane[apart] = rng.uniform(0, self.side, size=(int(apart.sum()), 2))
        north = MIDDLE[0] + plane[:, 0] / EARTH_KM
        east = MIDDLE[1] + plane[:, 1] / (EARTH_KM * np.cos(MIDDLE[0]))
        return np.column_stack((north, east))


def _learners(rng: np.random.Generator, count: int, towns: _Towns) -> LearnerTable:
    severity = rng.gamma(0.25, 1 / 0.25, size=(count, 1))
    needs = _bits(rng, count, severity * _falling(len(ADJUSTMENTS), mean=4.0), np.uint16)
    wishes = _bits(rng, count, _falling(len(ADJUSTMENTS), mean=2.0), np.uint16) & ~needs
    likes = _bits(rng, count, _falling(len(ADJUSTMENTS), mean=1.0), np.uint16) & ~needs & ~wishes
    blocks = _bits(rng, count, np.full(BLOCKS, 0.7), np.uint8)
    known = _bits(rng, count, np.full(SECTORS, 0.12), np.uint32)
    never = _bits(rng, count, np.full(SECTORS, 0.08), np.uint32)
    return LearnerTable(
        place=towns.around(rng, count, towns.people),
        limit_km=rng.lognormal(np.log(LIMIT_MEDIAN_KM), LIMIT_SPREAD, count).astype(np.float32),
        must=needs,
        important=wishes,
        prefer=likes,
        age=rng.choice([14, 15, 16, 17, 18], size=count, p=_SCHOOL_YEARS).astype(np.int8),
        blocks=blocks,
        supervision=rng.choice(4, size=count, p=(0.35, 0.4, 0.2, 0.05)).astype(np.int8),
        never_sectors=never,
        known_sectors=known,
        most=np.where(
            rng.random((count, 2)) < 0.45, rng.integers(1, 6, (count, 2)), NO_LIMIT
        ).astype(np.int8),
        strict=rng.random((count, 2)) < 0.5,
        headphones=rng.random(count) < 0.4,
        dislikes=_bits(rng, count, np.full(len(DISLIKES), 0.12), np.uint8),
        asked=_kinds(rng, count, least=1),
        rung=rng.choice(5, size=count, p=(0.3, 0.35, 0.2, 0.1, 0.05)).astype(np.int8),
        aims=_bits(rng, count, np.full(AIMS, 0.2), np.uint8),
        sayings=_sayings(rng, count),
    )


_SCHOOL_YEARS = (0.2, 0.3, 0.25, 0.15, 0.1)
_DISLIKE = {
    Sense.NOISE: 1 << DISLIKES.index(Dislike.NOISE),
    Sense.CROWD: 1 << DISLIKES.index(Dislike.CROWDS),
}


def _offers(rng: np.random.Generator, count: int, towns: _Towns) -> OfferTable:
    willing = rng.beta(5, 1.6, size=(count, 1))
    accepts = _bits(rng, count, np.full(len(ADJUSTMENTS), 0.9) * willing, np.uint16)
    helps = _bits(rng, count, np.full(len(ADJUSTMENTS), 0.3), np.uint16) & ~accepts
    main = rng.integers(0, SECTORS, size=count).astype(np.uint32)
    second = rng.integers(0, SECTORS, size=count).astype(np.uint32)
    sectors = np.left_shift(np.uint32(1), main)
    sectors |= np.where(rng.random(count) < 0.25, np.left_shift(np.uint32(1), second), sectors)
    centres = rng.dirichlet(np.full(TOPICS, 0.06), size=SECTORS)
    topics = 0.8 * centres[main] + 0.2 * rng.dirichlet(np.full(TOPICS, 0.35), size=count)
    levels = rng.choice(6, size=(count, 2), p=(0.03, 0.22, 0.3, 0.25, 0.15, 0.05)).astype(np.int8)
    signs = (levels >= LOUD_OR_CROWDED) * np.array([_DISLIKE[sense] for sense in SENSES], np.uint8)
    loud_or_crowded = np.bitwise_or.reduce(signs, axis=1)
    return OfferTable(
        place=towns.around(rng, count, towns.jobs),
        accepts=accepts,
        helps=helps,
        youngest=rng.choice([14, 15, 16, 18], size=count, p=(0.6, 0.2, 0.17, 0.03)).astype(np.int8),
        oldest=np.full(count, OLDEST, np.int8),
        block=rng.integers(0, BLOCKS, size=count).astype(np.uint8),
        supervision=rng.choice(6, size=count, p=(0, 0.15, 0.4, 0.3, 0.1, 0.05)).astype(np.int8),
        sectors=sectors,
        levels=levels,
        disliked=_bits(rng, count, np.full(len(DISLIKES), 0.2), np.uint8) | loud_or_crowded,
        taken=_kinds(rng, count, least=3),
        aims=_bits(rng, count, np.full(AIMS, 0.45), np.uint8),
        topics=topics.astype(np.float32),
    )


def _falling(count: int, *, mean: float) -> npt.NDArray[np.float64]:
    """Chances that fall from the first to the last and add up to `mean`."""
    chances = 1 / (1.5 + np.arange(count))
    return np.asarray(mean * chances / chances.sum())


def _bits(
    rng: np.random.Generator,
    count: int,
    chances: npt.NDArray[np.float64],
    kind: type[Bit],
) -> npt.NDArray[Bit]:
    """One number a row; bit k is set with chance k."""
    width = chances.shape[-1]
    drawn = rng.random((count, width)) < chances
    bits: npt.NDArray[Bit] = (drawn * np.left_shift(1, np.arange(width))).sum(axis=1).astype(kind)
    return bits


def _kinds(rng: np.random.Generator, count: int, *, least: int) -> npt.NDArray[np.uint8]:
    """Kinds from visit to block, at least some of them, as bits of `TYPES`."""
    usual = (ExperienceType.VIS, ExperienceType.SHA, ExperienceType.TAS, ExperienceType.BLK)
    order = rng.random((count, len(usual))).argsort(axis=1)
    chosen = order < rng.integers(least, len(usual) + 1, size=(count, 1))
    bits = np.array([1 << TYPES.index(kind) for kind in usual], np.uint8)
    return np.asarray((chosen * bits).sum(axis=1), np.uint8)


def _sayings(rng: np.random.Generator, count: int) -> npt.NDArray[np.float32]:
    """Likes, hopes and skills on topics, shape (count, 3, topics), in [0, 1]: a few are high."""
    shape = (count, 3, TOPICS)
    strong = rng.random(shape) < STRONG_TOPICS / TOPICS
    return np.where(strong, rng.uniform(0.5, 1.0, shape), 0.05).astype(np.float32)


def _capacity(rng: np.random.Generator, offers: int, *, places: int) -> Ints:
    """Places of each offer, `places` in all; one each first when there are enough."""
    least = 1 if places >= offers else 0
    appeal = rng.lognormal(0, 0.6, size=offers)
    more = rng.multinomial(places - least * offers, appeal / appeal.sum())
    return np.asarray(least + more, np.int64)
