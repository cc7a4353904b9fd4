"""The records of a plan for a whole cohort: what the lead asks for, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from matching.codes import ExperienceType
from matching.findings import Evidence, Finding
from matching.scoring import Part

BANDS = (3_000, 4_000, 5_000)


class LockSource(StrEnum):
    """Why a learner stays at a place: it was approved, or the lead locked it."""

    APPROVED = "approved"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A learner who stays at a place.

    Attributes
    ----------
    learner, offer : str
        Their keys.
    window : str or None
        None for a lock is the best window of the offer.
    dates : tuple of date
        The days that were approved; empty is the days the rules give.
    source : LockSource
        An approved place stays whatever else is true of it; a lock stays if a rule allows it.
    """

    learner: str
    offer: str
    window: str | None = None
    dates: tuple[date, ...] = ()
    source: LockSource = LockSource.LOCKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A learner and an offer that the lead never wants together."""

    learner: str
    offer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepApart:
    """Learners who are never at the same employer on the same day."""

    key: str
    learners: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """A placement of the last plan, which is kept where it can be."""

    learner: str
    offer: str
    window: str
    dates: tuple[date, ...] = ()


class Objective(StrEnum):
    """What a plan aims for, after the rules: see `matching.matcher`."""

    FAIR = "fair"
    PLACED = "placed"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """What a run aims for, and how far it goes: see the parameters of `Matcher`.

    `bands` are in order, lowest first, each once.
    """

    objective: Objective = Objective.FAIR
    bands: tuple[int, ...] = BANDS
    steady: bool = True
    keep_bonus: int = 1
    node_limit: int = 2_000
    time_limit: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What the lead asks of a plan; in any order, the order changes nothing.

    Attributes
    ----------
    placements_wanted : mapping of str to int
        Learner key to the number of placements in this plan, approved ones counted; missing
        is 1, and 0 leaves the learner out.
    employer_places, site_places : mapping of str to int
        Learners at once at an employer or site, over all its offers; missing is no limit.
    """

    locks: tuple[Lock, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    keep_apart: tuple[KeepApart, ...] = ()
    previous: tuple[Previous, ...] = ()
    placements_wanted: Mapping[str, int] = field(default_factory=dict)
    employer_places: Mapping[str, int] = field(default_factory=dict)
    site_places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One placement of a plan.

    Attributes
    ----------
    units : int
        The score, 0 to 10,000; 0 for an approved place that a rule blocks now.
    dates : tuple of date
        The days, first to last.
    lock : LockSource or None
        Set when it was settled before the plan was made.
    round : int
        1 for a learner's first placement of the plan, 2 for the second ...
    conditions, gates : tuple of Finding
        What has to be done first; empty for a plan of bare arrays.
    parts : tuple of Part
        Every criterion of the score; empty for a plan of bare arrays.
    """

    learner: str
    offer: str
    window: str
    employer: str
    site: str
    type: ExperienceType | None
    units: int
    dates: tuple[date, ...]
    lock: LockSource | None = None
    round: int = 1
    conditions: tuple[Finding, ...] = ()
    gates: tuple[Finding, ...] = ()
    parts: tuple[Part, ...] = ()


class UnplacedReason(StrEnum):
    """Why a learner has no placement in a plan."""

    NONE_WANTED = "none_wanted"
    NO_CONSENT_TO_LOOK = "no_consent_to_look"
    NO_REQUEST = "no_request"
    ONE_BY_ONE_ONLY = "one_by_one_only"
    NO_AVAILABILITY = "no_availability"
    CONTRADICTORY_LOCKS = "contradictory_locks"
    RULED_OUT = "ruled_out"
    VETOED = "vetoed"
    OTHERS_COME_FIRST = "others_come_first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A learner without a placement; `options` counts the windows that every rule allows."""

    learner: str
    reasons: tuple[UnplacedReason, ...]
    options: int


class PlanFindingCode(StrEnum):
    """What the lead has to know of what was asked, or of the data."""

    UNKNOWN_LEARNER = "unknown_learner"
    UNKNOWN_OFFER = "unknown_offer"
    UNKNOWN_WINDOW = "unknown_window"
    CONTRADICTORY_LOCKS = "contradictory_locks"
    VETO_ON_APPROVED = "veto_on_approved"
    VETO_ON_LOCKED = "veto_on_locked"
    APPROVED_BLOCKED = "approved_blocked"
    LOCK_BLOCKED = "lock_blocked"
    LOCK_WITHOUT_PLACE = "lock_without_place"
    CAPACITY_BELOW_APPROVED = "capacity_below_approved"
    APPROVED_NOT_APART = "approved_not_apart"
    WANTED_BELOW_ZERO = "wanted_below_zero"
    OFFER_WITHOUT_TASKS = "offer_without_tasks"
    OFFER_WITHOUT_WINDOW = "offer_without_window"
    LEARNER_WITHOUT_REQUEST = "learner_without_request"
    LEARNER_WITHOUT_AVAILABILITY = "learner_without_availability"
    LEARNER_WITHOUT_CONSENT = "learner_without_consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFinding:
    """One thing found in what was asked or in the data, with the keys it is about."""

    code: PlanFindingCode
    learner: str | None = None
    offer: str | None = None
    window: str | None = None
    evidence: Evidence = field(default_factory=Evidence)


class ChangeWhy(StrEnum):
    """Why a learner's placement is another one than in the last plan."""

    NEWLY_PLACED = "newly_placed"
    LOCKED = "locked"
    VETOED = "vetoed"
    PLACE_WITHDRAWN = "place_withdrawn"
    NO_LONGER_ALLOWED = "no_longer_allowed"
    PLACE_NEEDED = "place_needed"
    DATES_MOVED = "dates_moved"
    BETTER_FOR_ALL = "better_for_all"


FORCED = frozenset(set(ChangeWhy) - {ChangeWhy.BETTER_FOR_ALL, ChangeWhy.PLACE_NEEDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference from the last plan; `forced` when the old placement was not possible."""

    learner: str
    was: Previous | None
    now: Planned | None
    why: ChangeWhy

    @property
    def forced(self) -> bool:
        """Whether the change follows from new facts about this learner or this place alone."""
        return self.why in FORCED


class Method(StrEnum):
    """How a round was solved: as a flow, with proof; or with parts as an integer programme."""

    FLOW = "flow"
    FLOW_AND_MIP = "flow+mip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One aim of a round, in order, with what was reached.

    Attributes
    ----------
    round : int
        1 is every learner's first placement.
    aim : str
        "placed", "below 3000" (one for each band) or "units".
    value : int
        Learners placed, learners below the band, or the sum of units.
    gap : float
        0 when the value is proved the best; else the share by which it may be off.
    """

    round: int
    aim: str
    value: int
    gap: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProof:
    """What proves a round: for a flow, integers `primal` and `dual` that are equal.

    `holds` is False only where part of the round was solved as an integer programme; `gap` is
    then the largest gap of its stages.
    """

    round: int
    method: Method
    primal: int
    dual: int
    holds: bool
    gap: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTotals:
    """The figures of a plan; `below` counts new placements below each band, lowest band first."""

    learners: int
    placed: int
    placements: int
    units: int
    below: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPlan:
    """A plan for a whole cohort, with its proof and all that the lead has to know.

    Attributes
    ----------
    placements : tuple of Planned
        By learner (in order of SC-11), then round.
    unplaced : tuple of Unplaced
        In order of SC-11, the first in need first.
    findings : tuple of PlanFinding
        By code, then keys.
    changes : tuple of Change
        Against the last plan, in order of SC-11; empty without one.
    gap : float
        0 when every stage is proved; else the largest gap of any stage.
    """

    placements: tuple[Planned, ...]
    unplaced: tuple[Unplaced, ...]
    findings: tuple[PlanFinding, ...]
    changes: tuple[Change, ...]
    stages: tuple[Stage, ...]
    proofs: tuple[RoundProof, ...]
    totals: PlanTotals
    rules_version: str
    weights: tuple[tuple[str, float], ...]
    seed: int
    method: Method
    gap: float
