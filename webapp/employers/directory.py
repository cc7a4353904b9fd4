"""The directory: which employers have what a lead looks for, page by page, and where they are."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from webapp.accounts.policies import Actor
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import ADJUSTMENT_ANSWERS
from webapp.catalogue.sectors import Sector
from webapp.core.postcodes import Place
from webapp.employers.models import AdjustmentOffered, Employer, Offer, Readiness, Site, Window
from webapp.employers.queries import visible_to
from webapp.employers.rules import WEEKDAYS, name_key

PAGE_SIZE = 25
MOST_POINTS = 2000
"""Points on one map; more could not be told apart."""
ACCEPTED = tuple(entry.code for entry in ADJUSTMENT_ANSWERS if entry.accepted)
FRESH = {"quarter": timedelta(days=92), "year": timedelta(days=365)}
"""How long ago the employer said that all is still right; older than a year holds a start back
(docs/rules.md, HR-25)."""

Condition = sa.ColumnElement[bool]


class Confirmed(StrEnum):
    """How long ago the employer last said that all is still right."""

    QUARTER = "quarter"
    YEAR = "year"
    OLDER = "older"


class Filter(StrEnum):
    """What the list can be narrowed by."""

    WORDS = "words"
    SECTOR = "sector"
    TOWN = "town"
    NEAR = "near"
    ADJUSTMENT = "adjustment"
    DATES = "dates"
    READINESS = "readiness"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a lead looks for; nothing said means any."""

    words: str = ""
    sector: Sector | None = None
    town: str = ""
    near: Place | None = None
    within_km: int = 10
    adjustment: Adjustment | None = None
    first: date | None = None
    last: date | None = None
    readiness: Readiness | None = None
    confirmed: Confirmed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One employer in the list."""

    employer: Employer
    km: float | None
    """From the place asked for to the nearest site, in a straight line."""
    free: int | None
    """Free places in windows with a day in the dates asked for; None where no dates are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A site on the National Grid, in metres."""

    employer_id: uuid.UUID
    easting: int
    northing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """One page of the directory, how many there are in all, and every point for the map."""

    lines: list[Line]
    page: int
    pages: int
    total: int
    points: list[Point] = field(default_factory=list)
    without: dict[Filter, int] = field(default_factory=dict)
    """Where nothing is found: how many there would be without one of the filters."""

    @property
    def first(self) -> int:
        """The number of the first line, counted from 1."""
        return (self.page - 1) * PAGE_SIZE + 1


def search(
    session: Session, wanted: Wanted, *, actor: Actor, today: date, page: int = 1
) -> DirectoryPage:
    """Return one page of what is found, nearest first, or by name where no place is asked for.

    The number of queries does not depend on how many employers there are.
    """
    free = _free_places(session, wanted) if wanted.first or wanted.last else None
    conditions = _conditions(wanted, free=free, today=today)
    found = visible_to(actor).where(*conditions.values())
    total = session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    if not total:
        without = _counts_without(session, actor, conditions)
        return DirectoryPage(lines=[], page=1, pages=1, total=0, without=without)
    distance = _distance_squared(wanted.near) if wanted.near else sa.null()
    nearest_first = (distance,) if wanted.near else ()
    rows = session.execute(
        found.add_columns(distance)
        .order_by(*nearest_first, Employer.name_key, Employer.key)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .options(selectinload(Employer.sites))
    )
    return DirectoryPage(
        lines=[
            Line(
                employer=employer,
                km=None if squared is None else sqrt(squared) / 1000,
                free=None if free is None else free[employer.id],
            )
            for employer, squared in rows
        ],
        page=page,
        pages=pages,
        total=total,
        points=_points(session, found),
    )


def _conditions(
    wanted: Wanted, *, free: Mapping[uuid.UUID, int] | None, today: date
) -> dict[Filter, Condition]:
    """Return what must hold, by the filter that asks for it."""
    asked: dict[Filter, Condition | None] = {
        Filter.WORDS: _named(wanted.words),
        Filter.SECTOR: _has_sector(wanted.sector) if wanted.sector else None,
        Filter.TOWN: _has_address(wanted.town) if wanted.town else None,
        Filter.NEAR: _within(wanted.near, wanted.within_km) if wanted.near else None,
        Filter.ADJUSTMENT: _accepts(wanted.adjustment) if wanted.adjustment else None,
        Filter.DATES: None if free is None else Employer.id.in_(free),
        Filter.READINESS: Employer.readiness == wanted.readiness if wanted.readiness else None,
        Filter.CONFIRMED: _confirmed(wanted.confirmed, today=today) if wanted.confirmed else None,
    }
    return {name: condition for name, condition in asked.items() if condition is not None}


def _named(words: str) -> Condition | None:
    key = name_key(words)
    return Employer.name_key.contains(key, autoescape=True) if key else None


def _has_sector(sector: Sector) -> Condition:
    return sa.cast(Employer.sectors, sa.String).contains(f'"{sector.value}"')


def _has_address(town: str) -> Condition:
    return _has_site(Site.address.icontains(town, autoescape=True))


def _has_site(condition: Condition) -> Condition:
    return sa.exists().where(Site.employer_id == Employer.id, condition)


def _squared_metres(near: Place) -> sa.ColumnElement[float]:
    east = sa.cast(Site.easting, sa.Float) - near.easting
    north = sa.cast(Site.northing, sa.Float) - near.northing
    return east * east + north * north


def _within(near: Place, km: int) -> Condition:
    return _has_site(_squared_metres(near) <= float(km * 1000) ** 2)


def _distance_squared(near: Place) -> sa.ColumnElement[float]:
    nearest = sa.select(sa.func.min(_squared_metres(near))).where(Site.employer_id == Employer.id)
    return nearest.correlate(Employer).scalar_subquery()


def _accepts(adjustment: Adjustment) -> Condition:
    """Already done or promised somewhere; a page of one employer says where."""
    return sa.exists().where(
        AdjustmentOffered.employer_id == Employer.id,
        AdjustmentOffered.adjustment == adjustment,
        AdjustmentOffered.answer.in_(ACCEPTED),
    )


def _confirmed(confirmed: Confirmed, *, today: date) -> Condition:
    if confirmed is Confirmed.OLDER:
        return Employer.confirmed_on < today - FRESH["year"]
    return Employer.confirmed_on >= today - FRESH[confirmed.value]


def _free_places(session: Session, wanted: Wanted) -> dict[uuid.UUID, int]:
    """Return the free places of each employer with an open window on one of the days."""
    first, last = wanted.first or date.min, wanted.last or date.max
    rows = session.execute(
        sa.select(
            Site.employer_id,
            Window.from_date,
            Window.to_date,
            Window.weekdays,
            Window.places,
            Window.taken,
        )
        .join(Offer, Offer.id == Window.offer_id)
        .join(Site, Site.id == Offer.site_id)
        .where(
            Offer.published_at.is_not(None),
            Window.taken < Window.places,
            Window.from_date <= last,
            Window.to_date >= first,
        )
    )
    free: dict[uuid.UUID, int] = {}
    for employer_id, from_date, to_date, weekdays, places, taken in rows:
        if has_day(max(first, from_date), min(last, to_date), weekdays=weekdays):
            free[employer_id] = free.get(employer_id, 0) + places - taken
    return free


def has_day(first: date, last: date, *, weekdays: Iterable[str]) -> bool:
    """Return whether one of these weekdays lies from first to last, both included."""
    length = min(7, (last - first).days + 1)
    days = {WEEKDAYS[(first + timedelta(days=offset)).weekday()] for offset in range(length)}
    return not days.isdisjoint(weekdays)


def _points(session: Session, found: sa.Select[Employer]) -> list[Point]:
    """Return where every employer found is, those of later pages too."""
    keys = found.with_only_columns(Employer.id)
    rows = session.execute(
        sa.select(Site.employer_id, Site.easting, Site.northing)
        .where(Site.employer_id.in_(keys), Site.easting.is_not(None), Site.northing.is_not(None))
        .order_by(Site.employer_id, Site.position)
        .limit(MOST_POINTS)
    )
    return [
        Point(employer_id=employer_id, easting=easting, northing=northing)
        for employer_id, easting, northing in rows
        if easting is not None and northing is not None
    ]


def _counts_without(
    session: Session, actor: Actor, conditions: Mapping[Filter, Condition]
) -> dict[Filter, int]:
    """Return how many there would be without each filter that, left out, finds some."""
    if not conditions:
        return {}
    counts = [
        sa.select(sa.func.count())
        .select_from(
            visible_to(actor)
            .where(*(each for name, each in conditions.items() if name is not left_out))
            .subquery()
        )
        .scalar_subquery()
        for left_out in conditions
    ]
    row = session.execute(sa.select(*counts)).one()
    return {name: number for name, number in zip(conditions, row, strict=True) if number}
