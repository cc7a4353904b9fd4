"""Chains of moves that would make a simple plan better: the checker's look at plans of any size."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.cohort_records import Objective
from matching.first_round import Choice, FirstRound

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]


class Moves:
    """Who could move where when each window stands for itself."""

    def __init__(self, choice: Choice, first: FirstRound) -> None:
        self._choice = choice
        self._first = first
        n_places = len(choice.pairs.places)
        self._at = np.full(len(choice.pairs.learners), -1, dtype=np.int64)
        positions = np.array(list(first.chosen.values()), dtype=np.int64)
        self._at[first.learner[positions]] = first.place[positions]
        self._own = np.full(len(choice.pairs.learners), -1, dtype=np.int64)
        self._own[first.learner[positions]] = positions
        self._count = np.bincount(first.place[positions], minlength=n_places)
        self._spare = first.free() > self._count

    def into_a_place(self) -> Iterator[str]:
        """Unplaced learners for whom a chain of moves ends at a free place, or out of the plan.

        They are followed in order of SC-11. A window seen for somebody who comes first is not
        looked at again: what it leads to was not wrong for them, so it is not for the next.
        """
        first, learners = self._first, self._choice.pairs.learners
        of_learner = np.split(first.place, np.searchsorted(first.learner, range(1, len(learners))))
        staying: dict[int, list[int]] = defaultdict(list)
        for who in first.chosen:
            staying[int(self._at[who])].append(who)
        seen: set[int] = set()
        for who in first.unplaced:
            follow = of_learner[who].tolist()
            while follow:
                place = follow.pop()
                if place in seen:
                    continue
                seen.add(place)
                if self._spare[place] or any(other > who for other in staying[place]):
                    yield learners[who]
                    break
                for other in staying[place]:
                    follow += of_learner[other].tolist()

    def has_gaining_circle(self) -> bool:
        """Whether moves round in a circle, or from one free place to another, would gain.

        To keep one more placement of the last plan is a gain before all others; then, with
        what is kept settled, fewer below the lowest band, then the next, then the sum. Without
        a circle that gains there are prices (potentials) that say so.
        """
        everyone = np.ones(len(self._first.open), dtype=np.bool_)
        if self._gains(everyone, [self._first.previous.astype(np.int64)]):
            return True
        kept = np.isin(self._first.learner, self._first.learner[self._first.kept])
        return self.is_small_enough and self._gains(~kept, self._worth())

    def _gains(self, moving: Flags, worth: Sequence[Ints]) -> bool:
        """Whether a circle gains in the first worth, or in a later one without loss before."""
        start, end, lost = self._arcs(moving, worth)
        while lost:
            known = self._potentials(start, end, lost[0])
            if known is None:
                return True
            tight = known[start] + lost[0] == known[end]
            start, end = start[tight], end[tight]
            lost = [later[tight] for later in lost[1:]]
        return False

    def _arcs(self, moving: Flags, worth: Sequence[Ints]) -> tuple[Ints, Ints, list[Ints]]:
        """Moves between windows with what they lose; a free place leads to every used one.

        For the sum alone, one more place stands for having none, and all may go there.
        """
        first, total = self._first, self._choice.aims.objective is Objective.TOTAL
        nowhere, hub = len(self._count), len(self._count) + 1
        own = self._own[first.learner]
        chosen = own == np.arange(len(own))
        moves = np.flatnonzero(moving & ~chosen & ((own >= 0) | total))
        leaves = np.flatnonzero(moving & chosen & total)
        spare = np.append(np.flatnonzero(self._spare), [nowhere] if total else [])
        used = np.append(np.flatnonzero(self._count), [nowhere] if total else [])
        at = np.where(own < 0, nowhere, self._at[first.learner])
        start = [at[moves], at[leaves], spare, np.full(len(used), hub)]
        end = [
            first.place[moves],
            np.full(len(leaves), nowhere),
            np.full(len(spare), hub),
            used,
        ]
        free = np.zeros(len(spare) + len(used), dtype=np.int64)
        lost = [
            np.concatenate([np.where(own < 0, 0, w[own])[moves] - w[moves], w[leaves], free])
            for w in worth
        ]
        return np.concatenate(start).astype(np.int64), np.concatenate(end).astype(np.int64), lost

    def _worth(self) -> list[Ints]:
        """What each pair is worth for the bands, lowest first before all others, and its score."""
        first, n_more = self._first, len(self._first.chosen) + 1
        if self._choice.aims.objective is not Objective.FAIR:
            return [first.score]
        bands = np.zeros(len(first.open), dtype=np.int64)
        for band in self._choice.aims.bands:
            bands = bands * n_more - (first.score < band)
        return [bands, first.score]

    @property
    def is_small_enough(self) -> bool:
        """Whether the bands of a plan fit into one 64-bit number."""
        return bool((len(self._first.chosen) + 1) ** len(self._choice.aims.bands) < 2**50)

    def _potentials(self, start: Ints, end: Ints, lost: Ints) -> Ints | None:
        """The least loss on the way to each window from anywhere; None for a circle that gains."""
        known = np.zeros(len(self._count) + 2, dtype=np.int64)
        for _ in range(len(known) + 1):
            better = known.copy()
            np.minimum.at(better, end, known[start] + lost)
            if (better == known).all():
                return known
            known = better
        return None
