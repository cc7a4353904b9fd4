"""What must hold of the names on every map."""

from collections.abc import Sequence
from itertools import combinations

from webapp.employers.map_names import MARK, Name, around


def nothing_overlaps(names: Sequence[Name], width: float, height: float) -> None:
    """Every name and mark lies in the picture, and none lies on another."""
    marks = [around(name.x, name.y, MARK) for name in names]
    assert all(name.box.is_inside(width, height) for name in names)
    assert all(mark.is_inside(width, height) for mark in marks)
    for one, other in combinations(range(len(names)), 2):
        assert not names[one].box.overlaps(names[other].box)
        assert not marks[one].overlaps(marks[other])
        assert not marks[one].overlaps(names[other].box)
        assert not marks[other].overlaps(names[one].box)
