"""Words an employer is asked to take out."""

import pytest

from webapp.debriefs.screening import words_to_take_out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Good for a care kid", ("care kid",)),
        ("His ADHD and his adhd", ("ADHD", "adhd")),
        ("He was diagnosed with autism.", ("diagnosed", "autism")),
        ("A lad with special needs", ("special needs",)),
        ("Down’s syndrome", ("Down’s syndrome",)),
        ("She lives with foster parents", ("foster parents",)),
    ],
)
def test_diagnoses_and_family_matters_are_found(text, words):
    assert words_to_take_out(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Took care with every ticket",
        "We will send her a card",
        "Residents at our care home liked him",
        "Add one more task",
        "He asked before he used the lift",
        "",
    ],
)
def test_ordinary_words_stay(text):
    assert words_to_take_out(text) == ()
