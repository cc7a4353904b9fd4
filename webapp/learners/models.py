"""Learners: what they said, what they need at work, when and how they can go, what may be told."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, object_session, relationship

from webapp.catalogue.answers import AbilityLevel, NeedStrength
from webapp.catalogue.environment import Dimension
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.needs import Need
from webapp.catalogue.sectors import Sector
from webapp.core.db import Base, Codes, key_column
from webapp.learners.errors import AppendOnly
from webapp.providers.models import Provider


class SaidBy(StrEnum):
    """Whose words an answer is."""

    ME = "me"
    WITH_HELP = "with_help"
    PARENT = "parent"
    STAFF = "staff"
    EHC_PLAN = "ehc_plan"
    PROFESSIONAL = "professional"


class Share(StrEnum):
    """Who may read an answer; nothing is shared until someone chooses."""

    SHARE = "share"
    SAFETY_ONLY = "safety_only"
    SCHOOL_ONLY = "school_only"


class Topic(StrEnum):
    """What a statement is about, in the order of the profile: strengths first."""

    LIKED_FOR = "liked_for"
    GOOD_AT = "good_at"
    HOPE = "hope"
    INTEREST = "interest"
    MATTERS = "matters"
    DISLIKE = "dislike"
    UNDERSTAND_ME = "understand_me"
    TELL_ME = "tell_me"
    SENSES = "senses"
    BODY = "body"
    HEALTH = "health"
    SAFETY = "safety"
    HARD = "hard"
    CALM = "calm"
    GOOD_DAY = "good_day"
    DIFFICULT_DAY = "difficult_day"
    LEARNING = "learning"
    SUPPORT = "support"
    MOTIVATES = "motivates"
    CONDITION = "condition"
    """A diagnosis or SEN type in the learner’s words; School only unless they choose."""
    OWN_WORDS = "own_words"


class Weekday(StrEnum):
    """Days of the week as they are stored."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Dislike(StrEnum):
    """What a learner would rather not have in a task; flags, never words of a text."""

    NOISE = "noise"
    CROWDS = "crowds"
    OUTDOORS = "outdoors"
    CUSTOMERS = "customers"
    HEIGHTS = "heights"
    DIRT = "dirt"
    ANIMALS = "animals"
    LIFTING = "lifting"


