"""What a run hands back: its placements with what the rules say, who has none, and the figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from matching.changes import changes_of
from matching.cohort_records import (
    CohortPlan,
    Method,
    PlanFinding,
    Planned,
    PlanTotals,
    RoundProof,
    Stage,
    Unplaced,
)
from matching.findings import Outcome
from matching.interests import model_of
from matching.pairs import examination_of
from matching.planning import Done, Planning
from matching.records import Market
from matching.scoring import Scorer, checked_weights
from matching.shortcomings import market_findings, request_findings, unplaced
from matching.thresholds import RULES_VERSION


def plan_of(planning: Planning) -> CohortPlan:
    """The plan that a run has come to."""
    pairs, directory = planning.pairs, planning.directory
    market = pairs.market
    placements = sorted(
        planning.planned, key=lambda one: (directory.rank[one.learner], one.round, one.dates)
    )
    proofs = tuple(_proof(number, done) for number, done in enumerate(planning.rounds, start=1))
    return CohortPlan(
        placements=tuple(_described(planning, placements)),
        unplaced=tuple(_unplaced(planning)),
        findings=tuple(_findings(planning)),
        changes=changes_of(directory, planning.request, placements, settled=planning.at_start),
        stages=tuple(
            chain.from_iterable(
                _stages(planning, number, done)
                for number, done in enumerate(planning.rounds, start=1)
            )
        ),
        proofs=proofs,
        totals=_totals(planning),
        rules_version=RULES_VERSION if market is None else market.thresholds.version,
        weights=tuple(checked_weights(None if market is None else market.weights).items()),
        seed=0 if market is None else market.seed,
        method=max((proof.method for proof in proofs), default=Method.FLOW, key=len),
        gap=max((proof.gap for proof in proofs), default=0.0),
    )


def _proof(number: int, done: Done) -> RoundProof:
    solved = done.solved
    return RoundProof(
        round=number,
        method=solved.method,
        primal=solved.primal,
        dual=solved.dual,
        holds=solved.proved,
        gap=solved.gap,
    )


def _stages(planning: Planning, number: int, done: Done) -> Iterator[Stage]:
    """What a round reached, aim by aim; in units of the score, without any bonus."""
    units = planning.pairs.units[done.open_pairs[done.solved.pair_of[done.solved.pair_of >= 0]]]
    gap = done.solved.gap
    yield Stage(round=number, aim="placed", value=len(units), gap=gap)
    for band in planning.aims.bands:
        below = int(np.count_nonzero(units < band))
        yield Stage(round=number, aim=f"below_{band}", value=below, gap=gap)
    yield Stage(round=number, aim="units", value=int(units.sum()), gap=gap)


def _totals(planning: Planning) -> PlanTotals:
    planned = planning.planned
    new = [one.units for one in planned if one.lock is None]
    return PlanTotals(
        learners=len(planning.pairs.learners),
        placed=len({one.learner for one in planned}),
        placements=len(planned),
        units=sum(one.units for one in planned),
        below=tuple(sum(units < band for units in new) for band in planning.aims.bands),
    )


def _findings(planning: Planning) -> list[PlanFinding]:
    market = planning.pairs.market
    found = [
        *planning.settled.findings,
        *request_findings(planning.directory, planning.request),
        *(() if market is None else market_findings(market)),
    ]
    rank, position = planning.directory.rank, planning.directory.position
    return sorted(
        found,
        key=lambda one: (
            one.code,
            rank.get(one.learner or "", -1),
            position.get((one.offer or "", one.window or ""), -1),
            (one.learner or "", one.offer or "", one.window or ""),
        ),
    )


def _unplaced(planning: Planning) -> Iterator[Unplaced]:
    placed = {one.learner for one in planning.planned}
    for rank, key in enumerate(planning.pairs.learners):
        if key not in placed:
            yield unplaced(
                key,
                learner=planning.directory.learners.get(key),
                wanted=int(planning.wanted[rank]),
                options=int(planning.options[rank]),
                left=int(planning.left[rank]),
                out=key in planning.settled.out,
            )


def _described(planning: Planning, placements: Sequence[Planned]) -> Iterator[Planned]:
    market = planning.pairs.market
    for one in placements:
        yield one if market is None else _with_rules(planning, market, one)


def _with_rules(planning: Planning, market: Market, one: Planned) -> Planned:
    """The placement with its kind, its conditions and gates, and every part of its score."""
    learner = planning.directory.learners[one.learner]
    offer = planning.directory.offers[one.offer]
    window = next(window for window in offer.windows if window.key == one.window)
    found = examination_of(market, learner, offer=offer, window=window)
    if found is None:
        return one
    scorer = Scorer(
        learner,
        model=model_of(market.bank, market.sector_words, market.disliked_things),
        weights=market.weights,
    )
    return replace(
        one,
        type=found.case.type,
        conditions=found.of(Outcome.CONDITION),
        gates=found.of(Outcome.GATE),
        parts=scorer.score(found.case, kept=found.kept).parts,
    )
