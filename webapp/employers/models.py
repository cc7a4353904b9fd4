"""Employers: who they are, where, what a learner could do there, when, with which adjustments."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.hazards import Hazard, MachineGuard
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.sectors import Sector
from webapp.core.db import Base, Codes, key_column


class Insurance(StrEnum):
    """The answer about employers’ liability insurance (ELCI)."""

    HELD = "held"
    EXEMPT_PUBLIC = "exempt_public"
    EXEMPT_OTHER = "exempt_other"
    NOT_YET = "not_yet"
    NOT_SURE = "not_sure"
    """Nobody has asked yet, or they have to look."""


class InsurerTold(StrEnum):
    """Whether the insurer knows of long or unusual placements."""

    YES = "yes"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"
    NOT_SURE = "not_sure"


class Availability(StrEnum):
    """Whether the employer takes anyone at present."""

    YES = "yes"
    MAYBE = "maybe"
    NOT_NOW = "not_now"
    ASK_LATER = "ask_later"


class ProtectiveGearFrom(StrEnum):
    """Who provides protective gear."""

    EMPLOYER = "employer"
    SETTING = "setting"
    LEARNER = "learner"
    NOT_NEEDED = "not_needed"
    NOT_SURE = "not_sure"


class YesNoNotSure(StrEnum):
    """An answer where not knowing is allowed."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class RiskLevel(StrEnum):
    """How risky the areas are that learners would use; sets how they are checked."""

    LOW = "low"
    SOME = "some"
    HIGHER = "higher"
    NOT_SURE = "not_sure"


class RiskAssessment(StrEnum):
    """Whether the risk assessment covers young people."""

    COVERS = "covers"
    WILL_REVIEW = "will_review"
    NOT_WRITTEN_UNDER_FIVE = "not_written_under_five"
    HELP_PLEASE = "help_please"


class SafeguardingPolicy(StrEnum):
    """What the employer follows to keep young people safe."""

    OWN = "own"
    FOLLOWS_SETTING = "follows_setting"
    NEEDS_TEMPLATE = "needs_template"


class AloneWithLearner(StrEnum):
    """Whether one adult would be alone with the learner."""

    NEVER = "never"
    IN_OPEN_VIEW = "in_open_view"
    YES = "yes"


class Readiness(StrEnum):
    """How far the employer is on the way to hosting; never blocks a match by itself."""

    ENQUIRING = "enquiring"
    REGISTERED = "registered"
    CHECKED = "checked"
    READY_FOR_VISITS = "ready_for_visits"
    READY_FOR_PLACEMENTS = "ready_for_placements"
    EXPERIENCED = "experienced"
    CHAMPION = "champion"


class DisabilityConfident(StrEnum):
    """Shown as information; never scored."""

    NONE = "none"
    COMMITTED = "committed"
    EMPLOYER = "employer"
    LEADER = "leader"
    NOT_SURE = "not_sure"


