"""One round of a plan: at most one new place for each learner, as a flow with proof.

Where days overlap so that the limits are no forest, the flow leaves out the rows that cross
others. If its answer keeps them all the same, it is the optimum; if not, the parts that break
one are solved as integer programmes (`windows`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from matching.cohort_records import Method, Objective
from matching.limits import Limits, Row, parents_of
from matching.network import Assignment, Network
from matching.windows import Limit, Part, solve_part

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round chooses from.

    Attributes
    ----------
    n_learners : int
        Learners are 0 to `n_learners` - 1, the first in need first.
    learner, score : ndarray of shape (n_open,)
        Learner and score of each open pair; a learner has no two pairs in one cell.
    limits : Limits
        Rows over the cells of the pairs.
    kept : ndarray of bool, shape (n_open,)
        Pairs of the last plan, of which as many as can be are kept: after who is placed, and
        before the bands. What is kept is settled then, by the highest sum of its scores.
    objective : Objective
        What is aimed for.
    bands : tuple of int
        Score limits of "fair", lowest first.
    """

    n_learners: int
    learner: Ints
    score: Ints
    kept: Flags
    limits: Limits
    objective: Objective
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The answer to a round.

    Attributes
    ----------
    pair_of : ndarray of shape (n_learners,)
        Position of each learner's open pair; -1 for nobody.
    learner_price : ndarray of shape (n_learners,)
        What each learner adds beyond the price of their place.
    cell_price : ndarray of shape (n_cells,)
        Price of one more learner in a cell: its rows together.
    primal, dual : int
        Equal whole numbers prove the flow.
    proved : bool
        The whole round is proved by prices.
    method : Method
        How it was solved.
    gap : float
        0 when every programme was solved to the end.
    """

    pair_of: Ints
    learner_price: Ints
    cell_price: Ints
    primal: int
    dual: int
    proved: bool
    method: Method
    gap: float


def solve_round(round_: Round, *, limit: Limit) -> Solved:
    """The optimum of a round; the same for the same round.

    Parameters
    ----------
    limit : Limit
        How far one integer programme goes; beyond it the best answer so far counts, and `gap`
        says how far from the optimum it may be.
    """
    if not round_.kept.any():
        return _solve(round_, limit)
    first = solve_round(_for_keeping(round_), limit=limit)
    stays = first.pair_of[first.pair_of >= 0]
    stays = stays[round_.kept[stays]]
    settled = np.isin(round_.learner, round_.learner[stays])
    settled[stays] = False
    left = np.flatnonzero(~settled)
    solved = _solve(_among(round_, left), limit)
    placed = solved.pair_of >= 0
    pair_of = np.full(round_.n_learners, -1, dtype=np.int64)
    pair_of[placed] = left[solved.pair_of[placed]]
    return replace(solved, pair_of=pair_of, gap=max(solved.gap, first.gap))


def _for_keeping(round_: Round) -> Round:
    """The round with one aim after who is placed: most kept, then the highest sum of those."""
    more_than_any_sum = int(round_.score.max()) * round_.n_learners + 1
    return replace(
        round_,
        score=round_.kept * (more_than_any_sum + round_.score),
        kept=np.zeros(len(round_.kept), dtype=np.bool_),
        objective=Objective.PLACED,
    )


def _among(round_: Round, left: Ints) -> Round:
    """The round with some of its pairs."""
    limits = replace(round_.limits, cell_of=round_.limits.cell_of[left])
    return replace(
        round_,
        learner=round_.learner[left],
        score=round_.score[left],
        kept=round_.kept[left],
        limits=limits,
    )


def _solve(round_: Round, limit: Limit) -> Solved:
    flow = solve_flow(round_)
    broken = [row for row in round_.limits.rest if _count(round_, flow, row) > row.places]
    return _mend(round_, flow, broken, limit) if broken else flow


def solve_flow(round_: Round) -> Solved:
    """The optimum of a round when the rows that cross others are left out, and no pair is kept."""
    limits = round_.limits
    of_cell, of_row = parents_of(limits)
    everyone = np.full(limits.n_cells, round_.n_learners, dtype=np.int64)
    network = Network(
        round_.learner,
        limits.cell_of,
        round_.score,
        everyone,
        np.concatenate([of_cell, of_row]),
        np.array([row.places for row in limits.forest], dtype=np.int64),
        np.arange(round_.n_learners),
    )
    found = network.solve(round_.objective.value, bands=round_.bands)
    return Solved(
        pair_of=_pairs_of(round_, found),
        learner_price=found.learner_price,
        cell_price=_cell_price(found, of_cell, of_row),
        primal=found.certificate.primal,
        dual=found.certificate.dual,
        proved=all(stage.certificate.holds for stage in found.stages),
        method=Method.FLOW,
        gap=0.0,
    )


def _pairs_of(round_: Round, found: Assignment) -> Ints:
    """The open pair behind each learner's cell."""
    used = np.flatnonzero(found.offer_of[round_.learner] == round_.limits.cell_of)
    pair_of = np.full(round_.n_learners, -1, dtype=np.int64)
    pair_of[round_.learner[used]] = used
    return pair_of


