"""What a run hands back for one learner: proposals, places ruled out, near misses, and why few."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from matching.cases import Day, HoursKind
from matching.codes import ExperienceType
from matching.findings import Cause, Finding, Outcome
from matching.offer_records import Task
from matching.rules import RemovedTask
from matching.scoring import Because, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One place that passes every rule.

    Attributes
    ----------
    offer, employer, window : str
        The caller's keys.
    rank : int
        1 is first.
    score : float
        0 to 100; `units` is the same from 0 to 10,000 and decides the rank.
    parts : tuple of Part
        Every criterion, in order of its code.
    days : tuple of Day
        The dates with their hours.
    tasks : tuple of Task
        Tasks that remain, those nearest to interests and hopes first.
    conditions, gates, hard, staff_tasks, notes : tuple of Finding
        By outcome; conditions carry the last day they can be done.
    """

    offer: str
    employer: str
    window: str
    type: ExperienceType
    rank: int
    score: float
    units: int
    parts: tuple[Part, ...]
    days: tuple[Day, ...]
    hours_kind: HoursKind
    tasks: tuple[Task, ...]
    removed: tuple[RemovedTask, ...]
    conditions: tuple[Finding, ...]
    gates: tuple[Finding, ...]
    hard: tuple[Finding, ...]
    staff_tasks: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    because: tuple[Because, ...]
    stretch: bool
    new_sector: bool

    @property
    def hours(self) -> float:
        """Worked hours of all days, breaks left out."""
        return sum(day.worked_minutes for day in self.days) / 60

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates, first to last."""
        return tuple(day.date for day in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """One place that is never proposed, and every finding that blocks it."""

    offer: str
    employer: str
    type: ExperienceType | None
    findings: tuple[Finding, ...]
    removed: tuple[RemovedTask, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that block it, sorted, each once."""
        return tuple(sorted({finding.code for finding in self.findings}))

    @property
    def restricted(self) -> bool:
        """Whether the reason is for the DSL and the careers lead only."""
        return any(finding.restricted for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """One place blocked by one cause that somebody can change.

    Attributes
    ----------
    cause : Cause
        Chooses the question to ask.
    cause_key : str
        The one cause ("adjustment:PHY-01", "insurance:cover", "dates:hours" ...).
    codes : tuple of str
        All rules that this cause trips, sorted.
    findings : tuple of Finding
        What blocks now, with evidence.
    adjustments : tuple of str
        Adjustments each of which alone would do, sorted; may be empty.
    units : int
        The score it would have, 0 to 10,000; near misses are in this order.
    """

    offer: str
    employer: str
    type: ExperienceType
    cause: Cause
    cause_key: str
    codes: tuple[str, ...]
    findings: tuple[Finding, ...]
    adjustments: tuple[str, ...]
    units: int


class FewReason(StrEnum):
    """Why there are fewer proposals than a learner should have."""

    NO_CONSENT_TO_LOOK = "no_consent_to_look"
    NO_REQUEST = "no_request"
    NO_AVAILABILITY = "no_availability"
    FEW_OFFERS = "few_offers"
    RULED_OUT = "ruled_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyFew:
    """Reasons, and how many offers each rule rules out (most first; restricted ones left out)."""

    reasons: tuple[FewReason, ...]
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligible:
    """One place that passes every rule, with its score units, in order of rank."""

    offer: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSet:
    """All that a run says of one learner.

    Attributes
    ----------
    proposals : tuple of Proposal
        Up to five, best first.
    eligible : tuple of Eligible
        Every place that passes, best first, also beyond the five.
    blocked : tuple of Blocked
        Every other place, by stable key.
    near_misses : tuple of NearMiss
        By the score they would have.
    fewer_than_three : WhyFew or None
        Set when there are fewer than three proposals.
    no_stretch, no_new_sector : bool
        No place that passes is a stretch, or in a new sector.
    """

    learner: str
    today: date
    rules_version: str
    weights: tuple[tuple[str, float], ...]
    seed: int
    proposals: tuple[Proposal, ...]
    eligible: tuple[Eligible, ...]
    blocked: tuple[Blocked, ...]
    near_misses: tuple[NearMiss, ...]
    fewer_than_three: WhyFew | None
    no_stretch: bool
    no_new_sector: bool

    def for_staff(self) -> "ProposalSet":
        """The set for people who may not see restricted reasons: "not available", and no more."""
        return replace(self, blocked=tuple(_masked(place) for place in self.blocked))


def _masked(place: Blocked) -> Blocked:
    if not place.restricted:
        return place
    hidden = Finding(
        code="",
        outcome=Outcome.BLOCK,
        cause=Cause.NOT_AVAILABLE,
        cause_key="",
    )
    return replace(place, findings=(hidden,), removed=())
