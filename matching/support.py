"""HR-10, HR-14, the staffing part of HR-13, and SC-04: adjustments at a place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matching.answers import Standing, best_standing, standing
from matching.cases import Case, needs_of
from matching.codes import Strength
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.learner_records import Requirement
from matching.offer_records import Area, Task
from matching.records import Market

SHARES = {Strength.IMPORTANT: 2.0, Strength.PREFER: 1.0}
STANDING_VALUES = {
    Standing.ACCEPTED: 1.0,
    Standing.WITH_HELP: 0.5,
    Standing.UNANSWERED: 0.0,
    Standing.REFUSED: 0.0,
}
CAUSES = {
    Standing.WITH_HELP: Cause.ADJUSTMENT_WITH_HELP,
    Standing.UNANSWERED: Cause.ADJUSTMENT_UNANSWERED,
    Standing.REFUSED: Cause.ADJUSTMENT_REFUSED,
}
EMERGENCY_PLAN = "HLT-02"
AWAY_FROM_ALLERGENS = "HLT-06"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Alternatives of which one is wanted, how strongly, and for which need."""

    strength: Strength
    codes: tuple[str, ...]
    need: str | None = None

    @property
    def key(self) -> str:
        """The cause key of this want."""
        return "adjustment:" + "|".join(self.codes) if self.codes else f"need:{self.need}"


def wanted_of(market: Market, requirement: Requirement) -> tuple[Wanted, ...]:
    """What a requirement asks of the employer: each listed code, one of its alternatives.

    A requirement that names only a need accepts any adjustment that meets it. What the
    setting brings is not asked for.
    """
    if requirement.met_by_setting:
        return ()
    groups: list[tuple[str, ...]] = [(code,) for code in requirement.adjustments]
    if requirement.any_of:
        groups.append(tuple(sorted(requirement.any_of)))
    if not groups and requirement.need is not None:
        groups.append(tuple(sorted(market.meets.get(requirement.need, ()))))
    return tuple(
        Wanted(strength=requirement.strength, codes=codes, need=requirement.need)
        for codes in dict.fromkeys(groups)
    )


def _wants(case: Case, *strengths: Strength) -> list[Wanted]:
    return [
        wanted
        for requirement in case.learner.requirements
        if requirement.strength in strengths
        for wanted in wanted_of(case.market, requirement)
    ]


def places(areas: Iterable[Area]) -> tuple[Area | None, ...]:
    """Where an answer is read: each area, or the offer as a whole when it has none."""
    return tuple(areas) or (None,)


def _evidence(wanted: Wanted, **values: str) -> Evidence:
    need = {} if wanted.need is None else {"need": wanted.need}
    return Evidence(adjustments=wanted.codes, **need, **values)


def blocked_by_adjustment(case: Case) -> Iterator[Finding]:
    """HR-10: a `must` accepted nowhere; or, without tasks, not accepted everywhere."""
    everywhere = places(case.possible_areas)
    for wanted in _wants(case, Strength.MUST):
        standings = [best_standing(case.offer, wanted.codes, area=area) for area in everywhere]
        decisive = max(standings) if case.offer.tasks else min(standings)
        if decisive < Standing.WITH_HELP:
            cause = CAUSES[decisive] if wanted.codes else Cause.NO_ADJUSTMENT_MEETS_NEED
            yield Finding(
                code="HR-10",
                outcome=Outcome.BLOCK,
                cause=cause,
                cause_key=wanted.key,
                evidence=_evidence(wanted),
                negotiable=True,
            )


def removed_by_adjustment(case: Case, task: Task) -> Iterator[Finding]:
    """HR-10: a task goes when a `must` is accepted elsewhere and not in its area."""
    for wanted in _wants(case, Strength.MUST):
        here = best_standing(case.offer, wanted.codes, area=case.area_of(task))
        if here < Standing.WITH_HELP and _stands_somewhere(case, wanted.codes):
            yield Finding(
                code="HR-10",
                outcome=Outcome.REMOVE,
                cause=Cause.ADJUSTMENT_NOT_HERE,
                cause_key=wanted.key,
                evidence=_evidence(wanted, task=task.key, area=task.area),
                negotiable=True,
            )


