"""The public page for concerns."""

import pytest
import sqlalchemy as sa

from tests.factories import make_placement
from webapp.concerns.models import Concern
from webapp.mail.models import OutgoingEmail

TOLD = {"kind": "safeguarding", "happened": "Someone shouted at Ada", "called_999": "no"}


@pytest.fixture
def placement(session, cast):
    return make_placement(session, cast.ada_learner, cast.employer, reference="P-1042")


def report(client, **more):
    return client.submit(client.get("/concern"), {**TOLD, **more}, button="Tell us")


def test_it_reaches_the_dsl_of_the_school(client, as_person, cast, session, placement):
    page = report(client, reference="p1042")

    assert page.h1 == "We have received it"
    concern = session.scalars(sa.select(Concern)).one()
    url = f"/concerns/{concern.id}"
    dina = as_person(cast.dina)
    page = dina.get(url)
    assert "Someone shouted at Ada" in page.text
    dina.submit(page, button="I have read it")
    for person in (cast.ben, cast.sam, cast.dan, cast.ola):
        as_person(person).get(url, status=404)


def test_without_a_reference_it_reaches_the_platform_admin(client, as_person, cast, session):
    report(client)

    concern = session.scalars(sa.select(Concern)).one()
    as_person(cast.ola).get(f"/concerns/{concern.id}")
    as_person(cast.dina).get(f"/concerns/{concern.id}", status=404)


def test_the_page_does_not_say_whether_a_reference_exists(client, cast, placement):
    assert report(client, reference="P-1042").text == report(client, reference="P-9999").text


def test_the_email_holds_nothing_of_it(client, cast, session, placement):
    report(client, reference="P-1042")

    email = session.scalars(sa.select(OutgoingEmail)).one()
    assert email.recipient == "dina@example.org"
    assert b"shouted" not in email.content


def test_sending_twice_stores_once(client, cast, session):
    page = client.get("/concern")
    client.submit(page, TOLD, button="Tell us")
    client.submit(page, TOLD, button="Tell us")

    assert session.scalar(sa.select(sa.func.count()).select_from(Concern)) == 1


def test_what_was_typed_stays_when_something_is_missing(client, cast, session):
    page = client.submit(client.get("/concern"), {"happened": "A fall"}, button="Tell us")

    assert page.errors == ["Choose what it is about"]
    assert page.field("happened") == "A fall"
