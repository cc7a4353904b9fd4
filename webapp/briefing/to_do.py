"""What packs bring to the Today page: to be made and sent, not read yet, taken back."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from webapp.accounts.policies import LEADS, Actor
from webapp.briefing import by_post, rules
from webapp.briefing.models import Pack
from webapp.core.working_days import working_days_after
from webapp.placements.facts import holidays_of
from webapp.placements.models import Placement, PlacementState
from webapp.placements.queries import LIST_PARTS, visible_to
from webapp.placements.services import placement_dates
from webapp.placements.today import TodayItem

BEFORE_START = (PlacementState.PLANNING, PlacementState.READY)
CHASE_AFTER = 3
"""Working days after which a pack that was not read is worth a call (docs/rules.md, packs)."""
CHASE_POST_AFTER = 6
"""The same for a pack in the post, which takes up to three days (docs/rules.md, packs)."""


def pack_work(session: Session, actor: Actor, today: date) -> Iterator[TodayItem]:
    """Return one thing to do for each placement whose pack is not out, or not read."""
    if not actor.is_any(*LEADS):
        return
    placements = (
        session.scalars(
            visible_to(actor)
            .where(Placement.state.in_(BEFORE_START))
            .options(*LIST_PARTS)
            .order_by(Placement.reference)
        )
        .unique()
        .all()
    )
    newest = _newest_packs(session, placements)
    for placement in placements:
        item = _item(session, placement, newest.get(placement.id), today)
        if item is not None:
            yield item


def _newest_packs(session: Session, placements: Sequence[Placement]) -> dict[uuid.UUID, Pack]:
    ids = [placement.id for placement in placements]
    rows = session.scalars(
        sa.select(Pack)
        .options(defer(Pack.html), defer(Pack.pdf), defer(Pack.open_part_pdf), defer(Pack.contents))
        .where(Pack.placement_id.in_(ids))
        .order_by(Pack.version)
    )
    return {pack.placement_id: pack for pack in rows}


def _item(
    session: Session, placement: Placement, pack: Pack | None, today: date
) -> TodayItem | None:
    holidays = holidays_of(placement)
    if pack is None or pack.sent_at is None:
        due = rules.due_on(placement_dates(placement)[0], holidays=holidays)
        return TodayItem(template="briefing/today/send.html", due_on=due, about=placement, weight=4)
    sent = by_post.sent_on(session, pack)
    if pack.acknowledged_at is not None or sent is None:
        return None
    wait = CHASE_AFTER if pack.sent_to else CHASE_POST_AFTER
    due = working_days_after(sent, wait, holidays=holidays)
    if due > today:
        return None
    return TodayItem(template="briefing/today/not_read.html", due_on=due, about=placement)
