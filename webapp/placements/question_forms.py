"""What an employer fills in about one question."""

from wtforms.validators import Length

from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.employer_questions import QUESTION_ANSWERS
from webapp.core.forms import ChoiceField, Form, LongTextField, Needed, TickField, UkDateField
from webapp.placements.questions import Answered, AnswerFault

ANSWER_WORDS = dict(QUESTION_ANSWERS)
COVER_ANSWERS = tuple(
    code for code, _words in QUESTION_ANSWERS if code is not AdjustmentAnswer.CAN_WITH_HELP
)
"""There is no half a cover."""


class QuestionForm(Form):
    """One press is the answer; the rest may be left as it is."""

    answer = ChoiceField(
        "Your answer",
        choices=[(code.value, words) for code, words in QUESTION_ANSWERS],
        validators=[Needed("Press one of the answers")],
    )
    cover_until = UkDateField(
        "If yes: until when does the cover run?",
        what="last day of the cover",
        description="It stands on the certificate. For example, 31 12 2027",
    )
    note = LongTextField(
        "Anything to add?",
        description="For example, how you would do it, or when we can call.",
        validators=[Length(max=600, message="Write at most 600 letters")],
    )
    is_for_all = TickField(
        "Keep this answer for other young people too",
        description="We then write it into your offer. Without this tick it counts this once.",
    )

    def answered(self) -> Answered:
        """Return what was said."""
        return Answered(
            answer=AdjustmentAnswer(self.answer.data),
            is_for_all=bool(self.is_for_all.data),
            cover_until=self.cover_until.data,
            note=self.note.data or None,
        )

    def refuse(self, fault: AnswerFault) -> None:
        """Say beside the right box why the answer cannot be kept."""
        self.say("cover_until", FAULT_WORDS[fault])


FAULT_WORDS = {
    AnswerFault.COVER_DATE_MISSING: "Enter the last day of the cover, then press your answer again",
    AnswerFault.COVER_ENDED: "Enter a day that is still to come: this cover has ended",
}
