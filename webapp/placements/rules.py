"""Which state of a placement may follow which, who may change it, and what holds it back."""

from collections.abc import Iterator
from enum import StrEnum

from webapp.placements.models import PlacementState as S


class Party(StrEnum):
    """On whose word a placement changes."""

    LEAD = "lead"
    LEARNER = "learner"
    """The learner, or staff who write down what the learner said and how."""
    EMPLOYER = "employer"
    """The employer, or a lead who writes down what the employer said."""
    SYSTEM = "system"
    """What follows by itself from a decision, a gate or a date."""


L, Y, E, A = (frozenset({party}) for party in Party)

TRANSITIONS: dict[S, dict[S, frozenset[Party]]] = {
    S.PROPOSED: {S.LEARNER_CONSIDERING: L, S.CANCELLED: L},
    S.LEARNER_CONSIDERING: {S.LEARNER_YES: Y, S.LEARNER_NO: Y, S.CANCELLED: L},
    S.LEARNER_YES: {
        S.LEARNER_CONSIDERING: Y | L,
        S.LEARNER_NO: Y,
        S.APPROVED_TO_ASK: L,
        S.CANCELLED: L,
    },
    S.LEARNER_NO: {S.LEARNER_CONSIDERING: Y},
    S.APPROVED_TO_ASK: {S.EMPLOYER_ASKED: A, S.LEARNER_NO: Y, S.CANCELLED: L},
    S.EMPLOYER_ASKED: {
        S.EMPLOYER_AGREED: E,
        S.EMPLOYER_QUESTIONS: E,
        S.EMPLOYER_DECLINED: E,
        S.LEARNER_NO: Y,
        S.CANCELLED: L,
    },
    S.EMPLOYER_QUESTIONS: {
        S.EMPLOYER_AGREED: E,
        S.EMPLOYER_DECLINED: E,
        S.EMPLOYER_ASKED: L,
        S.LEARNER_NO: Y,
        S.CANCELLED: L,
    },
    S.EMPLOYER_AGREED: {S.PLANNING: L, S.LEARNER_NO: Y, S.CANCELLED: L},
    S.EMPLOYER_DECLINED: {},
    S.CONSENT_PENDING: {S.PLANNING: L, S.LEARNER_NO: Y, S.CANCELLED: L},
    S.PLANNING: {S.READY: A, S.LEARNER_NO: Y, S.DID_NOT_START: L, S.CANCELLED: L},
    S.READY: {S.PLANNING: A, S.LIVE: A, S.LEARNER_NO: Y, S.DID_NOT_START: L, S.CANCELLED: L},
    S.LIVE: {S.PAUSED: L, S.DEBRIEFING: A, S.ENDED_EARLY: L, S.DID_NOT_START: L},
    S.PAUSED: {S.LIVE: L, S.DEBRIEFING: A, S.ENDED_EARLY: L},
    S.ENDED_EARLY: {S.DEBRIEFING: A},
    S.COMPLETED: {S.DEBRIEFING: A},
    S.DEBRIEFING: {S.CLOSED: A},
    S.DID_NOT_START: {S.CLOSED: L},
    S.CLOSED: {},
    S.CANCELLED: {},
}
"""docs/rules.md, states of a placement. A learner’s “no” ends it; only the learner can take the
“no” back, and only while no employer has been asked."""

HOLDS_A_PLACE = frozenset(
    {
        S.APPROVED_TO_ASK,
        S.EMPLOYER_ASKED,
        S.EMPLOYER_QUESTIONS,
        S.EMPLOYER_AGREED,
        S.CONSENT_PENDING,
        S.PLANNING,
        S.READY,
        S.LIVE,
        S.PAUSED,
    }
)
"""While a placement is in one of these, one place of the window is taken for it."""

ENDED = frozenset(
    {S.LEARNER_NO, S.EMPLOYER_DECLINED, S.CANCELLED, S.DID_NOT_START, S.CLOSED, S.ENDED_EARLY}
)
"""Nothing more is sent for these, apart from debriefs."""

