"""The learner’s debrief, page by page."""

import pytest
import sqlalchemy as sa

from tests.factories import NOW, make_learner, make_user
from webapp.accounts.models import Role
from webapp.concerns.models import Worry, WorryKind
from webapp.debriefs.learner_questions import QUESTIONS
from webapp.debriefs.models import DebriefAnswer, HelpToAnswer
from webapp.debriefs.queries import codes_of
from webapp.debriefs.services import finish
from webapp.mail.models import OutgoingEmail


def press(person, page, words):
    return person.submit(page, button=words)


def answers(session, over):
    session.refresh(over.learner)
    return codes_of(over.learner)


def test_eight_screens_then_thank_you(as_person, cast, over, session):
    ada = as_person(cast.ada)
    page = ada.get(f"{over.url}/place")
    assert page.h1 == "How was it at Millbrook Heritage Railway?"
    assert "Question 1 of 8" in page.text
    page = press(ada, page, "Good")
    page = press(ada, page, "Yes, mostly")
    page = press(ada, page, "Kind")
    page = press(ada, page, "Some things were hard")
    assert page.h1 == "What was hard about the place?"
    assert "Question 4 of 8" in page.text
    page = ada.submit(page, {"picks": ["too_loud", "stairs"]}, button="Save and go on")
    page = press(ada, page, "I did not need any")
    page = ada.submit(page, {"words": "Sorting tickets"}, button="Save and go on")
    page = press(ada, page, "I don’t know")
    page = press(ada, page, "Yes")
    page = ada.submit(page, {"picks": ["longer"]}, button="Save and go on")
    assert "Question 8 of 8" in page.text
    page = press(ada, page, "No")
    page = ada.submit(
        page,
        {"confidence_before": "ok", "confidence_after": "good", "helped": "on_my_own"},
        button="I am done",
    )
    assert page.h1 == "Thank you"
    assert "Ben Okoro reads your answers" in page.text
    assert answers(session, over) == {
        "place": ["good"],
        "knew_what_to_do": ["yes_mostly"],
        "people": ["kind"],
        "surroundings": ["hard"],
        "hard_things": ["too_loud", "stairs"],
        "help": ["not_needed"],
        "best": [],
        "change": ["dont_know"],
        "again": ["yes"],
        "what_next": ["longer"],
        "safe": ["no"],
        "confidence_before": ["ok"],
        "confidence_after": ["good"],
    }
    assert over.learner.helped is HelpToAnswer.ON_MY_OWN
    assert session.scalars(sa.select(Worry)).all() == []


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.code)
def test_every_question_has_both_ways_not_to_answer(as_person, cast, over, session, asked):
    if asked.asked_after:
        over.learner.answers.append(
            DebriefAnswer(
                debrief=over.learner,
                question=asked.asked_after,
                choices=[min(asked.asked_if)],
                answered_at=NOW,
            )
        )
    ada = as_person(cast.ada)
    page = ada.get(f"{over.url}/{asked.code}")

    assert {"I don’t know", "I don’t want to say"} <= set(page.buttons)
    assert "Skip this one" in page.links
    assert len(page.h1.split()) <= 12
    press(ada, page, "I don’t want to say")
    assert answers(session, over)[asked.code] == ["rather_not_say"]


def test_each_answer_is_kept_when_the_learner_stops(as_person, cast, over, session):
    ada = as_person(cast.ada)
    press(ada, ada.get(f"{over.url}/place"), "OK")
    later = as_person(cast.ada)
    page = later.get("/learner")

    page = later.follow(page, "Go on")
    assert page.h1 == "Did you know what to do?"
    assert answers(session, over) == {"place": ["ok"]}


def test_going_back_shows_and_changes_the_answer(as_person, cast, over, session):
    ada = as_person(cast.ada)
    page = press(ada, ada.get(f"{over.url}/place"), "OK")
    page = ada.follow(page, "Go back")

    assert "OK (your answer now)" in page.buttons
    press(ada, page, "Not good")
    assert answers(session, over) == {"place": ["not_good"]}


def test_a_skipped_question_leaves_no_answer(as_person, cast, over, session):
    ada = as_person(cast.ada)
    page = ada.follow(ada.get(f"{over.url}/place"), "Skip this one")

    assert page.h1 == "Did you know what to do?"
    assert answers(session, over) == {}


def test_sending_an_answer_twice_keeps_one(as_person, cast, over, session):
    ada = as_person(cast.ada)
    page = ada.get(f"{over.url}/place")
    press(ada, page, "Good")
    press(ada, page, "Good")

    assert session.scalar(sa.select(sa.func.count()).select_from(DebriefAnswer)) == 1


def test_a_follow_up_is_not_asked_without_its_answer(as_person, cast, over):
    ada = as_person(cast.ada)

    assert ada.client.get(f"{over.url}/hard_things").location == f"{over.url}/help"


