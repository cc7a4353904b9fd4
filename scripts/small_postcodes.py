"""Make the small postcode table of the tests: Chester whole, one postcode of every outcode.

Run once by hand: `.venv/bin/python -m scripts.small_postcodes`. The result is committed.
"""

from pathlib import Path

import numpy as np

from webapp.core import postcode_source, postcodes

FILE = Path(__file__).resolve().parent.parent / "tests" / "data" / "postcodes-small.bin"
WHOLE = ("CH1 1", "CH1 2", "CH1 3", "CH1 4", "CH2 1", "CH2 3", "CH3 5")
"""Sectors around the middle of Chester."""


def main() -> None:
    """Write the table and say how many postcodes it has."""
    rows = [postcode_source.read_letter(letter) for letter in postcode_source.letters()]
    keys = np.concatenate([part.keys for part in rows])
    sectors = np.array([key[: postcodes.SECTOR_WIDTH].decode() for key in keys])
    _, first_of_outcode = np.unique(keys.astype("S4"), return_index=True)
    chosen = np.isin(sectors, WHOLE)
    chosen[first_of_outcode] = True
    postcodes.write_table(
        FILE,
        source=f"{postcode_source.SMALL}{postcode_source.version()}",
        keys=keys[chosen],
        eastings=np.concatenate([part.eastings for part in rows])[chosen],
        northings=np.concatenate([part.northings for part in rows])[chosen],
    )
    print(f"{int(chosen.sum())} postcodes in {FILE}")


if __name__ == "__main__":
    main()
