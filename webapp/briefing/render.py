"""PackContents in, bytes out: the web page and the PDF from one template."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from webapp.briefing.contents import PackContents, Plan
from webapp.core import pdf
from webapp.core.formatting import FILTERS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "briefing_templates" / "pack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What stands at the foot of each page besides the contents."""

    version: int
    correct_on: date
    product: str


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the templates’ own environment: a missing field is an error, never a blank."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


def pack_html(contents: PackContents) -> str:
    """Return the sections of the pack, to be put into a page."""
    return _tidy(environment().get_template("pack.html").render(pack=contents))


def open_part_html(plan: Plan) -> str:
    """Return the sections of the part that names no learner."""
    return _tidy(environment().get_template("open_part.html").render(plan=plan))


def pack_pdf(html: str, contents: PackContents, stamp: Stamp) -> bytes:
    """Return the pack as a tagged PDF of these very sections."""
    words = _words()
    return _pdf(
        html,
        title=words.title(contents.name),
        subtitle=words.subtitle(contents.plan.place.employer),
        private_line=words.private_line(contents.readers),
        plan=contents.plan,
        stamp=stamp,
    )


def open_part_pdf(html: str, plan: Plan, stamp: Stamp) -> bytes:
    """Return the open part as a tagged PDF."""
    words = _words()
    return _pdf(
        html,
        title=words.open_title(),
        subtitle=words.subtitle(plan.place.employer),
        private_line=words.open_line(plan.reference),
        plan=plan,
        stamp=stamp,
    )


@cache
def screen_style() -> str:
    """Return the style of a pack on screen: that of the paper, and what a screen adds."""
    files = (TEMPLATES / "pack.css", TEMPLATES / "screen.css")
    return "".join(file.read_text(encoding="utf-8") for file in files)


def title_for(name: str) -> str:
    """Return the title of a pack, for the pages that show it."""
    return str(_words().title(name))


def _words() -> Any:  # noqa: ANN401  a template module has the macros as attributes
    return environment().get_template("words.html").module


def _pdf(
    html: str, *, title: str, subtitle: str, private_line: str, plan: Plan, stamp: Stamp
) -> bytes:
    words = _words()
    document = (
        environment()
        .get_template("document.html")
        .render(
            title=title,
            subtitle=subtitle,
            author=stamp.product,
            fonts=Markup(pdf.font_faces()),  # noqa: S704  our own files
            fragment=Markup(html),  # noqa: S704  rendered and escaped above
            private_line=private_line,
            version_line=words.version_line(stamp.version, stamp.correct_on),
            call_line=words.call_line(plan.contacts),
        )
    )
    return pdf.pdf_of(document, folder=TEMPLATES)


def _tidy(html: str) -> str:
    """Return the page without empty lines and space at line ends."""
    lines = (line.rstrip() for line in html.splitlines())
    return "\n".join(line for line in lines if line.strip()) + "\n"


class _Words(HTMLParser):
    """Collects what a reader sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [value for name, value in attrs if value and name in {"alt", "title"}]
        if tag in {"p", "li", "td", "th", "h2", "h3", "tr"}:
            self.pieces.append(" ")


def words_of_html(html: str) -> str:
    """Return the words of a page, with single spaces."""
    parser = _Words()
    parser.feed(html)
    return re.sub(r"\s+", " ", "".join(parser.pieces)).strip()
