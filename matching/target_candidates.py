"""What might be recruited for a cohort, with what prices promise of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np

from matching.changed_pairs import with_copy, with_offers
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
from matching.proposing import best_examination, examination_as_given
from matching.records import Market
from matching.scoring import Scorer
from matching.target_prices import Bound, Worth, bounds_by_day

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
    day: date | None
    places: int
    bound: Bound
    tie: str
    changed: Callable[[], Pairs]


def more_places(fitted: FittedPlan, worth: Worth, *, places: int) -> Iterator[Candidate]:
    """So many more places at each window, on the day that promises most."""
    wide = without_holds(fitted)
    for at, (bound, day) in _bounds(fitted, worth, wide, places).items():
        place = wide.places[at]
        others = [own.window for own in wide.places if own.offer == place.offer]
        yield _copy(
            fitted,
            wide,
            at,
            copy=replace(place, window=_new_key(others)),
            places=places,
            kind=TargetKind.PLACE,
            name=place.window,
            bound=bound,
            day=day,
            tie=f"{at:09}",
        )


def like_the_best(
    fitted: FittedPlan, worth: Worth, *, by: TargetKind, places: int
) -> Iterator[Candidate]:
    """One more offer in each sector or area: a copy of the window there that promises most."""
    market = fitted.pairs.market
    if market is None:
        return
    wide = without_holds(fitted)
    bounds = _bounds(fitted, worth, wide, places)
    best: dict[str, int] = {}
    for at, (bound, _) in bounds.items():
        for name in _names(fitted.directory.offers[wide.places[at].offer], by):
            if name not in best or bound > bounds[best[name]][0]:
                best[name] = at
    new = _new_key([offer.key for offer in market.offers])
    for name, at in best.items():
        yield _copy(
            fitted,
            wide,
            at,
            copy=replace(wide.places[at], offer=new, stable_key=new),
            places=places,
            kind=by,
            name=name,
            bound=bounds[at][0],
            day=bounds[at][1],
            tie=digest(market.seed, name),
        )


def _new_key(keys: list[str]) -> str:
    """A key that is none of these."""
    return max(keys, key=len, default="") + "+"


def _copy(
    fitted: FittedPlan,
    wide: Pairs,
    at: int,
    *,
    copy: Place,
    places: int,
    kind: TargetKind,
    name: str,
    bound: Bound,
    day: date,
    tie: str,
) -> Candidate:
    place = wide.places[at]
    copy = replace(copy, capacity=places, holds=())
    return Candidate(
        kind=kind,
        name=name,
        offer=place.offer,
        window=place.window,
        employer=place.employer,
        day=day,
        places=places,
        bound=bound,
        tie=tie,
        changed=partial(with_copy, fitted.pairs, of=wide, place=at, copy=copy, day=day),
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
            day=None,
            places=0,
            bound=worth.bound(np.array(sorted(own, reverse=True)[:room], dtype=np.int64)),
            tie=digest(market.seed, offer.stable_key, code),
            changed=partial(with_offers, fitted.pairs, market, (accepting(offer, code),)),
        )


def _bounds(
    fitted: FittedPlan, worth: Worth, pairs: Pairs, places: int
) -> dict[int, tuple[Bound, date]]:
    open_pairs = Planning(fitted.aims, pairs, fitted.request).open_in(1)
    return bounds_by_day(worth, pairs, open_pairs, places=places)


def without_holds(fitted: FittedPlan) -> Pairs:
    """The pairs as they would be if nothing were held: to rules a day that is full is closed."""
    market = fitted.pairs.market
    if market is None:
        return fitted.pairs
    free = [_free(offer) for offer in market.offers]
    held = [new for new, old in zip(free, market.offers, strict=True) if new != old]
    return with_offers(fitted.pairs, market, held) if held else fitted.pairs


def _free(offer: Offer) -> Offer:
    windows = (replace(window, holds=(), places=max(1, window.places)) for window in offer.windows)
    return replace(offer, windows=tuple(windows))


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
            if examination is None:
                continue
            if miss := near_miss(examination, scorer, examination_as_given):
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
