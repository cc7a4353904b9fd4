"""Tom’s near miss (AS3): one question to the repair shop, one press, and what it opens."""

import re
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.acceptance.conftest import SCENARIOS
from tests.conftest import settings_for
from tests.railway import TODAY, user_named
from webapp import create_app
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.core.db import db
from webapp.employers.models import AdjustmentOffered, Employer
from webapp.learners.models import Learner
from webapp.mail.deliver import may_still_go
from webapp.mail.models import EmailState, OutgoingEmail
from webapp.placements.matchmaking import propose_for, store
from webapp.placements.models import MatchRun
from webapp.placements.question_models import EmployerQuestion
from webapp.scenarios import loading
from webapp.scenarios.format import read_scenario

WORDS = "Could the work be somewhere without steps?"


@pytest.fixture(scope="module")
def empty_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with Tom, the employers and a finished run in it."""
    folder = tmp_path_factory.mktemp("tom")
    shutil.copy(empty_database, folder / "tom.db")
    app = create_app(settings_for(folder, folder / "tom.db"))
    with app.app_context():
        scenario = read_scenario(SCENARIOS / "as3.yaml")
        clock.move_to(scenario.today)
        loading.load(db.session(), scenario, now=clock.now())
        tom = db.session.scalars(sa.select(Learner)).one()
        run = MatchRun(
            provider_id=tom.provider_id, learner_id=tom.id, asked_by_id=None, asked_at=clock.now()
        )
        db.session.add(run)
        db.session.flush()
        result = propose_for(db.session(), tom.id, today=clock.today())
        store(db.session(), run, result, now=clock.now())
        db.session.commit()
        db.engine.dispose()
    return folder / "tom.db"


@pytest.fixture(autouse=True)
def that_monday(app):
    clock.move_to(TODAY)


@pytest.fixture
def run(session) -> MatchRun:
    return session.scalars(sa.select(MatchRun)).one()


@pytest.fixture
def lead(session, as_person):
    return as_person(user_named(session, "Grace Bell"))


@pytest.fixture
def shop(session) -> Employer:
    return session.scalars(sa.select(Employer).where(Employer.key == "e8")).one()


@pytest.fixture
def question(lead, run, session) -> EmployerQuestion:
    page = lead.get(f"/lead/proposals/{run.proposals[0].id}")
    lead.submit(page, button="Ask this question")
    return session.scalars(sa.select(EmployerQuestion)).one()


def link_in_mail(session) -> str:
    mail = session.scalars(
        sa.select(OutgoingEmail).where(OutgoingEmail.name == "employer_question")
    ).one()
    found = re.search(r"/questions/[\w-]+", mail.content.decode())
    assert found
    return found[0]


def answer_in_profile(session, shop) -> list[str]:
    rows = session.scalars(
        sa.select(AdjustmentOffered).where(
            AdjustmentOffered.employer_id == shop.id, AdjustmentOffered.adjustment == "PHY-01"
        )
    )
    return [row.answer.value for row in rows]


def proposed(session, run) -> list[str]:
    session.expire_all()
    found = propose_for(session, run.learner_id, today=clock.today()).found
    return [place.employer for place in found.proposals]


def test_a_lead_asks_from_the_proposals_page_and_the_email_tells_nothing(
    session, lead, run, question
):
    mail = session.scalars(sa.select(OutgoingEmail)).one()
    assert mail.subject_line == "One question about your offer"
    text = mail.content.decode()
    for word in ("Tom", "Avery", "steps", "wheel", "Kestrel Park School’s", "2027-03"):
        assert word not in text
    page = lead.get(f"/lead/proposals/{run.proposals[0].id}")
    assert "Asked Monday 11 January" in page.text
    assert "Ask this question" not in " ".join(page.buttons)


def test_asked_twice_it_is_one_question(session, lead, run, question):
    lead.get(f"/lead/matching/runs/{run.id}")
    lead.post(f"/lead/matching/runs/{run.id}/ask", {"offer": question.offer.key})
    assert session.scalar(sa.select(sa.func.count(EmployerQuestion.id))) == 1
    assert session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 1


def test_what_no_run_found_cannot_be_asked(lead, run):
    lead.get(f"/lead/matching/runs/{run.id}")
    for offer in ("", "nothing", "e1-1-1"):
        lead.post(f"/lead/matching/runs/{run.id}/ask", {"offer": offer}, status=404)


def test_opening_the_link_answers_nothing(session, client, question):
    link = link_in_mail(session)
    page = client.get(link)
    client.get(link)
    assert page.h1 == WORDS
    for word in ("Tom", "Avery", "wheelchair", "Year 13"):
        assert word not in page.text
    session.refresh(question)
    assert question.answer is None


def test_one_press_answers_and_counts_for_this_learner_only(session, client, question, run, shop):
    assert proposed(session, run) == ["e5"]
    page = client.get(link_in_mail(session))
    page = client.submit(page, button="Yes, we will")
    assert "You said: Yes, we will" in page.text
    assert "It counts for this one time only" in page.text
    session.refresh(question)
    assert (question.answer, question.is_for_all) == ("will_do", False)
    assert answer_in_profile(session, shop) == ["cannot"]
    assert proposed(session, run) == ["e8", "e5"]


def test_with_their_tick_the_answer_stands_in_the_profile(session, client, question, run, shop):
    version = shop.version
    page = client.get(link_in_mail(session))
    page = client.submit(page, {"is_for_all": "y"}, button="Yes, already")
    assert "It stands in your offer now" in page.text
    session.refresh(shop)
    assert answer_in_profile(session, shop) == ["already_do"]
    assert shop.version == version + 1, "a colleague who has the page open is told"
    actions = session.scalars(sa.select(AuditEvent.action)).all()
    assert "employer_changed" in actions
    assert proposed(session, run) == ["e8", "e5"]


def test_what_the_employer_changes_later_wins_over_the_answer(session, client, question, run, shop):
    client.submit(client.get(link_in_mail(session)), button="Yes, we will")
    row = session.scalars(
        sa.select(AdjustmentOffered).where(
            AdjustmentOffered.employer_id == shop.id, AdjustmentOffered.adjustment == "PHY-01"
        )
    ).one()
    row.answered_at = clock.now().replace(year=2028)
    session.commit()
    assert proposed(session, run) == ["e5"]


@pytest.mark.parametrize(
    ("button", "places"), [("No", ["e5"]), ("Not sure", ["e5"]), ("With help", ["e8", "e5"])]
)
def test_no_and_not_sure_open_nothing_and_help_is_a_condition(
    session, client, question, run, shop, button, places
):
    client.submit(client.get(link_in_mail(session)), button=button)
    assert proposed(session, run) == places


def test_a_changed_mind_replaces_the_answer(session, client, question, run):
    page = client.submit(client.get(link_in_mail(session)), button="Yes, we will")
    client.submit(page, button="No")
    assert proposed(session, run) == ["e5"]


def test_the_answer_stands_on_today_and_leads_to_a_new_match(session, client, lead, question, run):
    assert "BrightByte" not in lead.get("/lead").text
    client.submit(
        client.get(link_in_mail(session)), {"note": "The back bench."}, button="Yes, we will"
    )
    page = lead.get("/lead")
    assert "BrightByte IT Repairs answered: Yes, we will" in page.text
    page = lead.get(f"/lead/questions/{question.id}")
    assert "The back bench." in page.text
    assert "It counts for Tom only." in page.text
    page = lead.submit(page, button="Find places again")
    assert page.h1 == "Finding placements for Tom"
    assert "answered: Yes" not in lead.get("/lead").text


def test_an_answer_can_be_put_away(session, client, lead, question):
    client.submit(client.get(link_in_mail(session)), button="No")
    page = lead.get(f"/lead/questions/{question.id}")
    lead.submit(page, button="Thank you, not needed")
    assert "answered: No" not in lead.get("/lead").text


def test_a_question_that_waits_a_week_is_called_about(session, lead, question):
    clock.move_to(question.asked_at.date().replace(day=18))
    assert "No answer yet from BrightByte IT Repairs" in lead.get("/lead").text


def test_it_stands_on_the_employers_first_page_until_it_is_answered(
    session, as_person, question, shop
):
    person = user_named(session, shop.contacts[0].name)
    employer = as_person(person)
    page = employer.get("/employer")
    assert WORDS in page.text
    page = employer.get(f"/employer/questions/{question.id}")
    page = employer.submit(page, button="Not sure")
    assert "You said: Not sure" in page.text
    assert WORDS not in employer.get("/employer").text
    session.refresh(question)
    assert question.answered_by_id == person.id


def test_no_other_employer_learner_or_school_sees_it(session, as_person, sign_in, question):
    stranger = as_person(user_named(session, "Jo Finch"))
    stranger.get(f"/employer/questions/{question.id}", status=404)
    samir = as_person(user_named(session, "Samir Patel"))
    samir.get(f"/lead/questions/{question.id}")
    helen = as_person(user_named(session, "Helen Marsh"))
    helen.get("/lead")
    helen.post(f"/lead/questions/{question.id}/seen", status=404)
    helen.post(f"/lead/questions/{question.id}/answer", {"answer": "will_do"}, status=404)


def test_a_lead_writes_down_what_was_said_on_the_phone(session, lead, question, shop):
    page = lead.get(f"/lead/questions/{question.id}")
    page = lead.submit(page, {"note": "Called."}, button="Keep their answer", status=422)
    assert page.errors == ["Press one of the answers"]
    assert page.field("note") == "Called."
    page = lead.submit(page, {"answer": "will_do", "is_for_all": "y"}, button="Keep their answer")
    assert "written down by Grace Bell" in page.text
    assert answer_in_profile(session, shop) == ["will_do"]


def test_without_an_email_address_the_lead_is_told_to_call(session, lead, run, shop):
    shop.contacts[0].email = None
    session.commit()
    page = lead.get(f"/lead/matching/runs/{run.id}")
    page = lead.submit(page, button="Ask this question")
    assert "They have no email here" in " ".join(page.notes)
    assert page.find("details[open] summary").text == "Write down what they said on the phone"
    assert session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 0


def test_an_ended_link_can_be_asked_for_again_until_it_is_answered(session, client, question):
    link = link_in_mail(session)
    clock.move_to(question.asked_at.date().replace(month=3))
    page = client.get(link, status=410)
    client.submit(page, button="Send me a new link")
    count = sa.select(sa.func.count(OutgoingEmail.id))
    assert session.scalar(count) == 2


def test_a_message_that_waits_is_not_sent_after_the_answer(session, client, question):
    mail = session.scalars(sa.select(OutgoingEmail)).one()
    assert may_still_go(session, mail)
    client.submit(client.get(link_in_mail(session)), button="No")
    session.refresh(mail)
    assert mail.state is EmailState.QUEUED
    assert not may_still_go(session, mail)


def test_without_an_email_address_the_question_is_a_letter(session, lead, run, shop):
    shop.contacts[0].email = None
    session.commit()
    lead.submit(lead.get(f"/lead/matching/runs/{run.id}"), button="Ask this question")
    page = lead.follow(lead.get("/lead"), "Print it : Print a letter to BrightByte IT Repairs")
    assert WORDS in page.text
    assert "Tom" not in page.text
    page = lead.follow(page, "Write down their answer")
    assert page.h1 == "A question to BrightByte IT Repairs"
