"""A case: one learner, one offer, one plan of days, with what the rules ask of them."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from matching.ages import age_on, is_child
from matching.codes import ExperienceType
from matching.findings import Finding
from matching.learner_records import Learner
from matching.offer_records import Area, Offer, Task, Window
from matching.records import Market

SATURDAY = 5


def minutes_of(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


class HoursKind(StrEnum):
    """Where the hours of a day come from, in order of preference."""

    WINDOW = "window"
    FLEX = "flex"
    TRIMMED = "trimmed"


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """One day of a placement; the break is unpaid and inside the hours."""

    date: date
    start: time
    end: time
    break_minutes: int

    @property
    def worked_minutes(self) -> int:
        """End less start less break."""
        return minutes_of(self.end) - minutes_of(self.start) - self.break_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Days of one window for one kind of experience; findings of HR-06 and HR-17 on them.

    When a finding blocks, the days are those the window would have, so that the other rules
    can still speak. `days` is never empty and in date order.
    """

    window: Window
    type: ExperienceType
    kind: HoursKind
    days: tuple[Day, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One learner, one offer and one plan."""

    market: Market
    learner: Learner
    offer: Offer
    plan: Plan

    @property
    def type(self) -> ExperienceType:
        """The kind of experience planned."""
        return self.plan.type

    @property
    def window(self) -> Window:
        """The window planned."""
        return self.plan.window

    @property
    def days(self) -> tuple[Day, ...]:
        """The days planned, first to last."""
        return self.plan.days

    @property
    def first(self) -> date:
        """The first date."""
        return self.plan.days[0].date

    @property
    def last(self) -> date:
        """The last date."""
        return self.plan.days[-1].date

    @property
    def calendar_days(self) -> int:
        """Days from first to last, both counted."""
        return (self.last - self.first).days + 1

    @property
    def has_child_date(self) -> bool:
        """Whether the learner is of compulsory school age on any date."""
        return is_child(self.learner.date_of_birth, day=self.first)

    @property
    def is_under_18(self) -> bool:
        """Whether the learner is under 18 on any date."""
        return age_on(self.learner.date_of_birth, day=self.first) < 18

    def area_of(self, task: Task) -> Area:
        """The area of a task; one with nothing recorded when the offer does not know it."""
        for area in self.offer.areas:
            if area.key == task.area:
                return area
        return Area(key=task.area)

    @property
    def due(self) -> date:
        """The last weekday before the first date, and not before today."""
        day = self.first - timedelta(days=1)
        while day.weekday() >= SATURDAY:
            day -= timedelta(days=1)
        return max(day, self.market.today)

    @property
    def possible_areas(self) -> tuple[Area, ...]:
        """Areas of all tasks, removed or not; all areas when the offer has no tasks.

        Rules that must not get stricter when a task comes back read these.
        """
        return areas_of(self.offer, tasks=self.offer.tasks)


def areas_of(offer: Offer, *, tasks: tuple[Task, ...]) -> tuple[Area, ...]:
    """The areas of some tasks, in the offer's order; all areas when the offer has no tasks."""
    if not offer.tasks:
        return offer.areas
    used = {task.area for task in tasks}
    known = {area.key for area in offer.areas}
    unknown = tuple(Area(key=key) for key in sorted(used - known))
    return tuple(area for area in offer.areas if area.key in used) + unknown


def needs_of(learner: Learner) -> frozenset[str]:
    """All functional needs a learner has, from the profile and from the requirements."""
    return learner.needs | {need.need for need in learner.requirements if need.need is not None}
