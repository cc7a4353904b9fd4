"""A fitted matcher, asked by keys: who is where, who stays there, and who stands in the way."""

from collections.abc import Iterator
from typing import TypeAlias

from matching.bookings import Bookings, Key
from matching.cohort_records import LockSource, Objective, Planned
from matching.directory import Directory
from matching.explain_records import Figures
from matching.interests import model_of
from matching.matcher import Matcher
from matching.pairs import examination_of
from matching.planning import Planning
from matching.proposing import UnknownLearner
from matching.rules import Examination
from matching.scoring import Because, Part, Scorer

Order: TypeAlias = tuple[int, ...]
ORDER = (LockSource.APPROVED, LockSource.LOCKED, None)


class UnknownOffer(KeyError):
    """An offer key, or a window of it, that is not in the market."""


class FittedPlan:
    """A plan with all that it was made from.

    Parameters
    ----------
    matcher : Matcher
        A fitted one.

    Attributes
    ----------
    start : Planning
        The run before its first round: what is settled, and what each learner wants.
    wanted : dict of str to int
        Placements each learner is to have; 0 where their locks contradict each other.
    """

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.pairs = matcher.pairs_
        self.request = matcher.request_
        self.aims = matcher.aims_
        self.plan = matcher.plan_
        self.start = Planning(self.aims, self.pairs, self.request)
        self.directory: Directory = self.start.directory
        self.wanted = dict(zip(self.pairs.learners, self.start.wanted.tolist(), strict=True))

    def check_learner(self, learner: str) -> None:
        """Nothing, for a learner that is known.

        Raises
        ------
        UnknownLearner
            For any other key.
        """
        if learner not in self.directory.rank:
            raise UnknownLearner(learner)

    def check_offer(self, offer: str, *, window: str | None = None) -> None:
        """Nothing, for an offer, and a window of it, that is known.

        Raises
        ------
        UnknownOffer
            For any other key.
        """
        if offer not in self.directory.known_offers:
            raise UnknownOffer(offer)
        if window is not None and (offer, window) not in self.directory.places:
            raise UnknownOffer(offer, window)

    def of(self, learner: str) -> tuple[Planned, ...]:
        """The placements of a learner, approved ones first, then locked ones."""
        own = [one for one in self.plan.placements if one.learner == learner]
        return tuple(sorted(own, key=lambda one: ORDER.index(one.lock)))

    def options_of(self, learner: str) -> list[int]:
        """The pairs of a learner that the lead did not rule out."""
        vetoed = {veto.offer for veto in self.request.vetoes if veto.learner == learner}
        return [
            pair
            for pair in self.directory.pairs_of(learner)
            if self.pairs.places[self.pairs.place[pair]].offer not in vetoed
        ]

    def in_the_way(self, pair: int) -> tuple[Planned, ...] | None:
        """Who is counted against a limit that keeps a pair's learner out; None if none does.

        The learner's own placements do not count. Nobody is in the way of what is held.
        """
        learner = self.pairs.learners[self.pairs.learner[pair]]
        place = self.pairs.places[self.pairs.place[pair]]
        others = [one for one in self.plan.placements if one.learner != learner]
        bookings = Bookings(self.pairs, self.request)
        for one in others:
            bookings.take(one.learner, self.directory.place(one), dates=one.dates)
        full = {
            (key, day)
            for key, days in bookings.uses(learner, place, dates=self.pairs.days(pair))
            for day in days
            if bookings.room(key, day) <= 0
        }
        if not full:
            return None
        return tuple(one for one in others if not full.isdisjoint(self._uses(bookings, one)))

    def _uses(self, bookings: Bookings, one: Planned) -> Iterator[tuple[Key, object]]:
        place = self.directory.place(one)
        for key, days in bookings.uses(one.learner, place, dates=one.dates):
            for day in days:
                yield key, day

    def had_room(self, pair: int) -> bool:
        """Whether a pair's learner could be there before the first round."""
        learner = self.pairs.learners[self.pairs.learner[pair]]
        place = self.pairs.places[self.pairs.place[pair]]
        return self.start.at_start.has_room(learner, place, dates=self.pairs.days(pair))

    def described(self, pair: int) -> tuple[tuple[Part, ...], tuple[Because, ...]]:
        """Every part of a pair's score, and what its learner said; nothing for bare arrays."""
        found = self._examination(pair)
        if found is None:
            return (), ()
        case, market = found.case, found.case.market
        model = model_of(market.bank, market.sector_words, market.disliked_things)
        scorer = Scorer(case.learner, model=model, weights=market.weights)
        parts = scorer.score(case, kept=found.kept).parts
        return parts, scorer.because(case.offer, found.kept)

    def _examination(self, pair: int) -> Examination | None:
        market = self.pairs.market
        if market is None:
            return None
        place = self.pairs.places[self.pairs.place[pair]]
        learner = self.directory.learners[self.pairs.learners[self.pairs.learner[pair]]]
        offer = self.directory.offers[place.offer]
        window = next(window for window in offer.windows if window.key == place.window)
        return examination_of(market, learner, offer=offer, window=window)

    def gain_order(self, change: Figures) -> Order:
        """A difference by the aims of the plan, the first first; a higher one is better."""
        if self.aims.objective is Objective.TOTAL:
            return (change.units,)
        if self.aims.objective is Objective.PLACED:
            return change.placed, change.units
        return change.placed, *(-below for below in change.below), change.units
