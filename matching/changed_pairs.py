"""Pairs as they would be with one thing changed: an offer, a place more, a copy of a place."""

from collections.abc import Callable, Collection
from dataclasses import replace

import numpy as np

from matching.offer_records import Offer
from matching.pairs import Ints, Pairs, Place, pairs_of, planned_offers
from matching.records import Market


def with_offers(pairs: Pairs, market: Market, offers: Collection[Offer]) -> Pairs:
    """The pairs of a market in which some offers are as given.

    Parameters
    ----------
    pairs : Pairs
        Made from `market`.
    offers : collection of Offer
        With the keys of offers in the market.

    Returns
    -------
    Pairs
        As `pairs_of` finds them for the changed market; only pairs of these offers are looked
        at again.
    """
    changed = {offer.key: offer for offer in offers}
    again = pairs_of(replace(market, offers=tuple(changed.values())))
    market = replace(market, offers=tuple(changed.get(offer.key, offer) for offer in market.offers))
    order = {
        (offer.key, window.key): at for at, (offer, window) in enumerate(planned_offers(market))
    }
    return replace(
        _joined(
            _where(pairs, lambda place: place.offer not in changed),
            again,
            position=lambda place: order[place.offer, place.window],
        ),
        market=market,
    )


def with_places(pairs: Pairs, *, place: int, more: int) -> Pairs:
    """The pairs with more places at one window."""
    places = list(pairs.places)
    places[place] = replace(places[place], capacity=places[place].capacity + more)
    return replace(pairs, places=tuple(places))


def with_copy(pairs: Pairs, *, of: Pairs, place: int, places: int, key: str) -> Pairs:
    """The pairs with one more offer: a copy of a place, for the same learners and days.

    Parameters
    ----------
    of : Pairs
        Where the place is found; of the same learners.
    place : int
        Its position there.
    places : int
        Places of the copy; nothing is held there.
    key : str
        The key of the new offer, which no offer has.
    """
    original = of.places[place]
    copied = _where(of, lambda other: other is original)
    new = replace(original, offer=key, stable_key=key, capacity=places, holds=())
    position = {(own.offer, own.window): at for at, own in enumerate(pairs.places)}
    return _joined(
        pairs,
        replace(copied, places=(new,)),
        position=lambda place: position.get((place.offer, place.window), len(position)),
    )


def _where(pairs: Pairs, is_in: Callable[[Place], bool]) -> Pairs:
    """Some places, and their pairs."""
    chosen = np.array([is_in(place) for place in pairs.places], dtype=np.bool_)
    rows = chosen[pairs.place]
    return replace(
        pairs,
        places=tuple(
            place for place, is_chosen in zip(pairs.places, chosen, strict=True) if is_chosen
        ),
        learner=pairs.learner[rows],
        place=(np.cumsum(chosen) - 1)[pairs.place[rows]].astype(np.int32),
        units=pairs.units[rows],
        dates_of=pairs.dates_of[rows],
    )


def _joined(first: Pairs, second: Pairs, *, position: Callable[[Place], int]) -> Pairs:
    """The places and pairs of both, which share no place, in order of a position."""
    places = (*first.places, *second.places)
    order = sorted(range(len(places)), key=lambda at: position(places[at]))
    new_place = np.empty(len(places), dtype=np.int32)
    new_place[order] = np.arange(len(places), dtype=np.int32)
    dates = tuple(dict.fromkeys((*first.dates, *second.dates)))
    learner = np.concatenate([first.learner, second.learner])
    place = new_place[np.concatenate([first.place, second.place + len(first.places)])]
    rows = np.lexsort((place, learner))
    dates_of = np.concatenate([_in(dates, first), _in(dates, second)])
    return replace(
        first,
        places=tuple(places[at] for at in order),
        learner=learner[rows],
        place=place[rows],
        units=np.concatenate([first.units, second.units])[rows],
        dates=dates,
        dates_of=dates_of[rows],
    )


def _in(dates: tuple[object, ...], pairs: Pairs) -> Ints:
    """The days of each pair as a position in other dates."""
    at = {days: position for position, days in enumerate(dates)}
    return np.array([at[days] for days in pairs.dates], dtype=np.int32)[pairs.dates_of]
