"""AS1’s school, employers and learner are stored before each test that asks for a session."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.conftest import settings_for
from tests.railway import empty_database
from webapp import create_app
from webapp.core.db import db

__all__ = ["empty_database"]


@pytest.fixture(scope="session")
def nothing_stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table and no rows."""
    folder = tmp_path_factory.mktemp("nothing")
    app = create_app(settings_for(folder, folder / "empty.db"))
    with app.app_context():
        db.create_all()
        db.engine.dispose()
    return folder / "empty.db"


@pytest.fixture
def empty_app_session(nothing_stored: Path, tmp_path: Path) -> Iterator[Session]:
    """A session on a database with nothing in it."""
    shutil.copy(nothing_stored, tmp_path / "empty.db")
    app = create_app(settings_for(tmp_path, tmp_path / "empty.db"))
    with app.app_context():
        yield db.session()
        db.session.rollback()
        db.engine.dispose()
