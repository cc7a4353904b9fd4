"""What an employer answered for one learner alone counts for that learner, in plans too."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import Answer, Cover, Insurance, Promise, propose
from matching.matcher import Matcher
from matching.pairs import pairs_of
from matching.promises import as_met
from tests.matching import markets
from tests.matching.plain_market import FRIDAY, MONDAY, PERSON, PLACE, area, person, place
from tests.matching.scenario_market import answers, market, must

NEED = (must("SEN-02"),)
YES = Promise(answers={"SEN-02": Answer.WILL_DO})
law = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def twins(*, offer=PLACE, **values):
    """Ann and bo are alike, and both need SEN-02."""
    ann, bo = (person(key=key, number=key, requirements=NEED) for key in ("ann", "bo"))
    return market(ann, bo, offers=(offer,), **values)


def placed(found):
    return [one.learner for one in Matcher().fit(found).placements_]


def test_a_yes_for_one_learner_opens_the_place_for_that_learner_alone():
    offer = place(answers=answers(cannot="SEN-02"))
    assert placed(twins(offer=offer)) == []
    assert placed(twins(offer=offer, promises={("ann", "place"): YES})) == ["ann"]


def test_a_no_for_one_learner_closes_the_place_for_that_learner_alone():
    offer = place(answers=answers(will="SEN-02"), windows=(replace(PLACE.windows[0], places=2),))
    no = Promise(answers={"SEN-02": Answer.CANNOT})
    assert sorted(placed(twins(offer=offer))) == ["ann", "bo"]
    assert placed(twins(offer=offer, promises={("ann", "place"): no})) == ["bo"]


def test_an_answer_for_one_learner_stands_over_those_of_areas():
    loud = area("shed", 2, 2, answers={"SEN-02": Answer.CANNOT})
    found = twins(offer=place(areas=(loud,)), promises={("ann", "place"): YES})
    assert placed(found) == ["ann"]


def test_cover_promised_for_one_learner_counts_where_the_offer_says_not_yet():
    promises = {("person", "place"): Promise(covered_until=FRIDAY)}
    not_yet = place(insurance=Insurance(cover=Cover.NOT_YET))
    assert placed(market(PERSON, offers=(not_yet,))) == []
    assert placed(market(PERSON, offers=(not_yet,), promises=promises)) == ["person"]
    held = place(insurance=Insurance(cover=Cover.HELD, until=MONDAY))
    assert as_met(market(PERSON, offers=(held,), promises=promises), held, learner="person") == held


@given(data=st.data())
@law
def test_a_promise_counts_as_if_the_offer_said_so_to_that_learner_alone(data):
    learner, offer = data.draw(markets.learners()), data.draw(markets.offers("a"))
    promise = Promise(answers=data.draw(markets.answers))
    told = market(learner, offers=(offer,), promises={(learner.key, offer.key): promise})
    says = market(learner, offers=(as_met(told, offer, learner=learner.key),))

    assert propose(told, learner.key) == propose(says, learner.key)
    mine, plain = pairs_of(told), pairs_of(says)
    assert list(mine.units) == list(plain.units)
    assert [mine.days(at) for at in range(len(mine))] == [
        plain.days(at) for at in range(len(plain))
    ]
