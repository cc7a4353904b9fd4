"""A plan that was kept explains itself later as it did when it was made."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.alternatives import alternatives
from matching.cohort_records import Lock, LockSource, PlanRequest
from matching.matcher import Matcher
from matching.restoring import Kept, places_of, restored
from matching.waiting_list import waiting_list
from matching.why import why_not, why_this
from tests.matching import cohort_pairs as small
from tests.matching.plain_market import MONDAY, PERSON, PLACE, person, place
from tests.matching.scenario_market import market, must

law = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def kept_of(matcher):
    """What is kept: no market, no parts."""
    bare = [replace(one, parts=(), conditions=(), gates=()) for one in matcher.placements_]
    return Kept(
        pairs=replace(matcher.pairs_, places=places_of(matcher), market=None),
        request=matcher.request_,
        aims=matcher.aims_,
        placements=tuple(bare),
        gap=matcher.plan_.gap,
        pair_price=matcher.pair_price_,
        learner_cost=matcher.learner_cost_,
    )


def explained(matcher):
    """Everything a plan says of every learner and every place."""
    learners, places = matcher.pairs_.learners, matcher.pairs_.places
    return (
        [
            (
                why_this(matcher, learner=who, offer=place.offer),
                why_not(matcher, learner=who, offer=place.offer),
            )
            for who in learners
            for place in places
        ],
        [alternatives(matcher, learner=who) for who in learners],
        [waiting_list(matcher, offer=place.offer, window=place.window) for place in places],
    )


@given(data=st.data())
@law
def test_a_plan_made_again_from_what_was_kept_says_the_same(data):
    found = data.draw(small.small(learners=4, places=3))
    fitted = Matcher().fit(found, request=data.draw(small.requests(found)))
    assert explained(restored(kept_of(fitted))) == explained(fitted)


def test_a_place_that_is_approved_against_the_rules_is_kept_with_the_plan():
    inside = place(key="inside", stable_key="inside", internal=True)
    found = market(PERSON, person(key="other", number="other"), offers=(PLACE, inside))
    lock = Lock(
        learner="person",
        offer="inside",
        window=inside.windows[0].key,
        dates=(MONDAY,),
        source=LockSource.APPROVED,
    )
    fitted = Matcher().fit(found, request=PlanRequest(locks=(lock,)))
    again = restored(kept_of(fitted))

    assert [(one.learner, one.offer) for one in again.placements_] == [
        (one.learner, one.offer) for one in fitted.placements_
    ]
    reason = why_not(again, learner="person", offer="place").reason
    assert reason is why_not(fitted, learner="person", offer="place").reason


def test_who_has_no_place_is_known_without_the_reasons():
    found = market(
        PERSON, person(key="other", number="2", requirements=(must("SEN-02"),)), offers=(PLACE,)
    )
    (left,) = restored(kept_of(Matcher().fit(found))).unplaced_
    assert (left.learner, left.reasons) == ("other", ())
