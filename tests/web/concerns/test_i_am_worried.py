"""“I am worried”: from a learner’s page to the adult who answers."""

import pytest
import sqlalchemy as sa

from tests.factories import make_learner, make_provider, make_user
from webapp.accounts.models import Role
from webapp.concerns.models import Worry, WorryKind, WorryState
from webapp.core.audit import AuditEvent
from webapp.mail.models import OutgoingEmail
from webapp.providers.models import StaffMember

URL = "/learner/worried"


@pytest.fixture
def sam(session, cast):
    """Sam, whom Ada trusts."""
    member = session.scalar(sa.select(StaffMember).where(StaffMember.user_id == cast.sam.id))
    cast.ada_learner.trusted_adult_id = member.id
    session.commit()
    return cast.sam


def only_worry(session):
    return session.scalars(sa.select(Worry)).one()


def tell(as_person, cast, words="The bus", button="Tell Sam Lowe"):
    ada = as_person(cast.ada)
    return ada.submit(ada.get(URL), {"words": words}, button=button)


def test_a_worry_reaches_the_trusted_adult_who_answers(as_person, cast, sam, session):
    told = tell(as_person, cast)

    assert told.h1 == "We told Sam Lowe"
    worry = only_worry(session)
    staff = as_person(sam)
    page = staff.get(f"/lead/worries/{worry.id}")
    assert page.h1 == "Ada is worried"
    assert "The bus" in page.text
    staff.submit(page, {"answer": "We go together on Monday."}, button="Send the answer")

    answered = as_person(cast.ada).get(told.url)
    assert answered.h1 == "Sam Lowe answered"
    assert "We go together on Monday." in answered.text


def test_no_words_are_needed(as_person, cast, sam, session):
    tell(as_person, cast, words="")

    assert only_worry(session).words is None


def test_the_email_says_only_that_something_waits(as_person, cast, sam, session):
    tell(as_person, cast)

    email = session.scalars(sa.select(OutgoingEmail)).one()
    assert email.recipient == "sam@example.org"
    assert email.subject_line == "A concern has been logged"
    for private in (b"Ada", b"Finch", b"The bus"):
        assert private not in email.content


def test_pressing_twice_tells_once(as_person, cast, sam, session):
    ada = as_person(cast.ada)
    page = ada.get(URL)
    first = ada.submit(page, {"words": "The bus"}, button="Tell Sam Lowe")
    second = ada.submit(page, {"words": "The bus"}, button="Tell Sam Lowe")

    assert first.url == second.url
    assert only_worry(session).words == "The bus"
    assert session.scalar(sa.select(sa.func.count()).select_from(OutgoingEmail)) == 1


def test_not_safe_goes_to_the_dsl_and_nobody_else(as_person, cast, sam, session):
    told = tell(as_person, cast, words="He shouted", button="I am not safe")

    assert told.h1 == "We told Dina Shaw"
    worry = only_worry(session)
    assert worry.kind is WorryKind.NOT_SAFE
    url = f"/lead/worries/{worry.id}"
    assert "He shouted" in as_person(cast.dina).get(url).text
    for person in (cast.ben, cast.bea, cast.sam, cast.dan):
        as_person(person).get(url, status=404)
    email = session.scalars(sa.select(OutgoingEmail)).one()
    assert email.recipient == "dina@example.org"
    assert email.provider_id is None  # leads see the mail of their school


def test_a_worry_is_read_by_the_named_adult_and_the_leads_alone(as_person, cast, sam, session):
    tell(as_person, cast)

    url = f"/lead/worries/{only_worry(session).id}"
    for person in (cast.sam, cast.ben, cast.bea):
        as_person(person).get(url)
    for person in (cast.dina, cast.dan):
        as_person(person).get(url, status=404)


def test_reading_is_recorded(as_person, cast, sam, session):
    tell(as_person, cast)

    as_person(sam).get(f"/lead/worries/{only_worry(session).id}")
    read = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "worry_viewed")).one()
    assert read.actor_id == sam.id


def test_the_learner_sees_that_it_was_read(as_person, cast, sam, session):
    told = tell(as_person, cast)
    staff = as_person(sam)
    page = staff.get(f"/lead/worries/{only_worry(session).id}")
    staff.submit(page, button="I have read it")

    assert only_worry(session).state is WorryState.SEEN
    assert "Sam Lowe has read it" in as_person(cast.ada).get(told.url).text


def test_an_answer_without_words_is_asked_for_again(as_person, cast, sam, session):
    tell(as_person, cast)
    staff = as_person(sam)
    page = staff.submit(
        staff.get(f"/lead/worries/{only_worry(session).id}"), button="Send the answer"
    )
    assert page.title.startswith("Error:")
    assert only_worry(session).answer is None


def test_choosing_nobody_keeps_the_words(as_person, cast, sam):
    ada = as_person(cast.ada)
    page = ada.get(URL)
    key = page.field("form_key")
    page = ada.post(URL, {"form_key": key, "words": "The bus"}, status=200)

    assert page.errors == ["Choose who you want to tell"]
    assert page.field("words") == "The bus"
    assert page.field("form_key") == key


def test_another_learner_cannot_open_it(as_person, cast, sam, session):
    told = tell(as_person, cast)
    other = make_learner(session, cast.school, first_name="Kai", surname="Moss")
    kai = make_user(session, name="Kai Moss", roles=(Role.LEARNER,), learner=other)

    as_person(kai).get(told.url, status=404)


def test_without_a_trusted_adult_the_careers_lead_is_offered(as_person, cast):
    page = as_person(cast.ada).get(URL)

    assert any(words.startswith("Tell Ben Okoro") for words in page.buttons)


def test_a_school_without_staff_says_whom_to_call(as_person, session, cast):
    empty = make_provider(session, name="New School", name_for_employers="New careers team")
    learner = make_learner(session, empty, first_name="Kai", surname="Moss")
    kai = make_user(session, name="Kai Moss", roles=(Role.LEARNER,), learner=learner)

    assert "Talk to an adult you trust" in as_person(kai).get(URL).text


def test_long_words_are_kept_and_drawn(as_person, cast, sam, session):
    told = tell(as_person, cast, words="Sorge " * 300)

    assert told.h1 == "We told Sam Lowe"
