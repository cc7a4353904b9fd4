"""Near misses: places blocked by exactly one cause that somebody can change."""

from collections.abc import Callable
from dataclasses import replace

from matching.codes import Answer
from matching.dates import SHORTER_DAY
from matching.environment import HEADPHONES, MET_BY, MITIGATIONS
from matching.findings import Cause, Finding
from matching.learner_records import Learner
from matching.offer_records import Offer, Task
from matching.proposals import NearMiss
from matching.records import Market
from matching.rules import Examination
from matching.scoring import Scorer

Examine = Callable[..., Examination | None]


def accepting(offer: Offer, code: str) -> Offer:
    """The offer as it would be with one more adjustment accepted everywhere."""
    areas = tuple(
        replace(area, answers={key: answer for key, answer in area.answers.items() if key != code})
        for area in offer.areas
    )
    return replace(offer, answers={**offer.answers, code: Answer.WILL_DO}, areas=areas)


def near_miss(examination: Examination, scorer: Scorer, examine_again: Examine) -> NearMiss | None:
    """The one cause to ask about; None when nothing or more is missing, or cannot be asked for.

    Several causes count as one when a single adjustment would undo them all. `examine_again`
    looks at an offer as it is given.
    """
    blocks = examination.blocks
    if not blocks or not all(finding.negotiable for finding in blocks):
        return None
    case = examination.case
    helping = _helping(examination, examine_again)
    causes = examination.causes if len(examination.causes) == 1 else _as_causes(helping)
    if not causes:
        return None
    score = scorer.score(case, kept=_kept_without(examination))
    return NearMiss(
        offer=case.offer.key,
        employer=case.offer.employer,
        type=case.type,
        cause=_leading(blocks),
        cause_key=causes[0],
        codes=examination.codes,
        findings=blocks,
        adjustments=helping,
        units=score.units,
    )


def _as_causes(adjustments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"adjustment:{code}" for code in adjustments)


def _leading(blocks: tuple[Finding, ...]) -> Cause:
    """The cause that words the question: an access fact before the answer about it."""
    return max(blocks, key=lambda finding: (finding.code == "HR-12", -blocks.index(finding))).cause


def _kept_without(examination: Examination) -> tuple[Task, ...]:
    """The tasks that would remain, in the offer's order, once the causes of the blocks are gone."""
    causes = set(examination.causes)
    back = {
        removed.task.key
        for removed in examination.removed
        if {finding.cause_key for finding in removed.findings} <= causes
    }
    kept = {task.key for task in examination.kept} | back
    return tuple(task for task in examination.case.offer.tasks if task.key in kept)


def _helping(examination: Examination, examine_again: Examine) -> tuple[str, ...]:
    """Adjustments each of which alone would clear every block, sorted."""
    case = examination.case
    return tuple(
        code
        for code in sorted(_suggestions(examination.blocks))
        if _clears(case.market, case.learner, accepting(case.offer, code), examine_again)
    )


def _clears(market: Market, learner: Learner, offer: Offer, examine_again: Examine) -> bool:
    found = examine_again(market, learner, offer=offer)
    return found is not None and not found.blocks


def _suggestions(blocks: tuple[Finding, ...]) -> set[str]:
    """Adjustments that speak to every block; no other single one could clear them all."""
    return set.intersection(*map(_answers_to, blocks))


def _answers_to(finding: Finding) -> set[str]:
    adjustments = finding.evidence.get("adjustments", ())
    codes = set(adjustments) if isinstance(adjustments, tuple) else set()
    if finding.code == "HR-11":
        codes |= _mitigations(str(finding.evidence["sense"]))
    if finding.cause_key == "dates:hours":
        codes |= set(SHORTER_DAY)
    return codes


def _mitigations(sense: str) -> set[str]:
    by_level = {code for own, codes in MITIGATIONS.items() if own == sense for code in codes}
    outright = {code for own, code in MET_BY.items() if own == sense}
    return by_level | outright | ({HEADPHONES} if sense == "noise" else set())
