"""The letter with the employer’s questions, to be answered with a pen."""

from flask import url_for
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.core.errors import NotFound
from webapp.debriefs.emails import is_wanted
from webapp.debriefs.employer_questions import PAGES, SCALES
from webapp.debriefs.queries import employer_form_questions, find_by_key
from webapp.placements import letter_pages
from webapp.placements.letter_models import Letter, LetterKind
from webapp.placements.letter_pages import LetterPage
from webapp.placements.queries import find
from webapp.placements.services import placement_dates


def values(session: Session, letter: Letter, actor: Actor) -> dict[str, object]:
    """Return the questions by page; they name no learner."""
    debrief = find_by_key(session, letter.subject_id)
    if debrief is None:
        raise NotFound(str(letter.subject_id))
    placement = find(session, actor, debrief.placement_id)
    asked = employer_form_questions(debrief)
    return {
        "placement": placement,
        "site": placement.window.offer.site,
        "days": placement_dates(placement),
        "due_on": debrief.due_on,
        "pages": [
            (title, [one for one in asked if one.page == page]) for page, title in PAGES.items()
        ],
        "scales": SCALES,
        "answer_url": None
        if debrief.finished_at
        else url_for("written_debriefs.ask", placement_id=placement.id),
        "answer_words": "Write down their answers",
    }


def may_go(session: Session, letter: Letter) -> bool:
    """Return whether the answers are still asked for, as for the email."""
    debrief = find_by_key(session, letter.subject_id)
    return debrief is not None and is_wanted(debrief)


def add_letters() -> None:
    """Draw the letters of debriefs."""
    letter_pages.serves(
        LetterKind.DEBRIEF,
        LetterPage(template="debriefs/letter.html", values=values, may_go=may_go),
    )
