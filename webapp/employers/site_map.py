"""A small map of one site on the National Grid, with the postcode areas around it."""

from dataclasses import dataclass

from webapp.core import postcodes
from webapp.core.postcodes import BadPostcode, Place, PostcodeError, UnknownPostcode

WIDTH, HEIGHT = 320, 240
METRES_WIDE = 8_000
"""What the map shows from west to east: about a short bus ride each way."""
SCALE = WIDTH / METRES_WIDE
MOST_NAMES = 8
NEAREST_TEXT = 22
"""Names nearer to each other than this, in the map’s units, are not all drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """The middle of a postcode district."""

    name: str
    x: float
    y: float
    km: float
    direction: str
    """n, ne, e, se, s, sw, w or nw, as seen from the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """A map with the site in its middle, north at the top."""

    width: int
    height: int
    km_bar: float
    """How long one kilometre is, in the map’s units."""
    nearby: tuple[Nearby, ...]
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
        nearby=tuple(_nearby(place)),
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


def _nearby(place: Place) -> list[Nearby]:
    found: list[Nearby] = []
    for name, middle in sorted(
        _districts().items(), key=lambda each: postcodes.kilometres_between(place, each[1])
    ):
        east, north = middle.easting - place.easting, middle.northing - place.northing
        x, y = WIDTH / 2 + east * SCALE, HEIGHT / 2 - north * SCALE
        is_inside = 20 < x < WIDTH - 20 and 16 < y < HEIGHT - 30
        is_free = (
            all(abs(each.x - x) + abs(each.y - y) >= NEAREST_TEXT for each in found)
            and abs(x - WIDTH / 2) + abs(y - HEIGHT / 2) >= NEAREST_TEXT
        )
        if is_inside and is_free and len(found) < MOST_NAMES:
            found.append(
                Nearby(
                    name=name,
                    x=round(x, 1),
                    y=round(y, 1),
                    km=round(postcodes.kilometres_between(place, middle), 1),
                    direction=_direction(east, north),
                )
            )
    return found


def _direction(east: int, north: int) -> str:
    """Return the nearest of eight directions."""
    upright = "n" if north > 0 else "s"
    across = "e" if east > 0 else "w"
    if abs(east) < abs(north) / 2.4:
        return upright
    if abs(north) < abs(east) / 2.4:
        return across
    return upright + across


def _districts() -> dict[str, Place]:
    try:
        return dict(postcodes.districts())
    except PostcodeError:
        return {}
