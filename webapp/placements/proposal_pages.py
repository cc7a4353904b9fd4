"""What a proposal’s page shows: points, reasons, tasks, what is due, other choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.sectors import SECTORS
from webapp.employers.models import Offer, Task
from webapp.learners.models import Journey, Topic
from webapp.learners.rules import AgeLines, age_lines
from webapp.placements.approvals import known_answers
from webapp.placements.explanations import Words, explain, explain_all, names_for
from webapp.placements.facts import tasks_by_key
from webapp.placements.models import Proposal
from webapp.placements.travel_estimates import Estimate, likely_journey

QUIET = 2
"""Up to this level a page for a learner says that it is quiet."""
ACCEPTED = {AdjustmentAnswer.ALREADY_DO, AdjustmentAnswer.WILL_DO}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One part of the score, in whole points that add up to the total."""

    code: str
    points: int
    max: int
    next: int | None
    """Points of the next best place, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One task of the offer: kept, or removed and why."""

    task: Task
    is_kept: bool
    reasons: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BecauseLine:
    """What the learner said that speaks for the place."""

    kind: str
    said: str
    task: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """Everything about one proposal but its decision."""

    parts: tuple[PartLine, ...]
    total: int
    next: Proposal | None
    because: tuple[BecauseLine, ...]
    own_words: str | None
    hard: tuple[Words, ...]
    hard_to_learner: tuple[Words, ...]
    """What the learner reads of conditions and of what may be hard; nothing on noise where we say
    that it is quiet: both would be true, and a reader who takes words as they are is lost."""
    tasks: tuple[TaskLine, ...]
    conditions: tuple[Words, ...]
    gates: tuple[Words, ...]
    staff_tasks: tuple[Words, ...]
    others: tuple[Proposal, ...]
    journey: Journey | None
    estimate: Estimate | None
    ages: AgeLines
    dates: tuple[date, ...]
    comforts: tuple[str, ...]
    """What is good about the place for the senses: quiet, headphones."""


def proposal_page(proposal: Proposal) -> ProposalPage:
    """Return what the page shows."""
    offer, learner = proposal.window.offer, proposal.learner
    names = names_for(learner, offer)
    said: dict[str, list[Any]] = {row["outcome"]: [] for row in proposal.findings}
    for row in proposal.findings:
        said[row["outcome"]].append(row)

    def words(outcome: str) -> tuple[Words, ...]:
        return tuple(explain_all(said.get(outcome, ()), names))

    others = tuple(other for other in proposal.run.proposals if other is not proposal)
    following = next((other for other in others if other.rank > proposal.rank), None)
    nearest = following or next(iter(others), None)
    comforts = _comforts(proposal)
    dates = tuple(sorted(date.fromisoformat(day) for day in proposal.dates))
    return ProposalPage(
        parts=part_lines(proposal.parts, proposal.score, nearest),
        total=round(proposal.score),
        next=nearest,
        because=because_lines(proposal.because, offer),
        own_words=_own_words(proposal),
        hard=words("hard"),
        hard_to_learner=tuple(
            explain_all(
                (
                    row
                    for row in said.get("condition", []) + said.get("hard", [])
                    if not ("quiet" in comforts and row["evidence"].get("sense") == "noise")
                ),
                names,
            )
        ),
        tasks=_tasks(proposal),
        conditions=words("condition"),
        gates=words("gate"),
        staff_tasks=words("staff_task") + words("note"),
        others=others,
        journey=_journey(proposal),
        estimate=_estimate(proposal),
        ages=age_lines(dates[0], born=learner.date_of_birth),
        dates=dates,
        comforts=comforts,
    )


def part_lines(
    parts: Mapping[str, Any], total: float, other: Proposal | None
) -> tuple[PartLine, ...]:
    """Return the parts of a score in whole points that add up to the rounded total."""
    points = whole_points({code: part["points"] for code, part in parts.items()}, round(total))
    theirs = (
        whole_points(
            {code: part["points"] for code, part in other.parts.items()}, round(other.score)
        )
        if other
        else {}
    )
    return tuple(
        PartLine(
            code=code,
            points=points[code],
            max=round(part["weight"]),
            next=theirs.get(code),
        )
        for code, part in sorted(parts.items())
    )


def whole_points(points: Mapping[str, float], total: int) -> dict[str, int]:
    """Return the points as whole numbers with this sum: the largest remainders round up."""
    whole = {code: int(value) for code, value in points.items()}
    missing = total - sum(whole.values())
    by_remainder = sorted(points, key=lambda code: (whole[code] - points[code], code))
    for code in by_remainder[: max(0, missing)]:
        whole[code] += 1
    return whole


def because_lines(
    rows: Iterable[Mapping[str, Any]], offer: Offer | None
) -> tuple[BecauseLine, ...]:
    """Return what the learner said that speaks for a place; the offer is None once it is gone."""
    tasks = {str(task.id): task.text for task in offer.tasks} if offer else {}
    return tuple(
        BecauseLine(
            kind=row["kind"],
            said=SECTORS[row["said"]].employer if row["kind"] == "chosen_sector" else row["said"],
            task=tasks.get(row["task"]),
        )
        for row in rows
    )


def _own_words(proposal: Proposal) -> str | None:
    found = (said.text for said in proposal.learner.statements if said.topic is Topic.OWN_WORDS)
    return next(found, None)


def _tasks(proposal: Proposal) -> tuple[TaskLine, ...]:
    offer = proposal.window.offer
    names = names_for(proposal.learner, offer)
    kept = tasks_by_key(offer, proposal.tasks)
    removed = {row["task"]: row["findings"] for row in proposal.removed}
    return tuple(TaskLine(task=task, is_kept=True) for task in kept) + tuple(
        TaskLine(
            task=task,
            is_kept=False,
            reasons=tuple(explain(row, names) for row in removed[str(task.id)]),
        )
        for task in tasks_by_key(offer, list(removed))
    )


def _journey(proposal: Proposal) -> Journey | None:
    site_id = proposal.window.offer.site_id
    return next((way for way in proposal.learner.journeys if way.site_id == site_id), None)


def _estimate(proposal: Proposal) -> Estimate | None:
    if _journey(proposal) is not None:
        return None
    site = proposal.window.offer.site
    return likely_journey(proposal.learner, easting=site.easting, northing=site.northing)


def _comforts(proposal: Proposal) -> tuple[str, ...]:
    offer = proposal.window.offer
    areas = [task.area for task in tasks_by_key(offer, proposal.tasks)]
    levels = [area.noise if area else None for area in areas]
    headphones = known_answers(offer).get(Adjustment.SEN_01) in ACCEPTED
    found = {
        "quiet": bool(levels) and all(level is not None and level <= QUIET for level in levels),
        "headphones": headphones and proposal.learner.accepts_headphones,
    }
    return tuple(name for name, holds in found.items() if holds)
