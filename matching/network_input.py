"""What a network is made of: checked arrays of pairs, places and the groups they stand in."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
LARGEST = 2**62


class NetworkError(ValueError):
    """Input that is not a network; the message names the argument, its position and its value."""


class NotWholeNumbers(NetworkError):
    """An array that holds something other than whole numbers."""


class WrongShape(NetworkError):
    """Arrays whose lengths do not fit together."""


class IndexOutOfRange(NetworkError):
    """A learner, offer or group that does not exist."""


class NegativeCapacity(NetworkError):
    """A capacity below 0."""


class PriorityNotStrict(NetworkError):
    """Two learners with the same rank."""


class GroupsInACircle(NetworkError):
    """A group that is, over others, its own parent."""


class ScoreOverflow(NetworkError):
    """Scores so large that sums would not fit into 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Offers and groups as one forest below a sink.

    Attributes
    ----------
    n_offers : int
        Nodes 0 to `n_offers` - 1 are offers, the others groups, the last one is the sink.
    parent : ndarray of shape (n_nodes,)
        The node above each offer and group; the sink is its own.
    capacity : ndarray of shape (n_nodes,)
        Places of each node; 0 for the sink, which has no arc of its own.
    levels : tuple of ndarray
        Offers and groups by depth, deepest first.
    """

    n_offers: int
    parent: Ints
    capacity: Ints
    levels: tuple[Ints, ...]

    @property
    def sink(self) -> int:
        """The last node."""
        return len(self.parent) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Allowed pairs, sorted by learner, then score (highest first), then offer.

    Attributes
    ----------
    learner, offer, score : ndarray of shape (n_pairs,)
        One entry a pair.
    start : ndarray of shape (n_learners + 1,)
        Where the pairs of each learner begin.
    """

    learner: Ints
    offer: Ints
    score: Ints
    start: Ints

    @property
    def n_learners(self) -> int:
        """Learners, also those without a pair."""
        return len(self.start) - 1


def whole_numbers(values: npt.ArrayLike, *, name: str) -> Ints:
    """The values as 64-bit whole numbers, one dimension; an empty list is one."""
    array = np.asarray(values)
    if array.ndim != 1:
        raise WrongShape(f"{name} has {array.ndim} dimensions; give one")
    if array.size and array.dtype.kind not in "iu":
        raise NotWholeNumbers(f"{name} holds {array.dtype} such as {array[0]!r}; give integers")
    if array.dtype.kind == "u" and array.size and int(array.max()) > LARGEST:
        raise ScoreOverflow(f"{name} holds {int(array.max())}; 64 bits are too few")
    return array.astype(np.int64, copy=False)


def within(array: Ints, n: int, *, name: str, least: int = 0) -> None:
    """Raise for the first entry outside `least` to `n` - 1."""
    wrong = np.flatnonzero((array < least) | (array >= n))
    if wrong.size:
        at = int(wrong[0])
        raise IndexOutOfRange(f"{name}[{at}] is {int(array[at])}; it has to be {least} to {n - 1}")


def not_negative(array: Ints, *, name: str) -> None:
    """Raise for the first negative entry."""
    wrong = np.flatnonzero(array < 0)
    if wrong.size:
        at = int(wrong[0])
        raise NegativeCapacity(f"{name}[{at}] is {int(array[at])}; a capacity is 0 or more")


def edges_of(learner: Ints, offer: Ints, score: Ints, *, n_learners: int, n_offers: int) -> Edges:
    """The pairs in their one order, whatever order they came in."""
    if not len(learner) == len(offer) == len(score):
        raise WrongShape(
            f"learner, offer and score have {len(learner)}, {len(offer)} and {len(score)} entries"
        )
    within(learner, n_learners, name="learner")
    within(offer, n_offers, name="offer")
    most = max(abs(int(score.max(initial=0))), abs(int(score.min(initial=0))))
    # The solver multiplies a cost by the number of nodes.
    if most * 4 * (n_learners + n_offers + 2) >= LARGEST:
        raise ScoreOverflow(f"a score of {most} with {n_learners} learners is beyond 64 bits")
    order = _order(learner, offer, score, n_offers=n_offers)
    start = np.zeros(n_learners + 1, dtype=np.int64)
    np.cumsum(np.bincount(learner, minlength=n_learners), out=start[1:])
    return Edges(learner=learner[order], offer=offer[order], score=score[order], start=start)


def _order(learner: Ints, offer: Ints, score: Ints, *, n_offers: int) -> Ints:
    """Positions that sort by learner, score (highest first) and offer."""
    if not len(learner):
        return np.zeros(0, dtype=np.int64)
    again = learner[1:] == learner[:-1]
    by_offer: Ints | None = None
    if not ((learner[1:] > learner[:-1]) | (again & (offer[1:] >= offer[:-1]))).all():
        by_offer = sorted_by(learner * n_offers + offer)
        learner, score = learner[by_offer], score[by_offer]
    highest = int(score.max())
    span = highest - int(score.min()) + 1  # fits, times learners: see `ScoreOverflow` above
    by_score = sorted_by(learner * span + (highest - score))
    return by_score if by_offer is None else by_offer[by_score]


def sorted_by(key: Ints) -> Ints:
    """Positions that sort a key of 0 or more, equal ones in the order they have."""
    position = np.arange(len(key))
    if (key[1:] >= key[:-1]).all():
        return position
    bits = len(key).bit_length()
    if int(key.max()) >= LARGEST >> bits:
        return np.argsort(key, kind="stable")
    # One sort of one packed number is several times faster than a stable argsort, and done in
    # place: fresh memory costs more than the arithmetic.
    packed = key << bits
    packed |= position
    packed.sort()
    packed &= (1 << bits) - 1
    return packed


def forest_of(capacity: Ints, parent: Ints | None, parent_capacity: Ints | None) -> Forest:
    """The forest of offers and groups, with a sink above every node that has no parent."""
    n_offers = len(capacity)
    groups = np.zeros(0, dtype=np.int64) if parent_capacity is None else parent_capacity
    not_negative(capacity, name="capacity")
    not_negative(groups, name="parent_capacity")
    n_groups = len(groups)
    sink = n_offers + n_groups
    above = np.full(sink + 1, sink, dtype=np.int64)
    if parent is not None:
        if len(parent) not in (n_offers, n_offers + n_groups):
            raise WrongShape(
                f"parent has {len(parent)} entries; give {n_offers} (one an offer)"
                f" or {n_offers + n_groups} (and one a group)"
            )
        within(parent, n_groups, name="parent", least=-1)
        above[: len(parent)] = np.where(parent < 0, sink, n_offers + parent)
    elif n_groups:
        raise WrongShape("parent_capacity is given without parent")
    return Forest(
        n_offers=n_offers,
        parent=above,
        capacity=np.concatenate([capacity, groups, [0]]),
        levels=_levels(above),
    )


def _levels(parent: Ints) -> tuple[Ints, ...]:
    """Nodes other than the sink by depth, deepest first."""
    sink = len(parent) - 1
    depth = np.zeros(len(parent), dtype=np.int64)
    at = np.arange(len(parent))
    while (at != sink).any():
        depth += at != sink
        at = parent[at]
        if depth.max() > len(parent):
            circle = int(np.flatnonzero(at != sink)[0])
            raise GroupsInACircle(f"group of node {circle} is above itself")
    return tuple(np.flatnonzero(depth == level) for level in range(int(depth.max()), 0, -1))
