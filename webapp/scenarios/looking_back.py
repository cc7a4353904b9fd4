"""Debrief answers of a file: each voice’s, by question."""

import sqlalchemy as sa

from webapp.debriefs import learner_questions
from webapp.debriefs.employer_questions import SCALES
from webapp.debriefs.models import Debrief, Voice
from webapp.debriefs.queries import answer_to, employer_form_questions
from webapp.debriefs.questions import Kind, Question
from webapp.debriefs.screening import words_to_take_out
from webapp.debriefs.services import Given, finish, save_answer
from webapp.scenarios.entries import DebriefEntry
from webapp.scenarios.nodes import nearest
from webapp.scenarios.walk import Walk

TASK = "task_"
"""How the questions about single tasks begin; a file names the task instead."""


def look_back(walk: Walk) -> None:
    """Keep what each voice answered; a voice the file does not name has not answered."""
    debriefs = {
        debrief.voice: debrief
        for debrief in walk.session.scalars(
            sa.select(Debrief).where(Debrief.placement_id == walk.placement.id)
        )
    }
    if walk.entry.learner_debrief is not None:
        asked = (*learner_questions.QUESTIONS, *learner_questions.CLOSING)
        _answer(walk, debriefs[Voice.LEARNER], asked, walk.entry.learner_debrief)
    if walk.entry.employer_debrief is not None:
        debrief = debriefs[Voice.EMPLOYER]
        _answer(walk, debrief, employer_form_questions(debrief), walk.entry.employer_debrief)


def _answer(walk: Walk, debrief: Debrief, asked: tuple[Question, ...], entry: DebriefEntry) -> None:
    by_name = {_name(walk, question): question for question in asked}
    day = entry.given_on or walk.today
    for name, values in entry.answers.items():
        question = by_name.get(name)
        if question is None:
            walk.entry.node.wrong(f"“{name}” is no question. {nearest(name, sorted(by_name))}")
        given = _given(walk, question, values, voice=debrief.voice)
        save_answer(walk.session, debrief, question, given, now=walk.at(day))
    if not entry.finished:
        return
    walk.session.refresh(debrief, ["answers"])
    for name, question in by_name.items():
        if question.needed and answer_to(debrief, question) is None:
            walk.entry.node.wrong(f"a finished debrief needs an answer to “{name}”.")
    finish(walk.session, debrief, helped=entry.helped, now=walk.at(day))


def _name(walk: Walk, question: Question) -> str:
    """Return what a file calls this question: its code, or the words of the task."""
    if not question.code.startswith(TASK):
        return question.code
    key = question.code.removeprefix(TASK)
    return next(task.text for task in walk.placement.window.offer.tasks if task.id.hex == key)


def _given(walk: Walk, question: Question, values: tuple[str, ...], *, voice: Voice) -> Given:
    codes = question.codes()
    if question.kind is Kind.SCALE:
        codes |= {str(step) for step in range(1, len(SCALES[question.code]) + 1)} | {"not_sure"}
    if question.kind is Kind.NUMBER:
        (number, *more) = values or ("",)
        if more or not number.isdigit():
            walk.entry.node.wrong(f"“{question.code}” is answered with a whole number.")
        return Given(words=number)
    words = [value for value in values if value not in codes]
    if words and question.kind is not Kind.WORDS:
        walk.entry.node.wrong(
            f"“{words[0]}” is no answer to “{question.code}”. {nearest(words[0], sorted(codes))}"
        )
    text = " ".join(words)
    if voice is Voice.EMPLOYER and (taken_out := words_to_take_out(text)):
        walk.entry.node.wrong(f"an employer is asked to take out “{taken_out[0]}”.")
    return Given(choices=tuple(value for value in values if value in codes), words=text)
