"""Tells a task plan that can be done from filler such as "help out" or "anything"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.catalogue.entries import Catalogue, CatalogueEntry
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.task_verbs import WATCHING_VERBS, verb_of

# Source of the phrases, counts and shares: docs/rules.md, task plans.
FILLER_PHRASES = (
    "anything",
    "whatever",
    "its fine",
    "it is fine",
    "general duties",
    "help out",
    "helping out",
    "various",
    "tbc",
    "as needed",
)
FILLER_ALONE = (
    frozenset({"observe"}),
    frozenset({"shadow"}),
    frozenset({"watch"}),
    frozenset({"shadow", "staff"}),
    frozenset({"observe", "staff"}),
    frozenset({"watch", "staff"}),
)
_EMPTY = """
a after all along also an and any around as at be bit bits both by can day do duties each
everything few for from get here if in into it items job jobs just lots of off on or other out
over please some someone something staff stuff task tasks team that the their them then there they
thing things this to up us we when where which with work you your
"""
_LEAD_INS = """
to you they we she he it will can may be the a learner person and then
"""
EMPTY_WORDS = frozenset(_EMPTY.split())
LEAD_INS = frozenset(_LEAD_INS.split())

HALF_DAY_MINUTES = 180  # a placement of one day this short is half a day, as in the matcher
FEWEST_TASKS = 3
FEWEST_TASKS_HALF_DAY = 2
TASK_TYPES = frozenset(
    {ExperienceType.TAS, ExperienceType.BLK, ExperienceType.EXT, ExperienceType.SIN}
)


class FillerProblem(StrEnum):
    """What is missing from a task or a plan."""

    VAGUE = "vague"
    NO_VERB_AND_OBJECT = "no_verb_and_object"
    TOO_FEW_TASKS = "too_few_tasks"
    TOO_LITTLE_TIME = "too_little_time"
    MINUTES_UNKNOWN = "minutes_unknown"
    ONLY_WATCHING = "only_watching"


@dataclass(frozen=True, slots=True, kw_only=True)
class FillerProblemEntry(CatalogueEntry[FillerProblem]):
    """A problem in words for an employer, and whether it refuses the plan or only asks."""

    employer: str
    example: str
    refuses: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTask:
    """One task of a plan, with the minutes it takes on the first day, if known."""

    text: str
    minutes: int | None = None


def check_task(text: str) -> FillerProblem | None:
    """What keeps one task from being a task; None when it can be done as written."""
    plain = _plain(text)
    if _is_vague(plain):
        return FillerProblem.VAGUE
    if not _has_verb_and_object(_plain(_without_place(text)).split()):
        return FillerProblem.NO_VERB_AND_OBJECT
    return None


def is_filler(text: str) -> bool:
    """True when a task says nothing that anyone could do."""
    return check_task(text) is not None


def check_plan(
    tasks: Sequence[PlannedTask],
    *,
    experience_type: ExperienceType,
    day_one_minutes: int,
    days: int = 1,
) -> tuple[FillerProblem, ...]:
    """The problems of a plan, each once, in the order of FillerProblem.

    `day_one_minutes` is the worked time of the first day: end minus start minus break.
    """
    found = {problem for task in tasks if (problem := check_task(task.text))}
    if experience_type in TASK_TYPES:
        found |= _plan_problems(tasks, day_one_minutes=day_one_minutes, days=days)
    return tuple(problem for problem in FillerProblem if problem in found)


def _plan_problems(
    tasks: Sequence[PlannedTask], *, day_one_minutes: int, days: int
) -> set[FillerProblem]:
    found = set()
    half_day = days == 1 and day_one_minutes <= HALF_DAY_MINUTES
    fewest = FEWEST_TASKS_HALF_DAY if half_day else FEWEST_TASKS
    if len({_plain(task.text) for task in tasks}) < fewest:
        found.add(FillerProblem.TOO_FEW_TASKS)
    if sum(task.minutes or 0 for task in tasks) * 2 < day_one_minutes:
        unknown = any(task.minutes is None for task in tasks)
        found.add(FillerProblem.MINUTES_UNKNOWN if unknown else FillerProblem.TOO_LITTLE_TIME)
    if tasks and all(is_watching(task.text) for task in tasks):
        found.add(FillerProblem.ONLY_WATCHING)
    return found


def is_watching(text: str) -> bool:
    """True when the task is to watch others and nothing else."""
    words = _after_lead_ins(_plain(_without_place(text)).split())
    return bool(words) and verb_of(words[0]) in WATCHING_VERBS


def _without_place(text: str) -> str:
    """The task after the place it is done in: "Yard: sort fixings" is "sort fixings"."""
    return text.partition(":")[2].strip() or text


def _plain(text: str) -> str:
    """The words in lower case, with single spaces and without punctuation."""
    joined = re.sub(r"[’']", "", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", joined))


def _is_vague(plain: str) -> bool:
    padded = f" {plain} "
    if any(f" {phrase} " in padded for phrase in FILLER_PHRASES):
        return True
    told = {verb_of(word) or word for word in plain.split() if word not in {"the", "our"}}
    return told in FILLER_ALONE


def _has_verb_and_object(words: list[str]) -> bool:
    """True when a verb comes first and at least one word after it has a meaning."""
    rest = _after_lead_ins(words)
    if not rest or verb_of(rest[0]) is None:
        return False
    return any(word not in EMPTY_WORDS and len(word) > 1 for word in rest[1:])


def _after_lead_ins(words: list[str]) -> list[str]:
    """The words from the first one that can be the verb: "they will carefully sort" is "sort"."""
    for place, word in enumerate(words):
        if word not in LEAD_INS and not word.endswith("ly"):
            return words[place:]
    return []


FILLER_PROBLEMS: Catalogue[FillerProblem, FillerProblemEntry] = Catalogue(
    FillerProblem,
    (
        FillerProblemEntry(
            code=FillerProblem.VAGUE,
            employer=(
                "Say what they will do, with what, and how anyone will know it is done. "
                "“Help out” and “anything” leave them guessing."
            ),
            example="Sort parcels by route colour. Done when each cage holds one colour.",
        ),
        FillerProblemEntry(
            code=FillerProblem.NO_VERB_AND_OBJECT,
            employer="Start with what they do, then say what they do it to.",
            example="Not “stock room”, but “Count the boxes in the stock room”.",
        ),
        FillerProblemEntry(
            code=FillerProblem.TOO_FEW_TASKS,
            employer="Add tasks: at least three for a day, or two for half a day.",
            example="A main task, a second one, and a quiet one for a difficult hour.",
        ),
        FillerProblemEntry(
            code=FillerProblem.TOO_LITTLE_TIME,
            employer="The tasks fill less than half of the first day. Add one or make one longer.",
            example="Four hours at work need at least two hours of tasks.",
        ),
        FillerProblemEntry(
            code=FillerProblem.MINUTES_UNKNOWN,
            employer="About how many minutes does each task take? A guess is fine.",
            example="Label the shelves: about 40 minutes.",
            refuses=False,
        ),
        FillerProblemEntry(
            code=FillerProblem.ONLY_WATCHING,
            employer="Add a task they do themselves. Watching all day is hard for anyone.",
            example="Watch two orders being packed, then pack the third.",
        ),
    ),
)
