"""An employer without email looks back on paper; a lead types in what they wrote."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.factories import NOW, make_placement
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.debriefs.employer_questions import QUESTIONS
from webapp.debriefs.models import Debrief, Voice
from webapp.debriefs.queries import answer_to, employer_form_questions, strength_told
from webapp.debriefs.questions import find
from webapp.debriefs.services import finish, follow_dates, open_debriefs
from webapp.mail.models import OutgoingEmail
from webapp.placements.letter_models import Letter

SAID = {
    "hours": "18",
    "brief_useful": "4",
    "confidence": "5",
    "strength": "Patient with old tickets.",
    "host_again": "yes",
}
AFTER = date(2027, 3, 9)
"""The Tuesday after the last day."""
KEEP = "Keep their answers"


@pytest.fixture(autouse=True)
def on_the_day(app):
    clock.move_to(AFTER)


@pytest.fixture
def debrief(session, cast) -> Debrief:
    """Ada’s placement is over; nobody at the railway has email or signs in."""
    for person in cast.employer.contacts:
        person.email = person.user_id = None
    placement = make_placement(session, cast.ada_learner, cast.employer, reference="P-1042")
    by_voice = {one.voice: one for one in open_debriefs(session, placement, now=NOW)}
    session.commit()
    return by_voice[Voice.EMPLOYER]


@pytest.fixture
def letter(session, debrief) -> Letter:
    return session.scalars(sa.select(Letter)).one()


@pytest.fixture
def lead(cast, as_person):
    return as_person(cast.ben)


@pytest.fixture
def url(debrief) -> str:
    return f"/lead/placements/{debrief.placement_id}/debrief"


def test_the_questions_become_a_letter_that_names_no_learner(lead, session, debrief, letter, cast):
    assert session.scalars(sa.select(OutgoingEmail)).all() == []
    assert "They have no email. It asks how it went." in lead.get("/lead").text
    page = lead.get(f"/lead/letters/{letter.id}")
    for question in employer_form_questions(debrief):
        assert question.words in page.text
        for option in question.options:
            assert f"☐ {option.words}" in page.text
    assert "☐ 5. Very sure" in page.text
    assert "P-1042" in page.text
    for words in (cast.ada_learner.first_name, cast.ada_learner.surname):
        assert words not in page.text


def test_what_they_wrote_is_typed_in_with_who_said_it(lead, session, debrief, letter, url, cast):
    page = lead.get(url)
    assert "Print the questions and post them" in page.text
    lead.submit(lead.get(f"/lead/letters/{letter.id}"), button="It is in the post")
    page = lead.follow(lead.get(url), "Write down what they said")
    page = lead.submit(page, {**SAID, "said_by": "Ruth Dale"}, button=KEEP)
    assert page.notes == ["Kept as what they said."]
    assert "Ruth Dale said this on" in page.text
    assert f"{cast.ben.name} typed it in." in page.text
    assert "Write down what they said" not in page.links
    session.refresh(debrief)
    assert (debrief.said_by, debrief.said_on, debrief.written_by_id) == (
        "Ruth Dale",
        AFTER,
        cast.ben.id,
    )
    assert answer_to(debrief, find(QUESTIONS, "host_again")).choices == ["yes"]
    assert strength_told(session, debrief.placement) == "Patient with old tickets."
    [finished] = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "debrief.finished")
    )
    assert finished.actor_id == cast.ben.id


def test_a_mistake_keeps_what_was_typed_and_a_health_word_goes_nowhere(lead, session, url):
    page = lead.get(f"{url}/written")
    page = lead.submit(page, {**SAID, "hours": "", "said_by": ""}, button=KEEP, status=422)
    assert page.errors == [
        "Enter the name of who told you",
        "Enter how many hours they were with you, for example 18",
    ]
    assert page.field("strength") == "Patient with old tickets."
    words = {**SAID, "said_by": "Ruth Dale", "strength": "Good, in spite of the autism."}
    page = lead.submit(page, words, button=KEEP, status=422)
    assert "Take out “autism”" in page.errors[0]
    day = {"said_on-day": "1", "said_on-month": "1", "said_on-year": "2020"}
    page = lead.submit(page, {**SAID, "said_by": "Ruth Dale", **day}, button=KEEP, status=422)
    assert page.errors == ["Enter a day from the first day of the placement until today"]
    assert session.scalars(sa.select(Debrief.finished_at)).all() == [None, None]


def test_answered_on_the_phone_first_nothing_is_printed(session, debrief, cast):
    finish(session, debrief, helped=None, now=NOW)
    assert session.scalars(sa.select(Letter)).all() == []


def test_once_it_is_closed_the_letter_is_not_posted_and_nothing_is_typed(
    lead, session, debrief, letter, url
):
    debrief.finished_at = NOW
    session.commit()
    page = lead.get(f"/lead/letters/{letter.id}")
    assert "Do not post this" in page.text
    assert "It is in the post" not in page.buttons
    lead.get(f"{url}/written", status=404)


def test_only_leads_of_this_school_print_and_type(cast, as_person, letter, url):
    for person in (cast.sam, cast.cora, cast.dan, cast.ada):
        someone = as_person(person)
        someone.get(f"/lead/letters/{letter.id}", status=404)
        someone.get(f"{url}/written", status=404)


def test_a_late_answer_is_asked_for_with_one_letter_only(session, debrief, letter):
    late = debrief.due_on + timedelta(days=1)
    assert follow_dates(session, today=late, now=NOW) == 1
    assert session.scalars(sa.select(Letter)).all() == [letter]
