"""A learner’s whole profile as values: the one shape for forms, files and the practice town.

Names and codes are those of the models; a value left out is the model’s default.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, time

from webapp.catalogue.answers import AbilityLevel, NeedStrength
from webapp.catalogue.environment import Dimension
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.needs import Need
from webapp.catalogue.sectors import Sector
from webapp.catalogue.sen_codes import SenProvision, SenType
from webapp.catalogue.travel import TravelBand, TravelMode
from webapp.learners.models import (
    ConsentAnswer,
    ConsentKind,
    Dislike,
    NeverKind,
    PersonKind,
    SaidBy,
    Share,
    Topic,
    Weekday,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDetails:
    """One thing said: whose words, when, who may read it."""

    topic: Topic
    text: str
    said_by: SaidBy = SaidBy.ME
    said_on: date | None = None
    """None is the day it is stored."""
    share: Share = Share.SCHOOL_ONLY
    sector: Sector | None = None
    ability: AbilityLevel | None = None
    is_loved: bool = False
    safety_critical: bool = False
    minimum_wording: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementDetails:
    """One thing that helps at work; the codes are each required, or any one of them."""

    strength: NeedStrength
    need: Need | None = None
    adjustments: tuple[str, ...] = ()
    any_of: bool = False
    met_by_setting: bool = False
    start_from: time | None = None
    end_by: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SenseDetails:
    """The most the learner can manage of one sense, 1 to 5."""

    dimension: Dimension
    most: int
    strength: NeedStrength


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthDetails:
    """Safety facts that rules read; what they mean for a place is said in statements."""

    allergens: tuple[str, ...] = ()
    step_free: bool = False
    max_lift_kg: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelDetails:
    """How the learner travels, and how far."""

    band: TravelBand | None = None
    max_minutes: int | None = None
    max_changes: int | None = None
    max_walk_metres: int | None = None
    modes_refused: tuple[TravelMode, ...] = ()
    usual_mode: TravelMode | None = None
    travels_with: str | None = None
    payer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyDetails:
    """A known way to one site."""

    site_id: uuid.UUID
    mode: TravelMode
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
class AvailabilityDetails:
    """One weekday and the hours the learner can be at a placement."""

    weekday: Weekday
    start: time
    finish: time


@dataclass(frozen=True, slots=True, kw_only=True)
class UnavailableDetails:
    """Days the learner cannot go, first and last included."""

    from_date: date
    to_date: date
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftDetails:
    """One weekly shift of the learner’s own part-time job."""

    weekday: Weekday
    start: time
    finish: time
    break_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCoverDetails:
    """School or college staff who come along: level 0 to 5; no dates is every day."""

    level: int
    dates: tuple[date, ...] = ()
    who: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalDetails:
    """Why a placement inside the school is planned, and what comes after (HR-24)."""

    reason: str
    review_on: date
    external_step: str
    learner_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InternshipDetails:
    """What is recorded for a supported internship (HR-23)."""

    job_coach: str | None = None
    access_to_work: str = "not_recorded"
    """not_recorded, not_needed, applied or awarded."""
    insurer_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """What the learner is matched for."""

    types: tuple[ExperienceType, ...]
    from_date: date
    to_date: date
    days: int | None = None
    asked_on: date | None = None
    """None is the day it is stored."""
    aims: tuple[str, ...] = ()
    internal: InternalDetails | None = None
    internship: InternshipDetails | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverDetails:
    """Something the learner never wants."""

    kind: NeverKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastExperienceDetails:
    """An encounter or experience of a workplace the learner already had."""

    type: ExperienceType
    started_on: date
    ended_on: date
    hours: float = 0.0
    sector: Sector | None = None
    employer_name: str | None = None
    is_internal: bool = False
    criteria: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDetails:
    """Who agreed to what, in which words, until when."""

    kind: ConsentKind
    answer: ConsentAnswer
    given_by: str
    wording: str | None = None
    subject_id: uuid.UUID | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """Someone in the learner’s life."""

    kind: PersonKind
    name: str
    has_parental_responsibility: bool = False
    email: str | None = None
    phone: str | None = None
    prefers: str | None = None
    language: str | None = None
    order: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedDetails:
    """For the DSL and the lead alone; nothing of it reaches an employer."""

    looked_after: bool = False
    consent_by_authority: bool = False
    """A local authority holds parental responsibility under a care order."""
    keep_from_employers: tuple[str, ...] = ()
    keep_from_sites: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerDetails:
    """Everything of one learner."""

    mis_number: str
    first_name: str
    surname: str
    date_of_birth: date
    called: str | None = None
    pronouns: str | None = None
    upn: str | None = None
    postcode: str | None = None
    address_confidential: bool = False
    left_on: date | None = None
    gender: str | None = None
    sen_provision: SenProvision | None = None
    sen_type: SenType | None = None
    ehc_plan_until: date | None = None
    la_pilot: bool = False
    supervision: int = 0
    needs: tuple[Need, ...] = ()
    dislikes: tuple[Dislike, ...] = ()
    health: HealthDetails = field(default_factory=HealthDetails)
    accepts_headphones: bool = False
    own_job: tuple[ShiftDetails, ...] = ()
    restricted: RestrictedDetails = field(default_factory=RestrictedDetails)
    travel: TravelDetails = field(default_factory=TravelDetails)
    trusted_adult_id: uuid.UUID | None = None
    consent_giver: str | None = None
    no_parent_contact: bool = False
    confirmed_on: date | None = None
    big_change_on: date | None = None
    statements: tuple[StatementDetails, ...] = ()
    requirements: tuple[RequirementDetails, ...] = ()
    senses: tuple[SenseDetails, ...] = ()
    journeys: tuple[JourneyDetails, ...] = ()
    availability: tuple[AvailabilityDetails, ...] = ()
    unavailable: tuple[UnavailableDetails, ...] = ()
    staff_cover: tuple[StaffCoverDetails, ...] = ()
    requests: tuple[RequestDetails, ...] = ()
    nevers: tuple[NeverDetails, ...] = ()
    experiences: tuple[PastExperienceDetails, ...] = ()
    consents: tuple[ConsentDetails, ...] = ()
    people: tuple[PersonDetails, ...] = ()
