"""Postcodes: the ladder from exact to outcode, distances, and the building of the table."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core import postcode_source, postcodes
from webapp.core.postcodes import Level, Place

SMALL = Path(__file__).resolve().parents[2] / "data" / "postcodes-small.bin"


@pytest.fixture(autouse=True)
def small_table() -> None:
    postcodes.use(SMALL)


def test_a_listed_postcode_is_found_exactly():
    place = postcodes.lookup("ch12ab")
    assert place == Place(easting=340375, northing=366182, level=Level.EXACT)
    assert place.error_km == 0.0


def test_an_unlisted_postcode_falls_back_to_its_sector_and_says_so():
    place = postcodes.lookup("CH1 2ZZ")
    assert place.level is Level.SECTOR
    assert postcodes.kilometres_between(place, postcodes.lookup("CH1 2AB")) < 1
    assert place.error_km > 0


def test_an_unlisted_sector_falls_back_to_its_outcode():
    assert postcodes.lookup("CH3 0AA").level is Level.OUTCODE


@pytest.mark.parametrize("elsewhere", ["CF10 1AA", "BT1 1AA", "EH1 1AA", "ZZ1 1AA"])
def test_a_postcode_outside_england_is_refused(elsewhere: str):
    with pytest.raises(postcodes.UnknownPostcode):
        postcodes.lookup(elsewhere)


@pytest.mark.parametrize("typed", ["", "CH1", "CH1 2A", "12345", "CH1 2AB and more", "ÇH1 2AB"])
def test_what_cannot_be_a_postcode_is_refused(typed: str):
    with pytest.raises(postcodes.BadPostcode):
        postcodes.normalise(typed)


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [("ch1 2ab", "CH1 2AB"), (" ch12ab ", "CH1 2AB"), ("m1-1ae", "M1 1AE"), ("w1a0ax", "W1A 0AX")],
)
def test_small_letters_and_spaces_do_not_matter(typed: str, tidy: str):
    assert postcodes.normalise(typed) == tidy


def test_distance_is_a_straight_line_in_kilometres():
    here = Place(easting=340000, northing=366000)
    assert postcodes.kilometres_between(here, Place(easting=343000, northing=370000)) == 5.0


def test_a_place_has_a_latitude_and_a_longitude():
    latitude, longitude = postcodes.latitude_and_longitude(postcodes.lookup("CH1 2AB"))
    assert latitude == pytest.approx(53.1894, abs=0.001)
    assert longitude == pytest.approx(-2.8938, abs=0.001)


def test_without_a_table_the_command_to_build_it_is_named(tmp_path: Path):
    postcodes.use(tmp_path / "none.bin")
    with pytest.raises(postcodes.NoPostcodeTable, match="flask --app webapp postcodes"):
        postcodes.lookup("CH1 2AB")


def test_a_damaged_table_is_not_believed(tmp_path: Path):
    file = tmp_path / "damaged.bin"
    file.write_bytes(b"\0" * 100)
    postcodes.use(file)
    with pytest.raises(postcodes.NoPostcodeTable):
        postcodes.lookup("CH1 2AB")


@given(st.sets(st.from_regex(r"[A-Z]{2}[1-9] [0-9][A-Z]{2}", fullmatch=True), min_size=1))
def test_every_postcode_written_is_found_again(
    tmp_path_factory: pytest.TempPathFactory, written: set[str]
):
    file = tmp_path_factory.mktemp("table") / "some.bin"
    listed = sorted(written, reverse=True)
    numbers = np.arange(1, len(listed) + 1, dtype=np.int32)
    keys = np.array([postcode.encode() for postcode in listed], dtype=postcodes.KEY)
    postcodes.write_table(file, source="test", keys=keys, eastings=numbers, northings=-numbers)
    postcodes.use(file)
    for number, postcode in enumerate(listed, start=1):
        assert postcodes.lookup(postcode) == Place(easting=number, northing=-number)


def test_one_letter_of_the_real_source_is_built_and_read(tmp_path: Path):
    file = tmp_path / "y.bin"
    number = postcode_source.build(file, only=["Y"])
    postcodes.use(file)
    assert number > 10_000
    assert len(postcodes.open_table(file)) == number
    assert postcodes.lookup("YO1 7HH").level is Level.EXACT  # York Minster’s street
    assert postcode_source.is_current(file)


def test_a_current_table_is_not_built_again(tmp_path: Path):
    file = tmp_path / "y.bin"
    postcode_source.build(file, only=["Y"])
    before = file.stat().st_mtime_ns
    postcode_source.ensure(file)
    assert file.stat().st_mtime_ns == before


def test_the_small_table_of_the_tests_is_never_built_over():
    before = SMALL.stat().st_mtime_ns
    assert postcode_source.ensure(SMALL) == len(postcodes.open_table(SMALL))
    assert SMALL.stat().st_mtime_ns == before
