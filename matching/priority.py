"""SC-11: who comes first when not everyone can have a place; never a measure of fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from matching.ages import birthday
from matching.codes import ExperienceType
from matching.learner_records import Experience, Learner
from matching.records import Market

# Kinds that count as an experience of a workplace for Gatsby benchmark 6, outside the setting.
COUNTED = frozenset(
    {
        ExperienceType.VIS,
        ExperienceType.SHA,
        ExperienceType.TAS,
        ExperienceType.BLK,
        ExperienceType.EXT,
        ExperienceType.SIN,
        ExperienceType.VOL,
        ExperienceType.VIR,
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """How soon a learner needs a place; the smallest comes first.

    Attributes
    ----------
    has_experience : bool
        An experience of a workplace was evidenced.
    deadline : date
        The next one: the end of Year 11, then of the school year of the 18th birthday; after
        both the last date there is.
    hours : float
        Hours at workplaces so far.
    asked_on : date
        The day of the request; without one the last date there is.
    tie : str
        A digest of the seed, the setting's code and the learner's number.

    References
    ----------
    `docs/rules.md`, "Who comes first". Nothing here reads ability, behaviour, attendance or
    the cost of support.
    """

    has_experience: bool
    deadline: date
    hours: float
    asked_on: date
    tie: str


def need_of(learner: Learner, *, today: date, seed: int) -> Need:
    """What decides a learner's place in the order."""
    past = [experience for experience in learner.history if _counts(experience)]
    request = learner.request
    return Need(
        has_experience=any(experience.evidenced for experience in past),
        deadline=next_deadline(learner.date_of_birth, today=today),
        hours=round(sum(experience.hours for experience in past), 6),
        asked_on=date.max if request is None else request.asked_on,
        tie=learner_tie(learner, seed=seed),
    )


def _counts(experience: Experience) -> bool:
    return experience.type in COUNTED and not experience.internal


def next_deadline(date_of_birth: date, *, today: date) -> date:
    """The end of Year 11 or, once that is past, of Year 13; `date.max` after both."""
    for age in (16, 18):
        reached = birthday(date_of_birth, age=age)
        end = date(reached.year + (reached.month >= 9), 8, 31)
        if today <= end:
            return end
    return date.max


def learner_tie(learner: Learner, *, seed: int) -> str:
    """The digest that orders learners who are otherwise equal: of stable keys only."""
    return digest(seed, learner.setting, learner.number)


def digest(seed: int, *keys: object) -> str:
    """SHA-256 of a seed and stable keys, in hexadecimal."""
    text = "\x1f".join((str(seed), *map(str, keys)))
    return sha256(text.encode()).hexdigest()


def in_order(learners: Iterable[Learner], *, market: Market) -> tuple[Learner, ...]:
    """Learners by SC-11, the first in need first; the same for any order they come in."""
    return tuple(
        sorted(
            learners,
            key=lambda learner: (
                need_of(learner, today=market.today, seed=market.seed),
                learner.key,
            ),
        )
    )
