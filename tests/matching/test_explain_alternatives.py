"""What else a learner could have, at what cost to the cohort; and what one change would open."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matching import UnknownLearner
from matching.alternatives import alternatives
from matching.cohort_records import Lock, LockSource, PlanRequest, Veto
from matching.counterfactuals import counterfactuals
from matching.explain_records import Figures
from matching.matcher import Matcher
from tests.matching import cohort_pairs as small
from tests.matching.cohort_pairs import pairs, seat
from tests.matching.plain_market import PERSON, PLACE, person
from tests.matching.scenario_market import market, must

WEEK = (0, 1)
law = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def fit(found, objective="fair", **asked):
    return Matcher(objective=objective).fit(found, request=PlanRequest(**asked))


def three_places():
    """Ann is at the shop and bo at the farm; only ann could be at the mill."""
    seats = (seat("shop"), seat("farm", employer="f"), seat("mill", employer="m"))
    ann = {"shop": (9_000, WEEK), "farm": (8_000, WEEK), "mill": (6_000, WEEK)}
    return pairs(seats, {"ann": ann, "bo": {"farm": (7_000, WEEK), "shop": (5_500, WEEK)}})


def offers(found):
    return [one.offer for one in found]


def test_other_places_come_with_what_they_cost_everybody():
    farm, mill = alternatives(fit(three_places()), learner="ann")
    assert (farm.offer, farm.units) == ("farm", 8_000)
    assert farm.change == Figures(placed=0, below=(0, 0, 0), units=-2_500)
    assert (mill.offer, mill.change.units) == ("mill", -3_000)
    assert farm.exact
    assert farm.left_out == ()


def test_only_as_many_are_solved_again_as_are_asked_for():
    assert offers(alternatives(fit(three_places()), learner="ann", most=1)) == ["farm"]


def test_another_place_may_leave_somebody_out():
    both = {"shop": (9_000, WEEK), "farm": (2_000, WEEK)}
    seats = (seat("shop"), seat("farm", employer="f"))
    found = pairs(seats, {"ann": both, "bo": {"farm": (7_000, WEEK)}})
    (farm,) = alternatives(fit(found), learner="ann")
    assert farm.left_out == ("bo",)
    assert farm.change == Figures(placed=-1, below=(1, 1, 1), units=-14_000)


def test_a_vetoed_place_is_no_alternative():
    asked = {"vetoes": (Veto(learner="ann", offer="farm"),)}
    assert offers(alternatives(fit(three_places(), **asked), learner="ann")) == ["mill"]


def test_a_place_that_is_approved_for_somebody_else_is_no_alternative():
    lock = Lock(learner="bo", offer="farm", source=LockSource.APPROVED)
    found = alternatives(fit(three_places(), locks=(lock,)), learner="ann")
    assert offers(found) == ["mill"]


def test_an_approved_learner_has_no_alternatives():
    lock = Lock(learner="ann", offer="shop", source=LockSource.APPROVED)
    assert alternatives(fit(three_places(), locks=(lock,)), learner="ann") == ()


def test_a_learner_for_whom_nothing_is_wanted_has_no_alternatives():
    matcher = fit(three_places(), placements_wanted={"ann": 0})
    assert alternatives(matcher, learner="ann") == ()


def test_a_lock_gives_way_and_its_low_score_counts_like_any_other():
    lock = Lock(learner="ann", offer="mill")
    best, _ = alternatives(fit(three_places(), locks=(lock,)), learner="ann")
    assert (best.offer, best.change.units) == ("shop", 3_000)


@pytest.mark.parametrize(
    ("objective", "first"), [("fair", "farm"), ("placed", "mill"), ("total", "mill")]
)
def test_what_costs_least_is_what_the_aims_of_the_plan_say(objective, first):
    """At the farm ann is not below 5,000; at the mill the sum is higher."""
    names = ("shop", "farm", "mill", "lane")
    ann = {"shop": (9_000, WEEK), "farm": (5_000, WEEK), "mill": (4_999, WEEK)}
    bo = {"farm": (9_000, WEEK), "lane": (8_000, WEEK)}
    found = pairs([seat(name, employer=name) for name in names], {"ann": ann, "bo": bo})
    others = alternatives(fit(found, objective), learner="ann")
    assert {one.offer: one.change.units for one in others} == {"farm": -5_000, "mill": -4_001}
    assert others[0].offer == first


def test_a_learner_who_is_not_known_is_named():
    with pytest.raises(UnknownLearner):
        alternatives(fit(three_places()), learner="cy")


@law
@given(st.data())
def test_the_cost_is_that_of_the_best_plan_with_the_learner_there(data):
    found = data.draw(small.small(learners=4, places=3))
    assume(len(found))
    request = data.draw(small.requests(found))
    matcher = Matcher().fit(found, request=request)
    learner = found.learners[found.learner[0]]
    plan = small.worth(found, small.chosen_by(matcher.plan_, found))
    every = list(small.every_plan(found, request))
    for other in alternatives(matcher, learner=learner, most=9):
        with_learner = [
            chosen
            for chosen in every
            if (pair := chosen[found.learners.index(learner)]) is not None
            and found.places[found.place[pair]].offer == other.offer
        ]
        best = max(small.worth(found, chosen) for chosen in with_learner)
        change = other.change
        assert change.placed == best[0] - plan[0]
        assert (*(-below for below in change.below), change.units) == tuple(
            after - before for after, before in zip(best[2:], plan[2:], strict=True)
        )


@law
@given(small.small(same_days=True))
def test_for_the_highest_sum_the_price_is_never_more_than_the_cost(found):
    matcher = fit(found, objective="total")
    for learner in found.learners[:2]:
        for other in alternatives(matcher, learner=learner, most=9):
            assert other.bound <= -other.change.units


def test_one_change_is_held_against_what_the_learner_has():
    quiet = replace(
        PLACE, key="quiet", stable_key="quiet", answers={"SEN-05": "will_do"}, sectors=frozenset()
    )
    needs = person(requirements=(must("SEN-05"),), chosen_sectors=frozenset({"hort"}))
    (alone,) = counterfactuals(fit(market(needs, offers=(PLACE,))), learner="person")
    assert alone.would_place
    assert alone.gain == alone.miss.units
    matcher = fit(market(needs, offers=(PLACE, quiet)))
    (better,) = counterfactuals(matcher, learner="person")
    assert (better.miss.offer, better.would_place) == ("place", False)
    assert better.gain == better.miss.units - matcher.placements_[0].units > 0


def test_a_learner_who_is_placed_everywhere_has_no_near_miss():
    assert counterfactuals(fit(market(PERSON, offers=(PLACE,))), learner="person") == ()


def test_bare_arrays_have_no_near_misses():
    assert counterfactuals(fit(three_places()), learner="ann") == ()
