"""The order of aims: most learners placed, the set first in priority, fair bands, then the total.

Each aim is one exact flow. The next one may use only what some optimum of the aims before it
uses (its optimal face): pairs worth exactly their prices, learners and places with a price
always taken. So no aim is traded for a later one, and no large numbers stand in for "first".
In the terms of Kwanashie, Irving, Manlove and Sng (profile-optimal matchings for
student-project allocation) the bands are a generous maximum matching.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.flows import Flags, Stage
from matching.network_input import Edges, Forest, Ints
from matching.optimum import Optimum, optimum


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One aim and its proved optimum: "score", "placed", "priority" or "band_3000" and so on."""

    aim: str
    optimum: Optimum


def anything(edges: Edges, forest: Forest) -> Stage:
    """The stage that allows every pair and lets every learner stay unplaced."""
    nobody: Flags = np.zeros(edges.n_learners, dtype=np.bool_)
    return Stage(
        value=edges.score,
        usable=np.ones(len(edges.learner), dtype=np.bool_),
        must=nobody,
        out=nobody,
        full=np.zeros(forest.sink + 1, dtype=np.bool_),
    )


def most_placed(edges: Edges, forest: Forest, priority: Ints | None) -> tuple[Stage, Reached]:
    """The stage in which as many as can be are placed, and by priority who they are.

    Sets of learners who can be placed together are the independent sets of a matroid, so the
    set that is first in priority is also the one of highest weight, for any weights in that
    order: 1 to n will do, and it is a largest set, because no weight is 0.
    """
    stage = anything(edges, forest)
    nobody = np.full(edges.n_learners, -1, dtype=np.int64)
    if priority is None:
        most = replace(stage, value=np.ones(len(edges.learner), dtype=np.int64))
        found = optimum(edges, forest, most, witness=nobody)
        return on_optimal_face(edges, forest, most, found), Reached(aim="placed", optimum=found)
    weight = np.empty(edges.n_learners, dtype=np.int64)
    weight[np.argsort(priority)] = np.arange(edges.n_learners, 0, -1)
    first = replace(stage, value=weight[edges.learner])
    found = optimum(edges, forest, first, witness=nobody)
    placed = found.pair_of >= 0
    return replace(stage, must=placed, out=~placed), Reached(aim="priority", optimum=found)


def on_optimal_face(edges: Edges, forest: Forest, stage: Stage, found: Optimum) -> Stage:
    """The stage narrowed to all optima of this one (complementary slackness)."""
    worth = found.prices.learner > 0
    return replace(
        stage,
        usable=found.tight,
        must=stage.must | (worth & ~stage.out),
        full=stage.full | (found.prices.own > 0),
    )


def fair_stages(
    edges: Edges, forest: Forest, stage: Stage, before: Optimum, bands: Sequence[int]
) -> tuple[Stage, list[Reached]]:
    """Fewest placed learners below each band in turn, lowest band first."""
    reached: list[Reached] = []
    witness = before.pair_of
    for band in sorted(set(bands)):
        at_least = replace(stage, value=(edges.score >= band).astype(np.int64))
        found = optimum(edges, forest, at_least, witness=witness)
        stage = on_optimal_face(edges, forest, at_least, found)
        witness = found.pair_of
        reached.append(Reached(aim=f"band_{band}", optimum=found))
    return stage, reached


def best_score(edges: Edges, forest: Forest, stage: Stage, witness: Ints) -> Reached:
    """The highest total among what the stage still allows."""
    scored = replace(stage, value=edges.score)
    return Reached(aim="score", optimum=optimum(edges, forest, scored, witness=witness))