class Learner(Base):
    """A young person on a school’s or college’s roll."""

    __tablename__ = "learner"
    __table_args__ = (
        sa.UniqueConstraint("provider_id", "mis_number"),
        sa.CheckConstraint("supervision BETWEEN 0 AND 5", name="supervision_0_to_5"),
        sa.CheckConstraint("travel_band BETWEEN 0 AND 5", name="travel_band_0_to_5"),
    )

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"), init=False)
    provider: Mapped[Provider] = relationship()
    mis_number: Mapped[str] = mapped_column(sa.String(40))
    """The number in the school’s own system (or the scenario key)."""
    first_name: Mapped[str] = mapped_column(sa.String(60))
    surname: Mapped[str] = mapped_column(sa.String(60))
    called: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    """The name I like."""
    pronouns: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    date_of_birth: Mapped[date]
    upn: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    postcode: Mapped[str | None] = mapped_column(sa.String(8), default=None)
    easting: Mapped[int | None] = mapped_column(default=None)
    northing: Mapped[int | None] = mapped_column(default=None)
    location_level: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    left_on: Mapped[date | None] = mapped_column(default=None)

    sen_provision: Mapped[str | None] = mapped_column(sa.String(10), default=None)
    """E, K or N: statistics and HR-01 only, never scored, never told to an employer."""
    sen_type: Mapped[str | None] = mapped_column(sa.String(10), default=None)
    gender: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    ehc_plan_until: Mapped[date | None] = mapped_column(default=None)
    la_pilot: Mapped[bool] = mapped_column(default=False)
    looks_for_placements: Mapped[bool] = mapped_column(default=False)
    """Consent (i), kept current by the consent rows."""

    supervision: Mapped[int] = mapped_column(default=0)
    needs: Mapped[list[Need]] = mapped_column(Codes(Need), default_factory=list)
    """Functional needs staff recorded; rules such as HR-12 and HR-13 read them."""
    dislikes: Mapped[list[Dislike]] = mapped_column(Codes(Dislike), default_factory=list)
    health: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Safety facts the rules read: allergens, step_free, max_lift_kg (profile.HealthDetails)."""
    accepts_headphones: Mapped[bool] = mapped_column(default=False)
    own_job: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Part-time job: {"sat": ["09:00", "15:30", 30]}; counts towards HR-06 hours."""
    restricted: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """DSL and lead only: looked-after status, who consents, whom to keep apart from."""
    address_confidential: Mapped[bool] = mapped_column(default=False)

    travel_band: Mapped[int | None] = mapped_column(default=None)
    max_minutes: Mapped[int | None] = mapped_column(default=None)
    max_changes: Mapped[int | None] = mapped_column(default=None)
    max_walk_metres: Mapped[int | None] = mapped_column(default=None)
    modes_refused: Mapped[list[str]] = mapped_column(default_factory=list)
    usual_mode: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    travels_with: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    travel_payer: Mapped[str | None] = mapped_column(sa.String(120), default=None)

    trusted_adult_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("staff_member.id"), default=None
    )
    consent_giver: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    no_parent_contact: Mapped[bool] = mapped_column(default=False)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    """When the profile was last confirmed (HR-25: within 12 months)."""
    big_change_on: Mapped[date | None] = mapped_column(default=None)
    """A change in the learner’s life after which the profile is confirmed again (HR-25)."""
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    statements: Mapped[list["Statement"]] = relationship(
        back_populates="learner",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="Statement.position",
    )
    requirements: Mapped[list["Requirement"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    staff_cover: Mapped[list["StaffCover"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    senses: Mapped[list["SenseLimit"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    availability: Mapped[list["Availability"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    unavailable: Mapped[list["Unavailable"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    journeys: Mapped[list["Journey"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    requests: Mapped[list["Request"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    nevers: Mapped[list["Never"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    experiences: Mapped[list["PastExperience"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    consents: Mapped[list["Consent"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )
    people: Mapped[list["Person"]] = relationship(
        back_populates="learner", default_factory=list, cascade="all, delete-orphan"
    )

    @property
    def known_as(self) -> str:
        """The name I like, or my first name."""
        return self.called or self.first_name


class Statement(Base):
    """One thing said about the learner, with whose words it is and who may read it."""

    __tablename__ = "statement"
    __table_args__ = (sa.Index(None, "learner_id", "topic"),)

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="statements")
    topic: Mapped[Topic]
    text: Mapped[str] = mapped_column(sa.Text)
    """Verbatim; staff may ask, never edit."""
    position: Mapped[int] = mapped_column(default=0)
    sector: Mapped[Sector | None] = mapped_column(default=None)
    """The picture that was chosen, for interests and hopes."""
    ability: Mapped[AbilityLevel | None] = mapped_column(default=None)
    """How the learner does it, for what they are good at."""
    is_loved: Mapped[bool] = mapped_column(default=False)
    """Loved rather than liked, for interests."""
    said_by: Mapped[SaidBy] = mapped_column(default=SaidBy.ME)
    said_on: Mapped[date]
    share: Mapped[Share] = mapped_column(default=Share.SCHOOL_ONLY)
    safety_critical: Mapped[bool] = mapped_column(default=False)
    minimum_wording: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    """The least an employer must read where it is safety-critical (HR-20)."""


class Requirement(Base):
    """What helps at work, as the matcher reads it (docs/rules.md, requirements)."""

    __tablename__ = "requirement"

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="requirements")
    strength: Mapped[NeedStrength]
    need: Mapped[Need | None] = mapped_column(default=None)
    adjustments: Mapped[list[str]] = mapped_column(default_factory=list)
    """Codes that are each required, or any one of them where `any_of` is true; empty: any
    adjustment that meets the need."""
    any_of: Mapped[bool] = mapped_column(default=False)
    met_by_setting: Mapped[bool] = mapped_column(default=False)
    start_from: Mapped[time | None] = mapped_column(default=None)
    end_by: Mapped[time | None] = mapped_column(default=None)
    """Hours that go with TIM-01 and TIM-02: no earlier start, no later end."""


class StaffCover(Base):
    """School or college staff who come along, and how closely they look after the learner."""

    __tablename__ = "staff_cover"
    __table_args__ = (sa.CheckConstraint("level BETWEEN 0 AND 5", name="level_0_to_5"),)

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="staff_cover")
    level: Mapped[int]
    dates: Mapped[list[str]] = mapped_column(default_factory=list)
    """ISO dates; empty is every day."""
    who: Mapped[str | None] = mapped_column(sa.String(120), default=None)


class SenseLimit(Base):
    """The most the learner can manage of one sense, 1 to 5."""

    __tablename__ = "sense_limit"
    __table_args__ = (
        sa.UniqueConstraint("learner_id", "dimension"),
        sa.CheckConstraint("most BETWEEN 1 AND 5", name="most_1_to_5"),
    )

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="senses")
    dimension: Mapped[Dimension]
    most: Mapped[int]
    strength: Mapped[NeedStrength]


class Availability(Base):
    """One weekday and the hours the learner can be at a placement."""

    __tablename__ = "availability"
    __table_args__ = (
        sa.UniqueConstraint("learner_id", "weekday"),
        sa.CheckConstraint("start < finish", name="hours_in_order"),
    )

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="availability")
    weekday: Mapped[str] = mapped_column(sa.String(3))
    start: Mapped[time]
    finish: Mapped[time]


class Unavailable(Base):
    """Days the learner cannot go: therapy, exams, holidays, religious days."""

    __tablename__ = "unavailable"
    __table_args__ = (sa.CheckConstraint("from_date <= to_date", name="dates_in_order"),)

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="unavailable")
    from_date: Mapped[date]
    to_date: Mapped[date]
    reason: Mapped[str | None] = mapped_column(sa.String(60), default=None)


class Journey(Base):
    """A known way to one employer’s site, in minutes door to door."""

    __tablename__ = "journey"
    __table_args__ = (
        sa.UniqueConstraint("learner_id", "site_id"),
        sa.CheckConstraint("minutes >= 0", name="minutes_positive"),
    )

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="journeys")
    site_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("site.id"))
    mode: Mapped[str] = mapped_column(sa.String(30))
    service: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    minutes: Mapped[int | None] = mapped_column(default=None)
    kilometres: Mapped[float | None] = mapped_column(default=None)
    changes: Mapped[int] = mapped_column(default=0)
    walk_metres: Mapped[int | None] = mapped_column(default=None)
    is_practised: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[str] = mapped_column(sa.String(20), default="staff")
    """timetable, staff, family or estimate."""
    payer: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    who_with: Mapped[str | None] = mapped_column(sa.String(120), default=None)


class Request(Base):
    """What the learner is matched for: types, dates, days, aims."""

    __tablename__ = "request"
    __table_args__ = (sa.CheckConstraint("from_date <= to_date", name="dates_in_order"),)

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="requests")
    types: Mapped[list[ExperienceType]] = mapped_column(Codes(ExperienceType))
    from_date: Mapped[date]
    to_date: Mapped[date]
    days: Mapped[int | None] = mapped_column(default=None)
    asked_on: Mapped[date]
    aims: Mapped[list[str]] = mapped_column(default_factory=list)
    internal: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """For a placement inside the school: reason, review date, planned external step (HR-24)."""
    internship: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """For a supported internship: job coach, Access to Work (HR-23)."""
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class NeverKind(StrEnum):
    """What a “never” names."""

    SECTOR = "sector"
    EMPLOYER = "employer"
    TASK = "task"
    FLAG = "flag"


class Never(Base):
    """Something the learner never wants, which is respected without question (HR-18)."""

    __tablename__ = "never"

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="nevers")
    kind: Mapped[NeverKind]
    value: Mapped[str] = mapped_column(sa.String(120))
    """A sector code, an employer key, words of a task, or a flag that tasks carry."""


class PastExperience(Base):
    """An encounter or experience of a workplace the learner already had."""

    __tablename__ = "past_experience"

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="experiences")
    type: Mapped[ExperienceType]
    sector: Mapped[Sector | None] = mapped_column(default=None)
    employer_name: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    started_on: Mapped[date]
    ended_on: Mapped[date]
    hours: Mapped[float] = mapped_column(default=0.0)
    is_internal: Mapped[bool] = mapped_column(default=False)
    criteria: Mapped[list[str]] = mapped_column(default_factory=list)
    """The letters of the “meaningful” criteria that are evidenced (Gatsby 5 a-d, 6 a-g)."""
    source: Mapped[str | None] = mapped_column(sa.String(120), default=None)


class ConsentKind(StrEnum):
    """What is consented to; each has its own answer."""

    LOOK_FOR_PLACEMENTS = "look_for_placements"
    SHARE_ITEMS = "share_items"
    NAME_AND_PHOTO = "name_and_photo"
    SURNAME = "surname"
    SEND_BY_EMAIL = "send_by_email"
    QUOTE_FEEDBACK = "quote_feedback"
    RECORDING = "recording"
    PLACEMENT = "placement"
    """The parent’s or the learner’s own consent to one placement."""


class ConsentAnswer(StrEnum):
    """An answer about consent."""

    YES = "yes"
    NO = "no"
    ASK_EACH_TIME = "ask_each_time"


class Consent(Base):
    """Who agreed to what, in which words, until when. Withdrawing adds a row, never edits one."""

    __tablename__ = "consent"
    __table_args__ = (sa.Index(None, "learner_id", "kind"),)

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="consents")
    kind: Mapped[ConsentKind]
    answer: Mapped[ConsentAnswer]
    given_by: Mapped[str] = mapped_column(sa.String(120))
    wording: Mapped[str | None] = mapped_column(sa.String(600), default=None)
    subject_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """A statement or a placement, where the consent is about one."""
    given_at: Mapped[datetime]
    expires_on: Mapped[date | None] = mapped_column(default=None)


@event.listens_for(Consent, "before_update")
def _keep_consents(mapper: Mapper[Consent], connection: sa.Connection, consent: Consent) -> None:
    """Refuse to change a consent that was given."""
    session = object_session(consent)
    if session is not None and session.is_modified(consent):
        raise AppendOnly("a consent is never edited: add a new one")


class PersonKind(StrEnum):
    """Who someone is to the learner."""

    PARENT = "parent"
    CARER = "carer"
    SOCIAL_WORKER = "social_worker"
    EMERGENCY = "emergency"


class Person(Base):
    """Family, carers and emergency contacts."""

    __tablename__ = "person"

    id: Mapped[uuid.UUID] = key_column()
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), init=False
    )
    learner: Mapped[Learner] = relationship(back_populates="people")
    kind: Mapped[PersonKind]
    name: Mapped[str] = mapped_column(sa.String(120))
    has_parental_responsibility: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str | None] = mapped_column(sa.String(254), default=None)
    phone: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    prefers: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    language: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    order: Mapped[int] = mapped_column(default=1)


class ImportPreview(Base):
    """What a CSV file said when it was shown, so that exactly this is imported."""

    __tablename__ = "import_preview"

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"))
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    file_hash: Mapped[str] = mapped_column(sa.String(64))
    """SHA-256 of the file’s words."""
    rows: Mapped[list[Any]] = mapped_column(sa.JSON)
    """The cells of each row by column, with its line in the file."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
