"""An employer without email gets the pack on paper: same conditions, a letter and no email."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.briefed import LATER, SENT_ON, jay, lead_of
from webapp.briefing import queries, services
from webapp.briefing.errors import NotCleared
from webapp.briefing.letter_pages import may_go
from webapp.briefing.models import Pack
from webapp.briefing.to_do import pack_work
from webapp.core import clock
from webapp.learners.models import Share, Statement, Topic
from webapp.mail.models import OutgoingEmail
from webapp.placements import letters
from webapp.placements.approvals import CancelReason, cancel
from webapp.placements.letter_models import Letter, LetterKind
from webapp.placements.models import Gate

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture(autouse=True)
def without_email(session: Session, pack: Pack) -> None:
    """Nobody at the railway has email or signs in."""
    for person in pack.placement.window.offer.site.employer.contacts:
        person.email = person.user_id = None
    session.flush()


def send(session: Session, pack: Pack) -> Pack:
    actor = lead_of(session).user_id
    return services.send_pack(session, pack, actor_id=actor, now=LATER, today=SENT_ON)


def letter_of(session: Session, kind: LetterKind) -> Letter | None:
    return session.scalar(sa.select(Letter).where(Letter.kind == kind))


def post(session: Session) -> Letter:
    letter = letter_of(session, LetterKind.PACK)
    letters.post(session, letter, actor=lead_of(session), now=LATER)
    return letter


def pack_emails(session: Session) -> list[str]:
    names = session.scalars(sa.select(OutgoingEmail.name)).all()
    return [name for name in names if name.startswith("pack")]


def change(session: Session, pack: Pack) -> Pack:
    session.add(
        Statement(
            learner=jay(session),
            topic=Topic.MOTIVATES,
            text="Old maps.",
            said_on=SENT_ON,
            share=Share.SHARE,
        )
    )
    session.flush()
    session.refresh(jay(session), ["statements"])
    return services.make_pack(
        session, pack.placement, actor_id=lead_of(session).user_id, now=LATER, today=SENT_ON
    )


def test_a_letter_is_written_and_no_email(session: Session, pack: Pack):
    send(session, pack)
    send(session, pack)
    letter = letter_of(session, LetterKind.PACK)
    assert letter is not None
    assert letter.subject_id == pack.id
    assert (pack.sent_at, pack.sent_to) == (LATER, None)
    assert letters.to_print(session, actor=lead_of(session)) == [letter]
    assert pack_emails(session) == []


def test_nothing_is_written_before_everyone_agreed(session: Session, pack: Pack):
    jay(session).looks_for_placements = False
    with pytest.raises(NotCleared):
        send(session, pack)
    assert letter_of(session, LetterKind.PACK) is None
    assert pack.sent_at is None


def test_what_may_not_be_told_any_more_is_not_posted(session: Session, pack: Pack):
    send(session, pack)
    letter = letter_of(session, LetterKind.PACK)
    assert may_go(session, letter)
    jay(session).looks_for_placements = False
    session.flush()
    assert not may_go(session, letter)
    assert letters.to_print(session, actor=lead_of(session)) == []


def test_taken_back_before_the_post_nothing_is_printed(session: Session, pack: Pack):
    send(session, pack)
    services.withdraw(session, pack, actor_id=None, now=LATER)
    assert session.scalars(sa.select(Letter)).all() == []


def test_taken_back_after_the_post_a_letter_asks_for_it(session: Session, pack: Pack):
    send(session, pack)
    first = post(session)
    services.withdraw(session, pack, actor_id=None, now=LATER)
    back = letter_of(session, LetterKind.PACK_BACK)
    assert back is not None
    assert letters.to_print(session, actor=lead_of(session)) == [back]
    assert first.posted_at == LATER
    assert pack_emails(session) == []


def test_a_placement_that_is_off_asks_for_the_pack_back(session: Session, pack: Pack):
    send(session, pack)
    post(session)
    cancel(
        session,
        pack.placement,
        CancelReason.LEARNER_ILL,
        actor=lead_of(session),
        seen=pack.placement.version,
        now=LATER,
    )
    assert letter_of(session, LetterKind.PACK_BACK) is not None


def test_a_new_version_takes_the_letter_of_the_old_one_away(session: Session, pack: Pack):
    send(session, pack)
    newer = change(session, pack)
    assert newer is not pack
    send(session, newer)
    assert [letter.subject_id for letter in session.scalars(sa.select(Letter))] == [newer.id]


def test_read_on_paper_opens_the_gate_with_who_wrote_it_down(session: Session, pack: Pack):
    send(session, pack)
    post(session)
    lead = lead_of(session)
    services.acknowledge(
        session,
        pack,
        who="Ruth Dale",
        confidence=4,
        now=LATER,
        today=SENT_ON,
        actor_id=lead.user_id,
    )
    (gate,) = [it for it in pack.placement.gates if it.gate is Gate.PACK_ACKNOWLEDGED]
    assert (gate.evidence, gate.recorded_by_id) == ("Ruth Dale", lead.user_id)
    assert (pack.acknowledged_by, pack.confidence_after) == ("Ruth Dale", 4)


def test_a_pack_in_the_post_is_chased_after_six_working_days(session: Session, pack: Pack):
    send(session, pack)
    lead = lead_of(session)

    def todo(days: int) -> list[str]:
        found = pack_work(session, lead, SENT_ON + timedelta(days=days))
        return [item.template.rpartition("/")[2] for item in found]

    assert todo(14) == []
    post(session)
    assert todo(9) == []
    assert todo(10) == ["not_read.html"]


def test_who_reads_it_is_the_supervisor_by_name(session: Session, pack: Pack):
    assert queries.recipient_of(pack.placement) is None
    assert queries.named_reader(pack.placement) == "Ruth Dale"
    assert clock.today() == SENT_ON
