"""Estimated journeys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.travel import TravelMode
from webapp.placements.travel_estimates import (
    WAYS,
    detours_are_in_order,
    estimate,
    likely_mode,
)

kilometres = st.floats(min_value=0, max_value=60, allow_nan=False)


@pytest.mark.parametrize("mode", list(TravelMode))
def test_every_means_has_its_way_in_order(mode):
    assert detours_are_in_order(WAYS[mode])


@given(kilometres, st.sampled_from(list(TravelMode)))
def test_an_estimate_is_always_a_range_around_its_middle(distance, mode):
    found = estimate(distance, mode)

    assert 0 <= found.least <= found.minutes <= found.most


@given(kilometres, kilometres)
def test_further_away_by_bus_never_takes_less(one, other):
    near, far = sorted((one, other))

    assert estimate(near, TravelMode.BUS).minutes <= estimate(far, TravelMode.BUS).minutes


def test_a_kilometre_on_foot_takes_about_a_quarter_of_an_hour():
    assert 15 <= estimate(1, TravelMode.WALK).minutes <= 20


def test_a_bus_counts_the_wait():
    assert estimate(0, TravelMode.BUS).minutes == 15


@pytest.mark.parametrize(
    ("distance", "band", "usual", "mode"),
    [
        (0.8, 5, "bus", TravelMode.WALK),
        (0.8, 0, None, TravelMode.FAMILY_CAR),
        (5, 0, "minibus", TravelMode.MINIBUS),
        (5, 4, None, TravelMode.BUS),
        (5, 3, "train", TravelMode.TRAIN),
        (5, None, None, TravelMode.FAMILY_CAR),
    ],
)
def test_the_likely_means_follows_from_the_learner(distance, band, usual, mode):
    assert likely_mode(distance, band=band, usual=usual) is mode
