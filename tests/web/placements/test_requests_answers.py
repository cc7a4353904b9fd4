"""The four answers to a request: what each makes of it, and the kind words for it."""

import pytest
import sqlalchemy as sa

from tests.railway import ask_railway
from webapp.catalogue.employer_replies import DECLINE_REASONS, DeclineReason
from webapp.placements.models import PlacementState
from webapp.placements.reply_models import EmployerReply

SEND = "Send my answer"


@pytest.fixture
def placement(town, session, railway):
    return ask_railway(session, town, railway)


@pytest.fixture
def ruth(town, as_person):
    return as_person(town.ruth)


def answer(ruth, placement, status=200, **values):
    page = ruth.get(f"/employer/requests/{placement.id}")
    return ruth.submit(page, values, button=SEND, status=status)


def test_a_yes_with_changes_tells_the_lead_which_and_keeps_the_place(
    town, session, placement, ruth, as_person
):
    page = answer(
        ruth,
        placement,
        answer="yes_with_changes",
        changes=["other_hours", "meet_first"],
        note="From 11 if we can.",
    )
    assert "You said yes, with changes: other hours, a visit first, to meet." in page.text
    session.refresh(placement)
    assert placement.state is PlacementState.EMPLOYER_QUESTIONS
    assert placement.window.taken == 1
    lead = as_person(town.grace)
    page = lead.get(f"/lead/placements/{placement.id}")
    assert "The employer says yes, with changes" in page.text
    assert "They would like to meet first." in page.text
    assert "From 11 if we can." in page.text


def test_changes_must_be_named_and_nothing_typed_is_lost(session, placement, ruth):
    page = answer(ruth, placement, 422, answer="yes_with_changes", note="We are flexible.")
    assert page.errors == ["Choose what you would change"]
    assert "We are flexible." in page.text
    session.refresh(placement)
    assert placement.state is PlacementState.EMPLOYER_ASKED


def test_changes_that_were_ticked_by_mistake_do_not_stand_beside_a_yes(session, placement, ruth):
    page = ruth.get(f"/employer/requests/{placement.id}")
    given = {name: "will_do" for name in form_names(page) if name.startswith("adj_")}
    sent = {"answer": "employer_agreed", "changes": ["other_dates"], **given}
    ruth.submit(page, sent, button=SEND)
    reply = session.scalars(sa.select(EmployerReply)).one()
    assert (reply.kind, reply.changes) == ("yes", [])


def form_names(page) -> set[str]:
    return {str(box["name"]) for box in page.soup.select("main input[name]")}


def test_a_maybe_after_a_yes_with_changes_is_kept_too(session, placement, ruth):
    answer(ruth, placement, answer="yes_with_changes", changes=["fewer_days"])
    answer(ruth, placement, answer="employer_questions", changes=[], note="May we call?")
    session.refresh(placement)
    assert placement.employer_note == "May we call?"
    kinds = session.scalars(sa.select(EmployerReply.kind).order_by(EmployerReply.given_at)).all()
    assert kinds == ["yes_with_changes", "maybe"]


@pytest.mark.parametrize("reason", [DeclineReason.ADJUSTMENTS, DeclineReason.NO_STAFF])
def test_a_no_says_why_kindly_to_staff_and_to_the_learner(
    town, session, placement, ruth, as_person, reason
):
    answer(ruth, placement, answer="employer_declined", reason=reason.value)
    words = DECLINE_REASONS[reason]
    page = as_person(town.grace).get(f"/lead/placements/{placement.id}")
    assert words.lead in page.text
    assert words.employer in page.text, "the timeline says it in their own choice of words"
    page = as_person(town.jay_user).get(f"/learner/proposals/{placement.id}")
    assert f"{words.learner} You did nothing wrong." in page.text
    assert words.lead not in page.text
