"""What to recruit: each target that is shown keeps what it promises, because it was solved."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import Answer, Hold, Requirement, Restriction, Strength
from matching.changed_pairs import with_copy, with_offers
from matching.cohort_records import Lock, LockSource, PlanRequest, Veto
from matching.explain_records import Figures, TargetKind
from matching.matcher import Matcher
from matching.near_misses import accepting
from matching.pairs import pairs_of
from matching.targets import recruitment_targets
from tests.matching import cohort_pairs as small
from tests.matching.cohort_markets import town
from tests.matching.cohort_pairs import days, pairs, seat
from tests.matching.plain_market import MONDAY, PLACE, person, place, with_window
from tests.matching.scenario_market import market, must

WEEK = (0, 1)
law = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def fit(found, **asked):
    return Matcher().fit(found, request=PlanRequest(**asked))


def names(targets):
    return [(one.name, one.offer) for one in targets]


def two_for_one():
    """Ann and bo want the shop, which has one place; nobody wants the farm."""
    shop = {"shop": (6_000, WEEK)}
    return pairs((seat("shop"), seat("farm")), {"ann": shop, "bo": shop})


def twins(*changes, offer=PLACE):
    """Learners who are alike but for their numbers, at one place."""
    people = [
        person(key=f"person {n}", number=f"{n}", **change) for n, change in enumerate(changes)
    ]
    return market(*people, offers=(offer,))


def test_one_more_place_where_somebody_waits_places_them():
    (target,) = recruitment_targets(fit(two_for_one()))
    assert (target.offer, target.window, target.places) == ("shop", "shop window", 1)
    assert target.gain == Figures(placed=1, below=(0, 0, 0), units=6_000)
    assert target.predicted == target.gain
    assert target.newly_placed == ("bo",)
    assert target.exact


def test_more_places_than_learners_place_no_more_than_there_are():
    (target,) = recruitment_targets(fit(two_for_one()), places=3)
    assert (target.places, target.gain.placed) == (3, 1)


def test_nothing_is_recruited_for_those_who_have_all_they_want():
    assert recruitment_targets(fit(two_for_one(), placements_wanted={"bo": 0})) == ()


@pytest.mark.parametrize("by", TargetKind)
@pytest.mark.parametrize(
    "empty", [market(offers=()), market(person(), offers=()), pairs((), {}), pairs((), {"ann": {}})]
)
def test_where_there_is_nothing_there_is_no_target(empty, by):
    assert recruitment_targets(fit(empty), by=by) == ()


def test_no_place_more_helps_nobody():
    assert recruitment_targets(fit(two_for_one()), places=0) == ()


def test_only_as_many_as_are_asked_for_are_shown():
    shop = {"shop": (6_000, WEEK), "farm": (5_000, WEEK)}
    found = pairs((seat("shop"), seat("farm")), dict.fromkeys(("ann", "bo", "cy"), shop))
    assert len(recruitment_targets(fit(found))) == 2
    assert [one.offer for one in recruitment_targets(fit(found), most=1)] == ["shop"]


def test_a_place_that_the_employer_has_no_room_for_is_not_shown():
    matcher = fit(two_for_one(), employer_places={"firm": 1})
    assert recruitment_targets(matcher) == ()


@pytest.mark.parametrize("by", [TargetKind.ADJUSTMENT, TargetKind.SECTOR, TargetKind.AREA])
def test_bare_arrays_say_nothing_of_offers(by):
    assert recruitment_targets(fit(two_for_one()), by=by) == ()


def test_an_adjustment_that_keeps_somebody_out_is_a_target():
    matcher = fit(twins({"requirements": (must("SEN-05"),)}))
    (target,) = recruitment_targets(matcher, by=TargetKind.ADJUSTMENT)
    assert (target.name, target.offer, target.window, target.places) == ("SEN-05", "place", "", 0)
    assert (target.gain.placed, target.newly_placed) == (1, ("person 0",))


def test_either_of_two_adjustments_is_a_target():
    either = Requirement(strength=Strength.MUST, any_of=("REG-01", "SEN-05"))
    found = recruitment_targets(fit(twins({"requirements": (either,)})), by=TargetKind.ADJUSTMENT)
    assert sorted(names(found)) == [("REG-01", "place"), ("SEN-05", "place")]


def test_an_adjustment_adds_no_place():
    needs = {"requirements": (must("SEN-05"),)}
    (target,) = recruitment_targets(fit(twins(needs, needs)), by=TargetKind.ADJUSTMENT)
    assert (target.predicted.placed, target.gain.placed) == (1, 1)
    full = fit(twins({}, needs))
    assert all(one.gain.placed == 0 for one in recruitment_targets(full, by=TargetKind.ADJUSTMENT))


@pytest.mark.parametrize(
    "asked",
    [
        {"vetoes": (Veto(learner="person 0", offer="place"),)},
        {"placements_wanted": {"person 0": 0}},
        {"locks": (Lock(learner="person 0", offer="place", source=LockSource.APPROVED),)},
    ],
)
def test_no_adjustment_is_sought_for_whom_the_lead_has_decided(asked):
    matcher = fit(twins({"requirements": (must("SEN-05"),)}), **asked)
    assert recruitment_targets(matcher, by=TargetKind.ADJUSTMENT) == ()


def test_a_paused_employer_is_not_asked():
    matcher = fit(twins({"requirements": (must("SEN-05"),)}, offer=place(paused=True)))
    assert recruitment_targets(matcher, by=TargetKind.ADJUSTMENT) == ()


def test_two_causes_are_no_target():
    matcher = fit(twins({"requirements": (must("SEN-05"), must("COM-02"))}))
    assert recruitment_targets(matcher, by=TargetKind.ADJUSTMENT) == ()


def test_a_restricted_place_is_never_a_target():
    kept_from = Restriction(employers=frozenset({"place"}))
    secret = {"requirements": (must("SEN-05"),), "restriction": kept_from}
    matcher = fit(twins(secret, offer=held_all_week()))
    assert all(recruitment_targets(matcher, by=kind) == () for kind in TargetKind)


def held_all_week():
    hold = Hold(dates=frozenset(MONDAY.replace(day=day) for day in range(1, 6)))
    return with_window(holds=(hold,))


def test_a_place_that_others_hold_is_a_target_too():
    matcher = fit(twins({}, offer=held_all_week()))
    assert matcher.placements_ == ()
    (target,) = recruitment_targets(matcher)
    assert (target.offer, target.newly_placed) == ("place", ("person 0",))


def test_one_more_offer_of_a_sector_or_an_area_is_like_the_best_there():
    offer = place(easting=443_210, northing=338_900)
    matcher = fit(twins({}, {}, offer=offer))
    (sector,) = recruitment_targets(matcher, by=TargetKind.SECTOR)
    assert (sector.name, sector.offer, sector.places) == ("hort", "place", 1)
    assert len(sector.newly_placed) == 1
    (area,) = recruitment_targets(matcher, by=TargetKind.AREA)
    assert (area.name, area.gain) == ("440,330", sector.gain)


@pytest.mark.parametrize("kind", ["one", "two", "three"])
def test_of_the_offers_in_a_sector_the_one_that_helps_most_is_copied(kind):
    offers = [place(key=key, stable_key=key) for key in ("one", "two", "three")]
    kinder = [accepting(own, "SEN-05") if own.key == kind else own for own in offers]
    wish = Requirement(strength=Strength.IMPORTANT, adjustments=("SEN-05",))
    people = [person(key=key, number=key, requirements=(wish,)) for key in "abcd"]
    (sector,) = recruitment_targets(fit(market(*people, offers=kinder)), by=TargetKind.SECTOR)
    assert (sector.offer, sector.window) == (kind, PLACE.windows[0].key)


def test_an_offer_off_the_map_is_in_no_area():
    assert recruitment_targets(fit(twins({}, {})), by=TargetKind.AREA) == ()


@law
@given(small.small(learners=4, places=3), st.integers(1, 2), st.data())
def test_a_target_gains_what_the_best_of_all_plans_gains(found, places, data):
    request = data.draw(small.requests(found))
    before = best(found, request)
    for target in recruitment_targets(Matcher().fit(found, request=request), places=places):
        at = [own.offer for own in found.places].index(target.offer)
        after = best(with_more(found, at, target.day, places), request)
        assert target.gain.placed == after[0] - before[0] <= places
        assert (*(-below for below in target.gain.below), target.gain.units) == tuple(
            new - old for new, old in zip(after[2:], before[2:], strict=True)
        )
        assert len(target.newly_placed) - len(target.left_out) == target.gain.placed


def with_more(found, at, day, places=1):
    copy = replace(
        found.places[at], offer="extra", window="extra window", capacity=places, holds=()
    )
    return with_copy(found, of=found, place=at, copy=copy, day=day)


def best(found, request):
    return max(small.worth(found, chosen) for chosen in small.every_plan(found, request))


@law
@given(small.small(learners=4, places=3, same_days=True))
def test_no_place_that_would_place_one_more_is_missed(found):
    before = best(found, PlanRequest())[0]
    helps = {
        found.places[at].offer
        for at, day in {(found.place[pair], found.days(pair)[0]) for pair in range(len(found))}
        if best(with_more(found, at, day), PlanRequest())[0] > before
    }
    targets = recruitment_targets(fit(found))
    assert helps == {target.offer for target in targets if target.gain.placed}


@pytest.mark.parametrize("by", TargetKind)
def test_the_order_of_the_input_changes_no_target(by):
    whole = town(12, 6, seed=2)
    turned = replace(whole, learners=whole.learners[::-1], offers=whole.offers[::-1])
    targets = recruitment_targets(fit(whole), by=by, most=2)
    assert targets == recruitment_targets(fit(turned), by=by, most=2)


def rows(found):
    return {
        (found.learners[learner], found.places[at].offer, found.places[at].window): (
            int(units),
            found.days(pair),
        )
        for pair, (learner, at, units) in enumerate(
            zip(found.learner, found.place, found.units, strict=True)
        )
    }


def in_order(found):
    keys = list(zip(found.learner.tolist(), found.place.tolist(), strict=True))
    return keys == sorted(keys)


@pytest.mark.parametrize("seed", [1, 2])
def test_changed_offers_give_the_pairs_of_the_changed_market(seed):
    whole = town(6, 8, seed=seed)
    first, second = whole.offers[0], whole.offers[5]
    changed = accepting(first, "SEN-05"), replace(second, windows=second.windows[:1])
    found = with_offers(pairs_of(whole), whole, changed)
    offers = (changed[0], *whole.offers[1:5], changed[1], *whole.offers[6:])
    anew = pairs_of(replace(whole, offers=offers))
    assert rows(found) == rows(anew)
    assert found.places == anew.places
    assert found.market.offers == offers
    assert in_order(found)


def test_a_copy_gives_the_pairs_of_a_market_with_such_an_offer():
    whole = town(6, 8)
    found = pairs_of(whole)
    at = int(np.bincount(found.place).argmax())
    original = next(own for own in whole.offers if own.key == found.places[at].offer)
    window = next(own for own in original.windows if own.key == found.places[at].window)
    copy = replace(
        original, key="new", stable_key="new", windows=(replace(window, places=2, holds=()),)
    )
    anew = rows(pairs_of(replace(whole, offers=(*whole.offers, copy))))
    seat_there = replace(found.places[at], offer="new", capacity=2)
    day = found.days(int(np.flatnonzero(found.place == at)[0]))[0]
    copied = with_copy(found, of=found, place=at, copy=seat_there, day=day)
    assert rows(copied) == {
        key: (units, stay) for key, (units, stay) in anew.items() if key[1] != "new" or day in stay
    }
    assert in_order(copied)
    assert copied.places[-1] == seat_there


def test_one_more_place_is_one_more_on_one_day():
    """Ann and bo come one after the other; one place for both would be two placements."""
    options = {"ann": {"shop": (6_000, (0, 1))}, "bo": {"shop": (6_000, (2, 3))}}
    found = pairs((seat("shop", places=0),), options)
    (target,) = recruitment_targets(fit(found))
    assert (target.places, target.gain.placed, target.newly_placed) == (1, 1, ("ann",))
    assert target.day == days(0)[0]


def test_an_accepted_adjustment_is_answered_for_the_whole_site():
    assert accepting(PLACE, "SEN-05").answers["SEN-05"] is Answer.WILL_DO
