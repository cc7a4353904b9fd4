"""The entries of a scenario file: settings, staff, learners, employers, placements."""

from dataclasses import dataclass, field
from datetime import date

from webapp.accounts.models import Role
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.employer_replies import DeclineReason
from webapp.catalogue.organisations import SettingType
from webapp.catalogue.travel import TravelMode
from webapp.debriefs.models import HelpToAnswer
from webapp.employers.registration import EmployerDetails
from webapp.learners.profile import LearnerDetails
from webapp.placements.approvals import CancelReason
from webapp.placements.models import Answer, AnsweredHow, Gate, PlacementState
from webapp.providers.models import WorkingDays
from webapp.scenarios.nodes import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """A term of a school year."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingEntry:
    """A school or college."""

    key: str
    name: str
    type: SettingType
    postcode: str
    phone: str
    name_for_employers: str | None = None
    phone_out_of_hours: str | None = None
    terms: tuple[TermEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffEntry:
    """Someone who works there."""

    key: str
    name: str
    roles: tuple[Role, ...]
    job_title: str
    phone: str
    node: Node
    email: str | None = None
    is_main_contact: bool = False
    setting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyEntry:
    """A way to an employer’s site (its first, or the one named), in minutes or kilometres."""

    to: str
    mode: TravelMode
    site: str | None = None
    service: str | None = None
    minutes: int | None = None
    kilometres: float | None = None
    changes: int = 0
    walk_metres: int | None = None
    is_practised: bool = False
    evidence: str = "staff"
    payer: str | None = None
    who_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerEntry:
    """A learner and what points at others in the file."""

    key: str
    details: LearnerDetails
    node: Node
    setting: str | None = None
    trusted_adult: str | None = None
    journeys: tuple[JourneyEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerEntry:
    """An employer and what points at others in the file."""

    key: str
    details: EmployerDetails
    node: Node
    internal_to: str | None = None
    holds: tuple["HoldEntry", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEntry:
    """Places of one window that others hold already."""

    window: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GateEntry:
    """A gate that is green; without a date, since the placement was agreed."""

    gate: Gate
    done_on: date | None = None
    evidence: str = "As the scenario says"
    given_by: str | None = None
    """For consents: who gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEntry:
    """The briefing pack: when it was sent and read, and how confident its reader was then."""

    sent_on: date | None = None
    read_on: date | None = None
    read_by: str | None = None
    confidence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefEntry:
    """Answers of one voice: question (or the words of a task) to choices, or words."""

    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    helped: HelpToAnswer | None = None
    given_on: date | None = None
    finished: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementEntry:
    """A placement brought to a state by the services, step by step."""

    learner: str
    employer: str
    state: PlacementState
    node: Node
    lead: str | None = None
    """Key of the staff member who decides; the school’s first lead where it is left out."""
    began_on: date | None = None
    """The day of every step up to the second decision; today where it is left out."""
    answer: Answer = Answer.YES
    how: AnsweredHow = AnsweredHow.ALONE
    why: str = "Fits what the learner asked for."
    rank_reason: str = ""
    adjustments: dict[str, AdjustmentAnswer] = field(default_factory=dict)
    """What the employer answers for this learner, where it differs from its answers to all."""
    employer_note: str = ""
    decline_reason: DeclineReason = DeclineReason.OTHER
    reached: PlacementState | None = None
    """How far it came before it ended or paused."""
    cancel_reason: CancelReason = CancelReason.OTHER
    ended_on: date | None = None
    """The day it ended early, was cancelled or did not start."""
    gates: tuple[GateEntry, ...] | None = None
    """Left out for a state that needs them all: every gate that is needed was recorded."""
    pack: PackEntry | None = None
    learner_debrief: DebriefEntry | None = None
    employer_debrief: DebriefEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole file."""

    today: date
    calendar: WorkingDays
    settings: tuple[SettingEntry, ...]
    staff: tuple[StaffEntry, ...]
    learners: tuple[LearnerEntry, ...]
    employers: tuple[EmployerEntry, ...]
    placements: tuple[PlacementEntry, ...]