BEFORE_APPROVAL = frozenset({S.PROPOSED, S.LEARNER_CONSIDERING, S.LEARNER_YES})
"""No employer has heard of it."""

AGREED = frozenset(
    {S.EMPLOYER_AGREED, S.CONSENT_PENDING, S.PLANNING, S.READY, S.LIVE, S.PAUSED, S.DEBRIEFING}
)
"""The employer has said yes."""

CONFIRMED = frozenset({S.PLANNING, S.READY, S.LIVE, S.PAUSED, S.DEBRIEFING})
"""The careers lead has taken the second decision."""


def may_follow(state: S, to: S, *, by: Party) -> bool:
    """Return whether this party may bring a placement from one state to the other."""
    return by in TRANSITIONS[state].get(to, ())


def what_may_follow(state: S, *, by: Party) -> Iterator[S]:
    """Return the states this party may bring a placement to."""
    return (to for to, parties in TRANSITIONS[state].items() if by in parties)


def may_cancel(state: S) -> bool:
    """Return whether a lead may cancel in this state."""
    return S.CANCELLED in TRANSITIONS[state]


class CannotAsk(StrEnum):
    """Why an approval to ask the employer is refused."""

    LEARNER_HAS_NOT_SAID_YES = "learner_has_not_said_yes"
    LEARNER_SAID_NO = "learner_said_no"
    CONSENT_IS_OFF = "consent_is_off"
    RANK_NEEDS_A_REASON = "rank_needs_a_reason"
    EMPLOYER_PAUSED = "employer_paused"
    DATES_ARE_PAST = "dates_are_past"


def why_not_ask(
    state: S,
    *,
    looks_for_placements: bool,
    has_better_open: bool,
    rank_reason: str,
    employer_paused: bool,
    starts_in_future: bool,
) -> CannotAsk | None:
    """Return what stands against asking the employer (HR-18, HR-19, HR-22; checklist item 20)."""
    checks = (
        (state == S.LEARNER_NO, CannotAsk.LEARNER_SAID_NO),
        (state != S.LEARNER_YES, CannotAsk.LEARNER_HAS_NOT_SAID_YES),
        (not looks_for_placements, CannotAsk.CONSENT_IS_OFF),
        (employer_paused, CannotAsk.EMPLOYER_PAUSED),
        (not starts_in_future, CannotAsk.DATES_ARE_PAST),
        (has_better_open and not rank_reason.strip(), CannotAsk.RANK_NEEDS_A_REASON),
    )
    return next((reason for holds, reason in checks if holds), None)


class Stage(StrEnum):
    """The six stages people see on the placement’s page, in order."""

    LEARNER = "learner"
    EMPLOYER = "employer"
    PLANNING = "planning"
    READY = "ready"
    LIVE = "live"
    LOOKING_BACK = "looking_back"


STAGE_OF: dict[S, Stage] = {
    S.PROPOSED: Stage.LEARNER,
    S.LEARNER_CONSIDERING: Stage.LEARNER,
    S.LEARNER_YES: Stage.LEARNER,
    S.APPROVED_TO_ASK: Stage.EMPLOYER,
    S.EMPLOYER_ASKED: Stage.EMPLOYER,
    S.EMPLOYER_QUESTIONS: Stage.EMPLOYER,
    S.EMPLOYER_AGREED: Stage.EMPLOYER,
    S.CONSENT_PENDING: Stage.PLANNING,
    S.PLANNING: Stage.PLANNING,
    S.READY: Stage.READY,
    S.LIVE: Stage.LIVE,
    S.PAUSED: Stage.LIVE,
    S.COMPLETED: Stage.LOOKING_BACK,
    S.ENDED_EARLY: Stage.LOOKING_BACK,
    S.DEBRIEFING: Stage.LOOKING_BACK,
    S.CLOSED: Stage.LOOKING_BACK,
}
"""States that ended before the last day have no stage."""
