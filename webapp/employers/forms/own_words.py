"""Deciding about an employer’s own words."""

from wtforms import HiddenField

from webapp.catalogue.adjustments import ADJUSTMENTS, Adjustment
from webapp.core.forms import ChoiceField, Form, LongTextField, Needed, NeededIf, SelectOneField
from webapp.employers.own_words import Decision
from webapp.employers.own_words_models import Outcome

CHANGED = "Words or decision changed since you opened the page. Look at them again"


class WordsForm(Form):
    """What the words are taken for."""

    seen = HiddenField()
    """The fingerprint of the words the page was opened with."""
    after = HiddenField()
    """The newest decision the page was opened with."""
    outcome = ChoiceField(
        "What is it?",
        choices=(
            (Outcome.SAME_AS.value, "The same as a change on our list: ask them"),
            (Outcome.KEPT.value, "Something of their own: keep their words"),
            (Outcome.NOT_ONE.value, "Not a change for a learner: tell them why"),
        ),
        validators=[Needed("Choose what it is")],
    )
    adjustment = SelectOneField(
        "Which change on our list?",
        description="Only if it is the same as one. They are asked before anything changes.",
        choices=[(entry.code.value, f"{entry.employer} ({entry.code})") for entry in ADJUSTMENTS],
        validators=[
            NeededIf("outcome", (Outcome.SAME_AS.value,), "Choose the change it is the same as")
        ],
    )
    why = LongTextField(
        "Why is it not one?",
        description=(
            "Only if it is not one. They read exactly this. Thank them, and say what would help: "
            "“Thank you. Free parking is good to know. We put it with how to get there.”"
        ),
        longest=300,
        validators=[NeededIf("outcome", (Outcome.NOT_ONE.value,), "Say kindly why it is not one")],
    )

    def decision(self) -> Decision:
        """Return the decision; what does not belong to the answer goes."""
        outcome = Outcome(self.outcome.data)
        is_same, is_none = outcome is Outcome.SAME_AS, outcome is Outcome.NOT_ONE
        return Decision(
            outcome=outcome,
            adjustment=Adjustment(self.adjustment.data) if is_same else None,
            why=self.why.data if is_none else None,
        )
