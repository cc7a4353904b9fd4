"""SC-01 to SC-10: what counts, how much, and what never does."""

from dataclasses import fields, replace
from datetime import date

import pytest

from matching import (
    DEFAULT_WEIGHTS,
    Ability,
    Answer,
    BecauseKind,
    Dislike,
    Evidence,
    Experience,
    ExperienceType,
    Journey,
    Learner,
    Mode,
    Offer,
    Requirement,
    Sense,
    Skill,
    Strength,
    Thresholds,
    Travel,
    WeightError,
    propose,
)
from matching.interests import InterestModel
from matching.ladder import highest_rung
from tests.matching.bank import BANK, SECTOR_WORDS
from tests.matching.plain_market import PLACE, person, place, proposals, small_market
from tests.matching.scenario_market import (
    E1,
    E4,
    E5,
    E8,
    area,
    important,
    market,
    most,
    request,
    tasks,
)


def parts(learner=None, offer=PLACE, **values):
    found = proposals(learner or person(), offer, **values)
    return {part.code: part.value for part in found.proposals[0].parts}


def test_the_default_weights_add_up_to_a_hundred():
    assert sum(DEFAULT_WEIGHTS.values()) == 100


def test_every_part_is_between_nought_and_one():
    learner = person(interests=("plants", "trains"), hopes=("gardener",))
    assert all(0 <= value <= 1 for value in parts(learner).values())


def test_text_nobody_gave_counts_half():
    plain = parts()
    assert [plain[code] for code in ("SC-01", "SC-02", "SC-03", "SC-08")] == [0.5] * 4


def test_an_empty_task_bank_leaves_text_at_half():
    assert parts(person(interests=("plants",)), bank=())["SC-01"] == 0.5
    assert proposals(person(interests=("plants",)), bank=()).proposals[0].because == ()


def test_interests_prefer_the_place_with_the_tasks():
    learner = person(interests=("plants and flowers",))
    office = place(
        sectors=frozenset({"admin"}),
        tasks=tasks("shed", "sort post", "shred papers", "file letters"),
    )
    assert parts(learner)["SC-01"] > parts(learner, office)["SC-01"]


def test_words_the_bank_knows_link_an_interest_to_a_task():
    learner = person(interests=("trains",))
    assert (
        parts(
            learner,
            replace(
                PLACE,
                sectors=E1.sectors,
                tasks=tuple(replace(task, area="shed") for task in E1.tasks[:3]),
            ),
        )["SC-01"]
        > 0.4
    )


def test_a_loved_interest_counts_more_than_a_liked_one():
    loved = person(interests=("plants", "trains"), loved=frozenset({"plants"}))
    liked = person(interests=("plants", "trains"), loved=frozenset({"trains"}))
    assert parts(loved)["SC-01"] > parts(liked)["SC-01"]


def test_a_sector_chosen_by_picture_counts_as_the_nearest_one():
    assert parts(person(chosen_sectors=frozenset({"hort"})))["SC-01"] == 1.0
    assert parts(person(chosen_sectors=frozenset({"it"})))["SC-01"] == 0.0
    both = person(chosen_sectors=frozenset({"hort"}), interests=("computers",))
    assert parts(both)["SC-01"] >= 0.5


def test_without_tasks_the_sector_decides():
    visit = person(request=request(ExperienceType.VIS), interests=("plants",), hopes=("plants",))
    empty = place(tasks=())
    assert parts(visit, empty)["SC-01"] == 1.0
    assert parts(visit, empty)["SC-02"] == 1.0
    assert parts(visit, empty)["SC-03"] == 0.5


def test_a_hope_reads_the_job_family():
    learner = person(hopes=("garden centre",))
    assert parts(learner)["SC-02"] > 0.8
    assert parts(learner, place(sectors=frozenset({"it"})))["SC-02"] == 0.0


def test_what_somebody_does_alone_counts_more_than_what_they_cannot_do_yet():
    def skilled(ability):
        return parts(person(skills=(Skill(text="pot up seedlings", ability=ability),)))["SC-03"]

    assert skilled(Ability.ON_MY_OWN) > skilled(Ability.NOT_YET) > 0
    assert skilled(Ability.DO_NOT_WANT) == 0


def test_covered_wishes_count_and_important_ones_count_twice():
    wishes = (important("COM-02"), Requirement(strength=Strength.PREFER, adjustments=("COM-04",)))
    learner = person(requirements=wishes)
    assert parts(learner)["SC-04"] == 0
    assert parts(learner, place(answers={"COM-02": Answer.WILL_DO}))["SC-04"] == pytest.approx(
        2 / 3, abs=1e-5
    )
    assert parts(learner, place(answers={"COM-04": Answer.CAN_WITH_HELP}))[
        "SC-04"
    ] == pytest.approx(1 / 6, abs=1e-5)
    assert parts()["SC-04"] == 1.0


