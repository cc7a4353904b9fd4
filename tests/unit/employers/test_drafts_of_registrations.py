from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict

from tests.factories import NOW, TODAY
from webapp.employers import drafts, steps
from webapp.employers.forms.helping import AdjustmentsForm, answer_group, groups
from webapp.employers.steps import BY_CODE


@pytest.fixture
def draft(session, app):
    with app.test_request_context():
        yield drafts.start_draft(session, now=NOW)[0]


def test_a_draft_is_found_by_its_key_alone(session, draft):
    other, key = drafts.start_draft(session, now=NOW)
    assert drafts.find_draft(session, key, now=NOW) is other
    assert drafts.find_draft(session, "guess", now=NOW) is None
    assert drafts.find_draft(session, None, now=NOW) is None


def test_each_change_keeps_a_draft_for_30_more_days(session, draft):
    later = NOW + timedelta(days=20)
    drafts.save_page(draft, "support", {"confidence": ["1"]}, now=later)
    assert drafts.remove_ended(session, today=TODAY, now=NOW + timedelta(days=40)) == 0
    assert drafts.remove_ended(session, today=TODAY, now=later + drafts.LIFE) == 1


def test_an_item_keeps_its_key_when_another_is_removed(draft):
    first = drafts.save_item(draft, "areas", {"name": ["Shop"]}, key=None, now=NOW)
    second = drafts.save_item(draft, "areas", {"name": ["Store"]}, key=None, now=NOW)
    drafts.remove_item(draft, "areas", first, now=NOW)
    drafts.remove_item(draft, "areas", first, now=NOW)
    third = drafts.save_item(draft, "areas", {"name": ["Yard"]}, key=None, now=NOW)
    assert list(drafts.items(draft, "areas")) == [second, third]


def test_a_new_draft_needs_every_step(draft):
    assert steps.unfinished(draft) == list(steps.STEPS)


def test_a_page_with_a_wrong_answer_is_not_done(draft):
    drafts.save_page(draft, "support", {"confidence": ["9"]}, now=NOW)
    assert not steps.is_done(draft, BY_CODE["support"])
    drafts.save_page(draft, "support", {"confidence": ["1"]}, now=NOW)
    assert steps.is_done(draft, BY_CODE["support"])


def test_a_step_left_for_later_is_done_until_something_is_typed(draft):
    drafts.save_page(draft, "tasks_later", steps.SKIPPED, now=NOW)
    assert steps.is_done(draft, BY_CODE["tasks"])
    drafts.save_item(draft, "tasks", {"text": ["help out"]}, key=None, now=NOW)
    assert not steps.is_done(draft, BY_CODE["tasks"])


def test_a_task_in_an_area_that_is_gone_is_not_done(draft):
    task = {"text": ["Sort parcels by route"], "area": ["Depot"]}
    area = {"name": ["Depot"], "noise": ["4"], "crowd": ["3"]}
    key = drafts.save_item(draft, "areas", area, key=None, now=NOW)
    drafts.save_item(draft, "tasks", task, key=None, now=NOW)
    assert steps.is_done(draft, BY_CODE["tasks"])
    drafts.remove_item(draft, "areas", key, now=NOW)
    assert not steps.is_done(draft, BY_CODE["tasks"])


def test_after_a_change_the_way_leads_to_what_was_never_opened(draft):
    first = BY_CODE["organisation"]
    assert steps.next_step(draft, first) is BY_CODE["contact"]
    drafts.save_page(draft, "contact", {"name": [""]}, now=NOW)
    assert steps.next_step(draft, first) is BY_CODE["site"]


def test_back_is_the_inverse_of_the_order_of_steps():
    for before, after in zip(steps.STEPS, steps.STEPS[1:], strict=False):
        assert steps.step_before(after) is before
    assert steps.step_before(steps.STEPS[0]) is None


def form(**answers: str) -> AdjustmentsForm:
    return AdjustmentsForm(formdata=MultiDict(answers), meta={"csrf": False})


def test_every_adjustment_stands_in_one_group(draft):
    names = [row.name for group in groups(form()) for row in group.rows]
    assert len(names) == len(set(names)) == 70
    assert len(groups(form())[0].rows) == 12


def test_one_answer_fills_a_group_and_no_other(draft):
    answered = form(com_01="cannot")
    answer_group(answered, group="TEC", answer="will_do")
    answer_group(answered, group="TEC", answer="nonsense")
    answer_group(answered, group="XYZ", answer="will_do")
    left = {group.code: group.left for group in groups(answered)}
    assert (left["TEC"], left["most"]) == (0, 11)
    assert len(answered.details()) == 5


def test_a_search_finds_the_words_people_use(draft):
    for words in ("noise", "break", "headphones", "COM-01", "quiet place"):
        assert groups(form(), find=words), words
    assert groups(form(), find="zebra") == []
