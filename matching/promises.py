"""An offer as one learner meets it: what the employer answered for that learner alone."""

from dataclasses import replace

from matching.codes import Cover
from matching.offer_records import Area, Insurance, Offer, Promise
from matching.records import Market


def as_met(market: Market, offer: Offer, *, learner: str) -> Offer:
    """The offer with what was answered for a learner alone; as it is where nothing was.

    Applied twice it is the same. Whatever else of the offer was changed before stays changed.

    Parameters
    ----------
    market : Market
        With the promises.
    offer : Offer
        One of its offers, or one made from it.
    learner : str
        Key of the learner.

    Returns
    -------
    Offer
        An answer counts for the whole offer. Cover counts where the offer says "not yet".
    """
    promise = market.promises.get((learner, offer.key))
    if promise is None:
        return offer
    return replace(
        offer,
        answers={**offer.answers, **promise.answers},
        areas=tuple(_without_own_answers(area, promise) for area in offer.areas),
        insurance=_insured(offer.insurance, promise),
    )


def _without_own_answers(area: Area, promise: Promise) -> Area:
    """The area, whose own answers to what was promised no longer count."""
    kept = {code: said for code, said in area.answers.items() if code not in promise.answers}
    return replace(area, answers=kept)


def _insured(insurance: Insurance, promise: Promise) -> Insurance:
    if promise.covered_until is None or insurance.cover is not Cover.NOT_YET:
        return insurance
    return replace(insurance, cover=Cover.HELD, until=promise.covered_until)
