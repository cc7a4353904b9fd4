"""The first day by clock time, worked out from the agreed hours and tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

FIRST_TASK_WITHIN = 30
"""Minutes: nobody waits longer for something to do (docs/rules.md, packs)."""
BEFORE_FIRST_TASK = 25
MEET_EARLY = 10
HELLO_AFTER = 15
CHECK_AFTER = 60
LAST_TALK = 15
SHORTEST_STRETCH = 20
"""Minutes: no task begins with less time than this before a break or the end."""
USUAL_TASK = 60
"""Minutes planned for a task whose length nobody knows yet."""
REST_NEEDED_OVER = 270
"""Minutes: above 4.5 hours someone under 18 has a break (Working Time Regulations 1998 r. 12)."""
MOVE_EVERY = 60
SHORT_BREAK = 10
"""Minutes kept free in the middle of a longer day where nobody named a break."""


class Moment(StrEnum):
    """What happens at one time of the first day."""

    MEET = "meet"
    WELCOME = "welcome"
    HELLO = "hello"
    FIRST_TASK = "first_task"
    CHECK_IN = "check_in"
    MOVE = "move"
    NEXT_TASK = "next_task"
    AGAIN = "again"
    BREAK = "break"
    TALK = "talk"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class PlannedMoment:
    """One line of the plan."""

    at: time
    moment: Moment
    task: str | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTask:
    """A task with the minutes it takes, if known."""

    text: str
    minutes: int | None = None


def plan_first_day(
    tasks: Sequence[DayTask],
    *,
    start: time,
    finish: time,
    break_minutes: int,
    is_met: bool = False,
    has_movement_breaks: bool = False,
) -> tuple[PlannedMoment, ...]:
    """Return the day in order of time; no two things happen at once.

    The first task comes within 30 minutes, and every day ends with a talk.
    """
    opens, closes = _minutes(start), _minutes(finish)
    pause = _break(opens, closes, break_minutes)
    plan = _Plan(pause)
    if is_met:
        plan.add(max(opens - MEET_EARLY, 0), Moment.MEET)
    plan.add(opens, Moment.WELCOME)
    first = opens + min(BEFORE_FIRST_TASK, max((closes - opens) // 4, 1))
    last_talk = max(closes - LAST_TALK, first + 1)
    plan.add(min(last_talk, closes - 1), Moment.TALK)
    plan.add(closes, Moment.HOME)
    if pause:
        plan.add(pause[0], Moment.BREAK, minutes=break_minutes or None)
    _add_tasks(plan, tasks, first=first, last=last_talk, pause=pause)
    plan.add_if_free(opens + HELLO_AFTER, Moment.HELLO, apart=5)
    plan.add_if_free(first + CHECK_AFTER - BEFORE_FIRST_TASK, Moment.CHECK_IN, apart=10)
    if has_movement_breaks:
        for at in range(first + MOVE_EVERY, last_talk, MOVE_EVERY):
            plan.add_if_free(at, Moment.MOVE, apart=15)
    return plan.in_order()


def break_of(*, start: time, finish: time, break_minutes: int) -> tuple[time, time] | None:
    """Return from when to when the break is planned, or None where nobody named one."""
    pause = _break(_minutes(start), _minutes(finish), break_minutes)
    if pause is None or not break_minutes:
        return None
    return _time(pause[0]), _time(sum(pause))


class _Plan:
    """Moments by minute of the day, at most one for each."""

    def __init__(self, pause: tuple[int, int] | None) -> None:
        self._moments: dict[int, PlannedMoment] = {}
        self._rest = range(pause[0], sum(pause)) if pause else range(0)

    def add(
        self, at: int, moment: Moment, *, task: str | None = None, minutes: int | None = None
    ) -> None:
        self._moments[at] = PlannedMoment(_time(at), moment, task, minutes)

    def add_if_free(self, at: int, moment: Moment, *, apart: int) -> None:
        """Add it unless it is time to rest, or something else happens within so many minutes."""
        is_inside = min(self._moments) < at < max(self._moments)
        if (
            is_inside
            and at not in self._rest
            and all(abs(at - other) >= apart for other in self._moments)
        ):
            self.add(at, moment)

    def in_order(self) -> tuple[PlannedMoment, ...]:
        return tuple(self._moments[at] for at in sorted(self._moments))


def _add_tasks(
    plan: _Plan,
    tasks: Sequence[DayTask],
    *,
    first: int,
    last: int,
    pause: tuple[int, int] | None,
) -> None:
    """Fill the time before and after the break, one task after the other."""
    stretches = [(first, last)] if pause is None else [(first, pause[0]), (sum(pause), last)]
    waiting = list(tasks)
    moment = Moment.FIRST_TASK
    for at, end in stretches:
        while moment is Moment.FIRST_TASK or (waiting and end - at >= SHORTEST_STRETCH):
            task = waiting.pop(0) if waiting else None
            plan.add(at, moment, task=task.text if task else None)
            at += _round_up((task.minutes if task else None) or USUAL_TASK, to=5)
            moment = Moment.NEXT_TASK
        if not waiting and end - at >= SHORTEST_STRETCH:
            plan.add(at, Moment.AGAIN)


def _break(opens: int, closes: int, minutes: int) -> tuple[int, int] | None:
    """Return when the break begins and how many minutes are kept free for it."""
    length = closes - opens
    if not minutes and length < REST_NEEDED_OVER // 2:
        return None
    free = minutes or SHORT_BREAK
    begins = _round_up((opens + closes - free) // 2, to=30 if length > REST_NEEDED_OVER else 15)
    if not opens + FIRST_TASK_WITHIN < begins < closes - free - LAST_TALK:
        return None
    return begins, free


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _round_up(minutes: int, *, to: int) -> int:
    return -(-minutes // to) * to
