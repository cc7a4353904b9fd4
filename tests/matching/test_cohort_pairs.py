"""What a plan chooses from: the same places, days and scores as one learner's proposals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from matching import ExperienceType, Hours, Market, Never, Restriction, propose
from matching.pairs import examination_of, pairs_of
from tests.matching.cohort_markets import town
from tests.matching.markets import learners, three_offers
from tests.matching.plain_market import FRIDAY, MONDAY, PERSON, PLACE, small_market
from tests.matching.scenario_market import E7, E9, ELLIE, PRIYA, hours, market, request

law = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def found_by_pairs(market: Market):
    pairs = pairs_of(market)
    return {
        (pairs.learners[learner], pairs.places[place].offer): (int(units), pairs.days(pair))
        for pair, (learner, place, units) in enumerate(
            zip(pairs.learner, pairs.place, pairs.units, strict=True)
        )
    }


@law
@given(learners(), three_offers)
def test_a_plan_chooses_from_what_would_be_proposed(learner, offers):
    cohort = market(learner, offers=offers)
    found = propose(cohort, learner.key)
    pairs = found_by_pairs(cohort)
    assert {offer: units for (_, offer), (units, _) in pairs.items()} == {
        place.offer: place.units for place in found.eligible
    }
    for proposal in found.proposals:
        assert pairs[learner.key, proposal.offer][1] == proposal.dates


def test_every_window_that_is_allowed_is_there():
    cohort = town(6, 25)
    pairs = pairs_of(cohort)
    seats = {
        (pairs.learners[learner], pairs.places[place].offer, pairs.places[place].window)
        for learner, place in zip(pairs.learner, pairs.place, strict=True)
    }
    for offer in cohort.offers:
        for window in offer.windows:
            alone = replace(cohort, offers=(replace(offer, windows=(window,)),))
            for learner in cohort.learners:
                proposed = bool(propose(alone, learner.key).eligible)
                assert proposed == ((learner.key, offer.key, window.key) in seats)


def test_two_windows_of_one_place_have_days_of_their_own():
    spring = PLACE.windows[0]
    later = replace(
        spring,
        key="later",
        first=spring.first + timedelta(weeks=2),
        last=spring.last + timedelta(weeks=2),
    )
    pairs = pairs_of(small_market(offer=replace(PLACE, windows=(spring, later))))
    firsts = {
        pairs.places[place].window: pairs.days(pair)[0] for pair, place in enumerate(pairs.place)
    }
    assert firsts == {"window": MONDAY, "later": MONDAY + timedelta(weeks=2)}
    assert len(set(pairs.units.tolist())) == 1


def test_refused_travel_times_are_looked_at_for_each_window():
    early = replace(PLACE.windows[0], key="early", hours=hours("08:00", "12:00"))
    travel = replace(
        PERSON.travel,
        refused_times=(
            Hours(start=hours("07:00", "08:30").start, end=hours("07:00", "08:30").end),
        ),
    )
    journey = replace(PERSON.travel.journeys[0], site="place", minutes=20)
    learner = replace(PERSON, travel=replace(travel, journeys=(journey,)))
    windows = (PLACE.windows[0], early)
    pairs = pairs_of(small_market(learner, replace(PLACE, windows=windows)))
    assert [pairs.places[place].window for place in pairs.place] == ["window"]


@pytest.mark.parametrize(("learner", "offer"), [(PRIYA, E7), (ELLIE, E9)])
def test_internships_and_places_inside_the_setting_are_never_planned(learner, offer):
    asked = replace(
        learner,
        request=request(ExperienceType.SIN, ExperienceType.INT, ExperienceType.VIS),
    )
    assert len(pairs_of(market(asked, offers=(offer,)))) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"consent_to_look": False},
        {"request": None},
        {"availability": {}},
        {"never": Never(employers=frozenset({"place"}))},
        {"refused": frozenset({"place"})},
        {"restriction": Restriction(sites=frozenset({"place"}))},
        {"supervision": 5},
    ],
)
def test_who_may_not_go_there_has_no_pair(changes):
    assert len(pairs_of(small_market(replace(PERSON, **changes)))) == 0


def test_a_place_without_enough_tasks_left_is_no_pair():
    assert len(pairs_of(small_market(offer=replace(PLACE, tasks=PLACE.tasks[:2])))) == 0


def test_progress_is_told_learner_by_learner():
    told = []
    pairs_of(town(3, 5), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_empty_market_has_no_pairs():
    empty = pairs_of(Market(today=date(2027, 1, 11), learners=(), offers=()))
    assert (len(empty), empty.learners, empty.places) == (0, (), ())


def test_the_full_examination_of_a_window_can_be_had():
    cohort = small_market()
    window = PLACE.windows[0]
    found = examination_of(cohort, PERSON, offer=PLACE, window=window)
    assert found is not None
    assert (found.case.first, found.case.last, found.blocks) == (MONDAY, FRIDAY, ())
    wary = replace(PERSON, supervision=5)
    assert examination_of(cohort, wary, offer=PLACE, window=window) is None
    unwilling = replace(PERSON, refused=frozenset({"place"}))
    assert examination_of(cohort, unwilling, offer=PLACE, window=window) is None
