"""What a lead asks for, and what is wrong with it: kept, or named, never dropped."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching import ExperienceType, Hold, Market
from matching.cohort_records import (
    KeepApart,
    Lock,
    LockSource,
    PlanRequest,
    UnplacedReason,
    Veto,
)
from matching.cohort_records import PlanFindingCode as Code
from matching.matcher import Matcher
from tests.matching import cohort_pairs as small
from tests.matching.cohort_pairs import days, pairs, seat
from tests.matching.plain_market import MONDAY, PERSON, PLACE
from tests.matching.scenario_market import market, request

WEEK = (0, 1)
LATER = (2, 3)
APPROVED = LockSource.APPROVED


def plan(found, **asked):
    return Matcher().fit(found, request=PlanRequest(**asked)).plan_


def where(made):
    return {one.learner: one.offer for one in made.placements}


def found_in(made):
    return {(one.code, one.learner, one.offer) for one in made.findings}


def reasons(made):
    return {one.learner: one.reasons for one in made.unplaced}


def two_by_two(**first):
    """Ann comes first; both like the shop best, which has one place."""
    seats = (seat("shop", **first), seat("farm", employer="farm"))
    options = {"shop": (6_000, WEEK), "farm": (5_000, WEEK)}
    return pairs(seats, {"ann": options, "bo": {"shop": (9_000, WEEK), "farm": (5_000, WEEK)}})


def test_everyone_is_placed_as_well_as_can_be():
    made = plan(two_by_two())
    assert where(made) == {"ann": "farm", "bo": "shop"}
    assert [(stage.aim, stage.value) for stage in made.stages] == [
        ("placed", 2),
        ("below_3000", 0),
        ("below_4000", 0),
        ("below_5000", 0),
        ("units", 14_000),
    ]
    assert (made.totals.placed, made.totals.units, made.gap) == (2, 14_000, 0)
    assert all(proof.primal == proof.dual and proof.holds for proof in made.proofs)


def test_the_first_in_need_is_placed_when_not_all_can_be():
    made = plan(
        pairs([seat("shop")], {"ann": {"shop": (100, WEEK)}, "bo": {"shop": (9_000, WEEK)}})
    )
    assert where(made) == {"ann": "shop"}
    assert reasons(made) == {"bo": (UnplacedReason.OTHERS_COME_FIRST,)}


def test_a_lock_and_an_approved_place_stay():
    for source in LockSource:
        made = plan(two_by_two(), locks=(Lock(learner="ann", offer="shop", source=source),))
        assert where(made) == {"ann": "shop", "bo": "farm"}
        assert made.placements[0].lock is source
        assert made.findings == ()


def test_an_approved_place_keeps_its_own_days():
    lock = Lock(learner="ann", offer="shop", source=APPROVED, dates=days(*LATER))
    made = plan(two_by_two(), locks=(lock,))
    assert made.placements[0].dates == days(*LATER)
    assert where(made) == {"ann": "shop", "bo": "shop"}


def test_a_veto_is_never_planned():
    made = plan(two_by_two(), vetoes=(Veto(learner="bo", offer="shop"),))
    assert where(made) == {"ann": "shop", "bo": "farm"}
    every = tuple(Veto(learner="bo", offer=offer) for offer in ("shop", "farm"))
    made = plan(two_by_two(), vetoes=every)
    assert reasons(made) == {"bo": (UnplacedReason.VETOED,)}


def test_a_veto_on_an_approved_place_is_named_and_the_place_stays():
    made = plan(
        two_by_two(),
        locks=(Lock(learner="ann", offer="shop", source=APPROVED),),
        vetoes=(Veto(learner="ann", offer="shop"),),
    )
    assert where(made)["ann"] == "shop"
    assert found_in(made) == {(Code.VETO_ON_APPROVED, "ann", "shop")}


def test_a_veto_on_a_lock_is_named_and_wins():
    made = plan(
        two_by_two(),
        locks=(Lock(learner="ann", offer="shop"),),
        vetoes=(Veto(learner="ann", offer="shop"),),
    )
    assert where(made) == {"ann": "farm", "bo": "shop"}
    assert found_in(made) == {(Code.VETO_ON_LOCKED, "ann", "shop")}


def test_locks_that_contradict_each_other_are_named_and_nothing_is_guessed():
    locks = (Lock(learner="ann", offer="shop"), Lock(learner="ann", offer="farm"))
    made = plan(two_by_two(), locks=locks)
    assert where(made) == {"bo": "shop"}
    assert reasons(made) == {"ann": (UnplacedReason.CONTRADICTORY_LOCKS,)}
    assert found_in(made) == {
        (Code.CONTRADICTORY_LOCKS, "ann", "shop"),
        (Code.CONTRADICTORY_LOCKS, "ann", "farm"),
    }


def test_a_lock_beside_an_approved_place_contradicts_it():
    locks = (
        Lock(learner="ann", offer="shop", source=APPROVED),
        Lock(learner="ann", offer="farm"),
    )
    made = plan(two_by_two(), locks=locks)
    assert where(made)["ann"] == "shop"
    assert {code for code, _, _ in found_in(made)} == {Code.CONTRADICTORY_LOCKS}


def test_two_approved_places_on_one_day_both_stay_and_are_named():
    locks = tuple(Lock(learner="ann", offer=offer, source=APPROVED) for offer in ("shop", "farm"))
    made = plan(two_by_two(), locks=locks)
    assert [one.offer for one in made.placements if one.learner == "ann"] == ["shop", "farm"]
    assert {code for code, _, _ in found_in(made)} == {Code.CONTRADICTORY_LOCKS}
    assert reasons(made) == {"bo": (UnplacedReason.OTHERS_COME_FIRST,)}


def test_the_same_lock_twice_is_one():
    lock = Lock(learner="ann", offer="shop")
    approved = replace(lock, source=APPROVED)
    assert plan(two_by_two(), locks=(lock, lock)).findings == ()
    assert plan(two_by_two(), locks=(lock, approved)).findings == ()


def test_capacity_below_what_is_approved_is_named_and_everyone_stays():
    locks = tuple(Lock(learner=who, offer="shop", source=APPROVED) for who in ("ann", "bo"))
    made = plan(two_by_two(), locks=locks)
    assert where(made) == {"ann": "shop", "bo": "shop"}
    assert found_in(made) == {(Code.CAPACITY_BELOW_APPROVED, None, "shop")}
    assert made.findings[0].evidence["taken"] == 2


def test_locks_for_more_learners_than_places_are_kept_by_need():
    locks = tuple(Lock(learner=who, offer="shop") for who in ("bo", "ann"))
    made = plan(two_by_two(), locks=locks)
    assert where(made) == {"ann": "shop", "bo": "farm"}
    assert found_in(made) == {(Code.LOCK_WITHOUT_PLACE, "bo", "shop")}


def test_keys_that_do_not_exist_are_named():
    made = plan(
        two_by_two(),
        locks=(
            Lock(learner="zed", offer="shop"),
            Lock(learner="ann", offer="mine"),
            Lock(learner="ann", offer="shop", window="never"),
        ),
        vetoes=(Veto(learner="yak", offer="shop"), Veto(learner="ann", offer="quarry")),
        keep_apart=(KeepApart(key="g", learners=frozenset({"ann", "xi"})),),
        placements_wanted={"wu": 2, "ann": -1},
    )
    assert where(made) == {"ann": "farm", "bo": "shop"}
    assert found_in(made) == {
        (Code.UNKNOWN_LEARNER, "zed", "shop"),
        (Code.UNKNOWN_OFFER, "ann", "mine"),
        (Code.UNKNOWN_WINDOW, "ann", "shop"),
        (Code.UNKNOWN_LEARNER, "yak", "shop"),
        (Code.UNKNOWN_OFFER, "ann", "quarry"),
        (Code.UNKNOWN_LEARNER, "xi", None),
        (Code.UNKNOWN_LEARNER, "wu", None),
        (Code.WANTED_BELOW_ZERO, "ann", None),
    }


def test_learners_kept_apart_are_not_at_one_employer_on_one_day():
    seats = (seat("shop", places=2), seat("stall", employer="market"))
    both = {"shop": (9_000, WEEK), "stall": (2_000, WEEK)}
    apart = (KeepApart(key="g", learners=frozenset({"ann", "bo"})),)
    made = plan(pairs(seats, {"ann": both, "bo": both}), keep_apart=apart)
    assert sorted(where(made).values()) == ["shop", "stall"]
    later = {"shop": (9_000, LATER), "stall": (2_000, WEEK)}
    made = plan(pairs(seats, {"ann": both, "bo": later}), keep_apart=apart)
    assert where(made) == {"ann": "shop", "bo": "shop"}


def test_approved_places_that_are_not_apart_are_named():
    locks = tuple(Lock(learner=who, offer="shop", source=APPROVED) for who in ("ann", "bo"))
    apart = (KeepApart(key="g", learners=frozenset({"ann", "bo"})),)
    made = plan(two_by_two(places=2), locks=locks, keep_apart=apart)
    assert {code for code, _, _ in found_in(made)} == {Code.APPROVED_NOT_APART}


def test_a_lock_beside_one_kept_apart_has_no_place():
    locks = (
        Lock(learner="ann", offer="shop", source=APPROVED),
        Lock(learner="bo", offer="shop"),
    )
    apart = (KeepApart(key="g", learners=frozenset({"ann", "bo"})),)
    made = plan(two_by_two(places=2), locks=locks, keep_apart=apart)
    assert where(made) == {"ann": "shop", "bo": "farm"}
    assert found_in(made) == {(Code.LOCK_WITHOUT_PLACE, "bo", "shop")}


def test_an_employer_takes_so_many_at_once_over_all_its_windows():
    seats = (seat("desk"), seat("store"))
    options = {
        "ann": {"desk": (9_000, WEEK)},
        "bo": {"store": (9_000, WEEK)},
        "cy": {"store": (3_000, LATER)},
    }
    found = pairs(seats, options)
    assert set(where(plan(found))) == {"ann", "bo", "cy"}
    for limit in ("employer_places", "site_places"):
        assert set(where(plan(found, **{limit: {"firm": 1}}))) == {"ann", "cy"}


def test_a_learner_may_have_several_placements_on_days_of_their_own():
    seats = (seat("shop"), seat("farm"), seat("mill"))
    own = {"shop": (9_000, WEEK), "farm": (8_000, WEEK), "mill": (7_000, LATER)}
    made = plan(pairs(seats, {"ann": own}), placements_wanted={"ann": 3})
    assert [(one.offer, one.round) for one in made.placements] == [("shop", 1), ("mill", 2)]
    assert made.totals.placements == 2
    assert made.totals.placed == 1


def test_second_placements_come_after_the_first_ones_of_everybody():
    seats = (seat("shop"), seat("farm"))
    made = plan(
        pairs(
            seats,
            {"ann": {"shop": (9_000, WEEK), "farm": (9_000, LATER)}, "bo": {"farm": (100, LATER)}},
        ),
        placements_wanted={"ann": 2},
    )
    assert where(made) == {"ann": "shop", "bo": "farm"}


def test_an_approved_place_counts_among_those_wanted():
    lock = Lock(learner="ann", offer="shop", source=APPROVED)
    seats = (seat("shop"), seat("farm"))
    found = pairs(seats, {"ann": {"shop": (9_000, WEEK), "farm": (9_000, LATER)}})
    assert where(plan(found, locks=(lock,))) == {"ann": "shop"}
    made = plan(found, locks=(lock,), placements_wanted={"ann": 2})
    assert [one.offer for one in made.placements] == ["shop", "farm"]


def test_who_wants_no_placement_gets_none():
    made = plan(two_by_two(), placements_wanted={"ann": 0})
    assert reasons(made) == {"ann": (UnplacedReason.NONE_WANTED,)}


def test_a_place_held_for_a_learner_is_theirs_and_nobody_elses():
    held = seat("shop", holds=[("bo", days(*WEEK))])
    made = plan(pairs([held], {"ann": {"shop": (9_000, WEEK)}, "bo": {"shop": (100, WEEK)}}))
    assert where(made) == {"bo": "shop"}
    somebody = seat("shop", holds=[(None, days(*WEEK))])
    made = plan(pairs([somebody], {"ann": {"shop": (9_000, WEEK)}}))
    assert where(made) == {}


def test_an_empty_market_gives_an_empty_plan():
    made = plan(pairs([], {}))
    assert (made.placements, made.unplaced, made.findings, made.gap) == ((), (), (), 0)
    nobody = Market(today=MONDAY, learners=(), offers=())
    assert plan(nobody).placements == ()


# With a market, what is missing in the data is named too.


def cohort(*learners, offer=PLACE, **values):
    return market(*learners, offers=(offer,), **values)


def test_the_plan_of_a_market_says_what_has_to_be_done_first():
    (one,) = plan(cohort(PERSON)).placements
    assert (one.type, one.dates[0]) == (ExperienceType.BLK, MONDAY)
    assert {gate.code for gate in one.gates} >= {"HR-08"}
    assert one.parts[0].code == "SC-01"
    assert one.conditions


@pytest.mark.parametrize(
    ("changes", "code", "reason"),
    [
        ({"request": None}, Code.LEARNER_WITHOUT_REQUEST, UnplacedReason.NO_REQUEST),
        (
            {"availability": {}},
            Code.LEARNER_WITHOUT_AVAILABILITY,
            UnplacedReason.NO_AVAILABILITY,
        ),
        (
            {"consent_to_look": False},
            Code.LEARNER_WITHOUT_CONSENT,
            UnplacedReason.NO_CONSENT_TO_LOOK,
        ),
        ({"request": request(ExperienceType.INT)}, None, UnplacedReason.ONE_BY_ONE_ONLY),
        ({"supervision": 5}, None, UnplacedReason.RULED_OUT),
    ],
)
def test_a_learner_no_plan_can_use_is_named(changes, code, reason):
    made = plan(cohort(replace(PERSON, **changes)))
    assert reasons(made) == {"person": (reason,)}
    assert found_in(made) == ({(code, "person", None)} if code else set())


def test_an_offer_without_tasks_or_windows_is_named():
    made = plan(cohort(PERSON, offer=replace(PLACE, tasks=())))
    assert found_in(made) == {(Code.OFFER_WITHOUT_TASKS, None, "place")}
    made = plan(cohort(PERSON, offer=replace(PLACE, windows=())))
    assert found_in(made) == {(Code.OFFER_WITHOUT_WINDOW, None, "place")}
    visit = replace(PLACE.windows[0], types=frozenset({ExperienceType.VIS}))
    made = plan(cohort(PERSON, offer=replace(PLACE, tasks=(), windows=(visit,))))
    assert found_in(made) == set()


def approved(*dates, **values):
    return (Lock(learner="person", offer="place", source=APPROVED, dates=dates, **values),)


def test_an_approved_place_that_is_booked_and_held_already_counts_once():
    dates = tuple(MONDAY + timedelta(days=day) for day in range(5))
    window = replace(PLACE.windows[0], holds=(Hold(dates=frozenset(dates), learner="person"),))
    booked = replace(PERSON, booked=frozenset(dates))
    made = plan(cohort(booked, offer=replace(PLACE, windows=(window,))), locks=approved(*dates))
    assert where(made) == {"person": "place"}
    assert made.placements[0].dates == dates
    assert made.findings == ()


def test_an_approved_place_that_a_rule_blocks_now_stays_and_the_rule_is_named():
    made = plan(cohort(replace(PERSON, supervision=5)), locks=approved())
    assert where(made) == {"person": "place"}
    assert [(one.code, one.evidence["codes"]) for one in made.findings] == [
        (Code.APPROVED_BLOCKED, ("HR-15",))
    ]


def test_a_lock_that_a_rule_blocks_is_not_kept_and_the_rule_is_named():
    lock = Lock(learner="person", offer="place")
    made = plan(cohort(replace(PERSON, supervision=5)), locks=(lock,))
    assert made.placements == ()
    assert [(one.code, one.evidence["codes"]) for one in made.findings] == [
        (Code.LOCK_BLOCKED, ("HR-15",))
    ]


def test_a_lock_at_an_offer_without_any_days_names_the_rule():
    bare = replace(PLACE, windows=())
    made = plan(cohort(PERSON, offer=bare), locks=(Lock(learner="person", offer="place"),))
    assert {one.code for one in made.findings} == {Code.LOCK_BLOCKED, Code.OFFER_WITHOUT_WINDOW}
    made = plan(cohort(PERSON, offer=bare), locks=approved())
    assert {one.code for one in made.findings} == {Code.UNKNOWN_WINDOW, Code.OFFER_WITHOUT_WINDOW}


def test_an_approved_place_inside_the_setting_counts():
    inside = replace(PLACE, internal=True)
    made = plan(cohort(PERSON, offer=inside), locks=approved())
    assert where(made) == {"person": "place"}


def test_a_lock_of_bare_pairs_that_are_not_allowed_is_named():
    found = pairs([seat("shop"), seat("farm")], {"ann": {"shop": (9_000, WEEK)}})
    made = plan(found, locks=(Lock(learner="ann", offer="farm"),))
    assert found_in(made) == {(Code.LOCK_BLOCKED, "ann", "farm")}
    assert where(made) == {"ann": "shop"}


def test_the_prices_say_what_one_more_learner_costs_the_others():
    found = two_by_two()
    fitted = Matcher(objective="total").fit(found)
    assert fitted.pairs_ is found
    assert fitted.prices_.tolist() == [4_000, 0] or fitted.prices_.tolist() == [1_000, 0]
    total = int(fitted.learner_cost_.sum() + fitted.prices_.sum())
    assert total == fitted.certificate_[0].dual == 14_000
    for pair in range(len(found)):
        cost = fitted.learner_cost_[found.learner[pair]] + fitted.pair_price_[pair]
        assert found.units[pair] <= cost


def test_a_matcher_has_parameters_that_can_be_read_and_set():
    matcher = Matcher(keep_bonus=3)
    assert matcher.get_params()["keep_bonus"] == 3
    assert matcher.set_params(objective="total").objective == "total"
    assert matcher.bands == small.BANDS
