"""What the page about one learner of a plan is made of, line by line."""

from dataclasses import dataclass

from webapp.placements.plan_pages import PlacedLine
from webapp.placements.proposal_pages import BecauseLine, PartLine
from webapp.placements.run_pages import NearMiss


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedWhy:
    """Why one place."""

    line: PlacedLine
    parts: tuple[PartLine, ...]
    because: tuple[BecauseLine, ...]
    rank: int
    options: int
    given_up: str | None
    """The employer that fits better and was not chosen."""
    points: float
    """What one more learner there would cost the others, in points of fit."""
    wanted_by: tuple[str, ...]
    """Names of those who could go there and have nothing better, as far as the reader may see."""
    wanted_by_more: int
    """How many more there are."""
    is_known: bool
    """False until the explanation is worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Someone who has what the learner would need; nameless where it is not for the reader."""

    name: str | None
    score: int
    best_other: int | None
    """The fit of the best of their other places; None when they have nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNotThere:
    """Why not the place the reader picked."""

    employer: str
    lead: str
    change: tuple[str, ...]
    codes: tuple[str, ...] = ()
    score: int | None = None
    own_score: int | None = None
    points: float = 0
    rivals: tuple[Rival, ...] = ()
    parts: tuple[PartLine, ...] = ()
    """Points there, and at the own place as the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlace:
    """Another place, and what the plan would be like with the learner there."""

    employer: str
    score: int
    fit: str
    placed: int
    below: tuple[tuple[int, int], ...]
    """Limit of the fit, and how many more learners would be below it."""
    points: float
    """How much the fit of all together would change."""
    left_out: tuple[str, ...]
    left_out_more: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question that would open a better place."""

    miss: NearMiss
    score: int
    gain: int
    """More points of fit than the learner has now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """Everything on the page."""

    placed: list[PlacedWhy]
    own_words: str | None
    picked: WhyNotThere | None
    others: list[OtherPlace]
    questions: list[Question]