class Employer(Base):
    """An organisation that may host learners."""

    __tablename__ = "employer"
    __table_args__ = (
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("name_key", "postcode"),
        sa.CheckConstraint("confidence BETWEEN 1 AND 5", name="confidence_1_to_5"),
    )

    id: Mapped[uuid.UUID] = key_column()
    key: Mapped[str] = mapped_column(sa.String(60))
    """A stable short code that breaks ties in matching."""
    name: Mapped[str] = mapped_column(sa.String(120))
    name_key: Mapped[str] = mapped_column(sa.String(120))
    """The name in lower case without punctuation, for finding duplicates."""
    postcode: Mapped[str] = mapped_column(sa.String(8))
    """Of the first site, for finding duplicates."""
    types: Mapped[list[EmployerType]] = mapped_column(Codes(EmployerType))
    sectors: Mapped[list[Sector]] = mapped_column(Codes(Sector))
    website: Mapped[str | None] = mapped_column(sa.String(200), default=None)
    registration_number: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    heard_from: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    disability_confident: Mapped[DisabilityConfident] = mapped_column(
        default=DisabilityConfident.NOT_SURE
    )
    disability_confident_until: Mapped[date | None] = mapped_column(default=None)
    description: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    """One plain sentence a learner reads: “A steam railway with old trains.”"""

    insurance: Mapped[Insurance]
    insurer: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    insurance_policy: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    insured_until: Mapped[date | None] = mapped_column(default=None)
    insurance_reason: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    insurer_told: Mapped[InsurerTold | None] = mapped_column(default=None)
    insurer_told_on: Mapped[date | None] = mapped_column(default=None)
    insurance_certificate: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    """The name of the stored file; it stands in no address and in nothing people read."""
    public_liability: Mapped[YesNoNotSure] = mapped_column(default=YesNoNotSure.NOT_SURE)
    public_liability_until: Mapped[date | None] = mapped_column(default=None)

    had_under_18s: Mapped[bool | None] = mapped_column(default=None)
    risk_level: Mapped[RiskLevel | None] = mapped_column(default=None)
    risk_assessment: Mapped[RiskAssessment | None] = mapped_column(default=None)
    first_aider: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    fire: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    accident_contact: Mapped[str | None] = mapped_column(sa.String(160), default=None)
    safeguarding_policy: Mapped[SafeguardingPolicy | None] = mapped_column(default=None)
    alone_with_learner: Mapped[AloneWithLearner | None] = mapped_column(default=None)
    alone_when: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    cancelled_when_away: Mapped[bool] = mapped_column(default=False)
    """Agreed where nobody stands in: a day the supervisor is away, the learner stays home."""
    code_agreed_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    code_agreed_on: Mapped[date | None] = mapped_column(default=None)
    privacy_notice_read_on: Mapped[date | None] = mapped_column(default=None)

    confidence: Mapped[int | None] = mapped_column(default=None)
    """1 not at all to 5 very; turned into help, never scored."""
    help_wanted: Mapped[list[str]] = mapped_column(default_factory=list)
    experience_so_far: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    could_lead_to: Mapped[list[str]] = mapped_column(default_factory=list)
    other_adjustments: Mapped[str | None] = mapped_column(sa.String(600), default=None)
    """What they already do that helps and no code of the catalogue says."""
    public_listing: Mapped[bool] = mapped_column(default=False)
    readiness: Mapped[Readiness] = mapped_column(default=Readiness.REGISTERED)
    paused_at: Mapped[datetime | None] = mapped_column(default=None)
    """Paused or suspended by a school; the reason is kept apart and restricted."""
    availability: Mapped[Availability] = mapped_column(default=Availability.YES)
    """What the employer itself says; never changes until somebody there says so."""
    availability_reason: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    availability_until: Mapped[date | None] = mapped_column(default=None)
    """The day on which we ask again."""
    is_internal_to_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("provider.id"), default=None
    )
    """The school itself, for placements inside it (INT)."""
    placed_before: Mapped[int] = mapped_column(default=0)
    """Learners hosted in the last two years, for reports; never scored."""
    confirmed_on: Mapped[date]
    """When the employer last said that all this is still right."""
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="employer",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="Contact.position",
    )
    sites: Mapped[list["Site"]] = relationship(
        back_populates="employer",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="Site.position",
    )
    answers: Mapped[list["AdjustmentOffered"]] = relationship(
        back_populates="employer",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="AdjustmentOffered.adjustment",
    )

    @property
    def is_closed(self) -> bool:
        """Whether nobody new is matched here: a school paused it, or it said not now (HR-22)."""
        return self.paused_at is not None or self.availability in {
            Availability.NOT_NOW,
            Availability.ASK_LATER,
        }


class ContactRole(StrEnum):
    """What a contact does."""

    MAIN = "main"
    DEPUTY = "deputy"
    SUPERVISOR = "supervisor"
    STAND_IN = "stand_in"


class Contact(Base):
    """A person at the employer. Main contacts sign in; supervisors are named in packs."""

    __tablename__ = "contact"

    id: Mapped[uuid.UUID] = key_column()
    employer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("employer.id"), init=False)
    employer: Mapped[Employer] = relationship(back_populates="contacts")
    role: Mapped[ContactRole]
    name: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int] = mapped_column(default=0)
    """The order in which they were given."""
    job_title: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    email: Mapped[str | None] = mapped_column(sa.String(254), default=None)
    phone: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    best_way: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    best_time: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    checks: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"), default=None)


