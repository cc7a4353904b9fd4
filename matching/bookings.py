"""Who is where on which day: what is held, settled and planned, against every limit on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from matching.cohort_records import KeepApart, PlanRequest
from matching.pairs import Dates, Pairs, Place

Key: TypeAlias = tuple[str, ...]


class Bookings:
    """Learners counted by window, site, employer and kept-apart group, day by day.

    A place that is held counts once, whether its learner is placed there or not.

    Parameters
    ----------
    pairs : Pairs
        Its places, with what is held there.
    request : PlanRequest
        Limits of sites and employers, and who is kept apart.
    """

    def __init__(self, pairs: Pairs, request: PlanRequest) -> None:
        self._request = request
        self._taken: dict[tuple[Key, date], int] = defaultdict(int)
        self._windows: dict[Key, int] = {
            ("window", place.offer, place.window): place.capacity for place in pairs.places
        }
        self._groups = _groups_of(request.keep_apart, pairs.learners)
        for place in pairs.places:
            for _, dates in place.holds:
                for key in self._where(place):
                    self._count(key, dates)

    def _count(self, key: Key, dates: Iterable[date]) -> None:
        for day in dates:
            self._taken[key, day] += 1

    def take(self, learner: str, place: Place, *, dates: Dates) -> None:
        """Count one more placement, on the days on which its place is not held already."""
        for key, days in self.uses(learner, place, dates=dates):
            self._count(key, days)

    def uses(
        self, learner: str, place: Place, *, dates: Dates
    ) -> Iterator[tuple[Key, tuple[date, ...]]]:
        """Every limit that a placement counts against, with its days there."""
        held = held_for(place, learner)
        own = tuple(day for day in dates if day not in held)
        for key in self._where(place):
            yield key, own
        for group in self._groups.get(learner, ()):
            yield ("apart", group, place.employer), dates

    def groups(self, learner: str) -> tuple[str, ...]:
        """The groups a learner is in, by a name that does not depend on their keys."""
        return self._groups.get(learner, ())

    def room(self, key: Key, day: date) -> int:
        """How many more learners a limit allows on a day; below 0 when too many are settled."""
        return self._capacity(key) - self._taken[key, day]

    def overfull(self) -> Iterator[tuple[Key, date, int]]:
        """Every limit that is exceeded, with the day and how many are there."""
        for key, day in sorted(self._taken):
            if self.room(key, day) < 0:
                yield key, day, self._taken[key, day]

    def has_room(self, learner: str, place: Place, *, dates: Dates) -> bool:
        """Whether one more placement is within every limit on every day."""
        return all(
            self.room(key, day) > 0
            for key, days in self.uses(learner, place, dates=dates)
            for day in days
        )

    def _where(self, place: Place) -> Iterator[Key]:
        window = ("window", place.offer, place.window)
        self._windows[window] = place.capacity
        yield window
        if place.site in self._request.site_places:
            yield "site", place.site
        if place.employer in self._request.employer_places:
            yield "employer", place.employer

    def _capacity(self, key: Key) -> int:
        if key[0] == "window":
            return self._windows[key]
        if key[0] == "site":
            return self._request.site_places[key[1]]
        if key[0] == "employer":
            return self._request.employer_places[key[1]]
        return 1


def held_for(place: Place, learner: str) -> frozenset[date]:
    """The days on which a place is held for a learner."""
    return frozenset(day for who, dates in place.holds if who == learner for day in dates)


def _groups_of(groups: Sequence[KeepApart], learners: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The groups of each learner, numbered by who is in them."""
    rank = {learner: position for position, learner in enumerate(learners)}
    members = {tuple(sorted(rank[key] for key in group.learners & set(rank))) for group in groups}
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for number, ranks in enumerate(sorted(ranks for ranks in members if len(ranks) > 1)):
        for position in ranks:
            found[learners[position]] += (str(number),)
    return dict(found)
