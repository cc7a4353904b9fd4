"""One plan by each solver, ours and others': the same pairs in, the same kind of answer out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.network import Network, Objective

POOR = 4000

Ints = npt.NDArray[np.integer]


class SolverFailed(RuntimeError):
    """A solver that ended without an optimum, or with a plan that cannot be."""


def require(good: bool, otherwise: str) -> None:
    """Raise `SolverFailed` unless it is good."""
    if not good:
        raise SolverFailed(otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """The pairs and places of one market, as `Network` takes them.

    Attributes
    ----------
    learner, offer, score : array of int, shape (n_pairs,)
        Sorted by learner, then offer.
    capacity : array of int, shape (n_offers,)
        Places.
    priority : array of int, shape (n_learners,)
        A strict rank, lower first.
    parent, parent_capacity : array of int, or None
        The employer of each offer, and what it takes at once.
    """

    learner: Ints
    offer: Ints
    score: Ints
    capacity: Ints
    priority: Ints
    parent: Ints | None = None
    parent_capacity: Ints | None = None

    @property
    def n_learners(self) -> int:
        """Learners, with and without options."""
        return len(self.priority)

    @property
    def n_offers(self) -> int:
        """Offers."""
        return len(self.capacity)

    def network(self, *, ranked: bool = True) -> Network:
        """Our network of it, with or without the priority."""
        return Network(
            self.learner,
            self.offer,
            self.score,
            self.capacity,
            parent=self.parent,
            parent_capacity=self.parent_capacity,
            priority=self.priority if ranked else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a solver found: learners without a place, the sum of scores, learners placed poorly.

    `holds` is whether its certificate holds; None when it has none.
    """

    unplaced: int
    total: int
    below_40: int
    holds: bool | None = None


def save(instance: Instance, file: Path) -> None:
    """Store the arrays of an instance under the names of the arguments of `Network`."""
    names = ("learner", "offer", "score", "capacity", "priority", "parent", "parent_capacity")
    values = {name: getattr(instance, name) for name in names}
    arrays: dict[str, Ints] = {name: value for name, value in values.items() if value is not None}
    with file.open("wb") as out:
        np.savez(out, allow_pickle=False, **arrays)


def load(file: Path) -> Instance:
    """The instance that `save` stored."""
    with np.load(file, allow_pickle=False) as arrays:
        return Instance(**arrays)


def plan_of(instance: Instance, chosen: Ints, *, holds: bool | None = None) -> Plan:
    """The plan of the rows chosen; no learner twice, no offer above its places."""
    scores = instance.score[chosen]
    learners = np.bincount(instance.learner[chosen], minlength=instance.n_learners)
    taken = np.bincount(instance.offer[chosen], minlength=instance.n_offers)
    fits = learners.max(initial=0) <= 1 and not (taken > instance.capacity).any()
    require(fits, "the plan has a learner twice or an offer too often")
    return Plan(
        unplaced=instance.n_learners - len(chosen),
        total=int(scores.sum(dtype=np.int64)),
        below_40=int((scores < POOR).sum()),
        holds=holds,
    )


def raw(instance: Instance) -> Plan:
    """Highest total by one SimpleMinCostFlow on all pairs, no prices, no proof."""
    n, m = instance.n_learners, instance.n_offers
    groups = 0 if instance.parent_capacity is None else len(instance.parent_capacity)
    sink = n + m + groups
    learners, offers = np.arange(n), np.arange(n, n + m)
    top = instance.score.max(initial=0)
    above = np.full(m, sink) if instance.parent is None else n + m + instance.parent
    tails = [instance.learner, learners, offers]
    heads = [n + instance.offer, np.full(n, sink), above]
    capacities = [np.ones(len(instance.learner)), np.ones(n), instance.capacity]
    costs = [top - instance.score, np.full(n, top), np.zeros(m)]
    if instance.parent_capacity is not None:
        tails.append(np.arange(n + m, sink))
        heads.append(np.full(groups, sink))
        capacities.append(instance.parent_capacity)
        costs.append(np.zeros(groups))
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        *map(_joined, (tails, heads, capacities, costs))
    )
    supplies = np.zeros(sink + 1, np.int64)
    supplies[:n], supplies[sink] = 1, -n
    flow.set_nodes_supplies(np.arange(sink + 1), supplies)
    require(flow.solve() == flow.OPTIMAL, "SimpleMinCostFlow found no optimum")
    return plan_of(instance, np.flatnonzero(flow.flows(arcs[: len(instance.learner)])))


def _joined(parts: list[npt.NDArray[np.number]]) -> Ints:
    return np.concatenate(parts).astype(np.int64)


def full(instance: Instance) -> Plan:
    """Highest total by our network, with prices and certificate."""
    return _ours(instance, "total")


def placed(instance: Instance) -> Plan:
    """Most learners, the set first in `priority`, then the total: `fair` without its bands."""
    return _ours(instance, "placed")


def fair(instance: Instance) -> Plan:
    """Our fair plan: as `placed`, then fewest poor fits, then the total."""
    return _ours(instance, "fair")


def fair_unranked(instance: Instance) -> Plan:
    """The fair plan when nobody waits longer than others: any largest set of learners."""
    return _ours(instance, "fair", ranked=False)


