"""Whether a case passes every rule, without saying why not: the quick way to a yes or no."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from matching import access, one_by_one, support, wishes
from matching.cases import Case
from matching.findings import Finding, Outcome
from matching.learner_records import Learner
from matching.offer_records import Task
from matching.rules import CASE_RULES, TASK_RULES, least_tasks

# These read the learner and the offer and not the days, so one look decides for every window.
WITHOUT_DAYS: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    wishes.consent_to_look,
    wishes.paused,
    wishes.never_list,
    wishes.restricted,
    support.blocked_by_adjustment,
    access.blocked_by_access,
    support.health_staffing,
    support.allergens,
)
# A kind of its own each, which no plan for a cohort contains.
NOT_PLANNED = (one_by_one.internship, one_by_one.internal)
WITH_DAYS = tuple(
    rule for rule in CASE_RULES if rule not in WITHOUT_DAYS and rule not in NOT_PLANNED
)


def with_one_site(learner: Learner, *, site: str) -> Learner:
    """The learner with the journeys to one site only: those to others decide nothing there."""
    own = learner.travel
    if len(own.journeys) <= 1:
        return learner
    near = tuple(journey for journey in own.journeys if journey.site == site)
    return replace(learner, travel=replace(own, journeys=near))


def may_go_there(case: Case) -> bool:
    """Whether no rule about learner and offer blocks, whatever the days of the case are."""
    return not any(_blocks(rule, case) for rule in WITHOUT_DAYS)


def kept_if_allowed(case: Case) -> tuple[Task, ...] | None:
    """The tasks that remain when nothing blocks, in the offer's order; None when a rule blocks.

    For a case that `may_go_there`, of a kind that is planned, with a plan that no rule on dates
    blocks. The same as `rules.examine` says, which also says why.
    """
    kept: list[Task] = []
    may_go = len(case.offer.tasks) - least_tasks(case)
    for task in case.offer.tasks:
        if any(True for rule in TASK_RULES for _ in rule(case, task)):
            may_go -= 1
        else:
            kept.append(task)
        if may_go < 0:
            return None
    if may_go < 0 or any(_blocks(rule, case) for rule in WITH_DAYS):
        return None
    return tuple(kept)


def _blocks(rule: Callable[[Case], Iterable[Finding]], case: Case) -> bool:
    return any(finding.outcome is Outcome.BLOCK for finding in rule(case))
