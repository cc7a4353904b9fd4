"""Who gets which place when not everyone can have the best one: the exact optimum, with proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from matching.fairness import Reached, anything, in_order, nobody
from matching.network_input import (
    Edges,
    Forest,
    Ints,
    NetworkError,
    PriorityNotStrict,
    WrongShape,
    edges_of,
    forest_of,
    whole_numbers,
)
from matching.optimum import Certificate, optimum

Objective = Literal["total", "placed", "fair"]
BANDS = (3000, 4000, 5000)


class UnknownObjective(NetworkError):
    """An objective that does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageResult:
    """One aim of a plan with its own proof; `aim` is "priority", "placed", "band_..." or "score".

    The primal is what the aim counts: the weight of the set placed, learners placed, learners
    at or above the band, or score units.
    """

    aim: str
    certificate: Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An optimum and its prices.

    Attributes
    ----------
    offer_of : ndarray of int, shape (n_learners,)
        Offer of each learner, -1 for unplaced.
    total : int
        Sum of the scores.
    learner_price : ndarray of int, shape (n_learners,)
        What each learner adds beyond the prices of their place.
    price : ndarray of int, shape (n_offers,)
        Price of a place at each offer, 0 or more for the objective "total"; without groups it
        is what one more place there would add to the total.
    group_price : ndarray of int, shape (n_groups,)
        The same for each group.
    certificate : Certificate
        Proof of the last aim, the score.
    stages : tuple of StageResult
        Every aim in order, each with its proof.
    """

    offer_of: Ints
    total: int
    learner_price: Ints
    price: Ints
    group_price: Ints
    certificate: Certificate
    stages: tuple[StageResult, ...]


class Network:
    """Learners, offers with capacities, and groups of offers with capacities of their own.

    Parameters
    ----------
    learner, offer, score : array-like of int, shape (n_pairs,)
        One entry per allowed pair, in any order. A pair given twice counts with its best score.
    capacity : array-like of int, shape (n_offers,)
        Places of each offer, 0 or more.
    parent : array-like of int, optional, shape (n_offers,) or (n_offers + n_groups,)
        Group of each offer and, if longer, the group above each group; -1 for none.
    parent_capacity : array-like of int, optional, shape (n_groups,)
        Places of each group.
    priority : array-like of int, optional, shape (n_learners,)
        A strict rank, lower is first. Without it the learners are those that have pairs.
    group, group_capacity : array-like of int, optional
        Another spelling of `parent` and `parent_capacity` for one level of groups.

    Raises
    ------
    NetworkError
        For whatever cannot be a network (see `network_input`); the message gives the value.
    """

    def __init__(
        self,
        learner: ArrayLike,
        offer: ArrayLike,
        score: ArrayLike,
        capacity: ArrayLike,
        parent: ArrayLike | None = None,
        parent_capacity: ArrayLike | None = None,
        priority: ArrayLike | None = None,
        *,
        group: ArrayLike | None = None,
        group_capacity: ArrayLike | None = None,
    ) -> None:
        if group is not None or group_capacity is not None:
            if parent is not None or parent_capacity is not None:
                raise WrongShape("give parent or group, not both")
            parent, parent_capacity = group, group_capacity
        learners = whole_numbers(learner, name="learner")
        self.forest: Forest = forest_of(
            whole_numbers(capacity, name="capacity"),
            None if parent is None else whole_numbers(parent, name="parent"),
            None
            if parent_capacity is None
            else whole_numbers(parent_capacity, name="parent_capacity"),
        )
        ranks = None if priority is None else _strict(priority)
        self.priority = ranks
        n_learners = int(learners.max(initial=-1)) + 1 if ranks is None else len(ranks)
        self.edges: Edges = edges_of(
            learners,
            whole_numbers(offer, name="offer"),
            whole_numbers(score, name="score"),
            n_learners=n_learners,
            n_offers=self.forest.n_offers,
        )

    def solve(self, objective: Objective = "total", bands: Sequence[int] = BANDS) -> Assignment:
        """The optimum of an objective.

        Parameters
        ----------
        objective : {"total", "placed", "fair"}
            *total*: the highest sum of scores. *placed*: most learners, among those the set
            first in `priority`, then the highest sum. *fair*: as *placed*, then fewest placed
            learners below each band in turn, lowest first, then the highest sum.
        bands : sequence of int
            Score limits of "fair".

        Returns
        -------
        Assignment
            The same for any order of the pairs.

        Raises
        ------
        UnknownObjective
            For any other objective.
        NetworkError
            For bands that are not whole numbers.
        """
        edges, forest = self.edges, self.forest
        if objective not in ("total", "placed", "fair"):
            raise UnknownObjective(f'{objective!r}; give "total", "placed" or "fair"')
        if objective == "total":
            best = optimum(edges, forest, anything(edges, forest), witness=nobody(edges))
            return self._assignment([Reached(aim="score", optimum=best)])
        limits = whole_numbers(list(bands), name="bands").tolist() if objective == "fair" else []
        return self._assignment(in_order(edges, forest, priority=self.priority, bands=limits))

    def _assignment(self, reached: list[Reached]) -> Assignment:
        last = reached[-1].optimum
        n_offers = self.forest.n_offers
        placed = last.pair_of >= 0
        offer_of = np.full(self.edges.n_learners, -1, dtype=np.int64)
        offer_of[placed] = self.edges.offer[last.pair_of[placed]]
        return Assignment(
            offer_of=offer_of,
            total=int(self.edges.score[last.pair_of[placed]].sum()),
            learner_price=last.prices.learner,
            price=last.prices.own[:n_offers],
            group_price=last.prices.own[n_offers : self.forest.sink],
            certificate=last.certificate,
            stages=tuple(
                StageResult(aim=done.aim, certificate=done.optimum.certificate) for done in reached
            ),
        )


def _strict(priority: ArrayLike) -> Ints:
    """The ranks, all different."""
    ranks = whole_numbers(priority, name="priority")
    values, counts = np.unique(ranks, return_counts=True)
    if (counts > 1).any():
        twice = int(values[np.argmax(counts > 1)])
        raise PriorityNotStrict(f"rank {twice} is given more than once; ranks are strict")
    return ranks
