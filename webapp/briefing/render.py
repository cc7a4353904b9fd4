"""PackContents in, bytes out: the web page and the PDF from one template."""

import base64
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pypdf import PdfReader
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from webapp.briefing.contents import PackContents, Plan
from webapp.core.formatting import FILTERS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "briefing_templates" / "pack"
FONTS = ROOT / "webapp" / "static" / "vendor" / "atkinson-hyperlegible"
PDF_VARIANT = "pdf/ua-1"
"""ISO 14289-1: tagged, with language, title and reading order."""
WEIGHTS = (400, 700)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What stands at the foot of each page besides the contents."""

    version: int
    correct_on: date
    product: str


class TemplateFiles(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
    """Fetches data: addresses and the files beside the templates; anything else stops the job."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401
        """Return what is at this address, or raise where it is not ours to read."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if not path.is_relative_to(TEMPLATES):
                raise FatalURLFetchingError("a template asked for a file outside its folder")
        elif parts.scheme != "data":
            raise FatalURLFetchingError("a template asked for something from elsewhere")
        return super().fetch(url, headers)


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
            fonts=Markup(_font_faces()),  # noqa: S704  our own files
            fragment=Markup(html),  # noqa: S704  rendered and escaped above
            private_line=private_line,
            version_line=words.version_line(stamp.version, stamp.correct_on),
            call_line=words.call_line(plan.contacts),
        )
    )
    page = HTML(string=document, base_url=f"{TEMPLATES.as_uri()}/", url_fetcher=TemplateFiles())
    made: bytes = page.write_pdf(
        pdf_variant=PDF_VARIANT, font_config=FontConfiguration(), pdf_identifier=b"good-first-day"
    )
    return made


@cache
def _font_faces() -> str:
    """Return the fonts inside the style, so that a document needs nothing from elsewhere."""
    faces = []
    for weight in WEIGHTS:
        file = FONTS / f"atkinson-hyperlegible-latin-{weight}-normal.woff2"
        data = base64.b64encode(file.read_bytes()).decode("ascii")
        faces.append(
            '@font-face{font-family:"Atkinson Hyperlegible";'
            f"font-weight:{weight};src:url(data:font/woff2;base64,{data})}}"
        )
    return "".join(faces)


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


def words_of_pdf(pdf: bytes) -> str:
    """Return the words of a PDF as a reader would copy them, title included."""
    reader = PdfReader(BytesIO(pdf))
    title = str(reader.metadata.title or "") if reader.metadata else ""
    pages = (page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", " ".join([title, *pages])).strip()


def page_count(pdf: bytes) -> int:
    """Return how many sides the PDF has."""
    return len(PdfReader(BytesIO(pdf)).pages)
