"""What leads and staff fill in about proposals and placements."""

from wtforms import HiddenField
from wtforms.validators import Length

from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    Needed,
    TextField,
    UkDateField,
)
from webapp.placements.approvals import CancelReason
from webapp.placements.models import Answer, AnsweredHow
from webapp.placements.rules import CannotAsk

HOW = (
    (AnsweredHow.ALONE, "By themselves"),
    (AnsweredHow.WITH_HELP, "With help to understand"),
    (AnsweredHow.TOLD_STAFF, "They told me"),
    (AnsweredHow.PICTURES, "With pictures or symbols"),
    (AnsweredHow.SIGNS, "By signing"),
    (AnsweredHow.EYE_GAZE, "By looking (eye gaze)"),
)
ANSWERS = (
    (Answer.YES, "Yes"),
    (Answer.MAYBE, "Maybe, visit first"),
    (Answer.NO, "No thank you"),
    (Answer.ASK_SOMEONE, "Wants to ask someone first"),
)
CANCEL_REASONS = (
    (CancelReason.LEARNER_CHANGED_MIND, "The learner changed their mind"),
    (CancelReason.LEARNER_ILL, "The learner is ill"),
    (CancelReason.LEARNER_LEFT, "The learner has left"),
    (CancelReason.EMPLOYER_CANNOT, "The employer cannot do it any more"),
    (CancelReason.CONSENT_NOT_GIVEN, "Consent was not given"),
    (CancelReason.SAFETY, "It would not be safe"),
    (CancelReason.BETTER_PLACE, "There is a better place"),
    (CancelReason.OTHER, "Something else"),
)

NOT_YET = "Enter a date that has passed. Come back when it is done."
REFUSED = {
    CannotAsk.LEARNER_SAID_NO: "The learner said no, so nobody is asked.",
    CannotAsk.LEARNER_HAS_NOT_SAID_YES: "The learner has not said yes yet.",
    CannotAsk.CONSENT_IS_OFF: "The consent to look for placements is off. Record it first.",
    CannotAsk.RANK_NEEDS_A_REASON: "Write why the place that fits better was not chosen",
    CannotAsk.EMPLOYER_PAUSED: "The employer takes nobody at the moment.",
    CannotAsk.DATES_ARE_PAST: "The first day has passed. Find placements again.",
}


class VersionedForm(Form):
    """A form that knows which version of the placement the page showed."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version the page showed; 0, which is none, where it was tampered with."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isdigit() else 0


class DecisionForm(VersionedForm):
    """A careers lead’s decision, with words the family may read."""

    why = LongTextField(
        "Why this placement?",
        description="One or two sentences. The family may read it.",
        validators=[
            Needed("Write why this placement is right, in one or two sentences"),
            Length(max=600, message="Write at most 600 letters"),
        ],
    )
    rank_reason = LongTextField(
        "Why not the place that fits better?",
        description="For example: it is nearer to the clinic.",
        validators=[Length(max=300, message="Write at most 300 letters")],
    )
    typed_name = TextField(
        "Type your name to decide",
        validators=[
            Needed("Type your name, so that we know who decided"),
            Length(max=120, message="Write at most 120 letters"),
        ],
    )


class ConfirmForm(VersionedForm):
    """The second decision: everyone agreed."""

    why = LongTextField(
        "What has been agreed?",
        description="One or two sentences. The family may read it.",
        validators=[
            Needed("Write what has been agreed, in one or two sentences"),
            Length(max=600, message="Write at most 600 letters"),
        ],
    )
    typed_name = TextField(
        "Type your name to decide",
        validators=[
            Needed("Type your name, so that we know who decided"),
            Length(max=120, message="Write at most 120 letters"),
        ],
    )


class RecordAnswerForm(Form):
    """What a learner said, written down by staff."""

    answer = ChoiceField(
        "What did they say?",
        choices=ANSWERS,
        validators=[Needed("Choose what they said")],
    )
    how = ChoiceField(
        "How did they say it?",
        choices=[choice for choice in HOW if choice[0] is not AnsweredHow.ALONE],
        validators=[Needed("Choose how they said it")],
    )
    note = TextField(
        "Their words, if you can",
        validators=[Length(max=300, message="Write at most 300 letters")],
    )


class GateForm(Form):
    """That something which had to be done first was done."""

    done_on = UkDateField(
        "When was it done?",
        validators=[Needed("Enter the date it was done")],
    )
    evidence = LongTextField(
        "What was done?",
        description="One or two sentences: with whom, and how.",
        validators=[
            Needed("Write what was done, in one or two sentences"),
            Length(max=600, message="Write at most 600 letters"),
        ],
    )


class ConsentForm(GateForm):
    """Who agreed to the placement."""

    given_by = TextField(
        "Who agreed?",
        description="The name of the person who gave consent.",
        validators=[
            Needed("Enter who agreed"),
            Length(max=120, message="Write at most 120 letters"),
        ],
    )


class CancelForm(VersionedForm):
    """Why a placement does not go ahead."""

    reason = ChoiceField(
        "Why does it not go ahead?",
        description="The employer is told that it does not go ahead, and not why.",
        choices=CANCEL_REASONS,
        validators=[Needed("Choose why it does not go ahead")],
    )
