"""What employers write in their own words is looked through, and they say yes or no."""

import json
import uuid

import pytest
import sqlalchemy as sa

from tests.factories import NOW, make_employer
from webapp.accounts.access import actor_of
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core.audit import AuditEvent
from webapp.employers import merging
from webapp.employers.merging import Take
from webapp.employers.models import AdjustmentOffered
from webapp.employers.own_words_models import Outcome, Reply, WordsReview

pytestmark = pytest.mark.usefixtures("on_the_day")

WORDS = "We have a back room where it is calm.\nAnyone may go there."
SAME = {"outcome": "same_as", "adjustment": "SEN-05"}
KIND = "Thank you. Free parking is good to know. We put it with how to get there."
LIST = "/admin/own-words"


@pytest.fixture
def keeper(cast, as_person, session):
    cast.employer.other_adjustments = WORDS
    session.commit()
    return as_person(cast.ola)


@pytest.fixture
def cora(cast, as_person):
    return as_person(cast.cora)


def decide(keeper, cast, **values):
    page = keeper.get(f"{LIST}/{cast.employer.id}")
    return keeper.submit(page, values, button="Keep this decision")


def answers(employer) -> dict[str, str]:
    return {row.adjustment.value: row.answer.value for row in employer.answers}


def reviews(session) -> list[WordsReview]:
    return list(session.scalars(sa.select(WordsReview).order_by(WordsReview.decided_at)))


def test_the_keeper_of_the_list_finds_what_employers_wrote(keeper, cast, session):
    make_employer(session, key="bakery", name="Rowan Bakery")
    session.commit()
    page = keeper.follow(keeper.get("/admin"), "What employers write in their own words")
    assert "We have a back room where it is calm." in page.text
    assert "Rowan Bakery" not in page.text
    page = keeper.follow(page, "Decide : Millbrook Heritage Railway")
    assert page.h1 == "The words of Millbrook Heritage Railway"


@pytest.mark.parametrize("stranger", ["ben", "sam", "cora", "ada"])
def test_nobody_else_opens_or_decides(keeper, cast, as_person, session, stranger):
    person = as_person(getattr(cast, stranger))
    person.get(LIST, status=404)
    person.get(f"{LIST}/{cast.employer.id}", status=404)
    person.post(f"{LIST}/{cast.employer.id}", {"outcome": "kept"}, status=404)
    assert reviews(session) == []


def test_an_employer_without_words_has_no_page(keeper, cast, session):
    other = make_employer(session, key="bakery", name="Rowan Bakery")
    session.commit()
    keeper.get(f"{LIST}/{other.id}", status=404)


@pytest.mark.parametrize(
    ("button", "answer"),
    [
        ("Yes, we already do this", "already_do"),
        ("Yes, we will do this", "will_do"),
        ("No, ours is different", None),
    ],
)
def test_only_a_yes_of_the_employer_changes_its_list(keeper, cora, cast, session, button, answer):
    page = decide(keeper, cast, **SAME)
    assert "Nothing to look at" in page.text
    assert answers(cast.employer) == {}
    version = cast.employer.version
    page = cora.get("/employer")
    assert "A quiet place to go, without asking first" in page.text
    assert "You have not answered it on the list yet." in page.text
    page = cora.submit(page, button=button)
    assert page.notes[0].startswith("Thank you.")
    assert answers(cast.employer) == ({"SEN-05": answer} if answer else {})
    assert (cast.employer.version > version) is bool(answer)
    assert cast.employer.other_adjustments == WORDS
    assert "About your own words" not in cora.get("/employer/offer").text
    assert "No, not the same" in keeper.get(LIST).text or answer


def test_a_yes_takes_the_place_of_the_answer_that_stood_there(keeper, cora, cast, session):
    row = AdjustmentOffered(
        employer=cast.employer,
        adjustment=Adjustment("SEN-05"),
        answer=AdjustmentAnswer.NOT_SURE,
        answered_at=NOW,
    )
    session.add(row)
    session.commit()
    decide(keeper, cast, **SAME)
    page = cora.get("/employer/offer")
    assert "Your answer on the list is “Not sure” now." in page.text
    cora.submit(page, button="Yes, we already do this")
    session.expire_all()
    assert answers(cast.employer) == {"SEN-05": "already_do"}
    actions = session.scalars(sa.select(AuditEvent.action)).all()
    assert {"own_words_decided", "own_words_replied", "employer_changed"} <= set(actions)


def test_words_kept_and_words_that_are_none_are_told_to_the_employer(keeper, cora, cast, session):
    decide(keeper, cast, outcome="kept")
    page = cora.get("/employer/offer")
    assert "It stays in your words, and careers leads read it." in page.text
    cora.submit(page, button="Good")
    assert "About your own words" not in cora.get("/employer").text
    decide(keeper, cast, outcome="not_one", why=KIND)
    page = cora.get("/employer")
    assert KIND in page.text
    cora.submit(page, button="I have read this")
    assert [review.reply for review in reviews(session)] == [Reply.SEEN, Reply.SEEN]
    assert cast.employer.other_adjustments == WORDS


