"""Every wording of the catalogue in one list, so that tests can read all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum

from webapp.catalogue.adjustments import ADJUSTMENT_GROUPS, ADJUSTMENTS, COSTS
from webapp.catalogue.answers import ABILITY_LEVELS, ADJUSTMENT_ANSWERS, NEED_STRENGTHS
from webapp.catalogue.employer_questions import EMPLOYER_QUESTIONS
from webapp.catalogue.employer_replies import DECLINE_REASONS, WANTED_CHANGES
from webapp.catalogue.entries import Catalogue
from webapp.catalogue.environment import (
    DIMENSIONS,
    DOORS,
    FLOORS,
    LIGHTS,
    SMELLS,
    STAIRS,
    TEMPERATURES,
)
from webapp.catalogue.experience_types import DELIVERIES, ENCOUNTER_TYPES, EXPERIENCE_TYPES
from webapp.catalogue.filler import FILLER_PROBLEMS
from webapp.catalogue.formats import FORMAT_PREFERENCES
from webapp.catalogue.hazards import HAZARD_EFFECTS, HAZARDS, MACHINE_GUARDS
from webapp.catalogue.needs import NEED_AREAS, NEEDS
from webapp.catalogue.organisations import EMPLOYER_TYPES, SETTING_TYPES
from webapp.catalogue.plans import (
    CHANGE_REASONS,
    FITS,
    NO_PLACE_REASONS,
    NOT_PROPOSED_REASONS,
    NOT_THERE_REASONS,
    PLAN_PROBLEMS,
)
from webapp.catalogue.school_years import SCHOOL_YEARS
from webapp.catalogue.sectors import SECTORS
from webapp.catalogue.sen_codes import SEN_PROVISIONS, SEN_TYPES
from webapp.catalogue.supervision import SUPERVISION_LEVELS
from webapp.catalogue.task_bank import TASK_BANK
from webapp.catalogue.tips import TIPS
from webapp.catalogue.travel import TRAVEL_BANDS, TRAVEL_MODES

CATALOGUES: dict[str, Catalogue] = {
    "needs": NEEDS,
    "need areas": NEED_AREAS,
    "adjustments": ADJUSTMENTS,
    "adjustment groups": ADJUSTMENT_GROUPS,
    "costs": COSTS,
    "adjustment answers": ADJUSTMENT_ANSWERS,
    "need strengths": NEED_STRENGTHS,
    "ability levels": ABILITY_LEVELS,
    "hazards": HAZARDS,
    "hazard effects": HAZARD_EFFECTS,
    "machine guards": MACHINE_GUARDS,
    "sectors": SECTORS,
    "experience types": EXPERIENCE_TYPES,
    "encounter types": ENCOUNTER_TYPES,
    "deliveries": DELIVERIES,
    "dimensions": DIMENSIONS,
    "lights": LIGHTS,
    "temperatures": TEMPERATURES,
    "smells": SMELLS,
    "floors": FLOORS,
    "stairs": STAIRS,
    "doors": DOORS,
    "supervision levels": SUPERVISION_LEVELS,
    "travel bands": TRAVEL_BANDS,
    "travel modes": TRAVEL_MODES,
    "employer types": EMPLOYER_TYPES,
    "setting types": SETTING_TYPES,
    "school years": SCHOOL_YEARS,
    "SEN provisions": SEN_PROVISIONS,
    "SEN types": SEN_TYPES,
    "formats": FORMAT_PREFERENCES,
    "filler problems": FILLER_PROBLEMS,
    "tips": TIPS,
    "decline reasons": DECLINE_REASONS,
    "wanted changes": WANTED_CHANGES,
    "plan problems": PLAN_PROBLEMS,
    "no place reasons": NO_PLACE_REASONS,
    "change reasons": CHANGE_REASONS,
    "not proposed reasons": NOT_PROPOSED_REASONS,
    "not there reasons": NOT_THERE_REASONS,
    "fits": FITS,
}
NOT_WORDS = {"code", "picture", "rule", "cause"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One piece of text, where it belongs and who reads it."""

    kind: str
    code: str
    field: str
    text: str

    @property
    def for_learners(self) -> bool:
        return self.field == "learner" or self.kind == "tasks"

    @property
    def plain(self) -> str:
        """The words alone: no capitals, no punctuation."""
        return " ".join(re.findall(r"\w+", self.text.casefold()))

    @property
    def sentences(self) -> list[str]:
        return [part for part in re.split(r"(?<=[.?!])\s+|[“”]", self.text) if part.strip()]


def _of_entry(kind: str, code: str, entry: object) -> Iterator[Wording]:
    for field in fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, str) and not isinstance(value, Enum) and field.name not in NOT_WORDS:
            yield Wording(kind, code, field.name, value)


def _all() -> Iterator[Wording]:
    for kind, catalogue in CATALOGUES.items():
        for entry in catalogue:
            yield from _of_entry(kind, str(entry.code.value), entry)
    for cause, question in EMPLOYER_QUESTIONS.items():
        yield from _of_entry("employer questions", cause, question)
    yield from _parts()


def _parts() -> Iterator[Wording]:
    """Yield the words of what stands inside an entry, and of the task bank."""
    for dimension in DIMENSIONS:
        for level in dimension.levels:
            kind = f"levels of {dimension.code.value}"
            yield from _of_entry(kind, str(level.number), level)
    for sector in SECTORS:
        for family in sector.job_families:
            yield Wording("job families", family.code, "name", family.name)
    for number, task in enumerate(TASK_BANK):
        yield Wording("tasks", str(number), "task", task.task)


EVERY_WORD: tuple[Wording, ...] = tuple(_all())
