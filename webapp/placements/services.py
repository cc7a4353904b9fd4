"""Moving a placement from state to state, with its history, its audit row and its place."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.core import audit
from webapp.core.errors import NotFound, StaleVersion
from webapp.employers.models import Window
from webapp.placements.errors import CannotTakeBack, PlaceTaken, TransitionNotAllowed
from webapp.placements.events import tell_moved
from webapp.placements.models import (
    Answer,
    AnsweredHow,
    LearnerAnswer,
    Placement,
    PlacementState,
    Proposal,
    StateChange,
)
from webapp.placements.rules import ENDED, HOLDS_A_PLACE, Party, may_follow

FIRST_REFERENCE = 1001
AWAITS_ANSWER = frozenset({PlacementState.LEARNER_CONSIDERING, PlacementState.LEARNER_YES})
"""A new answer of the learner moves the placement; later only a “no” does."""
STATE_FOR = {
    Answer.YES: PlacementState.LEARNER_YES,
    Answer.NO: PlacementState.LEARNER_NO,
    Answer.MAYBE: PlacementState.LEARNER_CONSIDERING,
    Answer.ASK_SOMEONE: PlacementState.LEARNER_CONSIDERING,
}


def locked(session: Session, placement_id: uuid.UUID) -> Placement:
    """Return the placement as it is now, kept from others until the transaction ends."""
    placement = session.get(Placement, placement_id, with_for_update=True, populate_existing=True)
    if placement is None:
        raise NotFound(str(placement_id))
    return placement


def check_version(placement: Placement, *, seen: int) -> None:
    """Raise StaleVersion where the placement changed since the page was opened."""
    if placement.version != seen:
        raise StaleVersion("placement")


def move(
    session: Session,
    placement: Placement,
    to: PlacementState,
    *,
    by: Party,
    actor_id: uuid.UUID | None,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Bring the placement to another state, or raise TransitionNotAllowed."""
    if not may_follow(placement.state, to, by=by):
        raise TransitionNotAllowed(placement.state, to)
    if placement.holds_place and to not in HOLDS_A_PLACE:
        free_place(session, placement)
    session.add(
        StateChange(
            placement=placement,
            from_state=placement.state,
            to_state=to,
            actor_id=actor_id,
            reason=reason,
            at=now,
        )
    )
    audit.record(
        session,
        "placement.moved",
        at=now,
        actor_id=actor_id,
        subject_kind="placement",
        subject_id=placement.id,
        from_state=placement.state.value,
        to_state=to.value,
        reason=reason,
    )
    before, placement.state = placement.state, to
    placement.version += 1
    session.flush()  # the next step reads the new state
    tell_moved(session, placement, before=before, now=now)


def take_place(session: Session, placement: Placement) -> None:
    """Take one place of the window, or raise PlaceTaken where none is left.

    One guarded UPDATE decides, so that two people who approve at the same time cannot
    both have the last place.
    """
    taken = session.execute(
        sa.update(Window)
        .where(Window.id == placement.window_id, Window.taken < Window.places)
        .values(taken=Window.taken + 1)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # a CursorResult
        raise PlaceTaken(_last_taken(session, placement.window_id))
    placement.holds_place = True
    session.expire(placement.window, ["taken"])


def free_place(session: Session, placement: Placement) -> None:
    """Give the place of the window back."""
    session.execute(
        sa.update(Window)
        .where(Window.id == placement.window_id, Window.taken > 0)
        .values(taken=Window.taken - 1)
        .execution_options(synchronize_session=False)
    )
    placement.holds_place = False
    session.expire(placement.window, ["taken"])


def _last_taken(session: Session, window_id: uuid.UUID) -> datetime | None:
    return session.scalar(
        sa.select(sa.func.max(StateChange.at))
        .join(Placement)
        .where(
            Placement.window_id == window_id,
            StateChange.to_state == PlacementState.APPROVED_TO_ASK,
        )
    )


def next_reference(session: Session) -> str:
    """Return the next free reference: P-1001, P-1002 and so on."""
    newest = session.scalar(
        sa.select(Placement.reference)
        .order_by(sa.func.length(Placement.reference).desc(), Placement.reference.desc())
        .limit(1)
    )
    return f"P-{int(newest[2:]) + 1 if newest else FIRST_REFERENCE}"


def show_to_learner(
    session: Session, proposal: Proposal, *, actor_id: uuid.UUID, now: datetime
) -> Placement:
    """Return the placement made of this proposal, which the learner now considers.

    Asking twice returns the same one.
    """
    if proposal.placement is not None:
        return proposal.placement
    placement = Placement(
        reference=next_reference(session),
        provider_id=proposal.run.provider_id,
        learner=proposal.learner,
        window=proposal.window,
        proposal=proposal,
        type=proposal.type,
        dates=list(proposal.dates),
        start=proposal.start,
        finish=proposal.finish,
        break_minutes=proposal.break_minutes,
        tasks=list(proposal.tasks),
        created_at=now,
    )
    session.add(placement)
    session.flush()  # its key is needed for the history
    move(
        session,
        placement,
        PlacementState.LEARNER_CONSIDERING,
        by=Party.LEAD,
        actor_id=actor_id,
        now=now,
    )
    return placement


def record_answer(
    session: Session,
    placement: Placement,
    answer: Answer,
    *,
    how: AnsweredHow,
    recorded_by_id: uuid.UUID | None,
    actor_id: uuid.UUID,
    now: datetime,
    note: str | None = None,
) -> None:
    """Keep what the learner said; the newest answer counts. A “no” ends it at any stage."""
    _keep_answer(
        session,
        placement,
        answer,
        how=how,
        recorded_by_id=recorded_by_id,
        now=now,
        note=note,
    )
    if placement.state is PlacementState.LEARNER_NO and answer is not Answer.NO:
        take_back_answer(session, placement, actor_id=actor_id, now=now)
    to = STATE_FOR[answer]
    if placement.state in AWAITS_ANSWER or answer is Answer.NO:
        if placement.state is not to:
            move(session, placement, to, by=Party.LEARNER, actor_id=actor_id, now=now)
    elif placement.state in ENDED:
        raise TransitionNotAllowed(placement.state, to)


def _keep_answer(
    session: Session,
    placement: Placement,
    answer: Answer,
    *,
    how: AnsweredHow,
    recorded_by_id: uuid.UUID | None,
    now: datetime,
    note: str | None,
) -> None:
    if placement.proposal is None:
        raise NotFound(str(placement.id))
    session.add(
        LearnerAnswer(
            proposal=placement.proposal,
            answer=answer,
            how=how,
            recorded_by_id=recorded_by_id,
            note=note,
            given_at=now,
        )
    )
    session.flush()  # the page shows it at once


def take_back_answer(
    session: Session, placement: Placement, *, actor_id: uuid.UUID, now: datetime
) -> None:
    """Bring the placement back to thinking, while no employer has been asked."""
    if placement.state is PlacementState.LEARNER_CONSIDERING:
        return
    if placement.decisions:
        raise CannotTakeBack(str(placement.id))
    move(
        session,
        placement,
        PlacementState.LEARNER_CONSIDERING,
        by=Party.LEARNER,
        actor_id=actor_id,
        now=now,
        reason="taken_back",
    )


def placement_dates(placement: Placement | Proposal) -> tuple[date, ...]:
    """Return the days of a placement or proposal, in order."""
    return tuple(sorted(date.fromisoformat(day) for day in placement.dates))
