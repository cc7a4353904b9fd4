"""The learners, offers and windows of a plan by their keys, those inside the setting too."""

from dataclasses import replace

import numpy as np

from matching.cohort_records import Lock, LockSource, Planned
from matching.learner_records import Learner
from matching.offer_records import Offer
from matching.pairs import Dates, Pairs, Place, place_of
from matching.proposing import best_examination


class Directory:
    """What a key means in one set of pairs and its market.

    Attributes
    ----------
    rank : dict of str to int
        Position of a learner: the first in need is 0.
    places : dict of (str, str) to Place
        By offer and window: those of the plan, and those proposed one by one.
    """

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.rank = {learner: position for position, learner in enumerate(pairs.learners)}
        self.places = {(place.offer, place.window): place for place in pairs.places}
        self.offers: dict[str, Offer] = {}
        self.learners: dict[str, Learner] = {}
        if pairs.market is not None:
            self.learners = {learner.key: learner for learner in pairs.market.learners}
            self.offers = {offer.key: offer for offer in pairs.market.offers}
            for offer in pairs.market.offers:
                for window in offer.windows:
                    self.places.setdefault((offer.key, window.key), place_of(offer, window))
        self.position = {key: position for position, key in enumerate(self.places)}
        self.market = pairs.market
        self.known_offers = {offer for offer, _ in self.places} | set(self.offers)

    def pairs_of(self, learner: str) -> range:
        """All pairs of a learner; none for a key that is not known."""
        rank = self.rank.get(learner, -1)
        return range(*np.searchsorted(self.pairs.learner, [rank, rank + 1]).tolist())

    def pairs_at(self, learner: str, offer: str, window: str | None) -> list[int]:
        """A learner's pairs at an offer, the one with the highest score first."""
        pairs = self.pairs
        found = [
            pair
            for pair in self.pairs_of(learner)
            if pairs.places[pairs.place[pair]].offer == offer
            and window in (None, pairs.places[pairs.place[pair]].window)
        ]
        return sorted(found, key=lambda pair: (-int(pairs.units[pair]), pair))

    def order(self, one: Lock | Planned) -> tuple[int, bool, int, tuple[object, ...]]:
        """Sorts by SC-11, approved ones first, then by place and days; not by keys."""
        source = one.source if isinstance(one, Lock) else one.lock
        position = self.position.get((one.offer, one.window or ""), -1)
        return self.rank[one.learner], source is not LockSource.APPROVED, position, one.dates

    def place(self, planned: Planned) -> Place:
        """The place of a placement."""
        return self.places[planned.offer, planned.window]

    def planned(self, pair: int, lock: LockSource | None) -> Planned:
        """A pair as a placement."""
        pairs = self.pairs
        return planned_at(
            pairs.places[pairs.place[pair]],
            pairs.learners[pairs.learner[pair]],
            dates=pairs.days(pair),
            lock=lock,
            units=int(pairs.units[pair]),
        )

    def first_window(self, offer: str) -> str | None:
        """The first window of an offer, in the order of the places; None without one."""
        return next((window for of, window in self.places if of == offer), None)

    def look(self, lock: Lock) -> tuple[Dates, tuple[str, ...]]:
        """The days that a lock would have, and the rules that block it (none for bare arrays).

        The lock's own days do not count as booked.
        """
        if self.market is None:
            return (), ()
        learner, offer = self.learners[lock.learner], self.offers[lock.offer]
        free = replace(learner, booked=learner.booked - set(lock.dates))
        windows = tuple(w for w in offer.windows if lock.window in (None, w.key))
        found = best_examination(self.market, free, offer=replace(offer, windows=windows))
        if found is None:
            return (), ("HR-17",)
        return tuple(day.date for day in found.case.days), found.codes


def planned_at(
    place: Place, learner: str, *, dates: Dates, lock: LockSource | None, units: int = 0
) -> Planned:
    """A placement of a learner at a place, without what the rules say of it."""
    return Planned(
        learner=learner,
        offer=place.offer,
        window=place.window,
        employer=place.employer,
        site=place.site,
        type=None,
        units=units,
        dates=dates,
        lock=lock,
    )
