"""Learners from a CSV file: what the file says, and everything that is wrong in it.

Nothing here writes; `services.importing` keeps what was shown and imports exactly that.
"""

from dataclasses import dataclass, field
from datetime import date

from webapp.core.sheets import Broken, csv_lines, tidy_name
from webapp.learners.csv_cells import (
    NEEDED,
    CellWrong,
    Column,
    Problem,
    nearest_column,
    value_of,
)

MOST_ROWS = 5000


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
    """One learner as the file gives them; a cell that is empty or absent is None."""

    line: int
    mis_number: str
    first_name: str
    surname: str
    date_of_birth: date
    called: str | None = None
    pronouns: str | None = None
    gender: str | None = None
    upn: str | None = None
    postcode: str | None = None
    sen_provision: str | None = None
    sen_type: str | None = None
    ehc_plan_until: date | None = None
    supervision: int | None = None
    travel_band: int | None = None
    max_minutes: int | None = None
    strengths: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    hopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its good rows, and everything that is wrong."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(text: str, *, today: date) -> Reading:
    """Return the rows of a file and what is wrong in it."""
    reading = Reading()
    try:
        lines = csv_lines(text)
    except Broken as broken:
        reading.findings.append(Finding(Problem.BROKEN, line=broken.line))
        return reading
    if not lines:
        reading.findings.append(Finding(Problem.EMPTY))
        return reading
    (_, header), *body = lines
    columns = _columns(header, reading.findings)
    if reading.findings:
        return reading
    if not body:
        reading.findings.append(Finding(Problem.EMPTY))
    if len(body) > MOST_ROWS:
        reading.findings.append(Finding(Problem.TOO_MANY_ROWS, value=str(len(body))))
        return reading
    for line, cells in body:
        _read_row(line, cells, columns, reading, today=today)
    _find_doubles(reading)
    return reading


def _columns(header: list[str], findings: list[Finding]) -> list[Column]:
    """Return the columns of the header; say what is unknown, twice there or missing."""
    columns: list[Column] = []
    while header and not header[-1]:  # spreadsheets add empty columns at the end
        header.pop()
    for name in header:
        try:
            column = Column(tidy_name(name))
        except ValueError:
            hint = nearest_column(name)
            findings.append(Finding(Problem.UNKNOWN_COLUMN, line=1, value=name[:80], hint=hint))
            continue
        if column in columns:
            findings.append(Finding(Problem.COLUMN_TWICE, line=1, column=column.value))
        columns.append(column)
    findings.extend(
        Finding(Problem.MISSING_COLUMN, line=1, column=needed.value)
        for needed in NEEDED
        if needed not in columns
    )
    return columns


def _read_row(
    line: int, cells: list[str], columns: list[Column], reading: Reading, *, today: date
) -> None:
    """Add the row to the reading, or everything that is wrong in it."""
    if any(cells[len(columns) :]):
        reading.findings.append(Finding(Problem.TOO_MANY_CELLS, line=line))
        return
    found: list[Finding] = []
    values: dict[str, object] = {}
    for column, cell in zip(columns, cells, strict=False):
        try:
            values[column.value] = value_of(column, cell, today=today)
        except CellWrong as wrong:
            found.append(Finding(wrong.problem, line, column.value, cell[:80], wrong.hint))
    wrong_columns = {finding.column for finding in found}
    found.extend(
        Finding(Problem.MISSING, line, needed.value)
        for needed in NEEDED
        if not values.get(needed.value) and needed.value not in wrong_columns
    )
    if found:
        reading.findings.extend(sorted(found, key=_place))
        return
    reading.rows.append(Row(line=line, **values))  # type: ignore[arg-type]  # one reader a column


def _place(finding: Finding) -> int:
    """Return where the column of a finding stands in the template."""
    return list(Column).index(Column(finding.column or Column.MIS_NUMBER))


def _find_doubles(reading: Reading) -> None:
    """Say which numbers stand on two lines."""
    first: dict[str, int] = {}
    for row in reading.rows:
        if row.mis_number in first:
            where = str(first[row.mis_number])
            reading.findings.append(
                Finding(
                    Problem.NUMBER_TWICE,
                    row.line,
                    Column.MIS_NUMBER.value,
                    row.mis_number,
                    where,
                )
            )
        first.setdefault(row.mis_number, row.line)
    reading.findings.sort(key=lambda finding: finding.line or 0)
