"""The whole registration on paper: a page to look at, a PDF to print and write on."""

import re
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from pypdf import PdfReader

from tests.pdf_tags import heading_levels, kinds
from webapp.catalogue.adjustments import ADJUSTMENT_GROUPS, ADJUSTMENTS
from webapp.catalogue.answers import ADJUSTMENT_ANSWERS, AdjustmentAnswer
from webapp.catalogue.hazards import HAZARDS
from webapp.core import clock
from webapp.core.pdf import page_count, words_of_pdf
from webapp.employers.models import AdjustmentOffered

pytestmark = pytest.mark.usefixtures("on_the_day")

BLANK = "/lead/employers/paper-form.pdf"
POINTS_PER_UNIT = 0.75
"""WeasyPrint draws in 96ths of an inch."""


@pytest.fixture
def blank(lead) -> bytes:
    return lead.get(BLANK).data


def letters(words: str) -> str:
    """Words without spaces: a PDF breaks lines where it likes."""
    return re.sub(r"\s+", "", words)


def test_every_adjustment_stands_on_paper_with_its_help_and_five_boxes(blank):
    said = letters(words_of_pdf(blank))
    for entry in ADJUSTMENTS:
        assert letters(entry.employer) in said, entry.code
        assert letters(entry.how) in said, entry.code
    for group in ADJUSTMENT_GROUPS:
        assert letters(group.employer) in said
    for answer in ADJUSTMENT_ANSWERS:
        assert letters(answer.label) in said


def test_every_section_is_there_with_privacy_rules_and_where_to_send_it(blank, cast):
    said = letters(words_of_pdf(blank))
    for words in (
        "What is your organisation called?",
        "Work email address",
        "How loud is it?",
        "Tasks: task 3",
        "Which days of the week?",
        "Who would look after them?",
        "Do you have employers’ liability insurance?",
        "We keep it while you offer places, and for two years after the last one.",
        "Nobody plans to be alone with a learner behind a closed door.",
        cast.school.name_for_employers,
        "Your organisation: ____",
    ):
        assert letters(words) in said, words
    for hazard in HAZARDS:
        assert letters(hazard.employer) in said
    assert "certificatefile" not in said.casefold()


def test_it_is_tagged_english_with_a_title_and_numbered_pages(blank):
    with pikepdf.open(BytesIO(blank)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Offer work experience"
        levels, tags = heading_levels(pdf), kinds(pdf)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "/Figure" not in tags
    assert tags.count("/TH") > len(ADJUSTMENTS)
    pages = PdfReader(BytesIO(blank)).pages
    assert 10 < len(pages) <= 24
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_no_letter_is_smaller_than_12_points(blank):
    with pikepdf.open(BytesIO(blank)) as pdf:
        sizes = {
            float(operands[1]) * POINTS_PER_UNIT
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page, "Tf")
        }
    assert min(sizes) == 12


def test_an_employer_without_a_sign_in_gets_it_filled_in(lead, cast, session):
    employer = cast.employer
    for person in employer.contacts:
        person.user_id = None
    employer.answers.clear()
    session.flush()
    session.add(
        AdjustmentOffered(
            employer=employer,
            adjustment=ADJUSTMENTS.code("COM-01"),
            answer=AdjustmentAnswer.WILL_DO,
            answered_at=clock.now(),
        )
    )
    session.commit()
    page = lead.get(f"/lead/employers/{employer.id}")
    pdf = lead.get(page.links["Their form (PDF)"]).data
    said = words_of_pdf(pdf)
    assert said.count(employer.name) > page_count(pdf)
    assert "Cross out what is wrong" in said
    assert any(person.name in said for person in employer.contacts)
    row = said[said.index("One short instruction at a time") :][:200]
    assert "X" in row


def test_nobody_prints_for_an_employer_who_signs_in(lead, cast):
    assert any(person.user_id for person in cast.employer.contacts)
    assert "Their form" not in lead.get(f"/lead/employers/{cast.employer.id}").text
    lead.get(f"/lead/employers/{cast.employer.id}/paper-form.pdf", status=404)


def test_the_page_shows_the_same_questions(lead):
    page = lead.get("/lead/employers/paper-form")
    for words in ("What is your organisation called?", "One short instruction at a time"):
        assert words in page.text
    assert page.links["Print it: PDF"] == BLANK


def test_only_leads_print(cast, as_person):
    for person in (cast.sam, cast.cora, cast.ada, cast.ola):
        someone = as_person(person)
        someone.get("/lead/employers/paper-form", status=404)
        someone.get(BLANK, status=404)
