"""A list of employers from a file: what it says, what is wrong in it, what is here already."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.catalogue.entries import nearest_name
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.sectors import Sector
from webapp.core.errors import NotFound, ProductError
from webapp.core.sheets import Line, tidy_name
from webapp.core.table_files import Finding, Kind, Problem, Reading, read_list
from webapp.employers.assisted import NewEmployer, register_for
from webapp.employers.contact_models import EmployerImport
from webapp.employers.duplicates import Named, known_marks, marks
from webapp.employers.import_cells import NEEDED, Column, value_of
from webapp.employers.models import Employer

MOST_ROWS = 2000
PREVIEW_LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One employer as the file gives it."""

    line: int
    new: NewEmployer


class PreviewGone(ProductError):
    """What was shown is more than an hour old."""


def read(lines: Sequence[Line], *, today: date) -> Reading[Row]:
    """Return the rows of a file and what is wrong in it; nothing is stored."""
    kind = Kind(
        columns=Column,
        needed=NEEDED,
        most_rows=MOST_ROWS,
        nearest=lambda name: nearest_name(tidy_name(name), names=list(Column)) or "",
        value_of=lambda column, cell: value_of(column, cell, today=today),
        row_of=lambda line, values: Row(line, _new_employer(values)),
    )
    reading = read_list(lines, kind)
    _find_doubles(reading)
    return reading


def _new_employer(values: Mapping[Column, Any]) -> NewEmployer:
    return NewEmployer(
        name=values[Column.NAME],
        types=values[Column.KIND],
        sectors=values[Column.WORK],
        contact_name=values[Column.CONTACT],
        postcode=values[Column.POSTCODE],
        address=values[Column.ADDRESS] or "",
        email=values[Column.EMAIL],
        phone=values[Column.PHONE],
        website=values[Column.WEBSITE],
        insured_until=values[Column.INSURED_UNTIL],
        heard_from="setting",
    )


def marks_of_row(new: NewEmployer) -> frozenset[str]:
    """Return what another record of the same employer would share."""
    return marks(Named(name=new.name, postcode=new.postcode, website=new.website))


def _find_doubles(reading: Reading[Row]) -> None:
    """Say which lines give one employer twice."""
    first: dict[str, int] = {}
    for row in reading.rows:
        same = [first[mark] for mark in marks_of_row(row.new) if mark in first]
        if same:
            reading.findings.append(
                Finding(
                    Problem.SAME_AS_LINE, row.line, Column.NAME.value, row.new.name, str(min(same))
                )
            )
        for mark in marks_of_row(row.new):
            first.setdefault(mark, row.line)
    reading.findings.sort(key=lambda finding: finding.line or 0)


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row would do, and which employer here it may be."""

    row: Row
    like: Employer | None


def plan(session: Session, rows: Iterable[Row], *, actor: Actor) -> list[Planned]:
    """Return each row with the employer here that it may be, if there is one."""
    known = known_marks(session, actor=actor)
    return [
        Planned(
            row,
            next((known[mark][0] for mark in sorted(marks_of_row(row.new)) if mark in known), None),
        )
        for row in rows
    ]


def keep_preview(
    session: Session, rows: Iterable[Row], *, actor: Actor, now: datetime
) -> EmployerImport:
    """Return what was read, kept so that exactly this can be imported within the hour."""
    if actor.provider_id is None:
        raise NotFound("no school")
    session.execute(sa.delete(EmployerImport).where(EmployerImport.expires_at <= now))
    preview = EmployerImport(
        provider_id=actor.provider_id,
        made_by_id=actor.user_id,
        rows=[_as_json(row) for row in rows],
        expires_at=now + PREVIEW_LIFE,
    )
    session.add(preview)
    session.flush()  # the page that shows it needs its key
    return preview


def find_preview(
    session: Session, preview_id: uuid.UUID, *, actor: Actor, now: datetime
) -> EmployerImport:
    """Return the preview of this person; raise NotFound, or PreviewGone after the hour."""
    preview = session.get(EmployerImport, preview_id)
    if preview is None or preview.made_by_id != actor.user_id:
        raise NotFound(str(preview_id))
    if preview.expires_at <= now:
        raise PreviewGone(str(preview_id))
    return preview


def rows_of(preview: EmployerImport) -> list[Row]:
    """Return the rows that were shown."""
    return [_from_json(values) for values in preview.rows]


def import_rows(
    session: Session,
    preview: EmployerImport,
    *,
    leave_out: frozenset[int],
    actor: Actor,
    now: datetime,
    today: date,
) -> int:
    """Return how many employers were added: all but the lines left out, or none at all.

    Raises DuplicateEmployer when one came in meanwhile; the caller rolls back.
    """
    wanted = [row for row in rows_of(preview) if row.line not in leave_out]
    for row in wanted:
        register_for(session, row.new, agreed=None, actor=actor, now=now, today=today)
    session.delete(preview)
    session.flush()  # what the database refuses shows here
    return len(wanted)


def _as_json(row: Row) -> dict[str, Any]:
    new = row.new
    return {
        "line": row.line,
        "name": new.name,
        "types": [code.value for code in new.types],
        "sectors": [code.value for code in new.sectors],
        "contact_name": new.contact_name,
        "postcode": new.postcode,
        "address": new.address,
        "email": new.email,
        "phone": new.phone,
        "website": new.website,
        "insured_until": new.insured_until.isoformat() if new.insured_until else None,
        "heard_from": new.heard_from,
    }


def _from_json(values: dict[str, Any]) -> Row:
    until = values["insured_until"]
    rest = {name: value for name, value in values.items() if name != "line"} | {
        "types": tuple(map(EmployerType, values["types"])),
        "sectors": tuple(map(Sector, values["sectors"])),
        "insured_until": date.fromisoformat(until) if until else None,
    }
    return Row(values["line"], NewEmployer(**rest))
