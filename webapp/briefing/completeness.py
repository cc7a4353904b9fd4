"""Whether a pack has everything: what is in it, what is missing, what someone chose to keep."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.briefing.contents import PackContents
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.learners.models import Topic
from webapp.placements.models import Placement


class Part(StrEnum):
    """What a good pack has, in the order of its sections."""

    OWN_WORDS = "own_words"
    STRENGTHS = "strengths"
    INTERESTS = "interests"
    AIMS = "aims"
    TASKS = "tasks"
    DONE_LOOKS_LIKE = "done_looks_like"
    MINUTES = "minutes"
    SUPERVISORS = "supervisors"
    DOOR = "door"
    QUIET_PLACE = "quiet_place"
    TALKING = "talking"
    ADJUSTMENTS = "adjustments"
    GOOD_DAY = "good_day"
    DIFFICULT_DAY = "difficult_day"
    CALM = "calm"
    HEALTH = "health"
    CONTACTS = "contacts"


class PartState(StrEnum):
    """How one part stands."""

    PRESENT = "present"
    KEPT = "kept"
    """Something was said, and someone chose that it stays in the school."""
    MISSING = "missing"


TOPICS: dict[Part, tuple[Topic, ...]] = {
    Part.OWN_WORDS: (Topic.OWN_WORDS,),
    Part.STRENGTHS: (Topic.GOOD_AT, Topic.LIKED_FOR),
    Part.INTERESTS: (Topic.INTEREST, Topic.HOPE),
    Part.TALKING: (Topic.UNDERSTAND_ME, Topic.TELL_ME),
    Part.GOOD_DAY: (Topic.GOOD_DAY,),
    Part.DIFFICULT_DAY: (Topic.DIFFICULT_DAY,),
    Part.CALM: (Topic.CALM, Topic.HARD),
    Part.HEALTH: (Topic.HEALTH, Topic.SAFETY),
}
"""The parts that come from what the learner said."""
FEWEST_TASKS = 3


@dataclass(frozen=True, slots=True)
class PartStatus:
    """One line of the list."""

    part: Part
    state: PartState


def completeness(placement: Placement, contents: PackContents) -> tuple[PartStatus, ...]:
    """Return every part with its state, in the order of the pack."""
    plan = contents.plan
    asked = placement.adjustments
    open_answers = {None, AdjustmentAnswer.NOT_SURE}
    facts = {
        Part.AIMS: bool(contents.aims),
        Part.TASKS: len(plan.tasks) >= FEWEST_TASKS,
        Part.DONE_LOOKS_LIKE: all(task.done_looks_like for task in plan.tasks),
        Part.MINUTES: all(task.minutes for task in plan.tasks),
        Part.SUPERVISORS: bool(plan.supervisor and plan.stand_in),
        Part.DOOR: bool(plan.place.door),
        Part.QUIET_PLACE: bool(plan.place.quiet_place),
        Part.ADJUSTMENTS: all(it.answer not in open_answers for it in asked),
        Part.CONTACTS: bool(plan.contacts.deputy and plan.contacts.safeguarding),
    }
    said = {statement.topic for statement in placement.learner.statements}
    return tuple(
        PartStatus(part, _of_topics(contents, said, TOPICS[part]))
        if part in TOPICS
        else PartStatus(part, PartState.PRESENT if facts[part] else PartState.MISSING)
        for part in Part
    )


def _of_topics(contents: PackContents, said: set[Topic], topics: tuple[Topic, ...]) -> PartState:
    if contents.said(*topics):
        return PartState.PRESENT
    return PartState.KEPT if said & set(topics) else PartState.MISSING