def _stands_somewhere(case: Case, codes: Iterable[str]) -> bool:
    codes = tuple(codes)
    return any(
        best_standing(case.offer, codes, area=area) >= Standing.WITH_HELP
        for area in places(case.possible_areas)
    )


def adjustments_with_help(case: Case, areas: tuple[Area, ...]) -> Iterator[Finding]:
    """HR-10: "can do with help" is a condition; for a `prefer`, something for staff."""
    for wanted in _wants(case, *Strength):
        standings = {best_standing(case.offer, wanted.codes, area=area) for area in places(areas)}
        if Standing.WITH_HELP in standings:
            optional = wanted.strength is Strength.PREFER
            yield Finding(
                code="HR-10",
                outcome=Outcome.STAFF_TASK if optional else Outcome.CONDITION,
                cause=Cause.ADJUSTMENT_WITH_HELP,
                cause_key=wanted.key,
                evidence=_evidence(wanted),
                negotiable=True,
            )


def may_be_hard(case: Case, areas: tuple[Area, ...]) -> Iterator[Finding]:
    """HR-10: an `important` adjustment that is not there; it never blocks."""
    for wanted in _wants(case, Strength.IMPORTANT):
        worst = min(best_standing(case.offer, wanted.codes, area=area) for area in places(areas))
        if worst < Standing.WITH_HELP:
            yield Finding(
                code="HR-10",
                outcome=Outcome.HARD,
                cause=CAUSES[worst],
                cause_key=wanted.key,
                evidence=_evidence(wanted),
                negotiable=True,
            )


def support_cover(case: Case) -> float:
    """SC-04 in [0, 1]: the share of `important` and `prefer` adjustments that are covered.

    An `important` one counts twice. Accepted is 1, with help 0.5, else 0, as the mean over the
    areas of all tasks. 1 when nothing is asked for.
    """
    wants = _wants(case, Strength.IMPORTANT, Strength.PREFER)
    total = sum(SHARES[wanted.strength] for wanted in wants)
    covered = sum(SHARES[wanted.strength] * _cover(case, wanted) for wanted in wants)
    return covered / total if total else 1.0


def _cover(case: Case, wanted: Wanted) -> float:
    values = [
        STANDING_VALUES[best_standing(case.offer, wanted.codes, area=area)]
        for area in places(case.possible_areas)
    ]
    return sum(values) / len(values)


def health_staffing(case: Case) -> Iterator[Finding]:
    """HR-13: staff who know the emergency plan, and what staff-set safety rules need."""
    codes = [EMERGENCY_PLAN] if "N-SEIZ" in needs_of(case.learner) else []
    codes += [code for rule in case.learner.safety_rules for code in rule.needs]
    for code in dict.fromkeys(codes):
        yield from _needed(case, code, rule="HR-13", negotiable=True)


def allergens(case: Case) -> Iterator[Finding]:
    """HR-14: an allergen in any task or its area, unless the employer keeps it away.

    Tasks that were removed count as well: the allergen is still in the building.
    """
    exposures = [task.allergens for task in case.offer.tasks]
    exposures += [area.allergens for area in case.possible_areas]
    present = frozenset().union(*exposures) & case.learner.allergens
    if present:
        yield from _needed(
            case,
            AWAY_FROM_ALLERGENS,
            rule="HR-14",
            negotiable=False,
            cause=Cause.ALLERGEN_PRESENT,
            allergens=tuple(sorted(present)),
        )


def _needed(
    case: Case,
    code: str,
    *,
    rule: str,
    negotiable: bool,
    cause: Cause | None = None,
    **evidence: tuple[str, ...],
) -> Iterator[Finding]:
    level = min(standing(case.offer, code, area=area) for area in places(case.possible_areas))
    if level is Standing.ACCEPTED:
        return
    with_help = level is Standing.WITH_HELP
    yield Finding(
        code=rule,
        outcome=Outcome.CONDITION if with_help else Outcome.BLOCK,
        cause=CAUSES[level] if with_help or cause is None else cause,
        cause_key=f"adjustment:{code}",
        evidence=Evidence(adjustments=(code,), **evidence),
        negotiable=negotiable,
    )
