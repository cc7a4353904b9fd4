"""Where a point is, said by the towns and stations next to it."""

from dataclasses import dataclass

from webapp.catalogue import landmarks

HOW_MANY = 3
"""Landmarks that are named for one place."""
SLANTED = 2.4
"""A line this much longer one way than across counts as straight: eight directions, equal parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A landmark as it is said of a place: “1.2 km south of Chester station”."""

    name: str
    km: float
    """In a straight line, to the tenth."""
    direction: str
    """n, ne, e, se, s, sw, w or nw: from the landmark to the place."""


def nearest_to(easting: int, northing: int, *, number: int = HOW_MANY) -> tuple[Near, ...]:
    """Return the landmarks next to this point, the nearest first."""
    return tuple(
        Near(
            name=mark.said,
            km=round(mark.metres_from(easting, northing) / 1000, 1),
            direction=direction(easting - mark.easting, northing - mark.northing),
        )
        for mark in landmarks.nearest(easting, northing, number=number)
    )


def direction(east: int, north: int) -> str:
    """Return the nearest of eight directions, for so far east and so far north."""
    upright = "n" if north > 0 else "s"
    across = "e" if east > 0 else "w"
    if abs(north) >= SLANTED * abs(east):
        return upright
    if abs(east) >= SLANTED * abs(north):
        return across
    return upright + across
