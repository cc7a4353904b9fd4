"""Laws that hold in every market (INV-2, 4, 5, 7, 8 and 9).

They grow with the Hypothesis profile: `--hypothesis-profile` is how a long campaign runs them.
"""

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import Journey, Mode, Strength, Travel, propose
from matching.near_misses import accepting
from matching.proposing import best_examination
from tests.matching.markets import CODES, SITES, learners, three_offers, weights
from tests.matching.scenario_market import market

law = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def run(learner, offers, **values):
    return propose(market(learner, offers=offers, **values), learner.key)


def eligible(found):
    return {place.offer: place.units for place in found.eligible}


@law
@given(learners(), three_offers, st.sampled_from(CODES))
def test_one_more_accepted_adjustment_never_loses_a_place_or_a_point(learner, offers, code):
    before = eligible(run(learner, offers))
    after = eligible(run(learner, [accepting(offer, code) for offer in offers]))
    for place, units in before.items():
        assert after[place] >= units


@law
@given(learners(), three_offers, st.data())
def test_a_stronger_need_never_adds_a_place(learner, offers, data):
    needs = [
        place
        for place, need in enumerate(learner.requirements)
        if need.strength is not Strength.MUST
    ]
    senses = [
        place for place, limit in enumerate(learner.senses) if limit.strength is not Strength.MUST
    ]
    if not needs and not senses:
        return
    stronger = learner
    if needs:
        chosen = data.draw(st.sampled_from(needs))
        raised = tuple(
            replace(need, strength=Strength.MUST) if place == chosen else need
            for place, need in enumerate(learner.requirements)
        )
        stronger = replace(stronger, requirements=raised)
    if senses:
        chosen = data.draw(st.sampled_from(senses))
        limits = tuple(
            replace(limit, strength=Strength.MUST) if place == chosen else limit
            for place, limit in enumerate(learner.senses)
        )
        stronger = replace(stronger, senses=limits)
    assert set(eligible(run(stronger, offers))) <= set(eligible(run(learner, offers)))


@law
@given(learners(), three_offers, weights)
def test_weights_never_let_a_blocked_place_in(learner, offers, weighted):
    plain = run(learner, offers)
    found = run(learner, offers, weights=weighted)
    assert set(eligible(found)) == set(eligible(plain))
    blocked = {place.offer for place in found.blocked}
    proposed = {proposal.offer for proposal in found.proposals}
    assert not proposed & blocked
    assert proposed <= set(eligible(found))
    assert len(blocked) + len(found.eligible) == len(offers)


@law
@given(learners(), three_offers)
def test_a_proposal_passes_every_rule_when_it_is_looked_at_again(learner, offers):
    found = run(learner, offers)
    for proposal in found.proposals:
        offer = next(offer for offer in offers if offer.key == proposal.offer)
        again = best_examination(market(learner, offers=offers), learner, offer=offer)
        assert again is not None
        assert again.blocks == ()
        assert {task.key for task in proposal.tasks} == {task.key for task in again.kept}
        assert all(condition.due is not None for condition in proposal.conditions)
        assert proposal.dates == tuple(sorted(set(proposal.dates)))


@law
@given(learners(), three_offers, st.integers(0, 10_000))
def test_order_and_ids_change_nothing(learner, offers, seed):
    rng = random.Random(seed)  # noqa: S311
    names = {site: f"id-{rng.random()}" for site in SITES}

    def mixed(values):
        values = list(values)
        rng.shuffle(values)
        return tuple(values)

    renamed = [
        replace(
            offer,
            key=names[offer.key],
            employer=names[offer.key],
            site=names[offer.key],
            tasks=offer.tasks,
            areas=mixed(offer.areas),
        )
        for offer in offers
    ]
    shuffled = replace(
        learner,
        key="other-id",
        requirements=mixed(learner.requirements),
        senses=mixed(learner.senses),
        interests=mixed(learner.interests),
        travel=replace(
            learner.travel,
            journeys=mixed(
                replace(journey, site=names[journey.site]) for journey in learner.travel.journeys
            ),
        ),
    )
    first = run(learner, offers)
    base = market(shuffled, offers=mixed(renamed))
    second = propose(replace(base, bank=mixed(base.bank)), "other-id")
    assert [(names[place.offer], place.units) for place in first.eligible] == [
        (place.offer, place.units) for place in second.eligible
    ]
    assert [proposal.parts for proposal in first.proposals] == [
        proposal.parts for proposal in second.proposals
    ]
    assert [place.codes for place in first.blocked] == [place.codes for place in second.blocked]
    assert [miss.codes for miss in first.near_misses] == [miss.codes for miss in second.near_misses]


@law
@given(
    learners(),
    three_offers,
    st.tuples(*[st.integers(1, 30)] * 3),
    st.tuples(*[st.integers(1, 30)] * 3),
)
def test_within_comfortable_travel_nearer_is_not_better(learner, offers, now, nearer):
    def living_at(minutes):
        journeys = tuple(
            Journey(site=site, mode=Mode.BUS, minutes=time_taken, practised=True)
            for site, time_taken in zip(SITES, minutes, strict=True)
        )
        return replace(learner, travel=Travel(max_minutes=40, journeys=journeys))

    first, second = run(living_at(now), offers), run(living_at(nearer), offers)
    assert first.eligible == second.eligible


@law
@given(learners(), three_offers)
def test_the_same_data_gives_the_same_answer(learner, offers):
    assert run(learner, offers) == run(learner, offers)


@law
@given(learners(), three_offers)
def test_a_near_miss_has_one_cause_that_can_be_asked_about(learner, offers):
    found = run(learner, offers)
    blocked = {place.offer: place for place in found.blocked}
    for miss in found.near_misses:
        place = blocked[miss.offer]
        assert all(finding.negotiable for finding in place.findings)
        one_cause = len({finding.cause_key for finding in place.findings}) == 1
        assert one_cause or miss.adjustments
        for code in miss.adjustments:
            offer = next(offer for offer in offers if offer.key == miss.offer)
            assert eligible(run(learner, [accepting(offer, code)]))
