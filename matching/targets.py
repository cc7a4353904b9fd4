"""What to recruit: extra places, adjustments, sectors and areas that help a cohort most.

Candidates are ranked by prices; each one that is shown has been solved again.
"""

from collections.abc import Iterable

from matching.explain_records import Figures, Target, TargetKind
from matching.fitted import FittedPlan, Order
from matching.matcher import Matcher
from matching.solving_again import solve_again
from matching.target_candidates import Candidate, adjustments, like_the_best, more_places
from matching.target_prices import worth_of

TRIES = 3


def recruitment_targets(
    matcher: Matcher, *, by: TargetKind = TargetKind.PLACE, most: int = 5, places: int = 1
) -> tuple[Target, ...]:
    """What would place or improve the most learners, the best first.

    Parameters
    ----------
    matcher : Matcher
        A fitted one.
    by : TargetKind
        *place*: so many more places on a day of a window. *adjustment*: an employer accepts one
        more, without another place. *sector*, *area*: one more offer there with so many
        places, like the one that would help most: the same learners, days, site and employer.
        An area is a 10 km square of the National Grid; offers without a point are in none.
    most : int
        How many targets. At most three times as many plans are solved again, in order of what
        prices promise.
    places : int
        Extra places of each target, 1 or more; not read for adjustments.

    Returns
    -------
    tuple of Target
        In order of what each was found to gain by the aims of the plan; ties by a digest of
        stable keys. A target without gain is left out. So many places are on one day, so they
        never place more than that many learners; an adjustment adds no place. A plan of bare
        arrays has targets of the kind *place* only.
    """
    fitted = FittedPlan(matcher)
    nothing = Figures(placed=0, below=(0,) * len(fitted.aims.bands), units=0)
    found: list[tuple[Order, Target]] = []
    for candidate in _candidates(fitted, by, places)[: TRIES * most]:
        target = _solved(fitted, candidate)
        gain = fitted.gain_order(target.gain)
        if gain > fitted.gain_order(nothing):
            found.append((gain, target))
        if len(found) == most:
            break
    found.sort(key=lambda entry: entry[0], reverse=True)
    return tuple(target for _, target in found)


def _candidates(fitted: FittedPlan, by: TargetKind, places: int) -> list[Candidate]:
    """Everything that prices promise a gain of, the most first."""
    worth = worth_of(fitted)
    found: Iterable[Candidate]
    if by is TargetKind.ADJUSTMENT:
        found = adjustments(fitted, worth)
    elif by is TargetKind.PLACE:
        found = more_places(fitted, worth, places=places)
    else:
        found = like_the_best(fitted, worth, by=by, places=places)
    promising = [one for one in found if (one.bound.placed, one.bound.units) > (0, 0)]
    return sorted(promising, key=lambda one: (-one.bound.placed, -one.bound.units, one.tie))


def _solved(fitted: FittedPlan, candidate: Candidate) -> Target:
    again = solve_again(fitted, pairs=candidate.changed())
    return Target(
        kind=candidate.kind,
        name=candidate.name,
        offer=candidate.offer,
        window=candidate.window,
        employer=candidate.employer,
        day=candidate.day,
        places=candidate.places,
        predicted=Figures(
            placed=candidate.bound.placed,
            below=(0,) * len(fitted.aims.bands),
            units=candidate.bound.units,
        ),
        gain=again.change,
        newly_placed=again.newly_placed,
        left_out=again.left_out,
        exact=again.exact,
    )
