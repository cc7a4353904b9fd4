"""Interests find sectors, and dislikes keep others away."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Dislike, DislikedThing
from matching.evaluation import CATALOGUE, load_model
from matching.interests import InterestModel
from matching.spelling import Spelling
from matching.statements import Statement, read_statement
from tests.matching.bank import BANK, SECTOR_WORDS
from tests.matching.plain_market import PLACE, person, place, proposals

THINGS = (
    DislikedThing(code="animals", phrases=("dogs", "animals"), always=frozenset({"animals"})),
    DislikedThing(
        code="noise",
        phrases=("loud", "noise"),
        always=frozenset({"construct"}),
        often=frozenset({"transport"}),
    ),
    DislikedThing(code="customers", phrases=("people",), always=frozenset({"admin"})),
    DislikedThing(code="old_people", phrases=("old people",), always=frozenset({"care"})),
)
law = settings(max_examples=settings.default.max_examples // 4, deadline=None)


@cache
def model():
    """The model of the product's own task bank; it takes a moment to fit."""
    return load_model(CATALOGUE / "task_bank.csv")


@cache
def small_model():
    return InterestModel(BANK, sector_words=SECTOR_WORDS, disliked_things=THINGS)


def near(likes, dislikes="", flags=()):
    said = read_statement(likes, dislikes=dislikes, flags=frozenset(flags))
    return dict(zip(small_model().sectors, small_model().nearness([said])[0], strict=True))


@pytest.mark.parametrize(
    ("said", "liked", "disliked"),
    [
        ("dogs. not loud", "dogs", ("loud",)),
        ("rollers not pictures", "rollers", ("pictures",)),
        ("trains but I don't like crowds", "trains, I", ("like crowds",)),
        ("trains but i dont like crowds", "trains, i", ("like crowds",)),
        ("I hate kitchens, love cars", "love cars", ("kitchens",)),
        ("I don't mind getting dirty", "I don't mind getting dirty", ()),
        ("can't wait to work with horses", "can't wait to work with horses", ()),
        ("not scared of heights", "not scared of heights", ()),
        ("", "", ()),
    ],
)
def test_what_is_refused_is_no_like(said, liked, disliked):
    statement = read_statement(said)
    assert statement.likes.removeprefix("I, ") == liked
    assert statement.dislikes == disliked


def test_dislikes_given_apart_are_read_phrase_by_phrase():
    said = read_statement("cars", dislikes="noise, old people. mud")
    assert said.dislikes == ("noise", "old people", "mud")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("chocolat", "chocolate"),
        ("tomatoo", "tomato"),
        ("librry", "library"),
        ("hosre", "horse"),
        ("horse", "horse"),
        ("house", "horse"),
        ("mouse", "mouse"),
        ("cst", "cst"),
        ("catalogue", "catalogue"),
    ],
)
def test_a_misspelt_word_is_read_as_the_known_one(written, meant):
    assert Spelling(["chocolate", "tomato", "library", "horse", "cat"]).correct(written) == meant


def test_a_misspelt_interest_is_found():
    assert near("librries")["heritage"] == 1
    assert near("gardning")["hort"] == 1


def test_two_words_that_mean_one_thing_are_one():
    statement = read_statement("doing make-up and make up")
    values = model().nearness([statement])[0]
    assert model().sectors[values.argmax()] == "hair"


def test_a_disliked_thing_makes_work_that_always_has_it_less_near():
    likes = "sorting, plants, dogs and pets"
    assert near(likes)["animals"] > 0.5
    assert near(likes, "dogs")["animals"] < 0.6 * near(likes)["animals"]


def test_work_that_often_has_it_loses_less():
    likes = "trains, count stock and tools in a builders yard"
    before, after = near(likes), near(likes, "loud")
    assert after["construct"] / before["construct"] < after["transport"] / before["transport"]


def test_a_liked_sector_stays_when_nothing_else_is_near():
    assert near("dogs", "animals")["animals"] == 1


