"""What the matcher says, as rows that keep it: codes, numbers and dates, no sentences."""

from datetime import date
from typing import Any

from matching.findings import Finding
from matching.proposals import Blocked, NearMiss
from matching.proposals import Proposal as Found
from matching.rules import RemovedTask
from webapp.catalogue.experience_types import ExperienceType
from webapp.employers.models import Window
from webapp.learners.models import Learner
from webapp.placements.models import MatchRun, Proposal

Row = dict[str, Any]


def finding_row(finding: Finding) -> Row:
    """Return a finding as JSON takes it."""
    return {
        "code": finding.code,
        "outcome": finding.outcome.value,
        "cause": finding.cause.value,
        "cause_key": finding.cause_key,
        "evidence": {name: plain(value) for name, value in finding.evidence.items()},
        "negotiable": finding.negotiable,
        "restricted": finding.restricted,
        "due": finding.due.isoformat() if finding.due else None,
    }


def plain(value: object) -> object:
    """Return a value of the evidence as JSON takes it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def removed_row(removed: RemovedTask) -> Row:
    """Return a task that goes, with why."""
    return {
        "task": removed.task.key,
        "findings": [finding_row(finding) for finding in removed.findings],
    }


def blocked_row(place: Blocked) -> Row:
    """Return a place that is not proposed, with every finding."""
    return {
        "offer": place.offer,
        "employer": place.employer,
        "codes": list(place.codes),
        "findings": [finding_row(finding) for finding in place.findings],
        "removed": [removed_row(task) for task in place.removed],
        "restricted": place.restricted,
    }


def near_miss_row(miss: NearMiss) -> Row:
    """Return a place blocked by one cause that someone can change."""
    return {
        "offer": miss.offer,
        "employer": miss.employer,
        "cause": miss.cause.value,
        "cause_key": miss.cause_key,
        "codes": list(miss.codes),
        "findings": [finding_row(finding) for finding in miss.findings],
        "adjustments": list(miss.adjustments),
        "units": miss.units,
    }


def proposal_row(found: Found, *, run: MatchRun, learner: Learner, window: Window) -> Proposal:
    """Return a proposal that is not stored yet."""
    first = found.days[0]
    findings = (
        *found.conditions,
        *found.gates,
        *found.hard,
        *found.staff_tasks,
        *found.notes,
    )
    return Proposal(
        run=run,
        learner=learner,
        window=window,
        rank=found.rank,
        type=ExperienceType(found.type.value),
        score=found.score,
        parts={
            part.code: {"points": part.points, "weight": part.most, "value": part.value}
            for part in found.parts
        },
        dates=[day.isoformat() for day in found.dates],
        start=max(day.start for day in found.days),
        finish=min(day.end for day in found.days),
        break_minutes=first.break_minutes,
        hours=found.hours,
        tasks=[task.key for task in found.tasks],
        removed=[removed_row(task) for task in found.removed],
        findings=[finding_row(finding) for finding in findings],
        because=[
            {"kind": reason.kind.value, "said": reason.said, "task": reason.task}
            for reason in found.because
        ],
        is_stretch=found.stretch,
        is_new_sector=found.new_sector,
    )
