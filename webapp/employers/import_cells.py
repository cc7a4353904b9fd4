"""The columns of a file of employers, and what a cell of each may say."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, StrEnum
from typing import TypeVar

from email_validator import EmailNotValidError, validate_email

from webapp.catalogue.entries import nearest_name
from webapp.catalogue.organisations import EMPLOYER_TYPES
from webapp.catalogue.sectors import SECTORS
from webapp.core.table_files import CellWrong, Problem, day, postcode, words
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


def value_of(column: Column, cell: str, *, today: date) -> object:
    """Return what a cell says, None when it is empty; raise CellWrong."""
    longest = LONGEST.get(column, LONGEST_CELL)
    if len(cell) > longest:
        raise CellWrong(Problem.TOO_LONG, str(longest))
    if not cell:
        return None
    if column is Column.INSURED_UNTIL:
        return _cover(cell, today=today)
    return READERS.get(column, words)(cell)


def _cover(cell: str, *, today: date) -> date:
    until = day(cell)
    if until < today:
        raise CellWrong(Problem.ENDED)
    return until


def _email(cell: str) -> str:
    try:
        validate_email(cell, check_deliverability=False)  # no look-up at run time
    except EmailNotValidError:
        raise CellWrong(Problem.BAD_EMAIL) from None
    return cell


Code = TypeVar("Code", bound=Enum)


def _codes(named: Iterable[tuple[Code, str]], *, most: int) -> Callable[[str], tuple[Code, ...]]:
    """Return a reader of several codes, given as codes or in words, a semicolon between them."""
    known: dict[str, Code] = {}
    for code, name in named:
        known |= {str(code.value).casefold(): code, name.casefold(): code}

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
    Column.POSTCODE: postcode,
    Column.EMAIL: _email,
}
