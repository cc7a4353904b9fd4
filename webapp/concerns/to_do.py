"""What worries and concerns bring to the Today page and to a learner’s own page."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session, joinedload

from webapp.accounts.models import Role
from webapp.accounts.policies import STAFF_ROLES, Actor
from webapp.concerns.models import Concern, Worry, WorryKind, WorryState
from webapp.concerns.queries import PAGE_PARTS, due_on, sent_before, visible_concerns, visible_to
from webapp.concerns.rules import FOR_DSL
from webapp.core.clock import LONDON
from webapp.placements.next_things import NextThing
from webapp.placements.today import TodayItem

WEIGHT = {WorryKind.NOT_SAFE: 100, WorryKind.WORRY: 50, WorryKind.WOULD_NOT_SAY: 50}
SHOW_ANSWER_FOR = timedelta(days=14)


def _told_on(row: Worry | Concern) -> date:
    """Return the day it was told: what is about safety waits for no school day."""
    return row.created_at.astimezone(LONDON).date()


def worry_work(session: Session, actor: Actor, _today: date) -> Iterator[TodayItem]:
    """Return the worries that nobody has answered."""
    if not actor.is_any(*STAFF_ROLES):
        return
    waiting = session.scalars(
        visible_to(actor)
        .where(Worry.state != WorryState.ANSWERED)
        .options(*PAGE_PARTS)
        .order_by(Worry.created_at, Worry.id)
    )
    for worry in waiting:
        yield TodayItem(
            template="concerns/today/worry.html",
            due_on=_told_on(worry) if worry.kind in FOR_DSL else due_on(session, worry),
            about=worry,
            weight=WEIGHT[worry.kind],
        )


def concern_work(session: Session, actor: Actor, _today: date) -> Iterator[TodayItem]:
    """Return the concerns that nobody has read."""
    waiting = session.scalars(
        visible_concerns(actor)
        .where(Concern.state == WorryState.NEW)
        .options(joinedload(Concern.placement))
        .order_by(Concern.created_at, Concern.id)
    )
    for concern in waiting:
        yield TodayItem(
            template="concerns/today/concern.html",
            due_on=_told_on(concern),
            about=concern,
            weight=100,
        )


def answers_for_learner(session: Session, actor: Actor, today: date) -> Iterator[NextThing]:
    """Return the newest answer an adult wrote in the last two weeks."""
    if not actor.is_any(Role.LEARNER):
        return
    answered = [
        worry
        for worry in sent_before(session, actor)
        if worry.answered_at is not None
        and worry.answered_at.astimezone(LONDON).date() > today - SHOW_ANSWER_FOR
    ]
    if answered:
        yield NextThing(template="concerns/next/answered.html", about=answered[0], order=5)
