"""Supervision levels: how closely someone is looked after at work."""

from enum import IntEnum

from webapp.catalogue.entries import Catalogue, Worded


class SupervisionLevel(IntEnum):
    """Levels of supervision, from light to most."""

    LIGHT = 0
    CHECK_INS = 1
    NEARBY = 2
    LINE_OF_SIGHT = 3
    ONE_TO_ONE = 4
    TWO_TO_ONE = 5


SUPERVISION_LEVELS: Catalogue[SupervisionLevel, Worded[SupervisionLevel]] = Catalogue(
    SupervisionLevel,
    (
        Worded(
            code=SupervisionLevel.LIGHT,
            employer="Light: as with any new colleague",
            learner="I can get on with it and ask when I need to",
        ),
        Worded(
            code=SupervisionLevel.CHECK_INS,
            employer="Check-ins: someone looks in several times a day",
            learner="Someone looks in on me a few times a day",
        ),
        Worded(
            code=SupervisionLevel.NEARBY,
            employer="Nearby: someone is always close enough to call",
            learner="Someone is always near me",
        ),
        Worded(
            code=SupervisionLevel.LINE_OF_SIGHT,
            employer="In sight: someone can see them all the time",
            learner="Someone can always see me",
        ),
        Worded(
            code=SupervisionLevel.ONE_TO_ONE,
            employer="One to one: a person from school or college stays with them",
            learner="A person from school or college stays with me",
        ),
        Worded(
            code=SupervisionLevel.TWO_TO_ONE,
            employer="Two to one: two people from school or college come along",
            learner="Two people I know stay with me",
        ),
    ),
)
