"""Files people give us: known by their first bytes, kept as they came, given back as they came.

They lie under a random name in a folder the web server does not serve. Nothing here opens or
changes what is inside (docs/decisions/0013-uploads.md).
"""

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import Flask, Response, current_app, request

from webapp.core.errors import NotFound

P = ParamSpec("P")
R = TypeVar("R")

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
"""Of one file."""
MOST_SENT = 16 * MEGABYTE
"""What a page with a file field reads, so that a photo that is too big gets words beside it."""
SANDBOX = "sandbox; default-src 'none'"
"""The Content-Security-Policy of a file: should a browser show it, it may do nothing."""
NAME = re.compile(r"[0-9a-f]{32}\.(pdf|jpg|png)")


class FileKind(StrEnum):
    """What may be kept; also how its name ends."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"


FIRST_BYTES = {
    b"%PDF-": FileKind.PDF,  # ISO 32000-2, 7.5.2
    b"\xff\xd8\xff": FileKind.JPG,  # ITU-T T.81, annex B.1.1: SOI and the next marker
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,  # ISO/IEC 15948, 5.2
}
MIME_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as it came, of a kind we keep."""

    kind: FileKind
    content: bytes


def kind_of(content: bytes) -> FileKind | None:
    """Return what a file is by its first bytes, or None for anything else."""
    return next((kind for start, kind in FIRST_BYTES.items() if content.startswith(start)), None)


def keep(document: Document, *, shelf: str) -> str:
    """Return the random name under which the file is kept from now on."""
    folder = _folder(shelf)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{secrets.token_hex(16)}.{document.kind.value}"
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(document.content)
        out.flush()
        os.fsync(descriptor)  # the row that names it is about to be stored for good
    return name


def remove(name: str, *, shelf: str) -> None:
    """Delete the file; one that is gone is no fault."""
    _path(name, shelf).unlink(missing_ok=True)


def as_attachment(name: str, *, shelf: str, called: str) -> Response:
    """Return the file to be saved under this name, never shown on our pages.

    Raises NotFound for a file that is gone.
    """
    try:
        content = _path(name, shelf).read_bytes()
    except FileNotFoundError:
        raise NotFound(name) from None
    kind = FileKind(name.rpartition(".")[2])
    answer = Response(content, mimetype=MIME_TYPES[kind])
    answer.headers.set("Content-Disposition", "attachment", filename=f"{called}.{kind.value}")
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def kept_before(moment: datetime, *, shelf: str) -> set[str]:
    """Return the names of the files that were last written before this moment."""
    folder = _folder(shelf)
    if not folder.is_dir():
        return set()
    return {
        file.name
        for file in folder.iterdir()
        if NAME.fullmatch(file.name)
        and datetime.fromtimestamp(file.stat().st_mtime, tz=UTC) < moment
    }


def _path(name: str, shelf: str) -> Path:
    """Return where a file lies; a name that is not one of ours raises NotFound."""
    if not NAME.fullmatch(name):
        raise NotFound(name)
    return _folder(shelf) / name


def _folder(shelf: str) -> Path:
    """Return where the files of one kind of thing lie, in the instance folder of the app."""
    return Path(current_app.instance_path) / "uploads" / shelf


def takes_a_file(view: Callable[P, R]) -> Callable[P, R]:
    """Stamp a view whose page has a field for a file: it reads more than others do."""
    view.__takes_a_file__ = True  # type: ignore[attr-defined]
    return view


def make_room() -> None:
    """Let a page with a file field read the file, before anything reads the form."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "__takes_a_file__", False):
        request.max_content_length = MOST_SENT


def init_app(app: Flask) -> None:
    """Give the pages that take files room."""
    app.before_request(make_room)
