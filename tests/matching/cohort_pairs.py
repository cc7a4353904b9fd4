"""Small sets of bare pairs for plans, and every plan there is, to compare with the best one."""

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
    there = []
    for place in found.places:
        for _, stay in place.holds:
            there += [("window", place.offer, day) for day in stay]
            there += [("site", place.site, day) for day in stay]
            there += [("employer", place.employer, day) for day in stay]
    limits = {}
    for pair in chosen:
        place = found.places[found.place[pair]]
        learner = found.learners[found.learner[pair]]
        held = {day for who, stay in place.holds if who == learner for day in stay}
        limits["window", place.offer] = place.capacity
        for key, numbers in (("site", request.site_places), ("employer", request.employer_places)):
            if getattr(place, key) in numbers:
                limits[key, getattr(place, key)] = numbers[getattr(place, key)]
        for day in found.days(pair):
            if day not in held:
                there.append(("window", place.offer, day))
                there.append(("site", place.site, day))
                there.append(("employer", place.employer, day))
            for number, group in enumerate(request.keep_apart):
                if learner in group.learners:
                    there.append((number, place.employer, day))
                    limits[number, place.employer] = 1
    new_days = {day for pair in chosen for day in found.days(pair)}
    return all(
        _counted(found, there, key, day) <= most
        for key, most in limits.items()
        for day in new_days
        if _is_used(found, chosen, key, day)
    )


def _counted(found, there, key, day):
    return there.count((*key, day))


def _is_used(found, chosen, key, day):
    """Whether a chosen pair counts there: what is held may be too much by itself."""
    for pair in chosen:
        place = found.places[found.place[pair]]
        learner = found.learners[found.learner[pair]]
        held = {day for who, stay in place.holds if who == learner for day in stay}
        names = {
            "window": place.offer,
            "site": place.site,
            "employer": place.employer,
        }
        same = names.get(key[0], place.employer) == key[1]
        counts = day in found.days(pair) and (day not in held or isinstance(key[0], int))
        if same and counts:
            return True
    return False


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
