"""The worker is told to stop, or started twice (faults 17 and 18)."""

from pathlib import Path

import pytest

from tests.faults.campaign import Ledger, WorkerProcess, wait_until
from tests.faults.smtp_server import MailServer
from webapp.jobs.models import JobState
from webapp.mail.models import EmailState

STOP_SECONDS = 10
"""After this `make run` ends the worker by force."""


def test_an_idle_worker_stops_when_told(ledger: Ledger, worker: WorkerProcess):
    worker.start()
    wait_until(lambda: worker.said("worker started"), what="the start")
    worker.terminate(within=STOP_SECONDS)
    assert worker.said("worker stopped")


def test_a_worker_told_to_stop_finishes_the_message_in_hand(
    ledger: Ledger, server: MailServer, worker: WorkerProcess
):
    server.seconds_per_message = 1
    ledger.queue(5)
    worker.start()
    wait_until(lambda: len(server.accepted) == 1, what="the first message")
    worker.terminate(within=STOP_SECONDS)
    assert ledger.jobs()[JobState.RUNNING] == 0
    assert {m for m, _ in server.counts().items()} == ledger.by_state()[EmailState.SENT]


@pytest.mark.slow
def test_a_worker_told_to_stop_in_a_hanging_job_puts_it_back(
    ledger: Ledger, server: MailServer, worker: WorkerProcess
):
    (message,) = ledger.queue(1)
    server.hang_at = "RCPT"
    worker.start()
    assert server.in_data.wait(20)
    worker.terminate(within=STOP_SECONDS)
    assert ledger.by_state() == {EmailState.QUEUED: {message}}
    assert ledger.jobs() == {JobState.QUEUED: 1}


@pytest.mark.slow
def test_a_second_worker_waits_says_so_and_takes_over(
    ledger: Ledger, server: MailServer, worker: WorkerProcess, tmp_path: Path
):
    server.seconds_per_message = 0.02
    second = WorkerProcess(tmp_path, server.port, log_name="second.log")
    worker.start()
    try:
        wait_until(lambda: worker.said("worker started"), what="the start")
        second.start()
        wait_until(lambda: second.said("another worker is at work"), what="the warning")
        messages = set(ledger.queue(60))
        wait_until(lambda: len(server.accepted) >= 20, what="20 messages")
        assert not second.said("worker started")
        worker.kill()
        wait_until(ledger.is_settled, what="the end")
        assert second.said("worker started")
    finally:
        second.close()
    by_state = ledger.by_state()
    assert by_state[EmailState.SENT] | by_state[EmailState.UNCONFIRMED] == messages
    assert set(server.counts().values()) == {1}
