"""Attacks on signing in: guessing, listing people, fixing, replaying, forging, leading away."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.attacks.forged import form_token, post
from tests.cast import Cast
from tests.factories import PASSWORD
from webapp.accounts import services, sessions
from webapp.accounts.models import User
from webapp.accounts.passwords import hash_password
from webapp.core import clock

NEVER_FOLLOWED = [
    "https://evil.example.org",
    "//evil.example.org",
    "///evil.example.org",
    "/\\evil.example.org",
    "\\\\evil.example.org",
    "/\tevil",
    "http:evil.example.org",
    "javascript:alert(1)",
    "//evil.example.org/lead",
    "/%09/evil.example.org",
    "https:/evil.example.org",
    "https://localhost@evil.example.org",
    "/sign-in\r\nSet-Cookie: a=b",
    "?next=//evil",
    "/no-such-page",
    "",
]


@pytest.fixture
def ben(cast: Cast, session: Session) -> Cast:
    """The cast, with a password for Ben."""
    cast.ben.password_hash = hash_password(PASSWORD)
    session.commit()
    return cast


def try_password(client: FlaskClient, email: str, password: str, url: str = "/sign-in"):
    return post(client, url, page="/sign-in", email=email, password=password)


def without_token(html: str) -> str:
    return re.sub(r'(csrf_token" value|nonce|value)="[^"]*"', "", html)


def test_the_right_password_leads_home(raw: FlaskClient, ben: Cast) -> None:
    answer = try_password(raw, "ben@example.org", PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/lead")


def test_the_address_is_read_as_people_write_it(raw: FlaskClient, ben: Cast) -> None:
    assert try_password(raw, " Ben@Example.org ", PASSWORD).status_code == 302


def test_a_wrong_password_and_an_unknown_address_read_the_same(raw: FlaskClient, ben: Cast) -> None:
    known = try_password(raw, "ben@example.org", "not the right one")
    unknown = try_password(raw, "nobody@example.org", "not the right one")
    assert known.status_code == unknown.status_code == 200
    assert without_token(known.text) == without_token(unknown.text)
    assert "is not right" in known.text


def test_a_link_by_email_says_the_same_for_an_unknown_address(raw: FlaskClient, ben: Cast) -> None:
    known = post(raw, "/sign-in/by-email", email="ben@example.org")
    unknown = post(raw, "/sign-in/by-email", email="nobody@example.org")
    assert known.status_code == unknown.status_code == 302
    assert known.location == unknown.location
    assert without_token(known.text) == without_token(unknown.text)


@pytest.mark.parametrize("email", ["ben@example.org", "nobody@example.org"])
def test_after_ten_tries_even_the_right_password_waits(
    raw: FlaskClient, ben: Cast, email: str
) -> None:
    for _ in range(10):
        assert try_password(raw, email, "wrong").status_code == 200
    locked = try_password(raw, email, PASSWORD)
    assert locked.status_code == 429
    assert "too many tries" in locked.text


def test_twenty_tries_from_one_place_are_enough_for_an_hour(raw: FlaskClient, ben: Cast) -> None:
    for number in range(20):
        assert try_password(raw, f"guess{number}@example.org", "wrong").status_code == 200
    assert try_password(raw, "ben@example.org", PASSWORD).status_code == 429


def test_a_school_that_signs_in_from_one_place_is_not_locked_out(app: Flask, ben: Cast) -> None:
    for _ in range(25):
        assert try_password(app.test_client(), "ben@example.org", PASSWORD).status_code == 302


def test_the_session_key_changes_at_sign_in(raw: FlaskClient, ben: Cast) -> None:
    raw.get("/sign-in")
    with raw.session_transaction() as cookie:
        cookie["_user_id"] = "chosen by an attacker"
    try_password(raw, "ben@example.org", PASSWORD)
    with raw.session_transaction() as cookie:
        first = cookie["_user_id"]
    assert first != "chosen by an attacker"
    raw.post("/sign-out", data={"csrf_token": form_token(raw, "/help")})
    try_password(raw, "ben@example.org", PASSWORD)
    with raw.session_transaction() as cookie:
        assert cookie["_user_id"] != first


def stolen_cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def opens_the_leads_page(app: Flask, cookie: str) -> bool:
    """Return whether this cookie still lets someone in."""
    thief = app.test_client()
    thief.set_cookie("session", cookie)
    return thief.get("/sign-in").status_code == 302  # who is signed in is led home


def test_a_cookie_kept_from_before_sign_out_is_worthless(
    app: Flask, raw: FlaskClient, ben: Cast
) -> None:
    try_password(raw, "ben@example.org", PASSWORD)
    cookie = stolen_cookie(raw)
    assert opens_the_leads_page(app, cookie)
    post(raw, "/sign-out", page="/help")
    assert not opens_the_leads_page(app, cookie)


def test_a_new_password_ends_every_session(
    app: Flask, raw: FlaskClient, ben: Cast, session: Session
) -> None:
    try_password(raw, "ben@example.org", PASSWORD)
    cookie = stolen_cookie(raw)
    services.set_password(session, ben.ben, password="another four words here", now=clock.now())
    assert not opens_the_leads_page(app, cookie)


def test_who_is_disabled_is_out_at_once(
    app: Flask, raw: FlaskClient, ben: Cast, session: Session
) -> None:
    try_password(raw, "ben@example.org", PASSWORD)
    cookie = stolen_cookie(raw)
    services.disable_user(session, ben.ben, now=clock.now(), actor_id=ben.ola.id)
    assert not opens_the_leads_page(app, cookie)
    assert try_password(raw, "ben@example.org", PASSWORD).status_code == 200


def test_a_session_ends_after_twelve_hours(ben: Cast, session: Session) -> None:
    start = clock.wall_now()
    key = sessions.start(session, ben.ben, now=start)
    almost, over = start + timedelta(hours=11, minutes=59), start + timedelta(hours=12)
    assert sessions.find_user(session, key, now=almost) is ben.ben
    assert sessions.find_user(session, key, now=over) is None


def test_only_the_hash_of_a_session_key_is_stored(ben: Cast, session: Session) -> None:
    key = sessions.start(session, ben.ben, now=clock.wall_now())
    stored = [row.key_hash for row in session.query(sessions.SignedIn)]
    assert key not in stored
    assert sessions.find_user(session, stored[0], now=clock.wall_now()) is None


@pytest.mark.parametrize("target", NEVER_FOLLOWED)
def test_sign_in_leads_nowhere_else(raw: FlaskClient, ben: Cast, target: str) -> None:
    token = form_token(raw, "/sign-in")
    answer = raw.post(
        "/sign-in",
        query_string={"next": target},
        data={"csrf_token": token, "email": "ben@example.org", "password": PASSWORD},
    )
    assert answer.location == "/lead"


def test_sign_in_leads_to_the_page_that_was_wanted(raw: FlaskClient, ben: Cast) -> None:
    assert try_password(raw, "ben@example.org", PASSWORD, "/sign-in?next=/help").location == "/help"


def test_a_tampered_cookie_signs_nobody_in(app: Flask, raw: FlaskClient, ben: Cast) -> None:
    try_password(raw, "ben@example.org", PASSWORD)
    cookie = stolen_cookie(raw)
    assert not opens_the_leads_page(app, cookie[:-2] + "xx")
    assert not opens_the_leads_page(app, "A" + cookie[1:])


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(raw: FlaskClient, ben: Cast) -> None:
    answer = try_password(raw, "ben@example.org", PASSWORD)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_both_failures_take_the_same_work(
    raw: FlaskClient, ben: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time is not measured here: the same hash work is done, whoever is asked for."""
    from webapp.accounts import passwords

    work: list[str] = []
    real = passwords.PasswordHasher.verify

    def counted(self: passwords.PasswordHasher, stored: str, password: str) -> bool:
        work.append(stored.split("$")[3])
        return bool(real(self, stored, password))

    monkeypatch.setattr(passwords.PasswordHasher, "verify", counted)
    try_password(raw, "ben@example.org", "wrong")
    try_password(raw, "nobody@example.org", "wrong")
    assert work == ["m=19456,t=2,p=1"] * 2


