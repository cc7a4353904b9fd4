"""Real postcodes around the practice town."""

from random import Random

import numpy as np

from webapp.core import postcodes

CENTRE = "CH1 2AB"
"""The middle of Chester. Learners and employers of the practice town live round it."""
KEY_OUTCODE = 4


def near_centre(random: Random, *, count: int, kilometres: float) -> list[str]:
    """Return different postcodes within this distance of the centre, in a random order."""
    table = postcodes.open_table(postcodes.table_file())
    centre = postcodes.lookup(CENTRE)
    distance = np.hypot(table.eastings - centre.easting, table.northings - centre.northing)
    inside = np.flatnonzero(distance < kilometres * 1000)
    chosen = random.sample(sorted(int(number) for number in inside), count)
    return [_written(bytes(table.keys[number]).decode("ascii")) for number in chosen]


def _written(key: str) -> str:
    return postcodes.normalise(key[:KEY_OUTCODE].strip() + key[KEY_OUTCODE:])
