"""Why a learner is where a plan puts them, why not elsewhere, and what else there is, as rows."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from matching.alternatives import alternatives
from matching.cohort_records import Planned
from matching.explain_records import Alternative, WhyNot, WhyThis
from matching.interests import model_of
from matching.matcher import Matcher
from matching.pairs import examination_of
from matching.proposing import propose
from matching.records import Market
from matching.scoring import Because, Score, Scorer
from matching.waiting_list import waiting_list
from matching.why import why_not, why_this
from webapp.placements.matchmaking.market import Snapshot
from webapp.placements.matchmaking.rows import blocked_row, near_miss_row

Row = dict[str, Any]


def reasons_for(matcher: Matcher, taken: Snapshot) -> list[Row]:
    """Return why this place, for each placement of the learner, in the order of the plan."""
    key = str(taken.learner_id)
    own = [one for one in matcher.placements_ if one.learner == key]
    return [_reason_row(matcher, taken.market, one) for one in own]


def _reason_row(matcher: Matcher, market: Market, one: Planned) -> Row:
    why = why_this(matcher, learner=one.learner, offer=one.offer)
    now = _scored(market, one.learner, one.offer, one.window)
    return {
        "offer": one.offer,
        "window": one.window,
        "units": one.units,
        "rank": why.rank if why else 1,
        "options": why.options if why else 0,
        "given_up": _given_up(why),
        "price": _price(matcher, one),
        "wanted_by": _who_would_take(matcher, one),
        "because": [
            {"kind": said.kind.value, "said": said.said, "task": said.task}
            for said in (now[1] if now else ())
        ],
    }


def _given_up(why: WhyThis | None) -> str | None:
    return why.given_up.offer if why and why.given_up else None


def _pairs_of(matcher: Matcher, learner: str) -> list[int]:
    """Return the positions of all pairs of a learner."""
    rank = matcher.pairs_.learners.index(learner)
    return [int(pair) for pair in np.flatnonzero(matcher.pairs_.learner == rank)]


def _price(matcher: Matcher, one: Planned) -> int:
    """Return what one more learner on these days costs the others; 0 where rules are against it."""
    pairs = matcher.pairs_
    for pair in _pairs_of(matcher, one.learner):
        place = pairs.places[pairs.place[pair]]
        if (place.offer, place.window) == (one.offer, one.window):
            return max(0, int(matcher.pair_price_[pair]))
    return 0


def _who_would_take(matcher: Matcher, one: Planned) -> list[str]:
    """Return who could be there and has nothing better, the first in need first."""
    best: dict[str, int] = {}
    for other in matcher.placements_:
        best[other.learner] = max(other.units, best.get(other.learner, 0))
    waiting = waiting_list(matcher, offer=one.offer, window=one.window).waiting
    return [each.learner for each in waiting if each.units > best.get(each.learner, -1)]


def choices_of(matcher: Matcher, taken: Snapshot) -> list[Row]:
    """Return why not, for each other offer that every rule allowed, the highest score first."""
    key, pairs = str(taken.learner_id), matcher.pairs_
    own = sorted(_pairs_of(matcher, key), key=lambda pair: (-int(pairs.units[pair]), pair))
    offers = dict.fromkeys(pairs.places[pairs.place[pair]].offer for pair in own)
    found = (why_not(matcher, learner=key, offer=offer) for offer in offers)
    return [_choice_row(one, taken.market) for one in found if one is not None]


def _choice_row(one: WhyNot, market: Market) -> Row:
    return {
        "offer": one.offer,
        "window": one.window,
        "reason": one.reason.value,
        "units": one.units,
        "own_units": one.own_units,
        "price": one.price,
        "rivals": [
            {
                "learner": rival.learner,
                "units": rival.units,
                "others": rival.other_options,
                "best": rival.best_other,
            }
            for rival in one.rivals
        ],
        "points": _points(one, market),
    }


def _points(one: WhyNot, market: Market) -> Mapping[str, float]:
    """Return the points there by criterion; none where the score is another one by now."""
    now = _scored(market, one.learner, one.offer, one.window)
    if now is None or now[0].units != one.units:
        return {}
    return {part.code: part.points for part in now[0].parts}


def _scored(
    market: Market, learner: str, offer: str, window: str | None
) -> tuple[Score, tuple[Because, ...]] | None:
    """Return the score of today and what the learner said for it; None where a rule is against."""
    person = next(one for one in market.learners if one.key == learner)
    for place in market.offers:
        for at in place.windows:
            if (place.key, at.key) != (offer, window):
                continue
            found = examination_of(market, person, offer=place, window=at)
            if found is None:
                return None
            model = model_of(market.bank, market.sector_words, market.disliked_things)
            scorer = Scorer(person, model=model, weights=market.weights)
            score = scorer.score(found.case, kept=found.kept)
            return score, scorer.because(found.case.offer, found.kept)
    return None


def rules_today(taken: Snapshot) -> tuple[list[Row], list[Row]]:
    """Return what rules say of each offer they are against, and the offers one answer away."""
    found = propose(taken.market, str(taken.learner_id))
    ruled_out = [blocked_row(place) | {"removed": []} for place in found.blocked]
    return ruled_out, [near_miss_row(miss) for miss in found.near_misses]


def other_places(matcher: Matcher, taken: Snapshot) -> Iterator[Row]:
    """Yield other places of the learner, each solved again, the least loss for all first."""
    for one in alternatives(matcher, learner=str(taken.learner_id)):
        yield _alternative_row(one)


def _alternative_row(one: Alternative) -> Row:
    return {
        "offer": one.offer,
        "window": one.window,
        "units": one.units,
        "placed": one.change.placed,
        "below": list(one.change.below),
        "total": one.change.units,
        "left_out": list(one.left_out),
        "exact": one.exact,
    }
