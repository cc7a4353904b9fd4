"""A plan made again: what was settled stays, little changes, and every change says why."""

import numpy as np
import pytest

from matching.cohort_records import (
    Change,
    ChangeWhy,
    Lock,
    LockSource,
    PlanRequest,
    Previous,
    Veto,
)
from matching.matcher import Matcher
from tests.matching.cohort_pairs import days, pairs, seat

WEEK, LATER = (0, 1), (2, 3)
SEATS = (seat("shop"), seat("farm", employer="farm"), seat("mill", employer="mill"))


def last(plan):
    return tuple(
        Previous(learner=one.learner, offer=one.offer, window=one.window, dates=one.dates)
        for one in plan.placements
    )


def was(**places):
    return tuple(
        Previous(learner=learner, offer=offer, window=f"{offer} window", dates=days(*WEEK))
        for learner, offer in places.items()
    )


def changes(found, previous, *, steady=True, **asked):
    plan = Matcher(steady=steady).fit(found, request=PlanRequest(previous=previous, **asked)).plan_
    return {
        one.learner: (one.was and one.was.offer, one.now and one.now.offer, one.why)
        for one in plan.changes
    }


def options(**own):
    return {
        learner: {offer: (units, WEEK) for offer, units in places.items()}
        for learner, places in own.items()
    }


def test_the_same_again_changes_nothing():
    found = pairs(SEATS, options(ann={"shop": 5_000, "farm": 5_000}, bo={"shop": 5_000}))
    first = Matcher().fit(found).plan_
    again = Matcher().fit(found, request=PlanRequest(previous=last(first))).plan_
    assert again.changes == ()
    assert last(again) == last(first)


def test_without_a_last_plan_nothing_has_changed():
    found = pairs(SEATS, options(ann={"shop": 5_000}))
    assert Matcher().fit(found).changes_ == ()
    stranger = was(zed="shop")
    assert changes(found, stranger) == {}


@pytest.mark.parametrize("kept", ["shop", "farm"])
def test_equal_plans_keep_the_placement_of_the_last_one(kept):
    found = pairs(SEATS, options(ann={"shop": 5_000, "farm": 5_000}))
    assert changes(found, was(ann=kept)) == {}


def test_a_placement_of_the_last_plan_is_kept_though_a_better_place_is_free():
    found = pairs(SEATS, options(ann={"shop": 2_000, "farm": 9_000}))
    assert changes(found, was(ann="shop")) == {}


def test_unless_the_plan_is_to_be_the_best_and_the_last_one_wins_ties_only():
    found = pairs(SEATS, options(ann={"shop": 5_000, "farm": 5_002}))
    better = {"ann": ("shop", "farm", ChangeWhy.BETTER_FOR_ALL)}
    assert changes(found, was(ann="shop"), steady=False) == better
    found = pairs(SEATS, options(ann={"shop": 5_000, "farm": 5_000}))
    assert changes(found, was(ann="shop"), steady=False) == {}


def test_the_last_placement_never_wins_over_a_band():
    found = pairs(SEATS, options(ann={"shop": 2_999, "farm": 3_000}))
    better = {"ann": ("shop", "farm", ChangeWhy.BETTER_FOR_ALL)}
    assert changes(found, was(ann="shop"), steady=False) == better


def test_as_many_as_can_be_are_kept():
    own = {"shop": 5_000, "farm": 4_000, "mill": 4_000}
    found = pairs(SEATS, options(ann={"shop": 9_000}, bo=own, cy=own))
    assert changes(found, was(bo="shop", cy="farm")) == {
        "ann": (None, "shop", ChangeWhy.NEWLY_PLACED),
        "bo": ("shop", "mill", ChangeWhy.PLACE_NEEDED),
    }


def test_a_total_plan_keeps_nothing_for_its_own_sake():
    found = pairs(SEATS, options(ann={"shop": 2_000, "farm": 9_000}))
    request = PlanRequest(previous=was(ann="shop"))
    plan = Matcher(objective="total").fit(found, request=request).plan_
    assert [one.offer for one in plan.placements] == ["farm"]


def test_who_had_none_is_newly_placed():
    found = pairs(SEATS, options(ann={"shop": 5_000}, bo={"farm": 5_000}))
    assert changes(found, was(ann="shop")) == {"bo": (None, "farm", ChangeWhy.NEWLY_PLACED)}


def test_a_place_that_is_gone_was_withdrawn():
    found = pairs(SEATS[1:], options(ann={"farm": 5_000}))
    assert changes(found, was(ann="shop")) == {"ann": ("shop", "farm", ChangeWhy.PLACE_WITHDRAWN)}


