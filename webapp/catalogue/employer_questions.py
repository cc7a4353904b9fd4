"""What an employer may be asked in one question, and the five answers to it."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from webapp.catalogue.adjustments import ADJUSTMENTS, Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.sheets import Row, text, toml_rows


class AnswersWith(StrEnum):
    """What a yes to a question means."""

    ADJUSTMENT = "adjustment"
    """One change at work is promised."""
    INSURANCE = "insurance"
    """There is cover, until a day that is given."""
    TALK = "talk"
    """The school calls; nothing is written by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerQuestionEntry:
    """A question by its cause; the question’s words are those of the reason of this cause."""

    cause: str
    answers: AnswersWith
    help: str
    prefers: Adjustment | None = None
    """The change a yes promises, where several would do."""


def _entry(cause: str, row: Row) -> EmployerQuestionEntry:
    return EmployerQuestionEntry(
        cause=cause,
        answers=AnswersWith(text(row, "answers")),
        help=text(row, "help"),
        prefers=ADJUSTMENTS.code(text(row, "prefers")) if "prefers" in row else None,
    )


EMPLOYER_QUESTIONS: MappingProxyType[str, EmployerQuestionEntry] = MappingProxyType(
    {cause: _entry(cause, row) for cause, row in toml_rows("employer_questions.toml")}
)
"""By cause; what is not here is nobody’s to ask of an employer in one question."""

QUESTION_ANSWERS = (
    (AdjustmentAnswer.ALREADY_DO, "Yes, already"),
    (AdjustmentAnswer.WILL_DO, "Yes, we will"),
    (AdjustmentAnswer.CAN_WITH_HELP, "With help"),
    (AdjustmentAnswer.CANNOT, "No"),
    (AdjustmentAnswer.NOT_SURE, "Not sure"),
)
"""The answers in the order of the buttons, in the words of an employer."""
