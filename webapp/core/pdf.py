"""Bytes of a tagged PDF from a whole HTML document, and what a reader finds in a PDF.

WeasyPrint and pypdf are read in when the first PDF is made or read, not with this module: they
take most of a second, and a process that prints nothing starts without them.
"""

import base64
import re
from functools import cache
from io import BytesIO
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "static" / "vendor" / "atkinson-hyperlegible"
WEIGHTS = (400, 700)


def pdf_of(document: str, *, folder: Path) -> bytes:
    """Return this document as a tagged PDF; it may use the files in the folder and no others."""
    from webapp.core import pdf_maker

    return pdf_maker.write(document, folder=folder)


@cache
def font_faces() -> str:
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


def words_of_pdf(pdf: bytes) -> str:
    """Return the words of a PDF as a reader would copy them, title included."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    title = str(reader.metadata.title or "") if reader.metadata else ""
    pages = (page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", " ".join([title, *pages])).strip()


def page_count(pdf: bytes) -> int:
    """Return how many sides the PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)
