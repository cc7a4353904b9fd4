"""What an employer answered to an adjustment, for a whole offer or for one area."""

from collections.abc import Iterable
from enum import IntEnum

from matching.codes import Answer
from matching.offer_records import Area, Offer


class Standing(IntEnum):
    """How an adjustment stands; higher is better."""

    REFUSED = 0
    UNANSWERED = 1
    WITH_HELP = 2
    ACCEPTED = 3


STANDINGS = {
    Answer.ALREADY_DO: Standing.ACCEPTED,
    Answer.WILL_DO: Standing.ACCEPTED,
    Answer.CAN_WITH_HELP: Standing.WITH_HELP,
    Answer.CANNOT: Standing.REFUSED,
    Answer.NOT_SURE: Standing.UNANSWERED,
}


def standing(offer: Offer, code: str, *, area: Area | None = None) -> Standing:
    """How one adjustment stands; the answer of the area goes before that of the offer."""
    answer = offer.answers.get(code, Answer.NOT_SURE)
    if area is not None:
        answer = area.answers.get(code, answer)
    return STANDINGS[answer]


def best_standing(offer: Offer, codes: Iterable[str], *, area: Area | None = None) -> Standing:
    """The best standing among alternatives; unanswered when there are none."""
    return max((standing(offer, code, area=area) for code in codes), default=Standing.UNANSWERED)


def is_accepted(offer: Offer, code: str, *, area: Area | None = None) -> bool:
    """Whether the employer already does or will do an adjustment."""
    return standing(offer, code, area=area) is Standing.ACCEPTED
