"""Names on a map that never lie on each other: each is tried around its mark, or left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from webapp.catalogue.landmarks import Landmark, LandmarkKind

LETTERS = 17
"""Size of the names in a picture’s units, as in the style: 13 px on a screen 320 px wide."""
EM_A_LETTER, EM_MORE = 0.57, 0.7
"""Width kept for a name, in letter sizes: so much for each letter, and so much once."""
MARK = 4
"""Half the width of the mark of a landmark, in the picture’s units."""
GAPS = (7, 18)
"""From a mark to its name: close by, or past whatever covers the mark."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture that something stands on."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_inside(self, width: float, height: float) -> bool:
        """Return whether all of it lies in the picture."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


def around(x: float, y: float, reach: float) -> Box:
    """Return the box with this point in its middle."""
    return Box(x - reach, y - reach, x + reach, y + reach)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A landmark on a map: where its mark is, and where its name begins, ends or is centred."""

    kind: LandmarkKind
    text: str
    x: float
    y: float
    text_x: float
    text_y: float
    """Of the line the letters stand on."""
    anchor: str
    """start, end or middle, as SVG has it."""
    box: Box


@dataclass(kw_only=True)
class Sheet:
    """A picture that fills with names; what stands on it already keeps its room."""

    width: float
    height: float
    covered: list[Box]
    """Marks of places: they lie over landmarks, and no name may lie on them."""
    names: list[Name]

    def add(self, marks: Iterable[tuple[Landmark, float, float]], *, most: int) -> None:
        """Name the first landmarks that find room, at most so many of them."""
        placed = (self._placed(mark, x, y) for mark, x, y in marks)
        for name in islice((name for name in placed if name is not None), most):
            self.names.append(name)

    def _placed(self, mark: Landmark, x: float, y: float) -> Name | None:
        own = around(x, y, MARK)
        if not own.is_inside(self.width, self.height) or not self._is_free(own, of_names=True):
            return None
        for anchor, text_x, text_y, box in self._rooms(mark.said, x, y):
            if box.is_inside(self.width, self.height) and self._is_free(box):
                return Name(
                    kind=mark.kind,
                    text=mark.said,
                    x=x,
                    y=y,
                    text_x=round(text_x, 1),
                    text_y=round(text_y, 1),
                    anchor=anchor,
                    box=box,
                )
        return None

    def _is_free(self, box: Box, *, of_names: bool = False) -> bool:
        taken = [each.box for each in self.names]
        taken += [around(each.x, each.y, MARK) for each in self.names]
        return not any(
            box.overlaps(other) for other in (taken if of_names else taken + self.covered)
        )

    def _rooms(self, text: str, x: float, y: float) -> Iterator[tuple[str, float, float, Box]]:
        """Yield the places a name may have: right, left, above and below, then further off."""
        wide = (EM_A_LETTER * len(text) + EM_MORE) * LETTERS
        up, down = 0.75 * LETTERS, 0.25 * LETTERS
        middle = y + 0.35 * LETTERS
        for gap in GAPS:
            for anchor, text_x, left, base in (
                ("start", x + gap, x + gap, middle),
                ("end", x - gap, x - gap - wide, middle),
                ("middle", x, x - wide / 2, y - gap - down),
                ("middle", x, x - wide / 2, y + gap + up),
            ):
                yield anchor, text_x, base, Box(left, base - up, left + wide, base + down)
