"""What placements, runs and mail bring to the Today page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.accounts.policies import LEADS, Actor
from webapp.core.clock import LONDON
from webapp.core.working_days import working_days_after
from webapp.learners.models import Learner
from webapp.mail.queries import emails_needing_a_person
from webapp.placements.facts import gate_statuses, holidays_of
from webapp.placements.gates import GateStatus
from webapp.placements.models import (
    Answer,
    MatchRun,
    Placement,
    PlacementState,
    Proposal,
    RunState,
)
from webapp.placements.queries import GATE_PARTS, LIST_PARTS, visible_to
from webapp.placements.today import TodayItem

DECIDE_WITHIN = 2
"""Working days in which a yes gets its decision."""
CHASE_AFTER = 5
"""Working days after which an employer who has not answered is called."""
LOOK_WITHIN = 5
"""Working days in which new proposals are looked at."""
GATES_AHEAD = timedelta(days=14)
"""How early the gates of a placement appear."""
TELL_FOR = timedelta(days=7)
"""How long a change of mind stays on the page."""


@dataclass(frozen=True, slots=True)
class OpenGates:
    """A placement and what still holds it back."""

    placement: Placement
    needed: tuple[GateStatus, ...]


def placement_work(session: Session, actor: Actor, today: date) -> Iterator[TodayItem]:
    """Return what placements need: answers, decisions, calls, gates."""
    placements = session.scalars(
        visible_to(actor)
        .where(Placement.state.in_(ITEMS))
        .options(*LIST_PARTS, *GATE_PARTS)
        .options(joinedload(Placement.proposal).selectinload(Proposal.answers))
        .order_by(Placement.reference)
    ).unique()
    is_lead = actor.is_any(*LEADS)
    for placement in placements:
        item = ITEMS[placement.state](placement, today)
        if item is not None and (is_lead or item.template in FOR_ALL_STAFF):
            yield item


def _since(placement: Placement, days: int) -> date:
    """Return the working day so many days after the last change."""
    last = placement.history[-1].at.astimezone(LONDON).date()
    return working_days_after(last, days, holidays=holidays_of(placement))


def _item(name: str, due_on: date, about: object, weight: int = 0) -> TodayItem:
    return TodayItem(
        template=f"placements/today/{name}.html", due_on=due_on, about=about, weight=weight
    )


def _considering(placement: Placement, _today: date) -> TodayItem | None:
    """The learner asked someone, or wants to visit first."""
    answers = placement.proposal.answers if placement.proposal else []
    if not answers or answers[-1].answer not in {Answer.ASK_SOMEONE, Answer.MAYBE}:
        return None
    asked_on = answers[-1].given_at.astimezone(LONDON).date()
    due = working_days_after(asked_on, DECIDE_WITHIN, holidays=holidays_of(placement))
    name = "asks_someone" if answers[-1].answer is Answer.ASK_SOMEONE else "visit_first"
    return _item(name, due, placement)


def _decide(placement: Placement, _today: date) -> TodayItem:
    return _item("decide", _since(placement, DECIDE_WITHIN), placement, 9)


def _no_answer(placement: Placement, today: date) -> TodayItem | None:
    due = _since(placement, CHASE_AFTER)
    return _item("no_answer", due, placement) if due <= today else None


def _question(placement: Placement, _today: date) -> TodayItem:
    return _item("question", _since(placement, 1), placement, 5)


def _confirm(placement: Placement, _today: date) -> TodayItem:
    return _item("confirm", _since(placement, DECIDE_WITHIN), placement, 8)


def _gates(placement: Placement, today: date) -> TodayItem | None:
    needed = tuple(found for found in gate_statuses(placement) if not found.is_green)
    first = min((found.due_on for found in needed), default=None)
    if first is None or first > today + GATES_AHEAD:
        return None
    return _item("gates", first, OpenGates(placement, needed))


def _changed_mind(placement: Placement, today: date) -> TodayItem | None:
    """A no that came after the employer was asked."""
    on = placement.history[-1].at.astimezone(LONDON).date()
    if not placement.decisions or today > on + TELL_FOR:
        return None
    return _item("changed_mind", max(on, today), placement)


ITEMS = {
    PlacementState.LEARNER_CONSIDERING: _considering,
    PlacementState.LEARNER_YES: _decide,
    PlacementState.LEARNER_NO: _changed_mind,
    PlacementState.EMPLOYER_ASKED: _no_answer,
    PlacementState.EMPLOYER_QUESTIONS: _question,
    PlacementState.EMPLOYER_AGREED: _confirm,
    PlacementState.PLANNING: _gates,
}
FOR_ALL_STAFF = frozenset(
    f"placements/today/{name}.html" for name in ("asks_someone", "visit_first", "gates")
)


@dataclass(frozen=True, slots=True)
class NewProposals:
    """A run whose proposals nobody has shown to the learner."""

    run: MatchRun
    learner: Learner


def run_work(session: Session, actor: Actor, today: date) -> Iterator[TodayItem]:
    """Return finished runs whose proposals wait to be looked at."""
    if not actor.is_any(*LEADS):
        return
    since = datetime.combine(today, datetime.min.time(), tzinfo=LONDON) - timedelta(days=30)
    rows = session.execute(
        sa.select(MatchRun, Learner)
        .join(Learner, Learner.id == MatchRun.learner_id)
        .where(
            MatchRun.provider_id == actor.provider_id,
            MatchRun.state == RunState.DONE,
            MatchRun.done_at >= since,
        )
        .options(selectinload(MatchRun.proposals).joinedload(Proposal.placement))
        .order_by(MatchRun.asked_at)
    ).unique()
    newest = {learner.id: NewProposals(run, learner) for run, learner in rows}
    for found in newest.values():
        shown = any(proposal.placement for proposal in found.run.proposals)
        if found.run.proposals and not shown and found.run.done_at is not None:
            done_on = found.run.done_at.astimezone(LONDON).date()
            yield _item("proposals", working_days_after(done_on, LOOK_WITHIN), found)


def mail_work(session: Session, actor: Actor, today: date) -> Iterable[TodayItem]:
    """Return one row for mail that failed or that nobody is sure of."""
    if actor.provider_id is None or not actor.is_any(*LEADS):
        return []
    waiting = emails_needing_a_person(session, provider_ids=[actor.provider_id])
    return [_item("mail", today, waiting, 3)] if waiting else []
