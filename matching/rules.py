"""The hard rules, HR-01 to HR-25, applied to one case: what goes, what blocks, what is due.

Tasks are removed first; the areas of the tasks that remain are the areas used; then the count
of tasks and all other rules speak. A rule about adjustments never gets stricter when a task
comes back, so an employer who accepts one more adjustment never loses a place by it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from matching import (
    access,
    age_rules,
    assurance,
    environment,
    hazards,
    one_by_one,
    supervision,
    support,
    travel,
    wishes,
)
from matching.cases import Case, areas_of
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.ladder import TASK_TYPES
from matching.offer_records import Area, Task
from matching.thresholds import RULES_VERSION

__all__ = ["RULES_VERSION", "Examination", "RemovedTask", "examine"]

TASK_RULES: tuple[Callable[[Case, Task], Iterable[Finding]], ...] = (
    hazards.removed_by_hazard,
    hazards.left_out_of_visits,
    hazards.removed_by_age_limit,
    support.removed_by_adjustment,
    environment.removed_by_level,
    access.removed_by_access,
    hazards.removed_for_seizures,
    hazards.removed_for_hearing,
    hazards.removed_by_safety_rule,
    wishes.removed_by_never,
)
CASE_RULES: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    age_rules.may_be_on_platform,
    age_rules.may_do_this_kind,
    age_rules.is_within_employer_ages,
    assurance.insurance,
    support.blocked_by_adjustment,
    environment.blocked_by_level,
    access.blocked_by_access,
    support.health_staffing,
    support.allergens,
    supervision.supervision,
    travel.travel,
    wishes.never_list,
    wishes.consent_to_look,
    wishes.safety_items,
    wishes.restricted,
    wishes.paused,
    one_by_one.internship,
    one_by_one.internal,
    assurance.papers,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedTask:
    """A task that goes, with every finding that removes it."""

    task: Task
    findings: tuple[Finding, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that remove it, in order, each once."""
        return tuple(sorted({finding.code for finding in self.findings}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All that the rules say of one case.

    Attributes
    ----------
    kept : tuple of Task
        Tasks that remain, in the offer's order.
    removed : tuple of RemovedTask
        Tasks that go, in the offer's order.
    findings : tuple of Finding
        Everything but removals, by rule code.
    """

    case: Case
    kept: tuple[Task, ...]
    removed: tuple[RemovedTask, ...]
    findings: tuple[Finding, ...]

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """The findings with one outcome."""
        return tuple(finding for finding in self.findings if finding.outcome is outcome)

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What blocks; nothing in a case that may be proposed."""
        return self.of(Outcome.BLOCK)

    @property
    def causes(self) -> tuple[str, ...]:
        """The distinct causes of the blocks, sorted."""
        return tuple(sorted({finding.cause_key for finding in self.blocks}))

    @property
    def codes(self) -> tuple[str, ...]:
        """The distinct codes of the blocks, sorted."""
        return tuple(sorted({finding.code for finding in self.blocks}))


def examine(case: Case) -> Examination:
    """What the rules say of one case: tasks kept and removed, and all findings.

    Findings are in order of their code; conditions without a date of their own are due on
    the last weekday before the first date.
    """
    kept, removed = _sort_tasks(case)
    areas = areas_of(case.offer, tasks=kept)
    findings = [
        *case.plan.findings,
        *_count(case, kept, removed),
        *(finding for rule in CASE_RULES for finding in rule(case)),
        *_on_what_is_used(case, kept, areas),
    ]
    dated = (
        replace(finding, due=case.due)
        if finding.outcome is Outcome.CONDITION and finding.due is None
        else finding
        for finding in findings
    )
    return Examination(
        case=case,
        kept=kept,
        removed=removed,
        findings=tuple(sorted(dict.fromkeys(dated), key=lambda finding: finding.code)),
    )


def _sort_tasks(case: Case) -> tuple[tuple[Task, ...], tuple[RemovedTask, ...]]:
    kept: list[Task] = []
    removed: list[RemovedTask] = []
    for task in case.offer.tasks:
        findings = tuple(finding for rule in TASK_RULES for finding in rule(case, task))
        if findings:
            removed.append(RemovedTask(task=task, findings=findings))
        else:
            kept.append(task)
    return tuple(kept), tuple(removed)


def _on_what_is_used(
    case: Case, kept: tuple[Task, ...], areas: tuple[Area, ...]
) -> Iterator[Finding]:
    for task in kept:
        yield from hazards.needs_supervision(case, task)
        yield from environment.headphones_to_check(case, task, case.area_of(task))
    if not case.offer.tasks:
        for area in areas:
            yield from environment.headphones_to_check(case, None, area)
    yield from support.adjustments_with_help(case, areas)
    yield from support.may_be_hard(case, areas)
    yield from environment.at_limit(case, areas)
    yield from assurance.health_and_safety(case, areas)
    yield from assurance.safeguarding(case, kept)


def least_tasks(case: Case) -> int:
    """How many tasks must remain (HR-04): 3, 2 for half a day, 1 or none for a visit."""
    limits = case.market.thresholds
    if case.type not in TASK_TYPES:
        return min(1, len(case.offer.tasks))
    only_day = case.days[0].worked_minutes if len(case.days) == 1 else None
    if only_day is not None and only_day <= limits.half_day_minutes:
        return limits.least_tasks_half_day
    return limits.least_tasks


def _count(
    case: Case, kept: tuple[Task, ...], removed: tuple[RemovedTask, ...]
) -> Iterator[Finding]:
    """HR-04: too few tasks; under the codes of what removed them, when that is the reason.

    When undoing one cause would be enough, only that cause is named: a negotiable one first,
    then the one that brings back most tasks.
    """
    needed = least_tasks(case)
    if len(kept) >= needed:
        return
    if len(case.offer.tasks) < needed:
        yield _too_few(case, needed)
    enough = _single_cause(removed, needed - len(kept))
    blocks: dict[tuple[str, str], Finding] = {}
    for task in removed:
        for finding in task.findings:
            if enough is None or finding.cause_key == enough:
                blocks.setdefault((finding.code, finding.cause_key), finding)
    for finding in blocks.values():
        yield replace(finding, outcome=Outcome.BLOCK)


def _too_few(case: Case, needed: int) -> Finding:
    return Finding(
        code="HR-04",
        outcome=Outcome.BLOCK,
        cause=Cause.TOO_FEW_TASKS if case.offer.tasks else Cause.NO_TASK_PLAN,
        cause_key="tasks:plan",
        evidence=Evidence(tasks=len(case.offer.tasks), limit=needed),
    )


def _single_cause(removed: tuple[RemovedTask, ...], missing: int) -> str | None:
    brings_back: dict[str, int] = {}
    negotiable: dict[str, bool] = {}
    for task in removed:
        keys = {finding.cause_key for finding in task.findings}
        if len(keys) == 1:
            key = keys.pop()
            brings_back[key] = brings_back.get(key, 0) + 1
            negotiable[key] = all(finding.negotiable for finding in task.findings)
    ranked = sorted(brings_back, key=lambda key: (not negotiable[key], -brings_back[key], key))
    return next((key for key in ranked if brings_back[key] >= missing), None)
