"""Handlers that a test registers leave with the test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from webapp.core.db import db
from webapp.jobs import registry
from webapp.jobs.worker import Worker


@pytest.fixture(autouse=True)
def own_handlers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test may replace handlers; the application gets its own back."""
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The engine of the test’s own database."""
    with app.app_context():
        return db.engine


@pytest.fixture
def work(engine: Engine, tmp_path: Path) -> Callable[[], int]:
    """Do everything that is due, in this process."""
    return lambda: Worker(engine, tmp_path / "lock").run(until_idle=True)
