"""One run of the matcher: what is settled, then round after round."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.bookings import Bookings
from matching.cohort_records import Aims, Objective, Planned, PlanRequest
from matching.directory import Directory
from matching.limits import limits_of
from matching.pairs import Pairs
from matching.rounds import Round, Solved, solve_round
from matching.settled import USUAL_WANTED, settle
from matching.windows import Limit

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
LARGEST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One round that was solved; `open_pairs` are the positions it chose from."""

    open_pairs: Ints
    round: Round
    solved: Solved


class Planning:
    """A run over some pairs, as it stands.

    Parameters
    ----------
    aims : Aims
        What is aimed for.
    pairs : Pairs
        What there is to choose from.
    request : PlanRequest
        What the lead asked for.

    Attributes
    ----------
    planned : list of Planned
        What is settled, then the placements of each round.
    rounds : list of Done
        The rounds that were solved.
    settled : Settled
        Where the run started, with what was wrong.
    at_start : Bookings
        What was held and settled.
    options, left : ndarray of shape (n_learners,)
        Pairs of each learner that the rules allow, and those no veto takes away.
    wanted : ndarray of shape (n_learners,)
        Placements each learner is to have.
    """

    def __init__(self, aims: Aims, pairs: Pairs, request: PlanRequest) -> None:
        self.aims = aims
        self.pairs = pairs
        self.request = request
        self.directory = Directory(pairs)
        self.at_start = Bookings(pairs, request)
        self.settled = settle(self.directory, request, bookings=self.at_start)
        self._bookings = Bookings(pairs, request)
        self._open = self._without_vetoed()
        self.options = np.bincount(pairs.learner, minlength=len(pairs.learners))
        self.left = np.bincount(pairs.learner[self._open], minlength=len(pairs.learners))
        self.wanted = self._wanted_by()
        self._placed = np.zeros(len(pairs.learners), dtype=np.int64)
        self.planned: list[Planned] = []
        self.rounds: list[Done] = []
        for one in self.settled.planned:
            self._add(one)

    def _without_vetoed(self) -> Flags:
        """Pairs that the lead did not rule out."""
        allowed = np.ones(len(self.pairs), dtype=np.bool_)
        for veto in self.request.vetoes:
            allowed[self.directory.pairs_at(veto.learner, veto.offer, None)] = False
        return allowed

    def _wanted_by(self) -> Ints:
        """Placements wanted; none beyond the settled ones where locks contradict each other."""
        wanted = np.full(len(self.pairs.learners), USUAL_WANTED, dtype=np.int64)
        for learner, number in self.request.placements_wanted.items():
            if learner in self.directory.rank and number >= 0:
                wanted[self.directory.rank[learner]] = number
        wanted[[self.directory.rank[learner] for learner in sorted(self.settled.out)]] = 0
        return wanted

    def run(self) -> None:
        """Plan round after round, until nobody wants and can have another placement."""
        number = 1
        while number == 1 or self._who_is_in(number).any():
            self._run_round(number)
            number += 1

    def _who_is_in(self, number: int) -> Flags:
        """Learners with one placement less than the round, who want one more."""
        one_less: Flags = self._placed == number - 1
        return one_less & (self.wanted >= number)

    def open_in(self, number: int) -> Ints:
        """The pairs that a round chooses from, as things stand."""
        return np.flatnonzero(self._open & self._who_is_in(number)[self.pairs.learner])

    def round_from(self, chosen_from: Ints) -> Round:
        """The round that chooses from some pairs, as things stand."""
        pairs = self.pairs
        return Round(
            n_learners=len(pairs.learners),
            learner=pairs.learner[chosen_from].astype(np.int64),
            score=self._scores()[chosen_from],
            kept=self._kept()[chosen_from],
            limits=limits_of(pairs, self._bookings, open_pairs=chosen_from),
            objective=self.aims.objective,
            bands=self.aims.bands,
        )

    def _run_round(self, number: int) -> None:
        chosen_from = self.open_in(number)
        round_ = self.round_from(chosen_from)
        solved = solve_round(
            round_, limit=Limit(nodes=self.aims.node_limit, seconds=self.aims.time_limit)
        )
        self.rounds.append(Done(open_pairs=chosen_from, round=round_, solved=solved))
        for pair in chosen_from[solved.pair_of[solved.pair_of >= 0]].tolist():
            self._add(replace(self.directory.planned(pair, None), round=number))

    def _add(self, one: Planned) -> None:
        """Count a placement; its learner's other pairs at that offer or on these days close."""
        rank = self.directory.rank[one.learner]
        self._bookings.take(one.learner, self.directory.place(one), dates=one.dates)
        self.planned.append(one)
        self._placed[rank] += 1
        if self.wanted[rank] <= self._placed[rank]:
            return
        for pair in self.directory.pairs_of(one.learner):
            same = self.pairs.places[self.pairs.place[pair]].offer == one.offer
            if same or set(self.pairs.days(pair)) & set(one.dates):
                self._open[pair] = False

    def pair_prices(self) -> Ints:
        """What one more learner on the days of each pair costs the others in the first round.

        A pair that was not open has the price of its place, 0 when no pair of it was open.
        """
        first = self.rounds[0]
        prices = np.zeros(len(self.pairs), dtype=np.int64)
        of_cell = first.solved.cell_price[first.round.limits.cell_of]
        cheapest = np.full(len(self.pairs.places), LARGEST, dtype=np.int64)
        np.minimum.at(cheapest, self.pairs.place[first.open_pairs], of_cell)
        cheapest[cheapest == LARGEST] = 0
        prices[:] = cheapest[self.pairs.place]
        prices[first.open_pairs] = of_cell
        return prices

    def _kept(self) -> Flags:
        """The pairs of the last plan, where as many as can be are to be kept."""
        kept = np.zeros(len(self.pairs), dtype=np.bool_)
        if self.aims.steady and self.aims.objective is not Objective.TOTAL:
            for was in self.request.previous:
                kept[self.directory.pairs_at(was.learner, was.offer, was.window)] = True
        return kept

    def _scores(self) -> Ints:
        """The units, and for the pairs of the last plan the bonus, up to the next band."""
        scores = self.pairs.units.astype(np.int64)
        for was in self.request.previous:
            for pair in self.directory.pairs_at(was.learner, was.offer, was.window):
                units = int(self.pairs.units[pair])
                ends = [band - 1 for band in self.aims.bands if band > units]
                scores[pair] = min([units + self.aims.keep_bonus, *ends])
        return scores
