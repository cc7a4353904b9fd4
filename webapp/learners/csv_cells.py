"""The columns of a file of learners, and what a cell of each may say."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from webapp.catalogue.entries import nearest_name
from webapp.catalogue.sen_codes import SEN_PROVISIONS, SEN_TYPES
from webapp.catalogue.travel import TravelBand
from webapp.core.sheets import tidy_name
from webapp.core.table_files import CellWrong, Problem, day, postcode, words
from webapp.learners import rules

LONGEST_CELL = 2000
LONGEST_NAME = 60
LONGEST_NUMBER = 40
MOST_MINUTES = 240


class Column(StrEnum):
    """The columns a file may have, in the order of the template."""

    MIS_NUMBER = "mis_number"
    FIRST_NAME = "first_name"
    SURNAME = "surname"
    DATE_OF_BIRTH = "date_of_birth"
    CALLED = "called"
    PRONOUNS = "pronouns"
    GENDER = "gender"
    UPN = "upn"
    POSTCODE = "postcode"
    SEN_PROVISION = "sen_provision"
    SEN_TYPE = "sen_type"
    EHC_PLAN_UNTIL = "ehc_plan_until"
    SUPERVISION = "supervision"
    TRAVEL_BAND = "travel_band"
    MAX_MINUTES = "max_minutes"
    STRENGTHS = "strengths"
    INTERESTS = "interests"
    HOPES = "hopes"


NEEDED = (Column.MIS_NUMBER, Column.FIRST_NAME, Column.SURNAME, Column.DATE_OF_BIRTH)
LISTS = (Column.STRENGTHS, Column.INTERESTS, Column.HOPES)
"""Columns with several things in one cell, a semicolon or a new line between them."""


USUAL_NAMES = {
    "dob": Column.DATE_OF_BIRTH,
    "birth_date": Column.DATE_OF_BIRTH,
    "forename": Column.FIRST_NAME,
    "given_name": Column.FIRST_NAME,
    "last_name": Column.SURNAME,
    "family_name": Column.SURNAME,
    "known_as": Column.CALLED,
    "preferred_name": Column.CALLED,
    "admission_number": Column.MIS_NUMBER,
    "adno": Column.MIS_NUMBER,
    "pupil_id": Column.MIS_NUMBER,
    "sen_status": Column.SEN_PROVISION,
    "sex": Column.GENDER,
}
"""What the systems of schools call some columns; only ever offered as a hint."""


def nearest_column(name: str) -> str:
    """Return the column that may be meant, or nothing."""
    tidy = tidy_name(name)
    if tidy in USUAL_NAMES:
        return USUAL_NAMES[tidy].value
    return nearest_name(tidy, names=[column.value for column in Column]) or ""


EXAMPLE = {
    Column.MIS_NUMBER: "A1001",
    Column.FIRST_NAME: "Robin",
    Column.SURNAME: "Example",
    Column.DATE_OF_BIRTH: "14/10/2010",
    Column.CALLED: "Rob",
    Column.PRONOUNS: "",
    Column.GENDER: "",
    Column.UPN: "",
    Column.POSTCODE: "CH1 2AB",
    Column.SEN_PROVISION: "E",
    Column.SEN_TYPE: "",
    Column.EHC_PLAN_UNTIL: "31/08/2029",
    Column.SUPERVISION: "2",
    Column.TRAVEL_BAND: "3",
    Column.MAX_MINUTES: "40",
    Column.STRENGTHS: "careful with labels; knows timetables",
    Column.INTERESTS: "trains; maps",
    Column.HOPES: "work at a station",
}


def value_of(column: Column, cell: str, *, today: date) -> object:
    """Return what a cell says, None or () when it is empty; raise CellWrong."""
    if len(cell) > LONGEST.get(column, LONGEST_CELL):
        raise CellWrong(Problem.TOO_LONG, str(LONGEST.get(column, LONGEST_CELL)))
    if column in LISTS:
        return tuple(
            dict.fromkeys(part.strip() for part in re.split(r"[;\n]", cell) if part.strip())
        )
    if not cell:
        return None
    if column is Column.DATE_OF_BIRTH:
        born = day(cell)
        if not rules.is_plausible_birth(born, today=today):
            raise CellWrong(Problem.BIRTH_NOT_PLAUSIBLE)
        return born
    return READERS.get(column, words)(cell)


def _whole(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from least to most."""

    def read_number(cell: str) -> int:
        tidy = cell.removesuffix(".0")  # what some spreadsheets make of a number
        if not (tidy.isascii() and tidy.isdigit()) or not least <= int(tidy) <= most:
            raise CellWrong(Problem.BAD_NUMBER, f"{least} to {most}")
        return int(tidy)

    return read_number


def _code(known: Iterable[str]) -> Callable[[str], str]:
    """Return a reader of codes, in capitals or not."""
    codes = list(known)

    def read_code(cell: str) -> str:
        if cell.upper() not in codes:
            raise CellWrong(Problem.BAD_CODE, nearest_name(cell, names=codes) or ", ".join(codes))
        return cell.upper()

    return read_code


LONGEST = {
    Column.MIS_NUMBER: LONGEST_NUMBER,
    Column.FIRST_NAME: LONGEST_NAME,
    Column.SURNAME: LONGEST_NAME,
    Column.CALLED: LONGEST_NAME,
    Column.PRONOUNS: 30,
    Column.GENDER: 30,
    Column.UPN: 20,
}
READERS: dict[Column, Callable[[str], object]] = {
    Column.POSTCODE: postcode,
    Column.SEN_PROVISION: _code(entry.code.value for entry in SEN_PROVISIONS),
    Column.SEN_TYPE: _code(entry.code.value for entry in SEN_TYPES),
    Column.EHC_PLAN_UNTIL: day,
    Column.SUPERVISION: _whole(0, 5),
    Column.TRAVEL_BAND: _whole(min(TravelBand), max(TravelBand)),
    Column.MAX_MINUTES: _whole(1, MOST_MINUTES),
}