class Site(Base):
    """One address of an employer."""

    __tablename__ = "site"

    id: Mapped[uuid.UUID] = key_column()
    employer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("employer.id"), init=False)
    employer: Mapped[Employer] = relationship(back_populates="sites")
    name: Mapped[str] = mapped_column(sa.String(120))
    address: Mapped[str] = mapped_column(sa.String(300))
    postcode: Mapped[str] = mapped_column(sa.String(8))
    position: Mapped[int] = mapped_column(default=0)
    """The order in which they were given; 0 is the first site."""
    easting: Mapped[int | None] = mapped_column(default=None)
    northing: Mapped[int | None] = mapped_column(default=None)
    location_level: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    """How exact the point is: exact, terminated, sector or outcode."""
    what3words: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    is_private_home: Mapped[bool] = mapped_column(default=False)
    """Forces a check by a person."""
    which_door: Mapped[str | None] = mapped_column(sa.String(200), default=None)
    is_stop_near: Mapped[YesNoNotSure | None] = mapped_column(default=None)
    nearest_stop: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    walk_metres: Mapped[int | None] = mapped_column(default=None)
    """From the nearest stop or station to the door."""
    public_transport: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    """The bus or train lines that stop there."""
    parking: Mapped[list[str]] = mapped_column(default_factory=list)
    toilets: Mapped[list[str]] = mapped_column(default_factory=list)
    breaks: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    lunch: Mapped[list[str]] = mapped_column(default_factory=list)
    quiet_place: Mapped[str | None] = mapped_column(sa.String(200), default=None)
    dress: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    dress_feel: Mapped[str | None] = mapped_column(sa.String(200), default=None)
    """Anything itchy, tight or loud to wear."""
    ppe: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    ppe_from: Mapped[ProtectiveGearFrom | None] = mapped_column(default=None)
    surprising_rules: Mapped[str | None] = mapped_column(sa.String(600), default=None)
    areas: Mapped[list["Area"]] = relationship(
        back_populates="site",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="Area.position",
    )
    offers: Mapped[list["Offer"]] = relationship(
        back_populates="site",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="Offer.position",
    )


class Area(Base):
    """A part of a site with its own levels. None means nobody recorded the level."""

    __tablename__ = "area"
    __table_args__ = (
        sa.UniqueConstraint("site_id", "name"),
        sa.CheckConstraint("noise BETWEEN 1 AND 5", name="noise_1_to_5"),
        sa.CheckConstraint("crowd BETWEEN 1 AND 5", name="crowd_1_to_5"),
    )

    id: Mapped[uuid.UUID] = key_column()
    site_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("site.id"), init=False)
    site: Mapped[Site] = relationship(back_populates="areas")
    name: Mapped[str] = mapped_column(sa.String(80))
    position: Mapped[int] = mapped_column(default=0)
    """The order in which they were given."""
    noise: Mapped[int | None] = mapped_column(default=None)
    crowd: Mapped[int | None] = mapped_column(default=None)
    light: Mapped[int | None] = mapped_column(default=None)
    temperature: Mapped[int | None] = mapped_column(default=None)
    smell: Mapped[int | None] = mapped_column(default=None)
    touch: Mapped[int | None] = mapped_column(default=None)
    smells_of: Mapped[list[str]] = mapped_column(default_factory=list)
    allergens: Mapped[list[str]] = mapped_column(default_factory=list)
    environment: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """The other answers of the environment section: pace, surprises, floors, stairs, doors."""
    hazards: Mapped[list[Hazard]] = mapped_column(Codes(Hazard), default_factory=list)
    """Suggested for the area’s tasks; each task confirms its own."""
    risk_talk_on: Mapped[date | None] = mapped_column(default=None)
    """When the health and safety conversation for this area was recorded (HR-08)."""
    risk_talk_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)


class Offer(Base):
    """What a site can do: the tasks, the supervision, and windows of time."""

    __tablename__ = "offer"
    __table_args__ = (
        sa.UniqueConstraint("key"),
        sa.CheckConstraint("supervision BETWEEN 0 AND 5", name="supervision_0_to_5"),
    )

    id: Mapped[uuid.UUID] = key_column()
    key: Mapped[str] = mapped_column(sa.String(80))
    site_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("site.id"), init=False)
    site: Mapped[Site] = relationship(back_populates="offers")
    title: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int] = mapped_column(default=0)
    """The order in which they were given."""
    supervision: Mapped[int] = mapped_column(default=0)
    supervision_ratio: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    supervisor_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("contact.id"), default=None
    )
    stand_in_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("contact.id"), default=None)
    supervisor: Mapped[Contact | None] = relationship(
        foreign_keys=[supervisor_id], default=None, init=False
    )
    stand_in: Mapped[Contact | None] = relationship(
        foreign_keys=[stand_in_id], default=None, init=False
    )
    job_coach: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    confirmed_on: Mapped[date]
    tasks: Mapped[list["Task"]] = relationship(
        back_populates="offer",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="Task.position",
    )
    windows: Mapped[list["Window"]] = relationship(
        back_populates="offer",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="(Window.from_date, Window.key)",
    )


