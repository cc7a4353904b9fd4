"""The worker dies by kill -9, again and again, in the middle of sending (fault 1)."""

import pytest

from tests.faults.campaign import Ledger, WorkerProcess, run_with_kills, size
from tests.faults.smtp_server import MailServer
from webapp.mail.models import DoubtfulSend, EmailState

NETWORK_SECONDS = 0.05
"""Between taking a message over and saying so: the window in which a kill leaves a doubt."""
MOST = 0.6
"""The part of the kills that must have found a job running, or they proved nothing."""


@pytest.mark.slow
def test_killing_the_worker_loses_no_mail_and_sends_none_twice_that_is_held_in_doubt(
    ledger: Ledger, server: MailServer, mail_worker: WorkerProcess
):
    server.seconds_per_message = NETWORK_SECONDS
    server.greylist_one_in = 20
    queued = ledger.queue(size().messages, DoubtfulSend.HOLD, DoubtfulSend.RESEND)

    outcome = run_with_kills(
        ledger, server, mail_worker, messages=size().messages, kills=size().kills
    )

    by_state = ledger.by_state()
    held, sent = by_state[EmailState.UNCONFIRMED], by_state[EmailState.SENT]
    lost = set(queued) - held - outcome.accepted.keys()
    twice = {message for message, count in outcome.accepted.items() if count > 1}
    print(  # noqa: T201  the figures of the campaign; pytest shows them with -s
        f"\n{size()} found_running={outcome.found_running} lost={len(lost)}"
        f" twice={len(twice)} held={len(held)}"
    )
    assert outcome.found_running >= MOST * outcome.kills
    assert lost == set()
    assert held | sent == set(queued), "each is sent, or shown to a person"
    assert sent <= outcome.accepted.keys(), "what is called sent was taken over"
    assert twice.isdisjoint(ledger.asked_to_hold())
    copies = sum(count - 1 for count in outcome.accepted.values())
    assert len(held) + copies <= outcome.kills, "a kill leaves at most one doubt"


@pytest.mark.slow
def test_a_person_settles_what_a_kill_left_in_doubt(
    ledger: Ledger, server: MailServer, worker: WorkerProcess
):
    (message,) = ledger.queue(1)
    server.hang_at = "DATA"
    worker.start()
    assert server.in_data.wait(20), "the server took the message and says nothing"
    worker.kill()
    server.hang_at = ""
    worker.start("--until-idle")
    assert worker.wait() == 0
    assert ledger.by_state()[EmailState.UNCONFIRMED] == {message}
    assert server.counts()[message] == 1

    ledger.say_it_arrived(message)

    assert ledger.by_state()[EmailState.SENT] == {message}
    worker.start("--until-idle")
    assert worker.wait() == 0
    assert server.counts()[message] == 1, "it is not sent again"
