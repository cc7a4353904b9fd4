"""What to ask employers for once a plan stands, and who waits for places that are full."""

from collections.abc import Callable, Iterable, Sequence

from matching.explain_records import Target, TargetKind, WaitingList
from matching.matcher import Matcher
from matching.pairs import pairs_of
from matching.targets import recruitment_targets
from matching.waiting_list import lists_of_full_places
from webapp.placements.matchmaking.cohort import Cohort
from webapp.placements.matchmaking.keeping import is_the_same, matcher_now
from webapp.placements.matchmaking.plan_rows import target_rows, waiting_rows
from webapp.placements.plan_models import PlanRun, PlanTarget
from webapp.placements.plan_why_models import PlanLearner, PlanSource

MOST_TARGETS = 3
"""Of each kind."""
Progress = Callable[[int, int], None]


def matcher_of(
    run: PlanRun,
    source: PlanSource,
    rows: Sequence[PlanLearner],
    cohort: Cohort,
    *,
    progress: Progress | None = None,
) -> Matcher | None:
    """Return the matcher of a plan with the market of now; None where the two differ."""
    pairs = pairs_of(cohort.market, progress=progress)
    if not is_the_same(source, rows, pairs=pairs, request=cohort.request):
        return None
    return matcher_now(run, source, rows, pairs=pairs, request=cohort.request)


def targets_of(matcher: Matcher, kind: str) -> tuple[Target, ...]:
    """Return what to ask for, the best first; each was solved again."""
    return recruitment_targets(matcher, by=TargetKind(kind), most=MOST_TARGETS)


def full_places(matcher: Matcher) -> tuple[WaitingList, ...]:
    """Return who waits for each place that is full without the plan."""
    return lists_of_full_places(matcher)


def add_targets(run: PlanRun, targets: Iterable[Target]) -> None:
    """Keep what to ask for with its plan."""
    start = 1 + max((one.number for one in run.targets), default=-1)
    rows: list[PlanTarget] = target_rows(targets, start=start)
    run.targets.extend(rows)


def add_waiting(run: PlanRun, lists: Iterable[WaitingList], *, rows: Sequence[PlanLearner]) -> None:
    """Keep who waits for full places with the plan, in place of what was known of them."""
    found = list(lists)
    full = {(one.offer, one.window) for one in found}
    start = 1 + max((one.number for one in run.waiting), default=-1)
    for known in [one for one in run.waiting if (one.offer, one.window) in full]:
        run.waiting.remove(known)
    planned_for = {str(row.learner_id) for row in rows if row.is_planned_for}
    run.waiting.extend(waiting_rows(found, planned_for=planned_for, start=start))
