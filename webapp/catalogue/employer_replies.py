"""Why an employer says no this time, and what would make a yes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from webapp.catalogue.entries import Catalogue, CatalogueEntry, Worded
from webapp.catalogue.sheets import Row, SheetError, text, toml_rows


class DeclineReason(StrEnum):
    """Why an employer says no this time; saying no closes nothing."""

    DATES = "dates"
    NO_STAFF = "no_staff"
    TOO_BUSY = "too_busy"
    TASKS = "tasks"
    ADJUSTMENTS = "adjustments"
    INSURANCE = "insurance"
    NOT_SURE_HOW = "not_sure_how"
    OTHER = "other"


class WantedChange(StrEnum):
    """What an employer who says yes would like to be different."""

    OTHER_DATES = "other_dates"
    OTHER_HOURS = "other_hours"
    FEWER_DAYS = "fewer_days"
    OTHER_TASKS = "other_tasks"
    SOMEONE_ALONG = "someone_along"
    MEET_FIRST = "meet_first"
    SHOW_US_HOW = "show_us_how"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineEntry(Worded[DeclineReason]):
    """A reason: the employer’s choice, what staff read, what the learner reads."""

    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry(CatalogueEntry[WantedChange]):
    """A change: the employer’s choice, and what staff read."""

    employer: str
    lead: str


Code = TypeVar("Code", DeclineReason, WantedChange)


def _rows(group: str, codes: type[Code]) -> Iterator[tuple[Code, Row]]:
    """Yield the tables of one group of the sheet, with their codes."""
    groups = dict(toml_rows("employer_replies.toml"))
    for code, row in groups[group].items():
        if not isinstance(row, dict):
            raise SheetError(f"employer_replies.toml: {group}.{code} is not a table")
        yield codes(code), row


DECLINE_REASONS: Catalogue[DeclineReason, DeclineEntry] = Catalogue(
    DeclineReason,
    (
        DeclineEntry(
            code=code,
            employer=text(row, "employer"),
            learner=text(row, "learner"),
            lead=text(row, "lead"),
        )
        for code, row in _rows("decline", DeclineReason)
    ),
)
WANTED_CHANGES: Catalogue[WantedChange, ChangeEntry] = Catalogue(
    WantedChange,
    (
        ChangeEntry(code=code, employer=text(row, "employer"), lead=text(row, "lead"))
        for code, row in _rows("change", WantedChange)
    ),
)
