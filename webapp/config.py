"""Every setting, read once from the environment."""

import os
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from webapp.core.db import engine_options

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE_SECRETS = frozenset({"", "change-me", "changeme", "secret", "example", "dev"})
MAIL_SECURITY = ("none", "starttls", "tls")
"""How the connection to the mail server may be protected."""
SHORTEST_SECRET = 32
"""Characters a production secret has at least (256 bits as hex would be 64)."""


class AppMode(StrEnum):
    """What this process is for. NONE runs commands, never the web server."""

    NONE = "none"
    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class ConfigError(Exception):
    """A setting is missing or unsafe; the message says which and what to do."""


def _env(name: str, default: str = "") -> str:
    """Return a setting; one that is set to nothing is one that is not set."""
    return os.environ.get(name, "").strip() or default


def _mode() -> AppMode:
    value = _env("APP_MODE", AppMode.NONE.value)
    try:
        return AppMode(value)
    except ValueError:
        allowed = ", ".join(mode.value for mode in AppMode if mode is not AppMode.NONE)
        raise ConfigError(f"APP_MODE is {value!r}. Use one of: {allowed}.") from None


def _instance_path() -> Path:
    return Path(_env("INSTANCE_PATH") or ROOT / "instance").resolve()


def _secret(folder: Path) -> str:
    """Return SECRET_KEY, or one made once and kept in the instance folder with mode 600."""
    if value := _env("SECRET_KEY"):
        return value
    file = folder / "secret-key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(32))
    return file.read_text(encoding="ascii").strip()


@dataclass(slots=True)
class Settings:
    """The settings of one process.

    A default is valid in production or the product refuses to start there
    (see check_production).
    """

    mode: AppMode = field(default_factory=_mode)
    instance_path: Path = field(default_factory=_instance_path)
    database_url: str = field(default_factory=lambda: _env("DATABASE_URL"))
    secret_key: str = field(default_factory=lambda: _env("SECRET_KEY"))
    product_name: str = field(default_factory=lambda: _env("PRODUCT_NAME", "Good First Day"))
    base_url: str = field(default_factory=lambda: _env("BASE_URL"))
    host: str = field(default_factory=lambda: _env("HOST", "127.0.0.1"))
    port: int = field(default_factory=lambda: int(_env("PORT", "8000")))
    proxy_hops: int = field(default_factory=lambda: int(_env("PROXY_HOPS", "0")))
    """How many of our own proxies stand before the site; each adds one address."""
    trusted_hosts: str = field(default_factory=lambda: _env("TRUSTED_HOSTS"))
    mail_server: str = field(default_factory=lambda: _env("MAIL_SERVER"))
    mail_port: int = field(default_factory=lambda: int(_env("MAIL_PORT", "25")))
    mail_security: str = field(default_factory=lambda: _env("MAIL_SECURITY"))
    """none, starttls or tls; empty means starttls in production and none elsewhere."""
    mail_user: str = field(default_factory=lambda: _env("MAIL_USER"))
    mail_password: str = field(default_factory=lambda: _env("MAIL_PASSWORD"), repr=False)
    mail_sender: str = field(
        default_factory=lambda: _env("MAIL_SENDER", "good-first-day@example.org")
    )
    postcode_table: Path = field(default_factory=lambda: Path(_env("POSTCODE_TABLE")))
    """The table of postcodes; by default in the instance folder."""
    support_phone: str = field(default_factory=lambda: _env("SUPPORT_PHONE", "01632 960 100"))

    def __post_init__(self) -> None:
        if not self.database_url:
            self.instance_path.mkdir(parents=True, exist_ok=True)
            self.database_url = f"sqlite:///{self.instance_path / 'good-first-day.db'}"
        if self.postcode_table == Path():
            self.postcode_table = self.instance_path / "postcodes.bin"
        if not self.base_url:
            self.base_url = f"http://{self.host}:{self.port}"
        if not self.mail_security:
            self.mail_security = "starttls" if self.mode is AppMode.PRODUCTION else "none"
        if self.mail_security not in MAIL_SECURITY:
            raise ConfigError(
                f"MAIL_SECURITY is {self.mail_security!r}. Use one of: {', '.join(MAIL_SECURITY)}."
            )
        given = self.secret_key
        if self.mode is AppMode.PRODUCTION:
            check_production(self, given_secret=given)
        self.secret_key = given or _secret(self.instance_path)

    def flask(self) -> dict[str, Any]:
        """Return these settings as Flask’s configuration."""
        secure = self.base_url.startswith("https://")
        hosts = [host.strip() for host in self.trusted_hosts.split(",") if host.strip()]
        own = self.base_url.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
        return {
            "APP_MODE": self.mode.value,
            "PRODUCT_NAME": self.product_name,
            "BASE_URL": self.base_url,
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": engine_options(self.database_url),
            "MAX_CONTENT_LENGTH": 5 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            "MAX_FORM_PARTS": 1000,
            "TRUSTED_HOSTS": [*hosts, own, "localhost", "127.0.0.1"]
            if not secure
            else hosts or [own],
            "WTF_CSRF_TIME_LIMIT": None,  # long forms survive
            "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
            "SESSION_COOKIE_SECURE": secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": 30 * 60,  # idle seconds; Flask checks its own time stamp
            "MAIL_SENDER": self.mail_sender,
            "SUPPORT_PHONE": self.support_phone,
        }


def check_production(settings: Settings, *, given_secret: str) -> None:
    """Raise ConfigError for a production setting that is missing or an example."""
    if given_secret.lower() in EXAMPLE_SECRETS or len(given_secret) < SHORTEST_SECRET:
        raise ConfigError(
            f"SECRET_KEY is missing, an example or shorter than {SHORTEST_SECRET} characters. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    if not settings.mail_server:
        raise ConfigError("MAIL_SERVER is missing. Production needs a mail server to send packs.")
    if not settings.base_url.startswith("https://"):
        raise ConfigError("BASE_URL is missing or not https. Links in email are built from it.")
    if settings.mail_sender.endswith("@example.org"):
        raise ConfigError("MAIL_SENDER is an example address. Set the address mail comes from.")
