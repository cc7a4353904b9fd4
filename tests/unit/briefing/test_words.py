"""The words of packs: plain, short, kind; and every code has its words."""

import os
import re
from pathlib import Path

import pytest
import textstat
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from tests.briefed import SENT_ON
from webapp.briefing import render, services
from webapp.briefing.block_list import BlockedKind
from webapp.briefing.completeness import Part, PartState
from webapp.briefing.models import Pack
from webapp.briefing.rules import Missing
from webapp.catalogue.adjustments import ADJUSTMENTS

ROOT = Path(__file__).resolve().parents[3]
PACK = ROOT / "briefing_templates" / "pack"
EMAILS = ROOT / "briefing_templates" / "emails"
SNAPSHOT = Path(__file__).parent / "snapshots" / "as1_pack.txt"
NEVER = (
    "suffer", "despite", "functioning", "wheelchair-bound", "mental age", "challenging", "client",
    "just", "simply", "unfortunately", "special needs", "behaviour", "deficit", "normal ",
)  # fmt: skip
LONGEST_SENTENCE = 20


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?:”])\s+(?=[A-Z“0-9])", text) if part]


def static_lines() -> list[str]:
    """Return every piece of text that stands in the pack’s templates, without their logic."""
    lines = []
    for name in ("pack.html", "open_part.html", "parts.html", "words.html"):
        text = re.sub(r"(?s)\{#.*?#\}", " ", (PACK / name).read_text(encoding="utf-8"))
        lines += re.findall(r'"([A-Z][^"{]+\.)"', text)  # lines of a list
        text = re.sub(r"\{\{.*?\}\}", "Jay", re.sub(r"(?s)\{%.*?%\}", " ", text))
        lines += [" ".join(it.split()) for it in re.split(r"<[^>]+>", text) if it.strip()]
    return lines


@pytest.mark.parametrize("word", NEVER)
def test_no_word_of_a_pack_puts_anyone_down(word: str):
    text = " ".join(static_lines()).lower()

    assert word not in text.replace("normally", "")


def test_no_exclamation_marks():
    assert "!" not in " ".join(static_lines())


def test_sentences_of_a_pack_have_at_most_20_words(pack: Pack):
    long = [
        sentence
        for line in static_lines()
        for sentence in re.split(r"(?<=[.?:;])\s+", line)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]

    assert long == []


def test_a_pack_reads_at_the_age_of_11_to_12(pack: Pack):
    lines = [line if line.endswith((".", "?", ":")) else f"{line}." for line in static_lines()]
    grade = textstat.flesch_kincaid_grade(" ".join(lines))

    assert grade <= 6.5


@pytest.mark.parametrize("name", ["pack_ready", "pack_changed", "pack_link", "pack_withdrawn"])
def test_the_emails_never_use_the_word_send(name: str):
    for file in (EMAILS / name).iterdir():
        assert not re.search(r"\bsend\b", file.read_text(encoding="utf-8"), re.IGNORECASE)


def test_every_code_of_the_leads_page_has_words():
    folder = ROOT / "webapp" / "briefing" / "templates"
    words = Environment(loader=FileSystemLoader(folder)).get_template("briefing/words.html").module  # noqa: S701

    assert set(words.missing_words) == {code.value for code in Missing}
    assert set(words.part_words) == {code.value for code in Part}
    assert set(words.state_words) == {code.value for code in PartState}
    assert set(words.kind_words) == {code.value for code in BlockedKind}


def test_what_to_leave_out_is_said_for_codes_that_exist():
    text = (PACK / "pack.html").read_text(encoding="utf-8")
    codes = re.findall(r'"([A-Z]{3}-\d\d)": "Do not', text)

    assert len(codes) > 10
    assert [code for code in codes if code not in ADJUSTMENTS] == []


def test_nobody_can_tell_from_a_pack_that_something_was_held_back(session, placement, pack: Pack):
    for said in placement.learner.statements:
        said.share = "school_only"
    session.flush()

    words = render.words_of_html(services.draft_of(session, placement, today=SENT_ON).html).lower()

    for telling in ("not shared", "kept private", "withheld", "chose not"):
        assert telling not in words


def readable(html: str) -> str:
    """Return the pack as lines that a person can read."""
    lines = []
    for part in BeautifulSoup(html, "html.parser").select("h2, h3, p, li, tr"):
        if part.find_parent("tr"):
            continue
        cells = part.find_all(["th", "td"]) if part.name == "tr" else [part]
        words = " | ".join(" ".join(cell.get_text(" ").split()) for cell in cells)
        lines.append(f"\n{words}" if part.name == "h2" else words)
    return "\n".join(lines).strip() + "\n"


def test_jays_pack_reads_as_it_was_approved(pack: Pack):
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(readable(pack.html), encoding="utf-8")

    assert readable(pack.html) == SNAPSHOT.read_text(encoding="utf-8")
