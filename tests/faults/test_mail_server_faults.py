"""The mail server is down, slow, choosy or cut off (faults 6 to 10)."""

from collections.abc import Callable

import pytest

from tests.faults.campaign import Ledger
from tests.faults.smtp_server import BOX_FULL, NO_SUCH_BOX, MailServer
from webapp.jobs.models import JobState
from webapp.jobs.queue import TRY_AGAIN_AT
from webapp.mail.models import DoubtfulSend, EmailState

Send = Callable[[], None]


def test_mail_arrives_byte_for_byte(ledger: Ledger, server: MailServer, send: Send):
    written = ledger.contents(ledger.queue(1)[0])
    send()
    assert server.accepted[0].content.rstrip(b"\r\n") == written.rstrip(b"\r\n")
    assert ledger.contents(server.accepted[0].message_id) == b"", "links and codes are not kept"


def test_mail_waits_while_the_server_is_down(ledger: Ledger, server: MailServer, send: Send):
    messages = set(ledger.queue(3))
    server.stop()
    send()
    assert ledger.by_state() == {EmailState.QUEUED: messages}
    assert ledger.job_codes() == {"smtp_no_connection"}

    server.start()
    send()
    assert ledger.by_state() == {EmailState.QUEUED: messages}, "the next try has its time"

    ledger.make_due()
    send()
    assert ledger.by_state() == {EmailState.SENT: messages}
    assert set(server.counts().values()) == {1}


def test_after_four_hours_without_a_server_a_person_is_told(
    ledger: Ledger, server: MailServer, send: Send
):
    messages = set(ledger.queue(1))
    server.stop()
    for _ in TRY_AGAIN_AT:
        send()
        assert ledger.by_state() == {EmailState.QUEUED: messages}
        ledger.make_due()
    send()
    assert ledger.by_state() == {EmailState.FAILED: messages}
    assert ledger.error_codes() == {"smtp_no_connection"}


def test_a_failed_message_can_be_sent_again_with_the_same_bytes(
    ledger: Ledger, server: MailServer, send: Send
):
    (message,) = ledger.queue(1)
    written = ledger.contents(message)
    server.refuse["person0@example.org"] = NO_SUCH_BOX
    send()
    server.refuse.clear()

    ledger.send_again(message)
    send()

    assert ledger.by_state() == {EmailState.SENT: {message}}
    assert server.accepted[0].content.rstrip(b"\r\n") == written.rstrip(b"\r\n")


def test_a_greylisted_message_is_tried_again(ledger: Ledger, server: MailServer, send: Send):
    messages = set(ledger.queue(20))
    server.greylist_one_in = 5
    send()
    assert len(ledger.by_state()[EmailState.QUEUED]) == 4
    assert ledger.job_codes() == {None, "smtp_451"}
    ledger.make_due()
    send()
    assert ledger.by_state() == {EmailState.SENT: messages}


@pytest.mark.parametrize("reply", [NO_SUCH_BOX, BOX_FULL])
def test_a_refused_recipient_fails_at_once_and_the_others_get_theirs(
    ledger: Ledger, server: MailServer, send: Send, reply: str
):
    refused, fine = ledger.queue(2)
    server.refuse["person0@example.org"] = reply
    send()
    assert ledger.by_state() == {EmailState.FAILED: {refused}, EmailState.SENT: {fine}}
    assert ledger.error_codes() == {None, f"smtp_{reply[:3]}"}


def test_a_message_refused_at_its_end_fails_at_once(ledger: Ledger, server: MailServer, send: Send):
    (message,) = ledger.queue(1)
    server.data_reply = "554 5.7.1 Refused"
    send()
    assert ledger.by_state() == {EmailState.FAILED: {message}}


def test_a_message_put_off_at_its_end_is_tried_again_and_not_doubted(
    ledger: Ledger, server: MailServer, send: Send
):
    messages = set(ledger.queue(1))
    server.data_reply = "452 4.3.1 Not enough room"
    send()
    assert ledger.by_state() == {EmailState.QUEUED: messages}
    server.data_reply = "250 OK"
    ledger.make_due()
    send()
    assert ledger.by_state() == {EmailState.SENT: messages}


def test_a_line_cut_after_the_message_leaves_it_to_a_person(
    ledger: Ledger, server: MailServer, send: Send
):
    (message,) = ledger.queue(1, DoubtfulSend.HOLD)
    server.drop_after_data = 1
    send()
    assert ledger.by_state() == {EmailState.UNCONFIRMED: {message}}
    assert ledger.error_codes() == {"smtp_no_answer"}
    assert ledger.jobs() == {JobState.UNCONFIRMED: 1}
    send()
    assert server.counts()[message] == 1, "it is not sent again by itself"


def test_a_reminder_cut_off_after_the_message_is_sent_again(
    ledger: Ledger, server: MailServer, send: Send
):
    (message,) = ledger.queue(1, DoubtfulSend.RESEND)
    server.drop_after_data = 1
    send()
    ledger.make_due()
    send()
    assert ledger.by_state() == {EmailState.SENT: {message}}
    assert server.counts()[message] == 2, "twice, with one Message-ID"


@pytest.mark.parametrize("verb", ["EHLO", "RCPT"])
def test_a_server_that_hangs_is_left_and_tried_again(
    ledger: Ledger, server: MailServer, send: Send, verb: str
):
    messages = set(ledger.queue(1))
    server.hang_at = verb
    send()
    assert ledger.by_state() == {EmailState.QUEUED: messages}
    assert ledger.job_codes() == {"smtp_timeout"}


def test_a_server_that_hangs_after_the_message_leaves_a_doubt(
    ledger: Ledger, server: MailServer, send: Send
):
    (message,) = ledger.queue(1)
    server.hang_at = "DATA"
    send()
    assert ledger.by_state() == {EmailState.UNCONFIRMED: {message}}
