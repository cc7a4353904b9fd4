"""A CSV file becomes learners: shown first, then imported exactly as shown, all or nothing."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from webapp.catalogue.sen_codes import SenProvision, SenType
from webapp.catalogue.travel import TravelBand
from webapp.learners import profile, rules
from webapp.learners.csv_cells import Column
from webapp.learners.csv_import import Row
from webapp.learners.errors import PreviewGone
from webapp.learners.models import ImportPreview, Learner, SaidBy, Topic
from webapp.learners.services import rows as make
from webapp.learners.services.adding import add_learners, record_for_each
from webapp.providers.models import Provider

PLAIN = (
    Column.FIRST_NAME,
    Column.SURNAME,
    Column.DATE_OF_BIRTH,
    Column.CALLED,
    Column.PRONOUNS,
    Column.GENDER,
    Column.UPN,
    Column.POSTCODE,
    Column.SEN_PROVISION,
    Column.SEN_TYPE,
    Column.EHC_PLAN_UNTIL,
    Column.SUPERVISION,
    Column.TRAVEL_BAND,
    Column.MAX_MINUTES,
)
"""Columns that are one value of a learner."""
TOPICS = {
    Column.STRENGTHS: Topic.GOOD_AT,
    Column.INTERESTS: Topic.INTEREST,
    Column.HOPES: Topic.HOPE,
}
"""Columns that are things said; a file only adds to them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a learner that the file would change, or words it would add."""

    column: str
    before: str
    after: str


@dataclass(slots=True)
class Planned:
    """What one row of the file would do."""

    row: Row
    learner: Learner | None
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What a file would do."""

    new: list[Planned] = field(default_factory=list)
    changed: list[Planned] = field(default_factory=list)
    same: list[Planned] = field(default_factory=list)


def keep_preview(
    session: Session,
    provider_id: uuid.UUID,
    rows: list[Row],
    *,
    text: str,
    by: uuid.UUID,
    now: datetime,
) -> ImportPreview:
    """Return what was read, kept so that exactly this can be imported within the hour."""
    session.execute(sa.delete(ImportPreview).where(ImportPreview.expires_at <= now))
    preview = ImportPreview(
        provider_id=provider_id,
        made_by_id=by,
        file_hash=sha256(text.encode()).hexdigest(),
        rows=[_as_json(row) for row in rows],
        made_at=now,
        expires_at=now + timedelta(minutes=rules.PREVIEW_MINUTES),
    )
    session.add(preview)
    session.flush()  # the page that shows it needs its key
    return preview


def rows_of(preview: ImportPreview, *, now: datetime) -> list[Row]:
    """Return the rows that were shown; raise PreviewGone after the hour."""
    if preview.expires_at <= now:
        raise PreviewGone
    return [_from_json(values) for values in preview.rows]


def plan(session: Session, provider: Provider, rows: Iterable[Row]) -> Plan:
    """Return what these rows would do to the learners of this school."""
    known = {
        learner.mis_number: learner
        for learner in session.scalars(
            sa.select(Learner)
            .where(Learner.provider_id == provider.id)
            .options(selectinload(Learner.statements))
        )
    }
    planned = Plan()
    for row in rows:
        learner = known.get(row.mis_number)
        step = Planned(row, learner)
        if learner is None:
            planned.new.append(step)
            continue
        step.changes = [*_value_changes(row, learner), *_word_changes(row, learner)]
        (planned.changed if step.changes else planned.same).append(step)
    return planned


def import_learners(
    session: Session,
    provider: Provider,
    preview: ImportPreview,
    *,
    by: uuid.UUID,
    now: datetime,
    today: date,
) -> Plan:
    """Do what the preview says, whole; what was imported twice changes nothing."""
    done = plan(session, provider, rows_of(preview, now=now))
    details = [details_of(step.row) for step in done.new]
    add_learners(session, provider, details, now=now, today=today, by=by)
    changed = []
    for step in done.changed:
        if step.learner is not None:
            _apply(session, step.row, step.learner, today=today)
            changed.append(step.learner)
    record_for_each(session, "learner_imported", changed, now=now, by=by)
    session.delete(preview)
    session.flush()  # what the database refuses shows here
    return done


def details_of(row: Row) -> profile.LearnerDetails:
    """Return a row as a new learner; what the school wrote is said by staff."""
    return profile.LearnerDetails(
        mis_number=row.mis_number,
        first_name=row.first_name,
        surname=row.surname,
        date_of_birth=row.date_of_birth,
        called=row.called,
        pronouns=row.pronouns,
        gender=row.gender,
        upn=row.upn,
        postcode=row.postcode,
        sen_provision=SenProvision(row.sen_provision) if row.sen_provision else None,
        sen_type=SenType(row.sen_type) if row.sen_type else None,
        ehc_plan_until=row.ehc_plan_until,
        supervision=row.supervision or 0,
        travel=profile.TravelDetails(
            band=None if row.travel_band is None else TravelBand(row.travel_band),
            max_minutes=row.max_minutes,
        ),
        statements=tuple(_said(row)),
    )


def _said(row: Row) -> Iterable[profile.StatementDetails]:
    for column, topic in TOPICS.items():
        for words in getattr(row, column.value):
            yield profile.StatementDetails(topic=topic, text=words, said_by=SaidBy.STAFF)


def _value_changes(row: Row, learner: Learner) -> Iterable[Change]:
    """Yield what differs; an empty cell changes nothing."""
    for column in PLAIN:
        after, before = getattr(row, column.value), getattr(learner, column.value)
        if after is not None and after != before:
            yield Change(column.value, _shown(before), _shown(after))


def _word_changes(row: Row, learner: Learner) -> Iterable[Change]:
    for column, topic in TOPICS.items():
        if new := _new_words(row, learner, column, topic):
            yield Change(column.value, "", "; ".join(new))


def _new_words(row: Row, learner: Learner, column: Column, topic: Topic) -> list[str]:
    said = {statement.text for statement in learner.statements if statement.topic is topic}
    return [words for words in getattr(row, column.value) if words not in said]


def _apply(session: Session, row: Row, learner: Learner, *, today: date) -> None:
    """Write what differs into the learner."""
    for column in PLAIN:
        value = getattr(row, column.value)
        if value is None or value == getattr(learner, column.value):
            continue
        if column is Column.POSTCODE:
            make.set_home(learner, value)
        else:
            setattr(learner, column.value, value)
    new = [
        profile.StatementDetails(topic=topic, text=words, said_by=SaidBy.STAFF)
        for column, topic in TOPICS.items()
        for words in _new_words(row, learner, column, topic)
    ]
    session.add_all(make.statement_rows(learner, new, today=today))
    learner.version += 1


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else str(value)


def _as_json(row: Row) -> dict[str, Any]:
    return make.plain(asdict(row))


def _from_json(values: dict[str, Any]) -> Row:
    restored = dict(values)
    for column in (Column.DATE_OF_BIRTH, Column.EHC_PLAN_UNTIL):
        if restored[column.value]:
            restored[column.value] = date.fromisoformat(restored[column.value])
    for column in TOPICS:
        restored[column.value] = tuple(restored[column.value])
    return Row(**restored)
