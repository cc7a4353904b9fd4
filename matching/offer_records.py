"""What the matcher knows of one offer: its windows, areas, tasks and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matching.codes import Alone, Answer, Cover, ExperienceType, Sense
from matching.learner_records import Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """The employer's own limits: ages in whole years, both included, and year groups."""

    youngest: int | None = None
    oldest: int | None = None
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Dates of one place that is taken or held; `learner` is a key when it is known."""

    dates: frozenset[date]
    learner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When an offer takes learners.

    Attributes
    ----------
    key : str
        The caller's key.
    types : frozenset of ExperienceType
        Kinds this window takes.
    first, last : date
        First and last day, both included.
    weekdays : frozenset of int
        0 is Monday.
    hours : Hours
        The hours of a day.
    flex : Hours or None
        A second set of hours the employer will flex to.
    break_minutes : int
        Unpaid break in the hours; 0 when none is listed.
    places : int
        Learners at once, 1 or more.
    holds : tuple of Hold
        Places taken or held.
    ages : AgeLimit
        For every kind, unless `ages_by_type` has its own.
    notice_days : int
        Calendar days between today and the first day.
    """

    key: str
    types: frozenset[ExperienceType]
    first: date
    last: date
    hours: Hours
    weekdays: frozenset[int] = frozenset(range(5))
    flex: Hours | None = None
    break_minutes: int = 0
    places: int = 1
    holds: tuple[Hold, ...] = ()
    ages: AgeLimit = field(default_factory=AgeLimit)
    ages_by_type: Mapping[ExperienceType, AgeLimit] = field(default_factory=dict)
    notice_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A part of a site.

    Attributes
    ----------
    key : str
        The caller's key, named by tasks.
    levels : mapping of Sense to int
        1 to 5; a missing sense is not known.
    hazards, allergens : frozenset of str
        Present there. Hazards of an area remove nothing by themselves.
    answers : mapping of str to Answer
        Adjustments answered otherwise here than for the site.
    step_free : bool or None
        None is not known.
    assured_on : date or None
        Day of the last recorded health-and-safety assurance.
    """

    key: str
    levels: Mapping[Sense, int] = field(default_factory=dict)
    hazards: frozenset[str] = frozenset()
    allergens: frozenset[str] = frozenset()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    step_free: bool | None = None
    assured_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task of an offer.

    Attributes
    ----------
    key, text, area : str
        The caller's key; a verb and an object; key of the area.
    minutes : int or None
        How long it takes.
    aims : frozenset of str
        Aims it serves.
    hazards, allergens : frozenset of str
        Confirmed for this task.
    flags : frozenset of str
        What it asks ("customers", "lifting", "outdoors", "reading" ...); see `Dislike`.
    guarded : bool
        Moving machinery is recorded as guarded.
    headphones_safe : bool or None
        Headphones may be worn; None is not known.
    needed_for_training, competent_supervisor, risk_reduced : bool
        The three conditions of regulation 19(3), recorded for this task.
    alone : Alone
        Whether one adult is alone with the learner in this task.
    """

    key: str
    text: str
    area: str
    minutes: int | None = None
    aims: frozenset[str] = frozenset()
    hazards: frozenset[str] = frozenset()
    allergens: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    guarded: bool = False
    headphones_safe: bool | None = None
    needed_for_training: bool = False
    competent_supervisor: bool = False
    risk_reduced: bool = False
    alone: Alone = Alone.NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Step-free facts of a site; None is not known. `escape` is a step-free way out in a fire."""

    entrance: bool | None = None
    toilet: bool | None = None
    break_area: bool | None = None
    escape: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance:
    """Employers' liability cover, public liability, and what the insurer was told."""

    cover: Cover = Cover.NOT_KNOWN
    until: date | None = None
    public_liability_until: date | None = None
    insurer_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguarding:
    """Who supervises, and what was agreed."""

    code_agreed: bool = False
    supervisor_named: bool = False
    stand_in_named: bool = False
    cancel_if_away: bool = False
    alone: Alone = Alone.NOT_KNOWN
    overnight: bool = False
    specified_place: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What an employer answered for one learner alone, over what its offers say of all.

    Attributes
    ----------
    answers : mapping of str to Answer
        By adjustment; for the whole offer, its areas included.
    covered_until : date or None
        Last day of cover that the employer will have, where the offer says "not yet".
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    covered_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One offer of one site.

    There is no field for past placements, confidence, a badge or money, so none of them can
    change a result.

    Attributes
    ----------
    key, employer, site : str
        The caller's keys.
    stable_key : str
        Survives a re-import (never a row id): it breaks ties.
    sectors : frozenset of str
        Sector codes.
    answers : mapping of str to Answer
        Adjustment code to the answer for this site; a missing code was not answered.
    supervision : int
        Level offered, 0 to 5; 0 when none is recorded.
    supervised_dates : frozenset of date or None
        None: the named supervisor counts for every day.
    internal : bool
        Inside the learner's own setting.
    easting, northing : int or None
        National Grid metres, for circles to keep out of.
    """

    key: str
    employer: str
    site: str
    stable_key: str
    sectors: frozenset[str]
    windows: tuple[Window, ...]
    areas: tuple[Area, ...] = ()
    tasks: tuple[Task, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    access: Access = field(default_factory=Access)
    insurance: Insurance = field(default_factory=Insurance)
    safeguarding: Safeguarding = field(default_factory=Safeguarding)
    supervision: int = 0
    supervised_dates: frozenset[date] | None = None
    internal: bool = False
    paused: bool = False
    unusual_work: bool = False
    confirmed_on: date | None = None
    easting: int | None = None
    northing: int | None = None
