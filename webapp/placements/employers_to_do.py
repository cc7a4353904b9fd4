"""What work with employers brings to the Today page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts.policies import LEADS, Actor
from webapp.catalogue.employer_questions import QUESTION_ANSWERS
from webapp.core.clock import local
from webapp.core.working_days import working_days_after
from webapp.employers import notes
from webapp.employers.contact_models import ContactNote
from webapp.placements.letters import to_print
from webapp.placements.queries import names_of
from webapp.placements.question_models import EmployerQuestion
from webapp.placements.questions import for_staff, words_of
from webapp.placements.today import TodayItem

ANSWER_WORDS = dict(QUESTION_ANSWERS)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What someone promised to do with an employer, and who."""

    note: ContactNote
    owner: str


@dataclass(frozen=True, slots=True)
class AskedOnce:
    """A question to an employer, in words, and its answer if there is one."""

    question: EmployerQuestion
    words: str
    answer: str | None


CHASE_AFTER = 5
"""Working days after which an employer who has not answered is called."""


def question_work(session: Session, actor: Actor, today: date) -> Iterator[TodayItem]:
    """Return answers that nobody has looked at, and questions that wait too long, for leads."""
    if not actor.is_any(*LEADS):
        return
    for question in for_staff(session, actor):
        about = AskedOnce(question, words_of(question), None)
        if question.answer is not None and question.answered_at is not None:
            said = ANSWER_WORDS[question.answer]
            yield TodayItem(
                template="placements/today/question_answered.html",
                due_on=working_days_after(local(question.answered_at).date(), 1),
                about=replace(about, answer=said),
                weight=5,
            )
            continue
        due = working_days_after(local(question.asked_at).date(), CHASE_AFTER)
        if due <= today:
            yield TodayItem(
                template="placements/today/question_waits.html", due_on=due, about=about
            )


def letter_work(session: Session, actor: Actor, today: date) -> Iterator[TodayItem]:
    """Return the letters that are not in the post yet."""
    del today  # a letter is due on the day it is written
    for letter in to_print(session, actor=actor):
        yield TodayItem(
            template="placements/today/letter.html",
            due_on=local(letter.written_at).date(),
            about=letter,
        )


def employer_work(session: Session, actor: Actor, today: date) -> Iterator[TodayItem]:
    """Return the next steps that this person, or for a lead the school, has promised."""
    del today  # every open step has its own day
    steps = notes.open_actions(session, actor=actor)
    names = names_of(session, [step.next_owner_id for step in steps])
    for step in steps:
        if step.next_on is not None and step.next_owner_id is not None:
            yield TodayItem(
                template="placements/today/employer_action.html",
                due_on=step.next_on,
                about=NextStep(step, names[step.next_owner_id]),
            )
