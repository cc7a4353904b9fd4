"""Which words stop an email."""

import pytest

from webapp.mail.rules import PrivateWordInEmail, check_words, has_private_word


@pytest.mark.parametrize(
    "text",
    [
        "for young people with SEND",
        "her EHC plan",
        "an EHCP review",
        "a special school in Bury",
        "Special Educational Needs",
        "special-needs class",
        "education, health and care plan",
        "he is autistic",
        "Autism friendly",
        "has ADHD",
        "is disabled",
        "a diagnosis of",
        "ask the SENCO",
        "looked-after child",
    ],
)
def test_words_that_reveal_a_need_stop_an_email(text: str):
    assert has_private_word(text, private_words=())


@pytest.mark.parametrize(
    "text",
    [
        "We will send a code to this address",
        "Send again",
        "A diagonal line",
        "the sender",
        "Nothing special to bring",
        "Kestrel Park careers team",
    ],
)
def test_everyday_words_do_not(text: str):
    assert not has_private_word(text, private_words=())


def test_the_word_special_stops_a_subject_and_not_a_sentence():
    check_words([("text", "Nothing special to bring")], private_words=())
    with pytest.raises(PrivateWordInEmail):
        check_words([("subject", "A special day")], private_words=())


@pytest.mark.parametrize("text", ["Hello Finch,", "about ada  FINCH.", "Finch’s day", "(finch)"])
def test_a_learners_name_stops_an_email_in_any_case(text: str):
    assert has_private_word(text, private_words=["Finch"])


@pytest.mark.parametrize("text", ["Finchley Road", "goldfinch"])
def test_a_name_inside_another_word_does_not(text: str):
    assert not has_private_word(text, private_words=["Finch"])


def test_an_empty_private_word_stops_nothing_and_hides_no_other():
    empty = ["", " "]
    check_words([("text", "Hello")], private_words=empty)
    with pytest.raises(PrivateWordInEmail):
        check_words([("text", "Hello Finch")], private_words=[*empty, "Finch"])


def test_the_error_names_the_part_and_never_the_word():
    with pytest.raises(PrivateWordInEmail) as refused:
        check_words([("text", "Hello Finch")], private_words=["Finch"])
    assert str(refused.value) == "text"
