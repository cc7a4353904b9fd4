"""An independent checker of a plan: it shares nothing with the solver but the records and rules.

What a plan says is looked at day by day against the market and the request; `best_possible`
then looks for a better plan in ways of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import TypeAlias

import numpy as np

from matching.best_possible import improvements
from matching.codes import ExperienceType
from matching.cohort_records import Aims, CohortPlan, LockSource, Method, Planned, PlanRequest
from matching.findings import Evidence
from matching.first_round import Choice
from matching.interests import model_of
from matching.learner_records import Learner
from matching.offer_records import Offer
from matching.pairs import Pairs, Place
from matching.promises import as_met
from matching.proposing import best_examination
from matching.records import Market
from matching.scoring import Scorer

Where: TypeAlias = tuple[str, ...]
ONE_BY_ONE = frozenset({ExperienceType.INT, ExperienceType.SIN})


class ViolationCode(StrEnum):
    """What is wrong with a plan."""

    NOT_A_PAIR = "not_a_pair"
    RULE_BLOCKS = "rule_blocks"
    WRONG_DAYS = "wrong_days"
    WRONG_UNITS = "wrong_units"
    WINDOW_OVERFULL = "window_overfull"
    SITE_OVERFULL = "site_overfull"
    EMPLOYER_OVERFULL = "employer_overfull"
    NOT_KEPT_APART = "not_kept_apart"
    DOUBLE_BOOKED = "double_booked"
    TOO_MANY_PLACEMENTS = "too_many_placements"
    LOCK_NOT_KEPT = "lock_not_kept"
    VETOED = "vetoed"
    LEARNER_LOST = "learner_lost"
    FIGURES_DIFFER = "figures_differ"
    CERTIFICATE_FAILS = "certificate_fails"
    NOT_FIRST_IN_PRIORITY = "not_first_in_priority"
    NOT_OPTIMAL = "not_optimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that is wrong with a plan."""

    code: ViolationCode
    learner: str | None = None
    offer: str | None = None
    evidence: Evidence = field(default_factory=Evidence)


OVERFULL = {
    "window": ViolationCode.WINDOW_OVERFULL,
    "site": ViolationCode.SITE_OVERFULL,
    "employer": ViolationCode.EMPLOYER_OVERFULL,
}


