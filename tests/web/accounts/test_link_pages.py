"""Pages behind a link for one person: the code, the end, the way to a new link.

The page behind the link here belongs to the test: packs and debriefs have their own.
"""

import uuid
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Blueprint, Flask
from sqlalchemy.orm import Session

from tests.client import PageClient
from webapp.accounts import link_pages, links
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.mail.models import OutgoingEmail

renewed: list[uuid.UUID] = []


def renew(_session: Session, link: PersonalLink, _now: datetime) -> bool:
    renewed.append(link.subject_id)
    return True


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """These tests add pages to the application."""
    return own_app


@pytest.fixture(autouse=True)
def page_behind_a_link(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that shows what the link opens."""
    monkeypatch.setattr(link_pages, "_pages", dict(link_pages._pages))
    renewed.clear()
    blueprint = Blueprint("behind", __name__)

    @blueprint.get("/behind/<token>")
    @allow(Audience.LINK)
    def shown(token: str) -> tuple[str, dict[str, str]]:
        link = link_pages.enter(token, LinkPurpose.PACK)
        return f"opened for {link.holder}", {"Content-Type": "text/plain"}

    app.register_blueprint(blueprint)
    link_pages.serves(LinkPurpose.PACK, endpoint="behind.shown", renew=renew)


@pytest.fixture
def token(session: Session) -> str:
    """A link for Cora that needs a code."""
    return links.make_link(
        session,
        purpose=LinkPurpose.PACK,
        subject_id=uuid.uuid4(),
        address="cora@example.org",
        holder="Cora Bright",
        needs_code=True,
        now=clock.now(),
        expires_at=clock.now() + timedelta(days=14),
    )


def code_in_last_email(session: Session) -> str:
    email = session.scalars(
        sa.select(OutgoingEmail).order_by(OutgoingEmail.created_at.desc())
    ).first()
    assert email is not None
    assert email.recipient == "cora@example.org"
    lines = [line.strip() for line in email.content.decode().splitlines()]
    return next(line for line in lines if len(line) == 6 and line.isdigit())


def ask_for_code(client: PageClient, token: str, session: Session) -> str:
    page = client.submit(client.get(f"/links/{token}/code"), button="Email me a code")
    assert page.h1 == "Enter the code from your email"
    assert page.notes == ["We sent you an email with 6 digits. It can take a minute."]
    return code_in_last_email(session)


def test_a_new_device_needs_a_code_and_then_no_more(
    client: PageClient, token: str, session: Session
) -> None:
    assert client.get(f"/behind/{token}", status=302).location == f"/links/{token}/code"
    code = ask_for_code(client, token, session)
    client.post(f"/links/{token}/code", {"code": code}, redirects_to=f"/behind/{token}")
    for _ in range(2):
        assert client.get(f"/behind/{token}").html == "opened for Cora Bright"


def test_another_device_needs_a_code_of_its_own(
    app: Flask, client: PageClient, token: str, session: Session
) -> None:
    code = ask_for_code(client, token, session)
    client.post(f"/links/{token}/code", {"code": code})
    other = PageClient(app.test_client())
    other.get(f"/behind/{token}", status=302)
    page = other.get(f"/links/{token}/code")
    assert page.h1 == "First, we send you a code"


def test_a_wrong_code_says_how_many_tries_are_left(
    client: PageClient, token: str, session: Session
) -> None:
    code = ask_for_code(client, token, session)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    page = client.submit(client.get(f"/links/{token}/code"), {"code": wrong}, button="Go on")
    assert page.errors == ["That code is not right. You can try 4 more times."]
    for _ in range(4):
        page = client.post(f"/links/{token}/code", {"code": wrong}, status=200)
    assert page.errors == ["That code has ended. Ask for a new one below."]
    page = client.post(f"/links/{token}/code", {"code": code}, status=200)
    assert page.errors == ["That code has ended. Ask for a new one below."]


def test_the_sixth_code_in_an_hour_is_not_sent(
    client: PageClient, token: str, session: Session
) -> None:
    client.get(f"/links/{token}/code")
    for _ in range(5):
        client.post(f"/links/{token}/code/send", redirects_to=f"/links/{token}/code")
    page = client.post(f"/links/{token}/code/send", status=429)
    assert page.errors == ["We sent 5 codes in one hour. Wait an hour, or call us."]


def test_the_page_hides_most_of_the_address(client: PageClient, token: str) -> None:
    page = client.get(f"/links/{token}/code")
    assert "c…@example.org" in page.text
    assert "cora@" not in page.html


def test_an_ended_link_offers_a_new_one(client: PageClient, token: str, session: Session) -> None:
    link = links.find_link(session, token)
    assert link is not None
    link.expires_at = clock.now() - timedelta(seconds=1)
    subject = link.subject_id
    page = client.get(f"/behind/{token}", status=410)
    assert page.h1 == "This link has ended"
    page = client.submit(page, button="Send me a new link")
    assert page.h1 == "Look at your email"
    assert renewed == [subject]


def test_asking_for_a_new_link_with_a_guess_says_the_same(client: PageClient, token: str) -> None:
    client.get(f"/links/{token}/code")
    known = client.post(f"/links/{token}/again", status=200)
    guess = client.post("/links/guess/again", status=200)
    assert known.text == guess.text


def test_no_code_is_sent_for_a_guess_or_an_ended_link(
    client: PageClient, token: str, session: Session
) -> None:
    client.get(f"/links/{token}/code")
    client.post("/links/guess/code/send", status=410)
    link = links.find_link(session, token)
    assert link is not None
    links.revoke_links(session, purpose=link.purpose, subject_id=link.subject_id, now=clock.now())
    client.post(f"/links/{token}/code/send", status=410)
    assert session.scalars(sa.select(OutgoingEmail)).all() == []
