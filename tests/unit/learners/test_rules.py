"""Age lines, consents and share choices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.school_years import KeyStage
from webapp.learners import rules
from webapp.learners.models import Share
from webapp.learners.rules import ConsentGiver

JAY = date(2010, 10, 14)
JANUARY = date(2027, 1, 11)


def test_a_year_11_learner_of_16_is_still_of_compulsory_school_age():
    lines = rules.age_lines(JANUARY, born=JAY)
    assert (lines.age, lines.school_year) == (16, 11)
    assert lines.of_school_age
    assert lines.school_age_ends == date(2027, 6, 25)
    assert lines.under_18
    assert not lines.under_16


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        (date(2010, 9, 1), date(2027, 6, 25)),
        (date(2011, 8, 31), date(2027, 6, 25)),
        (date(2011, 9, 1), date(2028, 6, 30)),
        (date(2011, 11, 19), date(2028, 6, 30)),
        (date(2012, 2, 2), date(2028, 6, 30)),
    ],
)
def test_school_age_ends_on_the_last_friday_in_june(born: date, ends: date):
    assert rules.school_age_ends(born) == ends
    assert rules.age_lines(ends, born=born).of_school_age
    assert not rules.age_lines(date(ends.year, 7, 1), born=born).of_school_age


@given(st.dates(date(1995, 1, 1), date(2030, 1, 1)))
def test_school_age_always_ends_on_a_friday_in_the_last_week_of_june(born: date):
    ends = rules.school_age_ends(born)
    assert ends.weekday() == 4
    assert ends.month == 6
    assert ends.day >= 24
    assert rules.year_group(ends, born=born) == 11


@pytest.mark.parametrize(
    ("born", "year"),
    [
        (JAY, 11),
        (date(2009, 5, 20), 13),
        (date(2009, 11, 3), 12),
        (date(2012, 2, 2), 10),
        (date(2011, 11, 19), 10),
        (date(2015, 8, 31), 7),
        (date(2015, 9, 1), 6),
    ],
)
def test_the_year_group_comes_from_the_date_of_birth(born: date, year: int):
    assert rules.year_group(JANUARY, born=born) == year


def test_the_year_group_changes_on_the_first_of_september():
    assert rules.year_group(date(2027, 8, 31), born=JAY) == 11
    assert rules.year_group(date(2027, 9, 1), born=JAY) == 12


def test_key_stages_follow_year_groups():
    assert [rules.key_stage(year) for year in (6, 7, 9, 10, 11, 12, 14, 15)] == [
        None,
        KeyStage.KS3,
        KeyStage.KS3,
        KeyStage.KS4,
        KeyStage.KS4,
        KeyStage.KS5,
        KeyStage.KS5,
        None,
    ]


def test_a_birthday_on_29_february_comes_on_1_march_in_a_common_year():
    born = date(2012, 2, 29)
    assert rules.age_on(date(2027, 2, 28), born=born) == 14
    assert rules.age_on(date(2027, 3, 1), born=born) == 15
    assert rules.age_on(date(2028, 2, 29), born=born) == 16


def test_a_parent_consents_until_the_end_of_school_age_even_at_16():
    needed = rules.consent_needed(JANUARY, born=JAY)
    assert needed == rules.ConsentNeeded(ConsentGiver.PARENT, inform_parents=True)


def test_the_authority_consents_for_a_learner_under_a_care_order():
    needed = rules.consent_needed(JANUARY, born=date(2011, 11, 19), by_authority=True)
    assert needed == rules.ConsentNeeded(ConsentGiver.AUTHORITY, inform_parents=False)


def test_after_school_age_the_learner_consents_and_parents_are_informed_unless_they_object():
    tom = date(2009, 5, 20)
    assert rules.consent_needed(JANUARY, born=tom) == rules.ConsentNeeded(
        ConsentGiver.LEARNER, inform_parents=True
    )
    objecting = rules.consent_needed(JANUARY, born=tom, no_parent_contact=True)
    assert not objecting.inform_parents
    assert not rules.consent_needed(JANUARY, born=date(2007, 7, 1)).inform_parents


@pytest.mark.parametrize(
    ("born", "plausible"),
    [
        (JAY, True),
        (date(2016, 12, 1), True),
        (date(2018, 1, 1), False),
        (date(1990, 1, 1), False),
        (date(2027, 1, 12), False),
    ],
)
def test_only_people_of_10_to_25_are_on_a_roll(born: date, plausible: bool):
    assert rules.is_plausible_birth(born, today=JANUARY) is plausible


def test_a_profile_counts_as_confirmed_for_12_months_and_until_a_big_change():
    confirmed = date(2027, 1, 4)
    assert rules.is_confirmed(confirmed, big_change_on=None, today=date(2028, 1, 3))
    assert not rules.is_confirmed(confirmed, big_change_on=None, today=date(2028, 1, 4))
    assert not rules.is_confirmed(confirmed, big_change_on=date(2027, 1, 5), today=JANUARY)
    assert not rules.is_confirmed(None, big_change_on=None, today=JANUARY)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 12, 15), 12, date(2028, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 11, 30), 1, date(2027, 12, 30)),
    ],
)
def test_months_later_stays_in_the_month(day: date, months: int, later: date):
    assert rules.months_later(day, months=months) == later


def test_an_employer_reads_nothing_of_what_stays_at_school():
    assert (
        rules.employer_reads(
            Share.SCHOOL_ONLY, text="autism", safety_critical=True, minimum_wording="Call Samir"
        )
        is None
    )


def test_safety_only_gives_the_minimum_wording_and_nothing_else():
    read = rules.employer_reads(
        Share.SAFETY_ONLY, text="I have epilepsy", safety_critical=True, minimum_wording="Call 999"
    )
    assert read == "Call 999"
    assert (
        rules.employer_reads(
            Share.SAFETY_ONLY, text="I like maps", safety_critical=False, minimum_wording=None
        )
        is None
    )


def test_a_shared_statement_is_read_word_for_word():
    text = "I know every stop on the Millbrook line."
    assert (
        rules.employer_reads(Share.SHARE, text=text, safety_critical=False, minimum_wording=None)
        == text
    )


def test_a_safety_critical_statement_that_stays_at_school_must_wait():
    assert rules.waits_for_sharing(Share.SCHOOL_ONLY, safety_critical=True)
    assert not rules.waits_for_sharing(Share.SAFETY_ONLY, safety_critical=True)
    assert not rules.waits_for_sharing(Share.SCHOOL_ONLY, safety_critical=False)


def test_more_private_means_fewer_readers():
    assert rules.is_more_private(Share.SCHOOL_ONLY, than=Share.SHARE)
    assert not rules.is_more_private(Share.SHARE, than=Share.SAFETY_ONLY)
