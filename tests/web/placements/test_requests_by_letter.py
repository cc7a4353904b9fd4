"""An employer without email gets letters, and a lead writes down what they say."""

import pytest
import sqlalchemy as sa

from tests.railway import ask_railway, user_named
from webapp.mail.models import OutgoingEmail
from webapp.placements.letter_models import Letter
from webapp.placements.models import PlacementState


@pytest.fixture
def placement(town, session, railway):
    """The railway asked, with nobody there who has email or signs in."""
    for person in railway.window.offer.site.employer.contacts:
        person.email = person.user_id = None
    session.commit()
    return ask_railway(session, town, railway)


@pytest.fixture
def lead(town, as_person):
    return as_person(town.grace)


@pytest.fixture
def letter(session, placement) -> Letter:
    return session.scalars(sa.select(Letter)).one()


def test_the_request_becomes_a_letter_that_names_no_learner(lead, session, letter, placement):
    assert session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 0
    page = lead.get("/lead")
    assert "Print a letter to Millbrook Heritage Railway" in page.text
    page = lead.get(f"/lead/letters/{letter.id}")
    for words in ("Ruth Dale", "A young person in Year 11", placement.reference, "☐ Yes, with"):
        assert words in page.text
    for words in ("Jay", "Okafor", "autis"):
        assert words not in page.text


def test_once_posted_it_leaves_the_list(lead, session, letter):
    lead.submit(lead.get(f"/lead/letters/{letter.id}"), button="It is in the post")
    session.refresh(letter)
    assert letter.posted_at is not None
    assert "Print a letter" not in lead.get("/lead").text
    assert "Posted Monday 11 January" in lead.get(f"/lead/letters/{letter.id}").text


def test_their_answer_is_written_down_by_a_lead(lead, session, letter, placement):
    page = lead.follow(lead.get(f"/lead/letters/{letter.id}"), "Write down their answer")
    page = lead.submit(page, {"note": "On paper."}, button="Keep their answer", status=422)
    assert page.errors == ["Choose yes, yes with changes, maybe or not this time"]
    assert "On paper." in page.text
    given = {str(box["name"]): "will_do" for box in page.soup.select("input[name^=adj_]")}
    page = lead.submit(page, {"answer": "employer_agreed", **given}, button="Keep their answer")
    assert "The employer agreed" in page.text
    session.refresh(placement)
    assert placement.state is PlacementState.EMPLOYER_AGREED


def test_a_placement_that_ends_sends_a_letter_too(lead, session, letter, placement):
    page = lead.get(f"/lead/placements/{placement.id}/cancel")
    lead.submit(page, {"reason": "learner_ill"}, button="Cancel the placement")
    off = session.scalars(sa.select(Letter).where(Letter.kind == "placement_cancelled")).one()
    page = lead.get(f"/lead/letters/{off.id}")
    assert "does not go ahead" in page.text
    assert "illness" not in page.text.lower()


def test_nobody_answers_for_an_employer_who_signs_in(lead, town, session, letter, placement):
    placement.window.offer.site.employer.contacts[0].user_id = town.ruth.id
    session.commit()
    lead.get(f"/lead/placements/{placement.id}/their-answer", status=404)
    lead.get("/lead")
    lead.post(
        f"/lead/placements/{placement.id}/their-answer", {"answer": "employer_agreed"}, status=404
    )


def test_only_leads_of_this_school_see_letters_and_answer(
    town, session, letter, placement, as_person
):
    for name in ("Helen Marsh", "Ruth Dale", "Jay"):
        someone = as_person(user_named(session, name))
        someone.get(f"/lead/letters/{letter.id}", status=404)
        someone.get(f"/lead/placements/{placement.id}/their-answer", status=404)


def test_a_request_that_was_taken_back_is_not_posted(lead, session, letter, placement):
    page = lead.get(f"/lead/placements/{placement.id}/cancel")
    lead.submit(page, {"reason": "learner_ill"}, button="Cancel the placement")
    page = lead.get("/lead")
    assert "It says that it does not go ahead." in page.text
    assert "It asks if they could have someone." not in page.text
    page = lead.get(f"/lead/letters/{letter.id}")
    assert "Do not post this" in page.text
    assert "It is in the post" not in page.buttons
    lead.post(f"/lead/letters/{letter.id}/posted", redirects_to=f"/lead/letters/{letter.id}")
    session.refresh(letter)
    assert letter.posted_at is None
