"""The PDF for people who listen to it: tagged, titled, in order (ISO 14289-1, PDF/UA)."""

from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from tests.pdf_tags import elements, heading_levels, kinds
from webapp.briefing.models import Pack


@pytest.fixture(params=["pack", "plan"])
def pdf(request: pytest.FixtureRequest, pack: Pack) -> pikepdf.Pdf:
    content = pack.pdf if request.param == "pack" else pack.open_part_pdf
    return pikepdf.open(BytesIO(content))


def test_it_is_tagged_in_english_with_a_title_that_is_shown(pdf: pikepdf.Pdf):
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]


def test_there_is_one_main_heading_and_no_level_is_skipped(pdf: pikepdf.Pdf):
    levels = heading_levels(pdf)

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_words(pdf: pikepdf.Pdf):
    figures = [it for it in elements(pdf.Root.StructTreeRoot) if str(it.get("/S")) == "/Figure"]

    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_every_table_has_headings_that_its_cells_name(pdf: pikepdf.Pdf):
    found = kinds(pdf)

    assert "/TH" in found
    for cell in elements(pdf.Root.StructTreeRoot):
        if str(cell.get("/S")) == "/TD":
            owners = cell.get("/A")
            assert owners is not None


def test_fonts_are_inside(pdf: pikepdf.Pdf):
    fonts = {
        str(font.get("/BaseFont")): font
        for page in pdf.pages
        for font in page.Resources.get("/Font", pikepdf.Dictionary()).values()
    }

    assert fonts
    assert all("Atkinson" in name for name in fonts)
