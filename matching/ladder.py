"""The ladder of experience, the highest rung a learner has reached, and the next one (SC-07)."""

from collections.abc import Iterable

from matching.codes import ExperienceType
from matching.learner_records import Learner

RUNGS = {
    ExperienceType.ENC: 0,
    ExperienceType.VIS: 1,
    ExperienceType.SHA: 2,
    ExperienceType.TAS: 3,
    ExperienceType.BLK: 4,
    ExperienceType.EXT: 5,
    ExperienceType.SIN: 6,
}
TASK_TYPES = frozenset(
    {
        ExperienceType.TAS,
        ExperienceType.BLK,
        ExperienceType.EXT,
        ExperienceType.SIN,
        ExperienceType.INT,
        ExperienceType.VOL,
    }
)
ONE_BY_ONE = frozenset({ExperienceType.INT, ExperienceType.SIN})
STEP_VALUES = {0: 0.6, 1: 1.0, 2: 0.4}


def highest_rung(learner: Learner) -> int:
    """The highest rung with an evidenced experience, 0 to 6; 0 when there is none."""
    return max(
        (RUNGS[past.type] for past in learner.history if past.evidenced and past.type in RUNGS),
        default=0,
    )


def next_step_value(learner: Learner, type_: ExperienceType) -> float:
    """SC-07 of one kind: one rung up 1, the same rung 0.6, two rungs up 0.4, all others 0."""
    rung = RUNGS.get(type_)
    return 0.0 if rung is None else STEP_VALUES.get(rung - highest_rung(learner), 0.0)


def next_step(learner: Learner, types: Iterable[ExperienceType]) -> float:
    """SC-07 of a place: the best next step among the kinds asked for and taken there, in [0, 1].

    It reads the kinds and not the plan, so that an adjustment which makes a longer kind
    possible never lowers the score.
    """
    return max((next_step_value(learner, type_) for type_ in types), default=0.0)
