"""Who waits for a place, the first in need first."""

import pytest

from matching.cohort_records import Lock, LockSource, PlanRequest, Veto
from matching.explain_records import Waiting
from matching.fitted import UnknownOffer
from matching.matcher import Matcher
from matching.waiting_list import waiting_list
from tests.matching.cohort_pairs import pairs, seat

WEEK = (0, 1)
NAMES = ("ann", "bo", "cy", "di")


def fit(**asked):
    """Everybody wants the shop, which has one place; ann and bo could be at the farm too."""
    seats = (seat("shop"), seat("farm", employer="f", places=2))
    shop = {"shop": (6_000, WEEK)}
    both = shop | {"farm": (5_000, WEEK)}
    found = pairs(seats, {"ann": both, "bo": both, "cy": shop, "di": shop})
    return Matcher().fit(found, request=PlanRequest(**asked))


def waiting(matcher, offer="shop"):
    return waiting_list(matcher, offer=offer, window=f"{offer} window")


def keys(found):
    return [one.learner for one in found.waiting]


def test_those_who_could_be_there_wait_in_order_of_need():
    found = waiting(fit())
    assert found.there == ("cy",)
    assert found.waiting == (
        Waiting(learner="ann", position=1, units=6_000, elsewhere="farm", lock=None),
        Waiting(learner="bo", position=2, units=6_000, elsewhere="farm", lock=None),
        Waiting(learner="di", position=3, units=6_000, elsewhere=None, lock=None),
    )


def test_nobody_waits_for_a_place_they_cannot_have():
    assert keys(waiting(fit(), "farm")) == []


def test_the_lead_can_keep_somebody_off_the_list():
    vetoed = fit(vetoes=(Veto(learner="bo", offer="shop"),))
    assert keys(waiting(vetoed)) == ["ann", "di"]
    assert keys(waiting(fit(placements_wanted={"di": 0}))) == ["ann", "bo"]


def test_giving_a_place_to_somebody_lower_asks_why_unless_those_above_have_an_approved_one():
    assert waiting(fit()).passed_over("di") == ("ann", "bo")
    approved = Lock(learner="ann", offer="farm", source=LockSource.APPROVED)
    locked = Lock(learner="bo", offer="farm")
    found = waiting(fit(locks=(approved, locked)))
    assert [one.lock for one in found.waiting] == [LockSource.APPROVED, LockSource.LOCKED, None]
    assert found.passed_over("di") == ("bo",)
    assert found.passed_over("ann") == ()


def test_nobody_is_passed_over_for_somebody_who_does_not_wait():
    assert waiting(fit()).passed_over("cy") == ()


def test_a_place_that_does_not_exist_is_named():
    with pytest.raises(UnknownOffer):
        waiting_list(fit(), offer="shop", window="next week")