def _ours(instance: Instance, objective: Objective, *, ranked: bool = True) -> Plan:
    answer = instance.network(ranked=ranked).solve(objective)
    offer_of = np.full(instance.n_learners, -1)
    offer_of[: len(answer.offer_of)] = answer.offer_of
    chosen = np.flatnonzero(offer_of[instance.learner] == instance.offer)
    return plan_of(instance, chosen, holds=bool(answer.certificate.holds))


def lapjvsp(instance: Instance) -> Plan:
    """Highest total by SciPy's sparse LAPJVsp: a column a place and one more a learner."""
    n, first = instance.n_learners, np.concatenate(([0], np.cumsum(instance.capacity)))
    top = int(instance.score.max(initial=0)) + 1
    copies = instance.capacity[instance.offer]
    own = np.append(copies, np.ones(n, np.int64))
    row = np.append(instance.learner, np.arange(n))
    order = np.argsort(row, kind="stable")
    start = np.append(first[instance.offer], first[-1] + np.arange(n))[order]
    cost = np.append(top - instance.score, np.full(n, top))[order]
    own = own[order]
    within = np.arange(own.sum()) - np.repeat(np.cumsum(own) - own, own)
    columns = np.repeat(start, own) + within
    rows = np.repeat(row[order], own)
    width = int(first[-1]) + n
    graph = sparse.csr_array(
        (np.repeat(cost, own).astype(float), (rows, columns)), shape=(n, width)
    )
    matched, slot = min_weight_full_bipartite_matching(graph)
    placed = slot < first[-1]
    offer = np.searchsorted(first, slot[placed], side="right") - 1
    return plan_of(instance, _rows_of(instance, matched[placed], offer))


def _rows_of(instance: Instance, learner: Ints, offer: Ints) -> Ints:
    """The rows of some pairs."""
    keys = instance.learner.astype(np.int64) * instance.n_offers + instance.offer
    found: Ints = np.searchsorted(keys, learner.astype(np.int64) * instance.n_offers + offer)
    return found


def highs(instance: Instance) -> Plan:
    """Highest total by the dual simplex of HiGHS; its vertices are whole numbers here.

    What is lost below the best score is minimised, with a variable for each learner who stays
    unplaced: no cost is negative, so that the simplex starts from a dual feasible basis.
    """
    n, pairs = instance.n_learners, len(instance.score)
    top, columns = int(instance.score.max(initial=0)), pairs + n
    cost = np.append(top - instance.score, np.full(n, top))
    learner = np.append(instance.learner, np.arange(n))
    once = sparse.csr_array((np.ones(columns), (learner, np.arange(columns))), shape=(n, columns))
    taken = sparse.csr_array(
        (np.ones(pairs), (instance.offer, np.arange(pairs))), shape=(instance.n_offers, columns)
    )
    found = linprog(
        cost, A_ub=taken, b_ub=instance.capacity, A_eq=once, b_eq=np.ones(n), method="highs-ds"
    )
    require(found.status == 0, found.message)
    return plan_of(instance, np.flatnonzero(found.x[:pairs] > 0.5))


def networkx(instance: Instance) -> Plan:
    """Highest total by the network simplex of NetworkX."""
    import networkx as nx  # only here: a development tool that the product never loads

    graph = nx.DiGraph()
    sink = instance.n_learners + instance.n_offers
    top = int(instance.score.max(initial=0))
    graph.add_node(sink, demand=instance.n_learners)
    for learner in range(instance.n_learners):
        graph.add_node(learner, demand=-1)
        graph.add_edge(learner, sink, weight=top, capacity=1)
    for offer, places in enumerate(instance.capacity.tolist(), start=instance.n_learners):
        graph.add_edge(offer, sink, weight=0, capacity=places)
    rows = zip(
        instance.learner.tolist(), instance.offer.tolist(), instance.score.tolist(), strict=True
    )
    for learner, offer, score in rows:
        graph.add_edge(learner, instance.n_learners + offer, weight=top - score, capacity=1)
    _, flow = nx.network_simplex(graph)
    chosen = [
        row
        for row, (learner, offer) in enumerate(
            zip(instance.learner.tolist(), instance.offer.tolist(), strict=True)
        )
        if flow[learner][instance.n_learners + offer]
    ]
    return plan_of(instance, np.array(chosen, np.int64))


def greedy(instance: Instance) -> Plan:
    """The best pair first, ties by learner and offer, as long as both are free."""
    order = np.argsort(-instance.score.astype(np.int64), kind="stable")
    left = instance.capacity.tolist()
    free = [True] * instance.n_learners
    chosen: list[int] = []
    for row in order.tolist():
        learner, offer = instance.learner[row], instance.offer[row]
        if free[learner] and left[offer]:
            free[learner] = False
            left[offer] -= 1
            chosen.append(row)
    return plan_of(instance, np.array(chosen, np.int64))


SOLVERS: Mapping[str, Callable[[Instance], Plan]] = {
    solver.__name__: solver
    for solver in (raw, full, placed, fair, fair_unranked, lapjvsp, highs, networkx, greedy)
}
EXACT = frozenset({"raw", "full", "lapjvsp", "highs", "networkx"})
MOST_LEARNERS: Mapping[str, int] = {"highs": 10_000, "networkx": 1_000}
MOST_LEARNERS_TIGHT: Mapping[str, int] = {"highs": 1_000, "networkx": 1_000}
