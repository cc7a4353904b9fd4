"""What one learner's change does to a plan: the same as a steady plan made anew, in an instant.

With a last plan, as many placements as can be are kept. So one change ends in one chain of
moves at most for the place that falls free and one for the place that is asked for; they are
found by looking outwards from the learner (successive shortest paths), without solving the
whole plan again.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import add, sub
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.cohort_records import BANDS, CohortPlan
from matching.network_input import sorted_by
from matching.pairs import Pairs

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Cost: TypeAlias = tuple[int, ...]
FAR = 2**40
NOWHERE = -1


class NotSimple(ValueError):
    """Pairs or a plan for which a change can reach further than one chain of moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A learner who goes from one place to another; None is nowhere. Positions in the pairs."""

    learner: int
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """How a place is reached: by whom, from which place, at what cost so far."""

    cost: Cost
    learner: int
    came_from: int | None


class OneChange:
    """A plan that stands, and what changes when one learner's pairs do.

    Parameters
    ----------
    plan : CohortPlan
        The last plan: first placements only.
    pairs : Pairs
        The pairs as they are now; those of one learner may differ from what the plan chose
        from. Each place has one set of days for everybody.
    bands : sequence of int
        As in `Matcher`.

    Raises
    ------
    NotSimple
        For places with several sets of days, places held for somebody, or second placements.

    Notes
    -----
    The answer has the same learners placed, the same number kept and the same sum of what is
    kept as `Matcher().fit(pairs, request=PlanRequest(previous=...))`. Where different learners
    could keep their places at that sum, it takes those with fewest others below each band.
    """

    def __init__(self, plan: CohortPlan, pairs: Pairs, *, bands: Sequence[int] = BANDS) -> None:
        days = np.full(len(pairs.places), -1, dtype=np.int64)
        days[pairs.place] = pairs.dates_of
        held = any(place.holds for place in pairs.places)
        second = any(one.round > 1 for one in plan.placements)
        if held or second or (days[pairs.place] != pairs.dates_of).any():
            raise NotSimple
        self._pairs = pairs
        self._bands = tuple(sorted(set(bands)))
        self._start = np.searchsorted(pairs.learner, np.arange(len(pairs.learners) + 1)).tolist()
        self._by_place = sorted_by(pairs.place.astype(np.int64))
        self._first = np.searchsorted(pairs.place[self._by_place], np.arange(len(days) + 1))
        self._rank = {learner: rank for rank, learner in enumerate(pairs.learners)}
        seats = {(place.offer, place.window): at for at, place in enumerate(pairs.places)}
        self._at: dict[int, int] = {}
        self._fixed: set[int] = set()
        self._there: dict[int, set[int]] = defaultdict(set)
        self._seat = np.zeros(len(pairs.learners), dtype=np.int64)
        self._moves = np.zeros(len(pairs.learners), dtype=np.bool_)
        for one in plan.placements:
            rank = self._rank[one.learner]
            if one.lock is not None:
                self._fixed.add(rank)
            self._enter(rank, seats[one.offer, one.window])
        self._home = dict(self._at)
        self._home_seat = np.where(self._moves, self._seat, NOWHERE)

    def of(self, learner: str) -> tuple[Move, ...]:
        """Who moves when this learner's pairs are those of now; the plan itself stays as it was.

        The learner is taken out, the first in need who can come to the place is put in, then
        the learner again: the sets that can be placed are a matroid, so no other set is better.
        """
        who = self._rank[learner]
        if who in self._fixed:
            return ()
        left = self._at.get(who)
        self._leave(who)
        newcomer = None if left is None else self._first_who_can_come_to(left, without=who)
        if newcomer is not None:
            self._place(newcomer)
        self._place(who)
        everybody = sorted(self._home.keys() | self._at.keys())
        moves = tuple(
            Move(learner=rank, was=self._home.get(rank), now=self._at.get(rank))
            for rank in everybody
            if self._home.get(rank) != self._at.get(rank)
        )
        for move in moves:
            self._leave(move.learner)
        for move in moves:
            self._enter(move.learner, move.was)
        return moves

    def _options(self, who: int) -> Iterator[tuple[int, int]]:
        """Places and units of a learner."""
        own = slice(self._start[who], self._start[who + 1])
        return zip(self._pairs.place[own].tolist(), self._pairs.units[own].tolist(), strict=True)

    def _is_free(self, place: int) -> bool:
        return len(self._there[place]) < self._pairs.places[place].capacity

    def _leave(self, who: int) -> None:
        place = self._at.pop(who, None)
        if place is not None:
            self._there[place].discard(who)
            self._moves[who] = False

    def _enter(self, who: int, place: int | None) -> None:
        if place is not None:
            self._at[who] = place
            self._there[place].add(who)
            self._seat[who] = place
            self._moves[who] = who not in self._fixed

    def _movable(self, place: int) -> list[int]:
        return sorted(self._there[place] - self._fixed)

    def _first_who_can_come_to(self, place: int, *, without: int) -> int | None:
        """The first in need of the unplaced for whom a chain of moves ends at a place."""
        _, can_come = self._hops_to([place])
        can_come[[without, *self._at]] = False
        found = np.flatnonzero(can_come)
        return int(found[0]) if len(found) else None

    def _hops_to(self, ends: list[int]) -> tuple[Ints, Flags]:
        """Fewest moves from each place to one of some others, and who can make such a chain.

        Who is away from home already adds no move by going on, and takes one back by going home.
        """
        pairs = self._pairs
        hops = np.full(len(pairs.places), FAR, dtype=np.int64)
        hops[ends] = 0
        can_come = np.zeros(len(pairs.learners), dtype=np.bool_)
        reached = np.array(ends, dtype=np.int64)
        while len(reached):
            into = self._pairs_into(reached)
            can_come[pairs.learner[into]] = True
            into = into[self._moves[pairs.learner[into]]]
            who, there = pairs.learner[into], pairs.place[into]
            seat, home = self._seat[who], self._home_seat[who]
            far = hops[there] + (there != home) - (seat != home)
            nearer = far < hops[seat]
            np.minimum.at(hops, seat[nearer], far[nearer])
            reached = np.unique(seat[nearer])
        return hops, can_come

    def _pairs_into(self, places: Ints) -> Ints:
        """Positions of the pairs of some places."""
        count = np.diff(self._first)[places]
        skipped = self._first[places] - np.concatenate([[0], np.cumsum(count)[:-1]])
        return np.asarray(self._by_place[np.arange(count.sum()) + np.repeat(skipped, count)])

    def _last_who_could_go(self, who: int) -> int:
        """Who comes last in SC-11 of those whose place a chain of moves leads to; or `who`."""
        pairs = self._pairs
        seen = np.zeros(len(pairs.places), dtype=np.bool_)
        moving = np.zeros(len(pairs.learners), dtype=np.bool_)
        moving[who] = True
        while True:
            seen[pairs.place[moving[pairs.learner]]] = True
            now = self._moves & seen[self._seat]
            if (now <= moving).all():
                return int(np.flatnonzero(moving)[-1])
            moving |= now

    def _place(self, who: int) -> None:
        """Place a learner at the least cost: at a free place, or for one who comes later."""
        free = [at for at in range(len(self._pairs.places)) if self._is_free(at)]
        hops, can_come = self._hops_to(free)
        if not can_come[who]:
            last = self._last_who_could_go(who)
            if last <= who:
                return
            end = self._at[last]
            self._leave(last)
            free = [end]
            hops, _ = self._hops_to(free)
        at: int | None
        steps, at = self._outwards(who, hops, ends=set(free))
        while at is not None:
            step = steps[at]
            self._leave(step.learner)
            self._enter(step.learner, at)
            at = step.came_from

    def _outwards(self, who: int, hops: Ints, *, ends: set[int]) -> tuple[dict[int, _Step], int]:
        """The best way to each place that was looked at, and the best end.

        No way is followed that has more moves than the shortest.
        """
        home = self._home.get(who)
        most = min(int(hops[place]) + (place != home) for place, _ in self._options(who))
        near = (hops - most).tolist()
        steps: dict[int, _Step] = {}
        found: list[tuple[Cost, int]] = []
        waiting: list[tuple[Cost, int]] = []
        start = (0,) * (len(self._bands) + 3)
        for step, place in self._ways(who, start, None, near):
            steps[place] = step
            heappush(waiting, (step.cost, place))
        while waiting:
            cost, place = heappop(waiting)
            if cost > steps[place].cost:
                continue
            if place in ends:
                found.append((cost, place))
                continue
            for other in self._movable(place):
                for step, there in self._ways(other, cost, place, near):
                    if there not in steps or step.cost < steps[there].cost:
                        steps[there] = step
                        heappush(waiting, (step.cost, there))
        return steps, min(found)[1]

    def _ways(
        self, who: int, cost: Cost, place: int | None, near: list[int]
    ) -> Iterator[tuple[_Step, int]]:
        """The places one learner could go to from where they are, that are near enough."""
        home = self._home.get(who)
        moves = cost[0] - (place is not None and place != home)
        options = [
            (there, units)
            for there, units in self._options(who)
            if moves + (there != home) + near[there] <= 0 or there == place
        ]
        leaving = None if place is None else self._cost(who, place, dict(options)[place])
        for there, units in options:
            if there != place:
                step = self._cost(who, there, units)
                total = map(add, cost, step if leaving is None else map(sub, step, leaving))
                yield _Step(cost=tuple(total), learner=who, came_from=place), there

    def _cost(self, who: int, place: int, units: int) -> Cost:
        """What a learner's place costs: a move, units not kept, below each band, units lost."""
        if self._home.get(who) == place:
            return (0, -units, *(0 for _ in self._bands), 0)
        return (1, 0, *(int(units < band) for band in self._bands), -units)
