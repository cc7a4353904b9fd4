"""Tables and records say the same: who may go where, and how well it fits."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import WeightError
from matching.array_scoring import CRITERIA, score_pairs
from matching.proposing import best_examination
from matching.scoring import NEUTRAL, Scorer
from matching.town_market import generate
from tests.matching.written_out import written_out

markets = st.builds(
    generate,
    learners=st.integers(1, 14),
    offers=st.integers(1, 14),
    seed=st.integers(0, 10**6),
)


def with_neutral_texts(made):
    """The tables, with 0.5 for every text, as without a text model, and some upper ages."""
    learners, offers = made.learners, made.offers
    sayings = np.zeros_like(learners.sayings)
    sayings[:, :, 0] = NEUTRAL
    topics = np.zeros_like(offers.topics)
    topics[:, 0] = 1
    oldest = np.where(offers.block % 2 == 0, offers.oldest, 16).astype(np.int8)
    return replace(learners, sayings=sayings), replace(offers, topics=topics, oldest=oldest)


@settings(max_examples=max(1, settings.default.max_examples // 8), deadline=None)
@given(markets)
def test_tables_allow_and_score_what_the_records_allow_and_score(made):
    learners, offers = with_neutral_texts(made)
    market = written_out(learners, offers)
    found = score_pairs(learners, offers, keep_values=True)
    rows = zip(found.learner.tolist(), found.offer.tolist(), strict=True)
    table = {pair: row for row, pair in enumerate(rows)}
    for i, learner in enumerate(market.learners):
        scorer = Scorer(learner, model=None)
        for j, offer in enumerate(market.offers):
            examination = best_examination(market, learner, offer=offer)
            assert examination is not None
            assert (not examination.blocks) == ((i, j) in table), examination.blocks
            if examination.blocks:
                continue
            row = table[i, j]
            score = scorer.score(examination.case, kept=examination.kept)
            assert tuple(part.code for part in score.parts) == CRITERIA
            values = [part.value for part in score.parts]
            assert found.values[row].tolist() == pytest.approx(values, abs=2e-5)
            assert abs(int(found.score[row]) - score.units) <= 1


@settings(max_examples=max(1, settings.default.max_examples // 4), deadline=None)
@given(markets)
def test_texts_count_as_the_product_of_sayings_and_topics_within_0_and_1(made):
    found = score_pairs(made.learners, made.offers, keep_values=True)
    likes, hopes, skills = np.moveaxis(made.learners.sayings[found.learner], 1, 0)
    for column, said in enumerate((likes, hopes, skills)):
        product = (said * made.offers.topics[found.offer]).sum(axis=1)
        assert found.values[:, column] == pytest.approx(product.clip(0, 1), abs=1e-5)


def test_only_weighted_criteria_count_and_scores_reach_from_0_to_10000():
    made = generate(learners=200, offers=100, seed=2)
    weighted = {"SC-10": 3.0}
    found = score_pairs(made.learners, made.offers, weights=weighted, keep_values=True)
    assert set(found.score) == {0, 10_000}
    assert np.array_equal(found.score, 10_000 * found.values[:, CRITERIA.index("SC-10")])


def test_values_are_kept_only_when_they_are_asked_for():
    made = generate(learners=20, offers=10, seed=2)
    found = score_pairs(made.learners, made.offers)
    assert len(found.score) > 0
    assert found.values is None


def test_where_nobody_is_near_nothing_is_scored():
    made = generate(learners=5, offers=3, seed=1)
    learners = replace(made.learners, place=made.learners.place + np.array((0.1, 0)))
    found = score_pairs(learners, made.offers, keep_values=True)
    assert len(found.learner) == len(found.offer) == len(found.score) == 0
    assert found.values.shape == (0, len(CRITERIA))


def test_a_weight_below_nothing_is_refused():
    made = generate(learners=2, offers=2, seed=1)
    with pytest.raises(WeightError):
        score_pairs(made.learners, made.offers, weights={"SC-01": -1.0})
