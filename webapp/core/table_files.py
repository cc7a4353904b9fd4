"""A list of people or places from a file: its columns, its rows, everything that is wrong in it."""

import csv
import io
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from webapp.core import postcodes
from webapp.core.forms.dates import MONTHS
from webapp.core.sheets import Line, tidy_name

SHOWN_OF_A_CELL = 80
"""Letters of a wrong cell that a page repeats."""

Column = TypeVar("Column", bound=StrEnum)
Row = TypeVar("Row")


class Problem(StrEnum):
    """Codes of what is wrong in a file; the pages have a sentence for each."""

    EMPTY = "empty"
    BROKEN = "broken"
    TOO_MANY_ROWS = "too_many_rows"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_TWICE = "column_twice"
    MISSING_COLUMN = "missing_column"
    TOO_MANY_CELLS = "too_many_cells"
    MISSING = "missing"
    TOO_LONG = "too_long"
    BAD_CODE = "bad_code"
    TOO_MANY_CODES = "too_many_codes"
    BAD_DATE = "bad_date"
    BIRTH_NOT_PLAUSIBLE = "birth_not_plausible"
    ENDED = "ended"
    BAD_NUMBER = "bad_number"
    BAD_EMAIL = "bad_email"
    BAD_POSTCODE = "bad_postcode"
    UNKNOWN_POSTCODE = "unknown_postcode"
    SAME_AS_LINE = "same_as_line"


class CellWrong(Exception):
    """A cell cannot be understood."""

    def __init__(self, problem: Problem, hint: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where, what stands there, and what may be meant."""

    problem: Problem
    line: int | None = None
    column: str | None = None
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Reading(Generic[Row]):
    """What a file says: its good rows, and everything that is wrong, in order of line."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Column, Row]):
    """What a list of one kind has: its columns, what their cells may say, what a row becomes."""

    columns: type[Column]
    needed: Collection[Column]
    most_rows: int
    nearest: Callable[[str], str]
    """Returns the column an unknown name may mean, or nothing."""
    value_of: Callable[[Column, str], object]
    """Returns what a cell says; raises CellWrong. It is not asked for an empty needed cell."""
    row_of: Callable[[int, Mapping[Column, Any]], Row]


def template(example: Mapping[Column, str]) -> str:
    """Return the file to fill in: its columns and one invented row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.value for column in example])
    writer.writerow(example.values())
    return out.getvalue()


def read_list(lines: Sequence[Line], kind: Kind[Column, Row]) -> Reading[Row]:
    """Return the rows of a file and what is wrong in it; a wrong header stops the reading."""
    reading: Reading[Row] = Reading()
    if not lines:
        reading.findings.append(Finding(Problem.EMPTY))
        return reading
    (_, header), *body = lines
    columns = _columns(header, kind, reading.findings)
    if not body:
        reading.findings.append(Finding(Problem.EMPTY))
    if len(body) > kind.most_rows:
        reading.findings.append(Finding(Problem.TOO_MANY_ROWS, value=str(len(body))))
    if reading.findings:
        return reading
    for line, cells in body:
        _read_row(line, cells, columns, kind, reading)
    return reading


def _columns(
    header: Sequence[str], kind: Kind[Column, Row], findings: list[Finding]
) -> list[Column]:
    """Return the columns of the header; say what is unknown, twice there or missing."""
    names, columns = list(header), list[Column]()
    while names and not names[-1]:  # spreadsheets add empty columns at the end
        names.pop()
    for name in names:
        try:
            column = kind.columns(tidy_name(name))
        except ValueError:
            value, hint = name[:SHOWN_OF_A_CELL], kind.nearest(name)
            findings.append(Finding(Problem.UNKNOWN_COLUMN, line=1, value=value, hint=hint))
            continue
        if column in columns:
            findings.append(Finding(Problem.COLUMN_TWICE, line=1, column=column.value))
        columns.append(column)
    findings.extend(
        Finding(Problem.MISSING_COLUMN, line=1, column=needed.value)
        for needed in kind.needed
        if needed not in columns
    )
    return columns


def _read_row(
    line: int,
    cells: Sequence[str],
    columns: Sequence[Column],
    kind: Kind[Column, Row],
    reading: Reading[Row],
) -> None:
    """Add the row to the reading, or everything that is wrong in it."""
    if any(cells[len(columns) :]):
        reading.findings.append(Finding(Problem.TOO_MANY_CELLS, line=line))
        return
    given = dict(zip(columns, cells, strict=False))
    values: dict[Column, object] = {}
    found: list[Finding] = []
    for column in kind.columns:
        cell = given.get(column, "")
        try:
            if not cell and column in kind.needed:
                raise CellWrong(Problem.MISSING)
            values[column] = kind.value_of(column, cell)
        except CellWrong as wrong:
            value = cell[:SHOWN_OF_A_CELL]
            found.append(Finding(wrong.problem, line, column.value, value, wrong.hint))
    if found:
        reading.findings.extend(found)
    else:
        reading.rows.append(kind.row_of(line, values))


def words(cell: str) -> str:
    """Return the words of a cell with single spaces."""
    return " ".join(cell.split())


def day(cell: str) -> date:
    """Return a date written day first with / . or -, with a month in letters, or as ISO."""
    tidy = re.sub(r"[\s./-]+", "-", cell.strip().removesuffix("T00:00:00"))
    parts = re.sub(r"-00:00(:00)?$", "", tidy).split("-")
    if len(parts[0]) == len("2027"):
        parts.reverse()
    try:
        first, month, year = parts
        if len(year) != len("2027"):
            raise ValueError(year)
        return date(_number(year), _month(month), _number(first))
    except ValueError:
        raise CellWrong(Problem.BAD_DATE) from None


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _month(text: str) -> int:
    name = text[:3].casefold()
    return MONTHS.index(name) + 1 if name in MONTHS and text.isalpha() else _number(text)


def postcode(cell: str) -> str:
    """Return a postcode of England in its usual spelling."""
    try:
        tidy = postcodes.normalise(cell)
        postcodes.lookup(tidy)
    except postcodes.BadPostcode:
        raise CellWrong(Problem.BAD_POSTCODE) from None
    except postcodes.UnknownPostcode:
        raise CellWrong(Problem.UNKNOWN_POSTCODE) from None
    return tidy
