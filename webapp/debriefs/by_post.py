"""The employer’s questions on paper, where no email address is known."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.debriefs.models import Debrief
from webapp.placements import letters
from webapp.placements.letter_models import Letter, LetterKind


def write(session: Session, debrief: Debrief, *, now: datetime) -> Letter:
    """Return the letter with the questions; asked for twice it is one letter."""
    placement = debrief.placement
    return letters.write_letter(
        session,
        LetterKind.DEBRIEF,
        debrief.id,
        employer=placement.window.offer.site.employer,
        provider_id=placement.provider_id,
        now=now,
    )


def stop(session: Session, debrief: Debrief) -> None:
    """Print nothing more: the answers are here."""
    letters.take_back(session, LetterKind.DEBRIEF, debrief.id)


def letter_of(session: Session, debrief: Debrief) -> Letter | None:
    """Return the letter with the questions, if one was written."""
    return letters.letter_about(session, LetterKind.DEBRIEF, debrief.id)
