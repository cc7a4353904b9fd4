"""One message: template and context become subject, text, HTML and calendar, as bytes to send."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mjml import mjml2html

from webapp.core.formatting import FILTERS
from webapp.mail.calendar import Invitation, calendar_bytes
from webapp.mail.rules import check_words
from webapp.mail.settings import MailSettings

TEMPLATES = Path(__file__).resolve().parents[2] / "briefing_templates" / "emails"
POLICY = SMTP.clone(cte_type="7bit")
"""CRLF line ends, and bodies every mail server takes without an extension."""
LONGEST_SUBJECT = 120
LONGEST_ADDRESS = 254
"""RFC 5321 section 4.5.3.1.3 less the angle brackets."""


class EmailProblem(Exception):
    """The base of what makes a message impossible to write; never holds the address."""


class NotOneAddress(EmailProblem):
    """The recipient is not one plain email address."""


class UnsafeHeader(EmailProblem):
    """A header would hold a line break or nothing at all."""


class NoTemplate(EmailProblem):
    """There is no email of this name."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs the message: a person to call, and where an answer goes.

    `organisation` is the name the school uses with employers; it stands in the From
    line and never reveals SEND.
    """

    name: str
    phone: str
    organisation: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send with a message; its name says nothing about anyone."""

    file_name: str
    content: bytes
    mime_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a message says, before it becomes bytes."""

    subject: str
    text: str
    mjml: str
    sender: Sender


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished message: every try sends these bytes."""

    subject: str
    message_id: str
    content: bytes


def compose(
    name: str,
    *,
    to: str,
    context: Mapping[str, Any],
    key: str,
    now: datetime,
    settings: MailSettings,
    sender: Sender | None = None,
    calendar: Invitation | None = None,
    attachments: Sequence[Attachment] = (),
    private_words: Sequence[str] = (),
    own_names: Sequence[str] = (),
) -> Composed:
    """Return the message of this name to one address, checked for words that may not leave."""
    recipient = one_address(to)
    draft = write(name, context=context, sender=sender, settings=settings)
    check_words(
        _parts(draft, calendar=calendar, attachments=attachments),
        private_words=private_words,
        own_names=own_names,
    )
    message = EmailMessage(policy=POLICY)
    _add_headers(message, draft, to=recipient, key=key, now=now, settings=settings)
    message.set_content(draft.text)
    message.add_alternative(html_from(draft.mjml), subtype="html")
    if calendar:
        _add_calendar(message, calendar, to=recipient.addr_spec, now=now, settings=settings)
    for file in attachments:
        main, _, sub = file.mime_type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.file_name)
    _fix_boundaries(message, key)
    return Composed(
        subject=draft.subject, message_id=message["Message-ID"], content=message.as_bytes()
    )


def one_address(text: str) -> Address:
    """Return the one address the text is, or raise NotOneAddress."""
    try:
        address = Address(addr_spec=text)
    except Exception as error:
        raise NotOneAddress from error
    if not address.domain or len(text) > LONGEST_ADDRESS or not text.isascii():
        raise NotOneAddress
    return address


def write(
    name: str, *, context: Mapping[str, Any], sender: Sender | None, settings: MailSettings
) -> Draft:
    """Return what the message says."""
    if not (TEMPLATES / name / "subject.txt").is_file():
        raise NoTemplate(name)
    signed = sender or Sender(name=f"The {settings.product} team", phone=settings.support_phone)
    words = {
        "product": settings.product,
        "base_url": settings.base_url,
        "support_phone": settings.support_phone,
        "sender": signed,
        **context,
    }
    subject = _environment().get_template(f"{name}/subject.txt").render(words).strip()
    heading = {**words, "subject": subject}
    return Draft(
        subject=_one_line(subject)[:LONGEST_SUBJECT],
        text=_tidy(_environment().get_template(f"{name}/body.txt").render(heading)),
        mjml=_environment().get_template(f"{name}/body.mjml").render(heading),
        sender=signed,
    )


def html_from(mjml: str) -> str:
    """Return HTML that mail programs show alike; its one article is the main part of the page."""
    html: str = mjml2html(mjml, disable_comments=True)
    return html.replace(' role="article"', ' role="main"', 1)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=lambda file: file is not None and file.endswith(".mjml"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _tidy(text: str) -> str:
    """Return the text with no space at line ends and at most one empty line in a row."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def _one_line(text: str) -> str:
    if not text or any(character in text for character in "\r\n\x00"):
        raise UnsafeHeader
    return text


def _add_headers(
    message: EmailMessage,
    draft: Draft,
    *,
    to: Address,
    key: str,
    now: datetime,
    settings: MailSettings,
) -> None:
    """Add the headers; the Message-ID follows from the key, so a copy is known as one."""
    organisation = draft.sender.organisation
    shown = f"{organisation}, {settings.product}" if organisation else settings.product
    message["From"] = Address(_one_line(shown), addr_spec=settings.sender)
    message["To"] = to
    if draft.sender.reply_to:
        message["Reply-To"] = one_address(draft.sender.reply_to)
    message["Subject"] = draft.subject
    message["Date"] = format_datetime(now)
    digest = sha256(key.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{digest}@{settings.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"


def _add_calendar(
    message: EmailMessage, calendar: Invitation, *, to: str, now: datetime, settings: MailSettings
) -> None:
    """Add the invitation twice: as a part mail programs act on, and as a file for the others."""
    content = calendar_bytes(
        calendar, organiser=settings.sender, attendee=to, product=settings.product, now=now
    )
    message.add_alternative(
        content.decode(), subtype="calendar", params={"method": calendar.method.value}
    )
    message.add_attachment(
        content, maintype="application", subtype="ics", filename="work-experience-days.ics"
    )


def _fix_boundaries(message: EmailMessage, key: str) -> None:
    """Name the boundaries after the key, so that the same message has the same bytes."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        digest = sha256(f"{key} part {number}".encode()).hexdigest()[:24]
        part.set_boundary(f"=_{digest}_{number}")


def _parts(
    draft: Draft, *, calendar: Invitation | None, attachments: Sequence[Attachment]
) -> list[tuple[str, str]]:
    """Return everything a reader of the message sees, by part."""
    parts = [
        ("subject", draft.subject),
        ("text", draft.text),
        ("html", _words_of(draft.mjml)),
        ("sender", draft.sender.organisation or ""),
    ]
    if calendar:
        parts += [("calendar", calendar.summary), ("calendar", calendar.location or "")]
    return parts + [("file name", file.file_name) for file in attachments]


def _words_of(mjml: str) -> str:
    """Return the words of the HTML part without its mark-up."""
    without_style = re.sub(r"(?s)<mj-(style|attributes)\b.*?</mj-\1>", " ", mjml)
    return unescape(re.sub(r"<[^>]*>", " ", without_style))
