"""The practice mailbox: messages as they were received, read back from their bytes."""

import mailbox
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import cast

from icalendar import Calendar

from webapp.core.errors import NotFound

MOST_LISTED = 200
HEAD_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Envelope:
    """A line in the list of messages."""

    key: str
    recipient: str
    sender: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that came with a message."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReceivedDay:
    """One event of an invitation."""

    starts: datetime
    ends: datetime
    summary: str
    location: str | None


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message as a mail program would show it."""

    envelope: Envelope
    text: str
    html: str
    files: tuple[ReceivedFile, ...]
    days: tuple[ReceivedDay, ...]
    calendar_method: str | None


def received(folder: Path) -> list[Envelope]:
    """Return the newest messages, newest first."""
    found: list[Envelope] = []
    with _opened(folder) as box:
        if box is None:
            return found
        keys = sorted(box.iterkeys(), key=lambda key: _order(box, key))
        for key in reversed(keys[-MOST_LISTED:]):
            headers = BytesHeaderParser(policy=policy.default).parsebytes(_head(box, key))
            found.append(_envelope(key, headers))
    return found


def message(folder: Path, key: str) -> ReceivedMessage:
    """Return one message, or raise NotFound."""
    with _opened(folder) as box:
        if box is None or key not in box:
            raise NotFound
        content = box.get_bytes(key)
    return read(content, key=key)


def read(content: bytes, *, key: str = "") -> ReceivedMessage:
    """Return what these bytes say."""
    parsed = message_from_bytes(content, policy=policy.default)
    method, days = _invitation(parsed)
    return ReceivedMessage(
        envelope=_envelope(key, parsed),
        text=_body(parsed, "plain"),
        html=_body(parsed, "html"),
        files=tuple(_file(part) for part in parsed.iter_attachments() if part.get_filename()),
        days=days,
        calendar_method=method,
    )


@contextmanager
def _opened(folder: Path) -> Iterator[mailbox.Maildir | None]:
    """Give the mailbox, or None before the first message came."""
    try:
        box = mailbox.Maildir(folder, create=False)
    except mailbox.NoSuchMailboxError:
        yield None
        return
    with closing(box):
        yield box


def _head(box: mailbox.Maildir, key: str) -> bytes:
    """Return enough of a message to hold its headers; files can be large."""
    with box.get_file(key) as file:
        return file.read(HEAD_BYTES)


def _order(box: mailbox.Maildir, key: str) -> tuple[float, str]:
    """Return what sorts messages by their coming; the key counts up within one process."""
    return (box.get_message(key).get_date(), key)


def _envelope(key: str, parsed: EmailMessage) -> Envelope:
    return Envelope(
        key=key,
        recipient=str(parsed["To"]),
        sender=str(parsed["From"]),
        subject=str(parsed["Subject"]),
        at=parsed["Date"].datetime,
    )


def _body(parsed: EmailMessage, kind: str) -> str:
    part = parsed.get_body((kind,))
    return "" if part is None else str(part.get_content())


def _file(part: EmailMessage) -> ReceivedFile:
    return ReceivedFile(
        name=part.get_filename() or "",
        mime_type=part.get_content_type(),
        content=cast(bytes, part.get_payload(decode=True)),
    )


def _invitation(parsed: EmailMessage) -> tuple[str | None, tuple[ReceivedDay, ...]]:
    """Return what the calendar part asks, and its days in order."""
    part = next((p for p in parsed.walk() if p.get_content_type() == "text/calendar"), None)
    if part is None:
        return None, ()
    calendar = Calendar.from_ical(part.get_content())
    days = [
        ReceivedDay(
            starts=event.decoded("dtstart"),
            ends=event.decoded("dtend"),
            summary=str(event["summary"]),
            location=str(event["location"]) if "location" in event else None,
        )
        for event in calendar.walk("VEVENT")
    ]
    return str(calendar["method"]), tuple(sorted(days, key=lambda day: day.starts))
