"""Scores of tens of thousands of learners against all offers near them, as arrays.

The rules that bar a pair are bits: what a learner brings up against what an offer lacks, one
word of 64 bits each, and a pair passes when they share no bit. What depends on few codes is
read from tables, and the tables are filled by the functions that score a single case.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.candidates import EARTH_KM, near_chunks, sorted_pairs
from matching.code_tables import comfort_table, learner_sense, offer_sense, step_table
from matching.scoring import DEFAULT_WEIGHTS, NEUTRAL, UNITS, checked_weights
from matching.tables import BLOCKS, OLDEST, YOUNGEST, LearnerTable, OfferTable
from matching.thresholds import CURRENT, Thresholds

CRITERIA = tuple(DEFAULT_WEIGHTS)
DISLIKED = np.float32(0.5)

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]
Words = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPairs:
    """The pairs that pass, sorted by learner, then offer.

    Attributes
    ----------
    learner, offer : array of int32, shape (n_pairs,)
        Row numbers.
    score : array of int32, shape (n_pairs,)
        Units, 0 to 10,000.
    values : array of float32, shape (n_pairs, 9), or None
        Each criterion in [0, 1], in the order of `CRITERIA`; None when it was not asked for.
    """

    learner: Indices
    offer: Indices
    score: Indices
    values: Floats | None


def score_pairs(
    learners: LearnerTable,
    offers: OfferTable,
    *,
    weights: Mapping[str, float] | None = None,
    thresholds: Thresholds = CURRENT,
    keep_values: bool = False,
) -> ScoredPairs:
    """All pairs that are near enough and pass the rules a table can hold, with their scores.

    Parameters
    ----------
    learners : LearnerTable
        Shape (n,).
    offers : OfferTable
        Shape (m,).
    weights : mapping of str to float or None
        Criterion to weight; None is `DEFAULT_WEIGHTS`.
    thresholds : Thresholds
        Where travel stops being easy.
    keep_values : bool
        Keep the nine criteria of every pair: 36 bytes a pair more.

    Returns
    -------
    ScoredPairs
        The same pairs, and to one unit the same scores, as `Scorer` gives for the rows written
        out as records. A learner or offer without pairs does not appear.

    Raises
    ------
    WeightError
        For a negative weight or an unknown criterion.
    PlaceError
        For a place or limit that `near_pairs` refuses.
    """
    shares = np.array(list(checked_weights(weights).values()), np.float32)
    shares *= UNITS / (shares.sum() or 1.0)
    scorer = _ArrayScorer(learners, offers, thresholds)
    found: list[tuple[Indices, Indices, Indices, Floats]] = []
    for learner, offer in near_chunks(learners.place, offers.place, limit_km=learners.limit_km):
        passing = (scorer.needs[learner] & scorer.lacks[offer]) == 0
        i, j = sorted_pairs(learner[passing], offer[passing])
        i, j, values = scorer.values(i, j)
        score = np.rint(shares @ values).astype(np.int32)
        found.append((i, j, score, values.T if keep_values else values.T[:0]))
    return _joined(found, keep_values=keep_values)


def _joined(
    found: list[tuple[Indices, Indices, Indices, Floats]], *, keep_values: bool
) -> ScoredPairs:
    nothing = np.empty(0, np.int32)
    found = found or [(nothing, nothing, nothing, np.empty((0, len(CRITERIA)), np.float32))]
    learner, offer, score, values = (np.concatenate(column) for column in zip(*found, strict=True))
    return ScoredPairs(
        learner=learner, offer=offer, score=score, values=values if keep_values else None
    )


class _ArrayScorer:
    """What is worked out once for each learner and offer, and the criteria of some pairs."""

    def __init__(self, learners: LearnerTable, offers: OfferTable, thresholds: Thresholds) -> None:
        self.learners, self.offers, self.thresholds = learners, offers, thresholds
        self.needs, self.lacks = learner_needs(learners), offer_lacks(offers)
        self.comfort, self.steps = comfort_table(), step_table()
        self.learner_sense = learner_sense(learners)
        self.offer_sense = offer_sense(offers)
        self.learner_at, self.offer_at = _on_globe(learners.place), _on_globe(offers.place)
        self.wants = _twice(learners.important, learners.important)
        self.likes = _twice(learners.prefer, learners.prefer)
        self.gives = _twice(offers.accepts, offers.accepts | offers.helps)
        asked = 2 * np.bitwise_count(learners.important) + np.bitwise_count(learners.prefer)
        self.asked = np.maximum(asked, 1).astype(np.float32)
        self.nothing_asked = asked == 0
        self.aims = np.bitwise_count(learners.aims).astype(np.float32)

    def values(self, i: Indices, j: Indices) -> tuple[Indices, Indices, Floats]:
        """The pairs that also pass by kind and by senses, and their criteria, shape (9, pairs)."""
        step = self.steps[self.learners.rung[i], self.learners.asked[i] & self.offers.taken[j]]
        comfort = self._comfort(i, j)
        passing = (step >= 0) & (comfort >= 0)
        i, j = i[passing], j[passing]
        values = np.empty((len(CRITERIA), len(i)), np.float32)
        self._texts(i, j, values[:3])
        values[3] = self._support(i, j)
        values[4] = comfort[passing]
        values[5] = self._travel(i, j)
        values[6] = step[passing]
        values[7] = self._aims(i, j)
        values[8] = (self.learners.known_sectors[i] & self.offers.sectors[j]) == 0
        return i, j, values

    def _comfort(self, i: Indices, j: Indices) -> Floats:
        """SC-05, or -1 where a `must` limit is passed (HR-11)."""
        noise, crowd = (
            self.comfort[self.learner_sense[sense][i], self.offer_sense[sense][j]]
            for sense in (0, 1)
        )
        comfort = np.minimum(noise, crowd)
        disliked = (self.learners.dislikes[i] & self.offers.disliked[j]) != 0
        return np.where(disliked & (comfort > 0), comfort * DISLIKED, comfort)

    def _texts(self, i: Indices, j: Indices, out: Floats) -> None:
        """SC-01 to SC-03, one small product a learner."""
        topics = self.offers.topics[j]
        starts = np.flatnonzero(np.diff(i, prepend=-1))
        ends = np.append(starts[1:], len(i))
        for learner, start, end in zip(i[starts], starts, ends[: len(starts)], strict=True):
            np.matmul(self.learners.sayings[learner], topics[start:end].T, out=out[:, start:end])
        np.clip(out, 0, 1, out=out)

    def _support(self, i: Indices, j: Indices) -> Floats:
        """SC-04: an `important` one counts 2, a `prefer` 1; accepted in full, with help half."""
        gives = self.gives[j]
        halves = 2 * np.bitwise_count(self.wants[i] & gives)
        halves += np.bitwise_count(self.likes[i] & gives)
        return np.where(self.nothing_asked[i], np.float32(1), halves / (2 * self.asked[i]))

    def _travel(self, i: Indices, j: Indices) -> Floats:
        """SC-06 of the straight line as a share of the learner's limit."""
        chord = self.learner_at[i] - self.offer_at[j]
        half = 0.5 * np.sqrt(np.einsum("pk,pk->p", chord, chord)).astype(np.float32)
        over = 2 * EARTH_KM * np.arcsin(half) / self.learners.limit_km[i]
        over -= self.thresholds.comfortable_share
        slope = (1 - self.thresholds.at_maximum) / (1 - self.thresholds.comfortable_share)
        return np.asarray(np.clip(1 - slope * over, 0, 1))

    def _aims(self, i: Indices, j: Indices) -> Floats:
        served = np.bitwise_count(self.learners.aims[i] & self.offers.aims[j])
        aims = self.aims[i]
        return np.where(aims > 0, served / np.maximum(aims, 1), np.float32(NEUTRAL))