def test_a_role_taken_away_counts_from_the_next_request(
    sign_in: Callable[[User], FlaskClient], cast: Cast, session: Session
) -> None:
    lead = sign_in(cast.bea)
    assert lead.get("/lead/team").status_code == 200
    cast.bea.grants.clear()
    assert lead.get("/lead/team").status_code == 404


def test_half_an_hour_without_a_page_signs_out(
    app: Flask, sign_in: Callable[[User], FlaskClient], cast: Cast
) -> None:
    assert app.permanent_session_lifetime == timedelta(minutes=30)
    lead = sign_in(cast.ben)
    app.permanent_session_lifetime = timedelta(seconds=-1)  # the cookie carries its own time
    assert lead.get("/lead/team").status_code == 302


def test_of_two_who_press_the_same_link_one_gets_in(
    app: Flask, cast: Cast, session: Session
) -> None:
    url = f"/sign-in/link/{services.make_sign_in_link(session, cast.cora, now=clock.now())}"
    first, second = app.test_client(), app.test_client()
    tokens = [form_token(browser, url) for browser in (first, second)]
    answers = [
        browser.post(url, data={"csrf_token": token}).status_code
        for browser, token in zip((first, second), tokens, strict=True)
    ]
    assert answers == [302, 410]


def test_a_link_to_sign_in_opens_nothing_else(
    app: Flask, raw: FlaskClient, cast: Cast, session: Session
) -> None:
    token = services.make_sign_in_link(session, cast.cora, now=clock.now())
    assert raw.get(f"/first-admin/{token}").status_code == 410
    assert raw.get(f"/links/{token}/code").status_code == 410


def test_the_first_admin_link_signs_nobody_in(raw: FlaskClient, session: Session) -> None:
    token = services.make_first_admin_link(session, now=clock.now())
    assert raw.get(f"/first-admin/{token}").status_code == 200
    assert raw.get(f"/sign-in/link/{token}").status_code == 410
