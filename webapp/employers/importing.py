"""A list of employers from a file: what it says, what is wrong in it, what is here already."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
from webapp.employers.assisted import NewEmployer, register_for
from webapp.employers.contact_models import EmployerImport
from webapp.employers.duplicates import Named, known_marks, marks
from webapp.employers.import_cells import NEEDED, CellWrong, Column, Problem, value_of
from webapp.employers.models import Employer

MOST_ROWS = 2000
PREVIEW_LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where, what stands there, and what may be meant."""

    problem: Problem
    line: int | None = None
    column: str | None = None
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One employer as the file gives it."""

    line: int
    new: NewEmployer


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its good rows, and everything that is wrong."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class PreviewGone(ProductError):
    """What was shown is more than an hour old."""


def read(lines: Sequence[Line], *, today: date) -> Reading:
    """Return the rows of a file and what is wrong in it; nothing is stored."""
    reading = Reading()
    if not lines:
        reading.findings.append(Finding(Problem.EMPTY))
        return reading
    (_, header), *body = lines
    columns = _columns(header, reading.findings)
    if not body:
        reading.findings.append(Finding(Problem.EMPTY))
    if len(body) > MOST_ROWS:
        reading.findings.append(Finding(Problem.TOO_MANY_ROWS, value=str(len(body))))
    if reading.findings:
        return reading
    for line, cells in body:
        _read_row(line, cells, columns, reading, today=today)
    _find_doubles(reading)
    return reading


def _columns(header: Sequence[str], findings: list[Finding]) -> list[Column]:
    columns: list[Column] = []
    names = list(header)
    while names and not names[-1]:  # spreadsheets add empty columns at the end
        names.pop()
    for name in names:
        tidy = tidy_name(name)
        if tidy not in set(Column):
            hint = nearest_name(tidy, names=[column.value for column in Column]) or ""
            findings.append(Finding(Problem.UNKNOWN_COLUMN, line=1, value=name[:80], hint=hint))
            continue
        if Column(tidy) in columns:
            findings.append(Finding(Problem.COLUMN_TWICE, line=1, column=tidy))
        columns.append(Column(tidy))
    findings.extend(
        Finding(Problem.MISSING_COLUMN, line=1, column=needed.value)
        for needed in NEEDED
        if needed not in columns
    )
    return columns


def _read_row(
    line: int,
    cells: Sequence[str],
    columns: Sequence[Column],
    reading: Reading,
    *,
    today: date,
) -> None:
    """Add the row to the reading, or everything that is wrong in it."""
    if any(cells[len(columns) :]):
        reading.findings.append(Finding(Problem.TOO_MANY_CELLS, line=line))
        return
    given = dict(zip(columns, cells, strict=False))
    values: dict[Column, Any] = {}
    wrong = False
    for column in Column:
        cell = given.get(column, "")
        try:
            values[column] = value_of(column, cell, today=today)
        except CellWrong as error:
            wrong = True
            reading.findings.append(
                Finding(error.problem, line, column.value, cell[:80], error.hint)
            )
    if not wrong:
        reading.rows.append(Row(line, _new_employer(values)))


def _new_employer(values: dict[Column, Any]) -> NewEmployer:
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


def _find_doubles(reading: Reading) -> None:
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
