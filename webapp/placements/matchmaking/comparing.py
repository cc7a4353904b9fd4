"""A run for one learner, from database rows to database rows."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter

from sqlalchemy.orm import Session

from matching import ProposalSet, propose
from webapp.employers.models import Offer
from webapp.learners.models import Learner
from webapp.placements.matchmaking.market import Snapshot, snapshot
from webapp.placements.matchmaking.rows import (
    blocked_row,
    near_miss_row,
    proposal_row,
)
from webapp.placements.models import MatchRun, RunState


@dataclass(frozen=True, slots=True)
class Result:
    """What the matcher said, with the learner and the offers it spoke about."""

    found: ProposalSet
    snapshot: Snapshot
    milliseconds: int

    @property
    def learner(self) -> Learner:
        """The learner."""
        return self.snapshot.learner

    def offer(self, key: str) -> Offer:
        """Return the offer with this key."""
        return self.snapshot.offers[key]


def propose_for(session: Session, learner_id: uuid.UUID, *, today: date, seed: int = 0) -> Result:
    """Return proposals for one learner. The same data, day and seed give the same result."""
    return compare(snapshot(session, learner_id, today=today, seed=seed))


def compare(taken: Snapshot) -> Result:
    """Return what the matcher says of a snapshot; it reads nothing else."""
    began = perf_counter()
    found = propose(taken.market, str(taken.learner_id))
    return Result(found, taken, round(1000 * (perf_counter() - began)))


def store(session: Session, run: MatchRun, result: Result, *, now: datetime) -> None:
    """Write a result into its run, whole; a run that is done is left as it is."""
    if run.state is RunState.DONE:
        return
    found = result.found
    run.proposals.clear()
    session.flush()  # the ranks of a broken-off try go before the same ranks come again
    for proposal in found.proposals:
        session.add(
            proposal_row(
                proposal,
                run=run,
                learner=result.learner,
                window=result.snapshot.window(proposal.window),
            )
        )
    few = found.fewer_than_three
    run.rules_version = found.rules_version
    run.weights = dict(found.weights)
    run.seed = found.seed
    run.offers_compared = len(result.snapshot.offers)
    run.milliseconds = result.milliseconds
    run.blocked = [blocked_row(place) for place in found.blocked]
    run.near_misses = [near_miss_row(miss) for miss in found.near_misses]
    run.fewer_than_three = [reason.value for reason in few.reasons] if few else []
    run.rule_counts = [list(entry) for entry in few.counts] if few else []
    run.state = RunState.DONE
    run.done_at = now
    session.flush()
