"""Proposals for one learner: every offer is examined, the allowed ones are ranked."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.cases import Case
from matching.dates import plans_of
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.interests import model_of
from matching.ladder import RUNGS, highest_rung
from matching.learner_records import Learner
from matching.near_misses import near_miss
from matching.offer_records import Offer
from matching.promises import as_met
from matching.proposals import Blocked, Eligible, FewReason, NearMiss, Proposal, ProposalSet, WhyFew
from matching.records import Market
from matching.rules import Examination, examine
from matching.scoring import Score, Scorer, is_new_sector

ASPIRATION = 0.5


class UnknownLearner(KeyError):
    """A learner key that is not in the market."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One offer that passes every rule, with its score."""

    offer: Offer
    examination: Examination
    score: Score
    tie: str
    stretch: bool
    new_sector: bool


def best_examination(market: Market, learner: Learner, *, offer: Offer) -> Examination | None:
    """The first plan of an offer that passes, or the one nearest to passing; None without one.

    Nearest is: only negotiable blocks, then fewest causes, then the order of the plans. The
    offer is looked at as the learner meets it (`promises.as_met`).
    """
    met = as_met(market, offer, learner=learner.key)
    return examination_as_given(market, learner, offer=met)


def examination_as_given(market: Market, learner: Learner, *, offer: Offer) -> Examination | None:
    """As `best_examination`, of the offer as it stands: no promise changes it any more."""
    nearest: Examination | None = None
    for plan in plans_of(market, learner, offer=offer):
        case = Case(market=market, learner=learner, offer=offer, plan=plan)
        examination = examine(case)
        if not examination.blocks:
            return examination
        if nearest is None or _distance(examination) < _distance(nearest):
            nearest = examination
    return nearest


def _distance(examination: Examination) -> tuple[bool, int]:
    fixed = any(not finding.negotiable for finding in examination.blocks)
    return fixed, len(examination.causes)


def propose(market: Market, learner_key: str) -> ProposalSet:
    """Up to five ranked proposals for one learner, with everything that was ruled out and why.

    Parameters
    ----------
    market : Market
        Everything the run reads.
    learner_key : str
        Key of one of its learners.

    Returns
    -------
    ProposalSet
        The same for any order of learners, offers, bank rows and records inside them.
        Ranking: score units, highest first; ties by the SHA-256 of seed, setting, number and
        the offer's stable key. Among the five are one stretch and one new sector when any
        place that passes is one; they take the last ranks. No place that a rule blocks is
        proposed at any weights, and there is no score floor.

    Raises
    ------
    UnknownLearner
        When no learner has the key.
    WeightError
        For a negative weight or an unknown criterion.
    """
    learner = _learner(market, learner_key)
    scorer = Scorer(
        learner,
        model=model_of(market.bank, market.sector_words, market.disliked_things),
        weights=market.weights,
    )
    candidates: list[Candidate] = []
    blocked: list[Blocked] = []
    misses: list[tuple[int, str, NearMiss]] = []
    for offer in sorted(market.offers, key=lambda offer: (offer.stable_key, offer.key)):
        examination = best_examination(market, learner, offer=offer)
        if examination is not None and not examination.blocks:
            candidates.append(_candidate(examination, scorer))
            continue
        blocked.append(blocked_by(offer, examination))
        miss = None if examination is None else near_miss(examination, scorer, examination_as_given)
        if miss is not None:
            misses.append((-miss.units, tie_break(market, learner, offer=offer), miss))
    candidates.sort(key=lambda candidate: (-candidate.score.units, candidate.tie))
    return _set(market, learner, candidates, blocked, misses, scorer)


def _learner(market: Market, key: str) -> Learner:
    for learner in market.learners:
        if learner.key == key:
            return learner
    raise UnknownLearner(key)


def tie_break(market: Market, learner: Learner, *, offer: Offer) -> str:
    """A digest that orders equal scores: of stable keys only, never of ids or input order."""
    text = "\x1f".join((str(market.seed), learner.setting, learner.number, offer.stable_key))
    return hashlib.sha256(text.encode()).hexdigest()


def _candidate(examination: Examination, scorer: Scorer) -> Candidate:
    case = examination.case
    score = scorer.score(case, kept=examination.kept)
    one_up = RUNGS.get(case.type, -1) == highest_rung(case.learner) + 1
    hope = next(part.value for part in score.parts if part.code == "SC-02")
    return Candidate(
        offer=case.offer,
        examination=examination,
        score=score,
        tie=tie_break(case.market, case.learner, offer=case.offer),
        stretch=one_up or (bool(case.learner.hopes) and hope >= ASPIRATION),
        new_sector=is_new_sector(case.learner, case.offer),
    )


