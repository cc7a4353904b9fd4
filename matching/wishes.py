"""HR-18 to HR-22: what the learner wants, agreed to and must be kept from, and paused places."""

import re
from collections.abc import Iterator

from matching.cases import Case
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.hazards import removal
from matching.learner_records import Zone
from matching.offer_records import Offer, Task


def _block(code: str, cause: Cause, *, restricted: bool = False, **evidence: str) -> Finding:
    return Finding(
        code=code,
        outcome=Outcome.BLOCK,
        cause=cause,
        cause_key=f"wish:{cause.value}",
        evidence=Evidence(**evidence),
        restricted=restricted,
    )


def never_list(case: Case) -> Iterator[Finding]:
    """HR-18: sectors and employers the learner never wants, and proposals they said no to."""
    never = case.learner.never
    for sector in sorted(case.offer.sectors & never.sectors):
        yield _block("HR-18", Cause.NEVER_SECTOR, sector=sector)
    if case.offer.employer in never.employers:
        yield _block("HR-18", Cause.NEVER_EMPLOYER)
    if case.offer.key in case.learner.refused:
        yield _block("HR-18", Cause.LEARNER_SAID_NO)


def removed_by_never(case: Case, task: Task) -> Iterator[Finding]:
    """HR-18: a task the learner never wants goes; all words of a phrase are in the task."""
    never = case.learner.never
    words = set(re.findall(r"[a-z]+", task.text.lower()))
    named = any(set(re.findall(r"[a-z]+", phrase.lower())) <= words for phrase in never.tasks)
    if named or task.flags & never.flags:
        yield removal("HR-18", Cause.NEVER_TASK, task)


def consent_to_look(case: Case) -> Iterator[Finding]:
    """HR-19: nothing is proposed unless "look for placements for me" is on."""
    if not case.learner.consent_to_look:
        yield _block("HR-19", Cause.NO_CONSENT_TO_LOOK)


def safety_items(case: Case) -> Iterator[Finding]:
    """HR-20: a safety-critical item that may not be sent yet keeps the placement waiting."""
    for item in case.learner.safety_items:
        if not item.may_be_sent:
            yield Finding(
                code="HR-20",
                outcome=Outcome.GATE,
                cause=Cause.SAFETY_ITEM_NOT_SHARED,
                cause_key=f"gate:safety_item:{item.code}",
                evidence=Evidence(item=item.code),
            )


def restricted(case: Case) -> Iterator[Finding]:
    """HR-21: an employer, site or circle the learner is kept from; without any evidence.

    A site without a place on the map is inside every circle: unknown is not a yes.
    """
    kept_from = case.learner.restriction
    by_key = case.offer.employer in kept_from.employers or case.offer.site in kept_from.sites
    if by_key or any(_is_inside(case.offer, zone) for zone in kept_from.zones):
        yield _block("HR-21", Cause.NOT_AVAILABLE, restricted=True)


def _is_inside(offer: Offer, zone: Zone) -> bool:
    if offer.easting is None or offer.northing is None:
        return True
    east, north = offer.easting - zone.easting, offer.northing - zone.northing
    return east * east + north * north <= zone.metres * zone.metres


def paused(case: Case) -> Iterator[Finding]:
    """HR-22: a paused or suspended employer."""
    if case.offer.paused:
        yield _block("HR-22", Cause.EMPLOYER_PAUSED)
