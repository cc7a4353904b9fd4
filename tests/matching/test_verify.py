"""The independent checker finds nothing in a good plan, and names what is wrong in a bad one."""

from dataclasses import replace

import numpy as np
import pytest

from matching import ExperienceType
from matching.cohort_records import (
    Aims,
    KeepApart,
    Lock,
    LockSource,
    Method,
    Objective,
    PlanRequest,
    Previous,
    Unplaced,
    UnplacedReason,
    Veto,
)
from matching.matcher import Matcher
from matching.verify import PlanNotProved, check_plan, violations_of
from matching.verify import ViolationCode as Code
from tests.matching.cohort_pairs import crowded, days, pairs, seat
from tests.matching.plain_market import PERSON, small_market

WEEK, LATER = (0, 1), (2, 3)
SEATS = (seat("shop"), seat("farm", employer="farm"))
OPTIONS = {
    "ann": {"shop": (6_000, WEEK), "farm": (5_000, WEEK)},
    "bo": {"shop": (9_000, WEEK), "farm": (2_000, WEEK)},
    "cy": {"shop": (4_000, WEEK)},
}
FOUND = pairs(SEATS, OPTIONS)
PLAN = Matcher().fit(FOUND).plan_
ANN, BO = PLAN.placements


def codes(plan, found=FOUND, *, aims=None, **asked):
    wrong = violations_of(plan, pairs=found, request=PlanRequest(**asked), aims=aims or Aims())
    return {one.code for one in wrong}


def with_first(**changes):
    """The plan with its first placement changed."""
    return replace(PLAN, placements=(replace(ANN, **changes), *PLAN.placements[1:]))


def moved(learner, to, *, units):
    """The plan with one learner at another place, and figures that fit."""
    seats = {place.offer: place for place in SEATS}
    placements = tuple(
        replace(
            one,
            offer=to,
            window=f"{to} window",
            employer=seats[to].employer,
            site=seats[to].site,
            units=units,
        )
        if one.learner == learner
        else one
        for one in PLAN.placements
    )
    return with_figures(replace(PLAN, placements=placements))


def with_figures(plan):
    placed = {one.learner for one in plan.placements}
    units = sum(one.units for one in plan.placements)
    return replace(plan, totals=replace(plan.totals, placed=len(placed), units=units))


def without(learner, plan=PLAN):
    """The plan with one learner not placed."""
    placements = tuple(one for one in plan.placements if one.learner != learner)
    reason = (UnplacedReason.OTHERS_COME_FIRST,)
    nobody = Unplaced(learner=learner, reasons=reason, options=1)
    return with_figures(replace(plan, placements=placements, unplaced=(*plan.unplaced, nobody)))


def test_a_good_plan_has_nothing_wrong():
    assert codes(PLAN) == set()
    assert check_plan(PLAN, pairs=FOUND, request=PlanRequest(), aims=Aims()) is None


def test_a_plan_with_something_wrong_is_not_shown():
    with pytest.raises(PlanNotProved, match="wrong_units") as raised:
        check_plan(with_first(units=1), pairs=FOUND, request=PlanRequest(), aims=Aims())
    assert raised.value.violations[0].learner == "ann"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"offer": "mine"}, Code.NOT_A_PAIR),
        ({"learner": "zed"}, Code.NOT_A_PAIR),
        ({"dates": days(3)}, Code.WRONG_DAYS),
        ({"units": 5_001}, Code.WRONG_UNITS),
    ],
)
def test_a_placement_is_a_pair_with_its_days_and_score(changes, code):
    assert code in codes(with_first(**changes))


def test_nobody_is_lost_or_named_twice():
    assert codes(replace(PLAN, unplaced=())) == {Code.LEARNER_LOST}
    assert Code.LEARNER_LOST in codes(replace(PLAN, unplaced=PLAN.unplaced * 2))


def test_the_figures_are_those_of_the_placements():
    wrong = replace(PLAN, totals=replace(PLAN.totals, units=1))
    assert codes(wrong) == {Code.FIGURES_DIFFER}


def test_primal_and_dual_are_equal():
    (proof,) = PLAN.proofs
    assert codes(replace(PLAN, proofs=(replace(proof, dual=proof.dual + 1),))) == {
        Code.CERTIFICATE_FAILS
    }
    assert codes(replace(PLAN, proofs=(replace(proof, holds=False),))) == {Code.CERTIFICATE_FAILS}
    by_programme = replace(proof, holds=False, method=Method.FLOW_AND_MIP)
    assert codes(replace(PLAN, proofs=(by_programme,))) == set()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"vetoes": (Veto(learner="ann", offer="farm"),)}, Code.VETOED),
        ({"locks": (Lock(learner="ann", offer="shop"),)}, Code.LOCK_NOT_KEPT),
        ({"placements_wanted": {"ann": 0}}, Code.TOO_MANY_PLACEMENTS),
        ({"site_places": {"farm": 0}}, Code.SITE_OVERFULL),
        ({"employer_places": {"firm": 0}}, Code.EMPLOYER_OVERFULL),
    ],
)
def test_what_the_lead_asked_for_is_kept(asked, code):
    assert codes(PLAN, **asked) == {code}


