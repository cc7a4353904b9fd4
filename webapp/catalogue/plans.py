"""What a plan for many learners says to leads, and what they can do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from webapp.catalogue.entries import Catalogue, CatalogueEntry
from webapp.catalogue.sheets import Row, SheetError, text, toml_rows


class PlanProblem(StrEnum):
    """What is wrong in what a lead asked of a plan, or in the data."""

    UNKNOWN_LEARNER = "unknown_learner"
    UNKNOWN_OFFER = "unknown_offer"
    UNKNOWN_WINDOW = "unknown_window"
    CONTRADICTORY_LOCKS = "contradictory_locks"
    VETO_ON_APPROVED = "veto_on_approved"
    VETO_ON_LOCKED = "veto_on_locked"
    APPROVED_BLOCKED = "approved_blocked"
    LOCK_BLOCKED = "lock_blocked"
    LOCK_WITHOUT_PLACE = "lock_without_place"
    CAPACITY_BELOW_APPROVED = "capacity_below_approved"
    APPROVED_NOT_APART = "approved_not_apart"
    WANTED_BELOW_ZERO = "wanted_below_zero"
    OFFER_WITHOUT_TASKS = "offer_without_tasks"
    OFFER_WITHOUT_WINDOW = "offer_without_window"
    LEARNER_WITHOUT_REQUEST = "learner_without_request"
    LEARNER_WITHOUT_AVAILABILITY = "learner_without_availability"
    LEARNER_WITHOUT_CONSENT = "learner_without_consent"


class NoPlaceBecause(StrEnum):
    """Why a learner has no place in a plan."""

    NONE_WANTED = "none_wanted"
    NO_CONSENT_TO_LOOK = "no_consent_to_look"
    NO_REQUEST = "no_request"
    ONE_BY_ONE_ONLY = "one_by_one_only"
    NO_AVAILABILITY = "no_availability"
    CONTRADICTORY_LOCKS = "contradictory_locks"
    RULED_OUT = "ruled_out"
    VETOED = "vetoed"
    OTHERS_COME_FIRST = "others_come_first"


class ChangedBecause(StrEnum):
    """Why a place is another one than in the last plan."""

    NEWLY_PLACED = "newly_placed"
    LOCKED = "locked"
    VETOED = "vetoed"
    PLACE_WITHDRAWN = "place_withdrawn"
    NO_LONGER_ALLOWED = "no_longer_allowed"
    PLACE_NEEDED = "place_needed"
    DATES_MOVED = "dates_moved"
    BETTER_FOR_ALL = "better_for_all"


class NotProposedBecause(StrEnum):
    """Why a planned place cannot be proposed to the learner."""

    PLACE_TAKEN = "place_taken"
    PLACE_GONE = "place_gone"
    RULED_OUT = "ruled_out"
    VETOED = "vetoed"
    HAS_A_PLACE = "has_a_place"
    SAID_NO = "said_no"
    NOT_ON_ROLL = "not_on_roll"


class NotThereBecause(StrEnum):
    """Why a learner is not at a place in a plan."""

    NOT_AVAILABLE = "not_available"
    REFUSED = "refused"
    RULE = "rule"
    ONE_BY_ONE = "one_by_one"
    VETO = "veto"
    NONE_WANTED = "none_wanted"
    LOCKED_AWAY = "locked_away"
    TAKEN = "taken"
    PRIORITY = "priority"
    CRITERIA = "criteria"
    KEPT = "kept"
    PRICE = "price"


class Fit(StrEnum):
    """A score in words, best first."""

    GOOD = "good"
    FAIR = "fair"
    SOME = "some"
    WEAK = "weak"


Code = TypeVar(
    "Code",
    PlanProblem,
    NoPlaceBecause,
    ChangedBecause,
    NotProposedBecause,
    NotThereBecause,
    Fit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords(CatalogueEntry[Code]):
    """One sentence for leads."""

    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAdvice(CatalogueEntry[Code]):
    """What is so, and what a lead can do about it."""

    lead: str
    change: str


def _rows(group: str, codes: type[Code]) -> Iterator[tuple[Code, Row]]:
    """Yield the tables of one group of the sheet, with their codes."""
    for code, row in dict(toml_rows("plans.toml"))[group].items():
        if not isinstance(row, dict):
            raise SheetError(f"plans.toml: {group}.{code} is not a table")
        yield codes(code), row


def _words(group: str, codes: type[Code]) -> Iterator[PlanWords[Code]]:
    for code, row in _rows(group, codes):
        yield PlanWords(code=code, lead=text(row, "lead"))


def _advice(group: str, codes: type[Code]) -> Iterator[PlanAdvice[Code]]:
    for code, row in _rows(group, codes):
        yield PlanAdvice(code=code, lead=text(row, "lead"), change=text(row, "change"))


PLAN_PROBLEMS: Catalogue[PlanProblem, PlanAdvice[PlanProblem]] = Catalogue(
    PlanProblem, _advice("finding", PlanProblem)
)
NO_PLACE_REASONS: Catalogue[NoPlaceBecause, PlanAdvice[NoPlaceBecause]] = Catalogue(
    NoPlaceBecause, _advice("unplaced", NoPlaceBecause)
)
CHANGE_REASONS: Catalogue[ChangedBecause, PlanWords[ChangedBecause]] = Catalogue(
    ChangedBecause, _words("change", ChangedBecause)
)
NOT_PROPOSED_REASONS: Catalogue[NotProposedBecause, PlanWords[NotProposedBecause]] = Catalogue(
    NotProposedBecause, _words("refusal", NotProposedBecause)
)
NOT_THERE_REASONS: Catalogue[NotThereBecause, PlanAdvice[NotThereBecause]] = Catalogue(
    NotThereBecause, _advice("not_there", NotThereBecause)
)
FITS: Catalogue[Fit, PlanWords[Fit]] = Catalogue(Fit, _words("fit", Fit))
