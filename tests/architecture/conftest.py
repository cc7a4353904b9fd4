"""The application as the practice town runs it: with every route there is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import IsolatedClient, settings_for
from webapp import create_app
from webapp.config import AppMode
from webapp.core.db import db


@pytest.fixture
def demo_app(tmp_path: Path, empty_database: Path) -> Iterator[Flask]:
    """The application in demo mode, with an empty database."""
    database = tmp_path / "demo.db"
    shutil.copy(empty_database, database)
    app = create_app(settings_for(tmp_path, database, AppMode.DEMO))
    app.test_client_class = IsolatedClient
    yield app
    with app.app_context():
        db.engine.dispose()
