"""The practice mailbox shows each message as it was received."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.client import PageClient
from tests.factories import NOW
from webapp import create_app
from webapp.config import AppMode, Settings
from webapp.core.db import db
from webapp.jobs.worker import drain
from webapp.mail.calendar import Hours, Invitation
from webapp.mail.compose import Attachment, Sender
from webapp.mail.services import queue_email

Deliver = Callable[[], None]


@pytest.fixture
def deliver(app: Flask, session: Session, tmp_path: Path) -> Deliver:
    """Commit what the test queued and let the worker deliver it."""

    def run() -> None:
        session.commit()
        drain(db.engine, tmp_path / "lock")

    return run


def queue_link(session: Session, number: int = 1, **more: object) -> None:
    queue_email(
        session,
        "sign_in_link",
        to=f"ruth{number}@example.org",
        context={"name": "Ruth", "link": "http://localhost/sign-in/link/abc"},
        key=f"sign-in:{number}",
        now=NOW,
        **more,
    )


def test_a_delivered_message_is_in_the_list_and_opens(
    client: PageClient, session: Session, deliver: Deliver
):
    queue_link(session)
    deliver()
    page = client.get("/demo/mail")
    assert "ruth1@example.org" in page.text
    message = client.follow(page, "Your link to sign in")
    assert message.h1 == "Your link to sign in"
    assert "From Good First Day <good-first-day@example.org>" in message.text
    assert "http://localhost/sign-in/link/abc" in message.links.values()


def test_the_mailbox_says_so_when_it_is_empty(client: PageClient):
    assert "No email yet" in client.get("/demo/mail").text


def test_the_newest_message_comes_first_and_one_person_can_be_picked(
    client: PageClient, session: Session, deliver: Deliver
):
    for number in (1, 2):
        queue_link(session, number)
        deliver()
    rows = client.get("/demo/mail").soup.select("tbody tr")
    assert [row.select("td")[1].get_text(strip=True) for row in rows] == [
        "ruth2@example.org",
        "ruth1@example.org",
    ]
    assert len(client.get("/demo/mail?to=RUTH1").soup.select("tbody tr")) == 1


def test_the_html_part_can_do_nothing_but_be_read(
    client: PageClient, session: Session, deliver: Deliver
):
    queue_link(session)
    deliver()
    page = client.follow(client.get("/demo/mail"), "Your link to sign in")
    frame = page.find("iframe")
    assert frame["sandbox"] == ["allow-popups", "allow-popups-to-escape-sandbox"]
    answer = client.client.get(frame["src"])
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-popups" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_files_and_the_invitation_are_shown(client: PageClient, session: Session, deliver: Deliver):
    queue_link(
        session,
        sender=Sender(
            name="Ben Okoro", phone="01632 960 142", organisation="Kestrel Park careers team"
        ),
        calendar=Invitation(
            key="placement:1",
            summary="Work experience, ref WX-1042",
            days=[
                Hours(datetime(2027, 3, 2, 10, tzinfo=UTC), datetime(2027, 3, 2, 15, tzinfo=UTC)),
                Hours(datetime(2027, 4, 1, 9, tzinfo=UTC), datetime(2027, 4, 1, 14, tzinfo=UTC)),
            ],
        ),
        attachments=[Attachment(file_name="work-experience-plan.pdf", content=b"%PDF-1.7 x")],
    )
    deliver()
    page = client.follow(client.get("/demo/mail"), "Your link to sign in")
    assert "Kestrel Park careers team, Good First Day" in page.text
    assert "Tuesday 2 March 2027 10am 3pm Work experience, ref WX-1042" in page.text
    assert "Thursday 1 April 2027 10am 3pm" in page.text, "shown in London time"
    answer = client.client.get(page.links["work-experience-plan.pdf"])
    assert answer.data == b"%PDF-1.7 x"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.client.get(page.links["work-experience-days.ics"]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/demo/mail/none", "/demo/mail/..%2F..%2Ftest.db", "/demo/mail/none/files/0"]
)
def test_an_unknown_message_is_not_found(client: PageClient, path: str):
    client.get(path, status=404)


def test_a_file_the_message_does_not_have_is_not_found(
    client: PageClient, session: Session, deliver: Deliver
):
    queue_link(session)
    deliver()
    page = client.get("/demo/mail")
    client.get(page.links["Your link to sign in"] + "/files/3", status=404)


def test_there_is_no_mailbox_in_production(tmp_path: Path):
    app = create_app(
        Settings(
            mode=AppMode.PRODUCTION,
            instance_path=tmp_path,
            database_url=f"sqlite:///{tmp_path / 'empty.db'}",
            secret_key="0123456789abcdef" * 4,
            base_url="https://work.example.org",
            mail_server="mail.example.org",
            mail_sender="work@example.net",
        )
    )
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/demo")]
