"""The reader’s side: a link for one person, a code on each new device, one button."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from tests.briefed import LATER, SENT_ON, day, jay, lead_of
from tests.client import Page, PageClient
from webapp.accounts.models import LinkDevice
from webapp.briefing import services
from webapp.briefing.models import Pack
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.learners.models import Share, Statement, Topic
from webapp.learners.services import set_share
from webapp.mail.models import OutgoingEmail
from webapp.placements.models import Gate

pytestmark = pytest.mark.usefixtures("on_the_day")


def text_of(session: Session, name: str) -> str:
    """Return the text of the newest message of this name."""
    email = session.scalars(
        sa.select(OutgoingEmail)
        .where(OutgoingEmail.name == name)
        .order_by(OutgoingEmail.created_at.desc())
    ).first()
    assert email is not None
    return message_from_bytes(email.content, policy=default).get_body(("plain",)).get_content()


@pytest.fixture
def link(session: Session, pack: Pack) -> str:
    """The address in the email, after a lead approved."""
    services.send_pack(session, pack, actor_id=lead_of(session).user_id, now=LATER, today=SENT_ON)
    session.commit()
    found = re.search(r"http://localhost(/packs/open/\S+)", text_of(session, "pack_ready"))
    assert found
    return found.group(1)


def enter(reader: PageClient, session: Session, link: str) -> Page:
    """Open the link on a new device, with the code that is emailed, pasted with a space."""
    asked = reader.get(link, status=302)
    page = reader.submit(reader.get(asked.location), button="Email me a code")
    code = re.search(r"\b\d{6}\b", text_of(session, "link_code")).group()
    page = reader.submit(page, {"code": f" {code[:3]} {code[3:]} "}, button="Go on")
    assert page.h1 == "Getting ready for Jay"
    return page


def test_the_pack_opens_with_a_code_and_says_who_may_read_it(
    client: PageClient, session: Session, link: str
):
    page = enter(client, session, link)

    assert "Private: for Ruth Dale and Imran Shah only." in page.text
    assert "Version 1, correct on Friday 12 February 2027." in page.text
    assert "I know every stop on the Millbrook line." in page.text
    assert "How to keep Jay engaged" in page.text
    assert "I have read this" in page.buttons


def test_without_the_code_nothing_is_shown(client: PageClient, session: Session, link: str):
    asked = client.get(link, status=302)

    assert "Jay" not in client.get(asked.location).html
    client.get(f"{link}/pdf", status=302)
    client.post(f"{link}/acknowledge", status=302)
    assert session.scalars(sa.select(Pack)).one().acknowledged_at is None


def test_a_second_device_needs_a_code_of_its_own(
    app: Flask, client: PageClient, session: Session, link: str
):
    enter(client, session, link)
    other = PageClient(app.test_client())

    assert other.get(link, status=302).location.endswith("/code")
    enter(other, session, link)
    assert session.scalar(sa.select(sa.func.count()).select_from(LinkDevice)) == 2


def test_the_page_is_kept_by_nobody(client: PageClient, session: Session, link: str):
    page = enter(client, session, link)

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.find("meta[name=robots]")["content"] == "noindex"


def test_every_opening_is_recorded_and_none_acknowledges(
    client: PageClient, session: Session, link: str
):
    enter(client, session, link)
    client.get(link)
    client.client.get(f"{link}/pdf")
    client.client.head(link)

    opened = sa.select(sa.func.count()).where(AuditEvent.action == "pack.opened")
    assert session.scalar(opened) >= 3
    pack = session.scalars(sa.select(Pack)).one()
    assert pack.acknowledged_at is None
    assert Gate.PACK_ACKNOWLEDGED not in {it.gate for it in pack.placement.gates}


def test_the_reader_says_i_have_read_this(client: PageClient, session: Session, link: str):
    page = client.submit(enter(client, session, link), {"confidence": "4"})

    assert page.notes == ["Thank you. We know that you have read it."]
    assert "Ruth Dale read this on Friday 12 February 2027." in page.text
    assert "I have read this" not in page.buttons
    pack = session.scalars(sa.select(Pack)).one()
    assert (pack.acknowledged_by, pack.confidence_after) == ("Ruth Dale", 4)
    assert Gate.PACK_ACKNOWLEDGED in {it.gate for it in pack.placement.gates}


@pytest.mark.parametrize("answer", ["not_sure", None])
def test_how_ready_may_be_left_open(client: PageClient, session: Session, link: str, answer):
    client.submit(enter(client, session, link), {"confidence": answer})

    pack = session.scalars(sa.select(Pack)).one()
    assert pack.acknowledged_at is not None
    assert pack.confidence_after is None


def test_pressing_twice_keeps_the_first_time(client: PageClient, session: Session, link: str):
    page = enter(client, session, link)
    client.submit(page, {"confidence": "4"})
    clock.move_to(day("2027-02-15"))
    client.submit(page, {"confidence": "1"})

    pack = session.scalars(sa.select(Pack)).one()
    assert pack.confidence_after == 4
    assert pack.acknowledged_at.date() == SENT_ON


def test_the_pdf_is_the_stored_file(client: PageClient, session: Session, link: str):
    enter(client, session, link)
    answer = client.client.get(f"{link}/pdf")

    assert answer.data == session.scalars(sa.select(Pack)).one().pdf
    assert "Jay" not in answer.headers["Content-Disposition"]


def test_a_choice_taken_back_closes_the_page_at_once(
    client: PageClient, session: Session, link: str
):
    enter(client, session, link)
    said = next(it for it in jay(session).statements if it.topic is Topic.GOOD_DAY)
    set_share(session, said, Share.SCHOOL_ONLY, now=LATER, by=lead_of(session).user_id)

    page = client.get(link, status=410)

    assert page.h1 == "This link has ended"
    assert "Jay" not in page.html
    client.get(f"{link}/pdf", status=410)


def test_even_a_change_nobody_told_of_closes_the_page(
    client: PageClient, session: Session, link: str
):
    enter(client, session, link)
    next(
        it for it in jay(session).statements if it.topic is Topic.GOOD_DAY
    ).share = Share.SCHOOL_ONLY

    client.get(link, status=410)


@pytest.mark.parametrize(("on", "status"), [("2027-03-19", 200), ("2027-03-20", 410)])
def test_the_link_works_until_14_days_after_the_last_day(
    client: PageClient, session: Session, link: str, on: str, status: int
):
    enter(client, session, link)
    clock.move_to(day(on))

    client.get(link, status=status)


def test_an_ended_link_offers_a_new_one_with_one_button(
    client: PageClient, session: Session, link: str, pack: Pack
):
    enter(client, session, link)
    session.add(_more(session))
    newer = services.make_pack(
        session, pack.placement, actor_id=lead_of(session).user_id, now=LATER, today=SENT_ON
    )
    services.send_pack(session, newer, actor_id=lead_of(session).user_id, now=LATER, today=SENT_ON)

    page = client.get(link, status=410)
    client.submit(page, button="Send me a new link")

    again = re.search(r"http://localhost(/packs/open/\S+)", text_of(session, "pack_link")).group(1)
    assert "Old maps." in enter(client, session, again).text


def _more(session: Session) -> Statement:
    return Statement(
        learner=jay(session),
        topic=Topic.MOTIVATES,
        text="Old maps.",
        said_on=SENT_ON,
        share=Share.SHARE,
    )


def test_a_made_up_address_opens_nothing(client: PageClient):
    page = client.get("/packs/open/nothing-here", status=410)

    assert page.h1 == "This link has ended"
