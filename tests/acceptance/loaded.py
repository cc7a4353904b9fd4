"""A scenario file loaded in this process, as it stands or with words of it changed."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tests.acceptance.conftest import SCENARIOS
from tests.conftest import settings_for
from webapp import create_app
from webapp.core import clock
from webapp.core.db import db
from webapp.placements.matchmaking import Result, propose_for
from webapp.placements.matchmaking.printing import as_printed
from webapp.scenarios.format import read_scenario
from webapp.scenarios.loaded import Loaded
from webapp.scenarios.loading import load

Changes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the matcher says about one learner: as it is printed, and with all it found."""

    printed: Mapping[str, Any]
    result: Result

    def employers(self) -> list[str]:
        """Return who is proposed, best first."""
        return [place["employer"] for place in self.printed["proposals"]]

    def place(self, employer: str) -> Mapping[str, Any]:
        """Return the proposal of this employer as it is printed."""
        return next(p for p in self.printed["proposals"] if p["employer"] == employer)

    def found(self, employer: str) -> Any:
        """Return the proposal of this employer with its gates and days."""
        return next(p for p in self.result.found.proposals if p.employer == employer)

    def blocked(self, employer: str) -> set[str]:
        """Return the codes that block this employer."""
        return set(next(b for b in self.printed["blocked"] if b["employer"] == employer)["codes"])

    def near_misses(self) -> dict[str, str]:
        """Return the question of each near miss, by employer."""
        return {miss["employer"]: miss["question"] for miss in self.printed["near_misses"]}

    def gates(self, employer: str) -> set[tuple[str, str]]:
        """Return rule and cause of each gate of a proposal."""
        return {(gate.code, gate.cause.value) for gate in self.found(employer).gates}

    def conditions(self, employer: str) -> set[tuple[str, str]]:
        """Return rule and cause of each condition of a proposal."""
        return {(one.code, one.cause.value) for one in self.found(employer).conditions}


def changed_file(folder: Path, file: str, changes: Changes) -> Path:
    """Return a copy of the scenario in which each of these words stands for another."""
    texts = {
        name: (SCENARIOS / name).read_text(encoding="utf-8") for name in (file, "employers.yaml")
    }
    for old, new in changes.items():
        (name,) = [name for name, text in texts.items() if old in text]
        texts[name] = texts[name].replace(old, new)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / file


@contextmanager
def loaded_file(folder: Path, empty_database: Path, file: Path) -> Iterator[tuple[Session, Loaded]]:
    """Open a database of its own with the scenario in it."""
    database = folder / "scenario.db"
    shutil.copy(empty_database, database)
    app = create_app(settings_for(folder, database))
    with app.app_context():
        scenario = read_scenario(file)
        clock.move_to(scenario.today)
        yield db.session(), load(db.session(), scenario, now=clock.now())
        db.session.rollback()
        db.engine.dispose()


def proposed(folder: Path, empty_database: Path, file: Path) -> Proposed:
    """Return what is proposed to the one learner of this file."""
    with loaded_file(folder, empty_database, file) as (session, loaded):
        (learner,) = loaded.learners.values()
        result = propose_for(session, learner.id, today=clock.today())
        return Proposed(as_printed(result), result)
