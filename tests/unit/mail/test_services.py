"""Queuing a message with what causes it, and what a person decides about it."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories import NOW
from webapp.core.audit import AuditEvent
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.jobs import queue
from webapp.jobs.models import Job, JobKind, JobState
from webapp.jobs.worker import drain
from webapp.mail import deliver, queries, settings
from webapp.mail.mailbox import received
from webapp.mail.models import DoubtfulSend, EmailState, OutgoingEmail
from webapp.mail.rules import PrivateWordInEmail
from webapp.mail.services import (
    NothingToDecide,
    cancel_emails,
    job_key,
    mark_arrived,
    queue_email,
    send_again,
)

ACTOR = uuid.uuid4()
Work = Callable[[], None]


def write(session: Session, key: str = "worry:1", **more: object) -> OutgoingEmail:
    return queue_email(
        session,
        "worry_received",
        to="dina@example.org",
        context={"name": "Dina", "link": "http://localhost/sign-in"},
        key=key,
        now=NOW,
        **more,
    )


@pytest.fixture
def work(session: Session, tmp_path: Path) -> Work:
    """Commit, and let the worker deliver what is due."""

    def run() -> None:
        session.commit()
        drain(db.engine, tmp_path / "lock")
        session.expire_all()

    return run


def in_doubt(session: Session, **more: object) -> OutgoingEmail:
    """Return a message whose delivery nobody is sure of."""
    email = write(session, **more)
    job = queue.claim(session, worker="x", kinds=frozenset(JobKind), now=NOW)
    assert job is not None
    queue.mark_data(session, job)
    assert deliver.hold_or_resend(session, job, code="x") is JobState.UNCONFIRMED
    queue.hold_unconfirmed(session, job, code="x")
    session.commit()
    return email


def test_a_message_is_stored_as_written_and_delivered(session: Session, work: Work):
    email = write(session)
    written = email.content
    assert email.sha256 == hashlib.sha256(written).hexdigest()
    assert (email.state, email.subject_line) == (EmailState.QUEUED, "A concern has been logged")
    work()
    assert email.state is EmailState.SENT
    assert email.sent_at is not None
    assert email.content == b"", "its links and codes are not kept"
    (one,) = received(settings.current().practice_mailbox)
    assert one.recipient == "dina@example.org"


def test_queuing_with_the_same_key_makes_one_message(session: Session):
    assert write(session) is write(session)
    assert session.scalars(sa.select(sa.func.count(Job.number))).one() == 1


def test_a_message_leaves_with_the_change_that_causes_it_or_not_at_all(session: Session):
    write(session)
    session.rollback()
    assert session.scalars(sa.select(OutgoingEmail)).all() == []
    assert session.scalars(sa.select(Job)).all() == []


def test_the_job_holds_keys_and_no_address(session: Session):
    email = write(session)
    job = queue.find(session, job_key(email))
    assert job is not None
    assert job.payload == {"email": str(email.id)}
    assert "example.org" not in job.key


def test_a_message_with_a_private_word_is_not_queued(session: Session):
    with pytest.raises(PrivateWordInEmail):
        write(session, private_words=["Dina"])
    assert session.scalars(sa.select(OutgoingEmail)).all() == []


def test_a_message_is_held_in_doubt_unless_the_caller_says_otherwise(session: Session):
    assert write(session).on_doubt is DoubtfulSend.HOLD


def test_what_no_longer_holds_is_not_sent(
    session: Session, work: Work, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(deliver, "_still_valid", {})
    asked = []

    def withdrawn(session: Session, subject_id: uuid.UUID, *, email: OutgoingEmail) -> bool:
        asked.append((subject_id, email.name))
        return False

    deliver.register_still_valid("placement", withdrawn)
    placement = uuid.uuid4()
    email = write(session, subject=("placement", placement))
    other = write(session, "worry:2", subject=("worry", uuid.uuid4()))
    work()
    assert (email.state, other.state) == (EmailState.CANCELLED, EmailState.SENT)
    assert asked == [(placement, "worry_received")]
    assert len(received(settings.current().practice_mailbox)) == 1


def test_messages_about_something_withdrawn_are_called_back(
    session: Session, work: Work, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(deliver, "_still_valid", {})
    placement = uuid.uuid4()
    about = [write(session, f"x:{n}", subject=("placement", placement)) for n in range(2)]
    other = write(session, "x:other", subject=("placement", uuid.uuid4()))
    assert cancel_emails(session, "placement", placement, now=NOW) == 2
    work()
    assert {email.state for email in about} == {EmailState.CANCELLED}
    assert other.state is EmailState.SENT


def test_a_person_says_that_a_doubtful_message_arrived(session: Session, work: Work):
    email = in_doubt(session)
    mark_arrived(session, email, actor_id=ACTOR, now=NOW)
    work()
    assert email.state is EmailState.SENT
    assert received(settings.current().practice_mailbox) == []
    with pytest.raises(NothingToDecide):
        mark_arrived(session, email, actor_id=ACTOR, now=NOW)


def test_a_person_has_a_doubtful_message_sent_again(session: Session, work: Work):
    email = in_doubt(session)
    send_again(session, email, actor_id=ACTOR, now=NOW)
    with pytest.raises(NothingToDecide):
        send_again(session, email, actor_id=ACTOR, now=NOW)
    work()
    assert email.state is EmailState.SENT
    assert len(received(settings.current().practice_mailbox)) == 1


def test_what_a_person_decides_is_in_the_audit(session: Session):
    email = in_doubt(session)
    send_again(session, email, actor_id=ACTOR, now=NOW)
    session.flush()
    event = session.scalars(sa.select(AuditEvent).where(AuditEvent.actor_id == ACTOR)).one()
    assert (event.action, event.subject_id) == ("email.send_again", email.id)
    assert event.detail == {"template": "worry_received"}


def test_a_message_that_waits_or_arrived_needs_no_decision(session: Session, work: Work):
    email = write(session)
    for decide in (send_again, mark_arrived):
        with pytest.raises(NothingToDecide):
            decide(session, email, actor_id=ACTOR, now=NOW)
    work()
    with pytest.raises(NothingToDecide):
        send_again(session, email, actor_id=ACTOR, now=NOW)


def test_a_school_sees_its_own_doubtful_messages_only(session: Session, cast: Cast):
    ours = in_doubt(session, provider_id=cast.school.id)
    theirs = in_doubt(session, key="worry:2", provider_id=cast.other_school.id)
    write(session, "worry:3", provider_id=cast.school.id)
    mine = {cast.school.id}
    assert queries.emails_needing_a_person(session, provider_ids=mine) == [ours]
    assert queries.email_for(session, ours.id, provider_ids=mine) is ours
    with pytest.raises(NotFound):
        queries.email_for(session, theirs.id, provider_ids=mine)


def test_messages_about_one_thing_are_found_in_order(session: Session):
    worry = uuid.uuid4()
    first = write(session, "x:1", subject=("worry", worry))
    second = write(session, "x:2", subject=("worry", worry))
    write(session, "x:3", subject=("worry", uuid.uuid4()))
    second.created_at = NOW + timedelta(minutes=1)
    assert queries.emails_about(session, "worry", worry) == [first, second]


def test_mail_is_late_after_a_quarter_of_an_hour(session: Session, work: Work):
    write(session)
    assert not queries.mail_is_late(session, now=NOW + timedelta(minutes=15))
    assert queries.mail_is_late(session, now=NOW + timedelta(minutes=16))
    work()
    assert not queries.mail_is_late(session, now=NOW + timedelta(minutes=16))


def test_passwords_are_not_shown_with_the_settings(session: Session):
    assert "hunter" not in repr(replace(settings.current(), password="hunter"))
