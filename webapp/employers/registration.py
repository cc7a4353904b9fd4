"""A whole employer as plain values: what forms, scenario files and the practice town hand over.

The parts are those of the registration form. Areas and people are
named, not numbered, so that a file written by hand can point at them.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, time

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.environment import Doors, Floor, Light, Smell, Stairs, Temperature
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.hazards import Hazard, MachineGuard
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.sectors import Sector
from webapp.employers.models import (
    AloneWithLearner,
    Availability,
    ContactRole,
    DisabilityConfident,
    Insurance,
    InsurerTold,
    ProtectiveGearFrom,
    Readiness,
    RiskAssessment,
    RiskLevel,
    SafeguardingPolicy,
    YesNoNotSure,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """Who the employer is."""

    name: str
    types: tuple[EmployerType, ...]
    sectors: tuple[Sector, ...]
    description: str | None = None
    website: str | None = None
    registration_number: str | None = None
    heard_from: str | None = None
    disability_confident: DisabilityConfident = DisabilityConfident.NOT_SURE
    disability_confident_until: date | None = None
    public_listing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """A person at the employer."""

    role: ContactRole
    name: str
    job_title: str | None = None
    email: str | None = None
    phone: str | None = None
    best_way: str | None = None
    best_time: str | None = None
    checks: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceDetails:
    """The insurance the employer has or will get."""

    answer: Insurance
    insurer: str | None = None
    policy: str | None = None
    until: date | None = None
    reason: str | None = None
    certificate: str | None = None
    """The name of the stored file."""
    insurer_told: InsurerTold | None = None
    insurer_told_on: date | None = None
    public_liability: YesNoNotSure = YesNoNotSure.NOT_SURE
    public_liability_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FireDetails:
    """What happens when the fire alarm goes."""

    step_free_escape: YesNoNotSure = YesNoNotSure.NOT_SURE
    visual_alarm: YesNoNotSure = YesNoNotSure.NOT_SURE
    buddy_system: YesNoNotSure = YesNoNotSure.NOT_SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyDetails:
    """How people are kept safe."""

    had_under_18s: bool | None = None
    risk_level: RiskLevel | None = None
    risk_assessment: RiskAssessment | None = None
    first_aider: str | None = None
    fire: FireDetails = field(default_factory=FireDetails)
    accident_contact: str | None = None
    safeguarding_policy: SafeguardingPolicy | None = None
    alone_with_learner: AloneWithLearner | None = None
    alone_when: str | None = None
    cancelled_when_away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDetails:
    """What the employer agreed to and read."""

    code_agreed_by: str | None = None
    code_agreed_on: date | None = None
    privacy_notice_read_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportDetails:
    """How confident they are and what would help. Turned into help, never into a score."""

    confidence: int | None = None
    help_wanted: tuple[str, ...] = ()
    experience_so_far: str | None = None
    could_lead_to: tuple[str, ...] = ()
    other_adjustments: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurroundingsDetails:
    """What an area is like beside the levels of the senses."""

    pace: int | None = None
    surprises: int | None = None
    lights: tuple[Light, ...] = ()
    temperatures: tuple[Temperature, ...] = ()
    smells: tuple[Smell, ...] = ()
    floors: tuple[Floor, ...] = ()
    stairs: Stairs | None = None
    doors: Doors | None = None
    music: bool | None = None
    indoor_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDetails:
    """A part of a site with its own levels, 1 to 5; None means nobody knows."""

    name: str
    noise: int | None = None
    crowd: int | None = None
    light: int | None = None
    temperature: int | None = None
    smell: int | None = None
    touch: int | None = None
    smells_of: tuple[str, ...] = ()
    allergens: tuple[str, ...] = ()
    surroundings: SurroundingsDetails = field(default_factory=SurroundingsDetails)
    hazards: tuple[Hazard, ...] = ()
    risk_talk_on: date | None = None
    risk_talk_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation19Details:
    """The three conditions on a listed hazard for over school age and under 18.

    Management of Health and Safety at Work Regulations 1999, regulation 19(3).
    """

    needed_for_training: bool = False
    competent_supervisor: bool = False
    risk_reduced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDetails:
    """Something a learner would do. `area` is the name of an area of the same site."""

    text: str
    area: str | None = None
    hazards: tuple[Hazard, ...] = ()
    machine_guard: MachineGuard | None = None
    regulation_19: Regulation19Details = field(default_factory=Regulation19Details)
    minutes: int | None = None
    done_looks_like: str | None = None
    who_shows: str | None = None
    difficulty: int | None = None
    posture: str | None = None
    indoors: bool | None = None
    with_public: bool | None = None
    uses: tuple[str, ...] = ()
    is_observation: bool = False
    headphones_safe: bool | None = None
    alone_with_learner: AloneWithLearner | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimitDetails:
    """The ages one type of experience takes, where it differs from the window’s own."""

    type: ExperienceType
    min_age: int | None = None
    max_age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDetails:
    """A date range x weekdays x hours x places. Weekdays are mon tue wed thu fri sat sun."""

    types: tuple[ExperienceType, ...]
    from_date: date
    to_date: date
    weekdays: tuple[str, ...]
    start: time
    finish: time
    break_minutes: int = 0
    flex_start: time | None = None
    flex_finish: time | None = None
    places: int = 1
    group_size: int | None = None
    min_age: int | None = None
    max_age: int | None = None
    ages_by_type: tuple[AgeLimitDetails, ...] = ()
    year_groups: tuple[str, ...] = ()
    notice_days: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDetails:
    """What a site can do. `supervisor` and `stand_in` are names of contacts."""

    title: str
    supervision: int = 0
    supervision_ratio: str | None = None
    supervisor: str | None = None
    stand_in: str | None = None
    job_coach: str | None = None
    tasks: tuple[TaskDetails, ...] = ()
    windows: tuple[WindowDetails, ...] = ()
    is_published: bool = True
    """Whether learners may be matched with it."""
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDetails:
    """One address, its areas and its offers."""

    name: str
    address: str
    postcode: str
    what3words: str | None = None
    is_private_home: bool = False
    which_door: str | None = None
    is_stop_near: YesNoNotSure | None = None
    nearest_stop: str | None = None
    walk_metres: int | None = None
    public_transport: str | None = None
    parking: tuple[str, ...] = ()
    toilets: tuple[str, ...] = ()
    breaks: str | None = None
    lunch: tuple[str, ...] = ()
    quiet_place: str | None = None
    dress: str | None = None
    dress_feel: str | None = None
    ppe: str | None = None
    ppe_from: ProtectiveGearFrom | None = None
    surprising_rules: str | None = None
    areas: tuple[AreaDetails, ...] = ()
    offers: tuple[OfferDetails, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentAnswerDetails:
    """An answer for all sites, or for the site or area that is named."""

    adjustment: Adjustment
    answer: AdjustmentAnswer
    site: str | None = None
    area: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityDetails:
    """Whether the employer takes anyone at present, why not, and when to ask again."""

    answer: Availability = Availability.YES
    reason: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerDetails:
    """A whole registration. Keys are given by scenario files and made where they are missing."""

    organisation: OrganisationDetails
    contacts: tuple[ContactDetails, ...]
    insurance: InsuranceDetails
    sites: tuple[SiteDetails, ...]
    answers: tuple[AdjustmentAnswerDetails, ...] = ()
    safety: SafetyDetails = field(default_factory=SafetyDetails)
    agreement: AgreementDetails = field(default_factory=AgreementDetails)
    support: SupportDetails = field(default_factory=SupportDetails)
    readiness: Readiness = Readiness.REGISTERED
    is_paused: bool = False
    availability: AvailabilityDetails = field(default_factory=AvailabilityDetails)
    placed_before: int = 0
    is_internal_to: uuid.UUID | None = None
    """The school, when the employer is the school itself."""
    confirmed_on: date | None = None
    """When all this was last said to be right; today where it is missing."""
    key: str | None = None