def learner_needs(learners: LearnerTable) -> Words:
    """What each learner brings to the rules HR-03, HR-10, HR-15, HR-17 and HR-18, as bits.

    From the lowest: 12 adjustments that must be there, the age (15 bits, one of them), the
    blocks of dates that are not free (6), the levels of supervision needed (5), the sectors
    never wanted (24). A pair passes when it shares no bit with `offer_lacks`.
    """
    ages = np.left_shift(1, learners.age.astype(np.int64) - YOUNGEST)
    levels = np.left_shift(1, learners.supervision.astype(np.int64)) - 1
    busy = ~learners.blocks & np.uint8((1 << BLOCKS) - 1)
    return _word(learners.must, ages, busy, levels, learners.never_sectors)


def offer_lacks(offers: OfferTable) -> Words:
    """What each offer lacks, in the bits of `learner_needs`."""
    adjustments = ~(offers.accepts | offers.helps) & np.uint16(0xFFF)
    ages = np.arange(YOUNGEST, OLDEST + 1)
    outside = (ages < offers.youngest[:, np.newaxis]) | (ages > offers.oldest[:, np.newaxis])
    not_taken = (outside << np.arange(len(ages))).sum(axis=1)
    block = np.left_shift(1, offers.block.astype(np.int64))
    levels = 0b11111 & ~(np.left_shift(1, offers.supervision.astype(np.int64)) - 1)
    return _word(adjustments, not_taken, block, levels, offers.sectors)


def _word(
    adjustments: npt.NDArray[np.integer],
    ages: npt.NDArray[np.integer],
    blocks: npt.NDArray[np.integer],
    levels: npt.NDArray[np.integer],
    sectors: npt.NDArray[np.integer],
) -> Words:
    word = adjustments.astype(np.uint64)
    for part, shift in ((ages, 12), (blocks, 27), (levels, 33), (sectors, 38)):
        word |= part.astype(np.uint64) << np.uint64(shift)
    return word


def _twice(low: npt.NDArray[np.uint16], high: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint32]:
    return low.astype(np.uint32) | (high.astype(np.uint32) << np.uint32(16))


def _on_globe(place: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Points of the unit sphere, shape (n, 3), from latitude and longitude."""
    latitude, longitude = place.T
    flat = np.cos(latitude)
    return np.column_stack((flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)))
