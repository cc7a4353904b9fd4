"""Gates: what must be green before a placement can be ready, for whom, by when, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.catalogue.experience_types import ExperienceType
from webapp.core.working_days import working_days_before
from webapp.learners.rules import age_on
from webapp.placements.models import Gate

ASSURANCE_DAYS = 730
"""A health and safety talk counts for 24 months (HR-08, docs/rules.md)."""
CONFIRMED_DAYS = 365
"""Profile and offer are confirmed within 12 months (HR-25)."""
SAME_ADULT_DAYS = 3
SAME_ADULT_WITHIN = timedelta(days=30)
"""More than 3 days in any 30 (Safeguarding Vulnerable Groups Act 2006, schedule 4)."""
LONG_PLACEMENT_DAYS = 14
"""The insurer is told of a placement over two weeks (ABI, work experience students)."""
DECISION_BELOW = 16
"""From 16 nobody asks for a barred-list check of those who supervise on work experience
(Keeping children safe in education, work experience)."""

DUE_BEFORE: Mapping[Gate, int] = {
    Gate.CONSENT: 10,
    Gate.RISKS_TOLD: 10,
    Gate.SAFETY_WORDING: 10,
    Gate.RISK_TALK: 10,
    Gate.SAFEGUARDING_CODE: 10,
    Gate.SUPERVISORS: 10,
    Gate.DSL_DECISION: 10,
    Gate.INSURANCE: 10,
    Gate.INSURER_TOLD: 10,
    Gate.UP_TO_DATE: 10,
    Gate.TRAVEL_PAYER: 10,
    Gate.PACK_ACKNOWLEDGED: 5,
    Gate.PRE_WORK_SESSION: 2,
    Gate.JOURNEY_PRACTISED: 2,
}
"""Working days before the first day by which each gate is due (checklist item 17)."""


class Why(StrEnum):
    """Why a gate is needed, is done by itself, or is not needed."""

    CHILD = "child"
    """Compulsory school age on at least one date, even at 16 (Education Act 1996 s. 8)."""
    OVER_SCHOOL_AGE = "over_school_age"
    ALWAYS = "always"
    ROUTE_IS_NEW = "route_is_new"
    ROUTE_IS_KNOWN = "route_is_known"
    TRAVELS_ANYWHERE = "travels_anywhere"
    NO_ROUTE = "no_route"
    PAYER_NEEDED = "payer_needed"
    PAYER_NAMED = "payer_named"
    TRAVELS_ALONE = "travels_alone"
    TALK_MISSING = "talk_missing"
    TALK_RECORDED = "talk_recorded"
    CODE_MISSING = "code_missing"
    CODE_AGREED = "code_agreed"
    NOBODY_NAMED = "nobody_named"
    NO_STAND_IN = "no_stand_in"
    BOTH_NAMED = "both_named"
    SAME_ADULT = "same_adult"
    ALONE = "alone"
    ALONE_NOT_KNOWN = "alone_not_known"
    OLD_ENOUGH = "old_enough"
    NOBODY_ALONE = "nobody_alone"
    NO_COVER = "no_cover"
    COVER_ENDS_TOO_SOON = "cover_ends_too_soon"
    COVERED = "covered"
    COVER_EXEMPT = "cover_exempt"
    VISIT_ONLY = "visit_only"
    LONG = "long"
    INSURER_TOLD = "insurer_told"
    SHORT = "short"
    WORDING_UNDECIDED = "wording_undecided"
    WORDING_DECIDED = "wording_decided"
    PROFILE_OLD = "profile_old"
    OFFER_OLD = "offer_old"
    BOTH_CURRENT = "both_current"


class GateState(StrEnum):
    """How a gate stands."""

    NEEDED = "needed"
    DONE = "done"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the gates read of one placement: plain values, no names."""

    type: ExperienceType
    dates: tuple[date, ...]
    date_of_birth: date
    school_age_ends: date
    travel_band: int | None
    journey_known: bool
    journey_practised: bool
    payer_named: bool
    talks: tuple[date | None, ...]
    """The last risk talk for each area used; empty where no area is named."""
    code_agreed: bool
    supervisor_named: bool
    stand_in_named: bool
    alone: bool | None
    """True where one adult would be alone with the learner, None where nobody said."""
    insured_until: date | None
    insurance_exempt: bool
    insurer_told: bool
    undecided_safety_items: int
    profile_confirmed: date | None
    offer_confirmed: date
    holidays: frozenset[date] = frozenset()

    @property
    def first(self) -> date:
        """The first day."""
        return self.dates[0]

    @property
    def last(self) -> date:
        """The last day."""
        return self.dates[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStatus:
    """One gate as the page shows it."""

    gate: Gate
    state: GateState
    why: Why
    due_on: date
    done_on: date | None = None
    is_recorded: bool = False
    """A person recorded it, rather than it being true by itself."""

    @property
    def is_green(self) -> bool:
        """True when this gate holds nothing back."""
        return self.state is not GateState.NEEDED

    def is_late(self, today: date) -> bool:
        """Return whether it is still needed after the day it was due."""
        return self.state is GateState.NEEDED and self.due_on < today


def is_child(facts: Facts) -> bool:
    """Return whether the learner is of compulsory school age on at least one date."""
    return facts.first <= facts.school_age_ends


def days_with_one_adult(dates: Iterable[date]) -> int:
    """Return the most days that fall in any 30."""
    days = sorted(dates)
    return max(
        (sum(1 for day in days if start <= day < start + SAME_ADULT_WITHIN) for start in days),
        default=0,
    )


def _consent(facts: Facts) -> tuple[GateState, Why]:
    return GateState.NEEDED, Why.CHILD if is_child(facts) else Why.OVER_SCHOOL_AGE


def _risks_told(facts: Facts) -> tuple[GateState, Why]:
    """MHSWR 1999 reg. 10(2): parents of a child are told of risks and controls first."""
    if is_child(facts):
        return GateState.NEEDED, Why.CHILD
    return GateState.NOT_NEEDED, Why.OVER_SCHOOL_AGE


def _journey(facts: Facts) -> tuple[GateState, Why]:
    """Band 3 knows practised routes only; no journey at all is planned for everyone (HR-16)."""
    if not facts.journey_known:
        return GateState.NEEDED, Why.NO_ROUTE
    if facts.travel_band != 3:
        return GateState.NOT_NEEDED, Why.TRAVELS_ANYWHERE
    if facts.journey_practised:
        return GateState.DONE, Why.ROUTE_IS_KNOWN
    return GateState.NEEDED, Why.ROUTE_IS_NEW


def _payer(facts: Facts) -> tuple[GateState, Why]:
    if facts.travel_band is not None and facts.travel_band > 2:
        return GateState.NOT_NEEDED, Why.TRAVELS_ALONE
    if facts.payer_named:
        return GateState.DONE, Why.PAYER_NAMED
    return GateState.NEEDED, Why.PAYER_NEEDED


def _session(facts: Facts) -> tuple[GateState, Why]:
    del facts
    return GateState.NEEDED, Why.ALWAYS


def _risk_talk(facts: Facts) -> tuple[GateState, Why]:
    oldest = facts.last - timedelta(days=ASSURANCE_DAYS)
    if facts.talks and all(on is not None and on >= oldest for on in facts.talks):
        return GateState.DONE, Why.TALK_RECORDED
    return GateState.NEEDED, Why.TALK_MISSING


def _code(facts: Facts) -> tuple[GateState, Why]:
    if facts.code_agreed:
        return GateState.DONE, Why.CODE_AGREED
    return GateState.NEEDED, Why.CODE_MISSING


def _supervisors(facts: Facts) -> tuple[GateState, Why]:
    if not facts.supervisor_named:
        return GateState.NEEDED, Why.NOBODY_NAMED
    if not facts.stand_in_named:
        return GateState.NEEDED, Why.NO_STAND_IN
    return GateState.DONE, Why.BOTH_NAMED


def _dsl(facts: Facts) -> tuple[GateState, Why]:
    """Under 16 on any date, and one adult often or alone: the DSL decides (HR-09)."""
    if age_on(facts.first, born=facts.date_of_birth) >= DECISION_BELOW:
        return GateState.NOT_NEEDED, Why.OLD_ENOUGH
    if days_with_one_adult(facts.dates) > SAME_ADULT_DAYS:
        return GateState.NEEDED, Why.SAME_ADULT
    if facts.alone is None:
        return GateState.NEEDED, Why.ALONE_NOT_KNOWN
    if facts.alone:
        return GateState.NEEDED, Why.ALONE
    return GateState.NOT_NEEDED, Why.NOBODY_ALONE


def _insurance(facts: Facts) -> tuple[GateState, Why]:
    if facts.insurance_exempt:
        return GateState.DONE, Why.COVER_EXEMPT
    if facts.type is ExperienceType.VIS:
        return GateState.NOT_NEEDED, Why.VISIT_ONLY
    if facts.insured_until is None:
        return GateState.NEEDED, Why.NO_COVER
    if facts.insured_until < facts.last:
        return GateState.NEEDED, Why.COVER_ENDS_TOO_SOON
    return GateState.DONE, Why.COVERED


def _insurer(facts: Facts) -> tuple[GateState, Why]:
    is_long = (facts.last - facts.first).days + 1 > LONG_PLACEMENT_DAYS
    if not is_long and facts.type not in {ExperienceType.EXT, ExperienceType.SIN}:
        return GateState.NOT_NEEDED, Why.SHORT
    if facts.insurer_told:
        return GateState.DONE, Why.INSURER_TOLD
    return GateState.NEEDED, Why.LONG


def _safety_wording(facts: Facts) -> tuple[GateState, Why]:
    """A safety-critical item is neither sent without agreement nor left out in silence (HR-20)."""
    if facts.undecided_safety_items:
        return GateState.NEEDED, Why.WORDING_UNDECIDED
    return GateState.DONE, Why.WORDING_DECIDED


def _up_to_date(facts: Facts) -> tuple[GateState, Why]:
    oldest = facts.first - timedelta(days=CONFIRMED_DAYS)
    if facts.profile_confirmed is None or facts.profile_confirmed < oldest:
        return GateState.NEEDED, Why.PROFILE_OLD
    if facts.offer_confirmed < oldest:
        return GateState.NEEDED, Why.OFFER_OLD
    return GateState.DONE, Why.BOTH_CURRENT


RULES = {
    Gate.CONSENT: _consent,
    Gate.RISKS_TOLD: _risks_told,
    Gate.JOURNEY_PRACTISED: _journey,
    Gate.TRAVEL_PAYER: _payer,
    Gate.PACK_ACKNOWLEDGED: _session,
    Gate.PRE_WORK_SESSION: _session,
    Gate.RISK_TALK: _risk_talk,
    Gate.INSURANCE: _insurance,
    Gate.INSURER_TOLD: _insurer,
    Gate.SUPERVISORS: _supervisors,
    Gate.SAFEGUARDING_CODE: _code,
    Gate.DSL_DECISION: _dsl,
    Gate.SAFETY_WORDING: _safety_wording,
    Gate.UP_TO_DATE: _up_to_date,
}
"""How each gate stands before anybody recorded anything."""


def statuses(facts: Facts, recorded: Mapping[Gate, date]) -> tuple[GateStatus, ...]:
    """Return every gate: those that hold things back first, by the day they are due."""
    found = [_status(gate, facts, recorded.get(gate)) for gate in RULES]
    order = (GateState.NEEDED, GateState.DONE, GateState.NOT_NEEDED)
    return tuple(sorted(found, key=lambda status: (order.index(status.state), status.due_on)))


def _status(gate: Gate, facts: Facts, recorded_on: date | None) -> GateStatus:
    state, why = RULES[gate](facts)
    is_recorded = recorded_on is not None and state is GateState.NEEDED
    return GateStatus(
        gate=gate,
        state=GateState.DONE if is_recorded else state,
        why=why,
        due_on=working_days_before(facts.first, DUE_BEFORE[gate], holidays=facts.holidays),
        done_on=recorded_on if is_recorded else None,
        is_recorded=is_recorded,
    )


def is_ready(found: Iterable[GateStatus]) -> bool:
    """Return whether nothing holds the placement back."""
    return all(status.is_green for status in found)
