"""Signed-in browsers: one row each, so that signing out is final."""

import secrets
import uuid
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.models import Session as SignedIn
from webapp.accounts.models import User

LONGEST = timedelta(hours=12)
"""OWASP ASVS 5.0.0, 7.3.2: an absolute end; the idle end is the cookie’s own."""


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def start(session: Session, user: User, *, now: datetime) -> str:
    """Return the key of a new session; only its hash is stored."""
    key = secrets.token_urlsafe(32)
    session.execute(sa.delete(SignedIn).where(SignedIn.expires_at <= now))
    session.add(
        SignedIn(key_hash=_hash(key), user_id=user.id, created_at=now, expires_at=now + LONGEST)
    )
    session.flush()
    return key


def find_user(session: Session, key: str, *, now: datetime) -> User | None:
    """Return who is signed in with this key: nobody once it ended or they were disabled."""
    return session.scalar(
        sa.select(User)
        .join(SignedIn, SignedIn.user_id == User.id)
        .where(
            SignedIn.key_hash == _hash(key),
            SignedIn.expires_at > now,
            User.disabled_at.is_(None),
        )
    )


def end(session: Session, key: str) -> None:
    """Make this key worthless."""
    session.execute(sa.delete(SignedIn).where(SignedIn.key_hash == _hash(key)))


def end_all(session: Session, user_id: uuid.UUID) -> None:
    """Sign this person out everywhere."""
    session.execute(sa.delete(SignedIn).where(SignedIn.user_id == user_id))
