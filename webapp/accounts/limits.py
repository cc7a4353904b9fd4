"""How often something may be tried, counted in the database so that all processes agree."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from webapp.accounts.models import RateLimit


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries of one kind in one window."""

    name: str
    tries: int
    window: timedelta


PASSWORD_PER_ADDRESS = Limit("password-address", 10, timedelta(hours=1))
"""GOV.UK Notify locks after 10."""
PASSWORD_PER_IP = Limit("password-ip", 20, timedelta(hours=1))
LINK_PER_ADDRESS = Limit("link-address", 5, timedelta(hours=1))
LINK_PER_IP = Limit("link-ip", 20, timedelta(hours=1))
CODE_PER_LINK = Limit("code-link", 5, timedelta(hours=1))
"""Codes asked for; each may be tried wrongly five times (links.CODE_TRIES)."""


def _bucket(limit: Limit, who: str) -> str:
    return f"{limit.name}:{sha256(who.strip().lower().encode()).hexdigest()}"


def take(session: Session, limit: Limit, *, who: str, now: datetime) -> bool:
    """Return whether one more try is allowed, and count it."""
    row = session.get(RateLimit, _bucket(limit, who), with_for_update=True)
    if row is None:
        row = RateLimit(bucket=_bucket(limit, who), window_start=now, tries=0)
        session.add(row)
    if now - row.window_start >= limit.window or now < row.window_start:
        row.window_start, row.tries = now, 0
    if row.tries >= limit.tries:
        return False
    row.tries += 1
    session.flush()  # so that a second take in this transaction finds the row
    return True


def give_back(session: Session, limit: Limit, *, who: str) -> None:
    """Return one try: it was a good one."""
    row = session.get(RateLimit, _bucket(limit, who), with_for_update=True)
    if row is not None and row.tries:
        row.tries -= 1


def forget(session: Session, limit: Limit, *, who: str) -> None:
    """Start again from none: the person has shown who they are."""
    row = session.get(RateLimit, _bucket(limit, who), with_for_update=True)
    if row is not None:
        session.delete(row)
