"""A mail server, a worker process and the ledger, for the tests of faults."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.campaign import Ledger, WorkerProcess
from tests.faults.smtp_server import MailServer
from webapp.core.db import db
from webapp.jobs.lock import lock_file
from webapp.jobs.worker import drain
from webapp.mail import settings


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


@pytest.fixture
def mail_worker(app: Flask, tmp_path: Path, server: MailServer) -> Iterator[WorkerProcess]:
    """The same worker without the pages round it, which starts faster; not started."""
    process = WorkerProcess(tmp_path, server.port, program=("tests.faults.mail_worker",))
    yield process
    process.close()


@pytest.fixture
def send(ledger: Ledger, server: MailServer, tmp_path: Path) -> Callable[[], None]:
    """Send what is due through the test’s server, in this process, with one second of patience."""
    mail = replace(settings.current(), server="127.0.0.1", port=server.port, timeout_seconds=1.0)
    settings.use(mail)

    def send_what_is_due() -> None:
        drain(ledger.engine, lock_file(ledger.engine.url, instance_path=tmp_path))

    return send_what_is_due
