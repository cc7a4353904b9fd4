"""The page client sees what is wrong with a page."""

import pytest

from tests.house_rules import problems_of

GOOD = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Today – Good First Day</title></head>
<body><nav aria-label="Main"><a href="/lead">Today</a></nav><main><h1>Today</h1>{}</main></body>
</html>"""


def test_a_good_page_has_no_problem():
    assert problems_of(GOOD.format("<p>It’s fine.</p>")) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("<p>Unclosed <b>bold</p>", "not valid HTML"),
        ("<h1>Again</h1>", "2 h1"),
        ("<h3>Deep</h3>", "do not skip"),
        ('<p id="a">1</p><p id="a">2</p>', "stands 2 times"),
        ('<p aria-describedby="none">1</p>', "points at nothing"),
        ('<input name="age">', "no label"),
        (
            '<label><input type="radio" name="a" value="1">1</label>',
            "no legend with words",
        ),
        (
            '<fieldset><legend> </legend><label><input type="radio" name="a">1</label></fieldset>',
            "no legend with words",
        ),
        (
            '<fieldset><legend class="vh">Secret</legend>'
            '<label><input type="radio" name="a">1</label></fieldset>',
            "is hidden",
        ),
        ('<form action="/x"></form>', "no method"),
        ('<form action="/x" method="post"></form>', "no csrf_token"),
        ('<p style="color:red">x</p>', "has style="),
        ('<button onclick="x()">x</button>', "has onclick="),
        ("<script>x()</script>", "no nonce"),
        ("<p>It's here</p>", "straight quote"),
        ('<img src="/a.svg">', "no alt"),
        ("<svg></svg>", "neither aria-hidden"),
        ('<nav aria-label="Main"></nav>', "2 <nav>"),
        ('<a href="#">More</a>', "goes nowhere"),
        ("<button></button>", "without words"),
    ],
)
def test_a_wrong_page_is_seen_and_the_way_to_put_it_right_is_said(wrong: str, said: str):
    assert any(said in problem for problem in problems_of(GOOD.format(wrong)))


def test_words_that_people_typed_may_have_straight_quotes():
    assert problems_of(GOOD.format("<p data-user>It's mine</p>")) == []


def test_the_title_must_say_error_when_there_is_one():
    wrong = GOOD.format('<div class="govuk-error-summary"></div>')
    assert any("Error: Today" in problem for problem in problems_of(wrong))
