"""Other places one learner could have, and what each would cost the cohort."""

from dataclasses import replace

from matching.cohort_records import Lock, LockSource, PlanRequest
from matching.explain_records import Alternative
from matching.fitted import FittedPlan
from matching.matcher import Matcher
from matching.planning import Planning
from matching.solving_again import solve_again


def alternatives(matcher: Matcher, *, learner: str, most: int = 3) -> tuple[Alternative, ...]:
    """Other places a learner could have, those that cost the cohort least first.

    Parameters
    ----------
    matcher : Matcher
        A fitted one.
    learner : str
        Key of one of its learners.
    most : int
        How many; each is one plan solved again, so a few.

    Returns
    -------
    tuple of Alternative
        The places that cost least by prices (ties: the higher score, then the order of the
        places), each solved again with the learner locked there; then in order of what that
        costs, by the aims of the plan. A lock of the learner gives way; nothing for a learner
        with an approved place or for whom nothing is wanted. Places where an approved learner,
        another lock or a hold leaves no room are left out.

    Raises
    ------
    UnknownLearner
        When no learner has the key.
    """
    fitted = FittedPlan(matcher)
    fitted.check_learner(learner)
    own = fitted.of(learner)
    approved = any(one.lock is LockSource.APPROVED for one in own)
    if approved or fitted.request.placements_wanted.get(learner) == 0:
        return ()
    there = {(one.offer, one.window) for one in own}
    found: list[Alternative] = []
    for bound, pair in _by_bound(fitted, learner):
        place = fitted.pairs.places[fitted.pairs.place[pair]]
        if len(found) == most:
            break
        lock = Lock(learner=learner, offer=place.offer, window=place.window)
        request = _with_lock(fitted.request, lock)
        if (place.offer, place.window) not in there and _can_be(fitted, lock, request):
            found.append(_solved(fitted, pair, bound=bound, request=request))
    ranked = sorted(found, key=lambda one: fitted.gain_order(one.change), reverse=True)
    return tuple(ranked)


def _by_bound(fitted: FittedPlan, learner: str) -> list[tuple[int, int]]:
    """What each option costs by prices, and the option, the cheapest first."""
    matcher, rank = fitted.matcher, fitted.directory.rank[learner]
    worth = int(matcher.learner_cost_[rank])
    bounds = [
        (
            max(0, worth + int(matcher.pair_price_[pair]) - int(fitted.pairs.units[pair])),
            -int(fitted.pairs.units[pair]),
            pair,
        )
        for pair in fitted.options_of(learner)
    ]
    return [(bound, pair) for bound, _, pair in sorted(bounds)]


def _with_lock(request: PlanRequest, lock: Lock) -> PlanRequest:
    others = (one for one in request.locks if one.learner != lock.learner)
    return replace(request, locks=(*others, lock))


def _can_be(fitted: FittedPlan, lock: Lock, request: PlanRequest) -> bool:
    """Whether a lock is kept beside everything else that is settled."""
    settled = Planning(fitted.aims, fitted.pairs, request).settled.planned
    return any(one.learner == lock.learner for one in settled)


def _solved(fitted: FittedPlan, pair: int, *, bound: int, request: PlanRequest) -> Alternative:
    place = fitted.pairs.places[fitted.pairs.place[pair]]
    learner = fitted.pairs.learners[fitted.pairs.learner[pair]]
    again = solve_again(fitted, request=request, moved=learner)
    return Alternative(
        offer=place.offer,
        window=place.window,
        units=int(fitted.pairs.units[pair]),
        bound=bound,
        change=again.change,
        left_out=again.left_out,
        exact=again.exact,
    )
