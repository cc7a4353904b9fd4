"""What every test stands on: an application with its own database, clients, the cast."""

import contextvars
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from hypothesis import settings as campaign
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.cast import Cast, make_cast
from tests.client import PageClient
from webapp import create_app, use_clock_and_postcodes
from webapp.accounts import sessions
from webapp.accounts.models import User
from webapp.config import AppMode, Settings
from webapp.core import clock
from webapp.core.db import db
from webapp.mail import settings as mail_settings
from webapp.mail.setup import mail_settings as mail_settings_of

campaign.register_profile("full", max_examples=1000, deadline=None)
campaign.register_profile("tenth", max_examples=100, deadline=None)
campaign.load_profile(os.environ.get("CAMPAIGN", "tenth"))


LONG = ("journeys", "acceptance", "faults")
"""Folders whose tests start processes and take longest."""
TOGETHER = {
    "test_registration.py": "the site of AS1",
    "test_sections_by_keyboard.py": "the site of AS1",
}
"""Modules of one group share what lives for a whole session."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let long tests go first, and those that share a site or a scenario to one worker.

    Each worker would start its own site otherwise, and a long test that comes last leaves the
    other worker with nothing to do.
    """
    for item in items:
        if item.path.parent.name in LONG:
            item.add_marker(pytest.mark.xdist_group(TOGETHER.get(item.path.name, item.path.name)))
    items.sort(key=lambda item: item.path.parent.name not in LONG)


class IsolatedClient(FlaskClient):
    """A browser that shares nothing with the test but the database.

    Before a request it commits what the test arranged (an open transaction would hold
    the write lock); afterwards the test’s objects are read afresh.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.commit()
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()
        return answer


def settings_for(folder: Path, database: Path, mode: AppMode = AppMode.TEST) -> Settings:
    """Return settings that take nothing from the environment."""
    return Settings(
        mode=mode,
        instance_path=folder,
        database_url=f"sqlite:///{database}",
        secret_key="only-for-tests-" + "0123456789abcdef" * 3,
        product_name="Good First Day",
        base_url="http://localhost",
        trusted_hosts="",
        mail_server="",
        mail_sender="good-first-day@example.org",
        postcode_table=Path(__file__).parent / "data" / "postcodes-small.bin",
    )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table and no rows, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("schema")
    app = create_app(settings_for(folder, folder / "empty.db"))
    with app.app_context():
        db.create_all()
        db.engine.dispose()  # the last connection folds the write-ahead log into the file
    return folder / "empty.db"


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates are compiled once for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


def made_for_tests(folder: Path, compiled_templates: FileSystemBytecodeCache) -> Flask:
    app = create_app(settings_for(folder, folder / "test.db"))
    app.testing = True
    app.test_client_class = IsolatedClient
    app.jinja_env.bytecode_cache = compiled_templates
    return app


@pytest.fixture(scope="session")
def shared_app(
    tmp_path_factory: pytest.TempPathFactory, compiled_templates: FileSystemBytecodeCache
) -> Flask:
    """One application for all tests: to make one takes longer than most tests do.

    Its instance folder is a link, which each test points at a folder of its own.
    """
    return made_for_tests(tmp_path_factory.mktemp("app") / "instance", compiled_templates)


@pytest.fixture
def app(shared_app: Flask, tmp_path: Path, empty_database: Path) -> Iterator[Flask]:
    """The application in test mode, with its own folder, empty database and clock."""
    folder = Path(shared_app.instance_path)
    folder.unlink(missing_ok=True)
    folder.symlink_to(tmp_path, target_is_directory=True)
    shutil.copy(empty_database, tmp_path / "test.db")
    settings = shared_app.config["SETTINGS"]
    use_clock_and_postcodes(settings)
    mail_settings.use(mail_settings_of(settings))
    config = dict(shared_app.config)
    yield shared_app
    shared_app.config.clear()
    shared_app.config.update(config)
    with shared_app.app_context():
        db.engine.dispose()


@pytest.fixture
def own_app(
    tmp_path: Path, empty_database: Path, compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """An application of the test’s own, for those that add to it or change it."""
    shutil.copy(empty_database, tmp_path / "test.db")
    app = made_for_tests(tmp_path, compiled_templates)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The database session of the test; the same as `db.session` inside it."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def cast(session: Session) -> Cast:
    """The fixed people, stored."""
    made = make_cast(session)
    session.commit()
    return made


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser where nobody is signed in, which holds every page to the rules."""
    return PageClient(app.test_client())


@pytest.fixture
def raw(app: Flask) -> FlaskClient:
    """A browser that judges no page, for attacks and headers."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, session: Session) -> Callable[[User], FlaskClient]:
    """Return a new, unjudging browser where this person is signed in: `sign_in(cast.ben)`."""

    def signed_in(user: User) -> FlaskClient:
        client = app.test_client()
        key = sessions.start(session, user, now=clock.wall_now())
        session.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = key
            cookie["_fresh"] = True
            cookie.permanent = True
        return client

    return signed_in


@pytest.fixture
def as_person(sign_in: Callable[[User], FlaskClient]) -> Callable[[User], PageClient]:
    """Return a browser that holds pages to the rules: `lead = as_person(cast.ben)`."""
    return lambda user: PageClient(sign_in(user))
