"""Here every test begins with Jay’s placement, confirmed, and its pack, not sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.briefed import SENT_ON, jay_pack, jay_placement, planned_database
from webapp.briefing.models import Pack
from webapp.core import clock
from webapp.placements.models import Placement


@pytest.fixture(scope="package")
def empty_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """Jay’s placement and pack, made once and copied for each test."""
    return planned_database(tmp_path_factory.mktemp("planned"), empty_database)


@pytest.fixture
def placement(session: Session) -> Placement:
    """Jay at the railway, Tuesday 2 to Friday 5 March 2027."""
    return jay_placement(session)


@pytest.fixture
def pack(session: Session) -> Pack:
    """The first version of the pack, made on Friday 12 February 2027."""
    return jay_pack(session)


@pytest.fixture
def on_the_day(app: Flask) -> Iterator[None]:
    """The clock of the application shows Friday 12 February 2027."""
    clock.move_to(SENT_ON)
    yield
    clock.reset()
