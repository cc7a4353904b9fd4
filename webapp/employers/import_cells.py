"""The columns of a file of employers, and what a cell of each may say."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, StrEnum
from typing import TypeVar

from email_validator import EmailNotValidError, validate_email

from webapp.catalogue.entries import nearest_name
from webapp.catalogue.organisations import EMPLOYER_TYPES
from webapp.catalogue.sectors import SECTORS
from webapp.core import postcodes
from webapp.core.forms.dates import MONTHS
from webapp.employers.rules import MOST_SECTORS

MOST_KINDS = 3


class Column(StrEnum):
    """The columns a file may have, in the order of the template."""

    NAME = "name"
    KIND = "kind_of_organisation"
    WORK = "kind_of_work"
    ADDRESS = "address"
    POSTCODE = "postcode"
    CONTACT = "contact_name"
    EMAIL = "email"
    PHONE = "phone"
    WEBSITE = "website"
    INSURED_UNTIL = "insured_until"


NEEDED = (Column.NAME, Column.KIND, Column.WORK, Column.POSTCODE, Column.CONTACT)
LONGEST = {Column.NAME: 120, Column.CONTACT: 120, Column.ADDRESS: 300, Column.PHONE: 30}
LONGEST_CELL = 200
EXAMPLE = {
    Column.NAME: "Example Bakery",
    Column.KIND: "micro",
    Column.WORK: "catering; retail",
    Column.ADDRESS: "1 Mill Lane, Frodsham",
    Column.POSTCODE: "WA6 0AA",
    Column.CONTACT: "Robin Example",
    Column.EMAIL: "robin@example.org",
    Column.PHONE: "07700 900 123",
    Column.WEBSITE: "https://bakery.example.org",
    Column.INSURED_UNTIL: "31/12/2027",
}


class Problem(StrEnum):
    """Codes of what is wrong in a file; the page has a sentence for each."""

    EMPTY = "empty"
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
    ENDED = "ended"
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


def template() -> str:
    """Return the file to fill in: its columns and one invented employer."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.value for column in Column])
    writer.writerow([EXAMPLE[column] for column in Column])
    return out.getvalue()


def value_of(column: Column, cell: str, *, today: date) -> object:
    """Return what a cell says, None when it is empty; raise CellWrong."""
    longest = LONGEST.get(column, LONGEST_CELL)
    if len(cell) > longest:
        raise CellWrong(Problem.TOO_LONG, str(longest))
    if not cell:
        if column in NEEDED:
            raise CellWrong(Problem.MISSING)
        return None
    if column is Column.INSURED_UNTIL:
        return _cover(cell, today=today)
    return READERS.get(column, _words)(cell)


def _words(cell: str) -> str:
    return " ".join(cell.split())


def _cover(cell: str, *, today: date) -> date:
    parts = cell.replace("-", "/").replace(".", "/").replace(" ", "/").split("/")
    if len(parts) == 3 and len(parts[0]) == 4:  # as 2027-12-31
        parts = parts[::-1]
    try:
        day, month, year = parts
        until = date(int(year), _month(month), int(day))
    except ValueError:
        raise CellWrong(Problem.BAD_DATE) from None
    if until < today:
        raise CellWrong(Problem.ENDED)
    return until


def _month(text: str) -> int:
    return MONTHS.index(text[:3].casefold()) + 1 if text[:3].casefold() in MONTHS else int(text)


def _email(cell: str) -> str:
    try:
        validate_email(cell, check_deliverability=False)  # no look-up at run time
    except EmailNotValidError:
        raise CellWrong(Problem.BAD_EMAIL) from None
    return cell


def _postcode(cell: str) -> str:
    try:
        tidy = postcodes.normalise(cell)
        postcodes.lookup(tidy)
    except postcodes.BadPostcode:
        raise CellWrong(Problem.BAD_POSTCODE) from None
    except postcodes.UnknownPostcode:
        raise CellWrong(Problem.UNKNOWN_POSTCODE) from None
    return tidy


Code = TypeVar("Code", bound=Enum)


def _codes(named: Iterable[tuple[Code, str]], *, most: int) -> Callable[[str], tuple[Code, ...]]:
    """Return a reader of several codes, given as codes or in words, a semicolon between them."""
    known: dict[str, Code] = {}
    for code, words in named:
        known |= {str(code.value).casefold(): code, words.casefold(): code}

    def read_codes(cell: str) -> tuple[Code, ...]:
        found = []
        for part in cell.split(";"):
            wanted = " ".join(part.split()).casefold()
            if wanted and wanted not in known:
                raise CellWrong(Problem.BAD_CODE, nearest_name(wanted, names=list(known)) or "")
            if wanted:
                found.append(known[wanted])
        if not found:
            raise CellWrong(Problem.MISSING)
        if len(found) > most:
            raise CellWrong(Problem.TOO_MANY_CODES, str(most))
        return tuple(dict.fromkeys(found))

    return read_codes


READERS: dict[Column, Callable[[str], object]] = {
    Column.KIND: _codes(((entry.code, entry.name) for entry in EMPLOYER_TYPES), most=MOST_KINDS),
    Column.WORK: _codes(((entry.code, entry.employer) for entry in SECTORS), most=MOST_SECTORS),
    Column.POSTCODE: _postcode,
    Column.EMAIL: _email,
}
