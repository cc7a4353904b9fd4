"""What a pack holds: facts after the rules of disclosure, in the order of its sections.

The words around them are in `briefing_templates/pack/`; what is printed of a learner is here.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from webapp.briefing.day_plan import PlannedMoment
from webapp.briefing.rules import AgeBand
from webapp.catalogue.answers import AbilityLevel, NeedStrength
from webapp.catalogue.experience_types import ExperienceType
from webapp.learners.models import Topic


class Voice(StrEnum):
    """Whose words are told."""

    OWN = "own"
    FAMILY = "family"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement as it was chosen to be told, word for word."""

    topic: Topic
    words: str
    voice: Voice = Voice.OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCall:
    """Someone to call."""

    name: str
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Who to call, in order."""

    main: ToCall
    deputy: ToCall | None
    safeguarding: ToCall | None
    absence: str
    out_of_hours: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it is, as the employer told us."""

    employer: str
    site: str
    address: str
    postcode: str
    door: str | None = None
    quiet_place: str | None = None
    breaks: str | None = None
    dress: str | None = None
    protective_kit: str | None = None
    surprising_rules: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of each day; the break is where we planned it."""

    start: time
    finish: time
    break_minutes: int
    break_from: time | None = None
    break_to: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTask:
    """One row of the table of tasks."""

    text: str
    how: AbilityLevel | None = None
    """How it is first planned; None in the part that tells nothing of the learner."""
    area: str | None = None
    who_shows: str | None = None
    minutes: int | None = None
    done_looks_like: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One adjustment that was agreed: the promise, how it is done, who, by when, the cost."""

    code: str
    promise: str
    instruction: str
    strength: NeedStrength
    costs: tuple[str, ...]
    who: str | None
    ready_by: date
    needs_help: bool = False
    """The employer can do it with our help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDay:
    """Staff of the school who come along, and on which days; no days is every day."""

    who: str | None
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """One of the three things that matter most: an instruction or the learner’s words."""

    words: str
    voice: Voice | None = None
    """None: an instruction from what was agreed. Empty words: general good practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is told without knowing the learner: the same for the open part and the pack."""

    reference: str
    school: str
    type: ExperienceType
    days: tuple[date, ...]
    hours: Hours
    place: Place
    supervisor: str | None
    stand_in: str | None
    tasks: tuple[PackTask, ...]
    spare_tasks: tuple[str, ...]
    first_task: str | None
    """Which task to begin with."""
    first_day: tuple[PlannedMoment, ...]
    not_allowed: tuple[str, ...]
    """Tasks and areas that are no part of this."""
    contacts: Contacts
    session_by: date
    midway: date | None
    """The day to look back halfway; None for one or two days."""
    link_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContents:
    """The whole pack for one employer about one learner."""

    plan: Plan
    name: str
    pronouns: str | None
    full_name: str | None
    """Only where the learner agreed that the surname is told."""
    age_band: AgeBand
    told: tuple[Told, ...]
    aims: tuple[str, ...]
    likes_this_sector: bool
    matters_most: tuple[Matters, ...]
    changes: tuple[Change, ...]
    supervision: str
    staff_days: tuple[StaffDay, ...]

    def said(self, *topics: Topic) -> tuple[Told, ...]:
        """Return what is told about these topics, in order."""
        return tuple(told for told in self.told if told.topic in topics)

    def has(self, *codes: str) -> bool:
        """Return whether one of these adjustments was agreed."""
        return any(change.code in codes for change in self.changes)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who may read the pack."""
        return tuple(name for name in (self.plan.supervisor, self.plan.stand_in) if name)


def as_plain(value: object) -> Any:  # noqa: ANN401  JSON
    """Return a dataclass of dates, times and codes as plain values for the database."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: as_plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple | list):
        return [as_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return value
