"""What a rule says of one learner and one offer: a code, a cause and its evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

EvidenceValue: TypeAlias = str | int | float | bool | date | tuple[str, ...]


class Evidence(Mapping[str, EvidenceValue]):
    """Named values behind a finding; frozen, hashable, in name order."""

    __slots__ = ("_items",)

    def __init__(self, **values: EvidenceValue) -> None:
        self._items = tuple(sorted(values.items()))

    def __getitem__(self, name: str) -> EvidenceValue:
        for key, value in self._items:
            if key == name:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        values = ", ".join(f"{key}={value!r}" for key, value in self._items)
        return f"Evidence({values})"


class Outcome(StrEnum):
    """What a finding does to a proposal.

    block: never proposed. remove: this task goes. condition: proposed, with something to do
    before the start. gate: proposed, but not ready before it is green. hard: may be hard for
    the learner. staff_task: something for staff, nothing waits for it. note: good to know.
    """

    BLOCK = "block"
    REMOVE = "remove"
    CONDITION = "condition"
    GATE = "gate"
    HARD = "hard"
    STAFF_TASK = "staff_task"
    NOTE = "note"


class Cause(StrEnum):
    """Why a rule speaks; the words for people are chosen by this code."""

    # HR-01, HR-02, HR-03
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    PLAN_ENDS_TOO_SOON = "plan_ends_too_soon"
    BEFORE_YEAR_10 = "before_year_10"
    BELOW_EMPLOYER_AGE = "below_employer_age"
    ABOVE_EMPLOYER_AGE = "above_employer_age"
    YEAR_GROUP_NOT_TAKEN = "year_group_not_taken"
    # HR-04, HR-05, HR-13: tasks
    HAZARD_FOR_CHILD = "hazard_for_child"
    HAZARD_FOR_YOUNG_PERSON = "hazard_for_young_person"
    HAZARD_ON_A_VISIT = "hazard_on_a_visit"
    HAZARD_NEEDS_SUPERVISION = "hazard_needs_supervision"
    UNDER_STATUTORY_AGE = "under_statutory_age"
    NO_TASK_PLAN = "no_task_plan"
    TOO_FEW_TASKS = "too_few_tasks"
    SEIZURE_HAZARD = "seizure_hazard"
    HEARING_HAZARD = "hearing_hazard"
    SAFETY_RULE_HAZARD = "safety_rule_hazard"
    # HR-06
    DAY_TOO_LONG = "day_too_long"
    WEEK_TOO_LONG = "week_too_long"
    NIGHT_WORK = "night_work"
    BREAK_TOO_SHORT = "break_too_short"
    REST_BETWEEN_DAYS_TOO_SHORT = "rest_between_days_too_short"
    WEEKLY_REST_TOO_SHORT = "weekly_rest_too_short"
    # HR-07
    NO_COVER = "no_cover"
    COVER_ENDS_TOO_SOON = "cover_ends_too_soon"
    COVER_DATE_UNKNOWN = "cover_date_unknown"
    INSURER_NOT_TOLD = "insurer_not_told"
    # HR-08, HR-09
    ASSURANCE_MISSING = "assurance_missing"
    ASSURANCE_TOO_OLD = "assurance_too_old"
    PARENT_RISK_INFORMATION = "parent_risk_information"
    CODE_NOT_AGREED = "code_not_agreed"
    NO_SUPERVISOR = "no_supervisor"
    NO_STAND_IN = "no_stand_in"
    DSL_DECISION_NEEDED = "dsl_decision_needed"
    SPECIFIED_PLACE = "specified_place"
    # HR-10, HR-12, HR-13, HR-14, HR-15: adjustments and access
    ADJUSTMENT_REFUSED = "adjustment_refused"
    ADJUSTMENT_UNANSWERED = "adjustment_unanswered"
    ADJUSTMENT_WITH_HELP = "adjustment_with_help"
    ADJUSTMENT_NOT_HERE = "adjustment_not_here"
    NO_ADJUSTMENT_MEETS_NEED = "no_adjustment_meets_need"
    NO_STEP_FREE_ROUTE = "no_step_free_route"
    NO_STEP_FREE_TOILET = "no_step_free_toilet"
    NO_EVACUATION_PLAN = "no_evacuation_plan"
    ALLERGEN_PRESENT = "allergen_present"
    SUPERVISION_TOO_LIGHT = "supervision_too_light"
    # HR-11
    LEVEL_TOO_HIGH = "level_too_high"
    LEVEL_UNKNOWN = "level_unknown"
    HEADPHONES_UNCHECKED = "headphones_unchecked"
    LEVEL_AT_LIMIT = "level_at_limit"
    # HR-16
    JOURNEY_UNKNOWN = "journey_unknown"
    JOURNEY_MINUTES_UNKNOWN = "journey_minutes_unknown"
    JOURNEY_TOO_LONG = "journey_too_long"
    JOURNEY_TOO_MANY_CHANGES = "journey_too_many_changes"
    JOURNEY_WALK_TOO_FAR = "journey_walk_too_far"
    JOURNEY_MODE_REFUSED = "journey_mode_refused"
    JOURNEY_TIME_REFUSED = "journey_time_refused"
    JOURNEY_OUTSIDE_BAND = "journey_outside_band"
    JOURNEY_IS_ESTIMATE = "journey_is_estimate"
    ROUTE_NOT_PRACTISED = "route_not_practised"
    ADULT_NOT_NAMED = "adult_not_named"
    TRANSPORT_NOT_NAMED = "transport_not_named"
    PAYER_NOT_NAMED = "payer_not_named"
    # HR-17
    AVAILABILITY_UNKNOWN = "availability_unknown"
    TYPE_NOT_ASKED_FOR = "type_not_asked_for"
    OUTSIDE_REQUEST = "outside_request"
    NO_COMMON_DAY = "no_common_day"
    TOO_FEW_DAYS = "too_few_days"
    STARTS_TOO_EARLY = "starts_too_early"
    FINISHES_TOO_LATE = "finishes_too_late"
    NO_OPEN_PLACE = "no_open_place"
    NOTICE_TOO_SHORT = "notice_too_short"
    HOURS_TRIMMED = "hours_trimmed"
    HOURS_FLEXED = "hours_flexed"
    # HR-18 to HR-22
    NEVER_SECTOR = "never_sector"
    NEVER_EMPLOYER = "never_employer"
    NEVER_TASK = "never_task"
    LEARNER_SAID_NO = "learner_said_no"
    NO_CONSENT_TO_LOOK = "no_consent_to_look"
    NOT_AVAILABLE = "not_available"
    EMPLOYER_PAUSED = "employer_paused"
    SAFETY_ITEM_NOT_SHARED = "safety_item_not_shared"
    # HR-23, HR-24, HR-25
    INTERNSHIP_NOT_ASKED_FOR = "internship_not_asked_for"
    INTERNSHIP_AGE = "internship_age"
    NO_CURRENT_PLAN = "no_current_plan"
    STILL_SCHOOL_AGE = "still_school_age"
    NOT_ON_ROLL = "not_on_roll"
    NOT_EXTERNAL = "not_external"
    INTERNSHIP_TOO_SHORT = "internship_too_short"
    NO_JOB_COACH = "no_job_coach"
    ACCESS_TO_WORK_UNKNOWN = "access_to_work_unknown"
    ACCESS_TO_WORK_NOT_AWARDED = "access_to_work_not_awarded"
    INTERNAL_NOT_ASKED_FOR = "internal_not_asked_for"
    INTERNAL_WITHOUT_REASON = "internal_without_reason"
    INTERNAL_WITHOUT_REVIEW = "internal_without_review"
    INTERNAL_REVIEW_TOO_LATE = "internal_review_too_late"
    INTERNAL_WITHOUT_NEXT_STEP = "internal_without_next_step"
    INTERNAL_FOR_INDEPENDENT_TRAVELLER = "internal_for_independent_traveller"
    PROFILE_OUT_OF_DATE = "profile_out_of_date"
    OFFER_OUT_OF_DATE = "offer_out_of_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a rule found.

    Attributes
    ----------
    code : str
        The rule, "HR-01" to "HR-25".
    outcome : Outcome
        What it does.
    cause : Cause
        Why, as a code.
    cause_key : str
        Equal for codes tripped by one and the same thing ("adjustment:PHY-01").
    evidence : Evidence
        Named values: adjustment, area, level, limit, minutes, date ...
    negotiable : bool
        Someone can be asked to change it.
    restricted : bool
        Only the DSL and the careers lead may see the code.
    due : date or None
        Last day for a condition.
    """

    code: str
    outcome: Outcome
    cause: Cause
    cause_key: str
    evidence: Evidence = field(default_factory=Evidence)
    negotiable: bool = False
    restricted: bool = False
    due: date | None = None
