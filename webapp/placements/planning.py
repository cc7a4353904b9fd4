"""From confirmed to looking back: gates that are recorded, and what follows from dates."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.core import audit
from webapp.learners.models import ConsentAnswer, ConsentKind
from webapp.learners.profile import ConsentDetails
from webapp.learners.services import record_consent
from webapp.placements.errors import GateNotApplicable
from webapp.placements.facts import all_gates_green, gate_statuses
from webapp.placements.gates import GateState
from webapp.placements.models import Gate, GateRecord, Placement, PlacementState
from webapp.placements.queries import GATE_PARTS, LIST_PARTS
from webapp.placements.rules import Party
from webapp.placements.services import move, placement_dates

BY_HAND = frozenset(Gate) - {Gate.PACK_ACKNOWLEDGED}
"""What a lead records; the pack is acknowledged by the employer alone."""
DATED = frozenset({PlacementState.READY, PlacementState.LIVE, PlacementState.ENDED_EARLY})


@dataclass(frozen=True, slots=True)
class GateDetails:
    """What was typed about a gate: when it was done, the evidence, who agreed."""

    done_on: date
    evidence: str
    given_by: str = ""
    """For consents: who gave it."""


def record_gate(
    session: Session,
    placement: Placement,
    gate: Gate,
    details: GateDetails,
    *,
    actor_id: uuid.UUID | None,
    now: datetime,
) -> GateRecord:
    """Return the record that makes a gate green; recording again returns the first record."""
    known = next((made for made in placement.gates if made.gate is gate), None)
    if known is not None:
        return known
    status = next(found for found in gate_statuses(placement) if found.gate is gate)
    if status.state is not GateState.NEEDED:
        raise GateNotApplicable(gate.value)
    record = GateRecord(
        placement=placement,
        gate=gate,
        done_on=details.done_on,
        evidence=details.evidence or None,
        recorded_by_id=actor_id,
        recorded_at=now,
    )
    session.add(record)
    if gate is Gate.CONSENT:
        _keep_consent(session, placement, details, actor_id=actor_id, now=now)
    if gate is Gate.JOURNEY_PRACTISED:
        _mark_practised(placement)
    placement.version += 1
    audit.record(
        session,
        "placement.gate_recorded",
        at=now,
        actor_id=actor_id,
        subject_kind="placement",
        subject_id=placement.id,
        gate=gate.value,
    )
    session.flush()  # readiness reads the record
    refresh_readiness(session, placement, now=now)
    return record


def _keep_consent(
    session: Session,
    placement: Placement,
    details: GateDetails,
    *,
    actor_id: uuid.UUID | None,
    now: datetime,
) -> None:
    record_consent(
        session,
        placement.learner,
        ConsentDetails(
            kind=ConsentKind.PLACEMENT,
            answer=ConsentAnswer.YES,
            given_by=details.given_by,
            wording=details.evidence or None,
            subject_id=placement.id,
            expires_on=placement_dates(placement)[-1],
        ),
        now=now,
        today=details.done_on,
        by=actor_id,
    )


def _mark_practised(placement: Placement) -> None:
    """The route is known from now on, for this learner and site."""
    site_id = placement.window.offer.site_id
    for journey in placement.learner.journeys:
        if journey.site_id == site_id:
            journey.is_practised = True


def undo_gate(
    session: Session, placement: Placement, gate: Gate, *, actor: Actor, now: datetime
) -> None:
    """Take a record back that was a mistake; a placement that was ready is planned again."""
    record = next((made for made in placement.gates if made.gate is gate), None)
    if record is None or gate not in BY_HAND:
        raise GateNotApplicable(gate.value)
    placement.gates.remove(record)
    placement.version += 1
    audit.record(
        session,
        "placement.gate_taken_back",
        at=now,
        actor_id=actor.user_id,
        subject_kind="placement",
        subject_id=placement.id,
        gate=gate.value,
    )
    session.flush()  # readiness reads what is left
    refresh_readiness(session, placement, now=now)


def refresh_readiness(session: Session, placement: Placement, *, now: datetime) -> None:
    """Make a planned placement ready when all gates are green, and plan it again when not."""
    green = all_gates_green(placement)
    if placement.state is PlacementState.PLANNING and green:
        to = PlacementState.READY
    elif placement.state is PlacementState.READY and not green:
        to = PlacementState.PLANNING
    else:
        return
    move(session, placement, to, by=Party.SYSTEM, actor_id=None, now=now)


def follow_dates(session: Session, *, today: date, now: datetime) -> int:
    """Return how many placements began or ended by today; twice on a day changes nothing more."""
    dated = session.scalars(
        sa.select(Placement)
        .where(Placement.state.in_(DATED))
        .options(*LIST_PARTS, *GATE_PARTS)
        .order_by(Placement.reference)
    ).unique()
    return sum(_follow(session, placement, today=today, now=now) for placement in dated)


def _follow(session: Session, placement: Placement, *, today: date, now: datetime) -> bool:
    """Return whether anything changed for this placement."""
    before = placement.version
    dates = placement_dates(placement)
    refresh_readiness(session, placement, now=now)
    if placement.state is PlacementState.READY and dates[0] <= today:
        move(session, placement, PlacementState.LIVE, by=Party.SYSTEM, actor_id=None, now=now)
    over = placement.state is PlacementState.LIVE and dates[-1] < today
    if over or placement.state is PlacementState.ENDED_EARLY:
        move(session, placement, PlacementState.DEBRIEFING, by=Party.SYSTEM, actor_id=None, now=now)
    return placement.version != before
