"""Why a learner is at a place in a plan, and the one leading reason why not at another."""

from collections.abc import Iterable

from matching.cohort_records import Objective, Planned
from matching.explain_records import PartDifference, Rival, WhyNot, WhyNotReason, WhyThis
from matching.findings import Cause, Finding
from matching.fitted import FittedPlan
from matching.matcher import Matcher
from matching.pairs import Place
from matching.proposing import best_examination, blocked_by
from matching.scoring import Part


def why_this(matcher: Matcher, *, learner: str, offer: str) -> WhyThis | None:
    """Why a learner is at an offer: the score, what they said, and what was given up for it.

    Parameters
    ----------
    matcher : Matcher
        A fitted one.
    learner, offer : str
        Their keys.

    Returns
    -------
    WhyThis or None
        None for a learner who is not there in the plan.

    Raises
    ------
    UnknownLearner, UnknownOffer
        For a key that is not known.
    """
    fitted = _checked(matcher, learner, offer)
    own = next((one for one in fitted.of(learner) if one.offer == offer), None)
    if own is None:
        return None
    at = fitted.directory.pairs_at(learner, offer, own.window)
    options = fitted.directory.pairs_of(learner)
    better = [pair for pair in options if fitted.pairs.units[pair] > own.units]
    return WhyThis(
        placement=own,
        because=fitted.described(at[0])[1] if at else (),
        rank=len(better) + 1,
        options=len(options),
        given_up=_given_up(fitted, learner, better),
    )


def _given_up(fitted: FittedPlan, learner: str, better: list[int]) -> WhyNot | None:
    """The best option at an offer where the learner is not; ties by the order of the places."""
    there = {one.offer for one in fitted.of(learner)}
    for pair in sorted(better, key=lambda pair: (-int(fitted.pairs.units[pair]), pair)):
        offer = fitted.pairs.places[fitted.pairs.place[pair]].offer
        if offer not in there:
            return _of_pair(fitted, learner, pair)
    return None


def why_not(matcher: Matcher, *, learner: str, offer: str) -> WhyNot | None:
    """The one leading reason why a learner is not at an offer.

    Parameters
    ----------
    matcher : Matcher
        A fitted one.
    learner, offer : str
        Their keys.

    Returns
    -------
    WhyNot or None
        None for a learner who is there. The first reason of `WhyNotReason` that is true; a
        restricted one (HR-21) carries nothing.

    Raises
    ------
    UnknownLearner, UnknownOffer
        For a key that is not known.
    """
    fitted = _checked(matcher, learner, offer)
    if any(one.offer == offer for one in fitted.of(learner)):
        return None
    at = fitted.directory.pairs_at(learner, offer, None)
    return _of_pair(fitted, learner, at[0]) if at else _ruled_out(fitted, learner, offer)


def _checked(matcher: Matcher, learner: str, offer: str) -> FittedPlan:
    fitted = FittedPlan(matcher)
    fitted.check_learner(learner)
    fitted.check_offer(offer)
    return fitted


def _ruled_out(fitted: FittedPlan, learner: str, offer: str) -> WhyNot:
    """What blocks; bare arrays do not say."""
    market = fitted.pairs.market
    if market is None:
        return WhyNot(learner=learner, offer=offer, reason=WhyNotReason.RULE)
    record = fitted.directory.offers[offer]
    examination = best_examination(market, fitted.directory.learners[learner], offer=record)
    blocks = blocked_by(record, examination).findings
    reason = _reason_of(blocks)
    shown = blocks if reason in (WhyNotReason.REFUSED, WhyNotReason.RULE) else ()
    return WhyNot(learner=learner, offer=offer, reason=reason, findings=shown)


def _reason_of(blocks: Iterable[Finding]) -> WhyNotReason:
    found = tuple(blocks)
    if any(finding.restricted for finding in found):
        return WhyNotReason.NOT_AVAILABLE
    if any(finding.cause is Cause.LEARNER_SAID_NO for finding in found):
        return WhyNotReason.REFUSED
    return WhyNotReason.RULE if found else WhyNotReason.ONE_BY_ONE


