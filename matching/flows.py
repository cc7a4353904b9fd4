"""One exact flow through OR-tools: who goes where when some edges, places and learners are given.

OR-tools' cost-scaling push-relabel works in integers, so an answer is an optimum and not nearly
one; its Python class hands back no prices (google/or-tools#3321), see `prices`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow

from matching.network_input import Edges, Forest, Ints

Flags = npt.NDArray[np.bool_]


class FlowError(RuntimeError):
    """The flow solver gave no optimum; the message names its status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What one flow may use and has to reach.

    Attributes
    ----------
    value : ndarray of shape (n_pairs,)
        What each pair is worth in this stage; the sum is made as large as possible.
    usable : ndarray of bool, shape (n_pairs,)
        Pairs that may be used.
    must : ndarray of bool, shape (n_learners,)
        Learners who have to be placed.
    out : ndarray of bool, shape (n_learners,)
        Learners who are not placed.
    full : ndarray of bool, shape (n_nodes,)
        Offers and groups that have to be full.
    """

    value: Ints
    usable: Flags
    must: Flags
    out: Flags
    full: Flags


def flow(edges: Edges, forest: Forest, stage: Stage, *, chosen: Ints) -> Ints:
    """The pair of each learner in one optimum over the chosen pairs, -1 for nobody.

    Parameters
    ----------
    chosen : ndarray
        Positions of pairs, sorted; a way to place everyone who must be is among them.

    Returns
    -------
    ndarray of shape (n_learners,)
        Position of a pair, or -1.

    Raises
    ------
    FlowError
        When the solver reports anything but an optimum.
    """
    n_learners, sink = edges.n_learners, forest.sink
    learners = np.flatnonzero(~stage.out)
    may_stay = np.flatnonzero(~stage.out & ~stage.must)
    nodes = np.arange(sink)
    open_arcs = nodes[~stage.full[:-1]]
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([edges.learner[chosen], may_stay, n_learners + open_arcs]),
        np.concatenate(
            [
                n_learners + edges.offer[chosen],
                np.full(len(may_stay), n_learners + sink),
                n_learners + forest.parent[open_arcs],
            ]
        ),
        np.concatenate(
            [
                np.ones(len(chosen) + len(may_stay), dtype=np.int64),
                np.minimum(forest.capacity[open_arcs], n_learners),
            ]
        ),
        np.concatenate([-stage.value[chosen], np.zeros(len(may_stay) + len(open_arcs), np.int64)]),
    )
    solver.set_nodes_supplies(*_supplies(learners, forest, stage, n_learners=n_learners))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise FlowError(f"the flow solver ended with {status}")
    used = np.flatnonzero(solver.flows(arcs[: len(chosen)]))
    pair_of = np.full(n_learners, -1, dtype=np.int64)
    pair_of[edges.learner[chosen[used]]] = chosen[used]
    return pair_of


def _supplies(
    learners: Ints, forest: Forest, stage: Stage, *, n_learners: int
) -> tuple[Ints, Ints]:
    """Nodes and what they give: a full arc takes its capacity below and gives it back above."""
    supply = np.zeros(n_learners + forest.sink + 1, dtype=np.int64)
    supply[learners] = 1
    supply[-1] = -len(learners)
    full = np.flatnonzero(stage.full)
    np.subtract.at(supply, n_learners + full, forest.capacity[full])
    np.add.at(supply, n_learners + forest.parent[full], forest.capacity[full])
    return np.arange(len(supply)), supply
