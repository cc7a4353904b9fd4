"""What the matcher knows of one learner: needs, wishes, limits; never a label."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from matching.codes import (
    Ability,
    AccessToWork,
    Dislike,
    ExperienceType,
    JourneyEvidence,
    Mode,
    Sense,
    Strength,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A span of one day, local time, `start` before `end`."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing a learner needs at a place.

    Attributes
    ----------
    strength : Strength
        `MUST` decides, the others count.
    need : str or None
        Code of the functional need ("N-REG"). Alone, any adjustment that meets it will do.
    adjustments : tuple of str
        Codes that are *each* required.
    any_of : tuple of str
        Alternatives: one of them is required (beside all of `adjustments`).
    met_by_setting : bool
        The school or college brings it; nothing is asked of the employer.
    start_from, end_by : time or None
        Hours that go with TIM-01 or TIM-02: no earlier start, no later end. A `MUST` binds.
    """

    strength: Strength
    need: str | None = None
    adjustments: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    met_by_setting: bool = False
    start_from: time | None = None
    end_by: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SenseLimit:
    """The highest level, 1 to 5, of one sense that a learner can manage."""

    sense: Sense
    most: int
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a learner asked for.

    Attributes
    ----------
    types : tuple of ExperienceType
        Kinds wanted; a place is considered only for these.
    first, last : date
        First and last day wanted, both included.
    days : int or None
        Number of days wanted, 1 or more; None is as many as the kind allows.
    asked_on : date
        The day of asking (waiting lists read it).
    aims : tuple of str
        One to three aims, in the codes or words that tasks carry as `aims`.
    """

    types: tuple[ExperienceType, ...]
    first: date
    last: date
    asked_on: date
    days: int | None = None
    aims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Something a learner is good at, and how they do it."""

    text: str
    ability: Ability = Ability.ON_MY_OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """What a learner will not do: sector codes, employer keys, words of tasks, task flags."""

    sectors: frozenset[str] = frozenset()
    employers: frozenset[str] = frozenset()
    tasks: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One weekly shift of a part-time job; `weekday` 0 is Monday, break in minutes, unpaid."""

    weekday: int
    start: time
    end: time
    break_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One way to get to a site.

    Attributes
    ----------
    site : str
        Key of the site.
    mode : Mode
        The main means.
    minutes : int or None
        Door to door, one way; None when not known.
    changes, walk_metres : int
        Changes on the way; metres on foot, one way.
    practised : bool
        The learner has travelled this route and knows it.
    escorted : bool
        A named adult travels along.
    transport_named, payer_named : bool
        For bands 0 to 2: it is recorded which transport, and who pays.
    service : str
        What it is called ("bus 12"); may be empty.
    evidence : JourneyEvidence
        Where the minutes come from.
    """

    site: str
    mode: Mode
    minutes: int | None = None
    changes: int = 0
    walk_metres: int = 0
    practised: bool = False
    escorted: bool = False
    transport_named: bool = False
    payer_named: bool = False
    service: str = ""
    evidence: JourneyEvidence = JourneyEvidence.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """How a learner travels.

    Attributes
    ----------
    band : int
        0 escorted, 1 dropped off, 2 public transport with an adult, 3 known and practised
        route, 4 simple new route, 5 independent.
    max_minutes, max_changes, max_walk_metres : int or None
        Limits one way; None is no limit.
    refused_modes : frozenset of Mode
        Means the learner will not use.
    refused_times : tuple of Hours
        Times of day the learner will not travel.
    journeys : tuple of Journey
        What is recorded, for any site.
    """

    band: int = 5
    max_minutes: int | None = None
    max_changes: int | None = None
    max_walk_metres: int | None = None
    refused_modes: frozenset[Mode] = frozenset()
    refused_times: tuple[Hours, ...] = ()
    journeys: tuple[Journey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """A past experience; `evidenced` when its meaning was evidenced, `internal` in the setting."""

    type: ExperienceType
    sectors: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    hours: float = 0.0
    evidenced: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCover:
    """Setting staff who come along: level 0 to 5, on `dates` (None is every day)."""

    level: int
    dates: frozenset[date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyRule:
    """A safety rule set by staff: tasks with these hazards go; these adjustments are needed."""

    hazards: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyItem:
    """A safety-critical item; `may_be_sent` when its minimum wording may go to the employer."""

    code: str
    may_be_sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A circle to keep out of: National Grid metres, radius in metres."""

    easting: int
    northing: int
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Employers and sites (keys) and circles where a learner must not be placed."""

    employers: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalCase:
    """Why a placement inside the setting is planned, when that is reviewed, what comes after."""

    reason_recorded: bool = False
    review_on: date | None = None
    external_step_planned: bool = False
    learner_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Internship:
    """What is recorded for a supported internship."""

    on_roll: bool = True
    job_coach_named: bool = False
    access_to_work: AccessToWork = AccessToWork.NOT_RECORDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One learner, as the matcher reads them.

    There is no field for a diagnosis, a SEN type, a provision code, gender, ethnicity, care
    status, attendance or exclusions, so none of them can change a result.

    Attributes
    ----------
    key : str
        The caller's key, handed back in results.
    setting, number : str
        Setting code and MIS number (or key in a scenario file): stable, they break ties.
    date_of_birth : date
        Age, year group and school age are worked out from it for each date.
    ehc_plan_until : date or None
        Last day of a current EHC plan.
    la_pilot : bool
        Supported-internship pilot for learners without an EHC plan.
    needs : frozenset of str
        Codes of functional needs ("N-SEIZ").
    step_free : bool
        Wheelchair user, or no stairs at all.
    interests, hopes : tuple of str
        In the learner's words; never dislikes.
    loved : frozenset of str
        Interests that count more than the others; empty when all count the same.
    availability : mapping of int to Hours
        Weekday (0 is Monday) to the hours the learner can be at a place; empty is unknown.
    unavailable : frozenset of date
        Days off: exams, holidays, therapy, religious days.
    booked : frozenset of date
        Days of other placements.
    supervision : int
        Level needed, 0 to 5.
    consent_to_look : bool
        "Look for placements for me" is on.
    refused : frozenset of str
        Keys of offers the learner said no to.
    """

    key: str
    setting: str
    number: str
    date_of_birth: date
    request: Request | None = None
    ehc_plan_until: date | None = None
    la_pilot: bool = False
    needs: frozenset[str] = frozenset()
    requirements: tuple[Requirement, ...] = ()
    senses: tuple[SenseLimit, ...] = ()
    headphones: bool = False
    step_free: bool = False
    allergens: frozenset[str] = frozenset()
    safety_rules: tuple[SafetyRule, ...] = ()
    safety_items: tuple[SafetyItem, ...] = ()
    interests: tuple[str, ...] = ()
    loved: frozenset[str] = frozenset()
    chosen_sectors: frozenset[str] = frozenset()
    hopes: tuple[str, ...] = ()
    skills: tuple[Skill, ...] = ()
    dislikes: frozenset[Dislike] = frozenset()
    never: Never = field(default_factory=Never)
    availability: Mapping[int, Hours] = field(default_factory=dict)
    unavailable: frozenset[date] = frozenset()
    booked: frozenset[date] = frozenset()
    jobs: tuple[Job, ...] = ()
    travel: Travel = field(default_factory=Travel)
    supervision: int = 0
    staff_cover: tuple[StaffCover, ...] = ()
    history: tuple[Experience, ...] = ()
    consent_to_look: bool = False
    refused: frozenset[str] = frozenset()
    restriction: Restriction = field(default_factory=Restriction)
    internal_case: InternalCase = field(default_factory=InternalCase)
    internship: Internship = field(default_factory=Internship)
    profile_confirmed_on: date | None = None
    big_change_on: date | None = None
