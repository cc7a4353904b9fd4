"""From a plan to ordinary proposals: one by one, and only what still holds."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.catalogue.plans import NotProposedBecause as Because
from webapp.core import audit
from webapp.employers.models import Offer, Window
from webapp.employers.queries import offers_for_matching
from webapp.learners.models import Learner
from webapp.placements import matchmaking
from webapp.placements.models import Placement, PlacementState, RunState
from webapp.placements.plan_models import PlannedPlacement, PlanVeto
from webapp.placements.rules import HOLDS_A_PLACE
from webapp.placements.runs import ask_for_run

APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a planned place is not proposed, with what the rules found if they are why."""

    because: Because
    findings: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many planned places go on to the learners, and how many do not."""

    proposed: int
    refused: int


def propose_planned(
    session: Session,
    chosen: Iterable[PlannedPlacement],
    *,
    actor: Actor,
    today: date,
    now: datetime,
) -> TakenOver:
    """Ask for an ordinary run for each learner, which will propose the planned place too.

    Nothing is approved and nobody is told. A place that no longer holds is refused with the
    reason; what is approved already, or on its way, is left as it is.
    """
    open_ones = [one for one in chosen if may_be_proposed(one)]
    offers = offers_for_matching(session, provider_id=actor.provider_id)
    by_key = {offer.key: offer for offer in offers}
    refused = 0
    for planned in open_ones:
        refusal = _why_not(session, planned, by_key.get(planned.offer), today=today)
        planned.refused = refusal.because.value if refusal else None
        planned.refused_by = list(refusal.findings) if refusal else []
        if refusal:
            refused += 1
            continue
        learner = session.get_one(Learner, planned.learner_id)
        planned.run_id = ask_for_run(session, learner, actor_id=actor.user_id, now=now).id
        audit.record(
            session,
            "plan.proposed",
            at=now,
            actor_id=actor.user_id,
            subject_kind="learner",
            subject_id=planned.learner_id,
        )
    session.flush()
    return TakenOver(proposed=len(open_ones) - refused, refused=refused)


def may_be_proposed(planned: PlannedPlacement) -> bool:
    """Return whether there is still something to propose: not approved, not on its way."""
    on_its_way = planned.run is not None and planned.run.state is not RunState.FAILED
    return planned.lock != APPROVED and not on_its_way


def _why_not(
    session: Session, planned: PlannedPlacement, offer: Offer | None, *, today: date
) -> Refusal | None:
    """Return what is against proposing it today, facts before rules."""
    learner = session.get_one(Learner, planned.learner_id)
    window = _window(offer, planned.window)
    if learner.left_on is not None:
        return Refusal(Because.NOT_ON_ROLL)
    if offer is None or window is None:
        return Refusal(Because.PLACE_GONE)
    fact = _fact_against(session, planned, window)
    if fact is not None:
        return Refusal(fact)
    taken = matchmaking.snapshot(session, learner.id, today=today, offers=[offer])
    now = matchmaking.place_now(taken, planned)
    return None if now.proposal else Refusal(Because.RULED_OUT, tuple(now.findings))


def _fact_against(session: Session, planned: PlannedPlacement, window: Window) -> Because | None:
    own = _placements(session, planned.learner_id)
    held = [one for one in own if one.state in HOLDS_A_PLACE]
    facts = (
        (Because.VETOED, _is_vetoed(session, planned)),
        (Because.SAID_NO, any(_said_no(one, window) for one in own)),
        (Because.HAS_A_PLACE, any(set(one.dates) & set(planned.dates) for one in held)),
        (Because.PLACE_TAKEN, window.taken >= window.places),
    )
    return next((because for because, holds in facts if holds), None)


def _said_no(placement: Placement, window: Window) -> bool:
    is_no = placement.state is PlacementState.LEARNER_NO
    return is_no and placement.window_id in {one.id for one in window.offer.windows}


def _window(offer: Offer | None, key: str) -> Window | None:
    return next((one for one in offer.windows if one.key == key), None) if offer else None


def _placements(session: Session, learner_id: uuid.UUID) -> Sequence[Placement]:
    return session.scalars(sa.select(Placement).where(Placement.learner_id == learner_id)).all()


def _is_vetoed(session: Session, planned: PlannedPlacement) -> bool:
    known = sa.select(PlanVeto.id).where(
        PlanVeto.learner_id == planned.learner_id, PlanVeto.offer == planned.offer
    )
    return session.scalar(known) is not None