def test_comfort_falls_towards_the_limit():
    def comfort(limit):
        return parts(person(senses=(most(Sense.NOISE, limit, Strength.PREFER),)))["SC-05"]

    assert [comfort(level) for level in (4, 3, 2, 1)] == [1.0, 0.75, 0.5, 0.0]


def test_headphones_make_a_place_possible_and_not_comfortable():
    learner = person(senses=(most(Sense.NOISE, 1),), headphones=True)
    offer = place(answers={"SEN-01": Answer.WILL_DO})
    assert parts(learner, offer)["SC-05"] == 0.5


def test_an_unknown_level_counts_half():
    assert parts(person(senses=(most(Sense.LIGHT, 3, Strength.PREFER),)))["SC-05"] == 0.5
    visit = person(request=request(ExperienceType.VIS))
    assert parts(visit, place(tasks=(), areas=()))["SC-05"] == 0.5
    assert parts(visit, place(tasks=()))["SC-05"] == 1.0


@pytest.mark.parametrize(
    ("dislike", "changes"),
    [
        (Dislike.CUSTOMERS, {"flags": frozenset({"customers"})}),
        (Dislike.HEIGHTS, {"hazards": frozenset({"working_at_height"})}),
        (Dislike.ANIMALS, {"hazards": frozenset({"animals"})}),
        (Dislike.LIFTING, {"hazards": frozenset({"heavy_lifting"})}),
    ],
)
def test_a_dislike_is_held_against_the_tasks_that_have_it(dislike, changes):
    adult = person(date_of_birth=date(2008, 3, 1), dislikes=frozenset({dislike}))
    offer = place(tasks=tuple(replace(task, **changes) for task in PLACE.tasks))
    assert parts(adult, offer)["SC-05"] == 0.5
    assert parts(adult)["SC-05"] == 1.0


@pytest.mark.parametrize("dislike", [Dislike.NOISE, Dislike.CROWDS])
def test_a_dislike_of_noise_or_crowds_reads_the_area(dislike):
    loud = place(areas=(area("shed", 4, 4), area("yard", 4, 4)))
    assert parts(person(dislikes=frozenset({dislike})), loud)["SC-05"] == 0.5


@pytest.mark.parametrize(("minutes", "ease"), [(1, 1.0), (30, 1.0), (35, 0.75), (40, 0.5)])
def test_travel_is_flat_and_then_falls(minutes, ease):
    way = Journey(site="place", mode=Mode.BUS, minutes=minutes)
    learner = person(travel=Travel(max_minutes=40, journeys=(way,)))
    assert parts(learner)["SC-06"] == pytest.approx(ease)


def test_travel_nobody_recorded_counts_half_and_no_limit_counts_full():
    assert parts(person(travel=Travel(max_minutes=40)))["SC-06"] == 0.5
    way = Journey(site="place", mode=Mode.BUS, minutes=90)
    assert parts(person(travel=Travel(journeys=(way,))))["SC-06"] == 1.0
    assert parts(offer=place(internal=True))["SC-06"] == 1.0


@pytest.mark.parametrize(
    ("past", "value"),
    [
        (ExperienceType.TAS, 1.0),
        (ExperienceType.BLK, 0.6),
        (ExperienceType.SHA, 0.4),
        (ExperienceType.VIS, 0.0),
        (ExperienceType.EXT, 0.0),
    ],
)
def test_the_next_rung_counts_most(past, value):
    learner = person(history=(Experience(type=past, evidenced=True),))
    assert parts(learner)["SC-07"] == value


def test_only_evidence_lifts_a_rung():
    assert highest_rung(person(history=(Experience(type=ExperienceType.BLK),))) == 0
    inside = Experience(type=ExperienceType.INT, evidenced=True)
    assert highest_rung(person(history=(inside,))) == 0


def test_aims_read_the_tags_of_the_tasks():
    learner = person(request=request(ExperienceType.BLK, aims=("teamwork", "following_a_plan")))
    tagged = place(
        tasks=(*PLACE.tasks[:-1], replace(PLACE.tasks[-1], aims=frozenset({"teamwork"})))
    )
    assert parts(learner, tagged)["SC-08"] == 0.5
    assert parts(learner)["SC-08"] == 0.0


def test_a_new_sector_counts():
    known = Experience(type=ExperienceType.VIS, sectors=frozenset({"hort"}))
    assert parts(person(history=(known,)))["SC-10"] == 0.0
    assert parts()["SC-10"] == 1.0


def test_weights_change_the_points_and_a_missing_one_is_nothing():
    found = proposals(weights={"SC-04": 1.0}).proposals[0]
    assert found.score == 100.0
    assert {part.code: part.most for part in found.parts}["SC-04"] == 100.0
    assert proposals(weights={"SC-04": 0.0}).proposals[0].score == 0.0


@pytest.mark.parametrize("weights", [{"SC-09": 1.0}, {"SC-01": -1.0}, {"SC-01": float("nan")}])
def test_a_weight_that_makes_no_sense_is_refused(weights):
    with pytest.raises(WeightError):
        proposals(weights=weights)


