"""The careers lead’s decisions: ask the employer, confirm, send back, not this one, cancel."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core import audit
from webapp.employers.models import Offer
from webapp.placements import emails
from webapp.placements.asking import what_to_ask
from webapp.placements.errors import ApprovalRefused
from webapp.placements.models import (
    AgreedAdjustment,
    Decision,
    DecisionKind,
    MatchRun,
    Placement,
    PlacementState,
    Proposal,
)
from webapp.placements.rules import CannotAsk, Party, why_not_ask
from webapp.placements.services import check_version, move, placement_dates, take_place

SETTLED = frozenset(
    {PlacementState.LEARNER_NO, PlacementState.EMPLOYER_DECLINED, PlacementState.CANCELLED}
)
"""A better rank that ended like this needs no reason any more."""


class CancelReason(StrEnum):
    """Why a placement is cancelled."""

    LEARNER_ILL = "learner_ill"
    LEARNER_LEFT = "learner_left"
    LEARNER_CHANGED_MIND = "learner_changed_mind"
    EMPLOYER_CANNOT = "employer_cannot"
    CONSENT_NOT_GIVEN = "consent_not_given"
    SAFETY = "safety"
    BETTER_PLACE = "better_place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Signed:
    """What a lead typed to decide: the name, and why, in words a family may read."""

    name: str
    why: str
    rank_reason: str = ""


def decision_of(placement: Placement, kind: DecisionKind) -> Decision | None:
    """Return the decision of this kind, if it was taken."""
    return next((made for made in placement.decisions if made.kind is kind), None)


def better_and_open(session: Session, proposal: Proposal) -> list[Proposal]:
    """Return the proposals of the run that rank higher and are still open, best first."""
    return list(
        session.scalars(
            sa.select(Proposal)
            .join(MatchRun)
            .outerjoin(Placement, Placement.proposal_id == Proposal.id)
            .where(
                Proposal.run_id == proposal.run_id,
                Proposal.rank < proposal.rank,
                sa.or_(Placement.id.is_(None), Placement.state.not_in(SETTLED)),
            )
            .order_by(Proposal.rank)
        )
    )


def approve_to_ask(
    session: Session,
    placement: Placement,
    signed: Signed,
    *,
    actor: Actor,
    seen: int,
    now: datetime,
    today: date,
) -> Decision:
    """Return the first decision: the place is taken, and the employer is asked.

    Pressing twice returns the decision that was taken. Raises ApprovalRefused, StaleVersion
    or PlaceTaken; nothing is then kept.
    """
    made = decision_of(placement, DecisionKind.APPROVE_TO_ASK)
    if made is not None:
        return made
    _check_may_ask(session, placement, signed, today=today)
    check_version(placement, seen=seen)
    take_place(session, placement)
    decision = _decide(
        session,
        placement,
        DecisionKind.APPROVE_TO_ASK,
        signed,
        actor=actor,
        now=now,
    )
    move(
        session,
        placement,
        PlacementState.APPROVED_TO_ASK,
        by=Party.LEAD,
        actor_id=actor.user_id,
        now=now,
    )
    _ask_for_adjustments(session, placement)
    emails.ask_employer(session, placement, lead=actor, now=now)
    move(session, placement, PlacementState.EMPLOYER_ASKED, by=Party.SYSTEM, actor_id=None, now=now)
    return decision


def _check_may_ask(session: Session, placement: Placement, signed: Signed, *, today: date) -> None:
    employer = placement.window.offer.site.employer
    proposal = placement.proposal
    refused = why_not_ask(
        placement.state,
        looks_for_placements=placement.learner.looks_for_placements,
        has_better_open=proposal is not None and bool(better_and_open(session, proposal)),
        rank_reason=signed.rank_reason,
        employer_paused=employer.is_closed,
        starts_in_future=placement_dates(placement)[0] > today,
    )
    if refused is not None:
        raise ApprovalRefused(refused)


def _ask_for_adjustments(session: Session, placement: Placement) -> None:
    known = known_answers(placement.window.offer)
    for asked in what_to_ask(placement.learner.requirements, known):
        session.add(
            AgreedAdjustment(
                placement=placement,
                adjustment=asked.adjustment.value,
                strength=asked.strength.value,
            )
        )


def known_answers(offer: Offer) -> dict[Adjustment, AdjustmentAnswer]:
    """Return what the employer answered for this site; its own answer beats the general one."""
    general = {
        given.adjustment: given.answer
        for given in offer.site.employer.answers
        if given.site_id is None and given.area_id is None
    }
    here = {
        given.adjustment: given.answer
        for given in offer.site.employer.answers
        if given.site_id == offer.site_id and given.area_id is None
    }
    return general | here


def approve_to_confirm(
    session: Session,
    placement: Placement,
    signed: Signed,
    *,
    actor: Actor,
    seen: int,
    now: datetime,
) -> Decision:
    """Return the second decision: everyone agreed, so the planning begins."""
    made = decision_of(placement, DecisionKind.APPROVE_TO_CONFIRM)
    if made is not None:
        return made
    if not placement.learner.looks_for_placements:
        raise ApprovalRefused(CannotAsk.CONSENT_IS_OFF)
    if placement.state is PlacementState.LEARNER_NO:
        raise ApprovalRefused(CannotAsk.LEARNER_SAID_NO)
    check_version(placement, seen=seen)
    decision = _decide(
        session,
        placement,
        DecisionKind.APPROVE_TO_CONFIRM,
        signed,
        actor=actor,
        now=now,
    )
    move(
        session,
        placement,
        PlacementState.PLANNING,
        by=Party.LEAD,
        actor_id=actor.user_id,
        now=now,
    )
    return decision


def send_back(
    session: Session,
    placement: Placement,
    signed: Signed,
    *,
    actor: Actor,
    seen: int,
    now: datetime,
) -> Decision:
    """Return the decision to talk with the learner again before anybody is asked."""
    check_version(placement, seen=seen)
    decision = _decide(session, placement, DecisionKind.RETURN, signed, actor=actor, now=now)
    move(
        session,
        placement,
        PlacementState.LEARNER_CONSIDERING,
        by=Party.LEAD,
        actor_id=actor.user_id,
        now=now,
        reason="sent_back",
    )
    return decision


def decline(
    session: Session,
    placement: Placement,
    signed: Signed,
    *,
    actor: Actor,
    seen: int,
    now: datetime,
) -> Decision:
    """Return the decision that it is not this one; nobody outside was asked."""
    check_version(placement, seen=seen)
    decision = _decide(session, placement, DecisionKind.DECLINE, signed, actor=actor, now=now)
    move(
        session,
        placement,
        PlacementState.CANCELLED,
        by=Party.LEAD,
        actor_id=actor.user_id,
        now=now,
        reason="lead_declined",
    )
    return decision


def cancel(
    session: Session,
    placement: Placement,
    reason: CancelReason,
    *,
    actor: Actor,
    seen: int,
    now: datetime,
) -> None:
    """End a placement that has not begun; an employer who was asked is told, without the reason."""
    if placement.state is PlacementState.CANCELLED:
        return
    check_version(placement, seen=seen)
    move(
        session,
        placement,
        PlacementState.CANCELLED,
        by=Party.LEAD,
        actor_id=actor.user_id,
        now=now,
        reason=reason.value,
    )


def _decide(
    session: Session,
    placement: Placement,
    kind: DecisionKind,
    signed: Signed,
    *,
    actor: Actor,
    now: datetime,
) -> Decision:
    rank = placement.proposal.rank if placement.proposal else None
    decision = Decision(
        placement=placement,
        kind=kind,
        decided_by_id=actor.user_id,
        typed_name=signed.name,
        why=signed.why,
        rank=rank,
        rank_reason=signed.rank_reason or None,
        decided_at=now,
    )
    session.add(decision)
    audit.record(
        session,
        "placement.decided",
        at=now,
        actor_id=actor.user_id,
        subject_kind="placement",
        subject_id=placement.id,
        kind=kind.value,
        rank=rank,
    )
    return decision
