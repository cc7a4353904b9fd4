"""Work to be done later, written in the same transaction as what causes it."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base


class JobKind(StrEnum):
    """What the worker does with a job."""

    SEND_EMAIL = "send_email"
    MATCH_RUN = "match_run"
    PLAN_RUN = "plan_run"
    PLAN_TARGETS = "plan_targets"
    PLAN_WHY = "plan_why"
    REMOVE_FILE = "remove_file"
    FALLS_DUE = "falls_due"
    """Look for what falls due on a date: reminders, holds, debriefs."""


class JobState(StrEnum):
    """Where a job is. UNCONFIRMED: a person decides whether it arrived."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


class JobPhase(StrEnum):
    """How far a running job came; DATA means the mail server may already have the message."""

    START = "start"
    DATA = "data"


class Job(Base):
    """One piece of work, known by a key that makes asking twice harmless."""

    __tablename__ = "job"
    __table_args__ = (sa.Index(None, "state", "run_after"),)

    number: Mapped[int] = mapped_column(primary_key=True, init=False)
    id: Mapped[uuid.UUID] = mapped_column(unique=True, default_factory=uuid.uuid4, init=False)
    kind: Mapped[JobKind]
    key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    payload: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Keys of rows only."""
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    phase: Mapped[JobPhase] = mapped_column(default=JobPhase.START)
    attempt: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime]
    worker: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    progress: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    error_code: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(default=None)
