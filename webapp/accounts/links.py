"""Links for one person: what they open, how long, and the code a new device needs."""

import secrets
import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts import limits
from webapp.accounts.models import LinkCode, LinkDevice, LinkPurpose, PersonalLink
from webapp.core.errors import ProductError

CODE_LIFE = timedelta(minutes=15)
"""docs/rules.md, email: a one-time code is valid for 15 minutes."""
CODE_TRIES = 5
TOKEN_BYTES = 32


class LinkEnd(StrEnum):
    """Why a link opens nothing. A page shows one page for all of them."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED = "used"


class LinkGone(ProductError):
    """The link does not open anything, or no longer."""

    def __init__(self, reason: LinkEnd) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NeedsCode(ProductError):
    """The link is good, and this device has not shown a code for it."""


class WrongCode(ProductError):
    """The digits do not fit."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(f"{tries_left} tries left")
        self.tries_left = tries_left


class CodeGone(ProductError):
    """There is no code to try: none was asked for, it ended, or it was tried too often."""


class TooManyTries(ProductError):
    """So many tries that waiting is the only way on."""


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def make_link(
    session: Session,
    *,
    purpose: LinkPurpose,
    subject_id: uuid.UUID,
    now: datetime,
    expires_at: datetime,
    address: str | None = None,
    holder: str | None = None,
    needs_code: bool = False,
) -> str:
    """Return the token of a new link: 256 random bits, of which only a hash is stored."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        PersonalLink(
            purpose=purpose,
            token_hash=_hash(token),
            subject_id=subject_id,
            address=address,
            holder=holder,
            needs_code=needs_code,
            created_at=now,
            expires_at=expires_at,
        )
    )
    session.flush()
    return token


def find_link(session: Session, token: str) -> PersonalLink | None:
    """Return the link of this token, ended or not."""
    return session.scalar(sa.select(PersonalLink).where(PersonalLink.token_hash == _hash(token)))


def open_link(session: Session, token: str, *, purpose: LinkPurpose, now: datetime) -> PersonalLink:
    """Return the link when it opens something of this kind now, else raise LinkGone.

    Opening uses nothing up: mail scanners open links before people do.
    """
    link = find_link(session, token)
    if link is None or link.purpose is not purpose:
        raise LinkGone(LinkEnd.UNKNOWN)
    if link.revoked_at is not None:
        raise LinkGone(LinkEnd.REVOKED)
    if link.used_at is not None:
        raise LinkGone(LinkEnd.USED)
    if now >= link.expires_at:
        raise LinkGone(LinkEnd.EXPIRED)
    return link


def use_up(session: Session, link: PersonalLink, *, now: datetime) -> None:
    """Mark a link for one use as used; of two at the same time the second raises LinkGone."""
    changed = session.execute(
        sa.update(PersonalLink)
        .where(PersonalLink.id == link.id, PersonalLink.used_at.is_(None))
        .values(used_at=now)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE has a row count
        raise LinkGone(LinkEnd.USED)


def revoke_links(
    session: Session, *, purpose: LinkPurpose, subject_id: uuid.UUID, now: datetime
) -> int:
    """Return how many links to this thing were open; none is any more."""
    changed = session.execute(
        sa.update(PersonalLink)
        .where(
            PersonalLink.purpose == purpose,
            PersonalLink.subject_id == subject_id,
            PersonalLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    return int(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE has a row count


def _code_hash(link: PersonalLink, code: str) -> str:
    return _hash(f"{link.id}:{code}")


def _current_code(session: Session, link: PersonalLink, now: datetime) -> LinkCode | None:
    return session.scalar(
        sa.select(LinkCode).where(
            LinkCode.link_id == link.id,
            LinkCode.used_at.is_(None),
            LinkCode.expires_at > now,
            LinkCode.attempts < CODE_TRIES,
        )
    )


def issue_code(session: Session, link: PersonalLink, *, now: datetime) -> str:
    """Return six digits good for 15 minutes; an earlier code ends. May raise TooManyTries."""
    if not limits.take(session, limits.CODE_PER_LINK, who=str(link.id), now=now):
        raise TooManyTries("codes asked for")
    session.execute(sa.delete(LinkCode).where(LinkCode.link_id == link.id))
    code = f"{secrets.randbelow(1_000_000):06}"
    session.add(
        LinkCode(link_id=link.id, code_hash=_code_hash(link, code), expires_at=now + CODE_LIFE)
    )
    session.flush()
    return code


def has_code(session: Session, link: PersonalLink, *, now: datetime) -> bool:
    """Return whether a code is on its way that may still be tried."""
    return _current_code(session, link, now) is not None


def confirm_code(session: Session, link: PersonalLink, *, code: str, now: datetime) -> str:
    """Return the secret this device keeps; raises WrongCode or CodeGone, and counts the try.

    The caller commits after an error too, or the try was not counted.
    """
    row = _current_code(session, link, now)
    if row is None:
        raise CodeGone("no code to try")
    digits = "".join(character for character in code if character.isdigit())
    row.attempts += 1
    session.flush()  # the count stands whatever follows
    if not compare_digest(row.code_hash, _code_hash(link, digits)):
        if row.attempts >= CODE_TRIES:
            raise CodeGone("tried too often")
        raise WrongCode(CODE_TRIES - row.attempts)
    row.used_at = now
    device = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(LinkDevice(link_id=link.id, device_hash=_hash(device), confirmed_at=now))
    session.flush()
    return device


def is_known_device(session: Session, link: PersonalLink, *, device: str | None) -> bool:
    """Return whether this device has shown a good code for this link."""
    if not device:
        return False
    return (
        session.scalar(
            sa.select(LinkDevice.id).where(
                LinkDevice.link_id == link.id, LinkDevice.device_hash == _hash(device)
            )
        )
        is not None
    )