def test_a_window_takes_no_more_than_its_places():
    both = moved("ann", "shop", units=6_000)
    assert codes(both) == {Code.WINDOW_OVERFULL}
    held = replace(SEATS[0], holds=((None, days(1)),))
    found = replace(FOUND, places=(held, SEATS[1]))
    assert codes(PLAN, found) == {Code.WINDOW_OVERFULL}
    own = replace(SEATS[0], holds=(("bo", days(0, 1)),))
    assert codes(PLAN, replace(FOUND, places=(own, SEATS[1]))) == set()


def test_learners_are_kept_apart():
    seats = (seat("shop"), seat("stall"))
    both = {"shop": (9_000, WEEK), "stall": (9_000, WEEK)}
    found = pairs(seats, {"ann": both, "bo": both})
    together = Matcher().fit(found).plan_
    apart = (KeepApart(key="g", learners=frozenset({"ann", "bo"})),)
    assert codes(together, found, keep_apart=apart) == {Code.NOT_KEPT_APART}
    approved = tuple(replace(one, lock=LockSource.APPROVED) for one in together.placements)
    settled = replace(together, placements=approved)
    assert codes(settled, found, keep_apart=apart) == set()


def test_nobody_is_in_two_places_on_one_day():
    found = pairs(
        (seat("shop"), seat("farm")), {"ann": {"shop": (9_000, WEEK), "farm": (8_000, LATER)}}
    )
    plan = Matcher().fit(found, request=PlanRequest(placements_wanted={"ann": 2})).plan_
    assert codes(plan, found, placements_wanted={"ann": 2}) == set()
    clash = replace(plan.placements[1], dates=days(*WEEK))
    both = replace(plan, placements=(plan.placements[0], clash))
    assert Code.DOUBLE_BOOKED in codes(both, found, placements_wanted={"ann": 2})


def test_most_learners_are_placed_and_the_first_in_need_first():
    assert codes(without("bo")) == {Code.NOT_OPTIMAL}
    found = pairs([seat("shop")], {"ann": {"shop": (1, WEEK)}, "bo": {"shop": (9_000, WEEK)}})
    only = Matcher(objective="total").fit(found).plan_
    assert [one.learner for one in only.placements] == ["bo"]
    assert codes(only, found) == {Code.NOT_FIRST_IN_PRIORITY}
    assert codes(only, found, aims=Aims(objective=Objective.TOTAL)) == set()


def test_nobody_is_below_a_band_who_need_not_be():
    swapped = moved("ann", "shop", units=6_000)
    swapped = with_figures(
        replace(
            swapped,
            placements=(
                swapped.placements[0],
                replace(
                    BO,
                    offer="farm",
                    window="farm window",
                    employer="farm",
                    site="farm",
                    units=2_000,
                ),
            ),
        )
    )
    assert codes(swapped) == {Code.NOT_OPTIMAL}


def test_no_higher_sum_is_left_out():
    found = pairs(
        SEATS,
        {
            "ann": {"shop": (9_000, WEEK), "farm": (8_000, WEEK)},
            "bo": {"shop": (8_000, WEEK), "farm": (6_000, WEEK)},
        },
    )
    best = Matcher().fit(found).plan_
    worse = Matcher().fit(found, request=PlanRequest(locks=(Lock(learner="ann", offer="shop"),)))
    free = replace(
        worse.plan_, placements=tuple(replace(one, lock=None) for one in worse.placements_)
    )
    assert codes(best, found) == set()
    assert codes(free, found) == {Code.NOT_OPTIMAL}


def test_the_bonus_of_the_last_plan_counts():
    equal = {"shop": (6_000, WEEK), "farm": (6_000, WEEK)}
    found = pairs(SEATS, {"ann": equal})
    plans = {
        offer: Matcher()
        .fit(
            found,
            request=PlanRequest(
                previous=(Previous(learner="ann", offer=offer, window=f"{offer} window"),)
            ),
        )
        .plan_
        for offer in ("shop", "farm")
    }
    was = (Previous(learner="ann", offer="shop", window="shop window"),)
    assert codes(plans["shop"], found, previous=was) == set()
    assert codes(plans["farm"], found, previous=was) == {Code.NOT_OPTIMAL}


def test_a_plan_with_a_gap_is_not_asked_to_be_the_best():
    assert codes(replace(without("bo"), gap=0.5)) == set()


def test_every_rule_is_looked_at_again():
    cohort = small_market()
    fitted = Matcher().fit(cohort)
    wary = replace(PERSON, supervision=5)
    now = replace(fitted.pairs_, market=replace(cohort, learners=(wary,)))
    wrong = violations_of(fitted.plan_, pairs=now, request=PlanRequest(), aims=Aims())
    assert [(one.code, one.evidence["codes"]) for one in wrong] == [(Code.RULE_BLOCKS, ("HR-15",))]


