"""The colours of the style sheet, and how well words stand out from what is behind them."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[3] / "webapp" / "static" / "css"
TOKEN = re.compile(r"--([a-z-]+): (#[0-9A-Fa-f]{6})\b")
WORDS_ON_GROUND = 7.0
"""WCAG 2.2, 1.4.6 (AAA): contrast of text."""
EDGE_OF_A_CONTROL = 3.0
"""WCAG 2.2, 1.4.11: contrast of what shows a control."""

GROUNDS = ("white", "paper")
PAIRS = [
    *((words, ground) for words in ("ink", "soft", "brand", "deep", "link") for ground in GROUNDS),
    *((words, ground) for words in ("fern", "clay", "brick", "lake") for ground in GROUNDS),
    ("fern", "fern-tint"),
    ("clay", "clay-tint"),
    ("brick", "brick-tint"),
    ("lake", "lake-tint"),
    ("white", "brand"),
    ("white", "deep"),
    ("ink", "honey"),
    ("ink", "tint"),
    ("ink", "honey-tint"),
    ("ink", "oat"),
    ("soft", "oat"),
    ("soft", "honey-tint"),
    ("soft", "tint"),
    ("link", "oat"),
    ("link", "tint"),
    ("link", "honey-tint"),
    ("brand", "tint"),
    ("ink", "fern-tint"),
    ("ink", "clay-tint"),
    ("ink", "brick-tint"),
    ("ink", "lake-tint"),
]


def tokens() -> dict[str, str]:
    return dict(TOKEN.findall((CSS / "gfd.css").read_text(encoding="utf-8")))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, glossary)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_seven_to_one(words: str, ground: str):
    held = tokens()
    assert contrast(held[words], held[ground]) >= WORDS_ON_GROUND


@pytest.mark.parametrize("ground", ["white", "paper", "oat", "tint", "honey-tint"])
def test_the_edge_of_a_control_can_be_seen(ground: str):
    held = tokens()
    assert contrast(held["edge"], held[ground]) >= EDGE_OF_A_CONTROL


def test_the_focus_ring_can_be_seen_on_every_ground():
    held = tokens()
    for ground in ("white", "paper", "oat", "honey-tint", "tint", "honey", "brand"):
        rings = (contrast(held["ink"], held[ground]), contrast(held["honey"], held[ground]))
        assert max(rings) >= EDGE_OF_A_CONTROL, ground


def test_black_on_white_is_twenty_one_to_one():
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0


def test_no_colour_stands_outside_the_tokens():
    for sheet in CSS.glob("*.css"):
        rules = sheet.read_text(encoding="utf-8").split("/* ---- Base ---- */")[-1]
        loose = set(re.findall(r"#[0-9A-Fa-f]{3,6}\b", rules)) - {"#FFE3A3"}
        assert not loose, f"{sheet.name} uses {sorted(loose)}: make it a token"


def test_no_words_are_smaller_than_sixteen_pixels():
    for sheet in CSS.glob("*.css"):
        css = sheet.read_text(encoding="utf-8").split("@media print")[0]
        sizes = [float(size) for size in re.findall(r"font-size: ([0-9.]+)rem", css)]
        sizes += [float(size) for size in re.findall(r"font: \d+ ([0-9.]+)rem", css)]
        assert min(sizes) >= 1.0, sheet.name


def test_the_font_and_crest_of_gov_uk_are_gone():
    css = (CSS.parent / "vendor/govuk-frontend/govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in css
    assert "crest" not in css
    assert "@font-face" not in css
