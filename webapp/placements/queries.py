"""Placements, proposals and runs, always as far as the person who asks may see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from webapp.accounts.models import Role, User
from webapp.accounts.policies import STAFF_ROLES, Actor
from webapp.core.errors import NotFound
from webapp.employers.models import Employer, Offer, Site, Task, Window
from webapp.learners import queries as learners
from webapp.learners.models import Learner, Request
from webapp.placements.models import (
    MatchRun,
    Placement,
    PlacementState,
    Proposal,
    RunState,
)
from webapp.placements.rules import BEFORE_APPROVAL, CONFIRMED, ENDED, HOLDS_A_PLACE

TO_EMPLOYER = joinedload(Placement.window).joinedload(Window.offer).joinedload(Offer.site)

LIST_PARTS: tuple[ExecutableOption, ...] = (
    joinedload(Placement.learner).joinedload(Learner.provider),
    TO_EMPLOYER.joinedload(Site.employer),
)
"""Enough for one line about a placement."""

GATE_PARTS: tuple[ExecutableOption, ...] = (
    joinedload(Placement.learner).options(
        selectinload(Learner.journeys),
        selectinload(Learner.statements),
        selectinload(Learner.requests),
    ),
    joinedload(Placement.window)
    .joinedload(Window.offer)
    .selectinload(Offer.tasks)
    .joinedload(Task.area),
    selectinload(Placement.gates),
    selectinload(Placement.decisions),
    selectinload(Placement.history),
)
"""What the gates and the timeline read."""

PAGE_PARTS: tuple[ExecutableOption, ...] = (
    joinedload(Placement.learner).options(
        selectinload(Learner.requirements),
        selectinload(Learner.senses),
        selectinload(Learner.consents),
    ),
    TO_EMPLOYER.joinedload(Site.employer).options(
        selectinload(Employer.contacts), selectinload(Employer.answers)
    ),
    selectinload(Placement.adjustments),
    joinedload(Placement.proposal).selectinload(Proposal.answers),
)

EMPLOYER_PARTS: tuple[ExecutableOption, ...] = (
    *LIST_PARTS,
    joinedload(Placement.learner).options(
        selectinload(Learner.requirements), selectinload(Learner.senses)
    ),
    TO_EMPLOYER.joinedload(Site.employer).selectinload(Employer.answers),
    joinedload(Placement.window).joinedload(Window.offer).selectinload(Offer.tasks),
    selectinload(Placement.adjustments),
)
"""What an anonymous request says, and no more of the learner."""


def visible_to(actor: Actor) -> sa.Select[Placement]:
    """Return the placements this person may see at all."""
    placements = sa.select(Placement)
    if actor.provider_id is not None and actor.is_any(*STAFF_ROLES):
        return placements.where(Placement.learner_id.in_(_learner_keys(actor)))
    if actor.learner_id is not None and actor.is_any(Role.LEARNER):
        return placements.where(
            Placement.learner_id == actor.learner_id,
            Placement.state != PlacementState.PROPOSED,
        )
    if actor.employer_id is not None and actor.is_any(Role.EMPLOYER):
        return _of_employer(placements, actor.employer_id)
    return placements.where(sa.false())


def _learner_keys(actor: Actor) -> sa.Select[tuple[uuid.UUID]]:
    return learners.visible_to(actor).with_only_columns(Learner.id)


def _of_employer(placements: sa.Select[Placement], employer_id: uuid.UUID) -> sa.Select[Placement]:
    """Return what an employer has been asked about, at its own sites only."""
    own = sa.select(Window.id).join(Offer).join(Site).where(Site.employer_id == employer_id)
    return placements.where(
        Placement.window_id.in_(own), Placement.state.not_in(BEFORE_APPROVAL)
    ).where(
        Placement.history.any(to_state=PlacementState.EMPLOYER_ASKED)  # never before it was asked
    )


def find(session: Session, actor: Actor, placement_id: uuid.UUID, *more: Any) -> Placement:  # noqa: ANN401  loader options
    """Return the placement with this key, or raise NotFound where the person may not see it."""
    placement = session.scalars(
        visible_to(actor)
        .where(Placement.id == placement_id)
        .options(*LIST_PARTS, *GATE_PARTS, *PAGE_PARTS, *more)
    ).one_or_none()
    if placement is None:
        raise NotFound(str(placement_id))
    return placement


def employer_placements(session: Session, actor: Actor) -> list[Placement]:
    """Return what an employer was asked about, the newest first, with what it was asked for."""
    rows = session.scalars(
        visible_to(actor)
        .options(*EMPLOYER_PARTS)
        .order_by(Placement.created_at.desc(), Placement.reference.desc())
    ).unique()
    return list(rows)


def find_proposal(session: Session, actor: Actor, proposal_id: uuid.UUID) -> Proposal:
    """Return the proposal with this key if the person may see the learner."""
    proposal = session.scalars(
        sa.select(Proposal)
        .join(MatchRun)
        .where(Proposal.id == proposal_id, MatchRun.learner_id.in_(_learner_keys(actor)))
        .options(*PROPOSAL_PARTS)
    ).one_or_none()
    if proposal is None:
        raise NotFound(str(proposal_id))
    return proposal


PROPOSAL_PARTS: tuple[ExecutableOption, ...] = (
    joinedload(Proposal.run)
    .selectinload(MatchRun.proposals)
    .options(
        joinedload(Proposal.window)
        .joinedload(Window.offer)
        .joinedload(Offer.site)
        .joinedload(Site.employer),
        joinedload(Proposal.placement),
    ),
    joinedload(Proposal.window)
    .joinedload(Window.offer)
    .selectinload(Offer.tasks)
    .joinedload(Task.area),
    joinedload(Proposal.window)
    .joinedload(Window.offer)
    .joinedload(Offer.site)
    .joinedload(Site.employer)
    .options(selectinload(Employer.answers), selectinload(Employer.contacts)),
    joinedload(Proposal.learner).options(
        joinedload(Learner.provider),
        selectinload(Learner.requirements),
        selectinload(Learner.senses),
        selectinload(Learner.statements),
        selectinload(Learner.journeys),
        selectinload(Learner.requests),
    ),
    selectinload(Proposal.answers),
)


LEARNER_PARTS: tuple[ExecutableOption, ...] = (
    joinedload(Placement.proposal)
    .joinedload(Proposal.run)
    .selectinload(MatchRun.proposals)
    .joinedload(Proposal.window)
    .joinedload(Window.offer)
    .joinedload(Offer.site)
    .joinedload(Site.employer),
    TO_EMPLOYER.selectinload(Site.areas),
)
"""What a learner’s page about a placement reads besides."""


def find_run(session: Session, actor: Actor, run_id: uuid.UUID) -> MatchRun:
    """Return the run with this key if the person may see the learner."""
    run = session.scalars(
        sa.select(MatchRun)
        .where(MatchRun.id == run_id, MatchRun.learner_id.in_(_learner_keys(actor)))
        .options(
            selectinload(MatchRun.proposals).options(
                joinedload(Proposal.window)
                .joinedload(Window.offer)
                .joinedload(Offer.site)
                .joinedload(Site.employer),
                joinedload(Proposal.placement),
            )
        )
    ).one_or_none()
    if run is None:
        raise NotFound(str(run_id))
    return run


def latest_runs(session: Session, learner_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, MatchRun]:
    """Return the newest run of each of these learners."""
    rows = session.scalars(
        sa.select(MatchRun)
        .where(MatchRun.learner_id.in_(learner_ids))
        .order_by(MatchRun.asked_at, MatchRun.id)
        .options(selectinload(MatchRun.proposals))
    )
    return {run.learner_id: run for run in rows}


def open_run(session: Session, learner_id: uuid.UUID) -> MatchRun | None:
    """Return the run of this learner that is queued or running."""
    return session.scalars(
        sa.select(MatchRun)
        .where(
            MatchRun.learner_id == learner_id,
            MatchRun.state.in_((RunState.QUEUED, RunState.RUNNING)),
        )
        .order_by(MatchRun.asked_at.desc())
        .limit(1)
    ).one_or_none()


def names_of(session: Session, user_ids: Sequence[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Return the names of these people by key."""
    wanted = {key for key in user_ids if key is not None}
    if not wanted:
        return {}
    rows = session.execute(sa.select(User.id, User.name).where(User.id.in_(wanted)))
    return {key: name for key, name in rows}  # noqa: C416  rows are no pairs to the type checker


