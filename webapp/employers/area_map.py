"""A map of points, drawn by us on the National Grid: no outside map is ever asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import hypot

from webapp.core.postcodes import Place

WIDTH, HEIGHT = 360, 288
"""Of the picture, in its own units."""
MARGIN = 20
TOGETHER = 28
"""Points of one page nearer than this, in the picture’s units, share a mark: two marks never lie on
each other."""
LEAST_METRES = 2000
"""A map shows at least this much, so that one point stands in some surroundings."""
STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200)
MOST_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A mark with the numbers of the lines it stands for."""

    x: float
    y: float
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """A picture: marks for this page, dots for the others, grid lines, the place asked for."""

    pins: tuple[Pin, ...]
    dots: tuple[tuple[float, float], ...]
    upright: tuple[float, ...]
    """x of the grid lines that run north."""
    across: tuple[float, ...]
    """y of the grid lines that run east."""
    step_km: int
    """From one grid line to the next."""
    centre: tuple[float, float] | None
    radius: float
    """Of what was asked for; the circle may reach beyond the picture."""
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the country that is shown, and its scale."""

    west: float
    south: float
    scale: float
    """Units of the picture for one metre."""

    def x(self, easting: float) -> float:
        return round((easting - self.west) * self.scale, 1)

    def y(self, northing: float) -> float:
        return round(HEIGHT - (northing - self.south) * self.scale, 1)


def draw(
    numbered: Mapping[int, Iterable[tuple[int, int]]],
    others: Iterable[tuple[int, int]] = (),
    *,
    centre: Place | None = None,
    radius_km: float = 0,
) -> AreaMap | None:
    """Return the map of these points (easting, northing), or None where there is none.

    `numbered` are the sites of the lines of this page by the number of the line.
    """
    listed = [(number, point) for number, sites in numbered.items() for point in sites]
    rest = list(others)
    if not listed and not rest:
        return None
    frame = _frame([point for _, point in listed] + rest, centre)
    step = next((km for km in STEPS_KM if WIDTH / (km * 1000 * frame.scale) <= MOST_LINES), 200)
    return AreaMap(
        pins=_pins(listed, frame),
        dots=tuple(sorted({(frame.x(east), frame.y(north)) for east, north in rest})),
        upright=tuple(frame.x(line) for line in _lines(frame.west, WIDTH / frame.scale, step)),
        across=tuple(frame.y(line) for line in _lines(frame.south, HEIGHT / frame.scale, step)),
        step_km=step,
        centre=(frame.x(centre.easting), frame.y(centre.northing)) if centre else None,
        radius=round(radius_km * 1000 * frame.scale, 1),
    )


def _frame(points: list[tuple[int, int]], centre: Place | None) -> _Frame:
    """Return the smallest frame with every point, and the place asked for, inside the margin."""
    if centre:
        points = [*points, (centre.easting, centre.northing)]
    east, north = [point[0] for point in points], [point[1] for point in points]
    wide = max(max(east) - min(east), LEAST_METRES)
    high = max(max(north) - min(north), LEAST_METRES)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    return _Frame(
        west=(max(east) + min(east)) / 2 - WIDTH / scale / 2,
        south=(max(north) + min(north)) / 2 - HEIGHT / scale / 2,
        scale=scale,
    )


def _pins(listed: list[tuple[int, tuple[int, int]]], frame: _Frame) -> tuple[Pin, ...]:
    """Return a mark for each place; what would lie on another mark joins it."""
    marks: list[Pin] = []
    for number, (east, north) in listed:
        x, y = frame.x(east), frame.y(north)
        near = next(
            (at for at, pin in enumerate(marks) if hypot(pin.x - x, pin.y - y) < TOGETHER),
            None,
        )
        if near is None:
            marks.append(Pin(x=x, y=y, numbers=(number,)))
        elif number not in marks[near].numbers:
            joined = (*marks[near].numbers, number)
            marks[near] = Pin(x=marks[near].x, y=marks[near].y, numbers=joined)
    return tuple(marks)


def _lines(start: float, length: float, step_km: int) -> list[int]:
    """Return the grid lines from start on, in metres: whole steps of the National Grid."""
    step = step_km * 1000
    first = -(-int(start) // step) * step
    return list(range(first, int(start + length) + 1, step))
