"""What is not a network is refused by name, with the value."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.network import Network, UnknownObjective
from matching.network_input import (
    GroupsInACircle,
    IndexOutOfRange,
    NegativeCapacity,
    NetworkError,
    NotWholeNumbers,
    PriorityNotStrict,
    ScoreOverflow,
    WrongShape,
    edges_of,
)

ONE = {"learner": [0], "offer": [0], "score": [5], "capacity": [1]}


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"capacity": [-2]}, NegativeCapacity, r"capacity\[0\] is -2"),
        ({"parent": [0], "parent_capacity": [-1]}, NegativeCapacity, r"parent_capacity\[0\] is -1"),
        ({"offer": [1]}, IndexOutOfRange, r"offer\[0\] is 1"),
        ({"learner": [-1]}, IndexOutOfRange, r"learner\[0\] is -1"),
        ({"learner": [3], "priority": [0]}, IndexOutOfRange, r"learner\[0\] is 3"),
        ({"parent": [4], "parent_capacity": [1]}, IndexOutOfRange, r"parent\[0\] is 4"),
        ({"score": [0.5]}, NotWholeNumbers, r"float64 such as .*0\.5"),
        ({"score": [5.0]}, NotWholeNumbers, r"score holds float64"),
        ({"score": [True]}, NotWholeNumbers, "score holds bool"),
        ({"score": ["5"]}, NotWholeNumbers, "score holds <U1"),
        ({"score": [2**62]}, ScoreOverflow, str(2**62)),
        ({"score": [2**64 - 1]}, ScoreOverflow, str(2**64 - 1)),
        ({"score": np.array([2**63], dtype=np.uint64)}, ScoreOverflow, str(2**63)),
        ({"score": [[5]]}, WrongShape, "score has 2 dimensions"),
        ({"score": [5, 6]}, WrongShape, "1, 1 and 2"),
        ({"parent": [0, -1, -1], "parent_capacity": [1]}, WrongShape, "parent has 3"),
        ({"parent_capacity": [1]}, WrongShape, "without parent"),
        ({"parent": [0]}, IndexOutOfRange, r"parent\[0\] is 0"),
        ({"parent": [0], "group": [0]}, WrongShape, "not both"),
        ({"parent": [0, 1, 0], "parent_capacity": [1, 1]}, GroupsInACircle, "above itself"),
        ({"priority": [0, 0]}, PriorityNotStrict, "rank 0"),
    ],
)
def test_what_is_wrong_is_said_with_its_value(change, error, said):
    with pytest.raises(error, match=said) as raised:
        Network(**{**ONE, **change})
    assert isinstance(raised.value, NetworkError)
    assert isinstance(raised.value, ValueError)


def test_an_unknown_objective_is_refused():
    with pytest.raises(UnknownObjective, match="'best'"):
        Network(**ONE).solve("best")


def test_bands_are_whole_numbers():
    with pytest.raises(NotWholeNumbers, match="bands"):
        Network(**ONE).solve("fair", bands=(0.3, 0.5))


@settings(max_examples=settings.default.max_examples // 4, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(-5, 5)), min_size=1),
    st.sampled_from([1, 10**12, 10**16]),
)
def test_edges_stand_in_one_order_however_large_the_scores(pairs, factor):
    learner, offer, score = (np.array(column) for column in zip(*pairs, strict=True))
    edges = edges_of(learner, offer, score * factor, n_learners=6, n_offers=6)
    found = list(zip(edges.learner, -edges.score, edges.offer, strict=True))
    assert found == sorted((who, -value * factor, where) for who, where, value in pairs)
    assert edges.n_learners == 6


def test_edges_stand_in_one_order_however_many_offers_there_could_be():
    offer = np.array([10**17 - 1, 3, 3])
    edges = edges_of(np.array([40, 40, 2]), offer, np.ones(3, int), n_learners=41, n_offers=10**17)
    assert edges.offer.tolist() == [3, 3, 10**17 - 1]
