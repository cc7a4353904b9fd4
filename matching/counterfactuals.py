"""Near misses of one learner, held against what the learner has in the plan."""

from matching.explain_records import Counterfactual
from matching.fitted import FittedPlan
from matching.matcher import Matcher
from matching.proposing import propose


def counterfactuals(matcher: Matcher, *, learner: str) -> tuple[Counterfactual, ...]:
    """Places that one change would open for a learner, the highest gain first.

    Parameters
    ----------
    matcher : Matcher
        A fitted one.
    learner : str
        Key of one of its learners.

    Returns
    -------
    tuple of Counterfactual
        Places that exactly one negotiable cause blocks, in the order of `propose`; restricted
        places (HR-21) are never among them. None for a plan of bare arrays.

    Raises
    ------
    UnknownLearner
        When no learner has the key.
    """
    fitted = FittedPlan(matcher)
    fitted.check_learner(learner)
    if fitted.pairs.market is None:
        return ()
    own = fitted.of(learner)
    has = max((one.units for one in own), default=0)
    return tuple(
        Counterfactual(miss=miss, gain=miss.units - has, would_place=not own)
        for miss in propose(fitted.pairs.market, learner).near_misses
    )
