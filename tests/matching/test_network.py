"""Who gets which place: the optimum of every objective, its prices and its proof."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.fairness import anything
from matching.flows import FlowError, flow
from matching.network import Network
from tests.matching.networks import BANDS, cases, ways, worth

law = settings(max_examples=settings.default.max_examples // 2, deadline=None)
objectives = st.sampled_from(["total", "placed", "fair"])


@law
@given(cases(), objectives)
def test_no_way_to_place_the_learners_is_better(case, objective):
    found = case.network().solve(objective, BANDS)
    way = tuple(found.offer_of.tolist())
    assert way in set(ways(case))
    assert worth(case, way, objective) == max(worth(case, other, objective) for other in ways(case))
    assert found.total == worth(case, way, "total")[-1]


@law
@given(cases(), objectives)
def test_without_a_priority_any_largest_set_will_do(case, objective):
    found = case.network(ranked=False).solve(objective, BANDS)
    way = (*found.offer_of.tolist(), *[-1] * (len(case.priority) - len(found.offer_of)))
    best = max(worth(case, other, objective, ranked=False) for other in ways(case))
    assert worth(case, way, objective, ranked=False) == best


@law
@given(cases())
def test_prices_prove_the_total_without_the_solver(case):
    found = case.network().solve("total")
    dual = found.learner_price.sum()
    dual += (np.array(case.capacity) * found.price).sum()
    dual += (np.array(case.parent_capacity) * found.group_price).sum()
    assert dual == found.certificate.dual == found.certificate.primal == found.total
    for prices in (found.learner_price, found.price, found.group_price):
        assert (prices >= 0).all()
    for (learner, offer), score in case.pairs.items():
        to_pay = found.price[offer] + sum(found.group_price[g] for g in case.groups_of(offer))
        assert score <= found.learner_price[learner] + to_pay


@law
@given(cases(), objectives)
def test_every_aim_has_its_own_proof(case, objective):
    found = case.network().solve(objective, BANDS)
    assert all(stage.certificate.holds for stage in found.stages)
    assert found.certificate == found.stages[-1].certificate
    bands = [f"band_{band}" for band in BANDS] if objective == "fair" else []
    first = [] if objective == "total" else ["priority"]
    assert [stage.aim for stage in found.stages] == [*first, *bands, "score"]


@law
@given(cases(), objectives, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_changes_nothing(case, objective, chance):
    order = list(range(len(case.pairs)))
    chance.shuffle(order)
    first, second = case.network(), case.network(order)
    assert first.solve(objective).offer_of.tolist() == second.solve(objective).offer_of.tolist()


@law
@given(cases(), st.data())
def test_the_price_of_an_offer_is_what_one_more_place_would_add(case, data):
    if case.parent or not case.capacity:
        return
    at = data.draw(st.integers(0, len(case.capacity) - 1))
    before = case.network().solve("total")
    case.capacity[at] += 1
    after = case.network().solve("total")
    assert after.total - before.total == before.price[at]


def town(learners, offers, *, places):
    """Everyone likes the same offers most, so most have to look far beyond their best."""
    who, where = np.divmod(np.arange(learners * offers), offers)
    score = 9_000 - 80 * where + (who * 7_919 + where * 104_729) % 400
    capacity = np.full(offers, places // offers)
    rank = (np.arange(learners) * 7) % learners
    return Network(who, where, score, capacity, priority=rank), score.reshape(learners, offers)


@pytest.mark.parametrize("objective", ["fair", "total"])
@pytest.mark.parametrize("places", [200, 400])
def test_pairs_beyond_the_best_of_each_learner_are_not_forgotten(places, objective):
    network, score = town(300, 100, places=places)
    found = network.solve(objective)
    placed = found.offer_of >= 0
    assert all(stage.certificate.holds for stage in found.stages)
    assert np.bincount(found.offer_of[placed]).max() <= places // 100
    assert placed.sum() == min(places, 300)
    assert score[placed, found.offer_of[placed]].sum() == found.total


def test_a_small_network_may_need_every_pair():
    who, where = np.divmod(np.arange(21 * 21), 21)
    found = Network(who, where, 100 - where, [1] * 21).solve("total")
    assert (found.certificate.holds, (found.offer_of >= 0).all()) == (True, True)


def chain(links, *, high, low):
    """Each learner has their own offer, or the next one for less: a move pushes all the others."""
    best = [(learner, learner, high) for learner in range(links)]
    next_one = [(learner, learner + 1, low) for learner in range(links)]
    return [*best, *next_one]


def test_the_first_in_priority_is_placed_however_many_have_to_move():
    links = 30
    first, last = links, links + 1
    pairs = [*chain(links, high=10_000, low=1), (first, 0, 1), (last, links, 10_000)]
    ranks = [*range(links), links, links + 1]
    found = Network(*zip(*pairs, strict=True), [1] * (links + 1), priority=ranks).solve("placed")
    assert found.offer_of[first] == 0
    assert found.offer_of[last] == -1


def test_a_high_score_never_buys_the_place_of_someone_first_in_priority():
    network = Network([0, 1], [0, 0], [100, 10_000], [1], priority=[0, 1])
    assert network.solve("placed").offer_of.tolist() == [0, -1]


def test_nobody_is_left_below_a_band_however_many_have_to_move():
    links = 30
    poor = links
    pairs = [*chain(links, high=10_000, low=5_000), (poor, 0, 5_000), (poor, links, 4_999)]
    found = Network(*zip(*pairs, strict=True), [1] * (links + 1)).solve("fair")
    assert found.offer_of[poor] == 0
    assert [stage.aim for stage in found.stages] == [
        "placed", "band_3000", "band_4000", "band_5000", "score",
    ]  # fmt: skip


def test_scores_too_large_to_blend_are_solved_aim_by_aim():
    large = 10**17
    network = Network([0, 0, 1], [0, 1, 0], [large, large - 1, 1], [1, 1], priority=[1, 0])
    found = network.solve("fair", bands=(2, large))
    assert found.offer_of.tolist() == [1, 0]


def test_one_level_of_groups_may_be_called_a_group():
    pairs = ([0, 1, 2], [0, 1, 1], [5, 6, 7])
    by_group = Network(*pairs, [1, 2], group=[0, 0], group_capacity=[2]).solve()
    by_parent = Network(*pairs, [1, 2], [0, 0], [2]).solve()
    assert by_group.offer_of.tolist() == by_parent.offer_of.tolist() == [-1, 1, 1]
    assert by_group.group_price.tolist() == by_parent.group_price.tolist() == [5]


def test_a_pair_given_twice_counts_with_its_better_score():
    assert Network([0, 0], [0, 0], [3, 8], [1]).solve().total == 8


def test_nobody_and_nothing_is_an_empty_plan():
    found = Network([], [], [], []).solve("fair")
    assert (found.offer_of.tolist(), found.total, found.certificate.holds) == ([], 0, True)


def test_a_flow_that_cannot_be_is_an_error():
    network = Network([0], [0], [1], [1])
    stage = anything(network.edges, network.forest)
    everyone = np.ones(1, dtype=np.bool_)
    with pytest.raises(FlowError, match="INFEASIBLE"):
        flow(
            network.edges,
            network.forest,
            replace(stage, must=everyone),
            chosen=np.zeros(0, dtype=np.int64),
        )
