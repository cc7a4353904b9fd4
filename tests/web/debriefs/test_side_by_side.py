"""The careers lead reads what both said."""

import pytest

from tests.factories import NOW, make_placement
from webapp.debriefs.learner_questions import QUESTIONS
from webapp.debriefs.models import HelpToAnswer
from webapp.debriefs.questions import find
from webapp.debriefs.services import Given, finish, save_answer


def url(placement):
    return f"/lead/placements/{placement.id}/debrief"


def say(session, debrief, code, *choices, words=""):
    save_answer(session, debrief, find(QUESTIONS, code), Given(choices, words), now=NOW)


def test_both_stand_side_by_side(as_person, cast, over, session):
    say(session, over.learner, "place", "good")
    say(session, over.learner, "best", words="Sorting tickets")
    finish(session, over.learner, helped=HelpToAnswer.SOMEONE_HELPED, now=NOW)
    page = as_person(cast.ben).get(url(over.placement))

    assert page.h1 == "Looking back: Ada at Millbrook Heritage Railway"
    assert "Someone helped" in page.text
    assert "Sorting tickets" in page.text
    assert "They have an email with a link" in page.text


@pytest.mark.parametrize("answer", ["yes", "no", "rather_not_say"])
def test_the_answer_about_safety_is_never_shown_whatever_it_is(
    as_person, cast, over, session, answer
):
    say(session, over.learner, "safe", answer)
    finish(session, over.learner, helped=None, now=NOW)
    page = as_person(cast.ben).get(url(over.placement))

    line = page.text.partition("unsafe or worried?")[2]
    assert line.startswith(" Passed to the safeguarding lead.")
    assert line.partition("How did you feel")[0].count("I don’t want to say") == 0


def test_nobody_of_another_school_can_read_it(as_person, cast, over):
    as_person(cast.dan).get(url(over.placement), status=404)
    as_person(cast.ada).get(url(over.placement), status=404)
    as_person(cast.cora).get(url(over.placement), status=404)


def test_the_trusted_adult_can_read_it(as_person, cast, over):
    as_person(cast.sam).get(url(over.placement))


def test_before_the_last_day_there_is_nothing_to_look_back_on(as_person, cast, session):
    placement = make_placement(session, cast.ada_learner, cast.employer)

    assert "Nothing to look back on yet" in as_person(cast.ben).get(url(placement)).text
