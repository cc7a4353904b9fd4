import pytest

from webapp.employers import nearby


@pytest.mark.parametrize(
    ("east", "north", "name"),
    [
        (0, 2, "n"),
        (1, 1, "ne"),
        (3, 0, "e"),
        (1, -1, "se"),
        (0, -2, "s"),
        (-1, -1, "sw"),
        (-2, 0, "w"),
        (-1, 1, "nw"),
        (1, 3, "n"),
        (-3, -1, "w"),
    ],
)
def test_each_direction_has_its_name(east, north, name):
    assert nearby.direction(east, north) == name


def test_a_place_in_the_middle_of_a_town_is_nought_km_from_it():
    assert nearby.nearest_to(340_500, 366_300)[0].km == 0