class PlanNotProved(RuntimeError):
    """A plan in which the checker found something wrong; it is not shown to anyone."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        super().__init__(", ".join(sorted({violation.code.value for violation in violations})))
        self.violations = violations


def check_plan(plan: CohortPlan, *, pairs: Pairs, request: PlanRequest, aims: Aims) -> None:
    """Raise `PlanNotProved` when anything is wrong with a plan."""
    found = violations_of(plan, pairs=pairs, request=request, aims=aims)
    if found:
        raise PlanNotProved(found)


def violations_of(
    plan: CohortPlan, *, pairs: Pairs, request: PlanRequest, aims: Aims
) -> tuple[Violation, ...]:
    """All that is wrong with a plan; empty for one that may be shown.

    Parameters
    ----------
    plan : CohortPlan
        The plan.
    pairs : Pairs
        What it chose from. With a market, each of its new placements is examined again.
    request : PlanRequest
        What the lead asked for.
    aims : Aims
        What the plan aimed for.

    Notes
    -----
    Whether a better plan exists is asked only of a plan without a gap, and about its first
    round: see `best_possible`.
    """
    new = [one for one in plan.placements if one.lock is None]
    found = [
        *_against_pairs(pairs, new),
        *_against_rules(pairs, new),
        *_too_many_at_once(plan, pairs, request),
        *_of_learners(plan, pairs, request),
        *_locks(plan, request),
        *_certificates(plan),
    ]
    if not found and plan.gap == 0:
        choice = Choice(pairs=pairs, request=request, plan=plan, aims=aims)
        found += [
            Violation(code=ViolationCode(code), learner=learner)
            for code, learner in improvements(choice)
        ]
    return tuple(found)


def _against_pairs(pairs: Pairs, new: list[Planned]) -> Iterator[Violation]:
    """New placements are pairs, with the days and units of those."""
    rank = {learner: position for position, learner in enumerate(pairs.learners)}
    place = {(place.offer, place.window): at for at, place in enumerate(pairs.places)}
    code = pairs.learner.astype(np.int64) * max(1, len(pairs.places)) + pairs.place
    for one in new:
        at = place.get((one.offer, one.window), -1)
        sought = rank.get(one.learner, -1) * max(1, len(pairs.places)) + at
        pair = int(np.searchsorted(code, sought))
        if at < 0 or pair == len(code) or code[pair] != sought:
            yield _about(ViolationCode.NOT_A_PAIR, one)
        elif one.dates != pairs.days(pair):
            yield _about(ViolationCode.WRONG_DAYS, one)
        elif one.units != pairs.units[pair]:
            yield _about(ViolationCode.WRONG_UNITS, one)


def _about(code: ViolationCode, one: Planned, **evidence: tuple[str, ...]) -> Violation:
    return Violation(code=code, learner=one.learner, offer=one.offer, evidence=Evidence(**evidence))


def _against_rules(pairs: Pairs, new: list[Planned]) -> Iterator[Violation]:
    """Every hard rule once more, for every new placement; nothing to examine without a market."""
    if pairs.market is not None:
        learners = {learner.key: learner for learner in pairs.market.learners}
        offers = {offer.key: offer for offer in pairs.market.offers}
        for one in new:
            yield from _examined(pairs.market, one, learners[one.learner], offers[one.offer])


def _examined(market: Market, one: Planned, learner: Learner, offer: Offer) -> Iterator[Violation]:
    offer = as_met(market, offer, learner=learner.key)
    windows = tuple(
        replace(window, types=window.types - ONE_BY_ONE)
        for window in offer.windows
        if window.key == one.window
    )
    found = best_examination(market, learner, offer=replace(offer, windows=windows))
    if found is None or found.blocks or offer.internal:
        codes = () if found is None else found.codes
        yield _about(ViolationCode.RULE_BLOCKS, one, codes=codes)
        return
    if one.dates != tuple(day.date for day in found.case.days):
        yield _about(ViolationCode.WRONG_DAYS, one)
    scorer = Scorer(
        learner, model=model_of(market.bank, market.sector_words), weights=market.weights
    )
    if scorer.score(replace(found.case, offer=offer), kept=found.kept).units != one.units:
        yield _about(ViolationCode.WRONG_UNITS, one)


def _too_many_at_once(plan: CohortPlan, pairs: Pairs, request: PlanRequest) -> Iterator[Violation]:
    """New placements on a day on which a window, site or employer has more than it takes.

    What is held and approved may be too much by itself: that is a finding of the plan, and
    who uses a place that was held for them adds nobody.
    """
    limits: dict[Where, int] = {
        ("window", place.offer, place.window): place.capacity for place in pairs.places
    }
    limits |= {("site", key): most for key, most in request.site_places.items()}
    limits |= {("employer", key): most for key, most in request.employer_places.items()}
    held: dict[tuple[str | None, str, str], set[date]] = defaultdict(set)
    for place in pairs.places:
        for learner, dates in place.holds:
            held[learner, place.offer, place.window].update(dates)
    present = _present(plan, pairs)
    for one in plan.placements:
        for where in _where(one):
            most = limits.get(where)
            if one.lock is LockSource.APPROVED or most is None:
                continue
            own = held[one.learner, one.offer, one.window]
            if any(len(present[where, day]) > most for day in one.dates if day not in own):
                yield _about(OVERFULL[where[0]], one)


def _where(one: Planned | Place) -> Iterator[Where]:
    yield "window", one.offer, one.window
    yield "site", one.site
    yield "employer", one.employer


def _present(plan: CohortPlan, pairs: Pairs) -> Mapping[tuple[Where, date], set[str]]:
    """Who is where on which day: learners, and a name for each place held for nobody known."""
    present: dict[tuple[Where, date], set[str]] = defaultdict(set)
    for place in pairs.places:
        for number, (learner, dates) in enumerate(place.holds):
            for where in _where(place):
                for day in dates:
                    who = learner or f"{place.offer} {place.window} {number}"
                    present[where, day].add(who)
    for one in plan.placements:
        for where in _where(one):
            for day in one.dates:
                present[where, day].add(one.learner)
    return present


def _of_learners(plan: CohortPlan, pairs: Pairs, request: PlanRequest) -> Iterator[Violation]:
    """Nobody twice on a day, twice at an offer, too often, lost, or beside one kept apart."""
    own: dict[str, list[Planned]] = defaultdict(list)
    for one in plan.placements:
        own[one.learner].append(one)
    for learner, placements in own.items():
        for one, other in combinations(placements, 2):
            clash = one.offer == other.offer or set(one.dates) & set(other.dates)
            if clash and not one.lock is other.lock is LockSource.APPROVED:
                yield _about(ViolationCode.DOUBLE_BOOKED, one)
        asked = request.placements_wanted.get(learner, 1)
        wanted = asked if asked >= 0 else 1
        new = sum(one.lock is None for one in placements)
        if new and len(placements) > wanted:
            yield Violation(code=ViolationCode.TOO_MANY_PLACEMENTS, learner=learner)
    named = Counter([*own, *(one.learner for one in plan.unplaced)])
    for learner in pairs.learners:
        if named[learner] != 1:
            yield Violation(code=ViolationCode.LEARNER_LOST, learner=learner)
    yield from _apart(own, request)


def _apart(own: Mapping[str, list[Planned]], request: PlanRequest) -> Iterator[Violation]:
    for group in request.keep_apart:
        members = [one for learner in sorted(group.learners) for one in own.get(learner, ())]
        for one, other in combinations(members, 2):
            together = one.employer == other.employer and set(one.dates) & set(other.dates)
            settled = one.lock is other.lock is LockSource.APPROVED
            if together and one.learner != other.learner and not settled:
                yield _about(ViolationCode.NOT_KEPT_APART, one)


def _locks(plan: CohortPlan, request: PlanRequest) -> Iterator[Violation]:
    """Approved places and locks are there or named in a finding; vetoed pairs are not."""
    there = {(one.learner, one.offer) for one in plan.placements}
    named = {(found.learner, found.offer) for found in plan.findings}
    for lock in request.locks:
        if (lock.learner, lock.offer) not in there | named:
            yield Violation(
                code=ViolationCode.LOCK_NOT_KEPT, learner=lock.learner, offer=lock.offer
            )
    vetoed = {(veto.learner, veto.offer) for veto in request.vetoes}
    for one in plan.placements:
        if (one.learner, one.offer) in vetoed and one.lock is not LockSource.APPROVED:
            yield _about(ViolationCode.VETOED, one)


def _certificates(plan: CohortPlan) -> Iterator[Violation]:
    """Sums that have to agree: primal and dual of each flow, and the figures of the plan."""
    for proof in plan.proofs:
        if proof.primal != proof.dual or not (proof.holds or proof.method is Method.FLOW_AND_MIP):
            yield Violation(code=ViolationCode.CERTIFICATE_FAILS)
    placed = len({one.learner for one in plan.placements})
    units = sum(one.units for one in plan.placements)
    if (placed, units) != (plan.totals.placed, plan.totals.units):
        yield Violation(code=ViolationCode.FIGURES_DIFFER)
