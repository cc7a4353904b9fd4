"""Who waits for a place, the first in need first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching import Hold
from matching.cohort_records import Lock, LockSource, PlanRequest, Veto
from matching.explain_records import Waiting
from matching.fitted import UnknownOffer
from matching.matcher import Matcher
from matching.waiting_list import lists_of_full_places, waiting_list
from tests.matching.cohort_pairs import pairs, seat
from tests.matching.plain_market import MONDAY, PERSON, PLACE, person, place
from tests.matching.scenario_market import market

WEEK = (0, 1)
ALL_WEEK = frozenset(MONDAY + timedelta(days=day) for day in range(5))
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


def test_a_place_that_others_hold_has_a_list_of_who_could_be_there():
    held = replace(PLACE.windows[0], holds=(Hold(dates=ALL_WEEK),))
    found = market(PERSON, person(key="other", number="2"), offers=(place(windows=(held,)),))
    fitted = Matcher().fit(found)
    (full,) = lists_of_full_places(fitted)

    assert waiting_list(fitted, offer=full.offer, window=full.window).waiting == ()
    assert {one.learner for one in full.waiting} == {"person", "other"}
    assert [one.position for one in full.waiting] == [1, 2]


def test_a_place_with_room_and_a_full_one_that_nobody_wants_have_no_list():
    held = replace(PLACE.windows[0], holds=(Hold(dates=ALL_WEEK),))
    assert lists_of_full_places(Matcher().fit(market(PERSON, offers=(PLACE,)))) == ()
    nobody = market(person(consent_to_look=False), offers=(place(windows=(held,)),))
    assert lists_of_full_places(Matcher().fit(nobody)) == ()
