"""The two ways out: a mail server, or the practice mailbox."""

import mailbox
import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from webapp.jobs.registry import Doubtful, JobFailed, RetryLater
from webapp.mail.settings import MailSecurity, MailSettings


class Transport(Protocol):
    """Hands one message over; raises RetryLater, JobFailed or Doubtful when it could not."""

    def send(
        self, content: bytes, *, sender: str, recipient: str, before_data: Callable[[], None]
    ) -> None:
        """Return once the other side has taken the message over."""
        ...


def transport_for(settings: MailSettings) -> Transport:
    """Return the way out these settings name."""
    if settings.server:
        return SmtpTransport(settings)
    return MailboxTransport(settings.practice_mailbox)


class MailboxTransport:
    """Keeps messages in a folder on this machine, as they would have been received."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(
        self, content: bytes, *, sender: str, recipient: str, before_data: Callable[[], None]
    ) -> None:
        """Store the message in the practice mailbox."""
        before_data()
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        with closing(mailbox.Maildir(self._folder, create=True)) as box:
            box.add(content)


class SmtpTransport:
    """Hands messages to a mail server (RFC 5321)."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    def send(
        self, content: bytes, *, sender: str, recipient: str, before_data: Callable[[], None]
    ) -> None:
        """Return once the server has said 250 to the whole message."""
        with closing(self._connect()) as smtp:
            _envelope(smtp, sender=sender, recipient=recipient)
            before_data()
            _hand_over(smtp, content)
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()

    def _connect(self) -> smtplib.SMTP:
        """Return a greeted, protected and signed-in connection, or raise RetryLater.

        A refusal here is about us, not about the recipient, so it may be put right.
        """
        smtp = _client(self._settings.security, self._settings.timeout_seconds)
        try:
            code, _ = smtp.connect(self._settings.server, self._settings.port)
            if code != 220:
                raise RetryLater(f"smtp_{code}")
            smtp.ehlo_or_helo_if_needed()
            if self._settings.security is MailSecurity.STARTTLS:
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo_or_helo_if_needed()
            if self._settings.user:
                smtp.login(self._settings.user, self._settings.password)
        except (OSError, smtplib.SMTPException, RetryLater) as error:
            smtp.close()
            raise RetryLater(_code(error, otherwise="smtp_no_connection")) from None
        return smtp


def _client(security: MailSecurity, timeout: float) -> smtplib.SMTP:
    if security is MailSecurity.TLS:
        return smtplib.SMTP_SSL(timeout=timeout, context=ssl.create_default_context())
    return smtplib.SMTP(timeout=timeout)


def _envelope(smtp: smtplib.SMTP, *, sender: str, recipient: str) -> None:
    """Say who it is from and for; the server has nothing of the message yet."""
    try:
        for code, _ in (smtp.mail(sender), smtp.rcpt(recipient)):
            _judge(code, good=(250, 251, 252))
    except (OSError, smtplib.SMTPException) as error:
        raise RetryLater(_code(error, otherwise="smtp_broke_off")) from None


def _hand_over(smtp: smtplib.SMTP, content: bytes) -> None:
    """Send the message; once its end has gone out, a missing answer is a doubt."""
    try:
        code, _ = smtp.docmd("DATA")
    except (OSError, smtplib.SMTPException) as error:
        raise RetryLater(_code(error, otherwise="smtp_broke_off")) from None
    _judge(code, good=(354,))
    try:
        smtp.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
        code, _ = smtp.getreply()
    except (OSError, smtplib.SMTPException):
        raise Doubtful("smtp_no_answer") from None
    _judge(code, good=(250,))


def _judge(code: int, *, good: tuple[int, ...]) -> None:
    """Return for a good reply; raise RetryLater for 4xx, JobFailed for 5xx (RFC 5321 4.2.1)."""
    if code in good:
        return
    if 500 <= code < 600:
        raise JobFailed(f"smtp_{code}")
    raise RetryLater(f"smtp_{code}")


def _code(error: Exception, *, otherwise: str) -> str:
    """Return a code for the log and the list; never the server’s words, which hold addresses."""
    match error:
        case RetryLater(code=code):
            return code
        case smtplib.SMTPResponseException(smtp_code=number):
            return f"smtp_{number}"
    # smtplib turns a timeout into a lost connection and keeps the cause
    timed_out = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    return "smtp_timeout" if timed_out else otherwise
