"""Scenario files in a database of their own, and what the commands print about them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = Path(__file__).parent / "scenarios"
POSTCODES = ROOT / "tests" / "data" / "postcodes-small.bin"


@dataclass(frozen=True)
class Commands:
    """The commands of the product on one database, as someone outside runs them."""

    folder: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "webapp", *words],
            cwd=ROOT,
            env=kept
            | {
                "INSTANCE_PATH": str(self.folder),
                "DATABASE_URL": f"sqlite:///{self.folder / 'scenario.db'}",
                "POSTCODE_TABLE": str(POSTCODES),
            },
            capture_output=True,
            text=True,
            timeout=120,
        )

    def load(self, file: str | Path) -> None:
        done = self.run("scenario", "load", str(SCENARIOS / file))
        assert done.returncode == 0, done.stderr

    def propose(self, learner: str) -> dict[str, Any]:
        done = self.run("propose", learner, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Commands]:
    """Return a function that loads a scenario file once for the module."""

    def load(file: str) -> Commands:
        commands = Commands(tmp_path_factory.mktemp("scenario"))
        commands.load(file)
        return commands

    return load
