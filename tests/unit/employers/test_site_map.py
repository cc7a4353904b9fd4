from hypothesis import given
from hypothesis import settings as campaign
from hypothesis import strategies as st

from tests.unit.employers.names_on_maps import nothing_overlaps
from webapp.core.postcodes import Level, Place
from webapp.employers import site_map

A_TENTH = max(20, campaign.default.max_examples // 4)
CHESTER = Place(easting=340_600, northing=366_900)


def test_a_place_stands_in_the_middle_with_towns_and_stations_around():
    drawn = site_map.around(CHESTER)
    named = {name.text for name in drawn.names}
    assert {"Chester", "Chester station", "Blacon", "Bache station"} <= named


def test_the_nearest_three_are_said_with_distance_and_direction():
    first, second, third = site_map.around(CHESTER).nearest
    assert (first.name, first.km, first.direction) == ("Chester", 0.6, "n")
    assert (second.name, second.km, second.direction) == ("Chester station", 0.7, "w")
    assert (third.name, third.km, third.direction) == ("Hoole", 1.0, "sw")


def test_a_postcode_finds_its_map(app):
    drawn = site_map.of_postcode("CH1 1AA")
    assert drawn is not None
    assert drawn.is_exact
    assert [near.km for near in drawn.nearest] == sorted(near.km for near in drawn.nearest)


def test_north_is_up_and_east_is_right():
    south_west = Place(easting=338_500, northing=364_300)
    chester = next(name for name in site_map.around(south_west).names if name.text == "Chester")
    assert chester.x > site_map.WIDTH / 2
    assert chester.y < site_map.HEIGHT / 2


@campaign(max_examples=A_TENTH)
@given(east=st.integers(80_000, 655_000), north=st.integers(5_000, 657_000))
def test_no_name_lies_on_another_or_on_the_place(east, north):
    drawn = site_map.around(Place(easting=east, northing=north))
    assert len(drawn.nearest) == 3
    assert len(drawn.names) <= site_map.MOST_NAMES
    nothing_overlaps(drawn.names, site_map.WIDTH, site_map.HEIGHT)
    middle = (site_map.WIDTH / 2, site_map.HEIGHT / 2)
    for name in drawn.names:
        assert not (
            name.box.left < middle[0] < name.box.right
            and name.box.top < middle[1] < name.box.bottom
        )


def test_a_place_that_is_not_exact_says_how_far_off_it_may_be():
    drawn = site_map.around(Place(easting=340_000, northing=366_000, level=Level.SECTOR))
    assert (drawn.is_exact, drawn.error_km) == (False, 2.9)


def test_a_postcode_that_is_nowhere_has_no_map(app):
    assert site_map.of_postcode("ZZ1 1AA") is None
    assert site_map.of_postcode("") is None
