"""What placements bring to a learner’s “my next thing”."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session, joinedload

from webapp.accounts.policies import Actor
from webapp.placements.models import Placement, PlacementState, Proposal
from webapp.placements.next_things import NextThing
from webapp.placements.queries import LIST_PARTS, visible_to
from webapp.placements.rules import CONFIRMED, HOLDS_A_PLACE

ORDER = {
    PlacementState.LIVE: 10,
    PlacementState.LEARNER_CONSIDERING: 20,
    PlacementState.READY: 30,
    PlacementState.PLANNING: 35,
}


def placement_things(session: Session, actor: Actor, today: date) -> Iterator[NextThing]:
    """Return a card for each proposal to answer and each placement that goes on."""
    del today  # the cards say dates, not how far away they are
    placements = session.scalars(
        visible_to(actor)
        .where(Placement.state.in_(SHOWN))
        .options(*LIST_PARTS)
        .options(joinedload(Placement.proposal).selectinload(Proposal.answers))
        .order_by(Placement.created_at)
    ).unique()
    for placement in placements:
        if placement.state is PlacementState.LEARNER_CONSIDERING:
            template = "answer"
        elif placement.state in CONFIRMED:
            template = "going"
        else:
            template = "asking"
        yield NextThing(
            template=f"placements/mine/{template}.html",
            about=placement,
            order=ORDER.get(placement.state, 40),
        )


SHOWN = (HOLDS_A_PLACE | {PlacementState.LEARNER_CONSIDERING, PlacementState.LEARNER_YES}) - {
    PlacementState.PAUSED
}
"""What a learner sees on their first page; looking back is a card of its own."""
