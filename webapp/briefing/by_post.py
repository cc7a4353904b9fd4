"""Packs for employers without email: a letter with the printed pack, under the same conditions."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.briefing.models import Pack
from webapp.core.clock import local
from webapp.placements import letters
from webapp.placements.letter_models import Letter, LetterKind


def write(session: Session, pack: Pack, *, now: datetime) -> Letter:
    """Return the letter that goes with the printed pack."""
    return _letter(session, LetterKind.PACK, pack, now=now)


def take_back(session: Session, pack: Pack, *, now: datetime) -> None:
    """Print nothing more of this pack; one that is in the post is asked back by letter."""
    if not letters.take_back(session, LetterKind.PACK, pack.id):
        _letter(session, LetterKind.PACK_BACK, pack, now=now)


def stop(session: Session, pack: Pack) -> None:
    """Print nothing more of a version that another one replaces; that one’s letter says so."""
    letters.take_back(session, LetterKind.PACK, pack.id)


def letter_of(session: Session, pack: Pack) -> Letter | None:
    """Return the letter of a pack that goes by post."""
    return letters.letter_about(session, LetterKind.PACK, pack.id)


def sent_on(session: Session, pack: Pack) -> date | None:
    """Return the day the pack left the school; None while its letter waits to be posted."""
    if pack.sent_at is None or pack.sent_to is not None:
        return local(pack.sent_at).date() if pack.sent_at else None
    letter = letter_of(session, pack)
    return local(letter.posted_at).date() if letter and letter.posted_at else None


def _letter(session: Session, kind: LetterKind, pack: Pack, *, now: datetime) -> Letter:
    placement = pack.placement
    return letters.write_letter(
        session,
        kind,
        pack.id,
        employer=placement.window.offer.site.employer,
        provider_id=placement.provider_id,
        now=now,
    )
