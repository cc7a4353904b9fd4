"""WeasyPrint at work: read in by `core.pdf` when the first PDF is made."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

VARIANT = "pdf/ua-1"
"""ISO 14289-1: tagged, with language, title and reading order."""


class FolderFiles(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
    """Fetches data: addresses and files inside one folder; anything else stops the job."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self.folder = folder

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401
        """Return what is at this address, or raise where it is not ours to read."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if not path.is_relative_to(self.folder):
                raise FatalURLFetchingError("a template asked for a file outside its folder")
        elif parts.scheme != "data":
            raise FatalURLFetchingError("a template asked for something from elsewhere")
        return super().fetch(url, headers)


def write(document: str, *, folder: Path) -> bytes:
    """Return this document as a tagged PDF; it may use the files in the folder and no others."""
    page = HTML(string=document, base_url=f"{folder.as_uri()}/", url_fetcher=FolderFiles(folder))
    content: bytes = page.write_pdf(
        pdf_variant=VARIANT, font_config=FontConfiguration(), pdf_identifier=b"good-first-day"
    )
    return content
