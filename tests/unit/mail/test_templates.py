"""Every email reads as its snapshot says. Made by: UPDATE_SNAPSHOTS=1 pytest tests/unit/mail."""

import os
import re
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.factories import NOW
from tests.unit.mail.samples import SAMPLES
from webapp.mail.compose import TEMPLATES, Composed, compose
from webapp.mail.mailbox import read
from webapp.mail.settings import MailSettings

SNAPSHOTS = Path(__file__).parent / "snapshots"
NAMES = sorted(folder.name for folder in TEMPLATES.iterdir() if folder.is_dir())


def written(name: str, mail: MailSettings) -> Composed:
    sample = SAMPLES[name]
    return compose(
        name,
        to="ruth@example.org",
        context=sample.context,
        key=f"snapshot:{name}",
        now=NOW,
        settings=mail,
        sender=sample.sender,
        own_names=sample.own_names,
    )


def test_every_template_has_a_sample():
    assert set(NAMES) <= SAMPLES.keys()


@pytest.mark.parametrize("name", NAMES)
def test_an_email_reads_as_its_snapshot(name: str, mail: MailSettings):
    message = read(written(name, mail).content)
    head = message.envelope
    shown = (
        f"From: {head.sender}\nTo: {head.recipient}\nSubject: {head.subject}\n\n"
        + message.text.replace("\r\n", "\n")
    )
    file = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_text_and_html_say_the_same(name: str, mail: MailSettings):
    message = read(written(name, mail).content)
    soup = BeautifulSoup(message.html, "html.parser")
    assert soup.body is not None
    shown = "".join(soup.body.get_text().split())
    links = {unescape(str(link["href"])) for link in soup.select("a[href]")}
    for line in message.text.splitlines():
        words = " ".join(line.split())
        if words.startswith("http"):
            assert words in links
            continue
        for piece in filter(None, re.split(r"(?<=[.?:])\s", words)):
            label = "".join(piece.partition(": ")[0].split()).rstrip(":")
            assert label in shown, f"{piece!r} is in the text only"


@pytest.mark.parametrize("name", NAMES)
def test_the_html_is_complete_and_needs_nothing_from_elsewhere(name: str, mail: MailSettings):
    html = read(written(name, mail).content).html
    soup = BeautifulSoup(html, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == "en-GB"
    assert len(soup.select("h1")) == 1
    assert len(soup.select('[role="main"]')) == 1
    assert soup.title is not None
    assert soup.title.get_text() == read(written(name, mail).content).envelope.subject
    assert not soup.select("img, script, link, iframe, mj-text, mj-button")
    assert "url(" not in html, "no picture tells the sender who opened it"


@pytest.mark.parametrize("name", NAMES)
def test_the_words_follow_the_house_style(name: str, mail: MailSettings):
    text = read(written(name, mail).content).text
    assert "'" not in text, "curly apostrophes"
    assert '"' not in text, "curly quotation marks"
    assert "!" not in text
    assert not re.search(r"\b(just|simply|unfortunately)\b", text, re.IGNORECASE)
    assert "01632" in text, "a person to call"
