"""Whether a better plan exists, looked for in ways of its own: no prices, no flow solver.

Small plans are compared with integer programmes over the days themselves. In plans of any size
where each window stands for itself, a better plan would show as a chain of moves: to a free
place, to the place of somebody who comes later in SC-11, or round in a circle with a gain.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from matching.cohort_records import Objective
from matching.first_round import Choice, FirstRound
from matching.moves import Moves

Floats: TypeAlias = npt.NDArray[np.float64]

SMALL = 400
NOT_FIRST = "not_first_in_priority"
NOT_OPTIMAL = "not_optimal"


def improvements(choice: Choice) -> Iterator[tuple[str, str | None]]:
    """Ways in which the first round could be better: what is wrong, and for whom.

    Nothing is looked for in a plan that is neither small (`SMALL` open pairs) nor simple (each
    window has one set of days, and no other limit holds).
    """
    first = FirstRound(choice)
    if len(first.open) <= SMALL:
        yield from _by_programmes(choice, first)
    elif first.is_simple:
        yield from _by_moves(choice, first)


def _by_programmes(choice: Choice, first: FirstRound) -> Iterator[tuple[str, str | None]]:
    """Every aim in turn, as an integer programme over the pairs and the days themselves."""
    if not len(first.open):
        return
    programme = _Programme(first)
    if choice.aims.objective is not Objective.TOTAL:
        yield from _by_priority(choice, first, programme)
    if not _keeps_most(first, programme) or not _is_best(choice, first, programme):
        yield NOT_OPTIMAL, None


def _keeps_most(first: FirstRound, programme: "_Programme") -> bool:
    """Whether no more of the last plan could be kept; what is kept is fixed."""
    most = -programme.least(-first.previous.astype(np.float64))
    for position in first.kept:
        programme.fix(np.eye(1, len(first.open), position)[0], 1.0)
    return most == len(first.kept)


def _is_best(choice: Choice, first: FirstRound, programme: "_Programme") -> bool:
    """Whether no fewer could be below a band, and no higher sum reached."""
    chosen = np.zeros(len(first.open))
    chosen[list(first.chosen.values())] = 1.0
    bands = choice.aims.bands if choice.aims.objective is Objective.FAIR else ()
    for band in bands:
        below = (first.score < band).astype(np.float64)
        reached = round(float(below @ chosen))
        if programme.least(below) != reached:
            return False
        programme.fix(below, reached)
    return -programme.least(-first.score.astype(np.float64)) == round(float(first.score @ chosen))


def _by_priority(
    choice: Choice, first: FirstRound, programme: "_Programme"
) -> Iterator[tuple[str, str | None]]:
    """Most are placed; and nobody could be, beside all placed who come before them.

    Fixes who is placed for the programmes to come.
    """
    everybody = np.ones(len(first.open))
    if -programme.least(-everybody) != len(first.chosen):
        yield NOT_OPTIMAL, None
    programme.fix(everybody, float(len(first.chosen)))
    own = {who: (first.learner == who).astype(np.float64) for who in np.unique(first.learner)}
    for who in first.unplaced:
        before = sum(
            (own[other] for other in first.chosen if other < who), np.zeros(len(everybody))
        )
        wanted = float(sum(other < who for other in first.chosen)) + 1
        reached = -programme.least(-(before + own[who]))
        if reached == wanted:
            yield NOT_FIRST, choice.pairs.learners[who]
    for who in first.chosen:
        programme.fix(own[who], 1.0)


class _Programme:
    """An integer programme over the open pairs; what is fixed stays for the next question."""

    def __init__(self, first: FirstRound) -> None:
        n = len(first.open)
        rows = [(np.flatnonzero(first.learner == who), 1) for who in np.unique(first.learner)]
        rows += [(np.array(positions), most) for positions, most in first.rows()]
        matrix = np.zeros((len(rows), n))
        for number, (positions, _) in enumerate(rows):
            matrix[number, positions] = 1.0
        most = np.array([most for _, most in rows], dtype=np.float64)
        self._limits = [optimize.LinearConstraint(sparse.csr_array(matrix), -np.inf, most)]
        self._n = n

    def fix(self, worth: Floats, value: float) -> None:
        """From now on the sum of `worth` is `value`."""
        self._limits.append(optimize.LinearConstraint(worth[np.newaxis], value, value))

    def least(self, worth: Floats) -> int:
        """The lowest sum of `worth`; for sums of whole numbers."""
        found = optimize.milp(
            worth,
            constraints=self._limits,
            integrality=np.ones(self._n),
            bounds=optimize.Bounds(0, 1),
            options={"mip_rel_gap": 0.0},
        )
        return round(float(found.fun))


def _by_moves(choice: Choice, first: FirstRound) -> Iterator[tuple[str, str | None]]:
    """Chains of moves that would place somebody who comes first, or gain without losing."""
    moves = Moves(choice, first)
    if choice.aims.objective is not Objective.TOTAL:
        for learner in moves.into_a_place():
            yield NOT_FIRST, learner
    if moves.has_gaining_circle():
        yield NOT_OPTIMAL, None
