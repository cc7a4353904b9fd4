"""Opening debriefs, keeping answers one by one, finishing, and what follows from “not safe”."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.concerns.models import Worry, WorryKind, WorrySource
from webapp.concerns.queries import helpers_of
from webapp.concerns.services import Said, tell_adult
from webapp.core import audit
from webapp.core.errors import ProductError
from webapp.debriefs import by_post
from webapp.debriefs.emails import ask_employer
from webapp.debriefs.learner_questions import NOT_SAFE, SAFE
from webapp.debriefs.models import Debrief, DebriefAnswer, HelpToAnswer, Voice
from webapp.debriefs.questions import RATHER_NOT_SAY, Question
from webapp.debriefs.rules import due_on, starts_positive
from webapp.placements.facts import holidays_of
from webapp.placements.models import Placement, PlacementState
from webapp.placements.services import placement_dates

FIRST_VOICES = (Voice.LEARNER, Voice.EMPLOYER)


class AlreadyFinished(ProductError):
    """The debrief was finished; its answers stay as they are."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given: codes that were chosen, words that were written."""

    choices: tuple[str, ...] = ()
    words: str = ""


def open_debriefs(session: Session, placement: Placement, *, now: datetime) -> list[Debrief]:
    """Return the debriefs that were opened now: the learner’s and the employer’s, once each."""
    known = set(
        session.scalars(sa.select(Debrief.voice).where(Debrief.placement_id == placement.id))
    )
    opened = [
        _open(session, placement, voice, now=now) for voice in FIRST_VOICES if voice not in known
    ]
    for debrief in opened:
        if debrief.voice is Voice.EMPLOYER:
            ask_employer(session, debrief, now=now)
    return opened


def _open(session: Session, placement: Placement, voice: Voice, *, now: datetime) -> Debrief:
    last_day = placement_dates(placement)[-1]
    debrief = Debrief(
        placement=placement,
        voice=voice,
        due_on=due_on(last_day, holidays=holidays_of(placement)),
        positive_first=_next_order(session, placement) if voice is Voice.LEARNER else True,
    )
    session.add(debrief)
    session.flush()  # its key stands in the link and the audit row
    audit.record(
        session,
        "debrief.opened",
        at=now,
        actor_id=None,
        subject_kind="debrief",
        subject_id=debrief.id,
        voice=voice.value,
    )
    return debrief


def _next_order(session: Session, placement: Placement) -> bool:
    """Return which end of the scale this learner reads first, level with the school’s others."""
    rows = session.execute(
        sa.select(Debrief.positive_first, sa.func.count())
        .join(Placement)
        .where(Debrief.voice == Voice.LEARNER, Placement.provider_id == placement.provider_id)
        .group_by(Debrief.positive_first)
    )
    counts = {positive_first: count for positive_first, count in rows}  # noqa: C416  rows are no pairs to the type checker
    return starts_positive(
        positive_before=counts.get(True, 0), negative_before=counts.get(False, 0)
    )


def after_move(
    session: Session, placement: Placement, *, before: PlacementState, now: datetime
) -> None:
    """Open the debriefs in the transaction that ends the placement."""
    del before
    if placement.state is PlacementState.DEBRIEFING:
        open_debriefs(session, placement, now=now)


def follow_dates(session: Session, *, today: date, now: datetime) -> int:
    """Return how many debriefs were opened, or asked for once more, by today."""
    without = session.scalars(
        sa.select(Placement)
        .where(
            Placement.state == PlacementState.DEBRIEFING,
            Placement.id.not_in(sa.select(Debrief.placement_id)),
        )
        .order_by(Placement.reference)
    ).all()
    opened = sum(len(open_debriefs(session, placement, now=now)) for placement in without)
    return opened + _remind(session, today=today, now=now)


def _remind(session: Session, *, today: date, now: datetime) -> int:
    """Ask employers who have not answered a second and last time."""
    late = session.scalars(
        sa.select(Debrief)
        .join(Placement)
        .where(
            Debrief.voice == Voice.EMPLOYER,
            Debrief.finished_at.is_(None),
            Debrief.reminded_at.is_(None),
            Debrief.due_on < today,
            Placement.state == PlacementState.DEBRIEFING,
        )
        .order_by(Debrief.id)
    ).all()
    for debrief in late:
        debrief.reminded_at = now
        ask_employer(session, debrief, now=now, is_reminder=True)
    return len(late)


def save_answer(
    session: Session, debrief: Debrief, question: Question, given: Given, *, now: datetime
) -> Worry | None:
    """Keep one answer in place of an earlier one; nothing given takes the earlier one away.

    An answer about safety tells an adult in the same transaction; returns what was told.
    """
    if debrief.finished_at is not None:
        raise AlreadyFinished(str(debrief.id))
    debrief.started_at = debrief.started_at or now
    known = next((made for made in debrief.answers if made.question == question.code), None)
    if not given.choices and not given.words:
        if known is not None:
            debrief.answers.remove(known)
        session.flush()  # the next page reads what is left
        return None
    if known is None:
        known = DebriefAnswer(debrief=debrief, question=question.code, answered_at=now)
        session.add(known)
    known.choices, known.words = list(given.choices), given.words or None
    known.answered_at = now
    session.flush()  # the next page reads it
    if question.code == SAFE and debrief.voice is Voice.LEARNER:
        return _tell_if_not_safe(session, debrief, given, now=now)
    return None


def _tell_if_not_safe(
    session: Session, debrief: Debrief, given: Given, *, now: datetime
) -> Worry | None:
    """Tell the DSL of a “yes”, and the trusted adult alone of “I don’t want to say”."""
    learner = debrief.placement.learner
    helpers = helpers_of(session, learner)
    if NOT_SAFE in given.choices:
        kind, adult = WorryKind.NOT_SAFE, helpers.safeguarding
    elif RATHER_NOT_SAY in given.choices:
        kind, adult = WorryKind.WOULD_NOT_SAY, helpers.trusted
    else:
        return None
    if adult is None:
        return None  # a school without staff; the page says whom to call
    said = Said(form_key=f"debrief:{debrief.id}:{kind}", kind=kind, source=WorrySource.DEBRIEF)
    return tell_adult(session, learner, said, to=adult, about=debrief.placement, now=now)


def finish(
    session: Session,
    debrief: Debrief,
    *,
    helped: HelpToAnswer | None,
    now: datetime,
    actor_id: uuid.UUID | None = None,
) -> None:
    """Close the form; finishing twice changes nothing. `actor_id` is who typed it for them."""
    if debrief.finished_at is not None:
        return
    debrief.helped = helped
    debrief.started_at = debrief.started_at or now
    debrief.finished_at = now
    by_post.stop(session, debrief)
    audit.record(
        session,
        "debrief.finished",
        at=now,
        actor_id=actor_id,
        subject_kind="debrief",
        subject_id=debrief.id,
        voice=debrief.voice.value,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Who of the employer said it, when, and who of the school types it in."""

    by: str
    on: date
    written_by_id: uuid.UUID


def write_down(
    session: Session,
    debrief: Debrief,
    answers: Iterable[tuple[Question, Given]],
    saying: Saying,
    *,
    now: datetime,
) -> None:
    """Keep what the employer said on paper or on the phone, and close their form.

    Raises AlreadyFinished where they answered themselves meanwhile.
    """
    for question, given in answers:
        save_answer(session, debrief, question, given, now=now)
    debrief.said_by, debrief.said_on = saying.by, saying.on
    debrief.written_by_id = saying.written_by_id
    finish(session, debrief, helped=None, now=now, actor_id=saying.written_by_id)
