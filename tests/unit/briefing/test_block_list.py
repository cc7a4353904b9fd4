"""What may never stand in a pack or its email, however it is written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.briefed import day
from webapp.briefing.block_list import (
    BlockedKind,
    PackBlocked,
    PrivateFacts,
    check,
    check_all,
    forbidden_words,
)
from webapp.learners.models import Topic

JAY = PrivateFacts(
    first_names=("Jay",),
    surname="Okafor",
    surname_agreed=False,
    date_of_birth=day("2010-10-14"),
    postcode="CH1 2JS",
    pupil_number="A123456789012",
    withheld=(
        (Topic.CONDITION, "I am autistic."),
        (Topic.HEALTH, "asthma"),
        (Topic.CALM, "My mum's voice on the phone helps me."),
        (Topic.INTEREST, "Trains"),
    ),
    told=("I wear headphones when it is noisy.",),
    family=("Ngozi Okafor",),
    restricted=("Keep away from Tower Street",),
)
PLAN = "Sort and label railway tickets. Trains. Ruth Dale. Tuesday 2 March 2027, CH1 3BS."


def found(text: str, facts: PrivateFacts = JAY, ordinary: str = PLAN) -> set[BlockedKind]:
    return {finding.kind for finding in check(text, forbidden_words(facts, ordinary=ordinary),
                                              part="page")}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jay Okafor comes on Tuesday", BlockedKind.SURNAME),
        ("OKAFOR, Jay", BlockedKind.SURNAME),
        ("born 14 October", BlockedKind.BIRTH_DATE),
        ("born on 14th of October 2010", BlockedKind.BIRTH_DATE),
        ("born 14/10/2010", BlockedKind.BIRTH_DATE),
        ("born 14.10.10", BlockedKind.BIRTH_DATE),
        ("born 2010-10-14", BlockedKind.BIRTH_DATE),
        ("October 14", BlockedKind.BIRTH_DATE),
        ("lives in CH1 2JS", BlockedKind.POSTCODE),
        ("lives in ch12js", BlockedKind.POSTCODE),
        ("UPN a123456789012", BlockedKind.PUPIL_NUMBER),
        ("He is autistic", BlockedKind.DIAGNOSIS),
        ("signs of Autism", BlockedKind.DIAGNOSIS),
        ("has asd", BlockedKind.DIAGNOSIS),
        ("has ADHD", BlockedKind.DIAGNOSIS),
        ("his EHC plan", BlockedKind.SCHOOL_WORD),
        ("an EHCP", BlockedKind.SCHOOL_WORD),
        ("needs SEN support", BlockedKind.SCHOOL_WORD),
        ("a SEND learner", BlockedKind.SCHOOL_WORD),
        ("from a PRU", BlockedKind.SCHOOL_WORD),
        ("a special school", BlockedKind.SCHOOL_WORD),
        ("a looked-after child", BlockedKind.SCHOOL_WORD),
        ("gets free school meals", BlockedKind.SCHOOL_WORD),
        ("HR-11 removed it", BlockedKind.CODE),
        ("need N-NOISE", BlockedKind.CODE),
        ("match score 82", BlockedKind.CODE),
        ("has asthma", BlockedKind.SCHOOL_ONLY),
        ("my  mum’s voice on\nthe phone helps me", BlockedKind.SCHOOL_ONLY),
        ("Ngozi Okafor will call", BlockedKind.FAMILY),
        ("keep away from Tower Street", BlockedKind.RESTRICTED),
    ],
)
def test_private_words_are_found_however_they_are_written(text: str, kind: BlockedKind):
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "We sense a good day. Please send parcels to the depot.",
        "Look after the plants. Add two labels.",
        "Trains and more trains",
        "Jay wears headphones when it is noisy.",
        "An aspect of the present: the asset list",
        "Tuesday 2 March 2027",
    ],
)
def test_ordinary_words_pass(text: str):
    assert found(text) == set()


def test_a_shared_diagnosis_may_be_told_and_others_not():
    shares = replace(JAY, told=("I have ADHD",))

    assert BlockedKind.DIAGNOSIS not in found("I have ADHD", shares)
    assert BlockedKind.DIAGNOSIS in found("I have ADHD and dyslexia", shares)


def test_the_kind_of_school_is_never_told_even_if_someone_shares_it():
    shares = replace(JAY, told=("I go to a PRU",))

    assert BlockedKind.SCHOOL_WORD in found("I go to a PRU", shares)


def test_an_agreed_surname_may_be_told():
    assert BlockedKind.SURNAME not in found("Jay Okafor", replace(JAY, surname_agreed=True))


def test_a_surname_that_is_an_everyday_word_is_found_only_as_a_name():
    day_facts = replace(JAY, surname="Day", family=())

    assert found("A good day at work", day_facts, "The first day by the hour") == set()
    assert found("Jay Day", day_facts, "The first day by the hour") == {BlockedKind.SURNAME}


def test_a_birthday_on_a_working_day_does_not_block_the_date():
    born_then = replace(JAY, date_of_birth=day("2011-03-02"))

    assert found("Tuesday 2 March 2027", born_then) == set()
    assert found("born 2 March 2011", born_then) == {BlockedKind.BIRTH_DATE}


def test_living_where_one_works_does_not_block_the_address():
    assert found("CH1 3BS", replace(JAY, postcode="CH1 3BS")) == set()


def test_everything_found_is_told_at_once():
    words = forbidden_words(JAY, ordinary=PLAN)

    with pytest.raises(PackBlocked) as blocked:
        check_all([("page", "Okafor"), ("pdf", "nothing"), ("email", "has ASD")], words)

    assert {(f.part, f.words) for f in blocked.value.findings} == {
        ("page", "Okafor"), ("email", "ASD"),
    }  # fmt: skip


def test_the_error_itself_holds_no_private_word():
    with pytest.raises(PackBlocked) as blocked:
        check_all([("page", "Okafor has ASD")], forbidden_words(JAY))

    assert str(blocked.value) == "diagnosis, surname"


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_no_surrounding_hides_a_surname(before: str, after: str):
    assert BlockedKind.SURNAME in found(f"{before} Okafor {after}")
