"""What an employer answers to a request, and each adjustment one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core import audit
from webapp.placements.models import Placement, PlacementState
from webapp.placements.rules import Party
from webapp.placements.services import move


class DeclineReason(StrEnum):
    """Why an employer says no this time; saying no closes nothing."""

    DATES = "dates"
    NO_STAFF = "no_staff"
    TOO_BUSY = "too_busy"
    TASKS = "tasks"
    ADJUSTMENTS = "adjustments"
    INSURANCE = "insurance"
    NOT_SURE_HOW = "not_sure_how"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AdjustmentReply:
    """One adjustment: the answer, who does it, by when."""

    answer: AdjustmentAnswer
    who: str | None = None
    ready_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The whole answer of an employer."""

    to: PlacementState
    """EMPLOYER_AGREED, EMPLOYER_QUESTIONS or EMPLOYER_DECLINED."""
    adjustments: Mapping[str, AdjustmentReply] = field(default_factory=dict)
    reason: DeclineReason | None = None
    note: str = ""


def answer_request(
    session: Session, placement: Placement, reply: Reply, *, actor: Actor, now: datetime
) -> None:
    """Keep the employer’s answer; the same answer twice changes nothing. A no frees the place."""
    if placement.state is reply.to:
        return
    for row in placement.adjustments:
        given = reply.adjustments.get(row.adjustment)
        if given is not None:
            row.answer, row.who, row.ready_by = given.answer.value, given.who, given.ready_by
    placement.employer_note = reply.note or None
    move(
        session,
        placement,
        reply.to,
        by=Party.EMPLOYER,
        actor_id=actor.user_id,
        now=now,
        reason=reply.reason.value if reply.reason else None,
    )
    audit.record(
        session,
        "placement.employer_answered",
        at=now,
        actor_id=actor.user_id,
        subject_kind="placement",
        subject_id=placement.id,
        answer=reply.to.value,
        reason=reply.reason.value if reply.reason else None,
    )


def ask_again(session: Session, placement: Placement, *, actor: Actor, now: datetime) -> None:
    """The lead has answered the employer’s questions, so the request waits for them again."""
    if placement.state is PlacementState.EMPLOYER_ASKED:
        return
    move(
        session,
        placement,
        PlacementState.EMPLOYER_ASKED,
        by=Party.LEAD,
        actor_id=actor.user_id,
        now=now,
        reason="questions_answered",
    )


def accepted(answer: str | None) -> bool:
    """Return whether this answer promises the adjustment."""
    return answer in {AdjustmentAnswer.ALREADY_DO.value, AdjustmentAnswer.WILL_DO.value}
