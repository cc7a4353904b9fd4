"""Whom to ask next, as a plan’s page shows it: for what, and what it would bring."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.catalogue import landmarks
from webapp.catalogue.adjustments import ADJUSTMENTS
from webapp.catalogue.sectors import SECTORS
from webapp.employers.models import Employer
from webapp.placements.plan_models import PlanRun, PlanTarget
from webapp.placements.plan_targets import Part
from webapp.placements.run_pages import offers_named

KINDS = (Part.PLACE, Part.SECTOR, Part.AREA, Part.ADJUSTMENT)
SQUARE_METRES = 10_000
KM = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """Whom to ask for what, and what it would bring."""

    target: PlanTarget
    employer: Employer
    name: str
    """The adjustment or sector in words, or the town of an area; empty for a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup:
    """The targets of one kind, the best first."""

    kind: Part
    lines: tuple[TargetLine, ...]


def target_groups(session: Session, run: PlanRun) -> list[TargetGroup]:
    """Return what to ask for, by kind; kinds without any are left out."""
    rows = session.scalars(sa.select(PlanTarget).where(PlanTarget.plan_id == run.id)).all()
    offers = offers_named(session, {one.offer for one in rows})
    order = sorted(rows, key=lambda one: (-one.placed, -one.lifted, -one.units, one.number))
    lines = [
        TargetLine(target=one, employer=offers[one.offer].site.employer, name=_name(one))
        for one in order
        if one.offer in offers
    ]
    groups = (
        TargetGroup(
            kind=kind, lines=tuple(line for line in lines if line.target.kind == kind.value)
        )
        for kind in KINDS
    )
    return [group for group in groups if group.lines]


def _name(target: PlanTarget) -> str:
    if target.kind == Part.ADJUSTMENT:
        return ADJUSTMENTS[target.name].employer
    if target.kind == Part.SECTOR:
        return SECTORS[target.name].employer
    return town_of(target.name) if target.kind == Part.AREA else ""


def town_of(square: str) -> str:
    """Return the largest town in a 10 km square, or the place nearest to its middle."""
    west, south = (int(number) * KM for number in square.split(","))
    east, north = west + SQUARE_METRES, south + SQUARE_METRES
    inside = landmarks.inside(west=west, south=south, east=east, north=north)
    nearest = landmarks.nearest((west + east) / 2, (south + north) / 2, number=1)
    return [*inside, *nearest][0].said
