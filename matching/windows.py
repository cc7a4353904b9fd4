"""Parts of a round whose days overlap so that no flow can hold them: integer programmes (HiGHS).

Interval scheduling with eligibility is NP-hard in general, so these parts are kept as small as
can be, and a programme that ends at its limit says how far from the optimum it may be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from matching.cohort_records import Objective

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

AT_ONCE = 16
PROVED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pairs that hang together.

    Attributes
    ----------
    learner, score : ndarray of shape (n_pairs,)
        Learner (a lower number comes first) and score of each pair.
    rows : tuple of (ndarray, int)
        Positions of pairs, and how many of them may be chosen.
    placed : frozenset of int
        Learners who are placed when the rows that cross others are left out.
    start : ndarray
        Positions of pairs that keep every row: the answer if no programme finds one.
    objective, bands
        As in a round.
    """

    learner: Ints
    score: Ints
    rows: tuple[tuple[Ints, int], ...]
    placed: frozenset[int]
    start: Ints
    objective: Objective
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The chosen pairs, and the largest gap of any programme (0 when all are proved)."""

    chosen: Ints
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How far HiGHS goes for one aim: branches looked at, and seconds.

    Branches end a search at the same point every time; seconds are there so that it ends.
    """

    nodes: int = 2_000
    seconds: float = 60.0


class Programme:
    """One programme over the pairs of a part; each aim reached becomes a row of the next.

    Parameters
    ----------
    part : Part
        The pairs and their rows.
    limit : Limit
        How far HiGHS goes for each aim.
    """

    def __init__(self, part: Part, *, limit: Limit) -> None:
        self._part = part
        self._options = {
            "node_limit": limit.nodes,
            "time_limit": limit.seconds,
            "mip_rel_gap": 0.0,
        }
        self._known = part.start
        self._learners = np.unique(part.learner)
        own = (np.flatnonzero(part.learner == who) for who in self._learners)
        self._own = dict(zip(self._learners.tolist(), own, strict=True))
        self._rows = [(pairs, 1.0) for pairs in self._own.values()]
        self._rows += [(pairs, float(places)) for pairs, places in part.rows]
        self._aims: list[tuple[Floats, float, float]] = []
        self.gap = 0.0

    def largest(self, worth: Floats) -> Ints | None:
        """Chosen pairs with the highest sum of `worth`; None when the aims cannot all be met."""
        n = len(self._part.learner)
        lines = [(pairs, np.ones(len(pairs)), -np.inf, most) for pairs, most in self._rows]
        lines += [(np.flatnonzero(aim), aim[aim != 0], low, high) for aim, low, high in self._aims]
        matrix = sparse.csr_array(
            (
                np.concatenate([values for _, values, _, _ in lines]),
                np.concatenate([pairs for pairs, _, _, _ in lines]),
                np.cumsum([0, *(len(pairs) for pairs, _, _, _ in lines)]),
            ),
            shape=(len(lines), n),
        )
        limits = optimize.LinearConstraint(
            matrix, [low for _, _, low, _ in lines], [high for _, _, _, high in lines]
        )
        found = optimize.milp(
            -worth,
            constraints=limits,
            integrality=np.ones(n),
            bounds=optimize.Bounds(0, 1),
            options=self._options,
        )
        if found.x is None:
            return None
        gap = 0.0 if found.status == PROVED else min(1.0, float(found.mip_gap))
        self.gap = max(self.gap, gap)
        return np.flatnonzero(found.x > 0.5)

    def reach(self, worth: Floats) -> Ints:
        """Chosen pairs with the highest sum of `worth`, which holds from now on.

        When a programme ends at its limit without any answer, the one known before stays, and
        the gap is 1.
        """
        chosen = self.largest(worth)
        if chosen is None:
            self.gap = 1.0
        else:
            self._known = chosen
        self._aims.append((worth, float(worth[self._known].sum()), np.inf))
        return self._known

    def place_exactly(self, placed: frozenset[int]) -> bool:
        """Whether these learners and no others can be placed; then they are from now on."""
        before, gap = list(self._aims), self.gap
        for who, pairs in self._own.items():
            worth = np.zeros(len(self._part.learner))
            worth[pairs] = 1.0
            self._aims.append((worth, float(who in placed), float(who in placed)))
        if self.largest(np.zeros(len(self._part.learner))) is not None:
            return True
        self._aims, self.gap = before, gap
        return False

    def place_most(self) -> None:
        """As many as can be are placed from now on, and among those the first in priority.

        Powers of two order sixteen learners at a time: to place one outweighs all after it.
        """
        n = len(self._part.learner)
        self.reach(np.ones(n))
        for start in range(0, len(self._learners), AT_ONCE):
            worth = np.zeros(n)
            for position, who in enumerate(self._learners[start : start + AT_ONCE].tolist()):
                worth[self._own[who]] = 2.0 ** (AT_ONCE - position)
            self.reach(worth)


def solve_part(part: Part, *, limit: Limit) -> Answer:
    """The optimum of a part, by one programme for each aim in turn.

    Who is placed without the crossing rows is the best there can be; when these learners can
    be placed with all rows too, that is settled in one programme. Otherwise the number placed
    comes first, and then the priority.
    """
    programme = Programme(part, limit=limit)
    if part.objective is not Objective.TOTAL and not programme.place_exactly(part.placed):
        programme.place_most()
    reached = [programme.reach(worth) for worth in _aims(part)]
    return Answer(chosen=reached[-1], gap=programme.gap)


def _aims(part: Part) -> Iterator[Floats]:
    if part.objective is Objective.FAIR:
        for band in part.bands:
            yield -(part.score < band).astype(np.float64)
    yield part.score.astype(np.float64)
