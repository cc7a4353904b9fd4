"""The first day by clock time."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from webapp.briefing.day_plan import DayTask, Moment, break_of, plan_first_day

TASKS = [
    DayTask(text="Sort tickets", minutes=60),
    DayTask(text="Check boards", minutes=45),
    DayTask(text="Stamp leaflets"),
]


def plan(**changes):
    known = {"start": time(10), "finish": time(15), "break_minutes": 30}
    return plan_first_day(TASKS, **known | changes)


def at(moments, moment):
    return [line.at for line in moments if line.moment is moment]


def test_jays_first_day_reads_hour_by_hour():
    found = [(f"{line.at:%H:%M}", line.moment.value) for line in plan(is_met=True)]

    assert found == [
        ("09:50", "meet"), ("10:00", "welcome"), ("10:15", "hello"), ("10:25", "first_task"),
        ("11:00", "check_in"), ("11:25", "next_task"), ("12:10", "next_task"), ("12:30", "break"),
        ("13:00", "again"), ("14:45", "talk"), ("15:00", "home"),
    ]  # fmt: skip


def test_movement_breaks_come_about_every_hour():
    moves = at(plan(has_movement_breaks=True), Moment.MOVE)

    assert len(moves) >= 2
    assert at(plan(), Moment.MOVE) == []


def test_a_day_without_a_named_break_keeps_a_short_one_without_a_length():
    found = plan(finish=time(14), break_minutes=0)
    pause = next(line for line in found if line.moment is Moment.BREAK)

    assert pause.minutes is None
    assert break_of(start=time(10), finish=time(14), break_minutes=0) is None


def test_two_hours_need_no_break():
    assert at(plan(finish=time(12), break_minutes=0), Moment.BREAK) == []


minutes_of_day = st.integers(min_value=7 * 60, max_value=12 * 60)
lengths = st.integers(min_value=60, max_value=8 * 60)
pauses = st.sampled_from([0, 10, 30, 45, 60])
some_tasks = st.lists(
    st.builds(
        DayTask,
        text=st.sampled_from(["Sort", "Stack", "Label"]),
        minutes=st.none() | st.integers(min_value=5, max_value=240),
    ),
    min_size=1,
    max_size=6,
)


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@given(
    opens=minutes_of_day,
    length=lengths,
    pause=pauses,
    tasks=some_tasks,
    met=st.booleans(),
    moves=st.booleans(),
)
def test_every_day_starts_ends_and_gives_work_in_time(opens, length, pause, tasks, met, moves):
    start, finish = clock(opens), clock(opens + length)
    found = plan_first_day(
        tasks,
        start=start,
        finish=finish,
        break_minutes=pause,
        is_met=met,
        has_movement_breaks=moves,
    )
    times = [line.at for line in found]

    assert times == sorted(set(times))
    assert at(found, Moment.WELCOME) == [start]
    assert at(found, Moment.HOME) == [finish]
    assert len(at(found, Moment.TALK)) == 1
    first = next(line for line in found if line.moment is Moment.FIRST_TASK)
    waited = first.at.hour * 60 + first.at.minute - opens
    assert waited <= 30
    assert first.task == tasks[0].text
    told = [line.task for line in found if line.task]
    assert told == [task.text for task in tasks[: len(told)]]
    rest = break_of(start=start, finish=finish, break_minutes=pause)
    if rest:
        assert not [line for line in found if rest[0] < line.at < rest[1]]
