"""Which pairs are worth a closer look: near enough on the map, or by what records say at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from sklearn.neighbors import BallTree

from matching.ages import birthday
from matching.answers import Standing, best_standing
from matching.cases import areas_of
from matching.codes import ExperienceType, JourneyEvidence, Strength
from matching.learner_records import Journey, Learner
from matching.offer_records import Offer, Window
from matching.records import Market
from matching.support import places, wanted_of

EARTH_KM = 6371.0088
LEARNERS_AT_ONCE = 256
LEAF_SIZE = 8  # a third faster than 40 on towns: most of a circle is whole leaves
KINDS = {kind: 1 << bit for bit, kind in enumerate(ExperienceType)}

Places = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]
Positions = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


class PlaceError(ValueError):
    """A place that is not on Earth, or a limit that is not a number of kilometres."""

    def __init__(self, what: str, row: int, value: float) -> None:
        super().__init__(f"{what} {row}: {value}")
        self.what = what
        self.row = row
        self.value = value


def near_pairs(
    learner_place: npt.ArrayLike, offer_place: npt.ArrayLike, *, limit_km: npt.ArrayLike
) -> tuple[Indices, Indices]:
    """All pairs that are no farther apart than the learner's own limit.

    Parameters
    ----------
    learner_place, offer_place : array_like of float, shape (n, 2) and (m, 2)
        Latitude and longitude in radians.
    limit_km : array_like of float, shape (n,)
        The longest way of each learner in a straight line, 0 or more.

    Returns
    -------
    learner, offer : array of int32, shape (n_pairs,)
        Row numbers, sorted by learner, then offer.

    Raises
    ------
    PlaceError
        For a latitude outside +-pi/2, a longitude outside +-2 pi, a negative limit, or
        anything that is not finite, with its row and value.
    """
    learners = np.empty(0, np.int32)
    offers = np.empty(0, np.int32)
    places = [
        np.asarray(place, np.float64).reshape(-1, 2) for place in (learner_place, offer_place)
    ]
    chunks = [
        sorted_pairs(learner, offer)
        for learner, offer in near_chunks(*places, limit_km=np.asarray(limit_km, np.float64))
    ]
    if chunks:
        learners, offers = (np.concatenate(side) for side in zip(*chunks, strict=True))
    return learners, offers


def near_chunks(
    learner_place: Places, offer_place: Places, *, limit_km: npt.NDArray[np.floating]
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """The pairs of `near_pairs`, some hundred learners at a time, so that memory stays small.

    Sorted by learner; the offers of one learner are in no order.
    """
    _check(learner_place, offer_place, limit_km)
    if not len(offer_place):
        return
    tree = BallTree(offer_place, leaf_size=LEAF_SIZE, metric="haversine")
    radius = np.asarray(limit_km, np.float64) / EARTH_KM
    for start in range(0, len(learner_place), LEARNERS_AT_ONCE):
        rows = slice(start, start + LEARNERS_AT_ONCE)
        near = tree.query_radius(learner_place[rows], radius[rows])
        counts = np.fromiter(map(len, near), np.intp, len(near))
        yield np.repeat(np.arange(start, start + len(near)), counts), np.concatenate(near)


def sorted_pairs(
    learner: npt.NDArray[np.integer], offer: npt.NDArray[np.integer]
) -> tuple[Indices, Indices]:
    """The pairs sorted by learner, then offer; row numbers from 0 to 2**31 - 1."""
    key = (learner.astype(np.int64) << 32) | offer
    key.sort()
    return (key >> 32).astype(np.int32), key.astype(np.int32)


def _check(learner_place: Places, offer_place: Places, limit_km: npt.NDArray[np.floating]) -> None:
    for what, place in (("learner", learner_place), ("offer", offer_place)):
        for column, most in ((0, np.pi / 2), (1, 2 * np.pi)):
            _refuse(what, place[:, column], np.abs(place[:, column]) <= most)
    _refuse("limit", limit_km, np.isfinite(limit_km) & (limit_km >= 0))


def _refuse(what: str, values: npt.NDArray[np.floating], good: npt.NDArray[np.bool_]) -> None:
    if not good.all():
        row = int(np.argmin(good))
        raise PlaceError(what, row, float(values[row]))


class Candidates:
    """Windows of offers as arrays, so that one learner is held against all of them at once.

    Only conditions that are cheap and rule out much are read; whatever passes still has to be
    examined, and nothing that the rules allow is left out.

    Parameters
    ----------
    market : Market
        Needs and thresholds.
    windows : sequence of (Offer, Window)
        In any order; results are positions in it.
    """

    def __init__(self, market: Market, *, windows: Sequence[tuple[Offer, Window]]) -> None:
        self._market = market
        self._count = len(windows)
        self._open = np.array([not offer.paused for offer, _ in windows], np.bool_)
        self._internal = np.array([offer.internal for offer, _ in windows], np.bool_)
        self._kinds = np.array([_bits_of(window.types) for _, window in windows], np.int64)
        self._first = _ordinals(window.first for _, window in windows)
        self._last = _ordinals(window.last for _, window in windows)
        self._born_by = _ordinals(_born_by(window) for _, window in windows)
        self._of_offer = _positions(offer.key for offer, _ in windows)
        self._of_employer = _positions(offer.employer for offer, _ in windows)
        self._of_site = _positions(offer.site for offer, _ in windows)
        self._of_sector: defaultdict[str, list[int]] = defaultdict(list)
        for position, (offer, _) in enumerate(windows):
            for sector in offer.sectors:
                self._of_sector[sector].append(position)
        self._offers = [offer for offer, _ in windows]
        self._gives: dict[str, Mask] = {}

    def of(self, learner: Learner) -> Positions:
        """The windows that the rules may allow, ascending."""
        request = learner.request
        if request is None or not learner.consent_to_look or not learner.availability:
            return np.empty(0, np.intp)
        fits = self._open & ((self._kinds & _bits_of(request.types)) != 0)
        fits &= self._first <= request.last.toordinal()
        fits &= self._last >= request.first.toordinal()
        fits &= self._born_by >= learner.date_of_birth.toordinal()
        fits[self._kept_from(learner)] = False
        fits[self._out_of_reach(learner)] = False
        promised = self._promised(learner)
        for codes in _musts(self._market, learner):
            fits &= np.logical_or.reduce([promised, *map(self._giving, codes)], axis=0)
        return np.flatnonzero(fits)

    def _kept_from(self, learner: Learner) -> list[int]:
        """HR-18 and HR-21 by key."""
        never, kept_from = learner.never, learner.restriction
        lists = [
            *(self._of_offer.get(key, []) for key in learner.refused),
            *(self._of_employer.get(key, []) for key in never.employers | kept_from.employers),
            *(self._of_site.get(key, []) for key in kept_from.sites),
            *(self._of_sector.get(code, []) for code in never.sectors),
        ]
        return [position for found in lists for position in found]

    def _out_of_reach(self, learner: Learner) -> list[int]:
        """HR-16: sites to which every recorded journey passes a limit."""
        margin = self._market.thresholds.estimate_margin
        reach: defaultdict[str, list[bool]] = defaultdict(list)
        for journey in learner.travel.journeys:
            reach[journey.site].append(_passes_a_limit(learner, journey, margin))
        return [
            position
            for site, too_far in reach.items()
            if all(too_far)
            for position in self._of_site.get(site, [])
            if not self._internal[position]
        ]

    def _promised(self, learner: Learner) -> Mask:
        """Where an employer answered for this learner alone, so that its own answers do not say."""
        keys = {offer for key, offer in self._market.promises if key == learner.key}
        found = np.zeros(self._count, np.bool_)
        found[[position for key in keys for position in self._of_offer.get(key, [])]] = True
        return found

    def _giving(self, code: str) -> Mask:
        """HR-10: where an adjustment can be made in one area at least, if need be with help."""
        if code not in self._gives:
            self._gives[code] = np.array([_gives(offer, code) for offer in self._offers], np.bool_)
        return self._gives[code]


def candidates_of(market: Market) -> tuple[Indices, Indices]:
    """The pairs of a market that the rules may allow.

    Returns
    -------
    learner, offer : array of int32, shape (n_pairs,)
        Positions in `market.learners` and `market.offers`, sorted by learner, then offer. Every
        pair for which `best_examination` finds no block is among them.
    """
    windows = [(offer, window) for offer in market.offers for window in offer.windows]
    counts = np.array([len(offer.windows) for offer in market.offers], np.intp)
    offer_of = np.repeat(np.arange(len(counts)), counts)
    found = Candidates(market, windows=windows)
    rows = [np.unique(offer_of[found.of(learner)]) for learner in market.learners]
    counts = np.array([len(row) for row in rows], np.intp)
    learner = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
    return learner, np.concatenate([np.empty(0, np.intp), *rows]).astype(np.int32)


def _bits_of(kinds: Iterable[ExperienceType]) -> int:
    return sum({KINDS[kind] for kind in kinds})


def _ordinals(days: Iterable[date]) -> npt.NDArray[np.int64]:
    return np.array([day.toordinal() for day in days], np.int64)


def _positions(keys: Iterable[str]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        found[key].append(position)
    return dict(found)


def _born_by(window: Window) -> date:
    """HR-03: who is born later is too young on each day of the window."""
    limits = (window.ages, *window.ages_by_type.values())
    youngest = min(limit.youngest or 0 for limit in limits)
    return birthday(window.last, age=-youngest)


def _musts(market: Market, learner: Learner) -> set[tuple[str, ...]]:
    return {
        wanted.codes
        for requirement in learner.requirements
        if requirement.strength is Strength.MUST
        for wanted in wanted_of(market, requirement)
    }


def _gives(offer: Offer, code: str) -> bool:
    areas = places(areas_of(offer, tasks=offer.tasks))
    return any(best_standing(offer, (code,), area=area) >= Standing.WITH_HELP for area in areas)


def _passes_a_limit(learner: Learner, journey: Journey, margin: float) -> bool:
    own = learner.travel
    estimated = journey.evidence is JourneyEvidence.ESTIMATE
    limits = (
        (journey.minutes, own.max_minutes, 1 + margin if estimated else 1),
        (journey.changes, own.max_changes, 1),
        (journey.walk_metres, own.max_walk_metres, 1),
    )
    return journey.mode in own.refused_modes or any(
        value is not None and limit is not None and value > limit * factor
        for value, limit, factor in limits
    )
