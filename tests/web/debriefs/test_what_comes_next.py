"""What debriefs and worries bring to Today and to the learner’s own page."""

from datetime import timedelta

from tests.factories import NOW
from webapp.accounts.access import actor_of
from webapp.concerns.to_do import worry_work
from webapp.debriefs.employer_questions import QUESTIONS as EMPLOYER
from webapp.debriefs.employer_questions import STRENGTH
from webapp.debriefs.learner_questions import QUESTIONS
from webapp.debriefs.questions import find
from webapp.debriefs.services import Given, finish, save_answer
from webapp.debriefs.to_do import debrief_work, looking_back


def templates(items):
    return [item.template.rpartition("/")[2] for item in items]


def todo(session, user, over, *, days=0):
    return templates(
        debrief_work(session, actor_of(user), over.learner.due_on + timedelta(days=days))
    )


def test_staff_are_reminded_and_not_the_learner(session, cast, over):
    assert todo(session, cast.sam, over) == ["learner.html"]
    assert todo(session, cast.dan, over) == []
    assert todo(session, cast.ada, over) == []


def test_a_silent_employer_is_called_after_the_reminder(session, cast, over):
    assert todo(session, cast.ben, over, days=6) == ["learner.html"]
    assert todo(session, cast.ben, over, days=7) == ["learner.html", "employer.html"]


def test_when_both_have_answered_a_lead_reads_it_once(session, cast, over, as_person):
    finish(session, over.learner, helped=None, now=NOW - timedelta(days=900))
    finish(session, over.employer, helped=None, now=NOW - timedelta(days=900))
    assert todo(session, cast.ben, over) == ["both.html"]

    as_person(cast.ben).get(f"/lead/placements/{over.placement.id}/debrief")
    assert todo(session, cast.ben, over) == []


def test_the_learner_finds_the_questions_and_later_the_praise(session, cast, over):
    ada, today = actor_of(cast.ada), NOW.date()
    assert templates(looking_back(session, ada, today)) == ["look_back.html"]

    finish(session, over.learner, helped=None, now=NOW)
    praise = Given(words="Careful with old tickets")
    save_answer(session, over.employer, find(EMPLOYER, STRENGTH), praise, now=NOW)
    assert templates(looking_back(session, ada, today)) == []
    finish(session, over.employer, helped=None, now=NOW)
    assert templates(looking_back(session, ada, today)) == ["strength.html"]


def test_what_is_about_safety_is_due_the_day_it_is_told(session, cast, over):
    saturday = NOW - timedelta(days=2)
    save_answer(session, over.learner, find(QUESTIONS, "safe"), Given(("yes",)), now=saturday)

    (item,) = worry_work(session, actor_of(cast.dina), NOW.date())
    assert item.due_on == saturday.date()
    assert list(worry_work(session, actor_of(cast.ben), NOW.date())) == []


def test_today_and_my_page_are_drawn_with_everything_on_them(session, cast, over, as_person):
    save_answer(session, over.learner, find(QUESTIONS, "safe"), Given(("yes",)), now=NOW)

    assert "Ada felt unsafe or worried" in as_person(cast.dina).get("/lead").text
    ben = as_person(cast.ben).get("/lead").text
    assert "unsafe" not in ben
    assert "How was it at Millbrook Heritage Railway" in as_person(cast.ada).get("/learner").text
