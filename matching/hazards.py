"""HR-04, HR-05 and the hazard part of HR-13: which tasks a learner may do."""

from collections.abc import Iterator

from matching.ages import age_on, year_group
from matching.answers import Standing, best_standing
from matching.cases import Case, needs_of
from matching.codes import ExperienceType, HazardEffect
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.offer_records import Task

VISIT_TYPES = frozenset({ExperienceType.VIS, ExperienceType.SHA})
SEES_THE_WARNING = ("PHY-07", "SUP-02")


def hazards_of(case: Case, task: Task, effect: HazardEffect) -> tuple[str, ...]:
    """The task's hazards that have an effect, sorted."""
    effects = case.market.hazard_effects
    return tuple(sorted(code for code in task.hazards if effect in effects.get(code, ())))


def removed_by_hazard(case: Case, task: Task) -> Iterator[Finding]:
    """HR-04: hazards no child may meet, and no young person without three conditions.

    References
    ----------
    Management of Health and Safety at Work Regulations 1999, regulation 19.
    """
    hazards = hazards_of(case, task, HazardEffect.REMOVAL)
    if hazards and case.has_child_date:
        yield removal("HR-04", Cause.HAZARD_FOR_CHILD, task, hazards=hazards)
    elif hazards and case.is_under_18 and not _three_conditions(task):
        yield removal("HR-04", Cause.HAZARD_FOR_YOUNG_PERSON, task, hazards=hazards)


def _three_conditions(task: Task) -> bool:
    return task.needed_for_training and task.competent_supervisor and task.risk_reduced


def left_out_of_visits(case: Case, task: Task) -> Iterator[Finding]:
    """HR-04: hazards that need supervision stay out of visits and of years below 10."""
    hazards = hazards_of(case, task, HazardEffect.SUPERVISION)
    if hazards and case.is_under_18 and _is_visit_or_young(case):
        yield removal("HR-04", Cause.HAZARD_ON_A_VISIT, task, hazards=hazards)


def _is_visit_or_young(case: Case) -> bool:
    year = year_group(case.learner.date_of_birth, day=case.first)
    return case.type in VISIT_TYPES or year < 10


def needs_supervision(case: Case, task: Task) -> Iterator[Finding]:
    """HR-04: a kept task with such a hazard is done under supervision (a condition)."""
    hazards = hazards_of(case, task, HazardEffect.SUPERVISION)
    if hazards and case.is_under_18:
        yield Finding(
            code="HR-04",
            outcome=Outcome.CONDITION,
            cause=Cause.HAZARD_NEEDS_SUPERVISION,
            cause_key=f"task:{task.key}",
            evidence=Evidence(task=task.key, hazards=hazards),
        )


def removed_by_age_limit(case: Case, task: Task) -> Iterator[Finding]:
    """HR-05: tasks with an age limit in law, on any date before that age."""
    hazards = hazards_of(case, task, HazardEffect.AGE_LIMITED)
    limit = case.market.thresholds.age_limited_until
    if hazards and age_on(case.learner.date_of_birth, day=case.first) < limit:
        yield removal("HR-05", Cause.UNDER_STATUTORY_AGE, task, hazards=hazards, limit=limit)


def removed_for_seizures(case: Case, task: Task) -> Iterator[Finding]:
    """HR-13: with possible seizures no height, lone work, water, open machinery or driving."""
    if "N-SEIZ" not in needs_of(case.learner):
        return
    hazards = hazards_of(case, task, HazardEffect.SEIZURE)
    if not task.guarded:
        hazards += hazards_of(case, task, HazardEffect.SEIZURE_UNLESS_GUARDED)
    if hazards:
        yield removal("HR-13", Cause.SEIZURE_HAZARD, task, hazards=hazards)


def removed_for_hearing(case: Case, task: Task) -> Iterator[Finding]:
    """HR-13: who cannot hear a warning needs a visual alarm or a buddy among vehicles."""
    if "N-HEAR" not in needs_of(case.learner):
        return
    hazards = hazards_of(case, task, HazardEffect.HEARING)
    if hazards and not _is_lifted(case, task, frozenset(SEES_THE_WARNING)):
        yield _liftable(Cause.HEARING_HAZARD, task, hazards, frozenset(SEES_THE_WARNING))


def removed_by_safety_rule(case: Case, task: Task) -> Iterator[Finding]:
    """HR-13: hazards that staff ruled out for this learner."""
    for rule in case.learner.safety_rules:
        hazards = tuple(sorted(task.hazards & rule.hazards))
        if hazards and not _is_lifted(case, task, rule.unless):
            yield _liftable(Cause.SAFETY_RULE_HAZARD, task, hazards, rule.unless)


def _is_lifted(case: Case, task: Task, codes: frozenset[str]) -> bool:
    area = case.area_of(task)
    return best_standing(case.offer, codes, area=area) is Standing.ACCEPTED


def _liftable(cause: Cause, task: Task, hazards: tuple[str, ...], codes: frozenset[str]) -> Finding:
    if not codes:
        return removal("HR-13", cause, task, hazards=hazards)
    adjustments = tuple(sorted(codes))
    key = "adjustment:" + "|".join(adjustments)
    return removal("HR-13", cause, task, cause_key=key, hazards=hazards, adjustments=adjustments)


def removal(
    code: str,
    cause: Cause,
    task: Task,
    *,
    cause_key: str = "",
    **evidence: str | int | tuple[str, ...],
) -> Finding:
    """A task that goes; negotiable when its cause has a key of its own that can be asked for."""
    return Finding(
        code=code,
        outcome=Outcome.REMOVE,
        cause=cause,
        cause_key=cause_key or "tasks:hazard",
        evidence=Evidence(task=task.key, **evidence),
        negotiable=bool(cause_key),
    )
