"""The optimum of one stage, found on each learner's best pairs and proved on all of them."""

from dataclasses import dataclass

import numpy as np

from matching.flows import Flags, Stage, flow
from matching.network_input import Edges, Forest, Ints
from matching.prices import Prices, prices_of

BEST_PAIRS = 20
MORE_PAIRS = 10
MANY_MISSING = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Proof of an optimum: the sum reached and the sum of the prices are one whole number.

    `holds` is true when they are equal and no usable pair is worth more than its prices.
    """

    primal: int
    dual: int
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """The pair of each learner (-1 for nobody), the prices that prove it, and the proof."""

    pair_of: Ints
    prices: Prices
    certificate: Certificate
    tight: Flags


def optimum(edges: Edges, forest: Forest, stage: Stage, *, witness: Ints) -> Optimum:
    """The assignment of highest value, with prices that hold for every usable pair.

    Parameters
    ----------
    witness : ndarray of shape (n_learners,)
        An assignment the stage allows (-1 for nobody); it keeps the first try solvable.

    Notes
    -----
    The flow sees the best pairs of each learner. Pairs outside that are worth more than their
    prices would improve it: they join, with those that come near, until none is left.
    """
    usable = stage.usable & ~stage.out[edges.learner]
    kept = usable & (_rank_among(usable, edges) < BEST_PAIRS)
    kept[witness[witness >= 0]] = True
    while True:
        chosen = np.flatnonzero(kept)
        pair_of = flow(edges, forest, stage, chosen=chosen)
        prices = prices_of(edges, forest, stage, pair_of=pair_of, chosen=chosen)
        gain = stage.value - prices.learner[edges.learner] - prices.level[edges.offer]
        missing = usable & (gain > 0)
        n_missing = int(np.count_nonzero(missing))
        if not n_missing:
            return Optimum(
                pair_of=pair_of,
                prices=prices,
                certificate=_certificate(forest, stage, pair_of, prices),
                tight=usable & (gain == 0),
            )
        if n_missing > MANY_MISSING * len(chosen):
            kept = usable
        else:
            kept |= missing


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
