"""Four age lines that are not the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import AgeLimit, ExperienceType
from matching.ages import age_on, birthday, is_child, school_age_end, year_group
from tests.matching.plain_market import blocks, person, place, with_window
from tests.matching.scenario_market import request

births = st.dates(date(1998, 1, 1), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        (date(2010, 10, 14), date(2027, 6, 25)),
        (date(2011, 8, 31), date(2027, 6, 25)),
        (date(2011, 9, 1), date(2028, 6, 30)),
        (date(2012, 2, 29), date(2028, 6, 30)),
    ],
)
def test_school_age_ends_on_the_last_friday_in_june(born, ends):
    assert school_age_end(born) == ends


@given(births)
def test_school_age_ends_on_a_friday_in_the_last_week_of_june(born):
    end = school_age_end(born)
    assert (end.month, end.weekday()) == (6, 4)
    assert end.day > 23
    assert birthday(born, age=16) < date(end.year, 9, 1)
    assert birthday(born, age=16) >= date(end.year - 1, 9, 1)


def test_the_last_day_of_school_age_still_counts():
    assert is_child(date(2010, 10, 14), day=date(2027, 6, 25))
    assert not is_child(date(2010, 10, 14), day=date(2027, 6, 26))


@given(births, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_an_age_changes_on_the_birthday_only(born, day):
    age = age_on(born, day=day)
    assert birthday(born, age=age) <= day < birthday(born, age=age + 1)


def test_a_leap_day_birthday_is_on_the_first_of_march():
    assert age_on(date(2012, 2, 29), day=date(2027, 2, 28)) == 14
    assert age_on(date(2012, 2, 29), day=date(2027, 3, 1)) == 15


@pytest.mark.parametrize(
    ("born", "year"),
    [
        (date(2010, 10, 14), 11),
        (date(2012, 2, 2), 10),
        (date(2009, 5, 20), 13),
        (date(2010, 8, 31), 12),
        (date(2010, 9, 1), 11),
    ],
)
def test_the_school_year_comes_from_the_date_of_birth(born, year):
    assert year_group(born, day=date(2027, 1, 11)) == year


@given(births, st.dates(date(2020, 9, 1), date(2029, 8, 30)))
def test_the_school_year_changes_on_the_first_of_september_only(born, day):
    later = day + timedelta(days=1)
    step = 1 if (later.month, later.day) == (9, 1) else 0
    assert year_group(born, day=later) - year_group(born, day=day) == step


def test_ten_is_too_young():
    visit = request(ExperienceType.VIS)
    young = person(date_of_birth=date(2016, 3, 3), request=visit)
    assert ("HR-01", "too_young") in blocks(young)


def test_nineteen_is_young_enough():
    assert blocks(person(date_of_birth=date(2007, 3, 6))) == set()


def test_twenty_needs_a_plan():
    assert ("HR-01", "too_old") in blocks(person(date_of_birth=date(2007, 3, 5)))


def test_twenty_five_with_a_plan_to_the_last_day_may_come():
    old = person(date_of_birth=date(2001, 3, 6), ehc_plan_until=date(2027, 3, 5))
    assert blocks(old) == set()


def test_a_plan_that_ends_during_the_placement_is_not_enough():
    old = person(date_of_birth=date(2001, 3, 6), ehc_plan_until=date(2027, 3, 4))
    assert ("HR-01", "plan_ends_too_soon") in blocks(old)


def test_twenty_six_is_too_old_even_with_a_plan():
    old = person(date_of_birth=date(2001, 3, 5), ehc_plan_until=date(2029, 3, 4))
    assert ("HR-01", "too_old") in blocks(old)


def test_a_block_waits_for_year_ten():
    born = date(2012, 9, 1)
    assert ("HR-02", "before_year_10") in blocks(
        person(date_of_birth=born), with_window(ages=AgeLimit())
    )


def test_year_nine_may_visit():
    visit = request(ExperienceType.VIS)
    assert (
        blocks(person(date_of_birth=date(2012, 9, 1), request=visit), with_window(ages=AgeLimit()))
        == set()
    )


def test_the_employers_youngest_age_counts_on_the_first_day():
    young = person(date_of_birth=date(2011, 3, 2))
    assert ("HR-03", "below_employer_age") in blocks(young, with_window(ages=AgeLimit(youngest=16)))


def test_the_employers_oldest_age_counts_on_the_last_day():
    birthday_on_friday = person(date_of_birth=date(2010, 3, 5))
    assert blocks(birthday_on_friday, with_window(ages=AgeLimit(oldest=17))) == set()
    assert ("HR-03", "above_employer_age") in blocks(
        birthday_on_friday, with_window(ages=AgeLimit(oldest=16))
    )


def test_the_employers_years_count():
    assert ("HR-03", "year_group_not_taken") in blocks(
        offer=with_window(ages=AgeLimit(years=frozenset({12, 13})))
    )


def test_ages_may_differ_by_kind():
    ages = {ExperienceType.BLK: AgeLimit(youngest=18), ExperienceType.TAS: AgeLimit(youngest=18)}
    assert ("HR-03", "below_employer_age") in blocks(offer=with_window(ages_by_type=ages))
    visit = person(request=request(ExperienceType.VIS))
    assert blocks(visit, with_window(ages_by_type=ages)) == set()


def test_the_plain_learner_may_go_to_the_plain_place():
    assert blocks() == set()
    assert blocks(offer=replace(place(), key="other")) == set()
