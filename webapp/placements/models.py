"""Match runs, proposals, decisions and placements."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.catalogue.experience_types import ExperienceType
from webapp.core.db import Base, key_column
from webapp.employers.models import Window
from webapp.learners.models import Learner


class RunState(StrEnum):
    """Where a match run is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class MatchRun(Base):
    """One run of the matcher for one learner, kept whole so that old runs stay comparable."""

    __tablename__ = "match_run"

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"))
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    state: Mapped[RunState] = mapped_column(default=RunState.QUEUED)
    rules_version: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    weights: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    seed: Mapped[int] = mapped_column(default=0)
    offers_compared: Mapped[int] = mapped_column(default=0)
    milliseconds: Mapped[int | None] = mapped_column(default=None)
    blocked: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """Every offer that is not proposed, with its findings as codes and evidence."""
    near_misses: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    fewer_than_three: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """Why there are fewer than three proposals, as codes; empty where there are three."""
    rule_counts: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """[[rule, offers it rules out]], most first."""
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    proposals: Mapped[list["Proposal"]] = relationship(
        back_populates="run",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="Proposal.rank",
    )


class Proposal(Base):
    """A suggested placement, not yet a placement."""

    __tablename__ = "proposal"
    __table_args__ = (sa.UniqueConstraint("run_id", "rank"),)

    id: Mapped[uuid.UUID] = key_column()
    run_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("match_run.id", ondelete="CASCADE"), init=False
    )
    run: Mapped[MatchRun] = relationship(back_populates="proposals")
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), index=True, init=False
    )
    learner: Mapped[Learner] = relationship()
    window_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("window.id"), init=False)
    window: Mapped[Window] = relationship()
    rank: Mapped[int]
    type: Mapped[ExperienceType]
    score: Mapped[float]
    """0 to 100."""
    parts: Mapped[dict[str, Any]]
    """{"SC-01": {"points": 24.0, "weight": 25, "evidence": {...}}, …}"""
    dates: Mapped[list[str]]
    """ISO dates."""
    start: Mapped[time]
    finish: Mapped[time]
    break_minutes: Mapped[int]
    hours: Mapped[float]
    tasks: Mapped[list[Any]] = mapped_column(sa.JSON)
    """Keys of the tasks kept, in order."""
    removed: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """[{"task": key, "findings": [...]}]"""
    findings: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """Conditions and gates, as codes and evidence with due dates."""
    because: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    """What the learner said that speaks for it: [{"kind", "said", "task"}]."""
    is_stretch: Mapped[bool] = mapped_column(default=False)
    is_new_sector: Mapped[bool] = mapped_column(default=False)
    answers: Mapped[list["LearnerAnswer"]] = relationship(
        back_populates="proposal",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="LearnerAnswer.given_at",
    )
    placement: Mapped["Placement | None"] = relationship(
        back_populates="proposal", default=None, init=False
    )


