"""The letters of placements and questions: what they say, and until when they may be posted."""

from flask import url_for
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.placements import letter_pages, questions
from webapp.placements.letter_models import Letter, LetterKind
from webapp.placements.letter_pages import LetterPage
from webapp.placements.models import Placement
from webapp.placements.previews import request_for
from webapp.placements.queries import find
from webapp.placements.question_models import EmployerQuestion
from webapp.placements.rules import ENDED
from webapp.placements.services import placement_dates
from webapp.providers.queries import contacts


def about_placement(session: Session, letter: Letter, actor: Actor) -> dict[str, object]:
    """Return what a letter about a placement says; it names no learner."""
    placement = find(session, actor, letter.subject_id)
    values: dict[str, object] = {"placement": placement, "dates": placement_dates(placement)}
    if letter.kind is LetterKind.REQUEST:
        contact = contacts(session, letter.provider_id).main
        values["asks"] = request_for(placement, contact=contact)
        values["answer_url"] = url_for("letters.write_answer", placement_id=placement.id)
    return values


def about_question(session: Session, letter: Letter, actor: Actor) -> dict[str, object]:
    """Return what a letter with one question says."""
    question = questions.find_for_staff(session, actor, letter.subject_id)
    return {
        "words": questions.words_of(question),
        "help": questions.entry_of(question).help,
        "answer_url": url_for("lead_questions.show", question_id=question.id),
    }


def is_going_on(session: Session, letter: Letter) -> bool:
    """Return whether the placement has not ended, so that asking still makes sense."""
    placement = session.get(Placement, letter.subject_id)
    return placement is not None and placement.state not in ENDED


def is_unanswered(session: Session, letter: Letter) -> bool:
    """Return whether the question still waits for its answer."""
    question = session.get(EmployerQuestion, letter.subject_id)
    return question is not None and question.answered_at is None


def always(_session: Session, _letter: Letter) -> bool:
    """News that something is off may always be told."""
    return True


def add_letters() -> None:
    """Draw the letters of placements and questions."""
    letter_pages.serves(
        LetterKind.REQUEST,
        LetterPage(
            template="placements/letters/request.html",
            values=about_placement,
            may_go=is_going_on,
        ),
    )
    letter_pages.serves(
        LetterKind.OFF,
        LetterPage(template="placements/letters/off.html", values=about_placement, may_go=always),
    )
    letter_pages.serves(
        LetterKind.QUESTION,
        LetterPage(
            template="placements/letters/question.html",
            values=about_question,
            may_go=is_unanswered,
        ),
    )
