"""From an empty database to two schools."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.client import PageClient
from webapp.accounts.models import Role, User
from webapp.mail.models import OutgoingEmail
from webapp.providers.models import Provider, StaffMember
from webapp.providers.rules import key_from, revealing_word

FIRST = {
    "person_name": "Ola Reed",
    "email": "ola@example.org",
    "password": "green kettle before noon",
    "school_name": "Kestrel Park School",
    "name_for_employers": "Kestrel Park careers team",
    "type": "special_school",
    "postcode": "ch1 2ab",
    "phone": "01632 960 101",
}
SECOND = {
    "school_name": "Harbour College",
    "name_for_employers": "Harbour careers team",
    "type": "fe_college",
    "postcode": "CH2 3EF",
    "phone": "01632 960 150",
    "person_name": "Nia Cole",
    "email": "nia@example.org",
}


def link_from(app: Flask) -> str:
    """Return what the command prints."""
    printed = app.test_cli_runner().invoke(args=["first-admin"]).output
    return "/" + printed.strip().splitlines()[-1].split("/", 3)[3]


def test_the_first_person_sets_up_the_site(app: Flask, client: PageClient) -> None:
    page = client.submit(client.get(link_from(app)), FIRST, button="Save and sign in")
    assert page.h1 == "Your team"
    assert "Add your designated safeguarding lead." in page.text
    assert "Kestrel Park School" in client.get("/admin").text
    with app.app_context():
        from webapp.core.db import db

        user = db.session.scalars(sa.select(User)).one()
        assert {grant.role for grant in user.grants} == {Role.PLATFORM_ADMIN, Role.CAREERS_LEAD}
        member = db.session.scalars(sa.select(StaffMember)).one()
        assert member.is_main_contact
        assert member.provider.postcode == "CH1 2AB"


def test_the_link_works_once(app: Flask, client: PageClient) -> None:
    link = link_from(app)
    client.submit(client.get(link), FIRST, button="Save and sign in")
    assert client.get(link, status=410).h1 == "This link has ended"
    again = app.test_cli_runner().invoke(args=["first-admin"])
    assert "There is an administrator. Sign in at" in again.output


def test_printing_a_second_link_ends_the_first(app: Flask, client: PageClient) -> None:
    first, second = link_from(app), link_from(app)
    client.get(first, status=410)
    assert client.get(second).h1 == "Set up this site"


def test_the_form_keeps_what_was_typed(app: Flask, client: PageClient) -> None:
    wrong = {**FIRST, "password": "short", "name_for_employers": "Kestrel Special School"}
    page = client.submit(client.get(link_from(app)), wrong, button="Save and sign in")
    assert page.errors == [
        "Leave out “Special”. It shows that learners have SEND.",
        "Use 12 letters or more. There are 5 now.",
    ]
    assert page.field("school_name") == "Kestrel Park School"
    assert page.field("name_for_employers") == "Kestrel Special School"


def test_an_administrator_adds_a_school_and_its_lead_signs_in(
    client: PageClient, as_person: Callable[[User], PageClient], cast: Cast, session: Session
) -> None:
    admin = as_person(cast.ola)
    page = admin.submit(
        admin.get("/admin/schools/new"), SECOND, button="Save and send the invitation"
    )
    assert page.notes == ["Saved. An invitation is on its way to nia@example.org."]
    assert "Invited" in page.text
    email = session.scalars(sa.select(OutgoingEmail)).one()
    assert email.recipient == "nia@example.org"
    text = email.content.decode().replace("=\r\n", "").replace("=3D", "=")
    link = "/" + text.split("http://localhost/", 1)[1].split()[0]
    client.get(link)
    client.post(link, {"password": "green kettle before noon"}, redirects_to="/lead")
    assert "Invited" not in admin.get("/admin").find("tbody tr:first-child").text


def test_an_invitation_can_be_sent_again(
    as_person: Callable[[User], PageClient], cast: Cast, session: Session
) -> None:
    admin = as_person(cast.ola)
    page = admin.submit(
        admin.get("/admin/schools/new"), SECOND, button="Save and send the invitation"
    )
    page = admin.submit(page, button="Send again : invitation for Nia Cole")
    assert page.notes == ["A new invitation is on its way to nia@example.org."]
    assert len(session.scalars(sa.select(OutgoingEmail)).all()) == 2


def test_an_address_in_use_is_refused_and_no_school_is_left_behind(
    as_person: Callable[[User], PageClient], cast: Cast, session: Session
) -> None:
    admin = as_person(cast.ola)
    page = admin.submit(
        admin.get("/admin/schools/new"),
        {**SECOND, "email": "ben@example.org"},
        button="Save and send the invitation",
    )
    assert page.errors == ["Someone signs in with this address already. Enter another one."]
    assert page.field("school_name") == "Harbour College"
    assert session.scalars(sa.select(Provider.name).order_by(Provider.name)).all() == [
        "Kestrel Park School",
        "Ridgeway College",
    ]


def test_an_administrator_sees_no_learners(
    as_person: Callable[[User], PageClient], cast: Cast
) -> None:
    admin = as_person(cast.ola)
    assert "Finch" not in admin.get("/admin").html
    admin.get("/lead/learners", status=404)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Kestrel Park careers team", None),
        ("Hillside Special School", "Special"),
        ("Ridgeway PRU", "PRU"),
        ("The Autism Centre", "Autism"),
        ("Grapevine Academy", None),
        ("Spring Lane Pupil Referral Unit", "Pupil Referral"),
    ],
)
def test_a_name_that_reveals_send_is_found(name: str, word: str | None) -> None:
    assert revealing_word(name) == word


def test_a_key_is_made_from_the_name() -> None:
    assert key_from("Kestrel Park School") == "kestrel-park-school"
    assert key_from("— ! —") == "school"
    assert len(key_from("x" * 200)) == 50
