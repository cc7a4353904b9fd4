"""A plain learner and a plain place that pass every rule, to change one thing at a time."""

from dataclasses import replace
from datetime import date

from matching import ExperienceType, Learner, Market, Offer, ProposalSet, propose
from matching.cases import Case
from matching.proposing import best_examination
from matching.rules import Examination
from tests.matching.scenario_market import area, learner, market, offer, request, tasks, window

MONDAY = date(2027, 3, 1)
FRIDAY = date(2027, 3, 5)
BORN = date(2010, 10, 14)

PLACE = offer(
    "place",
    "hort",
    window(MONDAY, FRIDAY, "09:30-14:30", rest=30),
    areas=(area("shed", 2, 2), area("yard", 3, 3)),
    tasks=(
        *tasks("shed", "pot up seedlings", "label pots", "fill trays"),
        *tasks("yard", "sweep the yard", "stack crates"),
    ),
)
PERSON = learner("person", BORN, request=request(ExperienceType.BLK))


def person(**changes: object) -> Learner:
    return replace(PERSON, **changes)


def place(**changes: object) -> Offer:
    return replace(PLACE, **changes)


def with_window(**changes: object) -> Offer:
    return place(windows=(replace(PLACE.windows[0], **changes),))


def small_market(learner: Learner = PERSON, offer: Offer = PLACE, **values: object) -> Market:
    return market(learner, offers=(offer,), **values)


def look(learner: Learner = PERSON, offer: Offer = PLACE, **values: object) -> Examination:
    """What the rules say of one learner at one place."""
    found = best_examination(small_market(learner, offer, **values), learner, offer=offer)
    assert found is not None
    return found


def case(learner: Learner = PERSON, offer: Offer = PLACE) -> Case:
    return look(learner, offer).case


def proposals(learner: Learner = PERSON, offer: Offer = PLACE, **values: object) -> ProposalSet:
    return propose(small_market(learner, offer, **values), learner.key)


def blocks(learner: Learner = PERSON, offer: Offer = PLACE, **values: object) -> set[tuple]:
    """Code and cause of everything that blocks."""
    return {(found.code, found.cause.value) for found in look(learner, offer, **values).blocks}


def others(learner: Learner = PERSON, offer: Offer = PLACE, **values: object) -> set[tuple]:
    """Code, outcome and cause of everything that does not block."""
    return {
        (found.code, found.outcome.value, found.cause.value)
        for found in look(learner, offer, **values).findings
        if found.outcome != "block"
    }


def removed(learner: Learner = PERSON, offer: Offer = PLACE) -> dict[str, tuple[str, ...]]:
    """Text of each removed task to the codes that remove it."""
    return {gone.task.text: gone.codes for gone in look(learner, offer).removed}
