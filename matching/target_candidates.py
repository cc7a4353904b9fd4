"""What might be recruited for a cohort, with what prices promise of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from matching.changed_pairs import with_copy, with_offers, with_places
from matching.explain_records import TargetKind
from matching.fitted import FittedPlan
from matching.interests import model_of
from matching.learner_records import Learner
from matching.near_misses import accepting, near_miss
from matching.offer_records import Offer
from matching.pairs import Pairs, Place
from matching.planning import Planning
from matching.priority import digest
from matching.proposals import NearMiss
from matching.proposing import best_examination
from matching.records import Market
from matching.scoring import Scorer
from matching.target_prices import Bound, Worth, bounds_by_place

SQUARE_METRES = 10_000
SQUARE_KM = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that might be recruited; `changed` gives the pairs as they would be with it."""

    kind: TargetKind
    name: str
    offer: str
    window: str
    employer: str
    places: int
    bound: Bound
    tie: str
    changed: Callable[[], Pairs]


def more_places(fitted: FittedPlan, worth: Worth, *, places: int) -> Iterator[Candidate]:
    """So many more places at each window."""
    wide = _with_room_everywhere(fitted, places)
    for at, bound in enumerate(_bounds(fitted, worth, wide, places)):
        place = wide.places[at]
        yield Candidate(
            kind=TargetKind.PLACE,
            name=place.window,
            offer=place.offer,
            window=place.window,
            employer=place.employer,
            places=places,
            bound=bound,
            tie=f"{at:09}",
            changed=partial(_with_more, fitted.pairs, place, places),
        )


def copies(fitted: FittedPlan, worth: Worth, *, by: TargetKind, places: int) -> Iterator[Candidate]:
    """One more offer in each sector or area: a copy of the window there that promises most."""
    market = fitted.pairs.market
    if market is None:
        return
    wide = _with_room_everywhere(fitted, places)
    bounds = _bounds(fitted, worth, wide, places)
    best: dict[str, int] = {}
    for at, place in enumerate(wide.places):
        for name in _names(fitted.directory.offers[place.offer], by):
            if name not in best or bounds[at] > bounds[best[name]]:
                best[name] = at
    no_offer = max((offer.key for offer in market.offers), key=len, default="") + "+"
    for name, at in best.items():
        place = wide.places[at]
        yield Candidate(
            kind=by,
            name=name,
            offer=place.offer,
            window=place.window,
            employer=place.employer,
            places=places,
            bound=bounds[at],
            tie=digest(market.seed, name),
            changed=partial(
                with_copy, fitted.pairs, of=wide, place=at, places=places, key=no_offer
            ),
        )


def adjustments(fitted: FittedPlan, worth: Worth) -> Iterator[Candidate]:
    """One more adjustment at an offer, for the learners whom only that keeps out."""
    market = fitted.pairs.market
    if market is None:
        return
    gains: dict[tuple[str, str], list[int]] = defaultdict(list)
    for rank, miss in _misses(fitted, market):
        gain = int(worth.gain(np.array([rank]), np.array([miss.units]))[0])
        for code in miss.adjustments:
            gains[miss.offer, code].append(gain - worth.place.get(miss.offer, 0))
    for (key, code), own in gains.items():
        offer = fitted.directory.offers[key]
        room = sum(window.places for window in offer.windows)
        yield Candidate(
            kind=TargetKind.ADJUSTMENT,
            name=code,
            offer=key,
            window="",
            employer=offer.employer,
            places=0,
            bound=worth.bound(np.array(sorted(own, reverse=True)[:room], dtype=np.int64)),
            tie=digest(market.seed, offer.stable_key, code),
            changed=partial(with_offers, fitted.pairs, market, (accepting(offer, code),)),
        )


def _bounds(fitted: FittedPlan, worth: Worth, pairs: Pairs, places: int) -> list[Bound]:
    open_pairs = Planning(fitted.aims, pairs, fitted.request).open_in(1)
    return bounds_by_place(worth, pairs, open_pairs, places=places)


def _with_room_everywhere(fitted: FittedPlan, places: int) -> Pairs:
    """The pairs as they would be if every window where something is held had more places.

    To the rules a day on which a window is full is closed: it is in no pair.
    """
    market = fitted.pairs.market
    if market is None:
        return fitted.pairs
    raised = (_raised(offer, places) for offer in market.offers)
    held = [new for new, old in zip(raised, market.offers, strict=True) if new != old]
    return with_offers(fitted.pairs, market, held) if held else fitted.pairs


def _raised(offer: Offer, places: int) -> Offer:
    """The offer with more places at the windows where something is held."""
    windows = tuple(
        replace(window, places=window.places + places) if window.holds else window
        for window in offer.windows
    )
    return replace(offer, windows=windows)


def _with_more(pairs: Pairs, place: Place, places: int) -> Pairs:
    """The pairs with more places at one window."""
    if pairs.market is None or not place.holds:
        at = [(own.offer, own.window) for own in pairs.places].index((place.offer, place.window))
        return with_places(pairs, place=at, more=places)
    offer = next(offer for offer in pairs.market.offers if offer.key == place.offer)
    windows = tuple(
        replace(window, places=window.places + places) if window.key == place.window else window
        for window in offer.windows
    )
    return with_offers(pairs, pairs.market, (replace(offer, windows=windows),))


def _names(offer: Offer, by: TargetKind) -> list[str]:
    """The sectors of an offer; or the area, when it is on the map."""
    if by is TargetKind.SECTOR:
        return sorted(offer.sectors)
    if offer.easting is None or offer.northing is None:
        return []
    corner = (axis // SQUARE_METRES * SQUARE_KM for axis in (offer.easting, offer.northing))
    return [",".join(map(str, corner))]


def _misses(fitted: FittedPlan, market: Market) -> Iterator[tuple[int, NearMiss]]:
    """Near misses that an adjustment would undo, of learners who want a first placement."""
    model = model_of(market.bank, market.sector_words, market.disliked_things)
    for learner in market.learners:
        if fitted.wanted[learner.key] < 1 or any(one.lock for one in fitted.of(learner.key)):
            continue
        scorer = Scorer(learner, model=model, weights=market.weights)
        for offer in _closed_to(fitted, market, learner):
            examination = best_examination(market, learner, offer=offer)
            miss = examination and near_miss(examination, scorer, best_examination)
            if miss:
                yield fitted.directory.rank[learner.key], miss


def _closed_to(fitted: FittedPlan, market: Market, learner: Learner) -> list[Offer]:
    """Offers that a rule blocks for a learner, and the lead does not."""
    vetoed = {veto.offer for veto in fitted.request.vetoes if veto.learner == learner.key}
    places = fitted.pairs.places
    allowed = {
        places[fitted.pairs.place[pair]].offer for pair in fitted.directory.pairs_of(learner.key)
    }
    return [
        offer
        for offer in sorted(market.offers, key=lambda offer: (offer.stable_key, offer.key))
        if offer.key not in vetoed | allowed and not offer.internal and not offer.paused
    ]
