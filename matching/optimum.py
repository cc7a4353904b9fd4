"""The optimum of one stage, found on each learner's best pairs and proved on all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from matching.flows import Flags, Stage, flow
from matching.network_input import Edges, Forest, Ints, sorted_by
from matching.prices import Prices, prices_of

BEST_PAIRS = 40
NEAR_PAIRS = 14
STEPS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Proof of an optimum: the sum reached and the sum of the prices are one whole number.

    `holds` is true when they are equal, no price that may not be is below 0, and no usable pair
    is worth more than its prices.
    """

    primal: int
    dual: int
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """An assignment with its proof.

    Attributes
    ----------
    pair_of : ndarray of shape (n_learners,)
        Position of a pair, -1 for nobody.
    prices : Prices
        The lowest ones that prove it.
    known : ndarray of bool, shape (n_pairs,)
        Pairs that were looked at one by one; the others cannot matter at these prices.
    tight : ndarray of bool, shape (n_pairs,)
        Usable pairs worth exactly their prices: only they are in any optimum.
    """

    pair_of: Ints
    prices: Prices
    certificate: Certificate
    known: Flags
    tight: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An optimum over the known pairs, with its prices."""

    pair_of: Ints
    prices: Prices
    known: Flags


def optimum(edges: Edges, forest: Forest, stage: Stage, *, witness: Ints) -> Optimum:
    """The assignment of highest value, with prices that hold for every usable pair."""
    *_, last = attempts(edges, forest, stage, witness=witness)
    return _proved(edges, forest, stage, last.pair_of, last.prices, last.known)


def attempts(edges: Edges, forest: Forest, stage: Stage, *, witness: Ints) -> Iterator[Attempt]:
    """Better and better assignments; the last one is an optimum over every usable pair.

    The first flow sees the best pairs of each learner. Its prices say which pairs matter: the
    second sees those nearest to being worth their prices instead, and later ones more of them,
    until no pair is worth more than its prices.

    Parameters
    ----------
    witness : ndarray of shape (n_learners,)
        An assignment the stage allows (-1 for nobody); it keeps every flow solvable.
    """
    usable = stage.usable & ~stage.out[edges.learner]
    known = usable & (_rank_among(usable, edges) < BEST_PAIRS)
    known[witness[witness >= 0]] = True
    for attempt in count():
        chosen = np.flatnonzero(known)
        pair_of = flow(edges, forest, stage, chosen=chosen)
        prices = prices_of(edges, forest, stage, pair_of=pair_of, chosen=chosen)
        yield Attempt(pair_of=pair_of, prices=prices, known=known)
        gain = _gain(edges, stage, prices)
        missing = usable & (gain > 0)
        if not missing.any():
            return
        near = _nearest(usable, edges, gain)
        known = near if attempt == 0 else known | near | missing
        known[witness[witness >= 0]] = True
        known[pair_of[pair_of >= 0]] = True


def _rank_among(usable: Flags, edges: Edges) -> Ints:
    """Position of each usable pair among the usable ones of its learner, best score first."""
    before = np.concatenate([[0], np.cumsum(usable)])
    return np.asarray(before[:-1] - before[edges.start[edges.learner]])


def _nearest(usable: Flags, edges: Edges, gain: Ints) -> Flags:
    """A few usable pairs of each learner: those of highest gain, on a scale of a million steps."""
    pairs = np.flatnonzero(usable)
    learner, mine = edges.learner[pairs], gain[pairs]
    highest = int(mine.max(initial=0))
    step = (highest - int(mine.min(initial=0))) // STEPS + 1
    order = sorted_by(learner * (STEPS + 1) + (highest - mine) // step)
    first = np.searchsorted(learner, learner)
    chosen = np.zeros(len(usable), dtype=np.bool_)
    chosen[pairs[order[np.arange(len(pairs)) - first < NEAR_PAIRS]]] = True
    return chosen


def prove(
    edges: Edges,
    forest: Forest,
    stage: Stage,
    *,
    pair_of: Ints,
    known: Flags,
    sweeps: int | None = None,
) -> Optimum:
    """An assignment that is an optimum, with the prices that prove it.

    Raises
    ------
    NotTheOptimum
        When no prices can, or none were found in that many sweeps.
    """
    usable = stage.usable & ~stage.out[edges.learner]
    known = known & usable
    while True:
        chosen = np.flatnonzero(known)
        prices = prices_of(edges, forest, stage, pair_of=pair_of, chosen=chosen, sweeps=sweeps)
        missing = usable & (_gain(edges, stage, prices) > 0)
        if not missing.any():
            return _proved(edges, forest, stage, pair_of, prices, known)
        known = known | missing


def _proved(
    edges: Edges, forest: Forest, stage: Stage, pair_of: Ints, prices: Prices, known: Flags
) -> Optimum:
    usable = stage.usable & ~stage.out[edges.learner]
    return Optimum(
        pair_of=pair_of,
        prices=prices,
        certificate=_certificate(forest, stage, pair_of, prices),
        known=known,
        tight=usable & (_gain(edges, stage, prices) == 0),
    )


def _gain(edges: Edges, stage: Stage, prices: Prices) -> Ints:
    """What each pair is worth beyond its prices."""
    return np.asarray(stage.value - prices.learner[edges.learner] - prices.level[edges.offer])


def _certificate(forest: Forest, stage: Stage, pair_of: Ints, prices: Prices) -> Certificate:
    primal = int(stage.value[pair_of[pair_of >= 0]].sum())
    dual = int(prices.learner.sum()) + int((forest.capacity * prices.own).sum())
    may_stay = ~stage.must & ~stage.out
    signs = (prices.own[~stage.full] >= 0).all() and (prices.learner[may_stay] >= 0).all()
    return Certificate(primal=primal, dual=dual, holds=primal == dual and bool(signs))
