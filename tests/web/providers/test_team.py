"""A careers lead builds a team."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.client import PageClient
from tests.factories import make_staff
from webapp.accounts.models import Role, User
from webapp.mail.models import OutgoingEmail
from webapp.providers.models import StaffMember

Open = Callable[[User], PageClient]
NEW = {
    "person_name": "Ines Ward",
    "job_title": "Designated safeguarding lead",
    "email": "ines@example.org",
    "phone": "01632 960 160",
    "role": "dsl",
}


def test_the_team_lists_this_school_and_no_other(as_person: Open, cast: Cast) -> None:
    page = as_person(cast.ben).get("/lead/team")
    assert "Bea Marsh, Deputy careers lead" in page.text
    assert "Dan Holt" not in page.html
    assert "Someone is missing" not in page.text


def test_a_school_without_a_deputy_and_dsl_is_told(as_person: Open, cast: Cast) -> None:
    page = as_person(cast.dan).get("/lead/team")
    assert "Add a deputy careers lead." in page.text
    assert "Add your designated safeguarding lead." in page.text


def test_someone_is_added_and_invited(as_person: Open, cast: Cast, session: Session) -> None:
    lead = as_person(cast.dan)
    page = lead.submit(lead.get("/lead/team/new"), NEW, button="Save and send the invitation")
    assert page.h1 == "Your team"
    assert page.notes == ["Saved. An invitation is on its way to ines@example.org."]
    member = session.scalars(sa.select(StaffMember).where(StaffMember.name == "Ines Ward")).one()
    assert member.provider_id == cast.other_school.id
    assert [grant.role for grant in member.user.grants] == [Role.DSL]
    assert session.scalars(sa.select(OutgoingEmail.recipient)).all() == ["ines@example.org"]
    lead.submit(page, button="Send again : invitation for Ines Ward")
    assert len(session.scalars(sa.select(OutgoingEmail)).all()) == 2


def test_nobody_becomes_platform_admin_by_a_forged_form(
    as_person: Open, cast: Cast, session: Session
) -> None:
    lead = as_person(cast.ben)
    lead.get("/lead/team/new")
    for role in ("platform_admin", "employer", "learner"):
        lead.post("/lead/team/new", {**NEW, "role": role}, status=200)
    assert session.scalar(sa.select(User).where(User.email == "ines@example.org")) is None


def test_a_forged_school_changes_nothing(as_person: Open, cast: Cast, session: Session) -> None:
    lead = as_person(cast.ben)
    lead.get("/lead/team/new")
    lead.post("/lead/team/new", {**NEW, "provider_id": str(cast.other_school.id)})
    member = session.scalars(sa.select(StaffMember).where(StaffMember.name == "Ines Ward")).one()
    assert member.provider_id == cast.school.id


def test_an_address_in_use_is_refused(as_person: Open, cast: Cast) -> None:
    lead = as_person(cast.ben)
    page = lead.submit(
        lead.get("/lead/team/new"),
        {**NEW, "email": "dan@example.org"},
        button="Save and send the invitation",
    )
    assert page.errors == ["Someone signs in with this address already. Enter another one."]
    assert page.field("person_name") == "Ines Ward"


def test_staff_of_another_school_cannot_be_invited(
    as_person: Open, cast: Cast, session: Session
) -> None:
    stranger = make_staff(session, cast.other_school, name="Noor Hale")
    lead = as_person(cast.ben)
    lead.get("/lead/team/new")
    lead.post(f"/lead/team/{stranger.id}/invite", status=404)


def test_staff_do_not_open_the_team_page(as_person: Open, cast: Cast) -> None:
    as_person(cast.sam).get("/lead/team", status=404)
