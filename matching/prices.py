"""Prices of places and learners: the proof that an assignment is the optimum.

The potentials are the longest paths of the residual graph (Bellman-Ford, vectorised), from 0
upwards, so they are the lowest prices that hold: without groups, the price of an offer is what
one more place there would add to the total.
"""

from dataclasses import dataclass

import numpy as np

from matching.flows import Flags, Stage
from matching.network_input import Edges, Forest, Ints


class NotTheOptimum(RuntimeError):
    """An assignment that can be improved, found while it was being priced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Dual values of one stage.

    Attributes
    ----------
    learner : ndarray of shape (n_learners,)
        What a learner is worth where they are, after paying; 0 or more for those who may stay.
    level : ndarray of shape (n_nodes,)
        What a place costs at each node, groups above included; 0 at the sink.
    own : ndarray of shape (n_nodes,)
        The part of the level that is the node's own; 0 or more unless it has to be full.
    """

    learner: Ints
    level: Ints
    own: Ints


def used_places(forest: Forest, offers: Ints) -> Ints:
    """Learners at or below each node, shape (n_nodes,), when one is at each of these offers."""
    used = np.bincount(offers, minlength=forest.sink + 1)
    for nodes in forest.levels:
        np.add.at(used, forest.parent[nodes], used[nodes])
    return used


def prices_of(
    edges: Edges,
    forest: Forest,
    stage: Stage,
    *,
    pair_of: Ints,
    chosen: Ints,
    sweeps: int | None = None,
) -> Prices:
    """The lowest prices that prove `pair_of` an optimum over the chosen pairs.

    Parameters
    ----------
    sweeps : int, optional
        Passes over the changed places after which to give up; by default one a place, within
        which an optimum is always priced.

    Raises
    ------
    NotTheOptimum
        When no prices can, because the assignment is not one, or too few passes were allowed.
    """
    residual = _Residual(edges, forest, stage, pair_of=pair_of, chosen=chosen)
    level = residual.longest_paths(sweeps=sweeps or forest.sink + 3)
    learner = residual.worth(level) + level[forest.sink]
    level -= level[forest.sink]
    own = level - level[forest.parent]
    return Prices(learner=np.where(stage.out, 0, learner), level=level, own=own)


class _Residual:
    """The residual graph of one assignment."""

    def __init__(
        self, edges: Edges, forest: Forest, stage: Stage, *, pair_of: Ints, chosen: Ints
    ) -> None:
        self.forest, self.stage = forest, stage
        self.free = ~stage.out & ~stage.must
        placed = np.flatnonzero(pair_of >= 0)
        self.at = np.full(edges.n_learners, forest.sink)
        self.at[placed] = edges.offer[pair_of[placed]]
        self.value = np.zeros(edges.n_learners, dtype=np.int64)
        self.value[placed] = stage.value[pair_of[placed]]
        self.learner, self.offer = edges.learner[chosen], edges.offer[chosen]
        self.worths = stage.value[chosen]
        self.start = np.searchsorted(self.learner, np.arange(edges.n_learners + 1))
        used = used_places(forest, edges.offer[pair_of[placed]])
        self.has_room: Flags = ~stage.full & (used < forest.capacity)
        self.has_room[forest.sink] = False

    def worth(self, level: Ints) -> Ints:
        """What each learner is worth where they are at these levels."""
        return np.asarray(self.value - level[self.at])

    def longest_paths(self, *, sweeps: int) -> Ints:
        """The lowest levels, from 0 upwards, at which nobody gains by a move."""
        level = np.zeros(self.forest.sink + 1, dtype=np.int64)
        moved = ~self.stage.out
        for _ in range(sweeps):
            before = level.copy()
            self._bid(level, np.flatnonzero(moved))
            self._pass_on(level)
            if level[self.forest.sink] > 0 and not self.stage.full.any():
                break  # someone would rather stay unplaced than pay: no prices can do it
            risen = level != before
            if not risen.any():
                return level
            moved = risen[self.at] & ~self.stage.out
        raise NotTheOptimum("the assignment can be improved")

    def _bid(self, level: Ints, learners: Ints) -> None:
        """Raise every place to what the learners would pay for it, and the sink likewise."""
        worth = self.worth(level)
        begin, count = self.start[learners], np.diff(self.start)[learners]
        if len(learners) * 2 > len(worth):
            offer, bid = self.offer, self.worths - worth[self.learner]
        else:
            ends = np.cumsum(count)
            pairs = np.arange(ends[-1] if len(ends) else 0) + np.repeat(begin - ends + count, count)
            offer, bid = self.offer[pairs], self.worths[pairs] - np.repeat(worth[learners], count)
        gains = bid > level[offer]
        np.maximum.at(level, offer[gains], bid[gains])
        free = learners[self.free[learners]]
        sink = self.forest.sink
        level[sink] = max(int(level[sink]), int(-worth[free].min(initial=0)))

    def _pass_on(self, level: Ints) -> None:
        """A node with room costs what the node above costs; no node costs less than that."""
        parent = self.forest.parent
        for nodes in self.forest.levels:
            rooms = nodes[self.has_room[nodes]]
            np.maximum.at(level, parent[rooms], level[rooms])
        for nodes in reversed(self.forest.levels):
            tied = nodes[~self.stage.full[nodes]]
            level[tied] = np.maximum(level[tied], level[parent[tied]])
