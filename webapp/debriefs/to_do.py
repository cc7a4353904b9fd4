"""What debriefs bring to the Today page and to a learner’s own page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.models import Role
from webapp.accounts.policies import LEADS, Actor
from webapp.core.audit import AuditEvent
from webapp.core.clock import LONDON
from webapp.core.working_days import working_days_after
from webapp.debriefs.models import Debrief, Voice
from webapp.debriefs.queries import debriefs_of, strength_told
from webapp.placements.facts import holidays_of
from webapp.placements.models import Placement, PlacementState
from webapp.placements.next_things import NextThing
from webapp.placements.queries import visible_to
from webapp.placements.today import TodayItem

CALL_AFTER = 5
"""Working days after the reminder when someone calls the employer."""
READ_WITHIN = 2
"""Working days in which a lead reads what both said."""
SHOW_STRENGTH_FOR = timedelta(days=28)
VIEWED = "debrief_viewed"


def debrief_work(session: Session, actor: Actor, today: date) -> Iterator[TodayItem]:
    """Return what looking back needs: a learner to help, an employer to call, both to read."""
    for pair in _pairs(session, actor):
        if pair.learner.finished_at is None:
            yield _item("learner", pair.learner.due_on, pair.learner)
        if actor.is_any(*LEADS):
            yield from _for_leads(session, pair, today)


@dataclass(frozen=True, slots=True)
class _Pair:
    learner: Debrief
    employer: Debrief


def _pairs(session: Session, actor: Actor) -> Iterator[_Pair]:
    """Yield the two debriefs of each placement this member of staff may see."""
    if actor.is_any(Role.LEARNER, Role.EMPLOYER):
        return
    open_ones = session.scalars(
        visible_to(actor)
        .with_only_columns(Placement.id)
        .where(Placement.state == PlacementState.DEBRIEFING)
    ).all()
    by_placement: dict[object, dict[Voice, Debrief]] = {}
    for debrief in debriefs_of(session, open_ones):
        by_placement.setdefault(debrief.placement_id, {})[debrief.voice] = debrief
    for voices in by_placement.values():
        if Voice.LEARNER in voices and Voice.EMPLOYER in voices:
            yield _Pair(voices[Voice.LEARNER], voices[Voice.EMPLOYER])


def _for_leads(session: Session, pair: _Pair, today: date) -> Iterator[TodayItem]:
    employer = pair.employer
    if employer.finished_at is None:
        holidays = holidays_of(employer.placement)
        due = working_days_after(employer.due_on, CALL_AFTER, holidays=holidays)
        if due <= today:
            yield _item("employer", due, employer)
    elif pair.learner.finished_at is not None and not _was_read(session, pair):
        both = max(employer.finished_at, pair.learner.finished_at).astimezone(LONDON).date()
        yield _item("both", working_days_after(both, READ_WITHIN), pair.learner)


def _was_read(session: Session, pair: _Pair) -> bool:
    """Return whether someone opened the page after both had finished."""
    found = session.scalar(
        sa.select(AuditEvent.id)
        .where(
            AuditEvent.action == VIEWED,
            AuditEvent.subject_id == pair.learner.placement_id,
            AuditEvent.at
            >= max(filter(None, (pair.learner.finished_at, pair.employer.finished_at))),
        )
        .limit(1)
    )
    return found is not None


def _item(name: str, due_on: date, debrief: Debrief) -> TodayItem:
    return TodayItem(template=f"debriefs/today/{name}.html", due_on=due_on, about=debrief)


@dataclass(frozen=True, slots=True)
class Strength:
    """What the employer said the learner did well."""

    debrief: Debrief
    words: str


def looking_back(session: Session, actor: Actor, today: date) -> Iterator[NextThing]:
    """Return the learner’s open debriefs, and what an employer said they did well."""
    if actor.learner_id is None or not actor.is_any(Role.LEARNER):
        return
    keys = session.scalars(
        sa.select(Placement.id).where(Placement.learner_id == actor.learner_id)
    ).all()
    for debrief in debriefs_of(session, keys):
        if debrief.voice is Voice.LEARNER and debrief.finished_at is None:
            yield NextThing(template="debriefs/next/look_back.html", about=debrief, order=10)
        elif debrief.voice is Voice.EMPLOYER and _is_recent(debrief, today):
            words = strength_told(session, debrief.placement)
            if words:
                about = Strength(debrief, words)
                yield NextThing(template="debriefs/next/strength.html", about=about, order=60)


def _is_recent(debrief: Debrief, today: date) -> bool:
    finished = debrief.finished_at
    return finished is not None and finished.astimezone(LONDON).date() > today - SHOW_STRENGTH_FOR
