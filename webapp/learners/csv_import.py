"""Learners from a CSV file: what the file says, and everything that is wrong in it.

Nothing here writes; `services.importing` keeps what was shown and imports exactly that.
"""

from dataclasses import dataclass
from datetime import date

from webapp.core.sheets import Broken, csv_lines
from webapp.core.table_files import Finding, Kind, Problem, Reading, read_list
from webapp.learners.csv_cells import NEEDED, Column, nearest_column, value_of

MOST_ROWS = 5000


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


def read(text: str, *, today: date) -> Reading[Row]:
    """Return the rows of a file and what is wrong in it."""
    try:
        lines = csv_lines(text)
    except Broken as broken:
        return Reading(findings=[Finding(Problem.BROKEN, line=broken.line)])
    kind = Kind(
        columns=Column,
        needed=NEEDED,
        most_rows=MOST_ROWS,
        nearest=nearest_column,
        value_of=lambda column, cell: value_of(column, cell, today=today),
        row_of=lambda line, values: Row(
            line=line, **{column.value: value for column, value in values.items()}
        ),
    )
    reading = read_list(lines, kind)
    _find_doubles(reading)
    return reading


def _find_doubles(reading: Reading[Row]) -> None:
    """Say which numbers stand on two lines."""
    first: dict[str, int] = {}
    for row in reading.rows:
        if row.mis_number in first:
            where = str(first[row.mis_number])
            reading.findings.append(
                Finding(
                    Problem.SAME_AS_LINE,
                    row.line,
                    Column.MIS_NUMBER.value,
                    row.mis_number,
                    where,
                )
            )
        first.setdefault(row.mis_number, row.line)
    reading.findings.sort(key=lambda finding: finding.line or 0)
