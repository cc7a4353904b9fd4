"""The records of explanations: why here, why not there, what else, who waits, what to recruit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matching.cohort_records import LockSource, Planned
from matching.findings import Finding
from matching.proposals import NearMiss
from matching.scoring import Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a plan reaches, or the difference between two plans.

    Attributes
    ----------
    placed : int
        Learners with a placement.
    below : tuple of int
        New placements below each band of the score, lowest band first.
    units : int
        Sum of the units of all placements.
    """

    placed: int
    below: tuple[int, ...]
    units: int

    def less(self, other: "Figures") -> "Figures":
        """These figures less the others."""
        return Figures(
            placed=self.placed - other.placed,
            below=tuple(own - others for own, others in zip(self.below, other.below, strict=True)),
            units=self.units - other.units,
        )


class WhyNotReason(StrEnum):
    """Why a learner is not at a place in a plan; the first of these that is true.

    not_available: a restricted reason, which carries nothing. refused: the learner said no.
    rule: a rule blocks. one_by_one: a kind that no plan contains. veto: the lead said never.
    none_wanted: nothing is wanted for the learner. locked_away: the learner stays elsewhere.
    taken: held and settled places leave no room. priority: others come first in SC-11.
    criteria: the learner's own place scores as high or higher, or this one adds nothing.
    kept: a place of the last plan is kept. price: the others there would lose more.
    """

    NOT_AVAILABLE = "not_available"
    REFUSED = "refused"
    RULE = "rule"
    ONE_BY_ONE = "one_by_one"
    VETO = "veto"
    NONE_WANTED = "none_wanted"
    LOCKED_AWAY = "locked_away"
    TAKEN = "taken"
    PRIORITY = "priority"
    CRITERIA = "criteria"
    KEPT = "kept"
    PRICE = "price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A learner who has a place that somebody else would need.

    Attributes
    ----------
    learner : str
        The key; who may see it is for the caller to decide.
    units : int
        Their score there.
    other_options : int
        Other places that the rules and the lead allow them, full ones too.
    best_other : int or None
        The highest units among those; None when they have nothing else.
    """

    learner: str
    units: int
    other_options: int
    best_other: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDifference:
    """One criterion at two places: its points (of 100) there and at the learner's own place."""

    code: str
    there: float
    own: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """The one leading reason why a learner is not at an offer in a plan.

    Attributes
    ----------
    window : str or None
        The window it is about: the one with the highest score; None where no window is allowed.
    findings : tuple of Finding
        What blocks, for "refused" and "rule"; never a restricted one.
    units, own_units : int or None
        The score there and at the learner's own place, where there is one.
    price : int
        What one more learner there costs the others, in units; 0 where nobody needs it.
    rivals : tuple of Rival
        Who has what the learner would need, the first in need first, for "taken", "priority",
        "kept" and "price".
    differences : tuple of PartDifference
        By criterion, where there is an own place; empty for a plan of bare arrays.
    """

    learner: str
    offer: str
    reason: WhyNotReason
    window: str | None = None
    findings: tuple[Finding, ...] = ()
    units: int | None = None
    own_units: int | None = None
    price: int = 0
    rivals: tuple[Rival, ...] = ()
    differences: tuple[PartDifference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyThis:
    """Why a learner is at an offer in a plan.

    Attributes
    ----------
    placement : Planned
        With its parts, conditions and gates.
    because : tuple of Because
        What the learner said that speaks for it; empty for a plan of bare arrays.
    rank : int
        1 when none of the learner's options scores higher.
    options : int
        Windows that every rule allows the learner, this one counted.
    given_up : WhyNot or None
        The option that scores highest, and why not that one; None when the rank is 1.
    """

    placement: Planned
    because: tuple[Because, ...]
    rank: int
    options: int
    given_up: WhyNot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another place a learner could have, and what that costs the cohort.

    Attributes
    ----------
    units : int
        The learner's score there.
    bound : int
        What it costs by prices, in units, without solving again; 0 or more. For the objective
        "total" the exact cost is never lower.
    change : Figures
        The best plan with the learner there, less the plan: solved again for the same aims.
    left_out : tuple of str
        Learners who have a placement in the plan and none then, the first in need first.
    exact : bool
        True when every stage of the new plan was proved, so `change` is exact.
    """

    offer: str
    window: str
    units: int
    bound: int
    change: Figures
    left_out: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """A place that one change would open, held against what the learner has in the plan.

    Attributes
    ----------
    miss : NearMiss
        The place, its one cause, and the score it would have.
    gain : int
        Its units less those of the learner's own place; all of them without one.
    would_place : bool
        The learner has no placement in the plan.
    """

    miss: NearMiss
    gain: int
    would_place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A learner who could be at a place and is not; `elsewhere` says whether they have another.

    Attributes
    ----------
    position : int
        1 is the first in need.
    units : int
        The learner's score there.
    elsewhere : str or None
        Offer of their placement in the plan, an approved one before others.
    lock : LockSource or None
        Whether that placement is approved or locked.
    """

    learner: str
    position: int
    units: int
    elsewhere: str | None
    lock: LockSource | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingList:
    """Who is at a place, and who waits for it, both in order of SC-11."""

    offer: str
    window: str
    there: tuple[str, ...]
    waiting: tuple[Waiting, ...]

    def passed_over(self, learner: str) -> tuple[str, ...]:
        """Who waits before a learner without an approved place: giving it to them asks why."""
        before: list[str] = []
        for one in self.waiting:
            if one.learner == learner:
                return tuple(before)
            if one.lock is not LockSource.APPROVED:
                before.append(one.learner)
        return ()


class TargetKind(StrEnum):
    """What to recruit: places at a window, an adjustment, or one more of a sector or an area."""

    PLACE = "place"
    ADJUSTMENT = "adjustment"
    SECTOR = "sector"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something to recruit, and what the best plan would then reach.

    Attributes
    ----------
    kind : TargetKind
        What is asked for.
    name : str
        Of what kind: the window's key, the adjustment's code, the sector's code, or the 10 km
        square of the National Grid ("440,330": kilometres of its south-west corner).
    offer, window, employer : str
        Whom to ask; for a sector or an area the place that such a new one is a copy of.
        `window` is empty for an adjustment.
    day : date or None
        A day on which everybody at the extra places is there; None for an adjustment.
    places : int
        Extra places; 0 for an adjustment.
    predicted : Figures
        By prices alone: most learners first, then units; its `below` are all 0.
    gain : Figures
        The plan solved again with it, less the plan: this is what counts.
    newly_placed, left_out : tuple of str
        Who would have a placement then and has none now, the first in need first; and the other
        way round, which only days that overlap or an adjustment can bring about.
    exact : bool
        True when every stage of the new plan was proved.
    """

    kind: TargetKind
    name: str
    offer: str
    window: str
    employer: str
    day: date | None
    places: int
    predicted: Figures
    gain: Figures
    newly_placed: tuple[str, ...]
    left_out: tuple[str, ...]
    exact: bool
