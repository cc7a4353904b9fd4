"""Gates that are recorded, and what follows from dates."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.railway import plan_jay
from webapp.accounts.access import actor_of
from webapp.core import clock
from webapp.learners.models import Consent, ConsentKind
from webapp.placements import planning
from webapp.placements.errors import GateNotApplicable
from webapp.placements.facts import gate_statuses
from webapp.placements.models import Gate, PlacementState
from webapp.placements.planning import BY_HAND, GateDetails, follow_dates

NEEDED = (
    Gate.CONSENT,
    Gate.RISKS_TOLD,
    Gate.JOURNEY_PRACTISED,
    Gate.PRE_WORK_SESSION,
    Gate.PACK_ACKNOWLEDGED,
)


def record(session, town, placement, gate):
    details = GateDetails(clock.today(), "Done by phone", "Mrs Okafor")
    return planning.record_gate(
        session, placement, gate, details, actor_id=town.grace.id, now=clock.now()
    )


def test_jays_placement_is_ready_only_when_all_five_are_done(session, town, railway):
    placement = plan_jay(session, town, railway)
    open_gates = {status.gate for status in gate_statuses(placement) if not status.is_green}
    assert open_gates == set(NEEDED)

    for gate in NEEDED:
        assert placement.state is PlacementState.PLANNING
        record(session, town, placement, gate)
    assert placement.state is PlacementState.READY


def test_recording_twice_keeps_the_first(session, town, railway):
    placement = plan_jay(session, town, railway)
    first = record(session, town, placement, Gate.RISKS_TOLD)

    assert record(session, town, placement, Gate.RISKS_TOLD) is first
    assert len(placement.gates) == 1


def test_what_is_not_needed_is_not_recorded(session, town, railway):
    placement = plan_jay(session, town, railway)

    with pytest.raises(GateNotApplicable):
        record(session, town, placement, Gate.DSL_DECISION)


def test_consent_is_kept_with_who_gave_it_and_until_the_last_day(session, town, railway):
    placement = plan_jay(session, town, railway)
    record(session, town, placement, Gate.CONSENT)

    consent = session.scalars(sa.select(Consent).where(Consent.kind == ConsentKind.PLACEMENT)).one()
    assert consent.given_by == "Mrs Okafor"
    assert consent.subject_id == placement.id
    assert consent.expires_on == date(2027, 3, 5)


def test_a_practised_route_is_known_from_then_on(session, town, railway):
    placement = plan_jay(session, town, railway)
    record(session, town, placement, Gate.JOURNEY_PRACTISED)

    ways = [way for way in town.jay.journeys if way.site_id == placement.window.offer.site_id]
    assert ways[0].is_practised


def test_taking_a_record_back_plans_it_again(session, town, railway):
    placement = plan_jay(session, town, railway)
    for gate in NEEDED:
        record(session, town, placement, gate)
    planning.undo_gate(
        session, placement, Gate.CONSENT, actor=actor_of(town.grace), now=clock.now()
    )
    assert placement.state is PlacementState.PLANNING


def test_what_was_never_recorded_cannot_be_taken_back(session, town, railway):
    placement = plan_jay(session, town, railway)

    with pytest.raises(GateNotApplicable):
        planning.undo_gate(
            session, placement, Gate.CONSENT, actor=actor_of(town.grace), now=clock.now()
        )


def test_only_the_employer_acknowledges_the_pack():
    assert Gate.PACK_ACKNOWLEDGED not in BY_HAND


def ready(session, town, railway):
    placement = plan_jay(session, town, railway)
    for gate in NEEDED:
        record(session, town, placement, gate)
    session.commit()
    return placement


def on(session, day):
    return follow_dates(session, today=day, now=clock.now())


def test_it_begins_on_the_first_day_and_is_looked_back_on_after_the_last(session, town, railway):
    placement = ready(session, town, railway)

    assert on(session, date(2027, 3, 1)) == 0
    assert on(session, date(2027, 3, 2)) == 1
    assert placement.state is PlacementState.LIVE
    assert on(session, date(2027, 3, 5)) == 0
    assert on(session, date(2027, 3, 6)) == 1
    assert placement.state is PlacementState.DEBRIEFING
    assert placement.window.taken == 0


def test_twice_on_a_day_changes_nothing_more(session, town, railway):
    ready(session, town, railway)
    on(session, date(2027, 3, 2))

    assert on(session, date(2027, 3, 2)) == 0


def test_a_clock_that_jumps_past_everything_catches_up(session, town, railway):
    placement = ready(session, town, railway)

    assert on(session, date(2027, 4, 1)) == 1
    assert [change.to_state for change in placement.history][-2:] == [
        PlacementState.LIVE,
        PlacementState.DEBRIEFING,
    ]


def test_what_is_not_ready_never_begins(session, town, railway):
    placement = plan_jay(session, town, railway)

    assert on(session, date(2027, 3, 2)) == 0
    assert placement.state is PlacementState.PLANNING


def test_a_gate_that_turns_red_again_holds_it_back_on_the_day(session, town, railway):
    placement = ready(session, town, railway)
    placement.window.offer.site.employer.insured_until = date(2027, 3, 1) - timedelta(days=1)
    session.flush()

    on(session, date(2027, 3, 2))
    assert placement.state is PlacementState.PLANNING
