"""What may be told, to whom, when, and how long a link works."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.briefed import day
from webapp.briefing.rules import (
    AgeBand,
    Clearance,
    ConsentGiven,
    Missing,
    Said,
    age_band,
    due_on,
    how_done,
    items_may_be_shared,
    link_ends_on,
    link_expires_at,
    may_disclose,
    session_by,
    what_is_missing,
    words_to_tell,
)
from webapp.catalogue.answers import AbilityLevel
from webapp.core.working_days import BANK_HOLIDAYS
from webapp.learners.models import ConsentAnswer, SaidBy, Share, Topic

ALL_AGREED = Clearance(
    looks_for_placements=True,
    learner_said_yes=True,
    lead_confirmed=True,
    consent_is_green=True,
    safety_wording_is_green=True,
    is_under_way=True,
)
TODAY = day("2027-02-12")
YES = ConsentGiven(answer=ConsentAnswer.YES)
NO = ConsentGiven(answer=ConsentAnswer.NO)
ASK = ConsentGiven(answer=ConsentAnswer.ASK_EACH_TIME)

statements = st.builds(
    Said,
    topic=st.sampled_from(Topic),
    text=st.text(min_size=1, max_size=30),
    said_by=st.sampled_from(SaidBy),
    share=st.sampled_from(Share),
    safety_critical=st.booleans(),
    minimum_wording=st.none() | st.text(max_size=30),
)


def test_a_shared_statement_is_told_word_for_word():
    said = Said(topic=Topic.SENSES, text="I wear headphones.", share=Share.SHARE)

    assert words_to_tell(said, items_shared=True) == "I wear headphones."


def test_nothing_is_told_unless_someone_chose_to():
    said = Said(topic=Topic.SENSES, text="I wear headphones.")

    assert words_to_tell(said, items_shared=True) is None


def test_only_for_safety_gives_the_minimum_wording():
    said = Said(
        topic=Topic.HEALTH,
        text="I have seizures since I was four.",
        share=Share.SAFETY_ONLY,
        safety_critical=True,
        minimum_wording="If I stop and stare, stay with me and call school.",
    )

    assert words_to_tell(said, items_shared=True) == said.minimum_wording
    assert words_to_tell(said, items_shared=False) == said.minimum_wording


def test_the_text_of_an_ehc_plan_is_told_to_nobody():
    said = Said(
        topic=Topic.LEARNING, text="Needs help.", said_by=SaidBy.EHC_PLAN, share=Share.SHARE
    )

    assert not may_disclose(said, items_shared=True)


@given(said=statements)
def test_taking_consent_back_never_tells_more(said: Said):
    before = words_to_tell(said, items_shared=True)
    after = words_to_tell(said, items_shared=False)

    assert after in {None, before}


@given(said=statements)
def test_marking_something_school_only_tells_nothing(said: Said):
    private = Said(topic=said.topic, text=said.text, share=Share.SCHOOL_ONLY, safety_critical=True)

    assert words_to_tell(private, items_shared=True) is None


@given(said=statements, shared=st.booleans())
def test_only_words_that_someone_wrote_are_told(said: Said, shared: bool):
    told = words_to_tell(said, items_shared=shared)

    assert told is None or told in {said.text.strip(), (said.minimum_wording or "").strip()}


@pytest.mark.parametrize(
    ("general", "for_this", "shared"),
    [
        (None, None, True),
        (YES, None, True),
        (NO, None, False),
        (ASK, None, False),
        (ASK, YES, True),
        (YES, NO, False),
        (NO, YES, True),
        (ConsentGiven(answer=ConsentAnswer.YES, expires_on=day("2027-02-11")), None, False),
        (ConsentGiven(answer=ConsentAnswer.YES, expires_on=TODAY), None, True),
    ],
)
def test_single_items_follow_the_newest_consent(general, for_this, shared):
    assert items_may_be_shared(general, for_this, today=TODAY) is shared


def test_when_all_agreed_nothing_is_missing():
    assert what_is_missing(ALL_AGREED) == ()


@pytest.mark.parametrize(
    ("field", "missing"),
    [
        ("looks_for_placements", Missing.LOOKS_FOR_PLACEMENTS),
        ("learner_said_yes", Missing.LEARNER_YES),
        ("lead_confirmed", Missing.CONFIRMED),
        ("consent_is_green", Missing.CONSENT),
        ("safety_wording_is_green", Missing.SAFETY_WORDING),
        ("is_under_way", Missing.UNDER_WAY),
    ],
)
def test_each_thing_that_is_missing_keeps_the_pack_in_school(field: str, missing: Missing):
    known = {name: getattr(ALL_AGREED, name) for name in Clearance.__slots__}

    assert what_is_missing(Clearance(**known | {field: False})) == (missing,)


@pytest.mark.parametrize(
    ("first_day", "due"), [("2027-03-02", "2027-02-16"), ("2027-03-08", "2027-02-22")]
)
def test_the_pack_is_due_ten_working_days_before(first_day: str, due: str):
    assert due_on(day(first_day)) == day(due)


def test_bank_holidays_are_no_working_days_where_the_school_counts_them():
    after_easter = day("2027-04-06")

    assert due_on(after_easter) == day("2027-03-23")
    assert due_on(after_easter, holidays=BANK_HOLIDAYS) == day("2027-03-19")


def test_everyone_meets_two_working_days_before():
    assert session_by(day("2027-03-02")) == day("2027-02-26")


def test_a_link_works_until_the_end_of_the_fourteenth_day_after():
    assert link_ends_on(day("2027-03-05")) == day("2027-03-19")
    assert link_expires_at(day("2027-03-05")).isoformat() == "2027-03-20T00:00:00+00:00"
    assert link_expires_at(day("2027-04-02")).isoformat() == "2027-04-17T00:00:00+01:00"


@pytest.mark.parametrize(
    ("age", "band"),
    [(15, AgeBand.UNDER_16), (16, AgeBand.SIXTEEN_TO_17), (17, AgeBand.SIXTEEN_TO_17),
     (18, AgeBand.ADULT)],
)  # fmt: skip
def test_only_a_band_of_age_is_told(age: int, band: AgeBand):
    assert age_band(age) is band


@pytest.mark.parametrize(
    ("difficulty", "supervision", "watch", "how"),
    [
        (1, 1, False, AbilityLevel.ON_MY_OWN),
        (2, 1, False, AbilityLevel.WITH_A_REMINDER),
        (None, 0, False, AbilityLevel.WITH_A_REMINDER),
        (3, 0, False, AbilityLevel.WITH_SOMEONE),
        (1, 3, False, AbilityLevel.WITH_SOMEONE),
        (1, 0, True, AbilityLevel.WITH_SOMEONE),
    ],
)
def test_a_hard_task_or_close_support_begins_with_someone_beside(
    difficulty, supervision, watch, how
):
    planned = how_done(difficulty=difficulty, supervision=supervision, needs_close_watch=watch)

    assert planned is how
