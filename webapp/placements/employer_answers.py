"""What an employer answers to a request, and each adjustment one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.employer_replies import DeclineReason, WantedChange
from webapp.core import audit
from webapp.placements.models import Placement, PlacementState
from webapp.placements.reply_models import EmployerReply, ReplyKind
from webapp.placements.rules import Party
from webapp.placements.services import move


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
    changes: tuple[WantedChange, ...] = ()
    """What would have to be different; with EMPLOYER_QUESTIONS it is a yes with changes."""
    note: str = ""

    @property
    def kind(self) -> ReplyKind:
        """Which of the four answers this is."""
        if self.to is PlacementState.EMPLOYER_AGREED:
            return ReplyKind.YES
        if self.to is PlacementState.EMPLOYER_DECLINED:
            return ReplyKind.NO
        return ReplyKind.YES_WITH_CHANGES if self.changes else ReplyKind.MAYBE


def answer_request(
    session: Session, placement: Placement, reply: Reply, *, actor: Actor, now: datetime
) -> None:
    """Keep the employer’s answer. A no frees the place; the same yes or no twice changes nothing.

    A maybe may follow a maybe: the employer has thought of something else to ask.
    """
    is_again = placement.state is reply.to
    if is_again and reply.to is not PlacementState.EMPLOYER_QUESTIONS:
        return
    for row in placement.adjustments:
        given = reply.adjustments.get(row.adjustment)
        if given is not None:
            row.answer, row.who, row.ready_by = given.answer.value, given.who, given.ready_by
    placement.employer_note = reply.note or None
    reason = reply.reason.value if reply.reason else None
    if not is_again:
        move(
            session,
            placement,
            reply.to,
            by=Party.EMPLOYER,
            actor_id=actor.user_id,
            now=now,
            reason=reason,
        )
    session.add(
        EmployerReply(
            placement_id=placement.id,
            kind=reply.kind,
            changes=list(reply.changes),
            reason=reply.reason,
            note=reply.note or None,
            given_by_id=actor.user_id,
            given_at=now,
        )
    )
    audit.record(
        session,
        "placement.employer_answered",
        at=now,
        actor_id=actor.user_id,
        subject_kind="placement",
        subject_id=placement.id,
        answer=reply.kind.value,
        reason=reason,
    )


def latest_reply(session: Session, placement: Placement) -> EmployerReply | None:
    """Return the newest answer of the employer to this request."""
    return session.scalars(
        sa.select(EmployerReply)
        .where(EmployerReply.placement_id == placement.id)
        .order_by(EmployerReply.given_at.desc(), EmployerReply.id)
        .limit(1)
    ).first()


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
