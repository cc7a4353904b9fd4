"""The employer’s debrief behind its link."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import NOW
from webapp.accounts.models import PersonalLink
from webapp.debriefs.models import DebriefAnswer
from webapp.debriefs.queries import codes_of, strength_told
from webapp.mail.models import OutgoingEmail
from webapp.placements.models import PlacementState


def through(client, link, *, strength="Very careful with old tickets"):
    """Answer what is needed on all three pages and return the last page."""
    page = client.get(f"{link}/work")
    page = client.submit(page, {"hours": "18", "people_met": "4"}, button="Save and go on")
    page = client.submit(page, {"brief_useful": "4"}, button="Save and go on")
    return client.submit(
        page, {"host_again": "yes", "strength": strength}, button="Save and finish"
    )


def test_three_pages_and_thank_you(client, link, over, session):
    page = through(client, link)

    assert page.h1 == "Thank you for telling us"
    session.refresh(over.employer)
    assert over.employer.finished_at is not None
    assert codes_of(over.employer)["brief_useful"] == ["4"]
    assert strength_told(session, over.placement) == "Very careful with old tickets"


def test_no_page_names_the_learner(client, link, over):
    for part in ("work", "help", "next"):
        page = client.get(f"{link}/{part}")
        assert "Ada" not in page.html
        assert "Finch" not in page.html
        assert "P-1042" in page.text


def test_the_email_names_nobody_and_says_it_in_neutral_words(session, over, link):
    email = session.scalars(sa.select(OutgoingEmail)).one()

    assert email.subject_line == "How did it go? P-1042"
    assert b"Ada" not in email.content
    assert b"Kestrel Park School" not in email.content


def test_each_task_is_asked_about(client, link):
    page = client.get(f"{link}/work")

    assert "How did they do this task: Sort tickets by year?" in page.text
    assert "How did they do this task: Count visitor leaflets?" in page.text


def test_hours_are_needed_and_what_was_typed_stays(client, link, over, session):
    page = client.submit(
        client.get(f"{link}/work"), {"hours": "", "people_met": "four"}, button="Save and go on"
    )
    assert page.errors[0].startswith("Enter how many hours")
    assert page.field("people_met") == "four"
    assert session.scalars(sa.select(DebriefAnswer)).all() == []


@pytest.mark.parametrize(
    "words", ["Good for a kid with ADHD", "He is in care", "She has autism", "SEND pupil"]
)
def test_health_words_come_back_for_rewording_and_are_not_stored(client, link, session, words):
    page = client.submit(client.get(f"{link}/help"), {"brief_useful": "4", "missing": words})

    assert page.title.startswith("Error:")
    assert page.errors[0].startswith("Take out “")
    assert page.field("missing") == words
    assert session.scalars(sa.select(DebriefAnswer)).all() == []


def test_answered_already_says_so(client, link):
    through(client, link)

    assert client.get(link).h1 == "Thank you for telling us"
    assert client.client.get(f"{link}/work").location == link


def test_sending_the_last_page_twice_changes_nothing(client, link, session, over):
    client.get(f"{link}/work")
    through(client, link)
    client.post(f"{link}/next", {"host_again": "no"}, redirects_to=link)

    assert codes_of(over.employer)["host_again"] == ["yes"]


def test_the_last_page_first_leads_back_to_what_is_missing(client, link, over, session):
    page = client.submit(client.get(f"{link}/next"), {"host_again": "no"}, button="Save and finish")
    assert page.h1 == "The work"
    session.refresh(over.employer)
    assert over.employer.finished_at is None


def test_coming_back_opens_the_first_page_with_something_left(client, link):
    client.submit(client.get(f"{link}/work"), {"hours": "18"}, button="Save and go on")

    assert client.client.get(link).location == f"{link}/help"
    assert client.get(f"{link}/work").field("hours") == "18"


def test_an_ended_link_offers_a_new_one(client, link, over, session):
    known = session.scalars(sa.select(PersonalLink)).one()
    known.expires_at = NOW - timedelta(days=3000)
    page = client.get(link, status=410)

    assert page.h1 == "This link has ended"
    client.submit(page, button="Send me a new link")
    sent = session.scalar(
        sa.select(sa.func.count())
        .select_from(OutgoingEmail)
        .where(OutgoingEmail.name == "employer_debrief")
    )
    assert sent == 2


def test_nothing_is_asked_about_a_placement_that_was_cancelled(client, link, over, session):
    over.placement.state = PlacementState.CANCELLED

    client.get(link, status=410)


def test_a_guessed_link_opens_nothing(client, over):
    client.get("/debriefs/guessed", status=410)
    client.get("/debriefs/guessed/work", status=410)
