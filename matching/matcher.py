"""The plan for a whole cohort: who goes where, proved, checked again, and compared with the last.

Aims, each never traded for a later one: (1) most learners placed, and among the sets of that
size the one first by SC-11, which costs no placement because these sets are a matroid; (2) where
there is a last plan, most of its placements kept; (3) fewest learners below each band of the
score in turn, lowest first; (4) the highest sum of scores. There is no draw: equal plans are
told apart by the order of digests of stable keys, so that neither keys nor the order of the
input change the answer.
"""

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator

from matching.cohort_records import BANDS, Aims, Objective, PlanRequest
from matching.outcome import plan_of
from matching.pairs import Pairs, Progress, pairs_of
from matching.planning import Planning
from matching.records import Market
from matching.verify import check_plan

Ints = npt.NDArray[np.int64]


class Matcher(BaseEstimator):
    """The best plan for a cohort, as an estimator: parameters first, `fit` on what there is.

    It follows scikit-learn's conventions for parameters and fitted attributes. It is no
    estimator in the sense of `check_estimator`: what it is fitted on is a market, not an array.

    Parameters
    ----------
    objective : {"fair", "placed", "total"}
        *fair*: all aims; *placed*: without the bands; *total*: only the highest sum.
    bands : tuple of int
        Limits of the score units; fewest learners are below the lowest, then the next.
    steady : bool
        With a last plan, as many of its placements as can be are kept, after who is placed and
        before the bands; not for "total". False lets them win over equal ones only.
    keep_bonus : int
        Units that a placement of the last plan counts more, never over a band.
    node_limit : int
        Branches that HiGHS may look at for each aim where days overlap (see `windows`).
    time_limit : float
        Seconds that HiGHS may take for each such aim. A plan that ends at either limit says so
        by its gap; one that ends at the seconds may be another one on the next run.

    Attributes
    ----------
    pairs_ : Pairs
        What was chosen from.
    request_ : PlanRequest
        What was asked for.
    aims_ : Aims
        What was aimed for.
    placements_, unplaced_, findings_, changes_, stages_ : tuple
        As in `CohortPlan`.
    certificate_ : tuple of RoundProof
        One for each round.
    prices_ : ndarray of int64, shape (n_places,)
        What one more learner at each place costs the others in the first round, in units of
        its last aim; the cheapest days where a window has several.
    pair_price_ : ndarray of int64, shape (n_pairs,)
        The same for the days of each pair.
    learner_cost_ : ndarray of int64, shape (n_learners,)
        What each learner's placement is worth beyond the price of the place.
    plan_ : CohortPlan
        Everything that is kept of a run.

    Notes
    -----
    Several placements for one learner are planned in rounds: first the first placement of
    everybody, then second ones around them, without days or offers twice. Each round is
    optimal given those before it.
    """

    def __init__(
        self,
        *,
        objective: str = "fair",
        bands: tuple[int, ...] = BANDS,
        steady: bool = True,
        keep_bonus: int = 1,
        node_limit: int = 2_000,
        time_limit: float = 60.0,
    ) -> None:
        self.objective = objective
        self.bands = bands
        self.steady = steady
        self.keep_bonus = keep_bonus
        self.node_limit = node_limit
        self.time_limit = time_limit

    def fit(
        self,
        X: Market | Pairs,
        y: None = None,
        *,
        request: PlanRequest | None = None,
        progress: Progress | None = None,
    ) -> "Matcher":
        """The plan of a market, or of pairs that were found before.

        Parameters
        ----------
        X : Market or Pairs
            An empty one gives an empty plan.
        y : None
            Not used.
        request : PlanRequest or None
            What the lead asks for; None asks for nothing special.
        progress : callable or None
            Called as by `pairs_of`.

        Returns
        -------
        Matcher
            This one, fitted. The same for any order of the input.

        Raises
        ------
        PlanNotProved
            When the independent checker finds anything wrong: such a plan is not shown.
        WeightError
            For a negative weight or an unknown criterion.
        """
        pairs = pairs_of(X, progress=progress) if isinstance(X, Market) else X
        asked = request or PlanRequest()
        aims = Aims(
            objective=Objective(self.objective),
            bands=tuple(sorted(set(self.bands))),
            steady=self.steady,
            keep_bonus=self.keep_bonus,
            node_limit=self.node_limit,
            time_limit=self.time_limit,
        )
        planning = Planning(aims, pairs, asked)
        planning.run()
        self.pairs_, self.request_, self.aims_ = pairs, asked, aims
        self.plan_ = plan_of(planning)
        check_plan(self.plan_, pairs=pairs, request=asked, aims=aims)
        self.placements_ = self.plan_.placements
        self.unplaced_ = self.plan_.unplaced
        self.findings_ = self.plan_.findings
        self.changes_ = self.plan_.changes
        self.stages_ = self.plan_.stages
        self.certificate_ = self.plan_.proofs
        self.pair_price_ = planning.pair_prices()
        self.prices_ = cheapest(pairs, self.pair_price_)
        self.learner_cost_ = planning.rounds[0].solved.learner_price
        return self


def cheapest(pairs: Pairs, pair_price: Ints) -> Ints:
    """The lowest price among the pairs of each place; 0 for a place without any."""
    largest = np.iinfo(np.int64).max
    prices = np.full(len(pairs.places), largest, dtype=np.int64)
    np.minimum.at(prices, pairs.place, pair_price)
    prices[prices == largest] = 0
    return prices