@dataclass(frozen=True, slots=True)
class WaitingLearner:
    """A learner with a request, and how far it is."""

    learner: Learner
    request: Request
    run: MatchRun | None
    placement: Placement | None
    """The newest that has not ended."""


def waiting_learners(session: Session, actor: Actor) -> list[WaitingLearner]:
    """Return everyone on roll with an open request: the longest waiting without a place first."""
    found = session.scalars(
        learners.visible_to(actor)
        .where(Learner.left_on.is_(None), Learner.requests.any(Request.closed_at.is_(None)))
        .options(selectinload(Learner.requests), joinedload(Learner.provider))
    ).all()
    keys = [learner.id for learner in found]
    runs, placements = latest_runs(session, keys), _under_way(session, keys)
    lines = [
        WaitingLearner(learner, request, runs.get(learner.id), placements.get(learner.id))
        for learner in found
        if (request := learners.open_request(learner)) is not None
    ]
    return sorted(
        lines,
        key=lambda line: (
            line.placement is not None,
            line.request.asked_on,
            line.learner.surname,
            line.learner.first_name,
        ),
    )


def _under_way(session: Session, learner_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Placement]:
    rows = session.scalars(
        sa.select(Placement)
        .where(Placement.learner_id.in_(learner_ids), Placement.state.not_in(ENDED))
        .options(*LIST_PARTS)
        .order_by(Placement.created_at)
    ).unique()
    return {placement.learner_id: placement for placement in rows}


@dataclass(frozen=True, slots=True)
class PlacementPage:
    """One page of a list of placements."""

    placements: list[Placement]
    page: int
    pages: int
    total: int
    first: int
    last: int


PAGE_SIZE = 25
STATES_OF = {
    "deciding": BEFORE_APPROVAL,
    "asked": HOLDS_A_PLACE - CONFIRMED,
    "planned": CONFIRMED,
    "ended": ENDED,
}
"""The heaps a list of placements can be narrowed to."""


def placement_page(
    session: Session, actor: Actor, *, heap: str | None = None, page: int = 1
) -> PlacementPage:
    """Return placements this person may see, the newest first."""
    query = visible_to(actor)
    if heap in STATES_OF:
        query = query.where(Placement.state.in_(STATES_OF[heap]))
    total = session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    start = (page - 1) * PAGE_SIZE
    rows = session.scalars(
        query.options(*LIST_PARTS)
        .order_by(Placement.created_at.desc(), Placement.reference.desc())
        .limit(PAGE_SIZE)
        .offset(start)
    ).unique()
    return PlacementPage(
        placements=list(rows),
        page=page,
        pages=pages,
        total=total,
        first=start + 1 if total else 0,
        last=min(start + PAGE_SIZE, total),
    )
