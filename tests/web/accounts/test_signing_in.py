"""The pages for signing in and out, as people see them."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.client import PageClient
from tests.factories import PASSWORD
from webapp.accounts import services
from webapp.accounts.models import User
from webapp.accounts.passwords import hash_password
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.mail.models import OutgoingEmail

Open = Callable[[User], PageClient]
NEW_PASSWORD = "green kettle before noon"


@pytest.fixture
def ben(cast: Cast, session: Session) -> Cast:
    """The cast, with a password for Ben."""
    cast.ben.password_hash = hash_password(PASSWORD)
    session.commit()
    return cast


def link_in_last_email(session: Session) -> str:
    """Return the address in the newest email, as its reader would press it."""
    email = session.scalars(
        sa.select(OutgoingEmail).order_by(OutgoingEmail.created_at.desc())
    ).first()
    assert email is not None
    text = email.content.decode().replace("=\r\n", "").replace("=3D", "=")
    return "/" + text.split("http://localhost/", 1)[1].split()[0]


def test_a_person_signs_in_and_out(client: PageClient, ben: Cast, session: Session) -> None:
    page = client.get("/sign-in")
    assert page.h1 == "Sign in"
    client.post(
        "/sign-in",
        {"email": "ben@example.org", "password": PASSWORD},
        redirects_to="/lead",
    )
    signed_in = client.get("/help")
    page = client.submit(signed_in, button="Sign out")
    assert page.notes == ["You are signed out."]
    actions = session.scalars(sa.select(AuditEvent.action)).all()
    assert actions == ["signed_in"]


def test_an_empty_form_says_what_to_enter(client: PageClient) -> None:
    page = client.submit(client.get("/sign-in"), button="Sign in")
    assert page.errors == ["Enter your email address", "Enter your password"]
    assert page.title.startswith("Error: ")


def test_the_address_stays_and_the_password_goes(client: PageClient, ben: Cast) -> None:
    page = client.submit(
        client.get("/sign-in"), {"email": "ben@example.org", "password": "wrong"}, button="Sign in"
    )
    assert page.field("email") == "ben@example.org"
    assert page.find("#password").get("value") is None
    assert page.errors == ["The email address or the password is not right. Check both."]


def test_an_employer_signs_in_with_a_link(client: PageClient, cast: Cast, session: Session) -> None:
    page = client.submit(
        client.get("/sign-in/by-email"), {"email": "cora@example.org"}, button="Send me a link"
    )
    assert page.h1 == "Look at your email"
    link = link_in_last_email(session)
    page = client.get(link)
    assert "Cora Bright" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    client.post(link, redirects_to="/employer")


def test_opening_the_link_uses_nothing_up_and_pressing_does(
    client: PageClient, cast: Cast, session: Session
) -> None:
    link = f"/sign-in/link/{services.make_sign_in_link(session, cast.cora, now=clock.now())}"
    for _ in range(3):
        assert client.get(link).buttons == ["Sign in"]
    client.post(link, redirects_to="/employer")
    page = client.get(link, status=410)
    assert page.h1 == "This link has ended"
    assert "it was used" in page.text


def test_staff_choose_a_password_with_their_link(
    client: PageClient, cast: Cast, session: Session
) -> None:
    link = f"/sign-in/link/{services.make_sign_in_link(session, cast.ben, now=clock.now())}"
    page = client.get(link)
    assert page.h1 == "Choose your password"
    page = client.submit(page, {"password": "too short"}, button="Save the password")
    assert page.errors == ["Use 12 letters or more. There are 9 now."]
    page = client.submit(page, {"password": "ben okoro ben okoro"}, button="Save the password")
    assert page.errors == ["Choose words that are harder to guess. Leave out your name."]
    client.post(link, {"password": NEW_PASSWORD}, redirects_to="/lead")
    client.submit(client.get("/help"), button="Sign out")
    client.post(
        "/sign-in", {"email": "ben@example.org", "password": NEW_PASSWORD}, redirects_to="/lead"
    )


def test_a_new_link_ends_the_one_before(client: PageClient, cast: Cast, session: Session) -> None:
    old, new = (services.make_sign_in_link(session, cast.cora, now=clock.now()) for _ in range(2))
    assert client.get(f"/sign-in/link/{old}", status=410).links["Get a new link"]
    assert client.get(f"/sign-in/link/{new}").h1 == "Sign in"


def test_a_made_up_link_says_who_to_call(client: PageClient) -> None:
    page = client.get("/sign-in/link/guess", status=410)
    assert "01632 960 100" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_for_someone_disabled_ends(client: PageClient, cast: Cast, session: Session) -> None:
    token = services.make_sign_in_link(session, cast.cora, now=clock.now())
    cast.cora.disabled_at = clock.now()
    assert client.get(f"/sign-in/link/{token}", status=410)


def test_who_is_signed_in_is_led_home(as_person: Open, cast: Cast) -> None:
    page = as_person(cast.ola).get("/sign-in", status=302)
    assert page.location == "/admin"


def test_a_stranger_is_asked_to_sign_in_and_then_led_on(client: PageClient, cast: Cast) -> None:
    page = client.get("/admin/schools/new", status=302)
    assert page.location == "/sign-in?next=/admin/schools/new"


def test_a_page_for_others_looks_like_no_page(as_person: Open, cast: Cast) -> None:
    ben = as_person(cast.ben)
    refused, missing = ben.get("/admin", status=404), ben.get("/no-such-page", status=404)
    assert refused.h1 == missing.h1
    assert refused.text == missing.text
