"""Measures the matcher on answers that people gave: `python -m matching.evaluation`.

Reads files, unlike the rest of the package: the sheets that the product hands over in a market.
"""

import argparse
import csv
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from matching.interests import InterestModel
from matching.records import BankTask, DislikedThing
from matching.statements import Statement, read_statement

CATALOGUE = Path(__file__).resolve().parents[1] / "webapp" / "catalogue"
BANK_COLUMNS = ("sector", "job_family", "task", "words")
KEYS = ("id", "sectors", "likes", "dislikes", "avoid")
SHOWN = 3


class FileError(ValueError):
    """A file that cannot be read, with its line (0 for all of it) and what is wrong."""

    def __init__(self, path: Path, line: int, wrong: str) -> None:
        super().__init__(f"{path}, line {line}: {wrong}" if line else f"{path}: {wrong}")
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A statement, the sectors that are a good answer, and those that are a bad one."""

    statement: Statement
    sectors: frozenset[str]
    avoid: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestFigures:
    """How well interests found sectors; shares in [0, 1].

    Attributes
    ----------
    n : int
        Statements.
    sector_at_1, sector_at_3 : float
        Share with a good answer first, or among the first three.
    avoid_in_top_3 : float
        Share with a bad answer among the first three, of the statements that have one; 0 when
        none has.
    """

    n: int
    sector_at_1: float
    sector_at_3: float
    avoid_in_top_3: float


def measure_interests(model: InterestModel, judged: Sequence[Judged]) -> InterestFigures:
    """The figures of one or more statements.

    A sector of no nearness is never among the first; ties are broken by the sector code.
    """
    found = nearest_sectors(model, [row.statement for row in judged])
    pairs = list(zip(judged, found, strict=True))
    avoiding = [bool(row.avoid & set(top)) for row, top in pairs if row.avoid]
    return InterestFigures(
        n=len(judged),
        sector_at_1=_share([bool(row.sectors & set(top[:1])) for row, top in pairs]),
        sector_at_3=_share([bool(row.sectors & set(top)) for row, top in pairs]),
        avoid_in_top_3=_share(avoiding),
    )


def nearest_sectors(model: InterestModel, statements: Sequence[Statement]) -> list[tuple[str, ...]]:
    """Up to three sectors of each statement, nearest first."""
    near = model.nearness(statements)
    order = np.argsort(-near, axis=1, kind="stable")[:, :SHOWN]
    return [
        tuple(model.sectors[column] for column in columns if row[column] > 0)
        for row, columns in zip(near, order, strict=True)
    ]


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 4) if hits else 0.0


def read_judged(path: Path, *, sectors: Sequence[str]) -> list[Judged]:
    """The statements of a file with one JSON object a line; empty lines are left out.

    Raises
    ------
    FileError
        With the line, when it is no such object or names an unknown sector; without any
        statement.
    """
    judged = []
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if line.strip():
            try:
                judged.append(_judged(json.loads(line), sectors))
            except ValueError as error:
                raise FileError(path, number, str(error)) from error
    if not judged:
        raise FileError(path, 0, "no statement in it")
    return judged


def _judged(row: object, sectors: Sequence[str]) -> Judged:
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    missing = [key for key in KEYS if key not in row]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")
    good, bad = _texts(row, "sectors"), _texts(row, "avoid")
    unknown = sorted({*good, *bad} - set(sectors))
    if unknown:
        raise ValueError(f"unknown sector: {', '.join(unknown)}")
    if not good:
        raise ValueError("sectors is empty")
    likes, dislikes = ", ".join(_texts(row, "likes")), ", ".join(_texts(row, "dislikes"))
    return Judged(
        statement=read_statement(likes, dislikes=dislikes),
        sectors=frozenset(good),
        avoid=frozenset(bad),
    )


def _texts(row: Mapping[str, object], key: str) -> list[str]:
    """The texts under a key: a list, one text, or none."""
    value = row[key]
    values = value if isinstance(value, list) else [] if value is None else [value]
    texts = [text for text in values if isinstance(text, str)]
    if len(texts) < len(values):
        raise ValueError(f"{key} must be a text or a list of texts")
    return [text for text in texts if text]


def load_model(bank_path: Path) -> InterestModel:
    """The model of a task bank, with the words of sectors and dislikes that the product uses.

    Raises
    ------
    FileError
        When the bank has other columns, an unknown sector or no rows.
    """
    words = sector_words()
    rows = list(csv.DictReader(_text(bank_path).splitlines()))
    if not rows:
        raise FileError(bank_path, 0, "no task in it")
    bank = []
    for number, row in enumerate(rows, start=2):
        if any(not isinstance(row.get(column), str) for column in BANK_COLUMNS):
            raise FileError(bank_path, number, f"the columns must be {', '.join(BANK_COLUMNS)}")
        if row["sector"] not in words:
            raise FileError(bank_path, number, f"unknown sector: {row['sector']}")
        bank.append(BankTask(**{column: row[column] for column in BANK_COLUMNS}))
    return InterestModel(bank, sector_words=words, disliked_things=disliked_things())


def sector_words() -> Mapping[str, str]:
    """The words of each sector: its name, what it covers, its job families."""
    return {
        code: " ".join(
            (
                row["name"],
                row["covers"],
                *(f"{family['name']} {family['words']}" for family in row["families"]),
            )
        )
        for code, row in tomllib.loads(_text(CATALOGUE / "sectors.toml")).items()
    }


def disliked_things() -> tuple[DislikedThing, ...]:
    """What people dislike about kinds of work."""
    return tuple(
        DislikedThing(
            code=code,
            phrases=tuple(phrase.strip() for phrase in row["words"].split(",")),
            always=frozenset(row["always"]),
            often=frozenset(row["often"]),
        )
        for code, row in tomllib.loads(_text(CATALOGUE / "dislikes.toml")).items()
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(path, 0, "not UTF-8") from error
    except OSError as error:
        raise FileError(path, 0, error.strerror or "cannot be read") from error


def _interests(asked: argparse.Namespace) -> InterestFigures:
    model = load_model(asked.task_bank)
    return measure_interests(model, read_judged(asked.file, sectors=sorted(sector_words())))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="matching.evaluation", description=__doc__)
    commands = parser.add_subparsers(required=True)
    interests = commands.add_parser("interests", help="sectors found from likes and dislikes")
    interests.add_argument("file", type=Path, help="one JSON object a line: " + ", ".join(KEYS))
    interests.add_argument("--task-bank", type=Path, default=CATALOGUE / "task_bank.csv")
    interests.set_defaults(run=_interests)
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Print the figures as one JSON object; 2, and the reason, when a file cannot be read."""
    asked = _parser().parse_args(words)
    try:
        figures = asked.run(asked)
    except FileError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps(asdict(figures)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
