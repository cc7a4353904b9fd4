"""What is different from the last plan, and why."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TypeAlias

from matching.bookings import Bookings
from matching.cohort_records import Change, ChangeWhy, Planned, PlanRequest, Previous
from matching.directory import Directory

Seat: TypeAlias = tuple[str, str]


def changes_of(
    directory: Directory,
    request: PlanRequest,
    planned: Sequence[Planned],
    *,
    settled: Bookings,
) -> tuple[Change, ...]:
    """Every difference from the last plan, in order of SC-11; empty without a last plan.

    Parameters
    ----------
    settled : Bookings
        What was held and settled before the new plan was made.

    Returns
    -------
    tuple of Change
        When a window takes fewer learners than were there, that many changes say that a place
        was withdrawn: those of the learners who come last in SC-11.
    """
    before = [one for one in request.previous if one.learner in directory.rank]
    old: dict[str, dict[Seat, Previous]] = defaultdict(dict)
    new: dict[str, dict[Seat, Planned]] = defaultdict(dict)
    for was in before:
        old[was.learner][was.offer, was.window] = was
    for now in planned:
        new[now.learner][now.offer, now.window] = now
    if not before:
        return ()
    reasons = _Reasons(
        directory=directory,
        vetoes=frozenset((veto.learner, veto.offer) for veto in request.vetoes),
        fewer=_fewer_places(directory, before, settled),
        newcomers=frozenset(
            seat for learner, seats in new.items() for seat in seats if seat not in old[learner]
        ),
    )
    found: list[Change] = []
    for learner in reversed(directory.pairs.learners):
        found += _of_learner(learner, old[learner], new[learner], reasons)
    return tuple(reversed(found))


def _of_learner(
    learner: str, old: dict[Seat, Previous], new: dict[Seat, Planned], reasons: "_Reasons"
) -> list[Change]:
    found = [
        Change(learner=learner, was=was, now=new[seat], why=ChangeWhy.DATES_MOVED)
        for seat, was in old.items()
        if seat in new and was.dates and was.dates != new[seat].dates
    ]
    gone = [was for seat, was in old.items() if seat not in new]
    come = [now for seat, now in new.items() if seat not in old]
    for was, now in zip_longest(gone, come):
        why = reasons.came(now) if was is None else reasons.left(was, now)
        found.append(Change(learner=learner, was=was, now=now, why=why))
    return found


def _fewer_places(
    directory: Directory, before: Sequence[Previous], settled: Bookings
) -> Counter[Seat]:
    """How many fewer learners each window takes than were there and are still allowed."""
    there: dict[Seat, list[tuple[date, ...]]] = defaultdict(list)
    for was in before:
        pairs = directory.pairs_at(was.learner, was.offer, was.window)
        if pairs:
            there[was.offer, was.window].append(directory.pairs.days(pairs[0]))
    fewer: Counter[Seat] = Counter()
    for seat, stays in there.items():
        by_day = Counter(day for days in stays for day in days)
        over = (count - settled.room(("window", *seat), day) for day, count in by_day.items())
        fewer[seat] = max(0, *over)
    return fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reasons:
    """The facts behind a change; `fewer` is counted down as places are accounted for."""

    directory: Directory
    vetoes: frozenset[tuple[str, str]]
    fewer: Counter[Seat]
    newcomers: frozenset[Seat]

    def came(self, now: Planned) -> ChangeWhy:
        """Why a learner has a placement who had none."""
        return ChangeWhy.NEWLY_PLACED if now.lock is None else ChangeWhy.LOCKED

    def left(self, was: Previous, now: Planned | None) -> ChangeWhy:
        """Why a learner is no longer where they were."""
        seat = (was.offer, was.window)
        facts = (
            (ChangeWhy.LOCKED, now is not None and now.lock is not None),
            (ChangeWhy.VETOED, (was.learner, was.offer) in self.vetoes),
            (ChangeWhy.PLACE_WITHDRAWN, seat not in self.directory.places),
            (ChangeWhy.NO_LONGER_ALLOWED, not self.directory.pairs_at(was.learner, *seat)),
        )
        for why, holds in facts:
            if holds:
                return why
        if self.fewer[seat] > 0:
            self.fewer[seat] -= 1
            return ChangeWhy.PLACE_WITHDRAWN
        needed = now is None or seat in self.newcomers
        return ChangeWhy.PLACE_NEEDED if needed else ChangeWhy.BETTER_FOR_ALL
