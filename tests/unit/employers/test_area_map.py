from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import settings as campaign
from hypothesis import strategies as st

from tests.unit.employers.names_on_maps import nothing_overlaps
from webapp.catalogue.landmarks import LandmarkKind
from webapp.core.postcodes import Place
from webapp.employers.area_map import HEIGHT, WIDTH, draw

A_TENTH = max(20, campaign.default.max_examples // 4)
points = st.tuples(st.integers(80_000, 655_000), st.integers(5_000, 657_000))
"""Easting and northing of England."""


def test_no_point_is_no_map():
    assert draw({1: []}, []) is None


def test_north_is_up_and_east_is_right():
    drawn = draw({1: [(340_000, 366_000)], 2: [(345_000, 370_000)]})
    first, second = drawn.pins
    assert first.x < second.x
    assert first.y > second.y


def test_sites_that_lie_together_share_a_mark_with_both_numbers():
    drawn = draw({3: [(340_000, 366_000)], 4: [(340_010, 366_000)], 9: [(360_000, 366_000)]})
    assert [pin.numbers for pin in drawn.pins] == [(3, 4), (9,)]


def test_the_place_asked_for_is_inside_the_picture_even_far_from_everyone():
    drawn = draw({1: [(340_000, 366_000)]}, centre=Place(380_500, 396_000), radius_km=60)
    x, y = drawn.centre
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT
    assert drawn.pins[0].x < x


def test_two_marks_never_lie_on_each_other():
    drawn = draw({n: [(340_000 + 90 * n, 366_000 + 70 * n)] for n in range(1, 26)})
    for one, other in combinations(drawn.pins, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 26


def test_the_largest_towns_of_the_area_are_named():
    drawn = draw({1: [(340_000, 366_000)], 2: [(361_000, 388_000)]})
    assert {"Chester", "Runcorn", "Widnes", "Ellesmere Port"} <= {name.text for name in drawn.names}
    assert all(name.kind is LandmarkKind.TOWN for name in drawn.names)


def test_a_close_map_names_the_stations_next_to_a_mark():
    drawn = draw({1: [(340_600, 366_900)], 2: [(342_600, 367_900)]})
    assert "Chester station" in {name.text for name in drawn.names}


def test_each_line_is_said_in_words():
    drawn = draw({2: [(340_600, 366_900)], 1: [(361_000, 388_000)]})
    assert [spot.number for spot in drawn.spots] == [1, 2]
    near = drawn.spots[1].nearest
    assert (near[0].name, near[0].km, near[0].direction) == ("Chester", 0.6, "n")
    assert len(near) == 3


@campaign(max_examples=A_TENTH)
@given(
    numbered=st.dictionaries(st.integers(1, 25), st.lists(points, max_size=3), max_size=25),
    others=st.lists(points, max_size=20),
    centre=st.none() | points,
)
def test_every_point_lies_in_the_picture_and_no_number_is_lost(numbered, others, centre):
    place = Place(*centre) if centre else None
    drawn = draw(numbered, others, centre=place, radius_km=40 if place else 0)
    if drawn is None:
        assert not others
        assert not any(numbered.values())
        return
    assert {n for pin in drawn.pins for n in pin.numbers} == {n for n, p in numbered.items() if p}
    for x, y in [*((pin.x, pin.y) for pin in drawn.pins), *drawn.dots]:
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    assert len(drawn.upright) <= 8
    assert drawn.step_km in {1, 2, 5, 10, 20, 50, 100, 200}
    nothing_overlaps(drawn.names, WIDTH, HEIGHT)
    for name in drawn.names:
        for pin in drawn.pins:
            is_on = (
                name.box.left < pin.x < name.box.right and name.box.top < pin.y < name.box.bottom
            )
            assert not is_on