def test_days_and_score_are_worked_out_again():
    cohort = small_market()
    fitted = Matcher().fit(cohort)
    (one,) = fitted.placements_
    fewer = replace(PERSON, unavailable=frozenset({one.dates[0]}))
    now = replace(fitted.pairs_, market=replace(cohort, learners=(fewer,)))
    assert codes(fitted.plan_, now) == {Code.WRONG_DAYS}
    other = replace(cohort, weights={"SC-08": 1.0})
    assert codes(fitted.plan_, replace(fitted.pairs_, market=other)) == {Code.WRONG_UNITS}


@pytest.mark.parametrize("gone", ["offer without days", "offer inside"])
def test_an_offer_that_changed_is_noticed(gone):
    cohort = small_market()
    fitted = Matcher().fit(cohort)
    (offer,) = cohort.offers
    taken = frozenset({ExperienceType.SIN})
    changed = (
        replace(offer, internal=True)
        if gone == "offer inside"
        else replace(offer, windows=(replace(offer.windows[0], types=taken),))
    )
    now = replace(fitted.pairs_, market=replace(cohort, offers=(changed,)))
    assert Code.RULE_BLOCKS in codes(fitted.plan_, now)


# Larger plans, in which each window stands for itself, are looked through by chains of moves.


def town(learners=60, places=30, seed=3):
    rng = np.random.default_rng(seed)
    seats = [seat(f"P{number}", places=int(rng.integers(1, 3))) for number in range(places)]
    options = {
        f"L{number}": {
            place.offer: (int(rng.integers(1, 10_000)), WEEK)
            for place in seats
            if rng.random() < 0.3
        }
        for number in range(learners)
    }
    return pairs(seats, options)


@pytest.fixture(scope="module")
def large():
    found = town()
    return found, Matcher().fit(found).plan_


def test_a_large_plan_is_looked_through(large):
    found, plan = large
    assert len(found) > 400
    assert plan.unplaced
    assert codes(plan, found) == set()


@pytest.mark.parametrize("objective", [Objective.PLACED, Objective.TOTAL])
def test_a_large_plan_with_other_aims_too(large, objective):
    found, fair = large
    aims = Aims(objective=objective)
    plan = Matcher(objective=objective).fit(found).plan_
    assert codes(plan, found, aims=aims) == set()
    assert codes(fair, found, aims=aims) == {Code.NOT_OPTIMAL}
    assert codes(plan, found) <= {Code.NOT_OPTIMAL, Code.NOT_FIRST_IN_PRIORITY}
    assert codes(plan, found)


def test_a_large_plan_with_a_free_place_is_not_the_best(large):
    found, plan = large
    assert Code.NOT_FIRST_IN_PRIORITY in codes(without(plan.placements[0].learner, plan), found)


def test_a_large_plan_made_for_another_order_is_not_the_best(large):
    found, _ = large
    backwards = pairs(found.places, _options(found), learners=found.learners[::-1])
    plan = Matcher().fit(backwards).plan_
    assert codes(plan, found) == {Code.NOT_FIRST_IN_PRIORITY}


def _options(found):
    by_learner = {learner: {} for learner in found.learners}
    for pair, (learner, place) in enumerate(zip(found.learner, found.place, strict=True)):
        own = by_learner[found.learners[learner]]
        own[found.places[place].offer] = (int(found.units[pair]), WEEK)
    return by_learner


def test_bands_too_many_for_one_number_are_left_out(large):
    found, plan = large
    many = Aims(bands=tuple(range(1, 20)))
    assert codes(plan, found, aims=many) == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"keep_apart": (KeepApart(key="g", learners=frozenset({"L0"})),)},
        {"site_places": {"firm": 99}},
        {"employer_places": {"firm": 99}},
    ],
)
def test_a_large_plan_with_limits_of_other_kinds_is_checked_but_not_compared(large, asked):
    found, plan = large
    assert codes(without(plan.placements[0].learner, plan), found, **asked) == set()


def test_a_large_plan_whose_days_cross_is_checked_but_not_compared():
    found = crowded(80, 12)
    assert len(found) > 400
    assert codes(Matcher().fit(found).plan_, found) == set()


def test_a_large_plan_that_kept_less_than_it_could_is_not_the_best(large):
    found, plan = large
    other = Matcher(objective="total").fit(found).plan_
    was = tuple(
        Previous(learner=one.learner, offer=one.offer, window=one.window)
        for one in other.placements
    )
    kept = Matcher().fit(found, request=PlanRequest(previous=was)).plan_
    assert codes(kept, found, previous=was) == set()
    assert codes(plan, found, previous=was) == {Code.NOT_OPTIMAL}
