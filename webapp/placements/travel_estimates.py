"""How long a journey may take where nobody recorded one: always a range, always “estimate”."""

from dataclasses import dataclass
from itertools import pairwise

from webapp.catalogue.travel import TravelMode
from webapp.core.postcodes import Place, kilometres_between
from webapp.learners.models import Learner

WALK_AT_MOST_KM = 1.2
"""A walk is guessed only below this straight line; further away nobody is sent on foot."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes door to door, one way, with the range in which most journeys lie."""

    mode: TravelMode
    minutes: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Way:
    """How straight kilometres become minutes: detour by distance, speed, time that is fixed."""

    detours: tuple[tuple[float, float, float, float], ...]
    """(up to km, a quarter of journeys, half, nearly all): road km for each straight km."""
    km_per_hour: float
    fixed: int = 0


ON_FOOT = (
    (0.5, 1.34, 1.57, 1.86),
    (1.0, 1.29, 1.44, 1.64),
    (2.0, 1.24, 1.32, 1.43),
    (4.0, 1.19, 1.26, 1.35),
    (8.0, 1.18, 1.23, 1.29),
)
BY_CAR = (
    (0.5, 1.6, 1.96, 4.30),
    (1.0, 1.5, 1.80, 2.92),
    (2.0, 1.4, 1.60, 2.15),
    (4.0, 1.3, 1.44, 1.79),
    (8.0, 1.28, 1.38, 1.61),
)
"""Detour factors measured on the road network of Newport, 21,552 pairs (docs/rules.md)."""
PEAK = 1.3
DRIVE = Way(BY_CAR, km_per_hour=33 / PEAK, fixed=5)
RIDE = Way(((99.0, 1.2, 1.4, 1.8),), km_per_hour=15, fixed=15)
WAYS = {
    TravelMode.WALK: Way(ON_FOOT, km_per_hour=4.8),
    TravelMode.CYCLE: Way(ON_FOOT, km_per_hour=12.8),
    TravelMode.BUS: RIDE,
    TravelMode.TRAIN: RIDE,
    TravelMode.TRAM: RIDE,
    TravelMode.FAMILY_CAR: DRIVE,
    TravelMode.TAXI: DRIVE,
    TravelMode.MINIBUS: DRIVE,
}


def estimate(kilometres: float, mode: TravelMode) -> Estimate:
    """Return the minutes a journey of this straight line may take."""
    way = WAYS[mode]
    _, low, middle, high = next(
        (row for row in way.detours if kilometres <= row[0]), way.detours[-1]
    )
    least, minutes, most = (
        round(way.fixed + 60 * kilometres * factor / way.km_per_hour)
        for factor in (low, middle, high)
    )
    return Estimate(mode, minutes=minutes, least=least, most=most)


def likely_mode(kilometres: float, *, band: int | None, usual: str | None) -> TravelMode:
    """Return the means a learner would probably use."""
    if kilometres <= WALK_AT_MOST_KM and band is not None and band >= 2:
        return TravelMode.WALK
    if usual:
        return TravelMode(usual)
    return TravelMode.BUS if band is not None and band >= 2 else TravelMode.FAMILY_CAR


def likely_journey(
    learner: Learner, *, easting: int | None, northing: int | None
) -> Estimate | None:
    """Return an estimate from home to this point, or None where either is not known."""
    if easting is None or northing is None:
        return None
    if learner.easting is None or learner.northing is None:
        return None
    kilometres = kilometres_between(
        Place(learner.easting, learner.northing), Place(easting, northing)
    )
    mode = likely_mode(kilometres, band=learner.travel_band, usual=learner.usual_mode)
    return estimate(kilometres, mode)


def detours_are_in_order(way: Way) -> bool:
    """Return whether each row reaches further than the one before and its factors rise."""
    return all(near[0] < far[0] for near, far in pairwise(way.detours)) and all(
        row[1] <= row[2] <= row[3] for row in way.detours
    )
