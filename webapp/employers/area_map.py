"""A map of points, drawn by us on the National Grid: no outside map is ever asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import hypot

from webapp.catalogue import landmarks
from webapp.catalogue.landmarks import Landmark, LandmarkKind
from webapp.core.postcodes import Place
from webapp.employers import nearby
from webapp.employers.map_names import Name, Sheet, around
from webapp.employers.nearby import Near

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
PIN, DOT, CROSS = 14, 5, 9
"""Room kept for a mark, from its middle."""
MOST_TOWNS, MOST_STATIONS = 8, 4
STATIONS_UP_TO_KM = 20
"""A wider map names towns only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A mark with the numbers of the lines it stands for."""

    x: float
    y: float
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One site of this page in words: the number of its line and what is near."""

    number: int
    nearest: tuple[Near, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """A picture: marks for this page, dots for the others, names, lines, the place asked for."""

    pins: tuple[Pin, ...]
    dots: tuple[tuple[float, float], ...]
    names: tuple[Name, ...]
    spots: tuple[Spot, ...]
    """The marks of this page in words, by number."""
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

    def at(self, mark: Landmark) -> tuple[float, float]:
        return self.x(mark.easting), self.y(mark.northing)


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
    pins = _pins(listed, frame)
    dots = tuple(sorted({(frame.x(east), frame.y(north)) for east, north in rest}))
    cross = (frame.x(centre.easting), frame.y(centre.northing)) if centre else None
    step = next((km for km in STEPS_KM if WIDTH / (km * 1000 * frame.scale) <= MOST_LINES), 200)
    return AreaMap(
        pins=pins,
        dots=dots,
        names=_names(frame, pins, dots, cross),
        spots=tuple(
            Spot(number=number, nearest=nearby.nearest_to(east, north))
            for number, (east, north) in sorted(listed)
        ),
        upright=tuple(frame.x(line) for line in _lines(frame.west, WIDTH / frame.scale, step)),
        across=tuple(frame.y(line) for line in _lines(frame.south, HEIGHT / frame.scale, step)),
        step_km=step,
        centre=cross,
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


def _names(
    frame: _Frame,
    pins: tuple[Pin, ...],
    dots: tuple[tuple[float, float], ...],
    cross: tuple[float, float] | None,
) -> tuple[Name, ...]:
    """Return the largest towns that find room, then on a close map the stations near a mark."""
    wide, high = WIDTH / frame.scale, HEIGHT / frame.scale
    shown = landmarks.inside(
        west=frame.west, south=frame.south, east=frame.west + wide, north=frame.south + high
    )
    towns = (mark for mark in shown if mark.kind is LandmarkKind.TOWN)
    stations = [mark for mark in shown if mark.kind is LandmarkKind.STATION]
    stations.sort(key=lambda mark: _to_nearest_pin(mark, frame, pins))
    covered = [around(pin.x, pin.y, PIN) for pin in pins]
    covered += [around(x, y, DOT) for x, y in dots]
    covered += [around(*cross, CROSS)] if cross else []
    sheet = Sheet(width=WIDTH, height=HEIGHT, covered=covered, names=[])
    sheet.add(((mark, *frame.at(mark)) for mark in towns), most=MOST_TOWNS)
    if wide <= STATIONS_UP_TO_KM * 1000:
        sheet.add(((mark, *frame.at(mark)) for mark in stations), most=MOST_STATIONS)
    return tuple(sheet.names)


def _to_nearest_pin(mark: Landmark, frame: _Frame, pins: tuple[Pin, ...]) -> float:
    x, y = frame.at(mark)
    return min((hypot(pin.x - x, pin.y - y) for pin in pins), default=0)


def _lines(start: float, length: float, step_km: int) -> list[int]:
    """Return the grid lines from start on, in metres: whole steps of the National Grid."""
    step = step_km * 1000
    first = -(-int(start) // step) * step
    return list(range(first, int(start + length) + 1, step))
