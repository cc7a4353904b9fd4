"""Towns, villages and railway stations of England: what maps name, so that people know where.

Towns and villages: GeoNames (https://www.geonames.org), CC BY 4.0. Stations: the database
“uk-railway-stations” by David Wheatley, from Trainline EU and its sources, under the Open
Database License 1.0, which `stations.csv` stays under. Both rounded to 100 m on the National
Grid and cut down to England by `scripts/landmarks.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from heapq import nsmallest
from math import hypot

from webapp.catalogue.sheets import csv_rows, sheet_path

TOWN_COLUMNS = ("name", "easting", "northing", "people")
STATION_COLUMNS = ("name", "easting", "northing")
STATION_WORD = "station"


class LandmarkKind(StrEnum):
    """What a landmark is."""

    TOWN = "town"
    """A town or a village."""
    STATION = "station"


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place that people know by name, on the National Grid in metres, within 100 m."""

    kind: LandmarkKind
    name: str
    easting: int
    northing: int
    people: int = 0
    """How many live there; 0 where nobody counted, and for a station."""

    @property
    def said(self) -> str:
        """The name in a sentence: a station is called one."""
        return f"{self.name} {STATION_WORD}" if self.kind is LandmarkKind.STATION else self.name

    def metres_from(self, easting: float, northing: float) -> float:
        """Return the straight line to a point."""
        return hypot(self.easting - easting, self.northing - northing)


@cache
def landmarks() -> tuple[Landmark, ...]:
    """Return every town, the largest first, then every station by name."""
    return (*_towns(), *_stations())


def _towns() -> Iterator[Landmark]:
    for row in csv_rows(sheet_path("towns.csv"), columns=TOWN_COLUMNS):
        yield Landmark(
            kind=LandmarkKind.TOWN,
            name=row["name"],
            easting=int(row["easting"]),
            northing=int(row["northing"]),
            people=int(row["people"]),
        )


def _stations() -> Iterator[Landmark]:
    for row in csv_rows(sheet_path("stations.csv"), columns=STATION_COLUMNS):
        yield Landmark(
            kind=LandmarkKind.STATION,
            name=row["name"],
            easting=int(row["easting"]),
            northing=int(row["northing"]),
        )


def inside(*, west: float, south: float, east: float, north: float) -> list[Landmark]:
    """Return the landmarks in a box of the National Grid, in the order of `landmarks`."""
    return [
        mark
        for mark in landmarks()
        if west <= mark.easting <= east and south <= mark.northing <= north
    ]


def nearest(easting: float, northing: float, *, number: int) -> list[Landmark]:
    """Return the landmarks next to a point, the nearest first; a tie goes to the larger town."""
    return nsmallest(number, landmarks(), key=lambda mark: mark.metres_from(easting, northing))
