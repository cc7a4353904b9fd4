"""Postcodes of England: whether one exists, where it is, how far two are apart.

Contains OS data © Crown copyright and database right; contains Royal Mail data © Royal Mail
copyright and database right; Source: Office for National Statistics licensed under the Open
Government Licence v3.0.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import hypot
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from webapp.core.errors import ProductError

SHAPE = re.compile(r"(?P<out>GIR|[A-Z]{1,2}[0-9][0-9A-Z]?)(?P<inward>[0-9][A-Z]{2})")
"""Royal Mail’s formats: A9, A99, AA9, AA99, A9A, AA9A and GIR, each followed by 9AA."""

OUTCODE_WIDTH = 4
SECTOR_WIDTH = 5
"""A key is the outcode filled up to four characters, then the inward part: “CH1 2AB”."""

MAGIC = b"GFDPOST1"
HEADER = np.dtype([("magic", "S8"), ("source", "S40"), ("count", "<i8")])
KEY = np.dtype("S7")
COORDINATE = np.dtype("<i4")


class Level(StrEnum):
    """How exactly a place is known."""

    EXACT = "exact"
    SECTOR = "sector"
    OUTCODE = "outcode"


ERROR_KM: MappingProxyType[Level, float] = MappingProxyType(
    {Level.EXACT: 0.0, Level.SECTOR: 2.9, Level.OUTCODE: 5.1}
)
"""How far off a place may be: the 90th percentile over the postcodes of England, in km,
measured between each postcode and the centre of its sector or outcode (November 2025)."""


class PostcodeError(ProductError):
    """Something is wrong with a postcode."""


class BadPostcode(PostcodeError):
    """These characters cannot be a UK postcode."""

    def __init__(self, typed: str) -> None:
        super().__init__("not the shape of a UK postcode")
        self.typed = typed


class UnknownPostcode(PostcodeError):
    """No postcode of England begins like this one."""

    def __init__(self, postcode: str) -> None:
        super().__init__("no such postcode in England")
        self.postcode = postcode


class NoPostcodeTable(PostcodeError):
    """The table is not built yet: `flask --app webapp postcodes` builds it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the National Grid in metres, and how exactly it is known."""

    easting: int
    northing: int
    level: Level = Level.EXACT

    @property
    def error_km(self) -> float:
        """How far off this place may be, in km."""
        return ERROR_KM[self.level]


@dataclass(frozen=True, slots=True)
class Table:
    """Sorted keys with the coordinates of each, mapped from a file."""

    source: str
    keys: NDArray[np.bytes_]
    eastings: NDArray[np.int32]
    northings: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.keys)

    def place(self, prefix: bytes, *, level: Level) -> Place | None:
        """Return the middle of all postcodes that begin so, or None when none does."""
        first = int(np.searchsorted(self.keys, np.array(prefix, dtype=KEY)))
        last = int(np.searchsorted(self.keys, np.array(prefix.ljust(7, b"\x7f"), dtype=KEY)))
        if level is Level.EXACT:
            last = first + int(first < len(self.keys) and self.keys[first] == prefix)
        if first >= last:
            return None
        return Place(
            easting=round(float(self.eastings[first:last].mean())),
            northing=round(float(self.northings[first:last].mean())),
            level=level,
        )


_file = Path("postcodes.bin")


def use(file: Path) -> None:
    """Look postcodes up in this table from now on; called once by create_app."""
    global _file
    _file = file


def table_file() -> Path:
    """Return where the table of this process is."""
    return _file


def normalise(text: str) -> str:
    """Return the postcode as “CH1 2AB”, or raise BadPostcode."""
    packed = re.sub(r"[\s.-]", "", text).upper()
    found = SHAPE.fullmatch(packed)
    if not found:
        raise BadPostcode(text)
    return f"{found['out']} {found['inward']}"


def lookup(postcode: str) -> Place:
    """Return where a postcode is.

    Exactly if it is listed; else the middle of its sector; else of its outcode. The level
    says which, so that no middle is taken for an exact place. Raises BadPostcode and
    UnknownPostcode.
    """
    outcode, inward = normalise(postcode).split()
    key = (outcode.ljust(OUTCODE_WIDTH) + inward).encode("ascii")
    table = open_table(_file)
    place = (
        table.place(key, level=Level.EXACT)
        or table.place(key[:SECTOR_WIDTH], level=Level.SECTOR)
        or table.place(key[:OUTCODE_WIDTH], level=Level.OUTCODE)
    )
    if place is None:
        raise UnknownPostcode(f"{outcode} {inward}")
    return place


def kilometres_between(a: Place, b: Place) -> float:
    """Return the straight line between two places in km (National Grid, within 0.1 %)."""
    return hypot(a.easting - b.easting, a.northing - b.northing) / 1000


def latitude_and_longitude(place: Place) -> tuple[float, float]:
    """Return the place in WGS84 degrees, latitude first (EPSG 27700 to 4326)."""
    latitude, longitude = _to_wgs84().transform(place.easting, place.northing)
    return float(latitude), float(longitude)


@lru_cache(maxsize=1)
def _to_wgs84() -> Transformer:
    return Transformer.from_crs(27700, 4326)


def open_table(file: Path) -> Table:
    """Return the table in this file, or raise NoPostcodeTable."""
    return _open(file, _stamp(file))


def _stamp(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        raise NoPostcodeTable("run: flask --app webapp postcodes") from None


@lru_cache(maxsize=2)
def _open(file: Path, stamp: int) -> Table:
    """Map the file into memory; a new file has a new stamp and is opened afresh."""
    header = np.fromfile(file, dtype=HEADER, count=1)
    if len(header) == 0 or header["magic"][0] != MAGIC:
        raise NoPostcodeTable("the postcode table is damaged: flask --app webapp postcodes")
    count = int(header["count"][0])
    start = HEADER.itemsize
    after_keys = start + count * KEY.itemsize
    after_eastings = after_keys + count * COORDINATE.itemsize
    return Table(
        source=header["source"][0].decode("ascii"),
        keys=np.memmap(file, KEY, "r", start, (count,)),
        eastings=np.memmap(file, COORDINATE, "r", after_keys, (count,)),
        northings=np.memmap(file, COORDINATE, "r", after_eastings, (count,)),
    )


def write_table(
    file: Path,
    *,
    source: str,
    keys: NDArray[np.bytes_],
    eastings: NDArray[np.int32],
    northings: NDArray[np.int32],
) -> None:
    """Write a table, sorted by key, in one step: readers see the old or the new file."""
    order = np.argsort(keys, kind="stable")
    header = np.array([(MAGIC, source.encode("ascii"), len(keys))], dtype=HEADER)
    partial = file.with_suffix(".partial")
    file.parent.mkdir(parents=True, exist_ok=True)
    with partial.open("wb") as out:
        out.write(header.tobytes())
        out.write(keys.astype(KEY)[order].tobytes())
        out.write(eastings.astype(COORDINATE)[order].tobytes())
        out.write(northings.astype(COORDINATE)[order].tobytes())
    partial.replace(file)
