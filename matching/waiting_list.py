"""The waiting list of one place, by SC-11 (`docs/rules.md`, "Who comes first")."""

import numpy as np

from matching.explain_records import Waiting, WaitingList
from matching.fitted import FittedPlan
from matching.matcher import Matcher
from matching.restoring import Kept, restored
from matching.target_candidates import without_holds


def waiting_list(matcher: Matcher, *, offer: str, window: str) -> WaitingList:
    """Who is at a place in the plan, and who else could be there, the first in need first.

    Parameters
    ----------
    matcher : Matcher
        A fitted one.
    offer, window : str
        Keys of the place.

    Returns
    -------
    WaitingList
        Waiting is everybody whom every rule and the lead allow there, who is not at the offer,
        and for whom a placement is wanted; with the place they have elsewhere.

    Raises
    ------
    UnknownOffer
        When there is no such place.
    """
    fitted = FittedPlan(matcher)
    fitted.check_offer(offer, window=window)
    at_offer = {one.learner for one in fitted.plan.placements if one.offer == offer}
    could = [
        (learner, pair)
        for learner in fitted.pairs.learners
        if learner not in at_offer and fitted.request.placements_wanted.get(learner) != 0
        for pair in fitted.directory.pairs_at(learner, offer, window)
        if pair in fitted.options_of(learner)
    ]
    return WaitingList(
        offer=offer,
        window=window,
        there=tuple(
            one.learner
            for one in fitted.plan.placements
            if (one.offer, one.window) == (offer, window)
        ),
        waiting=tuple(
            _waiting(fitted, learner, pair, position)
            for position, (learner, pair) in enumerate(could, start=1)
        ),
    )


def _waiting(fitted: FittedPlan, learner: str, pair: int, position: int) -> Waiting:
    own = fitted.of(learner)
    return Waiting(
        learner=learner,
        position=position,
        units=int(fitted.pairs.units[pair]),
        elsewhere=own[0].offer if own else None,
        lock=own[0].lock if own else None,
    )


def lists_of_full_places(matcher: Matcher) -> tuple[WaitingList, ...]:
    """Who could be at each place that others hold, if it were free.

    Rules say of a full place that it is full, so nobody has a pair there.

    Parameters
    ----------
    matcher : Matcher
        A fitted one.

    Returns
    -------
    tuple of WaitingList
        Of the places with as many holds as places, in their order; those for whom nobody
        waits are left out. None for a plan of bare arrays.
    """
    fitted = FittedPlan(matcher)
    pairs = without_holds(fitted)
    free = restored(
        Kept(
            pairs=pairs,
            request=fitted.request,
            aims=fitted.aims,
            placements=fitted.plan.placements,
            gap=fitted.plan.gap,
            pair_price=np.zeros(len(pairs), dtype=np.int64),
            learner_cost=np.zeros(len(pairs.learners), dtype=np.int64),
        )
    )
    lists = (
        waiting_list(free, offer=place.offer, window=place.window)
        for place in fitted.pairs.places
        if len(place.holds) >= place.capacity > 0
    )
    return tuple(one for one in lists if one.waiting)
