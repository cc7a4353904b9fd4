"""The numbers the rules use, with their version: change them here, never in a rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from matching.codes import ExperienceType

RULES_VERSION = "2027.1"


def _most_days() -> Mapping[ExperienceType, int]:
    return MappingProxyType(
        {
            ExperienceType.ENC: 1,
            ExperienceType.VIS: 1,
            ExperienceType.SHA: 2,
            ExperienceType.TAS: 2,
            ExperienceType.BLK: 10,
            ExperienceType.VIR: 10,
            ExperienceType.PRJ: 10,
        }
    )


def _least_days() -> Mapping[ExperienceType, int]:
    return MappingProxyType({ExperienceType.BLK: 3})


def _most_days_a_week() -> Mapping[ExperienceType, int]:
    return MappingProxyType({ExperienceType.EXT: 2})


def _least_weeks() -> Mapping[ExperienceType, int]:
    return MappingProxyType({ExperienceType.EXT: 6})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime:
    """Limits on working time, in minutes.

    References
    ----------
    Working Time Regulations 1998: regs 4, 5A, 6A, 10, 11 and 12.
    """

    day: int | None
    week: int
    break_over: int
    break_least: int
    between_days: int
    weekly_rest: int
    night_ban: bool


YOUNG = WorkingTime(
    day=8 * 60,
    week=40 * 60,
    break_over=270,
    break_least=30,
    between_days=12 * 60,
    weekly_rest=48 * 60,
    night_ban=True,
)
ADULT = WorkingTime(
    day=None,
    week=48 * 60,
    break_over=6 * 60,
    break_least=20,
    between_days=11 * 60,
    weekly_rest=24 * 60,
    night_ban=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Every threshold that may change with law, guidance or policy.

    Attributes
    ----------
    least_tasks, least_tasks_half_day : int
        Tasks that must remain (HR-04).
    half_day_minutes : int
        One date with at most this much worked time is half a day.
    most_days, least_days, most_days_a_week, least_weeks : mapping of ExperienceType to int
        Length of a kind; a missing kind has no limit.
    least_trimmed_minutes : int
        A day is not trimmed below this worked time.
    comfortable_share, at_maximum : float
        Travel ease is 1 up to this share of the learner's maximum, and this at the maximum.
    estimate_margin : float
        Within this share of the limit a person decides on an estimated journey.
    assurance_months, confirmed_months, review_months, internship_months : int
        Calendar months of HR-08, HR-25, HR-24 and HR-23.
    """

    version: str = RULES_VERSION
    youngest: int = 11
    oldest: int = 19
    oldest_with_plan: int = 25
    pilot_ages: tuple[int, int] = (20, 24)
    internship_ages: tuple[int, int] = (16, 24)
    internship_months: int = 6
    least_tasks: int = 3
    least_tasks_half_day: int = 2
    half_day_minutes: int = 180
    most_days: Mapping[ExperienceType, int] = field(default_factory=_most_days)
    least_days: Mapping[ExperienceType, int] = field(default_factory=_least_days)
    most_days_a_week: Mapping[ExperienceType, int] = field(default_factory=_most_days_a_week)
    least_weeks: Mapping[ExperienceType, int] = field(default_factory=_least_weeks)
    least_trimmed_minutes: int = 60
    young: WorkingTime = YOUNG
    adult: WorkingTime = ADULT
    insurer_told_over_days: int = 14
    assurance_months: int = 24
    confirmed_months: int = 12
    review_months: int = 6
    same_adult_days: int = 3
    same_adult_within_days: int = 30
    age_limited_until: int = 18
    comfortable_share: float = 0.75
    at_maximum: float = 0.5
    estimate_margin: float = 0.25
    most_proposals: int = 5
    few_proposals: int = 3


CURRENT = Thresholds()
