"""Drafts: what someone has typed before they register, page by page. Nothing here commits."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.employers.models import RegistrationDraft

LIFE = timedelta(days=30)
"""How long what was typed is kept after the last change."""
MOST_ITEMS = 30
"""Areas or tasks of one draft; more can be added once it is published."""

Typed = dict[str, list[str]]
"""The values of one page by field, as the browser sent them."""


def start_draft(session: Session, *, now: datetime) -> tuple[RegistrationDraft, str]:
    """Return a new, empty draft and the key its browser keeps."""
    key = secrets.token_urlsafe(32)
    draft = RegistrationDraft(
        key_hash=_hash(key), created_at=now, saved_at=now, expires_at=now + LIFE
    )
    session.add(draft)
    session.flush()
    return draft, key


def find_draft(session: Session, key: str | None, *, now: datetime) -> RegistrationDraft | None:
    """Return the draft of this browser, locked against another request, unless it ended."""
    if not key:
        return None
    return session.scalar(
        sa.select(RegistrationDraft)
        .where(RegistrationDraft.key_hash == _hash(key), RegistrationDraft.expires_at > now)
        .with_for_update()
    )


def typed(draft: RegistrationDraft, page: str) -> Typed | None:
    """Return what was typed on a page, or None when it was never saved."""
    return draft.pages.get(page)


def save_page(
    draft: RegistrationDraft, page: str, values: Mapping[str, Any], *, now: datetime
) -> None:
    """Keep what was typed on a page."""
    _store(draft, {**draft.pages, page: dict(values)}, now=now)


def items(draft: RegistrationDraft, page: str) -> dict[str, Typed]:
    """Return the areas or tasks typed so far, by their key, in order."""
    listed: dict[str, Typed] = draft.pages.get(page, {})
    return dict(sorted(listed.items(), key=lambda item: int(item[0])))


def save_item(
    draft: RegistrationDraft,
    page: str,
    values: Mapping[str, Any],
    *,
    key: str | None,
    now: datetime,
) -> str:
    """Return the key of the area or task, changed or added."""
    listed = items(draft, page)
    if key is None:
        key = str(max((int(known) for known in listed), default=0) + 1)
    _store(draft, {**draft.pages, page: {**listed, key: dict(values)}}, now=now)
    return key


def remove_item(draft: RegistrationDraft, page: str, key: str, *, now: datetime) -> None:
    """Forget an area or task; removing it twice changes nothing."""
    left = {known: values for known, values in items(draft, page).items() if known != key}
    _store(draft, {**draft.pages, page: left}, now=now)


def mark_sent(draft: RegistrationDraft, *, employer_id: uuid.UUID) -> None:
    """Note which employer it became, and forget what was typed."""
    draft.employer_id = employer_id
    draft.pages = {}


def throw_away(session: Session, draft: RegistrationDraft) -> None:
    """Delete everything typed."""
    session.delete(draft)


def remove_ended(session: Session, *, today: date, now: datetime) -> int:
    """Return how many drafts ended and are deleted."""
    ended = session.scalars(
        sa.select(RegistrationDraft).where(RegistrationDraft.expires_at <= now)
    ).all()
    for draft in ended:
        session.delete(draft)
    return len(ended)


def _store(draft: RegistrationDraft, pages: dict[str, Any], *, now: datetime) -> None:
    draft.pages = pages
    draft.saved_at = now
    draft.expires_at = now + LIFE


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
