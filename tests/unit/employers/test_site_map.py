from webapp.core import postcodes
from webapp.core.postcodes import Level, Place
from webapp.employers import site_map


def test_a_place_stands_in_the_middle_with_its_neighbours_around(app):
    drawn = site_map.of_postcode("CH1 1AA")
    assert drawn is not None
    assert drawn.is_exact
    for near in drawn.nearby:
        assert 0 < near.x < drawn.width
        assert 0 < near.y < drawn.height
    assert [near.km for near in drawn.nearby] == sorted(near.km for near in drawn.nearby)


def test_north_is_up_and_east_is_right(app):
    middle = postcodes.districts()["CH1"]
    south_west = Place(easting=middle.easting - 2000, northing=middle.northing - 2000)
    near = next(near for near in site_map.around(south_west).nearby if near.name == "CH1")
    assert (near.direction, near.km) == ("ne", 2.8)
    assert near.x > site_map.WIDTH / 2
    assert near.y < site_map.HEIGHT / 2


def test_each_direction_has_its_name(app):
    middle = postcodes.districts()["CH1"]
    for east, north, name in ((0, -2000, "n"), (-2000, 0, "e"), (0, 2000, "s"), (2000, 0, "w")):
        place = Place(easting=middle.easting + east, northing=middle.northing + north)
        near = next(near for near in site_map.around(place).nearby if near.name == "CH1")
        assert near.direction == name


def test_a_place_that_is_not_exact_says_how_far_off_it_may_be(app):
    drawn = site_map.around(Place(easting=340_000, northing=366_000, level=Level.SECTOR))
    assert (drawn.is_exact, drawn.error_km) == (False, 2.9)


def test_a_postcode_that_is_nowhere_has_no_map(app):
    assert site_map.of_postcode("ZZ1 1AA") is None
    assert site_map.of_postcode("") is None