def _cell_price(found: Assignment, of_cell: Ints, of_row: Ints) -> Ints:
    total = found.group_price.copy()
    for row, above in enumerate(of_row.tolist()):
        if above >= 0:
            total[row] += total[above]
    return found.price + np.where(of_cell >= 0, np.append(total, 0)[of_cell], 0)


def _count(round_: Round, solved: Solved, row: Row) -> int:
    used = round_.limits.cell_of[solved.pair_of[solved.pair_of >= 0]]
    return int(np.isin(used, list(row.cells)).sum())


def _mend(round_: Round, flow: Solved, broken: Sequence[Row], limit: Limit) -> Solved:
    """The flow's answer with every part that breaks a row solved anew."""
    pair_of = flow.pair_of.copy()
    gaps: list[float] = []
    for pairs in _parts(round_, broken):
        learners = np.unique(round_.learner[pairs])
        rows = _rows_within(round_, pairs)
        part = Part(
            learner=round_.learner[pairs],
            score=round_.score[pairs],
            rows=rows,
            start=_keeping(rows, np.flatnonzero(np.isin(pairs, flow.pair_of))),
            placed=frozenset(learners[flow.pair_of[learners] >= 0].tolist()),
            objective=round_.objective,
            bands=round_.bands,
        )
        answer = solve_part(part, limit=limit)
        pair_of[learners] = -1
        pair_of[part.learner[answer.chosen]] = pairs[answer.chosen]
        gaps.append(answer.gap)
    return replace(flow, pair_of=pair_of, proved=False, method=Method.FLOW_AND_MIP, gap=max(gaps))


def _rows_within(round_: Round, pairs: Ints) -> tuple[tuple[Ints, int], ...]:
    """Every row as positions in `pairs`, with its places."""
    cells = round_.limits.cell_of[pairs]
    inside = set(cells.tolist())
    rows = (*round_.limits.forest, *round_.limits.rest)
    return tuple(
        (np.flatnonzero(np.isin(cells, list(row.cells))), row.places)
        for row in rows
        if row.cells & inside
    )


def _keeping(rows: Sequence[tuple[Ints, int]], chosen: Ints) -> Ints:
    """As many of the chosen pairs, the first in need first, as keep every row."""
    kept: list[int] = []
    left = [places for _, places in rows]
    for pair in chosen.tolist():
        own = [number for number, (pairs, _) in enumerate(rows) if pair in pairs]
        if all(left[number] > 0 for number in own):
            kept.append(pair)
            for number in own:
                left[number] -= 1
    return np.array(kept, dtype=np.int64)


def _parts(round_: Round, broken: Sequence[Row]) -> list[Ints]:
    """The open pairs of each part that holds a broken row; parts share no learner and no row."""
    limits = round_.limits
    part_of = _components(round_)
    parts = sorted({int(part_of[next(iter(row.cells))]) for row in broken})
    of_pair = part_of[limits.cell_of]
    return [np.flatnonzero(of_pair == part) for part in parts]


def _components(round_: Round) -> Ints:
    """The connected part of each cell: cells are joined by learners and by rows."""
    limits = round_.limits
    rows = (*limits.forest, *limits.rest)
    cells = [limits.cell_of, *(np.array(sorted(row.cells), dtype=np.int64) for row in rows)]
    owners = [
        round_.learner,
        *(np.full(len(row.cells), round_.n_learners + i) for i, row in enumerate(rows)),
    ]
    n_owners = round_.n_learners + len(rows)
    start, end = np.concatenate(owners), n_owners + np.concatenate(cells)
    size = n_owners + limits.n_cells
    graph = sparse.coo_array((np.ones(len(start), np.int8), (start, end)), shape=(size, size))
    return np.asarray(csgraph.connected_components(graph, directed=False)[1][n_owners:])