def blocked_by(offer: Offer, examination: Examination | None) -> Blocked:
    """A place with the findings that block it; without days to examine, that there are none."""
    if examination is None:
        nothing = Finding(
            code="HR-17",
            outcome=Outcome.BLOCK,
            cause=Cause.NO_COMMON_DAY,
            cause_key="dates:days",
            evidence=Evidence(windows=0),
        )
        return Blocked(offer=offer.key, employer=offer.employer, type=None, findings=(nothing,))
    return Blocked(
        offer=offer.key,
        employer=offer.employer,
        type=examination.case.type,
        findings=examination.blocks,
        removed=examination.removed,
    )


def _set(
    market: Market,
    learner: Learner,
    candidates: list[Candidate],
    blocked: list[Blocked],
    misses: list[tuple[int, str, NearMiss]],
    scorer: Scorer,
) -> ProposalSet:
    chosen = _choose(candidates, market.thresholds.most_proposals)
    few = len(chosen) < market.thresholds.few_proposals
    return ProposalSet(
        learner=learner.key,
        today=market.today,
        rules_version=market.thresholds.version,
        weights=tuple(scorer.weights.items()),
        seed=market.seed,
        proposals=tuple(
            _proposal(candidate, rank, scorer) for rank, candidate in enumerate(chosen, start=1)
        ),
        eligible=tuple(
            Eligible(offer=candidate.offer.key, units=candidate.score.units)
            for candidate in candidates
        ),
        blocked=tuple(blocked),
        near_misses=tuple(miss for _, _, miss in sorted(misses, key=lambda entry: entry[:2])),
        fewer_than_three=_why_few(market, learner, blocked) if few else None,
        no_stretch=not any(candidate.stretch for candidate in candidates),
        no_new_sector=not any(candidate.new_sector for candidate in candidates),
    )


def _choose(candidates: list[Candidate], most: int) -> list[Candidate]:
    """The best few, with one stretch and one new sector in the last places when need be."""
    chosen = candidates[:most]
    for wanted in ("stretch", "new_sector"):
        if any(getattr(candidate, wanted) for candidate in chosen):
            continue
        extra = next((later for later in candidates[most:] if getattr(later, wanted)), None)
        if extra is not None:
            chosen = _with(chosen, extra)
    return sorted(chosen, key=candidates.index)


def _with(chosen: list[Candidate], extra: Candidate) -> list[Candidate]:
    """The list with its last replaceable member changed for `extra`; a lone stretch stays."""
    stretches = sum(candidate.stretch for candidate in chosen)
    for position in range(len(chosen) - 1, -1, -1):
        if not chosen[position].stretch or stretches > 1 or extra.stretch:
            return [*chosen[:position], *chosen[position + 1 :], extra]
    return chosen


def _proposal(candidate: Candidate, rank: int, scorer: Scorer) -> Proposal:
    examination, offer = candidate.examination, candidate.offer
    case = examination.case
    return Proposal(
        offer=offer.key,
        employer=offer.employer,
        window=case.window.key,
        type=case.type,
        rank=rank,
        score=candidate.score.points,
        units=candidate.score.units,
        parts=candidate.score.parts,
        days=case.days,
        hours_kind=case.plan.kind,
        tasks=candidate.score.task_order,
        removed=examination.removed,
        conditions=examination.of(Outcome.CONDITION),
        gates=examination.of(Outcome.GATE),
        hard=examination.of(Outcome.HARD),
        staff_tasks=examination.of(Outcome.STAFF_TASK),
        notes=examination.of(Outcome.NOTE),
        because=scorer.because(offer, examination.kept),
        stretch=candidate.stretch,
        new_sector=candidate.new_sector,
    )


def _why_few(market: Market, learner: Learner, blocked: Iterable[Blocked]) -> WhyFew:
    shown = [place for place in blocked if not place.restricted]
    counts: Mapping[str, int] = Counter(code for place in shown for code in place.codes)
    facts = (
        (FewReason.NO_CONSENT_TO_LOOK, not learner.consent_to_look),
        (FewReason.NO_REQUEST, learner.request is None),
        (FewReason.NO_AVAILABILITY, not learner.availability),
        (FewReason.FEW_OFFERS, len(market.offers) < market.thresholds.few_proposals),
        (FewReason.RULED_OUT, bool(shown)),
    )
    return WhyFew(
        reasons=tuple(reason for reason, holds in facts if holds),
        counts=tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))),
    )
