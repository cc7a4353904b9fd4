"""One learner's change, without solving the plan again: the same as a plan made anew."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.cohort_records import Lock, PlanRequest, Previous
from matching.matcher import Matcher
from matching.one_change import Move, NotSimple, OneChange
from tests.matching import cohort_pairs as small
from tests.matching.cohort_pairs import days, pairs, seat

WEEK = (0, 1)
law = settings(
    max_examples=settings.default.max_examples // 2,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def markets(draw):
    """Learners and places with one set of days, before and after one learner's change."""
    seats = [seat(f"P{n}", employer=f"e{n}", places=draw(st.integers(0, 2))) for n in range(4)]
    names = [f"L{n}" for n in range(6)]
    own = st.dictionaries(st.sampled_from(["P0", "P1", "P2", "P3"]), st.sampled_from(small.UNITS))
    options = {name: draw(own) for name in names}
    who = draw(st.sampled_from(names))
    return _market(seats, options), _market(seats, options | {who: draw(own)}), who


def _market(seats, options):
    weekly = {
        name: {place: (units, WEEK) for place, units in own.items()}
        for name, own in options.items()
    }
    return pairs(seats, weekly)


def last(plan):
    return tuple(
        Previous(learner=one.learner, offer=one.offer, window=one.window) for one in plan.placements
    )


def aims(found, seats, before):
    """What a steady plan aims for, in order, from the place of each learner."""
    units = {
        (int(learner), int(place)): int(value)
        for learner, place, value in zip(found.learner, found.place, found.units, strict=True)
    }
    kept = [rank for rank, at in seats.items() if before.get(rank) == at]
    moved = [units[rank, at] for rank, at in seats.items() if rank not in kept]
    return (
        len(seats),
        tuple(rank in seats for rank in range(len(found.learners))),
        len(kept),
        sum(units[rank, seats[rank]] for rank in kept),
        *(-sum(value < band for value in moved) for band in small.BANDS),
        sum(moved),
    )


def seats_of(plan, found):
    position = {place.offer: at for at, place in enumerate(found.places)}
    rank = {learner: at for at, learner in enumerate(found.learners)}
    return {rank[one.learner]: position[one.offer] for one in plan.placements}


def after(moves, before):
    seats = before | {move.learner: move.now for move in moves}
    return {rank: at for rank, at in seats.items() if at is not None}


@law
@given(markets())
def test_one_change_gives_as_good_a_plan_as_solving_it_again(market):
    old, new, who = market
    plan = Matcher().fit(old).plan_
    again = Matcher().fit(new, request=PlanRequest(previous=last(plan))).plan_
    before = seats_of(plan, old)
    changed = OneChange(plan, new)
    moves = changed.of(who)
    one = aims(new, after(moves, before), before)
    full = aims(new, seats_of(again, new), before)
    assert one[:4] == full[:4]
    assert one >= full
    assert changed.of(who) == moves


def test_who_may_stay_stays_and_nobody_moves():
    seats = [seat("shop"), seat("farm", employer="farm")]
    found = _market(seats, {"ann": {"shop": 100, "farm": 9_000}})
    plan = Matcher().fit(found).plan_
    more = _market(seats, {"ann": {"shop": 9_900, "farm": 9_000}})
    assert OneChange(plan, more).of("ann") == ()


def test_who_has_nothing_left_goes():
    seats = [seat("shop")]
    plan = Matcher().fit(_market(seats, {"ann": {"shop": 100}, "bo": {"shop": 9_000}})).plan_
    gone = pairs(seats, {"bo": {"shop": (9_000, WEEK)}}, learners=["ann", "bo"])
    assert OneChange(plan, gone).of("ann") == (
        Move(learner=0, was=0, now=None),
        Move(learner=1, was=None, now=0),
    )


def test_nobody_who_is_settled_is_moved():
    seats = [seat("shop"), seat("farm", employer="farm")]
    options = {"ann": {"shop": 100}, "bo": {"shop": 100, "farm": 100}}
    lock = PlanRequest(locks=(Lock(learner="bo", offer="shop"),))
    plan = Matcher().fit(_market(seats, options), request=lock).plan_
    assert OneChange(plan, _market(seats, options)).of("ann") == ()
    assert OneChange(plan, _market(seats, options | {"bo": {"farm": 100}})).of("bo") == ()


@pytest.mark.parametrize("why", ["days", "holds", "second"])
def test_where_a_change_could_reach_further_it_says_so(why):
    options = {
        "ann": {"shop": (100, WEEK)},
        "bo": {"shop": (100, (2, 3) if why == "days" else WEEK)},
    }
    holds = [(None, days(4))] if why == "holds" else []
    found = pairs([seat("shop", places=2, holds=holds)], options)
    plan = Matcher().fit(found).plan_
    if why == "second":
        plan = replace(plan, placements=(replace(plan.placements[0], round=2),))
    with pytest.raises(NotSimple):
        OneChange(plan, found)


def test_only_few_places_are_looked_at_when_one_is_free_near_by():
    rng = np.random.default_rng(0)
    seats = [seat(f"P{n}", employer=f"e{n}", places=2) for n in range(200)]
    options = {
        f"L{n}": {f"P{at}": int(rng.integers(1, 9_000)) for at in rng.choice(200, 8)}
        for n in range(300)
    }
    plan = Matcher().fit(_market(seats, options)).plan_
    new = _market(seats, options | {"L7": {"P1": 5_000, "P2": 6_000}})
    moves = OneChange(plan, new).of("L7")
    assert moves[0].learner in range(300)
    assert len(moves) <= 3
