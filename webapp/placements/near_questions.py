"""A near miss as the one question an employer can be asked: codes in, codes and words out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from webapp.catalogue.adjustments import ADJUSTMENTS, Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.employer_questions import (
    EMPLOYER_QUESTIONS,
    AnswersWith,
    EmployerQuestionEntry,
)
from webapp.catalogue.reasons import reason
from webapp.employers.models import Offer
from webapp.learners.models import Request
from webapp.placements.asking import PREFERENCE
from webapp.placements.explanations import Names, question_of, reason_key

Row = Mapping[str, Any]
"""A near miss as a run keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Askable:
    """A question as codes."""

    cause: str
    cause_key: str
    adjustment: Adjustment | None
    evidence: dict[str, Any]


def askable(
    row: Row, known: Mapping[Adjustment, AdjustmentAnswer], *, request: Request | None
) -> Askable | None:
    """Return the question of a near miss, or None where no employer can answer it.

    `request` gives the dates that some questions name. Where several changes would do, the
    one the employer is nearest to (`known`) is asked for: one question has one answer.
    """
    leading = next((found for found in row["findings"] if found["cause"] == row["cause"]), None)
    if leading is None:
        return None
    cause = reason_key(leading)
    entry = EMPLOYER_QUESTIONS.get(cause)
    if entry is None:
        return None
    adjustment = _adjustment(entry, row["adjustments"], known)
    evidence = {**leading["evidence"], **_dates(request)}
    if adjustment is not None and "adjustments" in evidence:
        evidence["adjustments"] = [adjustment.value]
    wanted = _gaps(cause)
    return Askable(
        cause=cause,
        cause_key=row["cause_key"],
        adjustment=adjustment,
        evidence={name: value for name, value in evidence.items() if name in wanted},
    )


def _dates(request: Request | None) -> dict[str, str]:
    if request is None:
        return {}
    return {
        "request_first": request.from_date.isoformat(),
        "request_last": request.to_date.isoformat(),
    }


def _adjustment(
    entry: EmployerQuestionEntry,
    helping: Sequence[str],
    known: Mapping[Adjustment, AdjustmentAnswer],
) -> Adjustment | None:
    """Return the change a yes promises; None where a yes leads to a talk instead."""
    if entry.answers is not AnswersWith.ADJUSTMENT or not helping:
        return None
    if entry.prefers in helping:
        return entry.prefers
    codes = [ADJUSTMENTS.code(code) for code in helping]
    return min(
        codes,
        key=lambda code: PREFERENCE.index(known.get(code, AdjustmentAnswer.NOT_SURE)),
    )


def _gaps(cause: str) -> frozenset[str]:
    """Return the names of the values that stand in the words of a question."""
    words = reason(cause).question or ""
    return frozenset(name for _, name, _, _ in Formatter().parse(words) if name)


def question_words(cause: str, evidence: Mapping[str, Any], offer: Offer) -> str:
    """Return the question as the employer reads it: the same words the lead saw."""
    first, last = evidence.get("request_first"), evidence.get("request_last")
    names = Names(
        learner="",  # no question has a gap for a name
        areas={str(area.id): area.name for area in offer.site.areas},
        tasks={str(task.id): task.text for task in offer.tasks},
        request_first=date.fromisoformat(first) if first else None,
        request_last=date.fromisoformat(last) if last else None,
    )
    return question_of(cause, evidence, names) or ""
