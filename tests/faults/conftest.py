"""A mail server, a worker process and the ledger, for the tests of faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.campaign import Ledger, WorkerProcess
from tests.faults.smtp_server import MailServer
from webapp.core.db import db


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that behaves until told otherwise."""
    with MailServer() as server:
        yield server


@pytest.fixture
def ledger(app: Flask) -> Ledger:
    """The ledger of the test’s own database."""
    with app.app_context():
        return Ledger(db.engine)


@pytest.fixture
def worker(app: Flask, tmp_path: Path, server: MailServer) -> Iterator[WorkerProcess]:
    """A worker on the test’s database that sends through the test’s server; not started."""
    process = WorkerProcess(tmp_path, server.port)
    yield process
    process.close()
