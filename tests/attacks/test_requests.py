"""Attacks by way of the request: other sites, other hosts, too much, too fast, no mode."""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.attacks.forged import form_token
from tests.cast import Cast
from tests.conftest import IsolatedClient, settings_for
from tests.factories import make_user
from webapp import create_app
from webapp.accounts.models import User
from webapp.accounts.policies import Audience, allow
from webapp.config import AppMode, ConfigError, Settings
from webapp.core import db as database
from webapp.core.requests import WroteWhileReading

PAGES = ["/", "/sign-in", "/sign-in/by-email", "/no-such-page"]


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """These tests add pages to the application."""
    return own_app


def open_route(app: Flask, url: str, view: Callable[[], object], **options: object) -> None:
    """Add a page anyone may open."""
    app.add_url_rule(url, url.strip("/"), allow(Audience.PUBLIC)(view), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("url", PAGES)
def test_every_page_forbids_what_it_does_not_need(raw: FlaskClient, url: str) -> None:
    headers = raw.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "form-action 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_the_nonce_is_new_for_each_answer(raw: FlaskClient) -> None:
    first, second = (raw.get("/").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_files_of_the_interface_may_be_kept(raw: FlaskClient) -> None:
    with raw.get("/static/css/gfd.css") as answer:
        assert answer.status_code == 200
        assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_nothing_is_said_about_https_on_plain_http(raw: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in raw.get("/").headers
    assert "Strict-Transport-Security" in raw.get("/", base_url="https://localhost").headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_change_from_another_site_is_refused(raw: FlaskClient, site: str) -> None:
    token = form_token(raw, "/sign-in")
    data = {"csrf_token": token, "email": "a@example.org", "password": "x"}
    assert raw.post("/sign-in", data=data).status_code == 200
    refused = raw.post("/sign-in", data=data, headers={"Sec-Fetch-Site": site})
    assert refused.status_code == 403


def test_a_link_from_another_site_opens_a_page(raw: FlaskClient) -> None:
    assert raw.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_form_without_its_token_is_refused_and_says_what_to_do(raw: FlaskClient) -> None:
    answer = raw.post("/sign-in", data={"email": "a@example.org", "password": "x"})
    assert answer.status_code == 400
    assert "<h1" in answer.text


def test_the_token_of_another_browser_is_refused(app: Flask, raw: FlaskClient) -> None:
    stolen = form_token(app.test_client(), "/sign-in")
    raw.get("/sign-in")
    assert raw.post("/sign-in", data={"csrf_token": stolen}).status_code == 400


@pytest.mark.parametrize(
    "host", ["evil.example.org", "localhost.evil.example.org", "169.254.169.254"]
)
def test_another_host_name_is_refused(raw: FlaskClient, host: str) -> None:
    answer = raw.get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_a_forwarded_host_changes_nothing(raw: FlaskClient, cast: Cast, session: Session) -> None:
    from webapp.mail.models import OutgoingEmail

    token = form_token(raw, "/sign-in/by-email")
    raw.post(
        "/sign-in/by-email",
        data={"csrf_token": token, "email": "cora@example.org"},
        headers={"X-Forwarded-Host": "evil.example.org", "X-Forwarded-Proto": "https"},
    )
    email = session.query(OutgoingEmail).one()
    assert b"evil.example.org" not in email.content


def test_six_megabytes_are_too_much_and_the_page_says_so(raw: FlaskClient) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="learners.csv"\r\n\r\n'
    answer = raw.post(
        "/sign-in",
        data=head + b"x" * 6 * 1024 * 1024 + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    assert "<h1" in answer.text


def test_a_form_of_a_hundred_thousand_parts_is_refused(raw: FlaskClient) -> None:
    body = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(50_000)
    )
    answer = raw.post(
        "/sign-in",
        data=body + b"--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413


def test_a_fault_tells_the_reader_nothing_and_the_log_no_address(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> str:
        raise RuntimeError("the inside")

    open_route(app, "/broken/<token>", lambda token: broken())
    app.testing = False
    with caplog.at_level(logging.INFO):
        answer = app.test_client().get("/broken/a-secret-token")
    assert answer.status_code == 500
    assert "the inside" not in answer.text
    assert "Traceback" not in answer.text
    assert "RuntimeError: the inside" in caplog.text
    assert "a-secret-token" not in caplog.text


def test_a_busy_database_asks_to_wait(app: Flask) -> None:
    def busy() -> str:
        raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))

    open_route(app, "/busy", busy)
    answer = app.test_client().get("/busy")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "<h1" in answer.text


def test_a_page_that_writes_while_it_reads_is_a_fault(app: Flask, session: Session) -> None:
    def writes() -> str:
        make_user(database.db.session())
        return "done"

    open_route(app, "/writes", writes)
    open_route(app, "/writes-by-post", writes, methods=["POST"])
    client = app.test_client()
    with pytest.raises(WroteWhileReading):
        client.get("/writes")
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/writes-by-post").text == "done"


def test_the_read_only_mark_ends_with_the_request(app: Flask, raw: FlaskClient) -> None:
    raw.get("/")
    raw.get("/no-such-page")
    assert database.read_only.get() is False


def test_without_a_mode_the_pages_say_what_to_set(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, tmp_path / "none.db", AppMode.NONE))
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert answer.mimetype == "text/plain"
    assert answer.text.startswith("Set APP_MODE")
    served = app.test_cli_runner().invoke(args=["serve"])
    assert served.exit_code != 0
    assert "Set APP_MODE" in served.output


def production(tmp_path: Path, file: Path, **changes: str) -> Settings:
    given = {
        "secret_key": "f" * 64,
        "base_url": "https://first-day.example.org",
        "mail_server": "mail.example.org",
        "mail_sender": "hello@first-day.example.net",
        **changes,
    }
    return Settings(
        mode=AppMode.PRODUCTION,
        instance_path=tmp_path,
        database_url=f"sqlite:///{file}",
        **given,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"secret_key": "change-me"}, "SECRET_KEY"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"mail_server": ""}, "MAIL_SERVER"),
        ({"base_url": "http://first-day.example.org"}, "BASE_URL"),
        ({"mail_sender": "someone@example.org"}, "MAIL_SENDER"),
    ],
)
def test_production_does_not_start_on_examples(
    tmp_path: Path, changes: dict[str, str], says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        production(tmp_path, tmp_path / "p.db", **changes)


def test_production_does_not_start_with_a_demo_person(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    settings = production(tmp_path, tmp_path / "test.db")
    create_app(settings)
    make_user(session, is_demo=True)
    session.commit()
    with pytest.raises(ConfigError, match="practice town"):
        create_app(settings)


def test_production_speaks_https_only(app: Flask, tmp_path: Path) -> None:
    client = create_app(production(tmp_path, tmp_path / "test.db")).test_client()
    host = "https://first-day.example.org"
    answer = client.get("/sign-in", base_url=host)
    assert answer.status_code == 200
    assert "Strict-Transport-Security" in answer.headers
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie
    for forbidden in ("localhost", "127.0.0.1"):
        assert client.get("/", base_url=f"https://{forbidden}").status_code == 400


def test_signing_in_as_someone_exists_in_the_practice_town_only(
    app: Flask, tmp_path: Path, cast: Cast, session: Session
) -> None:
    cast.ben.is_demo = True
    session.commit()
    url = f"/demo/sign-in/{cast.ben.id}"
    assert app.test_client().get(url).status_code == 404
    demo = create_app(settings_for(tmp_path, tmp_path / "test.db", AppMode.DEMO))
    demo.test_client_class = IsolatedClient
    client = demo.test_client()
    assert cast.ben.name in client.get("/demo").text
    token = form_token(client, url)
    assert client.post(url, data={"csrf_token": token}).location == "/lead"
    assert client.get(f"/demo/sign-in/{cast.dan.id}").status_code == 404


def test_a_person_keeps_their_page_when_the_practice_clock_moves(
    app: Flask, cast: Cast, sign_in: Callable[[User], FlaskClient]
) -> None:
    client = sign_in(cast.ola)
    moved = app.test_cli_runner().invoke(args=["clock", "2030-05-12"])
    assert "Sunday 12 May 2030, 08:00" in moved.output
    assert client.get("/admin").status_code == 200
    back = app.test_cli_runner().invoke(args=["clock", "--real"])
    assert "2030" not in back.output


def test_the_clock_takes_only_dates(app: Flask) -> None:
    wrong = app.test_cli_runner().invoke(args=["clock", "12 May"])
    assert wrong.exit_code != 0
    assert "like 2027-05-12" in wrong.output


def test_the_clock_does_not_move_in_production(app: Flask, tmp_path: Path) -> None:
    live = create_app(production(tmp_path, tmp_path / "test.db"))
    moved = live.test_cli_runner().invoke(args=["clock", "2030-05-12"])
    assert moved.exit_code != 0
    assert "only in demo and test" in moved.output