def _of_pair(fitted: FittedPlan, learner: str, pair: int) -> WhyNot:
    """Why an allowed pair was not chosen."""
    place = fitted.pairs.places[fitted.pairs.place[pair]]
    own = next((one for one in fitted.of(learner) if one.lock is None), None)
    reason = _asked_for(fitted, learner, pair)
    in_the_way: tuple[Planned, ...] = ()
    if reason is None:
        blocking = fitted.in_the_way(pair)
        in_the_way = blocking or ()
        reason = _by_aims(fitted, pair, own, blocking)
    return WhyNot(
        learner=learner,
        offer=place.offer,
        window=place.window,
        reason=reason,
        units=int(fitted.pairs.units[pair]),
        own_units=None if own is None else own.units,
        price=max(0, int(fitted.matcher.pair_price_[pair])),
        rivals=()
        if reason is WhyNotReason.CRITERIA
        else tuple(_rival(fitted, one) for one in in_the_way),
        differences=() if own is None else _differences(fitted.described(pair)[0], own.parts),
    )


def _asked_for(fitted: FittedPlan, learner: str, pair: int) -> WhyNotReason | None:
    """What the lead asked for that keeps a learner from a pair."""
    vetoed = pair not in fitted.options_of(learner)
    settled = [one for one in fitted.of(learner) if one.lock is not None]
    days = set(fitted.pairs.days(pair))
    clash = any(not days.isdisjoint(one.dates) for one in settled)
    facts = (
        (WhyNotReason.VETO, vetoed),
        (WhyNotReason.NONE_WANTED, fitted.request.placements_wanted.get(learner) == 0),
        (WhyNotReason.LOCKED_AWAY, clash or fitted.wanted[learner] <= len(settled)),
    )
    return next((reason for reason, holds in facts if holds), None)


def _by_aims(
    fitted: FittedPlan, pair: int, own: Planned | None, in_the_way: tuple[Planned, ...] | None
) -> WhyNotReason:
    """What the aims of the plan say of a pair that was open; `in_the_way` is None where it fits."""
    if not fitted.had_room(pair):
        return WhyNotReason.TAKEN
    aims_first = fitted.aims.objective is not Objective.TOTAL
    was_there = [_was_there(fitted, one) for one in in_the_way or ()]
    kept = (own is not None and _was_there(fitted, own)) or (bool(was_there) and all(was_there))
    facts = (
        (WhyNotReason.PRIORITY, aims_first and own is None and in_the_way is not None),
        (WhyNotReason.CRITERIA, own is not None and own.units >= fitted.pairs.units[pair]),
        (WhyNotReason.KEPT, aims_first and fitted.aims.steady and kept),
        (WhyNotReason.PRICE, in_the_way is not None),
    )
    return next((reason for reason, holds in facts if holds), WhyNotReason.CRITERIA)


def _was_there(fitted: FittedPlan, one: Planned) -> bool:
    return any(
        (was.learner, was.offer, was.window) == (one.learner, one.offer, one.window)
        for was in fitted.request.previous
    )


def _rival(fitted: FittedPlan, one: Planned) -> Rival:
    places = fitted.pairs.places
    others = [
        int(fitted.pairs.units[pair])
        for pair in fitted.options_of(one.learner)
        if not _is_at(places[fitted.pairs.place[pair]], one)
    ]
    return Rival(
        learner=one.learner,
        units=one.units,
        other_options=len(others),
        best_other=max(others, default=None),
    )


def _is_at(place: Place, one: Planned) -> bool:
    return (place.offer, place.window) == (one.offer, one.window)


def _differences(there: tuple[Part, ...], own: tuple[Part, ...]) -> tuple[PartDifference, ...]:
    return tuple(
        PartDifference(code=part.code, there=part.points, own=other.points)
        for part, other in zip(there, own, strict=True)
    )
