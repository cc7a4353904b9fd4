"""A place that a plan chose, looked at again for its learner alone before it is proposed."""

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching import Proposal as Found
from matching import propose
from webapp.catalogue.plans import NotProposedBecause
from webapp.placements.matchmaking.market import Snapshot
from webapp.placements.matchmaking.rows import blocked_row, proposal_row
from webapp.placements.models import MatchRun
from webapp.placements.plan_models import PlannedPlacement


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNow:
    """What the rules say today: a proposal, or the rows of what is against it."""

    proposal: Found | None
    findings: list[dict[str, Any]]


def place_now(taken: Snapshot, planned: PlannedPlacement) -> PlaceNow:
    """Return what the rules say of this learner in this window, and in no other."""
    offers = tuple(
        replace(offer, windows=tuple(one for one in offer.windows if one.key == planned.window))
        for offer in taken.market.offers
        if offer.key == planned.offer
    )
    found = propose(replace(taken.market, offers=offers), str(taken.learner_id))
    return PlaceNow(
        proposal=next(iter(found.proposals), None),
        findings=[row for place in found.blocked for row in blocked_row(place)["findings"]],
    )


def add_planned(session: Session, run: MatchRun, taken: Snapshot) -> None:
    """Let a finished run propose what a plan chose too, after its own; or keep why it cannot."""
    chosen = session.scalars(
        sa.select(PlannedPlacement)
        .where(PlannedPlacement.run_id == run.id)
        .order_by(PlannedPlacement.plan_id, PlannedPlacement.number)
    )
    for planned in chosen:
        if any(proposal.window.key == planned.window for proposal in run.proposals):
            continue
        now = place_now(taken, planned)
        if now.proposal is None:
            planned.run_id, planned.refused = None, NotProposedBecause.RULED_OUT.value
            planned.refused_by = now.findings
            continue
        last = max((proposal.rank for proposal in run.proposals), default=0)
        proposal_row(  # joins run.proposals by itself
            replace(now.proposal, rank=last + 1),
            run=run,
            learner=taken.learner,
            window=taken.window(planned.window),
        )
    session.flush()
