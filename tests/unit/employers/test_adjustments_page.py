import pytest
from werkzeug.datastructures import MultiDict

from webapp.employers.forms.helping import AdjustmentsForm, answer_group, groups


@pytest.fixture(autouse=True)
def request_here(app):
    with app.test_request_context():
        yield


def form(**answers: str) -> AdjustmentsForm:
    return AdjustmentsForm(formdata=MultiDict(answers), meta={"csrf": False})


def test_every_adjustment_stands_in_one_group():
    names = [row.name for group in groups(form()) for row in group.rows]
    assert len(names) == len(set(names)) == 70
    assert len(groups(form())[0].rows) == 12


def test_one_answer_fills_a_group_and_no_other():
    answered = form(com_01="cannot")
    answer_group(answered, group="TEC", answer="will_do")
    answer_group(answered, group="TEC", answer="nonsense")
    answer_group(answered, group="XYZ", answer="will_do")
    left = {group.code: group.left for group in groups(answered)}
    assert (left["TEC"], left["most"]) == (0, 11)
    assert len(answered.details()) == 5


def test_a_search_finds_the_words_people_use():
    for words in ("noise", "break", "headphones", "COM-01", "quiet place"):
        assert groups(form(), find=words), words
    assert groups(form(), find="zebra") == []
