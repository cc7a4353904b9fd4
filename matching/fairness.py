"""The order of aims: most learners placed, the set first in priority, fair bands, then the total.

An aim may use only what some optimum of the aims before it uses (its optimal face): pairs worth
exactly their prices, learners and places with a price always taken. So no aim is traded for a
later one. One flow guesses several aims at once, with weights that let an earlier one count far
more; each aim is then proved by itself, and solved by itself where the guess was wrong.
In the terms of Kwanashie, Irving, Manlove and Sng (profile-optimal matchings for
student-project allocation) the bands are a generous maximum matching.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from matching.flows import Flags, Stage
from matching.network_input import LARGEST, Edges, Forest, Ints
from matching.optimum import Optimum, attempts, optimum, prove
from matching.prices import NotTheOptimum

# How many steps of all later aims one step of an aim outweighs in a guess: more is surer and
# slower. For who is placed the others are a tie-break, because learners differ by many ranks.
MOVES = Fraction(5)
A_LITTLE = Fraction(1, 10)
# Passes after which the proof of a guess is given up and the aim solved by itself.
SWEEPS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What each pair counts for one aim: "priority", "placed", "band_3000" and so on, "score"."""

    name: str
    value: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One aim with its proved optimum."""

    aim: str
    optimum: Optimum


def anything(edges: Edges, forest: Forest) -> Stage:
    """The stage that allows every pair and lets every learner stay unplaced."""
    none: Flags = np.zeros(edges.n_learners, dtype=np.bool_)
    return Stage(
        value=edges.score,
        usable=np.ones(len(edges.learner), dtype=np.bool_),
        must=none,
        out=none,
        full=np.zeros(forest.sink + 1, dtype=np.bool_),
    )


def aims_of(
    edges: Edges, *, priority: Ints | None, bands: Sequence[int]
) -> tuple[Aim | None, list[Aim]]:
    """Who is placed, when there is a priority; and the other aims in their order.

    Sets of learners who can be placed together are the independent sets of a matroid, so the
    set that is first in priority is also the one of highest weight, for any weights in that
    order: 1 to n will do, and it is a largest set, because no weight is 0.
    """
    score = Aim(name="score", value=edges.score)
    later = [
        Aim(name=f"band_{band}", value=(edges.score >= band).astype(np.int64))
        for band in sorted(set(bands))
    ]
    if priority is None:
        everyone = Aim(name="placed", value=np.ones(len(edges.learner), dtype=np.int64))
        return None, [everyone, *later, score]
    weight = np.empty(edges.n_learners, dtype=np.int64)
    weight[np.argsort(priority)] = np.arange(edges.n_learners, 0, -1)
    return Aim(name="priority", value=weight[edges.learner]), [*later, score]


def in_order(
    edges: Edges, forest: Forest, *, priority: Ints | None, bands: Sequence[int]
) -> list[Reached]:
    """Every aim in turn with its proof; the last one is the plan."""
    stage = anything(edges, forest)
    first, aims = aims_of(edges, priority=priority, bands=bands)
    reached: list[Reached] = []
    witness = nobody(edges)
    if first is not None:
        found = _first_placed(edges, forest, stage, first, aims[-1])
        reached.append(Reached(aim=first.name, optimum=found))
        placed = found.pair_of >= 0
        stage = replace(stage, must=placed, out=~placed)
        witness = found.pair_of
    while aims:
        stage, done = _reach(edges, forest, stage, aims, witness)
        aims = aims[len(done) :]
        reached.extend(done)
        witness = done[-1].optimum.pair_of
    return reached


def nobody(edges: Edges) -> Ints:
    """The assignment of nobody, which any stage without a must allows."""
    return np.full(edges.n_learners, -1, dtype=np.int64)


def _first_placed(edges: Edges, forest: Forest, stage: Stage, first: Aim, score: Aim) -> Optimum:
    """Who is placed by priority; the score guides the guess and is left for later."""
    by_priority = replace(stage, value=first.value)
    blend = _blend(edges, forest, [first, score], moves=A_LITTLE)
    if blend is not None:
        guesses = attempts(edges, forest, replace(stage, value=blend), witness=nobody(edges))
        for guess in guesses:
            try:
                return prove(edges, forest, by_priority, pair_of=guess.pair_of, known=guess.known)
            except NotTheOptimum:
                continue
    return optimum(edges, forest, by_priority, witness=nobody(edges))


def _reach(
    edges: Edges, forest: Forest, stage: Stage, aims: list[Aim], witness: Ints
) -> tuple[Stage, list[Reached]]:
    """As many of the aims as one guess gets right, or else the first by itself."""
    blend = _blend(edges, forest, aims, moves=MOVES)
    reached: list[Reached] = []
    if blend is not None:
        guess = optimum(edges, forest, replace(stage, value=blend), witness=witness)
        for aim in aims:
            valued = replace(stage, value=aim.value)
            try:
                found = prove(
                    edges,
                    forest,
                    valued,
                    pair_of=guess.pair_of,
                    known=guess.known,
                    sweeps=SWEEPS,
                )
            except NotTheOptimum:
                break
            reached.append(Reached(aim=aim.name, optimum=found))
            stage = on_optimal_face(valued, found)
    if not reached:
        valued = replace(stage, value=aims[0].value)
        found = optimum(edges, forest, valued, witness=witness)
        reached, stage = [Reached(aim=aims[0].name, optimum=found)], on_optimal_face(valued, found)
    return stage, reached


def _blend(edges: Edges, forest: Forest, aims: list[Aim], *, moves: Fraction) -> Ints | None:
    """One value for several aims, or None when 64 bits are too few.

    A step of an aim weighs as much as the largest value of all later ones, that many times.
    """
    blend, largest = np.zeros(len(edges.learner), dtype=np.int64), 0
    for aim in reversed(aims):
        weight = int(largest * moves) + 1
        largest += weight * int(np.abs(aim.value).max(initial=0))
        if largest * 4 * (edges.n_learners + forest.sink + 2) >= LARGEST:
            return None
        blend += weight * aim.value
    return blend


def on_optimal_face(stage: Stage, found: Optimum) -> Stage:
    """The stage narrowed to all optima of this one (complementary slackness)."""
    worth = (found.prices.learner > 0) & ~stage.out
    return replace(
        stage,
        usable=found.tight,
        must=stage.must | worth,
        full=stage.full | (found.prices.own > 0),
    )
