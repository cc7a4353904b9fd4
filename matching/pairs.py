"""Every learner with every window that all rules allow, as arrays: what a plan chooses from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from matching.answers import is_accepted
from matching.candidates import Candidates
from matching.cases import Case, HoursKind, Plan
from matching.codes import ExperienceType
from matching.dates import SHORTER_DAY, plans_in
from matching.interests import model_of
from matching.learner_records import Learner
from matching.offer_records import Offer, Task, Window
from matching.passing import kept_if_allowed, may_go_there, with_one_site
from matching.priority import digest, in_order
from matching.promises import as_met
from matching.records import Market
from matching.rules import Examination, examine
from matching.scoring import Scorer

Progress = Callable[[int, int], None]
Ints = npt.NDArray[np.int32]
Dates = tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One window of one offer.

    Attributes
    ----------
    offer, window, employer, site : str
        The caller's keys.
    stable_key : str
        Of the offer.
    capacity : int
        Learners at once.
    holds : tuple of (str or None, tuple of date)
        Places taken already: by which learner, if that is known, and on which days.
    """

    offer: str
    window: str
    employer: str
    site: str
    stable_key: str
    capacity: int
    holds: tuple[tuple[str | None, Dates], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What a plan chooses from; sorted by learner, then place, each pair once.

    Attributes
    ----------
    learners : tuple of str
        Keys, the first in need (SC-11) first: the position of a learner is their rank.
    places : tuple of Place
        In order of a digest of seed, stable key and what the window says; never of ids.
    learner, place : ndarray of int32, shape (n_pairs,)
        Positions in `learners` and `places`.
    units : ndarray of int64, shape (n_pairs,)
        The score of the best plan the rules allow in that window, 0 to 10,000.
    dates : tuple of tuple of date
        Sets of days, each once.
    dates_of : ndarray of int32, shape (n_pairs,)
        The days of that plan, as a position in `dates`.
    market : Market or None
        What the pairs were made from; None for bare arrays.
    """

    learners: tuple[str, ...]
    places: tuple[Place, ...]
    learner: Ints
    place: Ints
    units: npt.NDArray[np.int64]
    dates: tuple[Dates, ...]
    dates_of: Ints
    market: Market | None = None

    def __len__(self) -> int:
        return len(self.learner)

    def days(self, pair: int) -> Dates:
        """The days of one pair, first to last."""
        return self.dates[self.dates_of[pair]]


def pairs_of(market: Market, *, progress: Progress | None = None) -> Pairs:
    """All pairs of a market that every rule allows, with days and units.

    Supported internships and everything inside the setting are left out: they are proposed
    one by one (HR-23, HR-24).

    Parameters
    ----------
    market : Market
        Everything the run reads.
    progress : callable or None
        Called after each learner with how many are done, and how many there are.

    Returns
    -------
    Pairs
        The same for any order of learners, offers and windows, up to the caller's keys.
        An offer is in it for a learner whenever `propose` finds it eligible as a kind that is
        planned, with the same units.
    """
    learners = in_order(market.learners, market=market)
    offers = planned_offers(market)
    candidates = Candidates(market, windows=offers)
    table = _Table()
    for position, learner in enumerate(learners):
        near = {place: offers[place] for place in candidates.of(learner).tolist()}
        for place, units, days in _Search(market, learner).pairs(near) if near else ():
            table.add(position, place, units, days)
        if progress is not None:
            progress(position + 1, len(learners))
    return Pairs(
        learners=tuple(learner.key for learner in learners),
        places=tuple(place_of(offer, window) for offer, window in offers),
        learner=np.array(table.learner, dtype=np.int32),
        place=np.array(table.place, dtype=np.int32),
        units=np.array(table.units, dtype=np.int64),
        dates=tuple(table.known),
        dates_of=np.array(table.dates_of, dtype=np.int32),
        market=market,
    )


@dataclass(slots=True)
class _Table:
    learner: list[int] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    dates_of: list[int] = field(default_factory=list)
    known: dict[Dates, int] = field(default_factory=dict)

    def add(self, learner: int, place: int, units: int, days: Dates) -> None:
        self.learner.append(learner)
        self.place.append(place)
        self.units.append(units)
        self.dates_of.append(self.known.setdefault(days, len(self.known)))


def planned_offers(market: Market) -> list[tuple[Offer, Window]]:
    """Every window outside the setting, in the order of `Pairs.places`."""
    windows = [
        (offer, window) for offer in market.offers if not offer.internal for window in offer.windows
    ]
    return sorted(windows, key=lambda pair: (_tie(market, *pair), pair[0].key, pair[1].key))


def _tie(market: Market, offer: Offer, window: Window) -> str:
    """A digest of what is stable: the offer's stable key, and what the window says."""
    by_type = sorted((type_.value, repr(limit)) for type_, limit in window.ages_by_type.items())
    return digest(
        market.seed,
        offer.stable_key,
        sorted(window.types),
        window.first,
        window.last,
        sorted(window.weekdays),
        window.hours,
        window.flex,
        window.break_minutes,
        window.places,
        (window.ages.youngest, window.ages.oldest, sorted(window.ages.years)),
        by_type,
        window.notice_days,
        sorted(sorted(hold.dates) for hold in window.holds),
    )


def place_of(offer: Offer, window: Window) -> Place:
    """One window as a place of the plan."""
    return Place(
        offer=offer.key,
        window=window.key,
        employer=offer.employer,
        site=offer.site,
        stable_key=offer.stable_key,
        capacity=window.places,
        holds=tuple((hold.learner, tuple(sorted(hold.dates))) for hold in window.holds),
    )


class _Search:
    """What one learner may do where; what was worked out for one window serves the next."""

    def __init__(self, market: Market, learner: Learner) -> None:
        self._market = market
        self._learner = learner
        self._scorer = Scorer(
            learner,
            model=model_of(market.bank, market.sector_words, market.disliked_things),
            weights=market.weights,
        )
        self._near: dict[str, Learner] = {}
        self._may_go: dict[str, bool] = {}
        self._plans: dict[tuple[object, ...], tuple[Plan, ...]] = {}
        self._units: dict[tuple[object, ...], int] = {}

    def pairs(self, offers: Mapping[int, tuple[Offer, Window]]) -> Iterator[tuple[int, int, Dates]]:
        """Place, units and days of every pair among some places, in their order."""
        for place, (said, window) in offers.items():
            offer = as_met(self._market, said, learner=self._learner.key)
            learner = self._nearby(offer)
            if not self._may_go_to(offer, learner):
                continue
            for plan in self._plans_in(offer, window):
                case = Case(market=self._market, learner=learner, offer=offer, plan=plan)
                kept = kept_if_allowed(case)
                if kept is not None:
                    yield place, self._score(case, kept), tuple(day.date for day in plan.days)
                    break

    def _nearby(self, offer: Offer) -> Learner:
        if offer.site not in self._near:
            self._near[offer.site] = with_one_site(self._learner, site=offer.site)
        return self._near[offer.site]

    def _may_go_to(self, offer: Offer, learner: Learner) -> bool:
        if offer.key not in self._may_go:
            self._may_go[offer.key] = may_go_there(_bare_case(self._market, learner, offer))
        return self._may_go[offer.key]

    def _plans_in(self, offer: Offer, window: Window) -> Iterator[Plan]:
        """The plans of a window; those of one that says the same are used again."""
        said = _what_plans_read(offer, window)
        if said not in self._plans:
            self._plans[said] = plans_in(self._market, self._learner, offer=offer, window=window)
        return (replace(plan, window=window) for plan in self._plans[said])

    def _score(self, case: Case, kept: tuple[Task, ...]) -> int:
        read = _what_scores_read(case, kept)
        if read not in self._units:
            self._units[read] = self._scorer.units(case, kept=kept)
        return self._units[read]


def _what_plans_read(offer: Offer, window: Window) -> tuple[object, ...]:
    """All that can make the plans of two windows differ for one learner."""
    shorter = any(is_accepted(offer, code) for code in SHORTER_DAY)
    return (
        shorter,
        window.types,
        window.first,
        window.last,
        window.hours,
        window.weekdays,
        window.flex,
        window.break_minutes,
        window.places,
        window.holds,
        window.notice_days,
    )


def _what_scores_read(case: Case, kept: tuple[Task, ...]) -> tuple[object, ...]:
    """All that can make the scores of two windows of one offer differ for one learner."""
    days = case.days if case.learner.travel.refused_times else None
    return case.offer.key, tuple(task.key for task in kept), days


def _bare_case(market: Market, learner: Learner, offer: Offer) -> Case:
    """A case without days, for rules that do not read them."""
    plan = Plan(window=offer.windows[0], type=ExperienceType.ENC, kind=HoursKind.WINDOW, days=())
    return Case(market=market, learner=learner, offer=offer, plan=plan)


def examination_of(
    market: Market, learner: Learner, *, offer: Offer, window: Window
) -> Examination | None:
    """All that the rules say of the best plan of a window; None when no plan passes."""
    offer = as_met(market, offer, learner=learner.key)
    if may_go_there(_bare_case(market, learner, offer)):
        for plan in plans_in(market, learner, offer=offer, window=window):
            case = Case(market=market, learner=learner, offer=offer, plan=plan)
            if kept_if_allowed(case) is not None:
                return examine(case)
    return None
