"""The plan solved again for the same aims with one thing changed, and what that changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.cohort_records import Planned, PlanRequest
from matching.explain_records import Figures
from matching.fitted import FittedPlan
from matching.pairs import Pairs
from matching.planning import Planning


@dataclass(frozen=True, slots=True, kw_only=True)
class SolvedAgain:
    """What a new plan changes.

    Attributes
    ----------
    change : Figures
        The new plan less the old one.
    newly_placed, left_out : tuple of str
        Learners with a placement in one of the two only, the first in need first.
    exact : bool
        Every stage of both plans is proved.
    """

    change: Figures
    newly_placed: tuple[str, ...]
    left_out: tuple[str, ...]
    exact: bool


def solve_again(
    fitted: FittedPlan,
    *,
    pairs: Pairs | None = None,
    request: PlanRequest | None = None,
    moved: str | None = None,
) -> SolvedAgain:
    """The plan of other pairs, or of another request, against the plan that stands.

    Parameters
    ----------
    pairs : Pairs or None
        With the same learners; None for those of the plan.
    request : PlanRequest or None
        None for that of the plan.
    moved : str or None
        A learner whose placements count as new ones in both plans, locked or not.
    """
    planning = Planning(fitted.aims, pairs or fitted.pairs, request or fitted.request)
    planning.run()
    before, after = fitted.plan.placements, planning.planned
    fixed = {_seat(one) for one in before if one.lock is not None and one.learner != moved}
    was, now = ({one.learner for one in placements} for placements in (before, after))
    gap = max([fitted.plan.gap, *(done.solved.gap for done in planning.rounds)])
    return SolvedAgain(
        change=_figures(fitted, after, fixed).less(_figures(fitted, before, fixed)),
        newly_placed=_in_order(fitted, now - was),
        left_out=_in_order(fitted, was - now),
        exact=gap == 0,
    )


def _seat(one: Planned) -> tuple[str, str, str]:
    return one.learner, one.offer, one.window


def _figures(
    fitted: FittedPlan, placements: Iterable[Planned], fixed: set[tuple[str, str, str]]
) -> Figures:
    placed = list(placements)
    new = [one.units for one in placed if _seat(one) not in fixed]
    return Figures(
        placed=len({one.learner for one in placed}),
        below=tuple(sum(units < band for units in new) for band in fitted.aims.bands),
        units=sum(one.units for one in placed),
    )


def _in_order(fitted: FittedPlan, learners: set[str]) -> tuple[str, ...]:
    return tuple(sorted(learners, key=fitted.directory.rank.__getitem__))
