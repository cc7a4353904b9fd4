"""Why a learner is where they are in a plan, and the one reason why not elsewhere."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from matching import (
    Cause,
    ExperienceType,
    InternalCase,
    Restriction,
    Travel,
    UnknownLearner,
    propose,
)
from matching.cohort_records import Lock, LockSource, PlanRequest, Previous, Veto
from matching.explain_records import Rival
from matching.explain_records import WhyNotReason as Why
from matching.fitted import UnknownOffer
from matching.matcher import Matcher
from matching.why import why_not, why_this
from tests.matching import cohort_pairs as small
from tests.matching import markets
from tests.matching.cohort_pairs import days, pairs, seat
from tests.matching.plain_market import PERSON, PLACE, person, place, with_window
from tests.matching.scenario_market import market, must, request

WEEK = (0, 1)
SHOP, FARM = "shop", "farm"
RULED_OUT = {Why.RULE, Why.REFUSED, Why.NOT_AVAILABLE, Why.ONE_BY_ONE}
law = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def fit(found, objective="fair", **asked):
    return Matcher(objective=objective).fit(found, request=PlanRequest(**asked))


def two_by_two(*, ann=6_000, bo=9_000, shop=1, holds=()):
    """Ann comes first; the farm is worth 5,000 to both."""
    seats = (seat(SHOP, places=shop, holds=holds), seat(FARM, employer="farm"))
    return pairs(
        seats,
        {
            "ann": {SHOP: (ann, WEEK), FARM: (5_000, WEEK)},
            "bo": {SHOP: (bo, WEEK), FARM: (5_000, WEEK)},
        },
    )


def one_place(**options):
    return pairs((seat(SHOP),), {name: {SHOP: (units, WEEK)} for name, units in options.items()})


def previous(*places):
    return tuple(Previous(learner=who, offer=at, window=f"{at} window") for who, at in places)


def without_holds(found):
    return replace(found, places=tuple(replace(own, holds=()) for own in found.places))


def reason(matcher, learner, offer):
    return why_not(matcher, learner=learner, offer=offer).reason


def test_a_place_is_explained_by_its_rank_and_by_what_was_given_up():
    found = why_this(fit(two_by_two()), learner="ann", offer=FARM)
    assert (found.placement.offer, found.rank, found.options) == (FARM, 2, 2)
    assert (found.given_up.offer, found.given_up.reason) == (SHOP, Why.PRICE)
    assert found.because == ()


def test_the_best_option_gives_nothing_up():
    found = why_this(fit(two_by_two()), learner="bo", offer=SHOP)
    assert (found.rank, found.given_up) == (1, None)


def test_another_week_of_the_same_offer_is_not_given_up():
    early, late = seat(SHOP), replace(seat(SHOP), window="late", capacity=0)
    both = pairs((early,), {"ann": {SHOP: (5_000, WEEK)}})
    both = replace(
        both,
        places=(early, late),
        learner=both.learner.repeat(2),
        place=np.array([0, 1], dtype=np.int32),
        units=np.array([5_000, 5_500]),
        dates_of=both.dates_of.repeat(2),
    )
    found = why_this(fit(both), learner="ann", offer=SHOP)
    assert (found.placement.window, found.rank, found.given_up) == ("shop window", 2, None)


def test_nothing_explains_a_place_that_the_plan_does_not_give():
    assert why_this(fit(two_by_two()), learner="ann", offer=SHOP) is None
    assert why_not(fit(two_by_two()), learner="ann", offer=FARM) is None


def test_a_place_is_left_to_whoever_would_lose_more():
    found = why_not(fit(two_by_two()), learner="ann", offer=SHOP)
    assert found.reason is Why.PRICE
    assert (found.units, found.own_units) == (6_000, 5_000)
    assert found.rivals == (Rival(learner="bo", units=9_000, other_options=1, best_other=5_000),)
    assert found.price >= 1_000


def test_a_place_is_left_to_whoever_has_nothing_else():
    both = {SHOP: (9_000, WEEK), FARM: (5_000, WEEK)}
    only = {SHOP: (4_000, WEEK)}
    found = pairs((seat(SHOP), seat(FARM, employer="farm")), {"ann": both, "bo": only})
    (rival,) = why_not(fit(found), learner="ann", offer=SHOP).rivals
    assert rival == Rival(learner="bo", units=4_000, other_options=0, best_other=None)


def test_a_veto_leaves_a_rival_one_option_less():
    asked = {"vetoes": (Veto(learner="bo", offer=FARM),)}
    (rival,) = why_not(fit(two_by_two(), **asked), learner="ann", offer=SHOP).rivals
    assert (rival.learner, rival.other_options) == ("bo", 0)


def test_the_own_place_scores_higher():
    found = why_not(fit(two_by_two()), learner="bo", offer=FARM)
    assert (found.reason, found.units, found.own_units) == (Why.CRITERIA, 5_000, 9_000)
    assert found.rivals == ()


def test_others_come_first_where_not_everyone_can_be_placed():
    found = why_not(fit(one_place(ann=1_000, bo=9_000)), learner="bo", offer=SHOP)
    assert (found.reason, found.own_units) == (Why.PRIORITY, None)
    assert [rival.learner for rival in found.rivals] == ["ann"]


def test_for_the_highest_sum_alone_nobody_comes_first():
    found = fit(one_place(ann=1_000, bo=9_000), objective="total")
    assert reason(found, "ann", SHOP) is Why.PRICE


def test_for_the_highest_sum_a_place_that_adds_nothing_need_not_be_taken():
    matcher = fit(one_place(ann=0), objective="total")
    if matcher.placements_:
        assert why_not(matcher, learner="ann", offer=SHOP) is None
    else:
        assert reason(matcher, "ann", SHOP) is Why.CRITERIA


def test_the_own_place_of_the_last_plan_is_kept():
    matcher = fit(two_by_two(shop=2), previous=previous(("ann", FARM)))
    assert reason(matcher, "ann", SHOP) is Why.KEPT


def test_the_place_of_somebody_else_is_kept():
    matcher = fit(two_by_two(ann=9_000, bo=6_000), previous=previous(("bo", SHOP)))
    found = why_not(matcher, learner="ann", offer=SHOP)
    assert (found.reason, found.rivals[0].learner) == (Why.KEPT, "bo")


def test_an_approved_place_is_taken():
    lock = Lock(learner="bo", offer=SHOP, source=LockSource.APPROVED)
    found = why_not(fit(two_by_two(), locks=(lock,)), learner="ann", offer=SHOP)
    assert (found.reason, found.rivals[0].learner) == (Why.TAKEN, "bo")


def test_a_place_held_by_others_is_taken_by_nobody_we_know():
    found = fit(two_by_two(holds=[(None, days(*WEEK))]))
    assert why_not(found, learner="ann", offer=SHOP).reason is Why.TAKEN
    assert why_not(found, learner="ann", offer=SHOP).rivals == ()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"vetoes": (Veto(learner="ann", offer=SHOP),)}, Why.VETO),
        ({"placements_wanted": {"ann": 0}}, Why.NONE_WANTED),
        ({"locks": (Lock(learner="ann", offer=FARM),)}, Why.LOCKED_AWAY),
        (
            {"locks": (Lock(learner="ann", offer=FARM),), "placements_wanted": {"ann": 2}},
            Why.LOCKED_AWAY,
        ),
    ],
)
def test_what_the_lead_asked_for_is_the_reason(asked, expected):
    assert reason(fit(two_by_two(), **asked), "ann", SHOP) is expected


def test_bare_arrays_say_that_a_rule_blocks_but_not_which():
    found = pairs((seat(SHOP), seat(FARM)), {"ann": {SHOP: (5_000, WEEK)}})
    explained = why_not(fit(found), learner="ann", offer=FARM)
    assert (explained.reason, explained.findings, explained.window) == (Why.RULE, (), None)


def test_keys_that_do_not_exist_are_named():
    matcher = fit(two_by_two())
    with pytest.raises(UnknownLearner):
        why_not(matcher, learner="cy", offer=SHOP)
    with pytest.raises(UnknownOffer):
        why_this(matcher, learner="ann", offer="mill")


def test_a_rule_is_explained_by_its_findings():
    matcher = fit(market(person(requirements=(must("SEN-05"),)), offers=(PLACE,)))
    found = why_not(matcher, learner="person", offer="place")
    assert (found.reason, {finding.code for finding in found.findings}) == (Why.RULE, {"HR-10"})


def test_an_offer_without_a_window_is_ruled_out():
    matcher = fit(market(PERSON, offers=(place(windows=()),)))
    found = why_not(matcher, learner="person", offer="place")
    assert [finding.cause for finding in found.findings] == [Cause.NO_COMMON_DAY]


def test_a_restricted_reason_carries_nothing():
    kept_from = Restriction(employers=frozenset({"place"}))
    secret = person(restriction=kept_from, requirements=(must("SEN-05"),))
    found = why_not(fit(market(secret, offers=(PLACE,))), learner="person", offer="place")
    assert (found.reason, found.findings, found.units) == (Why.NOT_AVAILABLE, (), None)


def test_a_place_the_learner_said_no_to_is_refused():
    said_no = person(refused=frozenset({"place"}))
    assert reason(fit(market(said_no, offers=(PLACE,))), "person", "place") is Why.REFUSED


def test_a_place_inside_the_setting_is_proposed_one_by_one():
    recorded = InternalCase(
        reason_recorded=True, review_on=date(2027, 6, 30), external_step_planned=True
    )
    sheltered = person(
        request=request(ExperienceType.INT), travel=Travel(band=0), internal_case=recorded
    )
    inside = replace(with_window(types=frozenset({ExperienceType.INT})), internal=True)
    whole = market(sheltered, offers=(inside,))
    assert [found.offer for found in propose(whole, "person").proposals] == ["place"]
    assert reason(fit(whole), "person", "place") is Why.ONE_BY_ONE


def test_criteria_are_compared_part_by_part():
    far = place(key="far", stable_key="far", site="far", sectors=frozenset({"admin"}))
    likes = person(chosen_sectors=frozenset({"hort"}))
    matcher = fit(market(likes, offers=(PLACE, far)))
    found = why_not(matcher, learner="person", offer="far")
    assert found.reason is Why.CRITERIA
    (interest,) = [part for part in found.differences if part.code == "SC-01"]
    assert interest.own > interest.there
    because = why_this(matcher, learner="person", offer="place").because
    assert [one.said for one in because] == ["hort"]


@law
@given(markets.learners(), markets.three_offers)
def test_a_rule_is_the_reason_exactly_when_the_place_is_blocked(learner, offers):
    whole = market(learner, offers=offers)
    matcher = fit(whole)
    eligible = {place.offer for place in propose(whole, learner.key).eligible}
    for offer in offers:
        found = why_not(matcher, learner=learner.key, offer=offer.key)
        blocked = found is not None and found.reason in RULED_OUT
        assert blocked == (offer.key not in eligible)
        assert not any(finding.restricted for finding in (found.findings if found else ()))


@law
@given(small.small(same_days=True).map(without_holds))
def test_whoever_is_left_out_is_left_out_for_those_before_them(found):
    matcher = fit(found)
    order = {learner: rank for rank, learner in enumerate(found.learners)}
    for one in matcher.unplaced_:
        for offer in sorted({own.offer for own in found.places}):
            why = why_not(matcher, learner=one.learner, offer=offer)
            assert why.reason in {Why.PRIORITY, Why.RULE, Why.TAKEN}
            if why.reason is Why.PRIORITY:
                assert why.rivals
                assert all(order[rival.learner] < order[one.learner] for rival in why.rivals)
