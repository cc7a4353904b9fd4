"""What a scenario file holds: its sections, and the short spellings of each.

A section is read into the shape its service takes, so everything a form can say a file can
say under the same name. tests/acceptance/README.md describes the format for writers.
"""

from datetime import date
from pathlib import Path
from typing import Any

from webapp.employers.registration import EmployerDetails, WindowDetails
from webapp.learners.models import Weekday
from webapp.learners.profile import (
    AvailabilityDetails,
    LearnerDetails,
    RequestDetails,
    RequirementDetails,
    ShiftDetails,
)
from webapp.providers.models import WorkingDays
from webapp.scenarios.entries import (
    EmployerEntry,
    HoldEntry,
    JourneyEntry,
    LearnerEntry,
    PlacementEntry,
    Scenario,
    SettingEntry,
    StaffEntry,
)
from webapp.scenarios.nodes import Node, nearest, read_file
from webapp.scenarios.reading import Spellings, code, read, scalar
from webapp.scenarios.spellings import answers, hours, weekdays

NO_HOME_YET = {
    "governors": "the governors’ report",
    "destinations": "destinations of leavers",
    "incidents": "incident reports",
    "gatsby": "benchmark counts",
    "check_ins": "mid-placement check-ins",
    "staff_debrief": "the staff debrief",
    "family_debrief": "the family debrief",
    "recordings": "voice and video recordings",
}
"""Keys that will mean something later, so that they are refused by name and not ignored."""


def _window_hours(start: str, finish: str) -> Any:  # noqa: ANN401  a Spelling
    def spell(node: Node) -> dict[str, Any]:
        first, last = hours(node)
        return {start: first, finish: last}

    return spell


def _availability(node: Node) -> dict[str, Any]:
    """Read {"tue-fri": "09:30-15:30"}."""
    found = []
    for key, below in node.mapping().items():
        start, finish = hours(below)
        found += [
            AvailabilityDetails(weekday=Weekday(day), start=start, finish=finish)
            for day in weekdays(Node(below.file, below.line, key))
        ]
    return {"availability": tuple(found)}


def _own_job(node: Node) -> dict[str, Any]:
    """Read {"sat": "09:00-15:30"} or {"sat": {hours: "09:00-15:30", break_minutes: 30}}."""
    found = []
    for key, below in node.mapping().items():
        detailed = isinstance(below.value, dict)
        when = below.get("hours") if detailed else below
        pause = below.get("break_minutes") if detailed else None
        if when is None:
            below.wrong("“hours” is missing.")
        start, finish = hours(when)
        found += [
            ShiftDetails(
                weekday=Weekday(day),
                start=start,
                finish=finish,
                break_minutes=scalar(int, pause) if pause else 0,
            )
            for day in weekdays(Node(below.file, below.line, key))
        ]
    return {"own_job": tuple(found)}


def _any_of(node: Node) -> dict[str, Any]:
    return {"adjustments": tuple(item.text() for item in node.items()), "any_of": True}


SPELLINGS: Spellings = {
    WindowDetails: {
        "weekdays": lambda node: {"weekdays": weekdays(node)},
        "hours": _window_hours("start", "finish"),
        "flex": _window_hours("flex_start", "flex_finish"),
    },
    EmployerDetails: {"answers": lambda node: {"answers": answers(node)}},
    LearnerDetails: {"availability": _availability, "own_job": _own_job},
    RequirementDetails: {"any_of": _any_of},
    RequestDetails: {},
}


def read_scenario(path: Path) -> Scenario:
    """Return what the file holds; raises ScenarioError with file, line and a way to fix it."""
    root = read_file(path)
    _check_sections(root)
    today = root.get("today")
    if today is None:
        root.wrong("“today” is missing: the date on which the scenario is looked at.")
    calendar = root.get("calendar")
    scenario = Scenario(
        today=scalar(date, today),
        calendar=code(WorkingDays, calendar) if calendar else WorkingDays.MONDAY_TO_FRIDAY,
        settings=tuple(read(SettingEntry, node) for node in _section(root, "settings")),
        staff=tuple(
            read(StaffEntry, node, given={"node": node}) for node in _section(root, "staff")
        ),
        learners=tuple(_learner(node) for node in _section(root, "learners")),
        employers=tuple(_employer(node) for node in _section(root, "employers")),
        placements=tuple(_placement(node) for node in _section(root, "placements")),
    )
    if not scenario.settings:
        root.wrong("“settings” is missing: name at least one school or college.")
    return scenario


def _check_sections(root: Node) -> None:
    known = {"today", "calendar", "settings", "staff", "learners", "employers", "placements"}
    for key, below in root.mapping().items():
        if key not in known and key not in NO_HOME_YET:
            below.wrong(f"“{key}” is not a section. {nearest(key, sorted(known))}")
    for node in root.walk():
        if isinstance(node.value, dict):
            for key, below in node.value.items():
                if key in NO_HOME_YET:
                    below.wrong(f"“{key}” has no home yet: {NO_HOME_YET[key]} comes later.")


def _section(root: Node, name: str) -> list[Node]:
    found = root.get(name)
    return found.items() if found else []


def _learner(node: Node) -> LearnerEntry:
    own = ("key", "setting", "trusted_adult", "journeys")
    key = node.get("key")
    if key is None:
        node.wrong("“key” is missing: a short name for this learner.")
    journeys = node.get("journeys")
    return LearnerEntry(
        key=key.text(),
        node=node,
        details=read(
            LearnerDetails,
            node,
            spellings=SPELLINGS,
            skip=frozenset(own),
            given={"mis_number": key.text()},
        ),
        setting=_optional(node, "setting"),
        trusted_adult=_optional(node, "trusted_adult"),
        journeys=tuple(read(JourneyEntry, item) for item in journeys.items()) if journeys else (),
    )


def _employer(node: Node) -> EmployerEntry:
    key = node.get("key")
    if key is None:
        node.wrong("“key” is missing: a short name for this employer.")
    holds = node.get("holds")
    return EmployerEntry(
        key=key.text(),
        node=node,
        details=read(
            EmployerDetails,
            node,
            spellings=SPELLINGS,
            skip=frozenset({"key", "internal_to", "holds"}),
            given={"key": key.text()},
        ),
        internal_to=_optional(node, "internal_to"),
        holds=tuple(read(HoldEntry, item) for item in holds.items()) if holds else (),
    )


def _placement(node: Node) -> PlacementEntry:
    return read(PlacementEntry, node, given={"node": node})


def _optional(node: Node, key: str) -> str | None:
    found = node.get(key)
    return None if found is None else found.text()