def test_an_answer_that_is_not_on_the_page_is_refused(as_person, cast, over, session):
    ada = as_person(cast.ada)
    ada.get(f"{over.url}/place")
    page = ada.post(f"{over.url}/place", {"answer": "wonderful"}, status=200)

    assert page.errors == ["Choose from the answers on this page"]
    assert answers(session, over) == {}


def test_nothing_pressed_asks_again(as_person, cast, over):
    ada = as_person(cast.ada)
    ada.get(f"{over.url}/place")

    assert ada.post(f"{over.url}/place", status=200).title.startswith("Error:")


def test_long_words_are_all_kept(as_person, cast, over, session):
    ada = as_person(cast.ada)
    words = "word " * 399 + "end"
    ada.submit(ada.get(f"{over.url}/best"), {"words": words}, button="Save and go on")

    kept = session.scalars(sa.select(DebriefAnswer)).one()
    assert kept.words == words


def test_the_safety_question_says_first_what_must_be_told(as_person, cast, over):
    page = as_person(cast.ada).get(f"{over.url}/safe")

    assert page.find(".lead").get_text() == (
        "If you are not safe we must tell a person whose job is to help."
    )


def test_yes_to_unsafe_reaches_the_dsl_with_the_answer(as_person, cast, over, session):
    ada = as_person(cast.ada)
    page = press(ada, ada.get(f"{over.url}/safe"), "Yes")

    assert page.h1 == "Thank you for telling us"
    assert "We told Dina Shaw now" in page.text
    assert "Sam Lowe" in page.text
    worry = session.scalars(sa.select(Worry)).one()
    assert worry.kind is WorryKind.NOT_SAFE
    assert worry.goes_to.user_id == cast.dina.id
    newest = session.scalars(sa.select(OutgoingEmail).where(OutgoingEmail.name == "worry_received"))
    email = newest.one()
    assert email.recipient == "dina@example.org"
    assert b"Ada" not in email.content
    assert as_person(cast.dina).get(f"/lead/worries/{worry.id}").h1 == "Ada felt unsafe or worried"
    as_person(cast.ben).get(f"/lead/worries/{worry.id}", status=404)


def test_saying_yes_twice_tells_once_and_a_later_no_takes_nothing_back(
    as_person, cast, over, session
):
    ada = as_person(cast.ada)
    for words in ("Yes", "Yes", "No"):
        press(ada, ada.get(f"{over.url}/safe"), words)

    assert session.scalars(sa.select(Worry)).one().kind is WorryKind.NOT_SAFE
    assert answers(session, over)["safe"] == ["no"]


def test_not_wanting_to_say_tells_the_trusted_adult_alone(as_person, cast, over, session):
    ada = as_person(cast.ada)
    page = press(ada, ada.get(f"{over.url}/safe"), "I don’t want to say")

    assert page.h1 == "You do not have to say"
    assert "Sam Lowe" in page.text
    worry = session.scalars(sa.select(Worry)).one()
    assert worry.kind is WorryKind.WOULD_NOT_SAY
    url = f"/lead/worries/{worry.id}"
    sam = as_person(cast.sam)
    page = sam.get(url)
    assert page.h1 == "Ada may want to talk"
    for person in (cast.ben, cast.bea, cast.dina, cast.dan):
        as_person(person).get(url, status=404)
    sam.submit(page, button="I have talked with Ada")


def test_not_knowing_shows_the_trusted_adult_and_tells_nobody(as_person, cast, over, session):
    ada = as_person(cast.ada)
    page = press(ada, ada.get(f"{over.url}/safe"), "I don’t know")

    assert "Sam Lowe" in page.text
    assert session.scalars(sa.select(Worry)).all() == []


def test_a_finished_debrief_only_says_thank_you(as_person, cast, over, session):
    finish(session, over.learner, helped=None, now=NOW)
    ada = as_person(cast.ada)

    for end in ("", "/place", "/closing"):
        assert ada.client.get(f"{over.url}{end}").location == f"{over.url}/thank-you"
    assert ada.get(f"{over.url}/thank-you").h1 == "Thank you"


def test_nobody_else_can_open_it(as_person, cast, over, session):
    other = make_learner(session, cast.school, first_name="Kai", surname="Moss")
    kai = make_user(session, name="Kai Moss", roles=(Role.LEARNER,), learner=other)

    for person in (kai, cast.ben, cast.cora, cast.dan):
        as_person(person).get(f"{over.url}/place", status=404)
    as_person(cast.ada).get(f"/learner/debrief/{over.employer.id}/place", status=404)


def test_an_unknown_question_is_not_found(as_person, cast, over):
    as_person(cast.ada).get(f"{over.url}/score", status=404)


def test_the_stop_button_leads_to_my_page(as_person, cast, over):
    assert as_person(cast.ada).get(f"{over.url}/place").links["Stop"] == "/learner"


def test_options_start_at_the_other_end_for_the_next_learner(as_person, cast, over, session):
    over.learner.positive_first = False
    page = as_person(cast.ada).get(f"{over.url}/place")

    assert [words for words in page.buttons if words in {"Good", "OK", "Not good"}] == [
        "Not good",
        "OK",
        "Good",
    ]
