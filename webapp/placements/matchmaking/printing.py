"""A result as the one JSON object that `propose --json` prints."""

from typing import Any

from matching.proposals import Blocked, NearMiss, Proposal
from webapp.placements.explanations import Names, explain, explain_all, names_for
from webapp.placements.matchmaking.comparing import Result
from webapp.placements.matchmaking.rows import blocked_row, finding_row, near_miss_row

Row = dict[str, Any]


def as_printed(result: Result) -> Row:
    """Return the whole result: keys of the file, codes, dates and sentences for staff."""
    found = result.found
    few = found.fewer_than_three
    return {
        "learner": result.learner.mis_number,
        "today": found.today.isoformat(),
        "rules_version": found.rules_version,
        "proposals": [_proposal(result, place) for place in found.proposals],
        "blocked": [_blocked(result, place) for place in found.blocked],
        "near_misses": [_near_miss(result, miss) for miss in found.near_misses],
        "fewer_than_three": [reason.value for reason in few.reasons] if few else None,
    }


def _names(result: Result, offer: str) -> Names:
    return names_for(result.learner, result.offer(offer))


def _proposal(result: Result, place: Proposal) -> Row:
    names = _names(result, place.offer)
    return {
        "employer": place.employer,
        "offer": place.offer,
        "rank": place.rank,
        "score": place.score,
        "parts": {part.code: part.points for part in place.parts},
        "dates": [day.isoformat() for day in place.dates],
        "hours": place.hours,
        "tasks": [task.text for task in place.tasks],
        "removed": [
            {"task": removed.task.text, "codes": list(removed.codes)} for removed in place.removed
        ],
        "conditions": [_condition(finding_row(finding), names) for finding in place.conditions],
        "stretch": place.stretch,
        "new_sector": place.new_sector,
    }


def _condition(row: Row, names: Names) -> Row:
    words = explain(row, names)
    return {"code": words.code, "text": f"{words.lead} {words.change}", "due": row["due"]}


def _blocked(result: Result, place: Blocked) -> Row:
    names = _names(result, place.offer)
    return {
        "employer": place.employer,
        "codes": list(place.codes),
        "reasons": [words.lead for words in explain_all(blocked_row(place)["findings"], names)],
    }


def _near_miss(result: Result, miss: NearMiss) -> Row:
    names = _names(result, miss.offer)
    row = near_miss_row(miss)
    leading = next(one for one in row["findings"] if one["cause"] == row["cause"])
    return {
        "employer": miss.employer,
        "cause": row["cause"],
        "codes": row["codes"],
        "question": explain(leading, names).question,
    }
