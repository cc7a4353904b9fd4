"""What the first round of a plan chose from, read afresh from pairs, request and plan.

The checker's own reading: it shares nothing with the rounds of the solver.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.cohort_records import (
    Aims,
    CohortPlan,
    Objective,
    Planned,
    PlanRequest,
    UnplacedReason,
)
from matching.pairs import Pairs, Place

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Key: TypeAlias = tuple[str, ...]
LARGEST = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A plan and what it chose from."""

    pairs: Pairs
    request: PlanRequest
    plan: CohortPlan
    aims: Aims


class FirstRound:
    """The pairs that were open to the first round, and what it chose of them.

    Attributes
    ----------
    open : ndarray of int
        Positions of the open pairs.
    learner, place, score : ndarray
        Of each open pair; the score with the bonus of the last plan.
    previous : ndarray of bool
        Open pairs of the last plan, where as many as can be are to be kept.
    chosen : dict of int to int
        Learner to the position, among the open pairs, of what was chosen.
    """

    def __init__(self, choice: Choice) -> None:
        pairs, plan = choice.pairs, choice.plan
        self._choice = choice
        self._settled = [one for one in plan.placements if one.lock is not None]
        rank = {learner: position for position, learner in enumerate(pairs.learners)}
        self.open = np.flatnonzero(~self._closed(rank))
        self.learner = pairs.learner[self.open].astype(np.int64)
        self.place = pairs.place[self.open].astype(np.int64)
        self.score = self._scores()
        steady = choice.aims.steady and choice.aims.objective is not Objective.TOTAL
        self.previous = self._was_there() & steady
        self._held = {
            (who, place.offer, place.window): frozenset(day.isoformat() for day in days)
            for place in pairs.places
            for who, days in place.holds
            if who is not None
        }
        seats = {(place.offer, place.window): at for at, place in enumerate(pairs.places)}
        at = np.full(len(pairs.learners), -1, dtype=np.int64)
        for one in plan.placements:
            if one.lock is None and one.round == 1:
                at[rank[one.learner]] = seats[one.offer, one.window]
        positions = np.flatnonzero(at[self.learner] == self.place).tolist()
        self.chosen = {int(self.learner[position]): position for position in positions}

    def _closed(self, rank: dict[str, int]) -> npt.NDArray[np.bool_]:
        pairs, request = self._choice.pairs, self._choice.request
        out = {one.learner for one in self._settled}
        out |= {key for key, wanted in request.placements_wanted.items() if wanted == 0}
        out |= {
            one.learner
            for one in self._choice.plan.unplaced
            if UnplacedReason.CONTRADICTORY_LOCKS in one.reasons
        }
        closed = np.isin(pairs.learner, [rank[key] for key in out if key in rank])
        for veto in request.vetoes:
            at = [n for n, place in enumerate(pairs.places) if place.offer == veto.offer]
            closed |= (pairs.learner == rank.get(veto.learner, -1)) & np.isin(pairs.place, at)
        return closed

    def _scores(self) -> Ints:
        aims = self._choice.aims
        scores = self._choice.pairs.units[self.open].astype(np.int64)
        for position in np.flatnonzero(self._was_there()).tolist():
            higher = aims.bands[bisect_right(aims.bands, scores[position]) :]
            most = min(higher, default=LARGEST) - 1
            scores[position] = min(most, int(scores[position]) + aims.keep_bonus)
        return scores

    def _was_there(self) -> Flags:
        """Open pairs of the last plan."""
        pairs = self._choice.pairs
        was = {(one.learner, one.offer, one.window) for one in self._choice.request.previous}
        there = np.zeros(len(self.open), dtype=np.bool_)
        for position in range(len(self.open) if was else 0):
            place = pairs.places[self.place[position]]
            learner = pairs.learners[self.learner[position]]
            there[position] = (learner, place.offer, place.window) in was
        return there

    @property
    def kept(self) -> list[int]:
        """Positions of the pairs that were kept."""
        return [position for position in self.chosen.values() if self.previous[position]]

    @property
    def unplaced(self) -> list[int]:
        """Learners with an open pair and no placement, the first in need first."""
        return [who for who in np.unique(self.learner).tolist() if who not in self.chosen]

    @property
    def is_simple(self) -> bool:
        """Whether each window stands for itself, with one set of days for everybody."""
        request, pairs = self._choice.request, self._choice.pairs
        if request.keep_apart or request.site_places or request.employer_places:
            return False
        days = np.full(len(pairs.places), -1, dtype=np.int64)
        days[self.place] = pairs.dates_of[self.open]
        held_for_somebody = any(who for place in pairs.places for who, _ in place.holds)
        return not held_for_somebody and bool((days[self.place] == pairs.dates_of[self.open]).all())

    def rows(self) -> list[tuple[list[int], int]]:
        """Open pairs that share a limit on a day, and how many of them may be chosen."""
        pairs = self._choice.pairs
        members: dict[Key, list[int]] = defaultdict(list)
        for position, pair in enumerate(self.open.tolist()):
            learner = pairs.learners[self.learner[position]]
            place = pairs.places[self.place[position]]
            for key in self._limits_on(learner, place, pairs.days(pair)):
                members[key].append(position)
        taken = self._taken()
        most = self._most()
        return [
            (positions, max(0, most.get(key[:-1], 1) - taken[key]))
            for key, positions in members.items()
            if key[0] == "apart" or key[:-1] in most
        ]

    def free(self) -> Ints:
        """Places of each window that the first round could fill, in a simple plan."""
        pairs, taken = self._choice.pairs, self._taken()
        free = np.zeros(len(pairs.places), dtype=np.int64)
        some = dict(zip(self.place.tolist(), self.open.tolist(), strict=True))
        for at, pair in some.items():
            place = pairs.places[at]
            window = ("window", place.offer, place.window)
            busiest = max(taken[*window, day.isoformat()] for day in pairs.days(pair))
            free[at] = max(0, place.capacity - busiest)
        return free

    def _most(self) -> dict[Key, int]:
        pairs, request = self._choice.pairs, self._choice.request
        most: dict[Key, int] = {
            ("window", place.offer, place.window): place.capacity for place in pairs.places
        }
        most |= {("site", key): places for key, places in request.site_places.items()}
        most |= {("employer", key): places for key, places in request.employer_places.items()}
        return most

    def _limits_on(
        self, learner: str, place: Place | Planned, days: tuple[date, ...]
    ) -> Iterator[Key]:
        """What a placement counts against on each day; a place held for its learner does not."""
        held = self._held.get((learner, place.offer, place.window), frozenset())
        for day in (day.isoformat() for day in days):
            if day not in held:
                yield "window", place.offer, place.window, day
                yield "site", place.site, day
                yield "employer", place.employer, day
            for number, group in enumerate(self._choice.request.keep_apart):
                if learner in group.learners:
                    yield "apart", str(number), place.employer, day

    def _taken(self) -> Counter[Key]:
        """What is held and settled, for each limit and day."""
        taken: Counter[Key] = Counter()
        for place in self._choice.pairs.places:
            for _, days in place.holds:
                taken.update(self._limits_on("", place, days))
        for one in self._settled:
            taken.update(self._limits_on(one.learner, one, one.dates))
        return taken