def test_fewer_places_than_before_take_from_those_who_come_last():
    own = {"shop": 5_000, "farm": 4_000}
    found = pairs(SEATS, options(ann=own, bo=own))
    assert changes(found, was(ann="shop", bo="shop")) == {
        "bo": ("shop", "farm", ChangeWhy.PLACE_WITHDRAWN)
    }


def test_a_pair_the_rules_no_longer_allow_says_so():
    found = pairs(SEATS, options(ann={"farm": 5_000}))
    assert changes(found, was(ann="shop")) == {"ann": ("shop", "farm", ChangeWhy.NO_LONGER_ALLOWED)}


def test_a_place_that_somebody_needs_more_says_so():
    found = pairs(SEATS, options(ann={"shop": 100}, bo={"shop": 9_000, "farm": 3_000}))
    assert changes(found, was(bo="shop")) == {
        "ann": (None, "shop", ChangeWhy.NEWLY_PLACED),
        "bo": ("shop", "farm", ChangeWhy.PLACE_NEEDED),
    }
    found = pairs(SEATS, options(ann={"shop": 100}, bo={"shop": 9_000}))
    assert changes(found, was(bo="shop"))["bo"] == ("shop", None, ChangeWhy.PLACE_NEEDED)


def test_a_veto_and_a_lock_say_so():
    found = pairs(SEATS, options(ann={"shop": 5_000, "farm": 4_000}))
    vetoed = changes(found, was(ann="shop"), vetoes=(Veto(learner="ann", offer="shop"),))
    assert vetoed == {"ann": ("shop", "farm", ChangeWhy.VETOED)}
    locked = changes(found, was(ann="shop"), locks=(Lock(learner="ann", offer="farm"),))
    assert locked == {"ann": ("shop", "farm", ChangeWhy.LOCKED)}
    other = pairs(SEATS, options(ann={"shop": 5_000}, bo={"farm": 4_000}))
    added = changes(other, was(ann="shop"), locks=(Lock(learner="bo", offer="farm"),))
    assert added == {"bo": (None, "farm", ChangeWhy.LOCKED)}


def test_other_days_at_the_same_place_say_so():
    found = pairs(SEATS, {"ann": {"shop": (5_000, LATER)}})
    assert changes(found, was(ann="shop")) == {"ann": ("shop", "shop", ChangeWhy.DATES_MOVED)}


def test_changes_that_follow_from_new_facts_are_forced():
    forced = {why for why in ChangeWhy if Change(learner="a", was=None, now=None, why=why).forced}
    assert set(ChangeWhy) - forced == {ChangeWhy.PLACE_NEEDED, ChangeWhy.BETTER_FOR_ALL}


def county(learners=400, places=240):
    """Learners with places near them, more places than learners, and many nearly equal scores."""
    rng = np.random.default_rng(11)
    home, site = rng.random((learners, 2)), rng.random((places, 2))
    near = ((home[:, None] - site[None]) ** 2).sum(axis=2) < 0.03
    seats = [seat(f"P{number}", places=int(rng.integers(1, 4))) for number in range(places)]
    liking = rng.normal(size=(learners, 4)) @ rng.normal(size=(4, places))
    units = np.clip(5_500 + 900 * liking, 100, 10_000).astype(int)
    own = {
        f"L{number}": {
            seats[place].offer: (int(units[number, place]), WEEK)
            for place in np.flatnonzero(near[number])
        }
        for number in range(learners)
    }
    return seats, own


def test_one_place_in_a_hundred_withdrawn_changes_one_learner_in_a_hundred_beyond_those_there():
    seats, own = county()
    first = Matcher().fit(pairs(seats, own)).plan_
    used = sorted({one.offer for one in first.placements})
    gone = set(np.random.default_rng(1).choice(used, size=len(seats) // 100, replace=False))
    left = [place for place in seats if place.offer not in gone]
    again = Matcher().fit(pairs(left, own), request=PlanRequest(previous=last(first))).plan_
    unforced = [one for one in again.changes if not one.forced]
    assert [one for one in again.changes if one.why is ChangeWhy.PLACE_WITHDRAWN]
    assert len(unforced) <= len(own) // 100


def test_what_is_approved_stays_whatever_else_changes():
    seats, own = county(60, 40)
    first = Matcher().fit(pairs(seats, own)).plan_
    approved = tuple(
        Lock(
            learner=one.learner,
            offer=one.offer,
            window=one.window,
            dates=one.dates,
            source=LockSource.APPROVED,
        )
        for one in first.placements[::2]
    )
    fewer = {learner: places for learner, places in own.items() if learner[-1] != "3"}
    found = pairs(seats, fewer, learners=own)
    again = Matcher().fit(found, request=PlanRequest(locks=approved)).plan_
    placed = {(one.learner, one.offer, one.dates) for one in again.placements}
    assert {(lock.learner, lock.offer, lock.dates) for lock in approved} <= placed
