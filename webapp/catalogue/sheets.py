"""Reads the sheets of words that lie beside the modules of this package."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

Row = Mapping[str, object]


class SheetError(ValueError):
    """A sheet lacks a word that its catalogue needs, or holds one of the wrong kind."""


def sheet_path(name: str) -> Path:
    """The place of a sheet in this package."""
    return Path(str(files("webapp.catalogue") / name))


def toml_rows(name: str) -> Iterator[tuple[str, Row]]:
    """The tables of a TOML sheet, each with its code, in the order they are written."""
    for code, row in tomllib.loads(sheet_path(name).read_text(encoding="utf-8")).items():
        if not isinstance(row, dict):
            raise SheetError(f"{name}: {code} is not a table")
        yield code, row


def csv_rows(path: Path, *, columns: tuple[str, ...]) -> list[Mapping[str, str]]:
    """The rows of a CSV sheet; raises SheetError if its columns are not these."""
    with path.open(encoding="utf-8", newline="") as sheet:
        reader = csv.DictReader(sheet, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise SheetError(f"{path.name}: the columns must be {', '.join(columns)}")
        return list(reader)


def text(row: Row, key: str) -> str:
    """The words under a key; raises SheetError if there are none."""
    words = row.get(key)
    if not isinstance(words, str) or not words.strip():
        raise SheetError(f"words needed under {key!r}, found {words!r}")
    return words


def texts(row: Row, key: str) -> tuple[str, ...]:
    """The list of words under a key, empty if it is left out."""
    words = row.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise SheetError(f"a list of words needed under {key!r}, found {words!r}")
    return tuple(words)


def tables(row: Row, key: str) -> tuple[Row, ...]:
    """The list of tables under a key, empty if it is left out."""
    found = row.get(key, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise SheetError(f"a list of tables needed under {key!r}, found {found!r}")
    return tuple(found)
