"""What the Today page lists, in which order."""

from datetime import date, timedelta

from tests.railway import agree, ask_railway, jay_says, plan_jay, show_jay
from webapp.accounts.access import actor_of
from webapp.core import clock
from webapp.placements.employer_answers import Reply, answer_request
from webapp.placements.models import Answer, PlacementState
from webapp.placements.today import TodayItem, by_day, today_items

TODAY = date(2027, 1, 11)


def names(session, user, on=TODAY):
    return [
        item.template.removeprefix("placements/today/").removesuffix(".html")
        for item in today_items(session, actor_of(user), on)
    ]


def item(days):
    return TodayItem(template="x", due_on=TODAY + timedelta(days=days), about=None)


def test_things_fall_into_four_heaps():
    work = by_day([item(-1), item(0), item(1), item(7), item(8)], TODAY)

    assert [len(heap) for heap in (work.late, work.today, work.week, work.later)] == [1, 1, 2, 1]
    assert work.total == 4


def test_nothing_to_do_at_first(session, town):
    assert names(session, town.grace) == []


def test_new_proposals_wait_to_be_looked_at_until_one_is_shown(session, town, railway):
    assert names(session, town.grace) == ["proposals"]
    show_jay(session, town, railway)
    assert names(session, town.grace) == []


def test_each_step_brings_its_own_thing(session, town, railway):
    placement = show_jay(session, town, railway)
    jay_says(session, town, placement, Answer.ASK_SOMEONE)
    assert names(session, town.grace) == ["asks_someone"]
    jay_says(session, town, placement, Answer.MAYBE)
    assert names(session, town.grace) == ["visit_first"]
    jay_says(session, town, placement, Answer.YES)
    assert names(session, town.grace) == ["decide"]


def test_an_employer_who_does_not_answer_is_called_after_a_week(session, town, railway):
    ask_railway(session, town, railway)

    assert names(session, town.grace) == []
    assert names(session, town.grace, date(2027, 1, 18)) == ["no_answer"]


def test_questions_and_agreements_need_the_lead(session, town, railway):
    placement = ask_railway(session, town, railway)
    questions = Reply(to=PlacementState.EMPLOYER_QUESTIONS, note="May we call?")
    answer_request(session, placement, questions, actor=actor_of(town.ruth), now=clock.now())
    assert names(session, town.grace) == ["question"]
    agree(session, town, placement)
    assert names(session, town.grace) == ["confirm"]


def test_gates_appear_two_weeks_before_they_are_due(session, town, railway):
    plan_jay(session, town, railway)

    assert "gates" not in names(session, town.grace)
    assert "gates" in names(session, town.grace, date(2027, 2, 8))
    late = [
        found
        for found in today_items(session, actor_of(town.grace), date(2027, 2, 17))
        if found.template.endswith("gates.html")
    ]
    assert late[0].due_on == date(2027, 2, 16)


def test_a_change_of_mind_is_told_for_a_week(session, town, railway):
    placement = ask_railway(session, town, railway)
    jay_says(session, town, placement, Answer.NO)

    assert names(session, town.grace) == ["changed_mind"]
    assert names(session, town.grace, date(2027, 1, 19)) == []


def test_decisions_are_for_leads_alone(session, town, railway):
    placement = show_jay(session, town, railway)
    jay_says(session, town, placement, Answer.YES)

    assert names(session, town.helen) == []
    assert names(session, town.samir) == ["decide"]


def test_another_employer_or_school_gets_nothing(session, town, railway):
    show_jay(session, town, railway)

    assert names(session, town.stranger) == []
