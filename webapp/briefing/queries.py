"""Packs, and what is known about who may read them."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from webapp.accounts.policies import Actor
from webapp.briefing.models import Pack
from webapp.briefing.rules import Clearance
from webapp.core.audit import AuditEvent
from webapp.core.errors import NotFound
from webapp.employers.models import (
    Contact,
    ContactRole,
    Employer,
    Offer,
    Site,
    Task,
    Window,
)
from webapp.learners.models import ConsentAnswer, ConsentKind, Learner
from webapp.placements.facts import gate_statuses
from webapp.placements.models import (
    Answer,
    DecisionKind,
    Gate,
    Placement,
    PlacementState,
    Proposal,
)
from webapp.placements.queries import LIST_PARTS, visible_to

SENDABLE = frozenset(
    {PlacementState.PLANNING, PlacementState.READY, PlacementState.LIVE, PlacementState.PAUSED}
)
"""A pack can be made and sent while the placement is in one of these."""
READABLE = SENDABLE | {
    PlacementState.COMPLETED,
    PlacementState.ENDED_EARLY,
    PlacementState.DEBRIEFING,
    PlacementState.CLOSED,
}
"""A pack that was sent stays open in these, as long as its link lives."""
_OFFER = joinedload(Placement.window).joinedload(Window.offer)
PACK_PARTS: tuple[ExecutableOption, ...] = (
    *LIST_PARTS,
    joinedload(Placement.learner).options(
        selectinload(Learner.statements),
        selectinload(Learner.consents),
        selectinload(Learner.journeys),
        selectinload(Learner.requests),
        selectinload(Learner.staff_cover),
        selectinload(Learner.people),
    ),
    _OFFER.options(
        selectinload(Offer.tasks).joinedload(Task.area),
        joinedload(Offer.supervisor),
        joinedload(Offer.stand_in),
    ),
    _OFFER.joinedload(Offer.site).options(
        selectinload(Site.areas),
        joinedload(Site.employer).selectinload(Employer.contacts),
    ),
    selectinload(Placement.gates),
    selectinload(Placement.decisions),
    selectinload(Placement.adjustments),
    joinedload(Placement.proposal).selectinload(Proposal.answers),
)
"""Everything a pack reads, in few questions."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """The one person who gets the link."""

    name: str
    address: str


def placement_for(session: Session, actor: Actor, placement_id: uuid.UUID) -> Placement:
    """Return the placement with all a pack needs, or raise NotFound."""
    placement = session.scalars(
        visible_to(actor).where(Placement.id == placement_id).options(*PACK_PARTS)
    ).one_or_none()
    if placement is None:
        raise NotFound(str(placement_id))
    return placement


def whole_placement(session: Session, placement_id: uuid.UUID) -> Placement | None:
    """Return the placement with all a pack needs: for holders of a link, whom no actor stands for.

    The link is what lets them see it.
    """
    return session.scalars(
        sa.select(Placement).where(Placement.id == placement_id).options(*PACK_PARTS)
    ).one_or_none()


def versions(session: Session, placement: Placement) -> list[Pack]:
    """Return every version of this placement’s pack, the newest first."""
    return list(
        session.scalars(
            sa.select(Pack).where(Pack.placement_id == placement.id).order_by(Pack.version.desc())
        )
    )


def open_pack(session: Session, placement_id: uuid.UUID) -> Pack | None:
    """Return the version that was sent and neither replaced nor taken back."""
    return session.scalars(
        sa.select(Pack)
        .where(
            Pack.placement_id == placement_id,
            Pack.sent_at.is_not(None),
            Pack.replaced_at.is_(None),
            Pack.withdrawn_at.is_(None),
        )
        .order_by(Pack.version.desc())
        .limit(1)
    ).one_or_none()


def sent_before(session: Session, pack: Pack) -> int:
    """Return how many other versions were sent for this placement."""
    return sum(it.sent_at is not None for it in versions(session, pack.placement) if it != pack)


def open_packs_of(session: Session, learner: Learner) -> list[Pack]:
    """Return every pack about this learner that somebody outside can read now."""
    return list(
        session.scalars(
            sa.select(Pack)
            .join(Placement)
            .where(
                Placement.learner_id == learner.id,
                Pack.sent_at.is_not(None),
                Pack.replaced_at.is_(None),
                Pack.withdrawn_at.is_(None),
            )
            .order_by(Placement.reference)
        )
    )


def times_opened(session: Session, pack: Pack) -> int:
    """Return how often the pack was opened by the reader."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(AuditEvent)
            .where(AuditEvent.action == "pack.opened", AuditEvent.subject_id == pack.id)
        )
        or 0
    )


def recipient_of(placement: Placement) -> Recipient | None:
    """Return who gets the link: the supervisor, or else the main contact."""
    return next((Recipient(who.name, who.email) for who in _readers(placement) if who.email), None)


def named_reader(placement: Placement) -> str | None:
    """Return the name a printed pack is addressed to, where nobody there has email."""
    return next((who.name for who in _readers(placement)), None)


def _readers(placement: Placement) -> list[Contact]:
    """Return who may get the pack: the supervisor first, then the main contact."""
    offer = placement.window.offer
    main = [who for who in offer.site.employer.contacts if who.role is ContactRole.MAIN]
    return [offer.supervisor, *main] if offer.supervisor is not None else main


def clearance_of(placement: Placement) -> Clearance:
    """Return who has agreed to this placement so far."""
    green = {status.gate for status in gate_statuses(placement) if status.is_green}
    return Clearance(
        looks_for_placements=placement.learner.looks_for_placements,
        learner_said_yes=_learner_said_yes(placement),
        lead_confirmed=any(
            made.kind is DecisionKind.APPROVE_TO_CONFIRM for made in placement.decisions
        ),
        consent_is_green=Gate.CONSENT in green and not _consent_taken_back(placement),
        safety_wording_is_green=Gate.SAFETY_WORDING in green,
        is_under_way=placement.state in READABLE,
    )


def _learner_said_yes(placement: Placement) -> bool:
    """Return whether the learner’s newest answer is a yes, or a yes moved the placement."""
    answers = placement.proposal.answers if placement.proposal else []
    if answers:
        return max(answers, key=lambda given: given.given_at).answer is Answer.YES
    return any(step.to_state is PlacementState.LEARNER_YES for step in placement.history)


def _consent_taken_back(placement: Placement) -> bool:
    """Return whether the newest consent to this placement is not a yes."""
    given = [
        consent
        for consent in placement.learner.consents
        if consent.kind is ConsentKind.PLACEMENT and consent.subject_id == placement.id
    ]
    newest = max(given, key=lambda consent: consent.given_at, default=None)
    return newest is not None and newest.answer is not ConsentAnswer.YES
