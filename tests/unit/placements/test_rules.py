"""The states of a placement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.placements.models import PlacementState as S
from webapp.placements.rules import (
    BEFORE_APPROVAL,
    ENDED,
    HOLDS_A_PLACE,
    STAGE_OF,
    TRANSITIONS,
    CannotAsk,
    Party,
    may_cancel,
    may_follow,
    what_may_follow,
    why_not_ask,
)

GOING_AHEAD = {S.READY, S.LIVE}
moves = st.lists(st.integers(min_value=0, max_value=30), max_size=40)


def walk(start, choices, parties=frozenset(Party)):
    """Return the states one comes through when every choice picks a move these may make."""
    path = [start]
    for choice in choices:
        options = [to for to, who in TRANSITIONS[path[-1]].items() if who & parties]
        if not options:
            break
        path.append(options[choice % len(options)])
    return path


def test_every_state_has_its_moves_and_no_other_state_is_reached():
    assert set(TRANSITIONS) == set(S)
    assert all(to in S for moves in TRANSITIONS.values() for to in moves)


def test_the_straight_path_leads_from_proposal_to_debrief():
    path = [
        (S.PROPOSED, S.LEARNER_CONSIDERING, Party.LEAD),
        (S.LEARNER_CONSIDERING, S.LEARNER_YES, Party.LEARNER),
        (S.LEARNER_YES, S.APPROVED_TO_ASK, Party.LEAD),
        (S.APPROVED_TO_ASK, S.EMPLOYER_ASKED, Party.SYSTEM),
        (S.EMPLOYER_ASKED, S.EMPLOYER_AGREED, Party.EMPLOYER),
        (S.EMPLOYER_AGREED, S.PLANNING, Party.LEAD),
        (S.PLANNING, S.READY, Party.SYSTEM),
        (S.READY, S.LIVE, Party.SYSTEM),
        (S.LIVE, S.DEBRIEFING, Party.SYSTEM),
    ]
    assert all(may_follow(state, to, by=party) for state, to, party in path)


@given(moves)
def test_after_a_no_nobody_but_the_learner_can_move_it(choices):
    assert walk(S.LEARNER_NO, choices, frozenset(Party) - {Party.LEARNER}) == [S.LEARNER_NO]


@given(moves)
def test_no_path_goes_ahead_without_the_learners_yes_the_leads_two_and_the_employers(choices):
    path = walk(S.PROPOSED, choices)
    for position, state in enumerate(path):
        if state in GOING_AHEAD:
            since_no = path[:position]
            if S.LEARNER_NO in since_no:
                last_no = max(i for i, s in enumerate(since_no) if s is S.LEARNER_NO)
                since_no = since_no[last_no:]
            assert {S.LEARNER_YES, S.APPROVED_TO_ASK, S.EMPLOYER_AGREED, S.PLANNING} <= set(
                since_no
            )


@given(moves)
def test_what_was_declined_or_cancelled_stays_so(choices):
    for end in (S.EMPLOYER_DECLINED, S.CANCELLED, S.CLOSED):
        assert walk(end, choices) == [end]


@given(moves)
def test_a_place_is_held_from_the_approval_to_the_end_without_a_gap(choices):
    path = walk(S.PROPOSED, choices)
    held = [state in HOLDS_A_PLACE for state in path]
    if True in held:
        first = held.index(True)
        until = next((i for i in range(first, len(held)) if not held[i]), len(held))
        after = path[until:]
        assert not any(s in HOLDS_A_PLACE for s in after) or S.LEARNER_NO in after
        assert path[first] is S.APPROVED_TO_ASK


def test_a_lead_may_cancel_until_it_starts_and_not_after():
    assert all(may_cancel(s) for s in BEFORE_APPROVAL)
    assert may_cancel(S.READY)
    assert not may_cancel(S.LIVE)
    assert not any(may_cancel(s) for s in ENDED)


def test_an_employer_can_only_answer():
    answers = {S.EMPLOYER_AGREED, S.EMPLOYER_QUESTIONS, S.EMPLOYER_DECLINED}
    assert {to for s in S for to in what_may_follow(s, by=Party.EMPLOYER)} == answers


def test_states_that_ended_without_a_placement_have_no_stage():
    without = {S.LEARNER_NO, S.EMPLOYER_DECLINED, S.CANCELLED, S.DID_NOT_START}
    assert set(S) - set(STAGE_OF) == without


def asking(state=S.LEARNER_YES, **changes):
    facts = {
        "looks_for_placements": True,
        "has_better_open": False,
        "rank_reason": "",
        "employer_paused": False,
        "starts_in_future": True,
    }
    return why_not_ask(state, **(facts | changes))


def test_a_yes_with_consent_on_may_be_asked():
    assert asking() is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": S.LEARNER_NO}, CannotAsk.LEARNER_SAID_NO),
        ({"state": S.LEARNER_CONSIDERING}, CannotAsk.LEARNER_HAS_NOT_SAID_YES),
        ({"looks_for_placements": False}, CannotAsk.CONSENT_IS_OFF),
        ({"employer_paused": True}, CannotAsk.EMPLOYER_PAUSED),
        ({"starts_in_future": False}, CannotAsk.DATES_ARE_PAST),
        ({"has_better_open": True}, CannotAsk.RANK_NEEDS_A_REASON),
        ({"has_better_open": True, "rank_reason": "  "}, CannotAsk.RANK_NEEDS_A_REASON),
    ],
)
def test_asking_is_refused_with_its_reason(change, reason):
    assert asking(**change) is reason


def test_a_reason_lets_a_lower_rank_be_asked():
    assert asking(has_better_open=True, rank_reason="Jay wants to be near home") is None
