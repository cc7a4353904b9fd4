"""Equal plans: neither the order of the input nor any key decides, only stable keys do."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.matcher import Matcher
from tests.matching.cohort_markets import town
from tests.matching.plain_market import PERSON, PLACE
from tests.matching.scenario_market import market

law = settings(
    max_examples=settings.default.max_examples // 10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def twins(people=5, places=3):
    """Learners who are alike and places that are alike, but for their stable keys."""
    return market(
        *(replace(PERSON, key=f"p{n}", number=f"n{n}") for n in range(people)),
        offers=[
            replace(PLACE, key=f"o{n}", employer=f"o{n}", site=f"o{n}", stable_key=f"stable {n}")
            for n in range(places)
        ],
    )


def shuffled(cohort, seed):
    """The same cohort in another order with other keys; and what each new key stands for."""
    rng = random.Random(seed)  # noqa: S311
    people = {one.key: f"id {rng.random()}" for one in cohort.learners}
    places = {one.key: f"id {rng.random()}" for one in cohort.offers}

    def mixed(values):
        values = list(values)
        rng.shuffle(values)
        return tuple(values)

    def site_of(learner):
        journeys = tuple(
            replace(one, site=places.get(one.site, one.site)) for one in learner.travel.journeys
        )
        return replace(learner.travel, journeys=mixed(journeys))

    learners = mixed(
        replace(one, key=people[one.key], travel=site_of(one)) for one in cohort.learners
    )
    offers = mixed(
        replace(
            one,
            key=places[one.key],
            employer=places[one.key],
            site=places[one.key],
            windows=mixed(replace(window, key=f"{window.key} again") for window in one.windows),
        )
        for one in cohort.offers
    )
    old = {new: key for key, new in (people | places).items()}
    return replace(cohort, learners=learners, offers=offers), old


def placements(plan, names=None):
    names = names or {}
    return [
        (
            names.get(one.learner, one.learner),
            names.get(one.offer, one.offer),
            one.window.removesuffix(" again"),
            one.dates,
            one.units,
        )
        for one in plan.placements
    ]


@pytest.mark.parametrize("cohort", [twins(), town(12, 6), town(10, 4, weeks=2, seed=5)])
def test_order_and_keys_change_no_plan(cohort):
    first = Matcher().fit(cohort).plan_
    for seed in range(3):
        other, old = shuffled(cohort, seed)
        again = Matcher().fit(other).plan_
        assert placements(again, old) == placements(first)
        assert [old[one.learner] for one in again.unplaced] == [
            one.learner for one in first.unplaced
        ]


@law
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_order_and_keys_change_no_plan_of_any_market(seed, mix):
    cohort = town(6, 4, weeks=3, seed=seed)
    other, old = shuffled(cohort, mix)
    first, again = Matcher().fit(cohort).plan_, Matcher().fit(other).plan_
    assert placements(again, old) == placements(first)


def test_the_seed_decides_between_equals():
    cohort = twins()
    plans = {
        tuple(one.learner for one in Matcher().fit(replace(cohort, seed=seed)).placements_)
        for seed in range(6)
    }
    assert len(plans) > 1


def test_the_same_again_is_the_same():
    cohort = town(8, 6)
    assert Matcher().fit(cohort).plan_ == Matcher().fit(cohort).plan_