def test_leads_read_the_words(keeper, cast, as_person):
    page = as_person(cast.ben).get(f"/lead/employers/{cast.employer.id}")
    assert "In their own words We have a back room where it is calm." in page.text


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, "Choose what it is"),
        ({"outcome": "same_as"}, "Choose the change it is the same as"),
        ({"outcome": "not_one"}, "Say kindly why it is not one"),
    ],
)
def test_a_decision_that_is_not_whole_says_what_is_missing(keeper, cast, session, values, error):
    page = keeper.get(f"{LIST}/{cast.employer.id}")
    page = keeper.submit(page, values, button="Keep this decision", status=422)
    assert page.errors == [error]
    assert reviews(session) == []


def test_what_does_not_belong_to_the_decision_is_not_kept(keeper, cast, session):
    decide(keeper, cast, outcome="kept", adjustment="SEN-05", why=KIND)
    (review,) = reviews(session)
    assert (review.outcome, review.adjustment, review.why) == (Outcome.KEPT, None, None)


def test_new_words_are_looked_at_anew_and_old_outcomes_go_from_view(keeper, cora, cast, session):
    decide(keeper, cast, **SAME)
    page = cora.get("/employer/offer")
    cast.employer.other_adjustments = "Free parking."
    session.commit()
    assert "Free parking." in keeper.get(LIST).text
    assert "Decide again" not in keeper.get(LIST).text
    page = cora.submit(page, button="Yes, we already do this")
    assert "This was changed meanwhile" in page.notes[0]
    assert answers(cast.employer) == {}
    assert "About your own words" not in page.text


@pytest.mark.parametrize("meanwhile", ["words", "decision"])
def test_a_page_that_is_out_of_date_decides_nothing(keeper, cast, session, meanwhile):
    mine = keeper.get(f"{LIST}/{cast.employer.id}")
    if meanwhile == "words":
        cast.employer.other_adjustments = "Free parking."
        session.commit()
    else:
        decide(keeper, cast, outcome="kept")
    page = keeper.submit(mine, SAME, button="Keep this decision")
    assert "changed since you opened the page" in page.notes[0]
    assert [review.outcome for review in reviews(session)] == (
        [] if meanwhile == "words" else [Outcome.KEPT]
    )


def test_a_decision_made_again_replaces_the_open_question(keeper, cora, cast, session):
    decide(keeper, cast, **SAME)
    old = cora.get("/employer")
    page = keeper.follow(keeper.get(LIST), "Decide again : Millbrook Heritage Railway")
    assert "They have not replied. A new decision takes its place." in page.text
    keeper.submit(page, {"outcome": "kept"}, button="Keep this decision")
    page = cora.submit(old, button="Yes, we already do this")
    assert answers(cast.employer) == {}
    assert "It stays in your words" in page.text


def test_pressing_twice_counts_once(keeper, cora, cast, session):
    decide(keeper, cast, **SAME)
    page = cora.get("/employer")
    cora.submit(page, button="Yes, we will do this")
    version = cast.employer.version
    cora.submit(page, button="Yes, we already do this")
    assert answers(cast.employer) == {"SEN-05": "will_do"}
    assert cast.employer.version == version


def test_no_other_reply_and_no_other_employer_is_heard(keeper, cora, cast, session):
    decide(keeper, cast, **SAME)
    (review,) = reviews(session)
    cora.get("/employer")
    address = "/employer/offer/own-words"
    for said in ("seen", "cannot", ""):
        cora.post(f"{address}/{review.id}", {"reply": said}, status=404)
    cora.post(f"{address}/{uuid.uuid4()}", {"reply": "seen"}, redirects_to="/employer/offer")
    assert review.reply is None


def test_what_we_hold_about_an_employer_names_the_decisions(keeper, cora, cast):
    decide(keeper, cast, **SAME)
    found = json.loads(cora.get("/employer/our-data/all.json").data)
    assert [each["words"] for each in found["own_words_decided"]] == [WORDS]


def test_decisions_move_when_two_become_one(keeper, cast, session):
    decide(keeper, cast, **SAME)
    kept = make_employer(session, key="bakery", name="Rowan Bakery")
    session.commit()
    choices = {"other_adjustments": Take.OTHER}
    merging.merge(session, kept, cast.employer, choices, actor=actor_of(cast.ben), now=NOW)
    session.commit()
    assert [review.employer_id for review in reviews(session)] == [kept.id]
    assert "Rowan Bakery" in keeper.get(LIST).text


def test_the_database_keeps_a_decision_whole(cast, session):
    for parts in ({"outcome": Outcome.SAME_AS}, {"outcome": Outcome.NOT_ONE}):
        session.add(
            WordsReview(
                employer=cast.employer,
                words="Calm",
                decided_by_id=cast.ola.id,
                decided_at=NOW,
                **parts,
            )
        )
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()
        session.rollback()
