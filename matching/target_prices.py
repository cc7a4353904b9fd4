"""What one more place for a learner would add, by prices alone: a bound, without solving again.

An extra place that a learner could have adds at most what the learner's pair counts beyond the
price of the learner (Leonard 1983; Gul and Stacchetti 1999); for the highest sum of scores it
adds exactly the most that any learner's pair does. To order candidates by learners placed first,
one more learner counts more here than all units together.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.cohort_records import Objective
from matching.fitted import FittedPlan
from matching.pairs import Pairs
from matching.rounds import solve_flow
from matching.scoring import UNITS

Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Bound:
    """At most so many more learners, and for as many at most so many units; in that order."""

    placed: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Prices of the first round, when most learners placed comes first and then the units.

    Attributes
    ----------
    learner : ndarray of int64, shape (n_learners,)
        What each learner adds beyond the price of their place; 0 for who has none in the plan.
    place : dict of str to int
        The lowest price of any pair at an offer; 0 for offers that are not in it.
    many : int
        What one more learner counts, in units; more than all units together.
    """

    learner: Ints
    place: dict[str, int]
    many: int

    def gain(self, learner: Ints, units: Ints) -> Ints:
        """What learners would add at new places, shape (n_pairs,); not above 0 is nothing."""
        return np.asarray(units + self.many - self.learner[learner])

    def bound(self, gains: Ints) -> Bound:
        """The sum of the gains above 0."""
        counted = gains[gains > 0]
        placed = (counted + self.many // 2) // self.many
        return Bound(placed=int(placed.sum()), units=int((counted - placed * self.many).sum()))


def worth_of(fitted: FittedPlan) -> Worth:
    """The prices behind every bound; rows of days that cross others are left out."""
    start, pairs = fitted.start, fitted.pairs
    many = 2 * UNITS * len(pairs.learners) + 1
    chosen = start.open_in(1)
    first = start.round_from(chosen)
    score = pairs.units[chosen] + many
    solved = solve_flow(replace(first, score=score, objective=Objective.TOTAL))
    learner = solved.learner_price.copy()
    learner[[fitted.directory.rank[one.learner] for one in fitted.plan.unplaced]] = 0
    place: dict[str, int] = {}
    prices = solved.cell_price[first.limits.cell_of].tolist()
    for at, price in zip(pairs.place[chosen].tolist(), prices, strict=True):
        offer = pairs.places[at].offer
        place[offer] = min(price, place.get(offer, price))
    return Worth(learner=learner, place=place, many=many)


def bounds_by_day(
    worth: Worth, pairs: Pairs, open_pairs: Ints, *, places: int
) -> dict[int, tuple[Bound, date]]:
    """What so many more places on a day would add at most, for the best day of each place.

    Returns
    -------
    dict of int to (Bound, date)
        By position of the place, those with an open pair only; the earliest of equal days.
    """
    gain = worth.gain(pairs.learner[open_pairs].astype(np.int64), pairs.units[open_pairs])
    days = [[day.toordinal() for day in own] for own in pairs.dates]
    lengths = np.array([len(own) for own in days], dtype=np.int64)[pairs.dates_of[open_pairs]]
    entry = np.repeat(np.arange(len(open_pairs)), lengths)
    day_of = np.array(
        [day for own in pairs.dates_of[open_pairs].tolist() for day in days[own]], dtype=np.int64
    )
    place_of = pairs.place[open_pairs][entry]
    order = np.lexsort((-gain[entry], day_of, place_of))
    found: dict[int, tuple[Bound, date]] = {}
    keys = np.stack([place_of[order], day_of[order]])
    starts = np.flatnonzero(np.diff(keys, axis=1, prepend=-1).any(axis=0))
    ends = np.append(starts, len(order))[1:]
    for first, last in zip(starts.tolist(), ends.tolist(), strict=True):
        bound = worth.bound(gain[entry[order[first : min(last, first + places)]]])
        place, day = keys[:, first].tolist()
        if place not in found or bound > found[place][0]:
            found[place] = bound, date.fromordinal(day)
    return found
