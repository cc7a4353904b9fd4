"""The optimum of one stage, found on each learner's nearest pairs and proved on all of them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.first_prices import first_prices, rank_among
from matching.flows import Flags, Stage, flow
from matching.network_input import Edges, Forest, Ints, sorted_by
from matching.prices import Prices, prices_of

# How many pairs a flow sees. All were chosen by measuring (`bench`); no answer rests on them.
NEAR_PAIRS = 14
CLOSE_PAIRS = 25
BEST_PAIRS = 5
FEW = 50
SAMPLE = 8
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
    last = deque(attempts(edges, forest, stage, witness=witness), maxlen=1).pop()
    return _proved(edges, forest, stage, last.pair_of, last.prices, last.known)


def attempts(edges: Edges, forest: Forest, stage: Stage, *, witness: Ints) -> Iterator[Attempt]:
    """Better and better assignments; the last one is an optimum over every usable pair.

    The first flow sees the pairs of each learner that are nearest to being worth guessed
    prices, each later one also those nearest to the prices of the flow before and all that are
    worth more, until no pair is worth more than its prices.

    Parameters
    ----------
    witness : ndarray of shape (n_learners,)
        An assignment the stage allows (-1 for nobody); it keeps every flow solvable.
    """
    usable = stage.usable & ~stage.out[edges.learner]
    prices = first_prices(edges, forest, stage, usable=usable)
    known = usable & (rank_among(usable, edges) < BEST_PAIRS)
    known[witness[witness >= 0]] = True
    while True:
        known = known | _nearest(usable, edges, _gain(edges, stage, prices))
        chosen = np.flatnonzero(known)
        pair_of = flow(edges, forest, stage, chosen=chosen)
        prices = prices_of(edges, forest, stage, pair_of=pair_of, chosen=chosen)
        yield Attempt(pair_of=pair_of, prices=prices, known=known)
        missing = usable & (_gain(edges, stage, prices) > 0)
        if not missing.any():
            return
        known = known | missing | (usable & _of_few_learners(missing, edges))


def _of_few_learners(missing: Flags, edges: Edges) -> Flags:
    """Every pair of the learners with a missing one, when they are so few that it costs little."""
    surprised = np.zeros(edges.n_learners, dtype=np.bool_)
    surprised[edges.learner[missing]] = True
    if surprised.sum() * FEW > edges.n_learners:
        surprised[:] = False
    return surprised[edges.learner]


def _nearest(usable: Flags, edges: Edges, gain: Ints) -> Flags:
    """Usable pairs that gain most, at most a few of each learner, on a scale of a million steps.

    Pairs far below what a learner needs on average for those few are left out before the sort.
    """
    chosen = np.zeros(len(usable), dtype=np.bool_)
    sample = gain[usable][::SAMPLE]
    if not len(sample):
        return chosen
    far = max(0, len(sample) - CLOSE_PAIRS * edges.n_learners // SAMPLE)
    pairs = np.flatnonzero(usable & (gain >= np.partition(sample, far)[far]))
    learner, mine = edges.learner[pairs], gain[pairs]
    highest = int(mine.max())
    step = (highest - int(mine.min())) // STEPS + 1
    order = sorted_by(learner * (STEPS + 1) + (highest - mine) // step)
    first = np.searchsorted(learner, learner)
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
    paid = prices.learner[edges.learner]
    paid += prices.level[edges.offer]
    return np.subtract(stage.value, paid, out=paid)


def _certificate(forest: Forest, stage: Stage, pair_of: Ints, prices: Prices) -> Certificate:
    primal = int(stage.value[pair_of[pair_of >= 0]].sum())
    dual = int(prices.learner.sum()) + int((forest.capacity * prices.own).sum())
    may_stay = ~stage.must & ~stage.out
    signs = (prices.own[~stage.full] >= 0).all() and (prices.learner[may_stay] >= 0).all()
    return Certificate(primal=primal, dual=dual, holds=primal == dual and bool(signs))
