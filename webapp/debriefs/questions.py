"""What a debrief asks: the shape of a question, and which come in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """How a question is answered."""

    FACES = "faces"
    CHOICE = "choice"
    SEVERAL = "several"
    WORDS = "words"
    SCALE = "scale"
    NUMBER = "number"


DONT_KNOW = "dont_know"
RATHER_NOT_SAY = "rather_not_say"
NO_ANSWER_NEEDED = frozenset({DONT_KNOW, RATHER_NOT_SAY})
"""Answers of the same size as the others, on every question a learner is asked."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its code, its words, its picture."""

    code: str
    words: str
    picture: str | None = None
    is_last: bool = False
    """Stays behind the others, whichever end of the scale comes first."""


ALWAYS = (
    Option(DONT_KNOW, "I don’t know", "dont_know"),
    Option(RATHER_NOT_SAY, "I don’t want to say", "rather_not_say"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `{place}` in its words is the employer’s name."""

    code: str
    kind: Kind
    words: str
    number: int = 0
    """The screen it belongs to: a follow-up has the number of its question."""
    page: str = ""
    """Of the employer’s form: the page it stands on."""
    first_line: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    asked_after: str = ""
    asked_if: frozenset[str] = frozenset()
    """A follow-up is asked when the question `asked_after` has one of these answers."""
    needed: str = ""
    """What the page says where the answer is missing; empty: it may be skipped."""

    def in_order(self, *, positive_first: bool) -> tuple[Option, ...]:
        """Return the options from one end of the scale or the other, the fixed ones last."""
        scale = [option for option in self.options if not option.is_last]
        fixed = [option for option in self.options if option.is_last]
        if not positive_first and self.kind in {Kind.FACES, Kind.CHOICE}:
            scale.reverse()
        return (*scale, *fixed)

    def codes(self) -> frozenset[str]:
        """Return every answer that may be stored."""
        return frozenset(option.code for option in self.options) | NO_ANSWER_NEEDED


def path(
    questions: Iterable[Question], answers: Mapping[str, Iterable[str]]
) -> tuple[Question, ...]:
    """Return the questions that are asked, given the codes answered so far, in order."""
    return tuple(
        question
        for question in questions
        if not question.asked_after
        or not question.asked_if.isdisjoint(answers.get(question.asked_after, ()))
    )


def find(questions: Iterable[Question], code: str) -> Question | None:
    """Return the question with this code."""
    return next((question for question in questions if question.code == code), None)


def about_task(question: Question, *, code: str, text: str) -> Question:
    """Return the question for one agreed task."""
    return replace(question, code=code, words=question.words.format(task=text))


FACES = (
    Option("good", "Good", "face_good"),
    Option("ok", "OK", "face_ok"),
    Option("not_good", "Not good", "face_not_good"),
)
