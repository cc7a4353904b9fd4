from pathlib import Path

from fontTools.ttLib import TTFont

from webapp.catalogue.landmarks import landmarks
from webapp.employers.map_names import EM_A_LETTER, EM_MORE

FONT = Path(
    "webapp/static/vendor/atkinson-hyperlegible/atkinson-hyperlegible-latin-400-normal.woff2"
)


def test_the_room_kept_for_a_name_is_never_less_than_it_takes():
    font = TTFont(Path(__file__).parents[3] / FONT)
    letters, widths, size = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for mark in landmarks():
        takes = sum(widths[letters[ord(letter)]][0] for letter in mark.said) / size
        assert takes <= EM_A_LETTER * len(mark.said) + EM_MORE, mark.said