def test_a_phrase_inside_a_longer_one_does_not_count():
    likes = "letters post office, hospital wards and nurses"
    assert near(likes, "old people")["admin"] == 1
    assert near(likes, "people")["admin"] < 1


def test_a_dislike_that_the_sheet_does_not_know_is_read_by_the_words_of_the_tasks():
    likes = "watering plants and cooking soup"
    assert near(likes, "greenhouse gardening")["hort"] < near(likes)["hort"]


def test_dislikes_alone_say_nothing_about_what_is_liked():
    assert set(near("", "noise").values()) == {0}
    assert small_model().affinity("not dogs") is None


def test_a_text_in_a_batch_is_read_as_it_is_alone():
    texts = ["trains", "xylophonic", "plants. not dogs", "books"]
    flags = frozenset({"noise"})
    batch = small_model().affinities(texts, dislikes=flags)
    for text, read in zip(texts, batch, strict=True):
        alone = small_model().affinity(text, dislikes=flags)
        assert (read is None) == (alone is None)
        if read is not None and alone is not None:
            assert read.sectors == alone.sectors
            assert read.families == alone.families
    assert small_model().affinities([]) == []


def test_an_affinity_is_the_nearness_of_its_statement():
    read = small_model().affinity("trains and plants, not dogs")
    assert read is not None
    assert read.sectors == near("trains and plants, not dogs")


def test_a_hope_leaves_out_the_job_families_it_refuses():
    def families(text):
        read = small_model().affinity(text)
        return read.families if read else {}

    garden = ("hort", "Garden centres")
    wanted, refused = families("plants, dogs"), families("plants, dogs, not animals")
    assert refused[garden] == 1
    assert refused["animals", "Grooming"] < wanted["animals", "Grooming"]


def test_a_ticked_dislike_weighs_on_the_interest_in_a_place():
    def interest(dislikes):
        learner = person(interests=("plants, trains",), dislikes=frozenset(dislikes))
        offer = place(sectors=frozenset({"transport"}))
        found = proposals(learner, offer, disliked_things=THINGS)
        return {part.code: part.value for part in found.proposals[0].parts}["SC-01"]

    assert interest({Dislike.NOISE}) < interest(())
    assert interest({Dislike.DIRT}) == interest(())


def test_a_market_without_the_sheet_knows_only_what_is_liked():
    learner = person(interests=("plants",), dislikes=frozenset({Dislike.NOISE}))
    assert proposals(learner, PLACE).proposals[0].because


words = st.lists(
    st.sampled_from(["trains", "dogs", "plants", "books", "cooking", "letters", "zzz", "tools"]),
    max_size=5,
).map(" ".join)
flags = st.frozensets(st.sampled_from([thing.code for thing in THINGS]))


@law
@given(words, flags)
def test_nearness_is_relative_to_the_nearest(likes, ticked):
    values = list(near(likes, flags=ticked).values())
    assert all(0 <= value <= 1 for value in values)
    assert max(values) in (0, 1)


@law
@given(words, flags)
def test_a_dislike_never_brings_its_own_work_nearer(likes, ticked):
    before, after = near(likes), near(likes, flags=ticked)
    for thing in THINGS:
        if thing.code in ticked:
            for sector in thing.always:
                assert after[sector] <= before[sector] + 1e-12


@law
@given(words, flags)
def test_a_dislike_never_pushes_other_work_away(likes, ticked):
    before, after = near(likes), near(likes, flags=ticked)
    touched = {
        sector for thing in THINGS if thing.code in ticked for sector in thing.always | thing.often
    }
    for sector in before.keys() - touched:
        assert after[sector] >= before[sector] - 1e-12


@law
@given(st.permutations(BANK), words)
def test_the_order_of_the_bank_changes_nothing(bank, likes):
    other = InterestModel(bank, sector_words=SECTOR_WORDS, disliked_things=THINGS)
    said = [Statement(likes=likes)]
    assert np.array_equal(other.nearness(said), small_model().nearness(said))
