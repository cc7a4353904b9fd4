"""A guess of the prices before anything is solved: what is asked for too often gets dearer.

Nothing rests on the guess being right. It says which pairs the first flow should look at; the
prices that prove an optimum come from `prices`.
"""

from collections.abc import Iterator

import numpy as np

from matching.flows import Flags, Stage
from matching.network_input import LARGEST, Edges, Forest, Ints
from matching.prices import Prices, used_places

# Chosen by measuring (`bench`); no answer rests on them.
BEST_PAIRS = 20
ROUNDS = 24
MOST = 4


def first_prices(edges: Edges, forest: Forest, stage: Stage, *, usable: Flags) -> Prices:
    """What places may cost, and what the best usable pair of each learner is then worth.

    In each round every learner asks for the best of a few pairs at the present prices. A node
    asked for too often gets dearer and one with room gets cheaper, in steps that shrink. Whole
    numbers throughout, so the same on every machine.

    Parameters
    ----------
    usable : ndarray of bool, shape (n_pairs,)
        Pairs of learners who may be placed.
    """
    chosen = np.flatnonzero(usable & (rank_among(usable, edges) < BEST_PAIRS))
    offer, value = _rows(edges, forest, stage, chosen)
    everyone = np.arange(edges.n_learners)
    dearest = int(np.abs(stage.value).max(initial=0))
    own = np.zeros(forest.sink + 1, dtype=np.int64)
    level = own
    for step in _steps(edges, stage, chosen):
        asked = offer[everyone, (value - level[offer]).argmax(axis=1)]
        own = np.minimum(own + _change(forest, asked, step), dearest)
        own = np.where(stage.full, np.maximum(own, -dearest), np.maximum(own, 0))
        level = own.copy()
        for nodes in reversed(forest.levels):
            level[nodes] += level[forest.parent[nodes]]
    return Prices(learner=_best_worth(edges, stage, usable, level), level=level, own=own)


def rank_among(usable: Flags, edges: Edges) -> Ints:
    """Position of each usable pair among the usable ones of its learner, best score first."""
    before = np.concatenate([[0], np.cumsum(usable)])
    return np.asarray(before[:-1] - before[edges.start[edges.learner]])


def _rows(edges: Edges, forest: Forest, stage: Stage, chosen: Ints) -> tuple[Ints, Ints]:
    """Offer and value of the chosen pairs, a row a learner; the last column is to stay away."""
    learner = edges.learner[chosen]
    column = np.arange(len(chosen)) - np.searchsorted(learner, learner)
    shape = (edges.n_learners, int(column.max(initial=-1)) + 2)
    offer = np.full(shape, forest.sink)
    value = np.repeat(np.where(stage.must, -LARGEST, 0), shape[1]).reshape(shape)
    offer[learner, column] = edges.offer[chosen]
    value[learner, column] = stage.value[chosen]
    return offer, value


def _steps(edges: Edges, stage: Stage, chosen: Ints) -> Iterator[int]:
    """Steps that shrink from a third of what the pairs of one learner usually differ by."""
    value = stage.value[chosen]
    if not len(value):
        return
    start = np.flatnonzero(np.diff(edges.learner[chosen], prepend=-1))
    differ = np.maximum.reduceat(value, start) - np.minimum.reduceat(value, start)
    differ = differ[differ > 0] if differ.any() else np.abs(value)
    step = int(np.median(differ)) // 3
    for _ in range(ROUNDS):
        yield max(1, step)
        step = step * 8 // 9


def _change(forest: Forest, asked: Ints, step: int) -> Ints:
    """How much each node's own price moves: by a step for as many too many as it has places."""
    places = np.maximum(forest.capacity, 1)
    excess = used_places(forest, asked) - forest.capacity
    change = step * np.clip(excess, -places, MOST * places) // places
    change[excess > 0] += step // 5  # many places and one too many move the price as well
    change[forest.sink] = 0
    return np.asarray(change)


def _best_worth(edges: Edges, stage: Stage, usable: Flags, level: Ints) -> Ints:
    """What the best usable pair of each learner is worth, or staying away where that is more."""
    worth = np.where(stage.must, -LARGEST, 0)
    some = np.flatnonzero(np.diff(edges.start))
    mine = np.where(usable, stage.value - level[edges.offer], -LARGEST)
    worth[some] = np.maximum(worth[some], np.maximum.reduceat(mine, edges.start[some]))
    return worth
