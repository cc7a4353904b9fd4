"""Which pairs are looked at more closely: all that are near, and none that is allowed is lost."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics.pairwise import haversine_distances

from matching import (
    AgeLimit,
    Answer,
    ExperienceType,
    Journey,
    JourneyEvidence,
    Mode,
    Never,
    Requirement,
    Restriction,
    Strength,
    Travel,
)
from matching.candidates import EARTH_KM, PlaceError, candidates_of, near_pairs
from matching.proposing import best_examination
from tests.matching.markets import SECTORS, SITES, learners, three_offers
from tests.matching.plain_market import (
    FRIDAY,
    MONDAY,
    PLACE,
    person,
    place,
    small_market,
    with_window,
)
from tests.matching.scenario_market import market, request
from tests.matching.test_matching_laws import law

latitudes = st.floats(np.radians(50), np.radians(55.8))
longitudes = st.floats(np.radians(-6), np.radians(1.8))
some_places = st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=20)
some_sites = st.frozensets(st.sampled_from(SITES), max_size=1)
nothing_wanted = st.builds(
    Never,
    sectors=st.frozensets(st.sampled_from(SECTORS), max_size=2),
    employers=some_sites,
)
TOO_FAR = Journey(site=PLACE.site, mode=Mode.BUS, minutes=61)
ESTIMATED = replace(TOO_FAR, evidence=JourneyEvidence.ESTIMATE)
SIGNING = Requirement(strength=Strength.MUST, adjustments=("COM-09",))
ONE_OF_TWO = replace(SIGNING, adjustments=(), any_of=("COM-09", "SEN-05"))


@law
@given(some_places, some_places, st.data())
def test_near_pairs_are_those_within_the_limit_of_each_learner(homes, sites, data):
    limits = data.draw(st.lists(st.floats(0, 400), min_size=len(homes), max_size=len(homes)))
    km = EARTH_KM * haversine_distances(homes, sites)
    # a distance that equals a limit to the last bits may be read either way
    limits = [limit + 1e-6 for limit in limits]
    learner, offer = near_pairs(homes, sites, limit_km=limits)
    expected = np.nonzero(km <= np.array(limits)[:, np.newaxis])
    assert (learner.tolist(), offer.tolist()) == tuple(side.tolist() for side in expected)


def test_near_pairs_of_many_learners_are_found_in_several_rounds():
    rng = np.random.default_rng(3)
    homes = np.radians(rng.uniform((52, -2), (52.4, -1.6), size=(700, 2)))
    sites = np.radians(rng.uniform((52, -2), (52.4, -1.6), size=(50, 2)))
    limits = rng.uniform(0, 20, 700)
    learner, offer = near_pairs(homes, sites, limit_km=limits)
    near = EARTH_KM * haversine_distances(homes, sites) <= limits[:, np.newaxis]
    assert np.array_equal(np.column_stack((learner, offer)), np.argwhere(near))


def test_nobody_is_near_where_there_are_no_learners_or_no_offers():
    somewhere = [(0.9, 0.0)]
    for homes, sites in (([], somewhere), (somewhere, []), ([], [])):
        learner, offer = near_pairs(homes, sites, limit_km=[9.0] * len(homes))
        assert learner.tolist() == offer.tolist() == []


@pytest.mark.parametrize(
    ("home", "site", "limit", "said"),
    [
        ((1.6, 0), (0.9, 0), 5, "learner 0: 1.6"),
        ((0.9, 0), (0.9, 7), 5, "offer 0: 7.0"),
        ((float("nan"), 0), (0.9, 0), 5, "learner 0: nan"),
        ((0.9, 0), (0.9, 0), -1, "limit 0: -1.0"),
        ((0.9, 0), (0.9, 0), float("inf"), "limit 0: inf"),
    ],
)
def test_a_place_off_the_earth_is_refused_by_row_and_value(home, site, limit, said):
    with pytest.raises(PlaceError, match=said):
        near_pairs([home], [site], limit_km=[limit])


@law
@given(learners(), three_offers, nothing_wanted, some_sites, some_sites, some_sites)
def test_no_pair_that_the_rules_allow_is_left_out(learner, offers, never, refused, kept_from, mine):
    learner = replace(
        learner,
        never=never,
        refused=refused,
        restriction=Restriction(sites=kept_from),
    )
    offers = [replace(offer, internal=offer.key in mine) for offer in offers]
    whole = market(learner, offers=offers)
    _, found = candidates_of(whole)
    for position, offer in enumerate(whole.offers):
        examination = best_examination(whole, learner, offer=offer)
        if examination is not None and not examination.blocks:
            assert position in found


def is_candidate(learner, offer=PLACE):
    found = candidates_of(small_market(learner, offer))
    return [side.tolist() for side in found] == [[0], [0]]


def test_a_learner_and_a_place_that_fit_are_looked_at():
    assert is_candidate(person())


@pytest.mark.parametrize(
    "changes",
    [
        {"consent_to_look": False},
        {"request": None},
        {"availability": {}},
        {"request": request(ExperienceType.EXT)},
        {"request": request(ExperienceType.BLK, first=date(2027, 3, 6))},
        {"request": request(ExperienceType.BLK, last=date(2027, 2, 28))},
        {"refused": frozenset({PLACE.key})},
        {"never": Never(employers=frozenset({PLACE.employer}))},
        {"never": Never(sectors=PLACE.sectors)},
        {"restriction": Restriction(employers=frozenset({PLACE.employer}))},
        {"restriction": Restriction(sites=frozenset({PLACE.site}))},
        {"travel": Travel(max_minutes=60, journeys=(TOO_FAR,))},
        {"travel": Travel(max_minutes=48, journeys=(ESTIMATED,))},
        {"travel": Travel(refused_modes=frozenset({Mode.BUS}), journeys=(TOO_FAR,))},
        {"travel": Travel(max_changes=0, journeys=(replace(TOO_FAR, changes=1),))},
        {"travel": Travel(max_walk_metres=99, journeys=(replace(TOO_FAR, walk_metres=100),))},
        {"requirements": (SIGNING,)},
        {"requirements": (ONE_OF_TWO,)},
        {"requirements": (Requirement(strength=Strength.MUST, need="N-NOBODY-MEETS"),)},
        {"date_of_birth": date(2013, 3, 6)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_the_records_rule_out_at_once_is_not_looked_at(changes):
    assert not is_candidate(person(**changes))


def test_a_paused_place_is_not_looked_at():
    assert not is_candidate(person(), place(paused=True))


def test_a_place_inside_the_setting_is_looked_at_however_long_the_way():
    learner = person(travel=Travel(max_minutes=60, journeys=(TOO_FAR,)))
    assert is_candidate(learner, place(internal=True))


def test_a_way_within_the_limit_keeps_a_place_that_has_a_longer_way_too():
    shorter = replace(TOO_FAR, minutes=20)
    assert is_candidate(person(travel=Travel(max_minutes=60, journeys=(TOO_FAR, shorter))))


def test_an_estimate_up_to_a_quarter_above_the_limit_is_for_a_person_to_decide():
    assert is_candidate(person(travel=Travel(max_minutes=49, journeys=(ESTIMATED,))))


def test_an_adjustment_made_with_help_or_in_one_area_keeps_a_place():
    with_help = place(answers={"COM-09": Answer.CAN_WITH_HELP})
    in_the_yard = replace(PLACE.areas[1], answers={"COM-09": Answer.WILL_DO})
    in_one_area = place(areas=(PLACE.areas[0], in_the_yard))
    for offer in (with_help, in_one_area):
        assert is_candidate(person(requirements=(SIGNING,)), offer)
        assert is_candidate(person(requirements=(ONE_OF_TWO,)), offer)
        assert is_candidate(person(requirements=(SIGNING, ONE_OF_TWO)), offer)


def test_an_age_limit_is_read_on_the_last_day_and_may_differ_by_kind():
    fourteen_on_friday = person(date_of_birth=FRIDAY.replace(year=2013))
    assert is_candidate(fourteen_on_friday, with_window(ages=AgeLimit(youngest=14)))
    older = {"ages": AgeLimit(youngest=16)}
    assert not is_candidate(fourteen_on_friday, with_window(**older))
    by_kind = {ExperienceType.VIS: AgeLimit(youngest=12)}
    assert is_candidate(fourteen_on_friday, with_window(**older, ages_by_type=by_kind))


def test_an_offer_with_two_windows_is_named_once():
    later = replace(PLACE.windows[0], key="later", first=MONDAY)
    assert is_candidate(person(), place(windows=(*PLACE.windows, later)))
    assert not is_candidate(person(), place(windows=()))
