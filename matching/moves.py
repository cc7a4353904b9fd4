"""Chains of moves that would make a simple plan better: the checker's look at plans of any size."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.cohort_records import Objective
from matching.first_round import Choice, FirstRound

Ints: TypeAlias = npt.NDArray[np.int64]


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

        Fewer below the lowest band is a gain before all others, then the next, then the sum.
        Without a circle that gains there are prices (potentials) that say so.
        """
        if not self.is_small_enough:
            return False
        start, end, bands, units = self._arcs()
        known = self._potentials(start, end, bands)
        if known is None:
            return True
        tight = known[start] + bands == known[end]
        return self._potentials(start[tight], end[tight], units[tight]) is None

    def _arcs(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Moves between windows with what they lose; a free place leads to every used one.

        For the sum alone, one more place stands for having none, and all may go there.
        """
        first, total = self._first, self._choice.aims.objective is Objective.TOTAL
        nowhere, hub = len(self._count), len(self._count) + 1
        own, at = self._own[first.learner], self._at[first.learner]
        moving = np.flatnonzero((own >= 0) & (own != np.arange(len(own))) | (own < 0) & total)
        placed = own[own == np.arange(len(own))] if total else own[:0]
        spare = np.append(np.flatnonzero(self._spare), [nowhere] if total else [])
        used = np.append(np.flatnonzero(self._count), [nowhere] if total and first.unplaced else [])
        bands, units = self._worth()
        of_own = np.where(own >= 0, own, -1)[moving]
        none = np.zeros(len(spare) + len(used), dtype=np.int64)
        start = [np.where(own < 0, nowhere, at)[moving], at[placed], spare, 0 * used + hub]
        end = [first.place[moving], 0 * placed + nowhere, 0 * spare + hub, used]
        lost = [
            np.concatenate([np.where(of_own >= 0, w[of_own], 0) - w[moving], w[placed], none])
            for w in (bands, units)
        ]
        return (
            np.concatenate(start).astype(np.int64),
            np.concatenate(end).astype(np.int64),
            lost[0],
            lost[1],
        )

    def _worth(self) -> tuple[Ints, Ints]:
        """What each pair is worth for the bands, lowest first before all others, and its score."""
        first = self._first
        bands = np.zeros(len(first.open), dtype=np.int64)
        if self._choice.aims.objective is Objective.FAIR:
            for band in self._choice.aims.bands:
                bands = bands * (len(first.chosen) + 1) - (first.score < band)
        return bands, first.score

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
