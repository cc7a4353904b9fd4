"""What an employer fills in about a request."""

from collections.abc import Iterable

from wtforms.validators import Length

from webapp.catalogue.adjustments import ADJUSTMENTS
from webapp.catalogue.answers import ADJUSTMENT_ANSWERS
from webapp.catalogue.employer_replies import DECLINE_REASONS, WANTED_CHANGES
from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    NeededIf,
    TextField,
)
from webapp.placements.models import PlacementState
from webapp.placements.reply_models import ReplyKind

YES = PlacementState.EMPLOYER_AGREED.value
QUESTIONS = PlacementState.EMPLOYER_QUESTIONS.value
NO = PlacementState.EMPLOYER_DECLINED.value
CHANGES = ReplyKind.YES_WITH_CHANGES.value
THANKS = {
    YES: "Thank you. The school confirms next, then sends you what you need to know.",
    CHANGES: "Thank you. The school looks at what you would change, then calls you.",
    QUESTIONS: "Thank you. The school calls you.",
    NO: "Thank you for telling us. It closes nothing.",
}
STATES = {
    YES: PlacementState.EMPLOYER_AGREED,
    CHANGES: PlacementState.EMPLOYER_QUESTIONS,
    QUESTIONS: PlacementState.EMPLOYER_QUESTIONS,
    NO: PlacementState.EMPLOYER_DECLINED,
}
"""What each answer makes of the placement."""
ANSWER_CHOICES = tuple((entry.code.value, entry.label) for entry in ADJUSTMENT_ANSWERS)


class RequestForm(Form):
    """The employer’s answer; one question for each adjustment is added for the request."""

    answer = ChoiceField(
        "Could you host this young person?",
        choices=[
            (YES, "Yes"),
            (CHANGES, "Yes, with changes"),
            (QUESTIONS, "Maybe: call me first"),
            (NO, "Not this time"),
        ],
        validators=[Needed("Choose yes, yes with changes, maybe or not this time")],
    )
    changes = ManyChoicesField(
        "If yes with changes: what would you change?",
        choices=[(entry.code.value, entry.employer) for entry in WANTED_CHANGES],
        validators=[NeededIf("answer", (CHANGES,), "Choose what you would change")],
    )
    reason = ChoiceField(
        "If not this time, why?",
        description="This helps us ask better. It closes nothing.",
        choices=[(entry.code.value, entry.employer) for entry in DECLINE_REASONS],
        validators=[NeededIf("answer", (NO,), "Choose why it does not work this time")],
    )
    who = TextField(
        "Who makes sure of this?",
        description="One person is enough. They are named in the pack.",
        validators=[Length(max=120, message="Write at most 120 letters")],
    )
    note = LongTextField(
        "Anything to ask or add?",
        description="Changes you would like, or a good time to call.",
        validators=[
            NeededIf("answer", (QUESTIONS,), "Write what you would like to ask"),
            Length(max=600, message="Write at most 600 letters"),
        ],
    )


def field_name(code: str) -> str:
    """Return the name of the box for one adjustment: COM-02 is adj_com_02."""
    return f"adj_{code.lower().replace('-', '_')}"


def request_form(codes: Iterable[str]) -> type[RequestForm]:
    """Return the form for a request that asks for these adjustments."""
    fields = {}
    for code in codes:
        fields[field_name(code)] = ChoiceField(
            ADJUSTMENTS[code].employer,
            choices=ANSWER_CHOICES,
            validators=[
                NeededIf("answer", (YES,), f"Choose an answer for: {ADJUSTMENTS[code].employer}")
            ],
        )
    return type("RequestFormWithAdjustments", (RequestForm,), fields)
