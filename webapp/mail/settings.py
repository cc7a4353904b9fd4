"""What the mail of this process needs to know; one per process, like the clock."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class MailSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Who mail comes from and where it goes."""

    sender: str
    product: str
    support_phone: str
    base_url: str
    practice_mailbox: Path
    """Where mail goes when there is no server: demo and tests."""
    server: str = ""
    port: int = 25
    security: MailSecurity = MailSecurity.NONE
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = 30.0
    """How long the server may take for each answer."""

    @property
    def domain(self) -> str:
        """Return the part of the sender’s address after the @."""
        return self.sender.rpartition("@")[2]


class NoMailSettings(Exception):
    """Mail was asked for before create_app said how it is sent."""


_settings: MailSettings | None = None


def use(settings: MailSettings) -> None:
    """Make these the mail settings of the process; called once by create_app."""
    global _settings
    _settings = settings


def current() -> MailSettings:
    """Return the mail settings of the process, or raise NoMailSettings."""
    if _settings is None:
        raise NoMailSettings
    return _settings
