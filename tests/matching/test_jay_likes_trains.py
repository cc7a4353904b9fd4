"""AS1: who may go where, and in which order."""

from dataclasses import replace
from datetime import date

import pytest

from matching import Cause, FewReason, Outcome, propose
from matching.ages import age_on, is_child, school_age_end
from tests.matching.scenario_market import E1, E5, JAY, market


@pytest.fixture(scope="module")
def proposed():
    return propose(market(JAY), "jay")


def blocked_codes(proposed, offer):
    return next(place.codes for place in proposed.blocked if place.offer == offer)


def test_the_railway_is_first_and_the_library_second(proposed):
    assert [proposal.offer for proposal in proposed.proposals] == ["E1", "E5"]


def test_jay_is_sixteen_and_still_of_school_age():
    assert age_on(JAY.date_of_birth, day=date(2027, 3, 2)) == 16
    assert school_age_end(JAY.date_of_birth) == date(2027, 6, 25)
    assert is_child(JAY.date_of_birth, day=date(2027, 6, 25))


def test_the_first_three_tasks_of_the_railway_remain(proposed):
    assert [task.text for task in proposed.proposals[0].tasks] == [
        task.text for task in E1.tasks[:3]
    ]


def test_the_workshop_task_goes_for_its_hazards_and_its_noise(proposed):
    (gone,) = proposed.proposals[0].removed
    assert gone.task.text == "pass tools to the fitter"
    assert gone.codes == ("HR-04", "HR-11")
    noise = next(finding for finding in gone.findings if finding.code == "HR-11")
    assert (noise.evidence["mitigated"], noise.evidence["limit"]) == (3, 2)
    child = next(finding for finding in gone.findings if finding.code == "HR-04")
    assert child.cause is Cause.HAZARD_FOR_CHILD


@pytest.mark.parametrize(
    ("offer", "codes"),
    [
        ("E2", {"HR-10", "HR-11"}),
        ("E3", {"HR-10"}),
        ("E4", {"HR-18", "HR-11"}),
        ("E6", {"HR-07", "HR-11"}),
        ("E7", {"HR-23"}),
        ("E8", {"HR-17"}),
        ("E9", {"HR-24"}),
        ("E10", {"HR-17"}),
    ],
)
def test_every_other_place_is_ruled_out(proposed, offer, codes):
    assert codes <= set(blocked_codes(proposed, offer))


def test_bright_byte_ends_too_late_and_the_builders_start_too_early(proposed):
    causes = {place.offer: {found.cause for found in place.findings} for place in proposed.blocked}
    assert Cause.FINISHES_TOO_LATE in causes["E8"]
    assert Cause.STARTS_TOO_EARLY in causes["E10"]


def test_a_courier_with_several_causes_is_no_near_miss(proposed):
    assert "E2" not in [miss.offer for miss in proposed.near_misses]


def test_two_proposals_come_with_the_reason_why_there_are_only_two(proposed):
    assert proposed.fewer_than_three.reasons == (FewReason.RULED_OUT,)
    assert ("HR-10", 8) in proposed.fewer_than_three.counts


def test_bus_12_is_practised_before_the_first_day(proposed):
    (practise,) = proposed.proposals[0].conditions
    assert practise.code == "HR-16"
    assert practise.cause is Cause.ROUTE_NOT_PRACTISED
    assert practise.evidence["adjustment"] == "TRV-04"
    assert practise.evidence["service"] == "bus 12"
    assert practise.due == date(2027, 3, 1)


def test_the_parents_of_a_sixteen_year_old_are_told_the_risks(proposed):
    gates = proposed.proposals[0].gates
    assert [gate.cause for gate in gates] == [Cause.PARENT_RISK_INFORMATION]


def test_no_safeguarding_decision_is_asked_for_a_sixteen_year_old(proposed):
    causes = [gate.cause for place in proposed.proposals for gate in place.gates]
    assert Cause.DSL_DECISION_NEEDED not in causes


def test_four_days_are_eighteen_hours(proposed):
    first = proposed.proposals[0]
    assert first.hours == 18.0
    assert first.dates == tuple(date(2027, 3, day) for day in (2, 3, 4, 5))


def test_the_library_takes_eight_days(proposed):
    assert len(proposed.proposals[1].dates) == 8


def test_the_railway_stays_first_when_the_library_is_next_door():
    journeys = tuple(
        replace(journey, minutes=1) if journey.site == "E5" else journey
        for journey in JAY.travel.journeys
    )
    near = replace(JAY, travel=replace(JAY.travel, journeys=journeys))
    first = propose(market(near), "jay").proposals[0]
    assert first.offer == "E1"


def test_every_part_of_the_score_is_visible_and_adds_up(proposed):
    for proposal in proposed.proposals:
        assert len(proposal.parts) == 9
        assert sum(part.points for part in proposal.parts) == pytest.approx(
            proposal.score, abs=0.05
        )


def test_the_railway_speaks_to_what_jay_said(proposed):
    said = {because.said for because in proposed.proposals[0].because}
    assert {"trains and timetables", "signaller or timetable planner"} <= said


def test_nothing_jay_said_speaks_for_the_library(proposed):
    assert [because for because in proposed.proposals[1].because if because.kind != "skill"] == []


def test_the_railway_is_a_stretch_in_a_new_sector(proposed):
    assert proposed.proposals[0].stretch
    assert proposed.proposals[0].new_sector
    assert not proposed.no_stretch


def test_noise_at_his_limit_may_be_hard(proposed):
    hard = [(found.cause, found.evidence["area"]) for found in proposed.proposals[0].hard]
    assert (Cause.LEVEL_AT_LIMIT, "ticket office") in hard


def test_every_outcome_lands_in_its_own_list(proposed):
    for proposal in proposed.proposals:
        assert {found.outcome for found in proposal.conditions} <= {Outcome.CONDITION}
        assert {found.outcome for found in proposal.gates} <= {Outcome.GATE}
        assert {found.outcome for found in proposal.hard} <= {Outcome.HARD}


def test_the_library_alone_is_proposed_when_the_railway_is_paused():
    places = (replace(E1, paused=True), E5)
    proposed = propose(market(JAY, offers=places), "jay")
    assert [proposal.offer for proposal in proposed.proposals] == ["E5"]
    assert blocked_codes(proposed, "E1") == ("HR-22",)
