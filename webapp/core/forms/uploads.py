"""The fields for files: tables, whose words they hand over, and documents, kept as they are."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import Field, FileField

from webapp.core.sheets import Broken, Line, NotASheet, csv_lines, xlsx_lines
from webapp.core.stored_files import MEGABYTE, MOST_BYTES, Document, kind_of

SPREADSHEET_START = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel’s own files begin (zip; OLE compound file)."""

ENCODINGS = ("utf-8-sig", "cp1252")
"""What spreadsheets write in the UK: UTF-8, with or without a mark, and Windows Latin."""


class CsvUploadField(FileField):
    """A CSV file as text, or None when none was chosen."""

    is_upload = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the file, or say what to do with the one that was chosen."""
        chosen = [item for item in valuelist if isinstance(item, FileStorage) and item.filename]
        self.data = read_csv_text(chosen[0].read()) if chosen else None


class SheetUploadField(FileField):
    """A CSV or XLSX file as lines of cells, or None when none was chosen."""

    is_upload = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the file, or say what to do with the one that was chosen."""
        chosen = [item for item in valuelist if isinstance(item, FileStorage) and item.filename]
        self.data = read_lines(chosen[0].read()) if chosen else None


class DocumentUploadField(FileField):
    """A PDF or a picture as it came, or None when none was chosen."""

    is_upload = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the file, or say what to do with the one that was chosen."""
        chosen = [item for item in valuelist if isinstance(item, FileStorage) and item.filename]
        self.data = read_document(chosen[0].stream.read(MOST_BYTES + 1)) if chosen else None


class KeptFileField(Field):
    """A file that is kept already, by its name; no page sends one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the name out of a draft."""
        self.data = str(valuelist[0]) if valuelist else None

    @property
    def in_words(self) -> str:
        """Which kind of file there is; nothing for none."""
        return f"A {self.data.rpartition('.')[2].upper()} file" if self.data else ""


def read_document(content: bytes) -> Document:
    """Return a PDF, JPG or PNG; raise ValueError with a sentence for any other file."""
    if not content:
        raise ValueError("This file is empty. Choose the file again")
    if len(content) > MOST_BYTES:
        most = f"{MOST_BYTES // MEGABYTE} MB"
        raise ValueError(
            f"This file is bigger than {most}. Take a smaller photo, or save it as a smaller PDF"
        )
    kind = kind_of(content)
    if kind is None:
        raise ValueError(
            "We cannot keep this kind of file. Save it as PDF, JPG or PNG and choose it again"
        )
    return Document(kind=kind, content=content)


def read_lines(content: bytes) -> list[Line]:
    """Return the rows of a CSV or XLSX file; raise ValueError with a sentence for any other."""
    if content.startswith(SPREADSHEET_START[0]):
        try:
            return xlsx_lines(content)
        except NotASheet:
            raise ValueError("We cannot read this file. Save it again as XLSX or CSV") from None
    try:
        return csv_lines(read_csv_text(content))
    except Broken as broken:
        raise ValueError(f"Line {broken.line}: a quote mark opens and does not close") from None


def read_csv_text(content: bytes) -> str:
    """Return the words of a CSV file; raise ValueError with a sentence for any other file."""
    if not content.strip():
        raise ValueError("This file is empty. Choose the file with your rows in it")
    if content.startswith(SPREADSHEET_START):
        raise ValueError(
            "This is a spreadsheet file. Open it, save it as CSV and choose the new file"
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(content, "utf-16")
    if b"\0" in content:
        raise ValueError("This is not a CSV file. Choose a file that ends in .csv")
    for encoding in ENCODINGS[:-1]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _decode(content, ENCODINGS[-1])


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise ValueError("We cannot read this file. Save it again as CSV UTF-8") from None
