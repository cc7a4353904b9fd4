"""What limits who is placed together: rows over cells of pairs, and which rows are a forest.

A row says that of some pairs at most so many are chosen: on one day at one window, one site or
one employer, or of learners who are kept apart. Pairs that stand in the same rows are one cell.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.bookings import Bookings, Key, held_for
from matching.pairs import Pairs

Ints: TypeAlias = npt.NDArray[np.int64]
Kind: TypeAlias = tuple[tuple[date, ...], tuple[str, ...]]
NO_KIND: Kind = ((), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells from which at most `places` pairs are chosen."""

    cells: frozenset[int]
    places: int

    @property
    def first(self) -> tuple[int, ...]:
        """Orders rows whatever order they were found in: more cells first."""
        return (-len(self.cells), *sorted(self.cells))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """All that limits the open pairs of one round.

    Attributes
    ----------
    cell_of : ndarray of shape (n_open,)
        The cell of each open pair.
    n_cells : int
        Cells are 0 to `n_cells` - 1.
    forest : tuple of Row
        Rows of which any two are one inside the other or apart, larger ones first.
    rest : tuple of Row
        The other rows: a flow cannot hold them.
    """

    cell_of: Ints
    n_cells: int
    forest: tuple[Row, ...]
    rest: tuple[Row, ...]


def limits_of(pairs: Pairs, bookings: Bookings, *, open_pairs: Ints) -> Limits:
    """The rows that can bind, in as few as say the same.

    Parameters
    ----------
    bookings : Bookings
        What is held, settled and planned already.
    open_pairs : ndarray of shape (n_open,)
        Positions of the pairs that may be chosen, in order.

    Returns
    -------
    Limits
        Every row that is never binding, or follows from another one, is left out.
    """
    cell_of, samples = _cells(pairs, bookings, open_pairs)
    members = np.bincount(cell_of, minlength=len(samples)).tolist()
    within: dict[tuple[Key, date], list[int]] = defaultdict(list)
    for number, pair in enumerate(samples):
        learner = pairs.learners[pairs.learner[pair]]
        place = pairs.places[pairs.place[pair]]
        for key, days in bookings.uses(learner, place, dates=pairs.days(pair)):
            for day in days:
                within[key, day].append(number)
    least: dict[frozenset[int], int] = {}
    for (key, day), numbers in within.items():
        same = frozenset(numbers)
        places = max(0, bookings.room(key, day))
        least[same] = min(places, least.get(same, places))
    rows = [
        Row(cells=same, places=places)
        for same, places in least.items()
        if places < sum(members[cell] for cell in same)
    ]
    forest, rest = _forest(_without_implied(rows))
    return Limits(cell_of=cell_of, n_cells=len(samples), forest=forest, rest=rest)


def _cells(pairs: Pairs, bookings: Bookings, open_pairs: Ints) -> tuple[Ints, list[int]]:
    """The cell of each open pair, and one pair of each cell."""
    kinds = _kinds(pairs, bookings, open_pairs)
    base = (
        pairs.place[open_pairs].astype(np.int64) * max(1, len(pairs.dates))
        + pairs.dates_of[open_pairs]
    )
    key = base * (int(kinds.max(initial=0)) + 1) + kinds
    _, samples, cell_of = np.unique(key, return_index=True, return_inverse=True)
    return cell_of.astype(np.int64), open_pairs[samples].tolist()


def _kinds(pairs: Pairs, bookings: Bookings, open_pairs: Ints) -> Ints:
    """A number for the days held for the learner, and their groups; 0 for neither."""
    named = [any(who is not None for who, _ in place.holds) for place in pairs.places]
    grouped = [bool(bookings.groups(learner)) for learner in pairs.learners]
    special = np.array(named, dtype=np.bool_)[pairs.place[open_pairs]]
    special |= np.array(grouped, dtype=np.bool_)[pairs.learner[open_pairs]]
    said = {
        int(position): _kind(pairs, bookings, int(open_pairs[position]))
        for position in np.flatnonzero(special)
    }
    order = {kind: number for number, kind in enumerate(sorted({NO_KIND, *said.values()}))}
    kinds = np.zeros(len(open_pairs), dtype=np.int64)
    kinds[list(said)] = [order[kind] for kind in said.values()]
    return kinds


def _kind(pairs: Pairs, bookings: Bookings, pair: int) -> Kind:
    learner = pairs.learners[pairs.learner[pair]]
    held = held_for(pairs.places[pairs.place[pair]], learner) & set(pairs.days(pair))
    return tuple(sorted(held)), bookings.groups(learner)


def _without_implied(rows: Sequence[Row]) -> list[Row]:
    """The rows that no larger row with as few places makes needless, larger ones first."""
    standing: dict[int, list[Row]] = defaultdict(list)
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: row.first):
        around = standing[min(row.cells)]
        if any(row.cells < other.cells and other.places <= row.places for other in around):
            continue
        kept.append(row)
        for cell in row.cells:
            standing[cell].append(row)
    return kept


def _forest(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows, larger ones first, that are inside or apart from those before; and the rest."""
    standing: dict[int, list[Row]] = defaultdict(list)
    forest: list[Row] = []
    rest: list[Row] = []
    for row in rows:
        touching = (other for cell in row.cells for other in standing[cell])
        if all(row.cells <= other.cells for other in touching):
            forest.append(row)
            for cell in row.cells:
                standing[cell].append(row)
        else:
            rest.append(row)
    return tuple(forest), tuple(rest)


def parents_of(limits: Limits) -> tuple[Ints, Ints]:
    """The smallest row of the forest around each cell, and around each row; -1 for none.

    Returns
    -------
    of_cell : ndarray of shape (n_cells,)
    of_row : ndarray of shape (n_rows,)
        Positions in `limits.forest`.
    """
    of_cell = np.full(limits.n_cells, -1, dtype=np.int64)
    of_row = np.full(len(limits.forest), -1, dtype=np.int64)
    for number, row in enumerate(limits.forest):
        some = next(iter(row.cells))
        of_row[number] = of_cell[some]
        of_cell[list(row.cells)] = number
    return of_cell, of_row