def test_labels_money_and_the_past_of_an_employer_have_no_field():
    names = {field.name for record in (Learner, Offer) for field in fields(record)}
    assert not names & {
        "sen_type",
        "provision",
        "diagnosis",
        "gender",
        "ethnicity",
        "free_school_meals",
        "looked_after",
        "attendance",
        "exclusions",
        "placed_before",
        "confidence",
        "disability_confident",
        "cost",
    }


def test_because_names_what_the_learner_said():
    learner = person(
        interests=("plants",),
        hopes=("garden centre",),
        skills=(Skill(text="pot up seedlings"),),
        chosen_sectors=frozenset({"hort"}),
    )
    found = proposals(learner).proposals[0].because
    assert {reason.kind for reason in found} == set(BecauseKind)


def test_up_to_five_are_proposed_with_a_stretch_and_a_new_sector():
    known = Experience(type=ExperienceType.BLK, sectors=frozenset({"hort"}), evidenced=True)
    learner = person(
        history=(known,),
        interests=("plants",),
        hopes=("IT technician",),
        request=request(ExperienceType.BLK),
    )
    gardens = [replace(PLACE, key=f"g{n}", stable_key=f"g{n}") for n in range(7)]
    computers = replace(PLACE, key="it", stable_key="it", sectors=frozenset({"it"}))
    library = replace(PLACE, key="lib", stable_key="lib", sectors=frozenset({"admin"}))
    found = propose(market(learner, offers=(*gardens, library)), "person")
    assert [proposal.rank for proposal in found.proposals] == [1, 2, 3, 4, 5]
    assert found.proposals[-1].offer == "lib"
    assert found.no_stretch
    assert not found.no_new_sector
    assert len(found.eligible) == 8
    found = propose(market(learner, offers=(*gardens, computers)), "person")
    assert [proposal.offer for proposal in found.proposals][-1] == "it"
    assert not found.no_stretch


def test_the_only_stretch_is_not_pushed_out_by_a_new_sector():
    known = Experience(type=ExperienceType.TAS, sectors=frozenset({"hort"}), evidenced=True)
    learner = person(history=(known,), interests=("plants",))
    garden = replace(
        PLACE,
        windows=(replace(PLACE.windows[0], types=frozenset({ExperienceType.TAS})),),
    )
    asked = replace(learner, request=request(ExperienceType.TAS, ExperienceType.BLK))
    stretch = replace(PLACE, key="s", stable_key="s")
    gardens = [replace(garden, key=f"g{n}", stable_key=f"g{n}") for n in range(6)]
    office = replace(garden, key="o", stable_key="o", sectors=frozenset({"admin"}))
    found = propose(market(asked, offers=(*gardens, stretch, office)), "person")
    offered = {proposal.offer for proposal in found.proposals}
    assert {"s", "o"} <= offered


def test_the_only_stretch_keeps_the_last_place():
    known = Experience(type=ExperienceType.TAS, sectors=frozenset({"hort"}), evidenced=True)
    learner = person(history=(known,), interests=("plants",))
    office = replace(PLACE, key="o", stable_key="o", sectors=frozenset({"admin"}))
    visit = replace(PLACE.windows[0], types=frozenset({ExperienceType.TAS}))
    asked = replace(learner, request=request(ExperienceType.TAS, ExperienceType.BLK))
    offers = (PLACE, replace(office, windows=(visit,)))
    one = Thresholds(most_proposals=1)
    found = propose(market(asked, offers=offers, thresholds=one), "person")
    assert [proposal.offer for proposal in found.proposals] == ["place"]
    assert not found.no_new_sector


def test_few_offers_is_a_reason_of_its_own():
    found = proposals()
    assert found.fewer_than_three.reasons == ("few_offers",)
    assert proposals(person(request=None)).fewer_than_three.reasons[0] == "no_request"


def test_the_model_reads_no_word_it_does_not_know():
    model = InterestModel(BANK, sector_words=SECTOR_WORDS)
    assert model.affinity("xylophonic zzz") is None
    near = model.affinity("I love books")
    assert near is not None
    assert max(near.sectors, key=lambda code: near.sectors[code]) == "heritage"


def test_unknown_words_change_nothing():
    assert parts(person(interests=("zzz",))) == parts()


def test_a_learner_who_is_not_in_the_market_is_refused():
    with pytest.raises(KeyError):
        propose(small_market(), "nobody")


def test_scores_of_the_same_place_are_the_same_on_the_same_data():
    assert proposals() == proposals()
    assert E4.key != E5.key != E8.key


def test_evidence_is_a_frozen_mapping():
    evidence = Evidence(level=4, limit=2)
    assert dict(evidence) == {"level": 4, "limit": 2}
    assert hash(evidence) == hash(Evidence(limit=2, level=4))
    assert repr(evidence) == "Evidence(level=4, limit=2)"
    with pytest.raises(KeyError):
        evidence["area"]
