"""Rows of a table file, CSV or XLSX, as cells of text with the line each stands on."""

import csv
import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from zipfile import BadZipFile, ZipFile

Line = tuple[int, list[str]]
"""The number of a line, counted from 1, and its cells."""

DELIMITERS = ",;\t|"
EXCEL_HINT = re.compile(r"\A\s*sep=.\r?\n", re.IGNORECASE)
"""A first line that tells Excel the delimiter and is no row."""
MOST_UNPACKED = 60_000_000
"""Bytes an XLSX file may become once unpacked; a file that grows further is no list of people."""
MOST_LINES = 20_000


class Broken(Exception):
    """The quote marks of a file do not match."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class NotASheet(Exception):
    """The file is no spreadsheet that can be read."""


def csv_lines(text: str) -> list[Line]:
    """Return each row that is not blank with the line it starts on; raise Broken.

    The delimiter is the one that the first line uses most.
    """
    return list(_csv_lines(EXCEL_HINT.sub("\n", text.removeprefix("\ufeff").replace("\0", ""))))


def _csv_lines(text: str) -> Iterator[Line]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, [cell.strip() for cell in cells]
            start = reader.line_num + 1
    except csv.Error:
        raise Broken(start) from None


def xlsx_lines(content: bytes) -> list[Line]:
    """Return each row of the first sheet that is not blank; raise NotASheet.

    Formulas give the value that was stored with them; nothing in the file is run.
    """
    # Here and not above: reading openpyxl in slows every start, and few people bring an XLSX file.
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # ships no types
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise NotASheet
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extras we do not read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_LINES)
            return [
                (number, cells)
                for number, row in enumerate(rows, start=1)
                if any(cells := [cell_text(value) for value in row])
            ]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as wrong:
        raise NotASheet from wrong


def cell_text(value: object) -> str:
    """Return what a cell shows: days as 31/12/2027, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\0", "").strip()


def tidy_name(name: str) -> str:
    """Return a column’s name as “first_name”, whatever its capitals, spaces and dashes."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold()).strip("_")
