"""A small map of one site on the National Grid, with the towns and stations around it."""

from dataclasses import dataclass

from webapp.catalogue import landmarks
from webapp.catalogue.landmarks import Landmark
from webapp.core import postcodes
from webapp.core.postcodes import BadPostcode, Place, UnknownPostcode
from webapp.employers import map_names, nearby
from webapp.employers.map_names import Box, Name, Sheet
from webapp.employers.nearby import Near

WIDTH, HEIGHT = 320, 240
METRES_WIDE = 8_000
"""What the map shows from west to east: about a short bus ride each way."""
SCALE = WIDTH / METRES_WIDE
METRES_HIGH = HEIGHT / SCALE
MOST_NAMES = 8
PIN = 12
BAR = Box(0, HEIGHT - 36, 64, HEIGHT)
"""Where the kilometre bar is."""
NORTH = Box(WIDTH - 36, 0, WIDTH, 56)
"""Where the arrow to the north is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """A map with the site in its middle, north at the top."""

    width: int
    height: int
    km_bar: float
    """How long one kilometre is, in the map’s units."""
    names: tuple[Name, ...]
    nearest: tuple[Near, ...]
    """The same in words; these may lie beyond the map."""
    grid: tuple[tuple[float, float], ...]
    """x and y of the lines of the National Grid, one a kilometre."""
    is_exact: bool
    error_km: float


def of_postcode(postcode: str) -> SiteMap | None:
    """Return the map around a postcode, or None when it is nowhere in England."""
    try:
        place = postcodes.lookup(postcode)
    except (BadPostcode, UnknownPostcode):
        return None
    return around(place)


def around(place: Place) -> SiteMap:
    """Return the map with this place in its middle."""
    return SiteMap(
        width=WIDTH,
        height=HEIGHT,
        km_bar=round(1000 * SCALE, 1),
        names=_names(place),
        nearest=nearby.nearest_to(place.easting, place.northing),
        grid=tuple(_grid(place)),
        is_exact=place.level is postcodes.Level.EXACT,
        error_km=place.error_km,
    )


def _grid(place: Place) -> list[tuple[float, float]]:
    """Return the offsets of the kilometre lines; the first of a pair runs north, the other east."""
    return [
        (
            round((-place.easting % 1000 + 1000 * number) * SCALE % WIDTH, 1),
            round((place.northing % 1000 + 1000 * number) * SCALE % HEIGHT, 1),
        )
        for number in range(METRES_WIDE // 1000)
    ]


def _names(place: Place) -> tuple[Name, ...]:
    """Return the names that find room, those next to the site first."""
    shown = landmarks.inside(
        west=place.easting - METRES_WIDE / 2,
        south=place.northing - METRES_HIGH / 2,
        east=place.easting + METRES_WIDE / 2,
        north=place.northing + METRES_HIGH / 2,
    )
    shown.sort(key=lambda mark: mark.metres_from(place.easting, place.northing))
    sheet = Sheet(
        width=WIDTH,
        height=HEIGHT,
        covered=[map_names.around(WIDTH / 2, HEIGHT / 2, PIN), BAR, NORTH],
        names=[],
    )
    sheet.add(((mark, *_at(mark, place)) for mark in shown), most=MOST_NAMES)
    return tuple(sheet.names)


def _at(mark: Landmark, place: Place) -> tuple[float, float]:
    return (
        round(WIDTH / 2 + (mark.easting - place.easting) * SCALE, 1),
        round(HEIGHT / 2 - (mark.northing - place.northing) * SCALE, 1),
    )
