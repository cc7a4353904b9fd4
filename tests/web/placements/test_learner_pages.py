"""The learner’s pages: one thing, four answers, always a way back."""

import uuid

import pytest

from tests.railway import ask_railway, jay_says, plan_jay, show_jay
from webapp.core import clock
from webapp.placements.models import Answer, PlacementState, StateChange


def test_home_without_anything_to_do(town, as_person):
    page = as_person(town.jay_user).get("/learner")

    assert page.h1 == "Hello Jay"
    assert "Nothing to do now" in page.text


def test_the_proposal_in_pictures_and_words(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    page = as_person(town.jay_user).get(f"/learner/proposals/{placement.id}")

    assert page.h1 == "Jay, do you want to try this?"
    assert "A steam railway with old trains." in page.text
    assert "Pass tools to the fitter" not in page.text
    assert "It is quiet there. You can wear your headphones." in page.text
    assert "Bus 12 is new. You practise it first with us." in page.text
    assert "Samir can help" in page.text
    assert "HR-" not in page.html
    assert "of 100" not in page.text


@pytest.mark.parametrize(
    ("button", "h1", "state"),
    [
        ("Yes", "You said yes", PlacementState.LEARNER_YES),
        ("Maybe Visit first", "You said maybe", PlacementState.LEARNER_CONSIDERING),
        ("No thank you", "You said no thank you", PlacementState.LEARNER_NO),
        (
            "Ask someone Samir can help",
            "You want to ask someone",
            PlacementState.LEARNER_CONSIDERING,
        ),
    ],
)
def test_each_answer_has_its_page_and_can_be_undone(
    town, session, railway, as_person, button, h1, state
):
    placement = show_jay(session, town, railway)
    jay = as_person(town.jay_user)
    page = jay.submit(jay.get(f"/learner/proposals/{placement.id}"), button=button)
    assert page.h1 == h1
    session.refresh(placement)
    assert placement.state is state

    page = jay.submit(page, button="Undo")
    assert page.h1 == "Jay, do you want to try this?"
    session.refresh(placement)
    assert placement.state is PlacementState.LEARNER_CONSIDERING


def test_after_the_employer_was_asked_there_is_still_a_way_out(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    jay = as_person(town.jay_user)
    page = jay.get(f"/learner/proposals/{placement.id}")
    assert page.h1 == "Millbrook Heritage Railway"
    page = jay.follow(page, "I changed my mind")
    page = jay.submit(page, button="Yes, I want to stop")

    assert page.h1 == "You said no thank you"
    assert "Undo" not in page.buttons
    session.refresh(placement)
    assert placement.state is PlacementState.LEARNER_NO
    assert placement.window.taken == 0
    over = jay.get(f"/learner/proposals/{placement.id}")
    assert "You said no. That is fine." in over.text


QUESTION, PLACE = "Jay, do you want to try this?", "Millbrook Heritage Railway"
STOP, TELL = "I changed my mind", "Do you want to stop? Tell Samir."
OVER, WAS_THERE = "This one is over", "You were there. Well done for trying it."
EVERY_STATE = {
    PlacementState.LEARNER_CONSIDERING: (QUESTION, "What do you say?"),
    PlacementState.LEARNER_YES: (QUESTION, "What do you say?"),
    PlacementState.LEARNER_NO: (PLACE, OVER),
    PlacementState.APPROVED_TO_ASK: (PLACE, STOP),
    PlacementState.EMPLOYER_ASKED: (PLACE, STOP),
    PlacementState.EMPLOYER_QUESTIONS: (PLACE, STOP),
    PlacementState.EMPLOYER_AGREED: (PLACE, STOP),
    PlacementState.EMPLOYER_DECLINED: (PLACE, OVER),
    PlacementState.CONSENT_PENDING: (PLACE, STOP),
    PlacementState.PLANNING: (PLACE, STOP),
    PlacementState.READY: (PLACE, STOP),
    PlacementState.LIVE: (PLACE, TELL),
    PlacementState.PAUSED: (PLACE, TELL),
    PlacementState.COMPLETED: (PLACE, WAS_THERE),
    PlacementState.ENDED_EARLY: (PLACE, WAS_THERE),
    PlacementState.DID_NOT_START: (PLACE, OVER),
    PlacementState.DEBRIEFING: (PLACE, WAS_THERE),
    PlacementState.CLOSED: (PLACE, WAS_THERE),
    PlacementState.CANCELLED: (PLACE, OVER),
}


def test_the_learner_sees_in_every_state_what_is_true_and_what_they_can_do(
    town, session, railway, as_person
):
    placement = plan_jay(session, town, railway)
    jay = as_person(town.jay_user)
    before = [state for state, (_, says) in EVERY_STATE.items() if says != WAS_THERE]
    for state in before:
        shows_what_is_true(jay, placement, state)
    days_began(session, placement)
    for state in EVERY_STATE.keys() - set(before):
        shows_what_is_true(jay, placement, state)
    assert EVERY_STATE.keys() == set(PlacementState) - {PlacementState.PROPOSED}


def test_a_learner_who_stops_on_an_old_page_is_told_that_it_did_not_count(
    town, session, railway, as_person
):
    placement = plan_jay(session, town, railway)
    jay = as_person(town.jay_user)
    old_page = jay.get(f"/learner/proposals/{placement.id}/stop")
    placement.state = PlacementState.LIVE
    page = jay.submit(old_page, button="Yes, I want to stop")
    assert "Things have changed, so we did not keep that answer." in page.text
    assert TELL in page.text


def shows_what_is_true(jay, placement, state):
    h1, says = EVERY_STATE[state]
    placement.state = state
    page = jay.get(f"/learner/proposals/{placement.id}")

    assert page.h1 == h1, state
    assert {words for _, words in EVERY_STATE.values() if words in page.text} == {says}, state
    assert bool(page.buttons) is (h1 == QUESTION), state
    assert jay.get("/learner").h1 == "Hello Jay"
    assert jay.get(f"/learner/proposals/{placement.id}/said").h1 == "You said yes"
    if h1 == QUESTION or says == STOP:
        assert jay.get(f"/learner/proposals/{placement.id}/stop").h1 == "Do you want to stop?"
    else:
        assert jay.get(f"/learner/proposals/{placement.id}/stop", status=302)


def days_began(session, placement):
    placement.history.append(
        StateChange(
            placement=placement,
            from_state=PlacementState.READY,
            to_state=PlacementState.LIVE,
            actor_id=None,
            at=clock.now(),
        )
    )
    session.flush()


def test_days_that_never_came_are_over_and_nobody_is_to_blame(town, session, railway, as_person):
    placement = plan_jay(session, town, railway)
    placement.state = PlacementState.CLOSED
    page = as_person(town.jay_user).get(f"/learner/proposals/{placement.id}")

    assert "It does not go ahead. You did nothing wrong." in page.text


def test_home_shows_the_days_of_what_is_planned(town, session, railway, as_person):
    plan_jay(session, town, railway)
    page = as_person(town.jay_user).get("/learner")

    assert "Tuesday 2 to Friday 5 March 2027" in page.text
    assert "You start at 10am" in page.text


def test_said_without_an_answer_leads_to_the_question(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    jay = as_person(town.jay_user)

    assert jay.get(f"/learner/proposals/{placement.id}/said", status=302)


def test_an_answer_that_is_none_of_the_four_is_not_found(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    jay = as_person(town.jay_user)
    jay.get(f"/learner/proposals/{placement.id}")

    jay.post(f"/learner/proposals/{placement.id}/answer", {"answer": "perhaps"}, status=404)


def test_an_answer_to_what_is_over_changes_nothing(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    jay = as_person(town.jay_user)
    page = jay.get(f"/learner/proposals/{placement.id}")
    placement.state = PlacementState.CANCELLED
    page = jay.submit(page, button="Yes")

    assert "This one is over" in page.text


def test_nobody_else_opens_a_learners_pages(town, session, railway, as_person, sign_in):
    placement = show_jay(session, town, railway)
    as_person(town.jay_user).get(f"/learner/proposals/{uuid.uuid4()}", status=404)
    for user in (town.grace, town.ruth):
        assert sign_in(user).get(f"/learner/proposals/{placement.id}").status_code == 404


def test_a_proposal_nobody_has_shown_is_not_there_yet(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    placement.state = PlacementState.PROPOSED

    as_person(town.jay_user).get(f"/learner/proposals/{placement.id}", status=404)


def test_the_answer_is_kept_as_given_alone(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    jay_says(session, town, placement, Answer.MAYBE)
    jay = as_person(town.jay_user)
    page = jay.get(f"/learner/proposals/{placement.id}")
    assert "Maybe Visit first (your answer now)" in page.buttons
    jay.submit(page, button="Yes")
    session.refresh(railway)

    assert railway.answers[-1].how == "alone"
    assert railway.answers[-1].recorded_by_id is None
    assert railway.answers[-1].given_at <= clock.now()
