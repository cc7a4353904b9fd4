"""Keeping drafts: begun, found, saved page by page, ended. Nothing here commits."""

import json
import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.core.errors import StaleVersion
from webapp.core.wizard.journey import Answers, Typed
from webapp.core.wizard.models import Draft, DraftKey

LIFE = timedelta(days=30)
"""How long what was typed is kept after the last change."""


def begin(
    session: Session, *, kind: str, now: datetime, pages: Answers | None = None
) -> tuple[Draft, str]:
    """Return a new draft without an owner, and the key its browser keeps."""
    draft = Draft(
        kind=kind, pages=_plain(pages or {}), created_at=now, saved_at=now, expires_at=now + LIFE
    )
    session.add(draft)
    session.flush()  # its key points at it
    return draft, add_key(session, draft)


def add_key(session: Session, draft: Draft) -> str:
    """Return a key with which one more browser opens the draft."""
    key = secrets.token_urlsafe(32)
    session.add(DraftKey(draft_id=draft.id, key_hash=_hash(key)))
    session.flush()
    return key


def find(session: Session, key: str | None, *, kind: str, now: datetime) -> Draft | None:
    """Return the draft of this browser, locked against another request, unless it ended."""
    if not key:
        return None
    return session.scalar(
        sa.select(Draft)
        .join(DraftKey, DraftKey.draft_id == Draft.id)
        .where(DraftKey.key_hash == _hash(key), Draft.kind == kind, Draft.expires_at > now)
        .with_for_update(of=Draft)
    )


def begin_part(
    session: Session,
    *,
    kind: str,
    owner_id: uuid.UUID,
    part: str,
    published: Answers,
    now: datetime,
    parent_id: uuid.UUID | None = None,
) -> Draft:
    """Return a new draft of one part of what this owner published, as it stands now."""
    draft = Draft(
        kind=kind,
        owner_id=owner_id,
        part=part,
        parent_id=parent_id,
        pages=_plain(published),
        base=fingerprint(published) if published else "",
        created_at=now,
        saved_at=now,
        expires_at=now + LIFE,
    )
    session.add(draft)
    session.flush()  # a second draft of the same part shows here
    return draft


def find_part(
    session: Session, *, kind: str, owner_id: uuid.UUID, part: str, now: datetime
) -> Draft | None:
    """Return the draft of one part, locked against another request, unless it ended."""
    return session.scalar(
        sa.select(Draft)
        .where(
            Draft.kind == kind,
            Draft.owner_id == owner_id,
            Draft.part == part,
            Draft.expires_at > now,
        )
        .with_for_update()
    )


def parts_of(session: Session, *, kind: str, owner_id: uuid.UUID, now: datetime) -> Sequence[Draft]:
    """Return every open draft of this owner, oldest first."""
    return session.scalars(
        sa.select(Draft)
        .where(Draft.kind == kind, Draft.owner_id == owner_id, Draft.expires_at > now)
        .order_by(Draft.created_at, Draft.part)
    ).all()


def save_page(
    draft: Draft,
    step: str,
    typed: Typed,
    *,
    opened_at: int,
    now: datetime,
    by: uuid.UUID | None = None,
) -> None:
    """Keep what was typed on a page.

    Raises StaleVersion when the page was saved elsewhere since version `opened_at` of the
    draft; a page saved elsewhere with the same words is no conflict.
    """
    page = {name: list(values) for name, values in typed.items()}
    if draft.saved_at_version.get(step, 0) > opened_at and draft.pages.get(step) != page:
        raise StaleVersion("page")
    draft.version += 1
    draft.pages = {**draft.pages, step: page}
    draft.saved_at_version = {**draft.saved_at_version, step: draft.version}
    draft.saved_at = now
    draft.saved_by_id = by
    draft.expires_at = now + LIFE


def mark_sent(draft: Draft, *, result_id: uuid.UUID) -> None:
    """Note what it became, and forget what was typed."""
    draft.result_id = result_id
    draft.pages = {}
    draft.saved_at_version = {}


def throw_away(session: Session, draft: Draft) -> None:
    """Delete everything typed, and every key to it."""
    session.execute(sa.delete(DraftKey).where(DraftKey.draft_id == draft.id))
    session.delete(draft)
    session.flush()  # the same part may be begun again at once


def remove_ended(session: Session, *, kind: str, now: datetime) -> int:
    """Return how many drafts of this kind ended and are deleted."""
    ended = session.scalars(
        sa.select(Draft).where(Draft.kind == kind, Draft.expires_at <= now)
    ).all()
    for draft in ended:
        throw_away(session, draft)
    return len(ended)


def fingerprint(answers: Answers) -> str:
    """Return a hash that is the same for the same answers, whatever their order."""
    return sha256(json.dumps(_plain(answers), sort_keys=True).encode()).hexdigest()


def _plain(answers: Answers) -> dict[str, dict[str, list[str]]]:
    return {
        code: {name: list(values) for name, values in typed.items()}
        for code, typed in answers.items()
    }


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
