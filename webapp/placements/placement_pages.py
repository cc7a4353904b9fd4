"""What a placement’s page shows: the track, the gates, the timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from webapp.core.clock import LONDON
from webapp.core.working_days import working_days_after
from webapp.placements.facts import gate_statuses, holidays_of, journey_of
from webapp.placements.gates import GateState, GateStatus
from webapp.placements.models import Gate, GateRecord, Placement, PlacementState, StateChange
from webapp.placements.rules import CONFIRMED, ENDED, STAGE_OF, Stage
from webapp.placements.services import placement_dates

LOOK_BACK_DAYS = 5
"""Working days after the last day in which everyone looks back (docs/rules.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One gate with its record, if a person made one."""

    status: GateStatus
    record: GateRecord | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One point of the timeline: a change, a gate, or a day to come."""

    kind: str
    """changed, gate, due, first_day, last_day, looked_back or today."""
    on: date
    state: str
    """past, here or future."""
    change: StateChange | None = None
    record: GateRecord | None = None
    gate: Gate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementPageData:
    """Everything about one placement but its forms."""

    dates: tuple[date, ...]
    stages: tuple[tuple[Stage, str], ...]
    """Each stage with past, here or future; empty where it ended before it began."""
    gates: tuple[GateLine, ...]
    needed: int
    done: int
    timeline: tuple[Entry, ...]
    days_left: int
    has_gates: bool
    practice: str | None
    """The route to practise, for example “bus 12”."""


def placement_page_data(placement: Placement, *, today: date) -> PlacementPageData:
    """Return what the page shows."""
    dates = placement_dates(placement)
    statuses = gate_statuses(placement)
    records = {record.gate: record for record in placement.gates}
    journey = journey_of(placement)
    return PlacementPageData(
        dates=dates,
        stages=tuple(_stages(placement.state)),
        gates=tuple(
            GateLine(status=status, record=records.get(status.gate), is_late=status.is_late(today))
            for status in statuses
        ),
        needed=sum(1 for status in statuses if not status.is_green),
        done=sum(1 for status in statuses if status.state is GateState.DONE),
        timeline=tuple(_timeline(placement, statuses, records, today=today)),
        days_left=(dates[0] - today).days,
        has_gates=placement.state in CONFIRMED,
        practice=journey.service if journey else None,
    )


def _stages(state: PlacementState) -> Iterable[tuple[Stage, str]]:
    here = STAGE_OF.get(state)
    if here is None:
        return
    stages = tuple(Stage)
    for stage in stages:
        position = stages.index(stage) - stages.index(here)
        yield stage, "past" if position < 0 else "here" if position == 0 else "future"


def _timeline(
    placement: Placement,
    statuses: tuple[GateStatus, ...],
    records: Mapping[Gate, GateRecord],
    *,
    today: date,
) -> list[Entry]:
    past = [_changed(change) for change in placement.history if _is_told(change)]
    past += [
        Entry(kind="gate", on=record.done_on, state="past", record=record, gate=gate)
        for gate, record in records.items()
    ]
    past.sort(key=lambda entry: entry.on)
    if placement.state in ENDED:
        return past
    here = Entry(kind="today", on=today, state="here")
    return [*past, here, *sorted(_coming(placement, statuses, today), key=lambda entry: entry.on)]


def _is_told(change: StateChange) -> bool:
    """Leave out steps that follow by themselves at the same moment."""
    return change.to_state is not PlacementState.APPROVED_TO_ASK


def _changed(change: StateChange) -> Entry:
    return Entry(kind="changed", on=_london(change.at), state="past", change=change)


def _london(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def _coming(placement: Placement, statuses: tuple[GateStatus, ...], today: date) -> Iterable[Entry]:
    dates = placement_dates(placement)
    if placement.state in CONFIRMED:
        for status in statuses:
            if not status.is_green and status.due_on >= today:
                yield Entry(kind="due", on=status.due_on, state="future", gate=status.gate)
    if dates[0] > today:
        yield Entry(kind="first_day", on=dates[0], state="future")
    if dates[-1] >= today:
        yield Entry(kind="last_day", on=dates[-1], state="future")
    back = working_days_after(dates[-1], LOOK_BACK_DAYS, holidays=holidays_of(placement))
    if back >= today:
        yield Entry(kind="looked_back", on=back, state="future")
