"""HR-11, levels a learner can manage, and SC-05, how comfortably they do."""

from collections.abc import Iterator
from dataclasses import dataclass

from matching.answers import is_accepted
from matching.cases import Case
from matching.codes import Dislike, Sense, Strength
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.learner_records import SenseLimit
from matching.offer_records import Area, Offer, Task

HEADPHONES = "SEN-01"
HEADPHONES_MITIGATE = 2
MITIGATIONS: dict[Sense, dict[str, int]] = {
    Sense.NOISE: {"SEN-02": 1, "SEN-03": 1},
    Sense.CROWD: {"SEN-03": 2},
}
MET_BY: dict[Sense, str] = {Sense.LIGHT: "SEN-04", Sense.TEMPERATURE: "SEN-09"}

AT_LIMIT = 0.5
PER_LEVEL = 0.25
UNKNOWN = 0.5
DISLIKED = 0.5
LOUD_OR_CROWDED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sense in one area against one limit.

    Attributes
    ----------
    level : int or None
        What the area has, 1 to 5; None is not known.
    mitigated : int or None
        `level` less what accepted adjustments take away, headphones left out. 0 when met.
    with_headphones : int or None
        The same with headphones, where they are accepted and not known to be unsafe.
    """

    limit: SenseLimit
    area: Area
    level: int | None
    mitigated: int | None
    with_headphones: int | None

    @property
    def passes(self) -> bool:
        """Whether the learner can manage it, if need be with headphones."""
        return self.with_headphones is not None and self.with_headphones <= self.limit.most

    @property
    def needs_headphones(self) -> bool:
        """Whether it passes with headphones only."""
        return self.passes and self.mitigated is not None and self.mitigated > self.limit.most


def reading(case: Case, limit: SenseLimit, *, area: Area, task: Task | None = None) -> Reading:
    """The level of a sense in an area, with the mitigations the employer accepted.

    Mitigations: SEN-01 noise -2, SEN-02 noise -1, SEN-03 crowd -2 and noise -1, SEN-04 light
    met, SEN-09 temperature met (house rule). They add up.
    """
    level = area.levels.get(limit.sense)
    mitigated = level
    met_by = MET_BY.get(limit.sense)
    if level is not None:
        mitigated = level - sum(
            steps
            for code, steps in MITIGATIONS.get(limit.sense, {}).items()
            if is_accepted(case.offer, code, area=area)
        )
    if met_by is not None and is_accepted(case.offer, met_by, area=area):
        mitigated = 0
    with_headphones = mitigated
    if mitigated is not None and limit.sense is Sense.NOISE and _may_wear(case, area, task):
        with_headphones = mitigated - HEADPHONES_MITIGATE
    return Reading(
        limit=limit, area=area, level=level, mitigated=mitigated, with_headphones=with_headphones
    )


def _may_wear(case: Case, area: Area, task: Task | None) -> bool:
    safe = task is None or task.headphones_safe is not False
    return case.learner.headphones and safe and is_accepted(case.offer, HEADPHONES, area=area)


def _musts(case: Case) -> tuple[SenseLimit, ...]:
    return tuple(limit for limit in case.learner.senses if limit.strength is Strength.MUST)


def removed_by_level(case: Case, task: Task) -> Iterator[Finding]:
    """HR-11: a task in an area above a `must` limit, or without a level, goes."""
    for limit in _musts(case):
        read = reading(case, limit, area=case.area_of(task), task=task)
        if not read.passes:
            yield _level_finding(read, Outcome.REMOVE, task=task.key)


def blocked_by_level(case: Case) -> Iterator[Finding]:
    """HR-11 for an offer without tasks: every area has to pass."""
    if case.offer.tasks:
        return
    for limit in _musts(case):
        for area in case.offer.areas:
            read = reading(case, limit, area=area)
            if not read.passes:
                yield _level_finding(read, Outcome.BLOCK)
        if not case.offer.areas:
            nowhere = reading(case, limit, area=Area(key=""))
            yield _level_finding(nowhere, Outcome.BLOCK)


def _level_finding(read: Reading, outcome: Outcome, **task: str) -> Finding:
    sense = read.limit.sense
    values: dict[str, str | int] = {"sense": sense.value, "area": read.area.key, **task}
    values["limit"] = read.limit.most
    if read.with_headphones is None or read.level is None:
        cause = Cause.LEVEL_UNKNOWN
    else:
        cause = Cause.LEVEL_TOO_HIGH
        values |= {"level": read.level, "mitigated": read.with_headphones}
    return Finding(
        code="HR-11",
        outcome=outcome,
        cause=cause,
        cause_key=f"environment:{sense.value}",
        evidence=Evidence(**values),
        negotiable=True,
    )


def headphones_to_check(case: Case, task: Task | None, area: Area) -> Iterator[Finding]:
    """HR-11: headphones make the difference, and nobody has said that they are safe there."""
    if task is not None and task.headphones_safe:
        return
    for limit in _musts(case):
        if reading(case, limit, area=area, task=task).needs_headphones:
            yield Finding(
                code="HR-11",
                outcome=Outcome.CONDITION,
                cause=Cause.HEADPHONES_UNCHECKED,
                cause_key=f"headphones:{area.key}",
                evidence=Evidence(adjustment=HEADPHONES, area=area.key),
            )


def at_limit(case: Case, areas: tuple[Area, ...]) -> Iterator[Finding]:
    """HR-11: levels in the areas used that are the most a learner can manage, or above."""
    for limit in case.learner.senses:
        for area in areas:
            level = area.levels.get(limit.sense)
            if level is not None and level >= limit.most:
                yield Finding(
                    code="HR-11",
                    outcome=Outcome.HARD,
                    cause=Cause.LEVEL_AT_LIMIT,
                    cause_key=f"environment:{limit.sense.value}",
                    evidence=Evidence(
                        sense=limit.sense.value, area=area.key, level=level, limit=limit.most
                    ),
                )


def comfort(case: Case, tasks: tuple[Task, ...]) -> float:
    """SC-05 in [0, 1]: the mean comfort of the three most comfortable tasks that remain.

    A place needs three tasks, so its best three are read and fewer than three count as 0 for
    the rest: a task that comes back can then never lower the figure. Without tasks, the mean
    over all areas.
    """
    if not case.offer.tasks:
        values = [_area_comfort(case, area, None) for area in case.offer.areas]
        return sum(values) / len(values) if values else UNKNOWN
    values = [
        _area_comfort(case, case.area_of(task), task) * _dislike_factor(case, task)
        for task in tasks
    ]
    return sum(sorted(values, reverse=True)[:3]) / 3


def _area_comfort(case: Case, area: Area, task: Task | None) -> float:
    return min(
        (comfort_of(reading(case, limit, area=area, task=task)) for limit in case.learner.senses),
        default=1.0,
    )


def comfort_of(read: Reading) -> float:
    """1 at two levels below the limit, 0.5 at it or with headphones only, 0 above."""
    if read.mitigated is None:
        return UNKNOWN
    room = read.limit.most - read.mitigated
    if room >= 0:
        return min(1.0, AT_LIMIT + PER_LEVEL * room)
    return AT_LIMIT if read.passes else 0.0


def _dislike_factor(case: Case, task: Task) -> float:
    return (
        DISLIKED if disliked(case.offer, case.area_of(task), task) & case.learner.dislikes else 1.0
    )


def disliked(offer: Offer, area: Area, task: Task) -> frozenset[Dislike]:
    """What someone might dislike about a task: its flags, its area's levels, its hazards."""
    signs = {
        Dislike.NOISE: area.levels.get(Sense.NOISE, 0) >= LOUD_OR_CROWDED,
        Dislike.CROWDS: area.levels.get(Sense.CROWD, 0) >= LOUD_OR_CROWDED,
        Dislike.HEIGHTS: "working_at_height" in task.hazards,
        Dislike.ANIMALS: "animals" in task.hazards or "animals" in offer.sectors,
        Dislike.LIFTING: "heavy_lifting" in task.hazards,
    }
    return frozenset(
        dislike for dislike in Dislike if dislike.value in task.flags or signs.get(dislike, False)
    )
