"""Sending, reading and taking back packs: who may, what the email says, when links end."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import icalendar
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.briefed import LATER, SENT_ON, jay, lead_of
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.briefing import queries, services
from webapp.briefing.block_list import PackBlocked
from webapp.briefing.errors import NobodyToSendTo, NotCleared, PackIsOld
from webapp.briefing.models import Pack
from webapp.briefing.rules import Missing
from webapp.briefing.safeguard import words_of_email
from webapp.briefing.setup import may_still_go
from webapp.core.audit import AuditEvent
from webapp.core.pdf import words_of_pdf
from webapp.learners import profile
from webapp.learners.models import ConsentAnswer, ConsentKind, Share, Statement, Topic
from webapp.learners.services import record_consent, set_share
from webapp.mail.models import EmailState, OutgoingEmail
from webapp.placements.approvals import CancelReason, cancel
from webapp.placements.models import DecisionKind, Gate, Placement


def send(session: Session, pack: Pack, now: datetime = LATER) -> Pack:
    actor_id = lead_of(session).user_id
    return services.send_pack(session, pack, actor_id=actor_id, now=now, today=now.date())


def read(session: Session, pack: Pack, confidence: int | None = 4) -> Pack:
    return services.acknowledge(
        session, pack, who="Ruth Dale", confidence=confidence, now=LATER, today=SENT_ON
    )


def emails(session: Session, name: str = "pack_ready") -> list[OutgoingEmail]:
    return list(session.scalars(sa.select(OutgoingEmail).where(OutgoingEmail.name == name)))


def open_links(session: Session) -> list[PersonalLink]:
    found = sa.select(PersonalLink).where(
        PersonalLink.purpose == LinkPurpose.PACK, PersonalLink.revoked_at.is_(None)
    )
    return list(session.scalars(found))


def share(session: Session, topic: Topic, choice: Share) -> None:
    said = next(it for it in jay(session).statements if it.topic is topic)
    set_share(session, said, choice, now=LATER, by=lead_of(session).user_id)


def answer(session: Session, kind: ConsentKind, given: ConsentAnswer, **about) -> None:
    details = profile.ConsentDetails(kind=kind, answer=given, given_by="Jay Okafor", **about)
    record_consent(session, jay(session), details, now=LATER, today=SENT_ON, by=None)


def test_the_supervisor_gets_a_link_for_one_person_that_needs_a_code(session: Session, pack: Pack):
    send(session, pack)

    (link,) = open_links(session)
    assert link.holder == "Ruth Dale"
    assert link.address == "ruth.dale@example.org"
    assert link.needs_code
    assert link.expires_at == datetime(2027, 3, 20, tzinfo=UTC)
    (email,) = emails(session)
    assert email.recipient == "ruth.dale@example.org"


def test_the_email_tells_nothing_of_the_learner(session: Session, pack: Pack):
    send(session, pack)
    (email,) = emails(session)
    words = words_of_email(email.content).lower()

    assert "p-1001" in words
    assert "tuesday 2 to friday 5 march 2027" in words
    assert "tuesday 16 february 2027" in words
    assert "friday 19 march 2027" in words
    for private in (
        "jay", "okafor", "headphones", "send", "special", "autis", "asd", "kestrel", "ehc",
        "noise", "october", "year 11",
    ):  # fmt: skip
        assert private not in words.replace("sender", ""), private


def test_the_email_carries_the_days_and_the_plan_and_nothing_else(session: Session, pack: Pack):
    send(session, pack)
    message = message_from_bytes(emails(session)[0].content, policy=default)
    files = {part.get_filename(): part for part in message.walk() if part.get_filename()}

    assert set(files) == {"work-experience-plan-P-1001.pdf", "work-experience-days.ics"}
    plan = files["work-experience-plan-P-1001.pdf"].get_content()
    assert plan == pack.open_part_pdf
    assert "jay" not in words_of_pdf(plan).lower()
    events = icalendar.Calendar.from_ical(files["work-experience-days.ics"].get_content()).events
    assert [str(event["summary"]) for event in events] == ["Work experience, ref P-1001"] * 4
    assert [event.start for event in events] == [
        datetime(2027, 3, day, 10, tzinfo=UTC) for day in (2, 3, 4, 5)
    ]
    assert {event.get("location") for event in events} == {None}


def test_approving_twice_sends_once(session: Session, pack: Pack):
    send(session, pack)
    send(session, pack)

    assert len(emails(session)) == 1
    assert len(open_links(session)) == 1


def stop_looking(session: Session) -> None:
    answer(session, ConsentKind.LOOK_FOR_PLACEMENTS, ConsentAnswer.NO)


def add_undecided_health(session: Session) -> None:
    session.add(
        Statement(
            learner=jay(session),
            topic=Topic.HEALTH,
            text="I can faint.",
            said_on=SENT_ON,
            safety_critical=True,
            minimum_wording="If I fall, call 999.",
        )
    )
    session.flush()
    session.refresh(jay(session), ["statements"])


def forget_consent(session: Session) -> None:
    placement = session.scalars(sa.select(Placement)).one()
    placement.gates[:] = [it for it in placement.gates if it.gate is not Gate.CONSENT]


def forget_decision(session: Session) -> None:
    placement = session.scalars(sa.select(Placement)).one()
    kept = [it for it in placement.decisions if it.kind is not DecisionKind.APPROVE_TO_CONFIRM]
    placement.decisions[:] = kept


@pytest.mark.parametrize(
    ("take_away", "missing"),
    [
        (stop_looking, Missing.LOOKS_FOR_PLACEMENTS),
        (add_undecided_health, Missing.SAFETY_WORDING),
        (forget_consent, Missing.CONSENT),
        (forget_decision, Missing.CONFIRMED),
    ],
)
def test_nothing_personal_leaves_before_everyone_agreed(session: Session, pack, take_away, missing):
    take_away(session)

    with pytest.raises(NotCleared) as refused:
        send(session, pack)

    assert missing in refused.value.missing
    assert emails(session) == []
    assert open_links(session) == []


def test_a_version_from_before_a_change_is_not_sent(session: Session, pack: Pack):
    share(session, Topic.GOOD_DAY, Share.SCHOOL_ONLY)

    with pytest.raises(PackIsOld):
        send(session, pack)


def test_a_stored_pack_is_looked_through_again_before_it_goes(session: Session, pack: Pack):
    pack.html = pack.html.replace("I know every stop", "Okafor knows every stop")

    with pytest.raises(PackBlocked) as blocked:
        send(session, pack)

    assert [finding.part for finding in blocked.value.findings] == ["page"]
    assert emails(session) == []


def test_without_anyone_named_nobody_gets_it(session: Session, pack: Pack):
    offer = pack.placement.window.offer
    offer.supervisor = offer.stand_in = None
    offer.site.employer.contacts.clear()
    session.flush()
    newer = services.make_pack(
        session, pack.placement, actor_id=lead_of(session).user_id, now=LATER, today=SENT_ON
    )

    with pytest.raises(NobodyToSendTo):
        send(session, newer)


def test_a_new_version_ends_the_old_link_and_asks_to_be_read_again(session: Session, pack: Pack):
    send(session, pack)
    read(session, pack)
    (first,) = open_links(session)
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
    newer = services.make_pack(
        session, pack.placement, actor_id=lead_of(session).user_id, now=LATER, today=SENT_ON
    )

    send(session, newer, LATER + timedelta(hours=1))

    (second,) = open_links(session)
    session.refresh(first)
    assert first.revoked_at is not None
    assert second.id != first.id
    assert pack.replaced_at is not None
    assert Gate.PACK_ACKNOWLEDGED not in {it.gate for it in pack.placement.gates}
    (changed,) = emails(session, "pack_changed")
    assert "SEQUENCE:1" in words_of_email(changed.content)


def test_reading_is_kept_with_who_when_and_how_ready(session: Session, pack: Pack):
    send(session, pack)
    read(session, pack)
    services.acknowledge(
        session,
        pack,
        who="Imran Shah",
        confidence=1,
        now=LATER + timedelta(days=1),
        today=SENT_ON,
    )

    assert (pack.acknowledged_by, pack.acknowledged_at, pack.confidence_after) == (
        "Ruth Dale", LATER, 4,
    )  # fmt: skip
    gates = [it for it in pack.placement.gates if it.gate is Gate.PACK_ACKNOWLEDGED]
    assert {(it.done_on, it.evidence) for it in gates} == {(SENT_ON, "Ruth Dale")}


def test_taking_a_share_back_closes_the_pack_at_once_and_makes_a_new_one(
    session: Session, pack: Pack
):
    send(session, pack)
    emails(session)[0].state = EmailState.SENT
    read(session, pack)

    share(session, Topic.GOOD_DAY, Share.SCHOOL_ONLY)

    assert open_links(session) == []
    assert pack.withdrawn_at is not None
    assert queries.open_pack(session, pack.placement_id) is None
    assert Gate.PACK_ACKNOWLEDGED not in {it.gate for it in pack.placement.gates}
    newest = queries.versions(session, pack.placement)[0]
    assert newest.version == 2
    assert newest.sent_at is None
    assert "I can work all morning" not in newest.html
    (asked,) = emails(session, "pack_withdrawn")
    assert asked.recipient == "ruth.dale@example.org"


def test_stopping_the_search_closes_the_pack(session: Session, pack: Pack):
    send(session, pack)

    answer(session, ConsentKind.LOOK_FOR_PLACEMENTS, ConsentAnswer.NO)

    assert open_links(session) == []
    assert pack.withdrawn_at is not None


def test_sharing_more_leaves_the_pack_open(session: Session, pack: Pack):
    send(session, pack)

    share(session, Topic.CALM, Share.SHARE)

    assert pack.withdrawn_at is None
    assert len(open_links(session)) == 1


def test_a_cancelled_placement_takes_its_pack_and_its_days_back(session: Session, pack: Pack):
    send(session, pack)
    emails(session)[0].state = EmailState.SENT
    placement = pack.placement

    cancel(
        session,
        placement,
        CancelReason.EMPLOYER_CANNOT,
        actor=lead_of(session),
        seen=placement.version,
        now=LATER,
    )

    assert open_links(session) == []
    (asked,) = emails(session, "pack_withdrawn")
    assert "METHOD:CANCEL" in words_of_email(asked.content)


def test_an_email_that_waits_is_not_sent_once_the_pack_is_closed(session: Session, pack: Pack):
    send(session, pack)
    email = emails(session)[0]

    share(session, Topic.GOOD_DAY, Share.SCHOOL_ONLY)

    assert not may_still_go(session, pack.id, email=email)
    assert email.state is EmailState.CANCELLED
    assert emails(session, "pack_withdrawn") == []


def test_a_new_link_goes_to_the_same_reader_and_ends_the_old_one(session: Session, pack: Pack):
    send(session, pack)
    (link,) = open_links(session)

    assert services.renew_link(session, link, LATER + timedelta(days=1))

    (renewed,) = open_links(session)
    assert renewed.id != link.id
    assert (renewed.address, renewed.expires_at) == (link.address, link.expires_at)
    assert len(emails(session, "pack_link")) == 1


def test_no_new_link_after_the_pack_was_taken_back_or_its_life_ended(session: Session, pack: Pack):
    send(session, pack)
    (link,) = open_links(session)

    assert not services.renew_link(session, link, datetime(2027, 3, 20, 9, tzinfo=UTC))
    services.withdraw(session, pack, actor_id=lead_of(session).user_id, now=LATER)
    assert not services.renew_link(session, link, LATER)


def test_each_act_is_recorded_with_codes_only(session: Session, pack: Pack):
    send(session, pack)
    read(session, pack)
    services.withdraw(session, pack, actor_id=lead_of(session).user_id, now=LATER)

    rows = session.scalars(
        sa.select(AuditEvent)
        .where(AuditEvent.subject_id == pack.id, AuditEvent.subject_kind == "pack")
        .order_by(AuditEvent.id)
    ).all()
    assert [row.action for row in rows] == [
        "pack.made", "pack.sent", "pack.acknowledged", "pack.withdrawn",
    ]  # fmt: skip
    assert {tuple(row.detail) for row in rows} == {("version",)}
