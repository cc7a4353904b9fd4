"""The optimum of one stage, found on each learner's best pairs and proved on all of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.flows import Flags, Stage, flow
from matching.network_input import Edges, Forest, Ints
from matching.prices import Prices, prices_of

BEST_PAIRS = 20


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
class Start:
    """An assignment the stage allows (it keeps the first flow solvable), and pairs to look at."""

    witness: Ints
    known: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An optimum over the known pairs, with its prices."""

    pair_of: Ints
    prices: Prices
    known: Flags


def optimum(edges: Edges, forest: Forest, stage: Stage, *, start: Start) -> Optimum:
    """The assignment of highest value, with prices that hold for every usable pair."""
    *_, last = attempts(edges, forest, stage, start=start)
    return _proved(edges, forest, stage, last.pair_of, last.prices, last.known)


def attempts(edges: Edges, forest: Forest, stage: Stage, *, start: Start) -> Iterator[Attempt]:
    """Better and better assignments; the last one is an optimum over every usable pair.

    The flow sees the best pairs of each learner and those known before. A pair outside that is
    worth more than its prices would improve the assignment: it joins the next flow, with the
    pairs that come nearest to it.
    """
    usable = stage.usable & ~stage.out[edges.learner]
    known = usable & (start.known | (_rank_among(usable, edges) < BEST_PAIRS))
    known[start.witness[start.witness >= 0]] = True
    while True:
        chosen = np.flatnonzero(known)
        pair_of = flow(edges, forest, stage, chosen=chosen)
        prices = prices_of(edges, forest, stage, pair_of=pair_of, chosen=chosen)
        yield Attempt(pair_of=pair_of, prices=prices, known=known)
        gain = _gain(edges, stage, prices)
        missing = usable & (gain > 0)
        if not missing.any():
            return
        known = _and_the_nearest(known | missing, usable, gain, edges.n_learners)


def _and_the_nearest(known: Flags, usable: Flags, gain: Ints, more: int) -> Flags:
    """The known pairs and as many more, those nearest to being worth their prices."""
    others = np.flatnonzero(usable & ~known)
    if more < len(others):
        others = others[np.argpartition(-gain[others], more)[:more]]
    known[others] = True
    return known


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


def _rank_among(usable: Flags, edges: Edges) -> Ints:
    """Position of each usable pair among the usable ones of its learner, best score first."""
    before = np.concatenate([[0], np.cumsum(usable)])
    return np.asarray(before[:-1] - before[edges.start[edges.learner]])


def _certificate(forest: Forest, stage: Stage, pair_of: Ints, prices: Prices) -> Certificate:
    primal = int(stage.value[pair_of[pair_of >= 0]].sum())
    dual = int(prices.learner.sum()) + int((forest.capacity * prices.own).sum())
    may_stay = ~stage.must & ~stage.out
    signs = (prices.own[~stage.full] >= 0).all() and (prices.learner[may_stay] >= 0).all()
    return Certificate(primal=primal, dual=dual, holds=primal == dual and bool(signs))
