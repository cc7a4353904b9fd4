"""docs/traceability.md names only files and tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "traceability.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w./-]+/[\w.-]+(?:::\w+)?)`", PAGE)))
ROWS = re.findall(r"^\| (R\d+) \|.*\| (.+) \|$", PAGE, re.MULTILINE)


@cache
def names_in(file: Path) -> frozenset[str]:
    """Return the names of the test functions of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("named", NAMED)
def test_what_is_named_exists(named: str):
    path, _, test = named.partition("::")
    assert (ROOT / path).is_file()
    assert not test or test in names_in(ROOT / path)


def test_every_requirement_stands_once_and_names_its_proof():
    numbers = [number for number, _ in ROWS]
    assert len(numbers) == len(set(numbers)) >= 60
    assert [number for number, proof in ROWS if "`" not in proof] == []


def test_every_check_of_the_first_scenario_has_its_row():
    checks = re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)
    assert checks == [str(number) for number in range(1, 13)]
