"""Pairs as they would be with one thing changed: an offer is another, or a place has a copy."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

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


def with_copy(pairs: Pairs, *, of: Pairs, place: int, copy: Place, day: date) -> Pairs:
    """The pairs with a copy of a place for whoever would be there on a day.

    As all of them share that day, no more learners can be at the copy than it has places.

    Parameters
    ----------
    of : Pairs
        Where the place is found; of the same learners.
    place : int
        Its position there.
    copy : Place
        A place with the same employer and site that is not in `pairs`; it comes last.
    day : date
        Only pairs whose days include it are copied.
    """
    copied = _where(of, lambda other: other is of.places[place])
    has_day = np.array([day in days for days in of.dates], dtype=np.bool_)[copied.dates_of]
    copied = replace(
        copied,
        places=(copy,),
        learner=copied.learner[has_day],
        place=copied.place[has_day],
        units=copied.units[has_day],
        dates_of=copied.dates_of[has_day],
    )
    order = {(own.offer, own.window): at for at, own in enumerate((*pairs.places, copy))}
    return _joined(pairs, copied, position=lambda own: order[own.offer, own.window])


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
