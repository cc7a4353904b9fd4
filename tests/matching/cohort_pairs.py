"""Small sets of bare pairs for plans, and every plan there is, to compare with the best one."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

import numpy as np
from hypothesis import strategies as st

from matching.cohort_records import BANDS, KeepApart, PlanRequest
from matching.pairs import Pairs, Place

MONDAY = date(2027, 3, 1)
STAYS = ((0,), (0, 1), (1, 2), (2, 3), (1,), (0, 1, 2, 3), (0, 2))
UNITS = (0, 2_999, 3_000, 3_500, 3_999, 4_000, 4_999, 5_000, 6_000, 6_000, 6_001)


def days(*numbers):
    return tuple(MONDAY + timedelta(days=number) for number in numbers)


def seat(name, *, employer="firm", site=None, places=1, holds=()):
    """A place of one window; `name` is offer and window."""
    return Place(
        offer=name,
        window=f"{name} window",
        employer=employer,
        site=site or employer,
        stable_key=name,
        capacity=places,
        holds=tuple(holds),
    )


def pairs(places, options, *, learners=None):
    """Pairs from `{learner: {place name: (units, stay)}}`; the first learner comes first."""
    names = list(learners or options)
    places = tuple(places)
    rows = sorted(
        (names.index(learner), number, units, days(*stay))
        for learner, own in options.items()
        for number, place in enumerate(places)
        for name, (units, stay) in own.items()
        if name == place.offer
    )
    stays = tuple(dict.fromkeys(row[3] for row in rows))
    return Pairs(
        learners=tuple(names),
        places=places,
        learner=np.array([row[0] for row in rows], dtype=np.int32),
        place=np.array([row[1] for row in rows], dtype=np.int32),
        units=np.array([row[2] for row in rows], dtype=np.int64),
        dates=stays,
        dates_of=np.array([stays.index(row[3]) for row in rows], dtype=np.int32),
    )


@st.composite
def small(draw, *, stays=STAYS, learners=5, places=4, same_days=False):
    """Up to five learners and four places, with days that may overlap."""
    names = [f"L{number}" for number in range(draw(st.integers(1, learners)))]
    seats = [
        seat(
            f"P{number}",
            employer=draw(st.sampled_from(("firm", "shop"))),
            places=draw(st.integers(0, 2)),
            holds=draw(
                st.lists(
                    st.tuples(st.sampled_from((None, *names)), st.sampled_from(stays)), max_size=1
                ).map(lambda held: [(who, days(*stay)) for who, stay in held])
            ),
        )
        for number in range(draw(st.integers(1, places)))
    ]
    common = {place.offer: draw(st.sampled_from(stays)) for place in seats}
    options = {
        name: {
            place.offer: (
                draw(st.sampled_from(UNITS)),
                common[place.offer] if same_days else draw(st.sampled_from(stays)),
            )
            for place in seats
            if draw(st.integers(0, 3))
        }
        for name in names
    }
    return pairs(seats, options)


@st.composite
def requests(draw, found):
    """Limits of employers and sites, and learners to keep apart."""
    groups = draw(st.lists(st.frozensets(st.sampled_from(found.learners), max_size=3), max_size=2))
    most = st.dictionaries(st.sampled_from(("firm", "shop")), st.integers(0, 3), max_size=1)
    return PlanRequest(
        keep_apart=tuple(
            KeepApart(key=f"g{number}", learners=group) for number, group in enumerate(groups)
        ),
        employer_places=draw(most),
        site_places=draw(most),
    )


def crowded(learners, places, *, seed=1):
    """Many learners at few windows of one place each, on days that cross in every way."""
    rng = np.random.default_rng(seed)
    seats = [seat(f"P{number}", employer=f"firm {number}") for number in range(places)]
    options = {f"L{number}": {} for number in range(learners)}
    for own in options.values():
        for place in seats:
            stay = rng.choice(8, size=rng.integers(1, 4), replace=False)
            if rng.random() < 0.6:
                own[place.offer] = (int(rng.integers(1, 10_000)), tuple(sorted(stay.tolist())))
    return pairs(seats, options)


def every_plan(found, request):
    """Every choice of at most one pair a learner that keeps all limits: pair by learner."""
    own = [
        [None, *np.flatnonzero(found.learner == rank).tolist()]
        for rank in range(len(found.learners))
    ]
    for chosen in product(*own):
        if keeps_limits(found, request, [pair for pair in chosen if pair is not None]):
            yield chosen


def keeps_limits(found, request, chosen):
    """Whether no limit that a chosen pair counts against is exceeded on any day."""
    there = Counter()
    for place in found.places:
        for _, stay in place.holds:
            there.update((key, day) for key, _ in _at(request, place, None) for day in stay)
    limits = {}
    for pair in chosen:
        place = found.places[found.place[pair]]
        learner = found.learners[found.learner[pair]]
        held = {day for who, stay in place.holds if who == learner for day in stay}
        for key, most in _at(request, place, learner):
            for day in found.days(pair):
                if day not in held or key[0] == "group":
                    there[key, day] += 1
                    limits[key, day] = most
    return all(there[limit] <= most for limit, most in limits.items())


def _at(request, place, learner):
    """The limits that a learner at a place counts against, and how many they allow."""
    yield ("window", place.offer), place.capacity
    yield ("site", place.site), request.site_places.get(place.site, 99)
    yield ("employer", place.employer), request.employer_places.get(place.employer, 99)
    for number, group in enumerate(request.keep_apart):
        if learner in group.learners:
            yield ("group", number, place.employer), 1


def worth(found, chosen, *, bands=BANDS):
    """The aims in order, higher is better: how many, who, few below each band, the sum."""
    units = [int(found.units[pair]) for pair in chosen if pair is not None]
    return (
        len(units),
        tuple(pair is not None for pair in chosen),
        *(-sum(one < band for one in units) for band in bands),
        sum(units),
    )


def chosen_by(plan, found):
    """The plan as pair by learner."""
    seats = {place.offer: number for number, place in enumerate(found.places)}
    by_learner = {one.learner: seats[one.offer] for one in plan.placements}
    codes = list(zip(found.learner.tolist(), found.place.tolist(), strict=True))
    return [
        codes.index((rank, by_learner[learner])) if learner in by_learner else None
        for rank, learner in enumerate(found.learners)
    ]