class Answer(StrEnum):
    """What a learner says to a proposal."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    ASK_SOMEONE = "ask_someone"


class AnsweredHow(StrEnum):
    """How the answer was given."""

    ALONE = "alone"
    WITH_HELP = "with_help"
    TOLD_STAFF = "told_staff"
    PICTURES = "pictures"
    SIGNS = "signs"
    EYE_GAZE = "eye_gaze"


class LearnerAnswer(Base):
    """One answer to one proposal. Changing one’s mind adds a row; the newest counts."""

    __tablename__ = "learner_answer"

    id: Mapped[uuid.UUID] = key_column()
    proposal_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), init=False
    )
    proposal: Mapped[Proposal] = relationship(back_populates="answers")
    answer: Mapped[Answer]
    how: Mapped[AnsweredHow]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"))
    """The staff member who asked, or None where the learner answered alone."""
    note: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    given_at: Mapped[datetime]


class PlacementState(StrEnum):
    """Where a placement is; which may follow which is in placements/rules.py."""

    PROPOSED = "proposed"
    LEARNER_CONSIDERING = "learner_considering"
    LEARNER_YES = "learner_yes"
    LEARNER_NO = "learner_no"
    APPROVED_TO_ASK = "approved_to_ask"
    EMPLOYER_ASKED = "employer_asked"
    EMPLOYER_QUESTIONS = "employer_questions"
    EMPLOYER_AGREED = "employer_agreed"
    EMPLOYER_DECLINED = "employer_declined"
    CONSENT_PENDING = "consent_pending"
    PLANNING = "planning"
    READY = "ready"
    LIVE = "live"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    DID_NOT_START = "did_not_start"
    DEBRIEFING = "debriefing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Placement(Base):
    """One learner + one offer window + dates, with a state and its history."""

    __tablename__ = "placement"
    __table_args__ = (sa.UniqueConstraint("reference"), sa.UniqueConstraint("proposal_id"))

    id: Mapped[uuid.UUID] = key_column()
    reference: Mapped[str] = mapped_column(sa.String(12))
    """P-1042: what mail and calendars say instead of a name."""
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"))
    learner_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("learner.id"), index=True, init=False
    )
    learner: Mapped[Learner] = relationship()
    window_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("window.id"), init=False)
    window: Mapped[Window] = relationship()
    proposal_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="SET NULL"), init=False
    )
    proposal: Mapped[Proposal | None] = relationship(back_populates="placement")
    type: Mapped[ExperienceType]
    state: Mapped[PlacementState] = mapped_column(default=PlacementState.PROPOSED)
    dates: Mapped[list[str]]
    start: Mapped[time]
    finish: Mapped[time]
    break_minutes: Mapped[int]
    tasks: Mapped[list[Any]] = mapped_column(sa.JSON)
    """Keys of the agreed tasks, in order."""
    holds_place: Mapped[bool] = mapped_column(default=False)
    """True while one of the window’s places is taken for it."""
    aims: Mapped[list[str]] = mapped_column(default_factory=list)
    employer_note: Mapped[str | None] = mapped_column(sa.String(600), default=None)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    history: Mapped[list["StateChange"]] = relationship(
        back_populates="placement",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="StateChange.at",
    )
    decisions: Mapped[list["Decision"]] = relationship(
        back_populates="placement",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="Decision.decided_at",
    )
    adjustments: Mapped[list["AgreedAdjustment"]] = relationship(
        back_populates="placement",
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="AgreedAdjustment.adjustment",
    )
    gates: Mapped[list["GateRecord"]] = relationship(
        back_populates="placement", default_factory=list, cascade="all, delete-orphan"
    )


class Gate(StrEnum):
    """What must be green before a placement can be ready; which apply is in placements/gates.py."""

    CONSENT = "consent"
    RISKS_TOLD = "risks_told"
    JOURNEY_PRACTISED = "journey_practised"
    TRAVEL_PAYER = "travel_payer"
    PRE_WORK_SESSION = "pre_work_session"
    RISK_TALK = "risk_talk"
    SAFEGUARDING_CODE = "safeguarding_code"
    SUPERVISORS = "supervisors"
    DSL_DECISION = "dsl_decision"
    INSURANCE = "insurance"
    INSURER_TOLD = "insurer_told"
    PACK_ACKNOWLEDGED = "pack_acknowledged"
    SAFETY_WORDING = "safety_wording"
    UP_TO_DATE = "up_to_date"


class GateRecord(Base):
    """A gate that went green: when, by whom, on what evidence."""

    __tablename__ = "gate_record"
    __table_args__ = (sa.UniqueConstraint("placement_id", "gate"),)

    id: Mapped[uuid.UUID] = key_column()
    placement_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("placement.id", ondelete="CASCADE"), init=False
    )
    placement: Mapped[Placement] = relationship(back_populates="gates")
    gate: Mapped[Gate]
    done_on: Mapped[date]
    evidence: Mapped[str | None] = mapped_column(sa.String(600), default=None)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"), default=None)
    recorded_at: Mapped[datetime]


class StateChange(Base):
    """One step of a placement: from, to, who, when, why (as a code)."""

    __tablename__ = "state_change"

    id: Mapped[uuid.UUID] = key_column()
    placement_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("placement.id", ondelete="CASCADE"), init=False
    )
    placement: Mapped[Placement] = relationship(back_populates="history")
    from_state: Mapped[PlacementState | None]
    to_state: Mapped[PlacementState]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("user.id"))
    reason: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    at: Mapped[datetime]


class DecisionKind(StrEnum):
    """The two approvals of a careers lead, and what else they may decide."""

    APPROVE_TO_ASK = "approve_to_ask"
    APPROVE_TO_CONFIRM = "approve_to_confirm"
    RETURN = "return"
    DECLINE = "decline"


class Decision(Base):
    """A careers lead’s decision, with the reason the family may read."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.Index(
            "uq_decision_approval",
            "placement_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("kind IN ('approve_to_ask', 'approve_to_confirm')"),
            postgresql_where=sa.text("kind IN ('approve_to_ask', 'approve_to_confirm')"),
        ),
    )

    id: Mapped[uuid.UUID] = key_column()
    placement_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("placement.id", ondelete="CASCADE"), init=False
    )
    placement: Mapped[Placement] = relationship(back_populates="decisions")
    kind: Mapped[DecisionKind]
    decided_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"))
    typed_name: Mapped[str] = mapped_column(sa.String(120))
    why: Mapped[str] = mapped_column(sa.String(600))
    rank: Mapped[int | None] = mapped_column(default=None)
    """The rank of the proposal when it was approved; a lower one needs a reason."""
    rank_reason: Mapped[str | None] = mapped_column(sa.String(300), default=None)
    """Why a better fit that was still open was not chosen."""
    decided_at: Mapped[datetime]


class AgreedAdjustment(Base):
    """One adjustment asked for this learner at this place, and the employer’s answer."""

    __tablename__ = "agreed_adjustment"
    __table_args__ = (sa.UniqueConstraint("placement_id", "adjustment"),)

    id: Mapped[uuid.UUID] = key_column()
    placement_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("placement.id", ondelete="CASCADE"), init=False
    )
    placement: Mapped[Placement] = relationship(back_populates="adjustments")
    adjustment: Mapped[str] = mapped_column(sa.String(20))
    strength: Mapped[str] = mapped_column(sa.String(20))
    answer: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    who: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    ready_by: Mapped[date | None] = mapped_column(default=None)
