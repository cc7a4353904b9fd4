"""Findings in words: the sentence for staff, what would change it, the kind one for learners."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from webapp.catalogue.adjustments import ADJUSTMENTS
from webapp.catalogue.hazards import HAZARDS
from webapp.catalogue.reasons import reason
from webapp.catalogue.sectors import SECTORS
from webapp.catalogue.travel import TRAVEL_MODES
from webapp.core.formatting import clock_time, day, hours
from webapp.employers.models import Offer
from webapp.learners.models import Learner
from webapp.learners.queries import open_request

Row = Mapping[str, Any]
"""A finding as it is stored."""

SENSES = {
    "noise": "noise",
    "crowd": "the number of people",
    "light": "light",
    "temperature": "temperature",
    "smell": "smell",
    "touch": "touch",
    "pace": "pace",
    "surprises": "surprise",
}
HEADPHONES_STEPS = 2
"""How much headphones take off a noise level (HR-11, docs/rules.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the keys in findings are called."""

    learner: str
    areas: Mapping[str, str]
    tasks: Mapping[str, str]
    request_first: date | None = None
    request_last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One finding as people read it."""

    code: str
    """The rule, for staff only; empty where even the rule is not for them."""
    outcome: str
    cause: str
    lead: str
    change: str
    learner: str | None
    question: str | None
    due: date | None
    negotiable: bool


def names_for(learner: Learner, offer: Offer | None) -> Names:
    """Return the names for one learner at one offer."""
    request = open_request(learner)
    return Names(
        learner=learner.known_as,
        areas={str(area.id): area.name for area in offer.site.areas} if offer else {},
        tasks={str(task.id): task.text for task in offer.tasks} if offer else {},
        request_first=request.from_date if request else None,
        request_last=request.to_date if request else None,
    )


def explain(row: Row, names: Names) -> Words:
    """Return the words of one stored finding."""
    words = reason(reason_key(row))
    filling = _filling(row["evidence"], names)
    return Words(
        code=row["code"],
        outcome=row["outcome"],
        cause=row["cause"],
        lead=_filled(words.lead, filling),
        change=_filled(words.change, filling),
        learner=_filled(words.learner, filling) if words.learner else None,
        question=_filled(words.question, filling) if words.question else None,
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        negotiable=bool(row["negotiable"]),
    )


def question_of(cause: str, evidence: Row, names: Names) -> str | None:
    """Return the words of the question of this cause alone, which need fewer values."""
    words = reason(cause).question
    return _filled(words, _filling(evidence, names)) if words else None


def explain_all(rows: Iterable[Row], names: Names) -> list[Words]:
    """Return the words of several findings, each sentence once, in order.

    What is said of several adjustments with one cause is said in one sentence.
    """
    found = [explain(row, names) for row in _merged(rows)]
    return list({(words.code, words.lead): words for words in found}.values())


def _merged(rows: Iterable[Row]) -> list[Row]:
    """Return the findings with those about adjustments joined by rule, outcome and cause."""
    merged: dict[tuple[str, ...], Row] = {}
    for number, row in enumerate(rows):
        if row["cause"] not in JOINED:
            merged["alone", str(number)] = row
            continue
        key = (row["code"], row["outcome"], row["cause"], str(row["due"]))
        before = merged[key]["evidence"]["adjustments"] if key in merged else []
        evidence = {"adjustments": [*before, row["evidence"]["adjustments"]]}
        merged[key] = {**row, "evidence": evidence}
    return list(merged.values())


JOINED = frozenset({"adjustment_refused", "adjustment_unanswered", "adjustment_with_help"})


def reason_key(row: Row) -> str:
    """Return which words a cause has: a level may already count headphones or other help."""
    evidence = row["evidence"]
    if row["cause"] != "level_too_high" or evidence["level"] == evidence["mitigated"]:
        return str(row["cause"])
    helped = evidence["level"] - evidence["mitigated"]
    by_headphones = evidence["sense"] == "noise" and helped == HEADPHONES_STEPS
    return f"level_too_high_with_{'headphones' if by_headphones else 'help'}"


def _filled(sentence: str, filling: Mapping[str, str]) -> str:
    """Return the sentence with its gaps filled and a capital at its start."""
    words = sentence.format_map(filling)
    return words[:1].upper() + words[1:]


def _filling(evidence: Row, names: Names) -> dict[str, str]:
    filling = {key: _value(key, value, names) for key, value in evidence.items()}
    service = evidence.get("service")
    return filling | {
        "name": names.learner,
        "route": str(service) if service else "the way there",
        "area": filling.get("area", "the place"),
        "adjustments": filling.get("adjustments") or filling.get("adjustment", "what is needed"),
        "day_hours": hours(int(evidence.get("day_minutes", 0)) / 60),
        "request_first": day(names.request_first) if names.request_first else "the dates asked for",
        "request_last": day(names.request_last) if names.request_last else "the dates asked for",
    }


def _value(key: str, value: Any, names: Names) -> str:  # noqa: ANN401  JSON
    if key in READERS:
        return str(READERS[key](value, names))
    return str(value)


def _listed(value: Any, catalogue: Any, join: str = " or ") -> str:  # noqa: ANN401  JSON, catalogues of several kinds
    codes = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(code, list) for code in codes):
        return "; ".join(_listed(code, catalogue, join) for code in codes)
    wordings = [catalogue[code].employer if code in catalogue else str(code) for code in codes]
    return join.join(_lower(wording.partition(":")[0]) for wording in wordings)


def _lower(wording: str) -> str:
    """Return the wording to stand inside a sentence; abbreviations keep their capitals."""
    return wording if wording[1:2].isupper() else wording[:1].lower() + wording[1:]


def _date(value: Any, _names: Names) -> str:  # noqa: ANN401  JSON
    return day(date.fromisoformat(value)) if value else "no date"


def _clock(value: Any, _names: Names) -> str:  # noqa: ANN401  JSON
    return clock_time(time.fromisoformat(value))


def _limit(value: Any, names: Names) -> str:  # noqa: ANN401  JSON
    return _clock(value, names) if isinstance(value, str) else str(value)


READERS = {
    "adjustments": lambda value, _names: _listed(value, ADJUSTMENTS),
    "adjustment": lambda value, _names: _listed(value, ADJUSTMENTS),
    "hazards": lambda value, _names: _listed(value, HAZARDS, "; "),
    "allergens": lambda value, _names: ", ".join(value),
    "sector": lambda value, _names: _listed(value, SECTORS),
    "sense": lambda value, _names: SENSES.get(value, str(value)),
    "area": lambda value, names: (
        f"the {names.areas[value]}" if value in names.areas else "the place"
    ),
    "task": lambda value, names: names.tasks.get(value, "one task"),
    "mode": lambda value, _names: TRAVEL_MODES[value].name.lower(),
    "until": _date,
    "last_day": _date,
    "first_day": _date,
    "assured_on": _date,
    "review_on": _date,
    "before": _date,
    "at": _clock,
    "start": _clock,
    "end": _clock,
    "limit": _limit,
}
"""How each named value of the evidence reads; any other reads as it is."""
