"""What is missing in the data of a cohort or wrong in a request: named, never dropped."""

from collections.abc import Iterable, Iterator

from matching.cohort_records import PlanFinding, PlanRequest, Unplaced, UnplacedReason
from matching.cohort_records import PlanFindingCode as Code
from matching.directory import Directory
from matching.findings import Evidence
from matching.ladder import ONE_BY_ONE, TASK_TYPES
from matching.learner_records import Learner
from matching.offer_records import Offer
from matching.records import Market


def market_findings(market: Market) -> Iterator[PlanFinding]:
    """Learners and offers that no plan can use as they are."""
    for learner in market.learners:
        for code, missing in (
            (Code.LEARNER_WITHOUT_REQUEST, learner.request is None),
            (Code.LEARNER_WITHOUT_AVAILABILITY, not learner.availability),
            (Code.LEARNER_WITHOUT_CONSENT, not learner.consent_to_look),
        ):
            if missing:
                yield PlanFinding(code=code, learner=learner.key)
    for offer in market.offers:
        if not offer.windows:
            yield PlanFinding(code=Code.OFFER_WITHOUT_WINDOW, offer=offer.key)
        if not offer.tasks and _needs_tasks(offer):
            yield PlanFinding(code=Code.OFFER_WITHOUT_TASKS, offer=offer.key)


def _needs_tasks(offer: Offer) -> bool:
    """Whether a window takes a kind that is nothing without tasks."""
    return any(window.types & TASK_TYPES for window in offer.windows)


def request_findings(directory: Directory, request: PlanRequest) -> Iterator[PlanFinding]:
    """Keys that do not exist, and numbers that make no sense, in all but the locks."""
    learners, offers = set(directory.rank), directory.known_offers
    for veto in request.vetoes:
        if veto.learner not in learners:
            yield PlanFinding(code=Code.UNKNOWN_LEARNER, learner=veto.learner, offer=veto.offer)
        elif veto.offer not in offers:
            yield PlanFinding(code=Code.UNKNOWN_OFFER, learner=veto.learner, offer=veto.offer)
    for group in request.keep_apart:
        yield from _unknown(sorted(group.learners - learners), group=group.key)
    yield from _unknown(sorted(set(request.placements_wanted) - learners))
    for learner, wanted in sorted(request.placements_wanted.items()):
        if wanted < 0:
            yield PlanFinding(
                code=Code.WANTED_BELOW_ZERO, learner=learner, evidence=Evidence(wanted=wanted)
            )


def _unknown(learners: Iterable[str], **evidence: str) -> Iterator[PlanFinding]:
    for learner in learners:
        yield PlanFinding(code=Code.UNKNOWN_LEARNER, learner=learner, evidence=Evidence(**evidence))


def unplaced(
    key: str, *, learner: Learner | None, wanted: int, options: int, left: int, out: bool
) -> Unplaced:
    """Why a learner has no placement.

    Parameters
    ----------
    learner : Learner or None
        None for bare arrays.
    options, left : int
        Pairs that the rules allow, and those of them that no veto takes away.
    out : bool
        Their locks contradict each other.
    """
    facts = [
        (UnplacedReason.NONE_WANTED, wanted == 0 and not out),
        (UnplacedReason.CONTRADICTORY_LOCKS, out),
    ]
    if learner is not None:
        facts += _own_reasons(learner)
    reasons = tuple(reason for reason, holds in facts if holds)
    if not reasons:
        reasons = (_last_reason(options, left),)
    return Unplaced(learner=key, reasons=reasons, options=options)


def _own_reasons(learner: Learner) -> list[tuple[UnplacedReason, bool]]:
    request = learner.request
    return [
        (UnplacedReason.NO_CONSENT_TO_LOOK, not learner.consent_to_look),
        (UnplacedReason.NO_REQUEST, request is None),
        (
            UnplacedReason.ONE_BY_ONE_ONLY,
            request is not None and not set(request.types) - ONE_BY_ONE,
        ),
        (UnplacedReason.NO_AVAILABILITY, not learner.availability),
    ]


def _last_reason(options: int, left: int) -> UnplacedReason:
    if not options:
        return UnplacedReason.RULED_OUT
    return UnplacedReason.OTHERS_COME_FIRST if left else UnplacedReason.VETOED