class Task(Base):
    """Something a learner would do: a verb and an object."""

    __tablename__ = "task"
    __table_args__ = (
        sa.UniqueConstraint("offer_id", "position"),
        sa.CheckConstraint("difficulty BETWEEN 1 AND 3", name="difficulty_1_to_3"),
    )

    id: Mapped[uuid.UUID] = key_column()
    offer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("offer.id"), init=False)
    offer: Mapped[Offer] = relationship(back_populates="tasks")
    position: Mapped[int]
    text: Mapped[str] = mapped_column(sa.String(200))
    area_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("area.id"), default=None)
    area: Mapped[Area | None] = relationship(default=None, init=False)
    hazards: Mapped[list[Hazard]] = mapped_column(Codes(Hazard), default_factory=list)
    machine_guard: Mapped[MachineGuard | None] = mapped_column(default=None)
    """Asked where machinery moves; anything but guarded is read as not guarded (HR-13)."""
    regulation_19: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """The three recorded conditions for over school age and under 18 (MHSWR 1999 reg. 19(3))."""
    minutes: Mapped[int | None] = mapped_column(default=None)
    done_looks_like: Mapped[str | None] = mapped_column(sa.String(200), default=None)
    who_shows: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    difficulty: Mapped[int | None] = mapped_column(default=None)
    posture: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    indoors: Mapped[bool | None] = mapped_column(default=None)
    with_public: Mapped[bool | None] = mapped_column(default=None)
    uses: Mapped[list[str]] = mapped_column(default_factory=list)
    """What it asks for: reading, counting, phone, lifting."""
    is_observation: Mapped[bool] = mapped_column(default=False)
    headphones_safe: Mapped[bool | None] = mapped_column(default=None)
    """Whether headphones may be worn safely in this task; None is not known (HR-11)."""
    alone_with_learner: Mapped[AloneWithLearner | None] = mapped_column(default=None)
    """Where it differs from the employer’s own answer (HR-09)."""


class Window(Base):
    """A date range x weekdays x hours x places."""

    __tablename__ = "window"
    __table_args__ = (
        sa.UniqueConstraint("key"),
        sa.CheckConstraint("from_date <= to_date", name="dates_in_order"),
        sa.CheckConstraint("start < finish", name="hours_in_order"),
        sa.CheckConstraint("places BETWEEN 1 AND 30", name="places_1_to_30"),
        sa.CheckConstraint("taken BETWEEN 0 AND places", name="never_over_booked"),
    )

    id: Mapped[uuid.UUID] = key_column()
    key: Mapped[str] = mapped_column(sa.String(100))
    offer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("offer.id"), init=False)
    offer: Mapped[Offer] = relationship(back_populates="windows")
    types: Mapped[list[ExperienceType]] = mapped_column(Codes(ExperienceType))
    from_date: Mapped[date]
    to_date: Mapped[date]
    weekdays: Mapped[list[str]]
    """mon tue wed thu fri sat sun."""
    start: Mapped[time]
    finish: Mapped[time]
    break_minutes: Mapped[int] = mapped_column(default=0)
    flex_start: Mapped[time | None] = mapped_column(default=None)
    flex_finish: Mapped[time | None] = mapped_column(default=None)
    places: Mapped[int] = mapped_column(default=1)
    taken: Mapped[int] = mapped_column(default=0)
    """Places held or agreed; changed by one guarded UPDATE only."""
    group_size: Mapped[int | None] = mapped_column(default=None)
    min_age: Mapped[int | None] = mapped_column(default=None)
    max_age: Mapped[int | None] = mapped_column(default=None)
    ages_by_type: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """{"BLK": [16, 18]}: limits that differ by type."""
    year_groups: Mapped[list[str]] = mapped_column(default_factory=list)
    notice_days: Mapped[int | None] = mapped_column(default=None)


class AdjustmentOffered(Base):
    """The employer’s answer about one adjustment, for all sites or for one area."""

    __tablename__ = "adjustment_offered"
    __table_args__ = (sa.UniqueConstraint("employer_id", "adjustment", "site_id", "area_id"),)

    id: Mapped[uuid.UUID] = key_column()
    employer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("employer.id"), init=False)
    employer: Mapped[Employer] = relationship(back_populates="answers")
    adjustment: Mapped[Adjustment]
    answer: Mapped[AdjustmentAnswer]
    site_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("site.id"), default=None)
    area_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("area.id"), default=None)
    site: Mapped[Site | None] = relationship(default=None, init=False)
    area: Mapped[Area | None] = relationship(default=None, init=False)
    note: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    answered_at: Mapped[datetime]
