"""What a plan was made from as rows, and a fitted matcher made again from them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from matching.cohort_records import (
    Aims,
    KeepApart,
    Lock,
    LockSource,
    Objective,
    Planned,
    PlanRequest,
    Previous,
    Veto,
)
from matching.matcher import Matcher
from matching.pairs import Pairs, Place
from matching.priority import need_of
from matching.records import Market
from matching.restoring import Kept, places_of, restored
from webapp.placements.plan_models import PlanRun
from webapp.placements.plan_why_models import PlanLearner, PlanSource

Row = list[Any]


def source_row(plan_id: uuid.UUID, matcher: Matcher) -> PlanSource:
    """Return the places and days of a plan."""
    return PlanSource(
        plan_id=plan_id,
        places=_place_rows(places_of(matcher), matcher.pairs_.learners),
        dates=[_days_row(days) for days in matcher.pairs_.dates],
    )


def learner_rows(matcher: Matcher, *, planned_for: frozenset[str]) -> list[PlanLearner]:
    """Return every learner of a plan, the first in need first."""
    pairs, request = matcher.pairs_, matcher.request_
    at = {(place.offer, place.window): row for row, place in enumerate(places_of(matcher))}
    starts = np.searchsorted(pairs.learner, np.arange(len(pairs.learners) + 1)).tolist()
    needs = _needs(pairs.market)
    planned: defaultdict[str, list[Row]] = defaultdict(list)
    for one in matcher.plan_.placements:
        lock = one.lock.value if one.lock else None
        planned[one.learner].append(
            [at[one.offer, one.window], _days_row(one.dates), one.units, lock, one.round]
        )
    return [
        PlanLearner(
            number=rank,
            learner_id=uuid.UUID(key),
            is_planned_for=key in planned_for,
            options=_option_rows(pairs, range(starts[rank], starts[rank + 1])),
            prices=matcher.pair_price_[starts[rank] : starts[rank + 1]].tolist(),
            worth=int(matcher.learner_cost_[rank]),
            asked=_asked_row(request, key),
            planned=planned[key],
            need=needs.get(key, {}),
        )
        for rank, key in enumerate(pairs.learners)
    ]


def _needs(market: Market | None) -> dict[str, dict[str, Any]]:
    """Return what decides the order of each learner; a date that never comes is None."""
    if market is None:
        return {}
    found = {}
    for learner in market.learners:
        need = need_of(learner, today=market.today, seed=market.seed)
        found[learner.key] = {
            "experience": need.has_experience,
            "deadline": _day_row(need.deadline),
            "hours": need.hours,
            "asked_on": _day_row(need.asked_on),
        }
    return found


def _day_row(day: date) -> str | None:
    return None if day == date.max else day.isoformat()


def _place_rows(places: Iterable[Place], learners: Iterable[str]) -> list[Row]:
    """Return places as rows; who holds one is kept of learners of the plan only."""
    known = frozenset(learners)
    return [
        [
            place.offer,
            place.window,
            place.employer,
            place.site,
            place.stable_key,
            place.capacity,
            [[who if who in known else None, _days_row(days)] for who, days in place.holds],
        ]
        for place in places
    ]


def _days_row(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _option_rows(pairs: Pairs, own: range) -> list[Row]:
    return [
        [int(pairs.place[pair]), int(pairs.dates_of[pair]), int(pairs.units[pair])] for pair in own
    ]


def _asked_row(request: PlanRequest, key: str) -> dict[str, Any]:
    return {
        "wanted": request.placements_wanted.get(key),
        "locks": sorted(
            (
                [lock.offer, lock.window, _days_row(lock.dates), lock.source.value]
                for lock in request.locks
                if lock.learner == key
            ),
            key=str,
        ),
        "vetoes": sorted(veto.offer for veto in request.vetoes if veto.learner == key),
        "apart": sorted(group.key for group in request.keep_apart if key in group.learners),
        "before": sorted(
            [was.offer, was.window, _days_row(was.dates)]
            for was in request.previous
            if was.learner == key
        ),
    }


def is_the_same(
    source: PlanSource,
    rows: Sequence[PlanLearner],
    *,
    pairs: Pairs,
    request: PlanRequest,
) -> bool:
    """Return whether a plan made now would choose from the same, and be asked the same."""
    starts = np.searchsorted(pairs.learner, np.arange(len(pairs.learners) + 1)).tolist()
    now = [
        (key, _option_rows(pairs, range(starts[rank], starts[rank + 1])), _asked_row(request, key))
        for rank, key in enumerate(pairs.learners)
    ]
    places = _place_rows(pairs.places, pairs.learners)
    return (
        source.places[: len(places)] == places
        and source.dates == [_days_row(days) for days in pairs.dates]
        and now == [(str(row.learner_id), row.options, row.asked) for row in rows]
    )


def matcher_again(run: PlanRun, source: PlanSource, rows: Sequence[PlanLearner]) -> Matcher:
    """Return the matcher of a plan as it was, without a market; nothing is solved."""
    return restored(_kept(run, _bare_pairs(source, rows), _request(rows), rows, source))


def matcher_now(
    run: PlanRun,
    source: PlanSource,
    rows: Sequence[PlanLearner],
    *,
    pairs: Pairs,
    request: PlanRequest,
) -> Matcher:
    """Return the matcher of a plan over pairs found again, which are the same, with a market."""
    return restored(_kept(run, pairs, request, rows, source))


def _kept(
    run: PlanRun,
    pairs: Pairs,
    request: PlanRequest,
    rows: Sequence[PlanLearner],
    source: PlanSource,
) -> Kept:
    places = [_place(row) for row in source.places]
    return Kept(
        pairs=pairs,
        request=request,
        aims=Aims(
            objective=Objective(run.objective), bands=tuple(sorted({int(one) for one in run.bands}))
        ),
        placements=tuple(_planned(row, places[one[0]], one) for row in rows for one in row.planned),
        gap=run.gap or 0.0,
        pair_price=np.array([price for row in rows for price in row.prices], dtype=np.int64),
        learner_cost=np.array([row.worth for row in rows], dtype=np.int64),
    )


def _bare_pairs(source: PlanSource, rows: Sequence[PlanLearner]) -> Pairs:
    options = [(rank, *option) for rank, row in enumerate(rows) for option in row.options]
    columns = np.array(options, dtype=np.int64).reshape(-1, 4).T
    return Pairs(
        learners=tuple(str(row.learner_id) for row in rows),
        places=tuple(_place(row) for row in source.places),
        learner=columns[0].astype(np.int32),
        place=columns[1].astype(np.int32),
        units=columns[3],
        dates=tuple(_days(days) for days in source.dates),
        dates_of=columns[2].astype(np.int32),
    )


def _place(row: Row) -> Place:
    offer, window, employer, site, stable_key, capacity, holds = row
    return Place(
        offer=offer,
        window=window,
        employer=employer,
        site=site,
        stable_key=stable_key,
        capacity=capacity,
        holds=tuple((who, _days(days)) for who, days in holds),
    )


def _days(row: Iterable[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in row)


def _planned(row: PlanLearner, place: Place, one: Row) -> Planned:
    _, days, units, lock, number = one
    return Planned(
        learner=str(row.learner_id),
        offer=place.offer,
        window=place.window,
        employer=place.employer,
        site=place.site,
        type=None,
        units=units,
        dates=_days(days),
        lock=LockSource(lock) if lock else None,
        round=number,
    )


def _request(rows: Sequence[PlanLearner]) -> PlanRequest:
    asked = {str(row.learner_id): row.asked for row in rows}
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for key, one in asked.items():
        for group in one["apart"]:
            apart[group].add(key)
    return PlanRequest(
        locks=tuple(
            Lock(
                learner=key,
                offer=offer,
                window=window,
                dates=_days(days),
                source=LockSource(source),
            )
            for key, one in asked.items()
            for offer, window, days, source in one["locks"]
        ),
        vetoes=tuple(
            Veto(learner=key, offer=offer) for key, one in asked.items() for offer in one["vetoes"]
        ),
        keep_apart=tuple(
            KeepApart(key=group, learners=frozenset(keys)) for group, keys in sorted(apart.items())
        ),
        previous=tuple(
            Previous(learner=key, offer=offer, window=window, dates=_days(days))
            for key, one in asked.items()
            for offer, window, days in one["before"]
        ),
        placements_wanted={
            key: one["wanted"] for key, one in asked.items() if one["wanted"] is not None
        },
    )
