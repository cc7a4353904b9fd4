"""A fitted matcher made again from what was kept of a run, without solving anything.

What explains a plan reads its pairs, its request, its placements and its prices. So a plan can
be explained long after it was made, as it was then, whatever has changed since.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.cohort_records import (
    Aims,
    CohortPlan,
    Method,
    Planned,
    PlanRequest,
    PlanTotals,
    Unplaced,
)
from matching.directory import Directory
from matching.matcher import Matcher, cheapest
from matching.pairs import Pairs, Place

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What of a run has to be kept to explain it later.

    Attributes
    ----------
    pairs : Pairs
        What was chosen from; bare arrays will do. Places without a pair are among its places
        where somebody is settled there (see `places_of`).
    request : PlanRequest
        What was asked for.
    aims : Aims
        What was aimed for.
    placements : tuple of Planned
        Without parts, conditions and gates if the pairs are bare.
    gap : float
        That of the plan.
    pair_price : ndarray of int64, shape (n_pairs,)
        As `Matcher.pair_price_`.
    learner_cost : ndarray of int64, shape (n_learners,)
        As `Matcher.learner_cost_`.
    """

    pairs: Pairs
    request: PlanRequest
    aims: Aims
    placements: tuple[Planned, ...]
    gap: float
    pair_price: Ints
    learner_cost: Ints


def places_of(matcher: Matcher) -> tuple[Place, ...]:
    """The places of the pairs, then those where somebody is settled or locked without a pair."""
    directory = Directory(matcher.pairs_)
    windows = {(one.offer, one.window) for one in matcher.plan_.placements}
    windows |= {(lock.offer, lock.window or "") for lock in matcher.request_.locks}
    known = {(place.offer, place.window) for place in matcher.pairs_.places}
    more = (place for key, place in directory.places.items() if key in windows - known)
    return (*matcher.pairs_.places, *more)


def restored(kept: Kept) -> Matcher:
    """The matcher as it was fitted, for all that explains its plan.

    Parameters
    ----------
    kept : Kept
        What was kept of a run.

    Returns
    -------
    Matcher
        With every fitted attribute that explanations read. Its findings, changes, stages and
        proofs are empty: those belong to the run itself.
    """
    aims, pairs = kept.aims, kept.pairs
    matcher = Matcher(
        objective=aims.objective.value,
        bands=aims.bands,
        steady=aims.steady,
        keep_bonus=aims.keep_bonus,
        node_limit=aims.node_limit,
        time_limit=aims.time_limit,
    )
    matcher.pairs_, matcher.request_, matcher.aims_ = pairs, kept.request, aims
    matcher.plan_ = _plan(kept)
    matcher.placements_, matcher.unplaced_ = matcher.plan_.placements, matcher.plan_.unplaced
    matcher.pair_price_ = kept.pair_price
    matcher.prices_ = cheapest(pairs, kept.pair_price)
    matcher.learner_cost_ = kept.learner_cost
    return matcher


def _plan(kept: Kept) -> CohortPlan:
    placed = {one.learner for one in kept.placements}
    return CohortPlan(
        placements=kept.placements,
        unplaced=tuple(_unplaced(kept.pairs.learners, placed)),
        findings=(),
        changes=(),
        stages=(),
        proofs=(),
        totals=PlanTotals(
            learners=len(kept.pairs.learners),
            placed=len(placed),
            placements=len(kept.placements),
            units=sum(one.units for one in kept.placements),
            below=(),
        ),
        rules_version="",
        weights=(),
        seed=0,
        method=Method.FLOW,
        gap=kept.gap,
    )


def _unplaced(learners: Sequence[str], placed: set[str]) -> list[Unplaced]:
    """Who has no placement; why is not kept."""
    return [Unplaced(learner=key, reasons=(), options=0) for key in learners if key not in placed]
