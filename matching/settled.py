"""What is settled before a plan is made: approved places and locks, and what is wrong with them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from matching.bookings import Bookings, Key
from matching.cohort_records import Lock, LockSource, PlanFinding, Planned, PlanRequest
from matching.cohort_records import PlanFindingCode as Code
from matching.directory import Directory, planned_at
from matching.findings import Evidence, EvidenceValue

USUAL_WANTED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a plan starts from.

    Attributes
    ----------
    planned : tuple of Planned
        Approved places, and the locks that can be kept; in order of SC-11.
    out : frozenset of str
        Learners whose locks contradict each other: nothing new is planned for them.
    findings : tuple of PlanFinding
        Whatever could not be done as it was asked.
    """

    planned: tuple[Planned, ...]
    out: frozenset[str]
    findings: tuple[PlanFinding, ...]


def settle(directory: Directory, request: PlanRequest, *, bookings: Bookings) -> Settled:
    """What is settled; every placement of it is counted in `bookings`.

    An approved place stays whatever is wrong with it, and what is wrong is a finding. A lock
    stays when every rule allows it, no other lock or veto contradicts it, and there is room;
    locks are looked at in order of SC-11.
    """
    findings: list[PlanFinding] = []
    locks = sorted(_known(directory, request.locks, findings), key=directory.order)
    approved = _approved(directory, locks, findings)
    wished = _locked(directory, locks, approved, findings)
    out = _contradictions(request, approved, wished, findings)
    vetoes = {(veto.learner, veto.offer) for veto in request.vetoes}
    for code, found in ((Code.VETO_ON_APPROVED, approved), (Code.VETO_ON_LOCKED, wished)):
        findings += [_about(code, one) for one in found if (one.learner, one.offer) in vetoes]
    for one in approved:
        bookings.take(one.learner, directory.place(one), dates=one.dates)
    findings += _overfull(bookings)
    kept: list[Planned] = []
    for one in wished:
        if one.learner in out or (one.learner, one.offer) in vetoes:
            continue
        if bookings.has_room(one.learner, directory.place(one), dates=one.dates):
            bookings.take(one.learner, directory.place(one), dates=one.dates)
            kept.append(one)
        else:
            findings.append(_about(Code.LOCK_WITHOUT_PLACE, one))
    planned = sorted([*approved, *kept], key=directory.order)
    return Settled(planned=tuple(planned), out=out, findings=tuple(findings))


def _about(code: Code, one: Planned | Lock, **evidence: EvidenceValue) -> PlanFinding:
    return PlanFinding(
        code=code,
        learner=one.learner,
        offer=one.offer,
        window=one.window,
        evidence=Evidence(**evidence),
    )


def _known(
    directory: Directory, locks: Iterable[Lock], findings: list[PlanFinding]
) -> Iterator[Lock]:
    """Each lock once, without those of learners, offers or windows that do not exist."""
    for lock in dict.fromkeys(locks):
        if lock.learner not in directory.rank:
            findings.append(_about(Code.UNKNOWN_LEARNER, lock))
        elif lock.offer not in directory.known_offers:
            findings.append(_about(Code.UNKNOWN_OFFER, lock))
        elif lock.window is not None and (lock.offer, lock.window) not in directory.places:
            findings.append(_about(Code.UNKNOWN_WINDOW, lock))
        else:
            yield lock


def _approved(
    directory: Directory, locks: Iterable[Lock], findings: list[PlanFinding]
) -> list[Planned]:
    """Every approved place, with its own days; a finding for one that a rule blocks now."""
    found: list[Planned] = []
    for lock in locks:
        if lock.source is not LockSource.APPROVED:
            continue
        pairs = directory.pairs_at(lock.learner, lock.offer, lock.window)
        if pairs:
            planned = directory.planned(pairs[0], LockSource.APPROVED)
            found.append(replace(planned, dates=lock.dates or planned.dates))
            continue
        window = lock.window or directory.first_window(lock.offer)
        if window is None:
            findings.append(_about(Code.UNKNOWN_WINDOW, lock))
            continue
        days, blocked_by = directory.look(replace(lock, window=window))
        if blocked_by:
            findings.append(_about(Code.APPROVED_BLOCKED, lock, codes=blocked_by))
        place = directory.places[lock.offer, window]
        found.append(planned_at(place, lock.learner, dates=lock.dates or days, lock=lock.source))
    return found


def _locked(
    directory: Directory,
    locks: Iterable[Lock],
    approved: Iterable[Planned],
    findings: list[PlanFinding],
) -> list[Planned]:
    """The best allowed pair of every lock; a finding for one that a rule blocks."""
    done = {(one.learner, one.offer) for one in approved}
    found: dict[tuple[str, str, str], Planned] = {}
    for lock in locks:
        if lock.source is LockSource.APPROVED or (lock.learner, lock.offer) in done:
            continue
        pairs = directory.pairs_at(lock.learner, lock.offer, lock.window)
        if pairs:
            one = directory.planned(pairs[0], LockSource.LOCKED)
            found.setdefault((one.learner, one.offer, one.window), one)
        else:
            _, blocked_by = directory.look(lock)
            findings.append(_about(Code.LOCK_BLOCKED, lock, codes=blocked_by))
    return list(found.values())


def _contradictions(
    request: PlanRequest,
    approved: Sequence[Planned],
    wished: Sequence[Planned],
    findings: list[PlanFinding],
) -> frozenset[str]:
    """Learners with a lock that cannot stand beside the others."""
    out: set[str] = set()
    everything = [*approved, *wished]
    for learner in dict.fromkeys(one.learner for one in everything):
        own = [one for one in everything if one.learner == learner]
        locked = [one for one in own if one.lock is LockSource.LOCKED]
        wanted = max(USUAL_WANTED, request.placements_wanted.get(learner, USUAL_WANTED))
        clash = any(set(one.dates) & set(other.dates) for one, other in combinations(own, 2))
        if clash or (locked and len(own) > wanted):
            findings.extend(_about(Code.CONTRADICTORY_LOCKS, one) for one in own)
            if locked:
                out.add(learner)
    return frozenset(out)


def _overfull(bookings: Bookings) -> Iterator[PlanFinding]:
    """Limits that what is held and approved is beyond, each once with its first day."""
    seen: set[Key] = set()
    for key, day, taken in bookings.overfull():
        if key in seen:
            continue
        seen.add(key)
        is_window = key[0] == "window"
        evidence = Evidence(what=key[0], key=key[-1], day=day, taken=taken)
        yield PlanFinding(
            code=Code.APPROVED_NOT_APART if key[0] == "apart" else Code.CAPACITY_BELOW_APPROVED,
            offer=key[1] if is_window else None,
            window=key[2] if is_window else None,
            evidence=evidence,
        )
