"""What is asked on the worry pages and on the public page for concerns."""

from wtforms import HiddenField

from webapp.concerns.models import ConcernKind
from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    Needed,
    PhoneField,
    TextField,
)

CONCERN_WORDS = {
    ConcernKind.SAFEGUARDING: "Someone may not be safe",
    ConcernKind.ACCIDENT: "An accident or an injury",
    ConcernKind.NEAR_MISS: "Something that nearly hurt someone",
    ConcernKind.DISTRESS: "Someone was very upset",
    ConcernKind.LEFT_SITE: "Someone left and we do not know where they are",
    ConcernKind.MEDICAL: "Someone was ill",
    ConcernKind.BULLYING: "Bullying or unfair treatment",
    ConcernKind.TRAVEL: "Something on the way there or back",
    ConcernKind.PROPERTY: "Something was broken or lost",
    ConcernKind.PRIVACY: "Someone read or told what is private",
    ConcernKind.OTHER: "Something else",
}


class WorryForm(Form):
    """A learner tells an adult."""

    form_key = HiddenField()
    words = LongTextField(
        "What worries you?",
        description="You can leave this empty.",
    )
    tell = ChoiceField(
        "Who do you want to tell?", validators=[Needed("Choose who you want to tell")]
    )


class AnswerForm(Form):
    """The adult answers."""

    answer = LongTextField(
        "Your answer",
        description="Short sentences. Say what happens next and when.",
        validators=[Needed("Write an answer, or press “I have read it”")],
    )


class ConcernForm(Form):
    """Anyone tells us that something happened."""

    form_key = HiddenField()
    kind = ChoiceField(
        "What is it about?",
        choices=[(kind.value, words) for kind, words in CONCERN_WORDS.items()],
        validators=[Needed("Choose what it is about")],
    )
    happened = LongTextField(
        "What happened?",
        description="Say what you saw and heard, in the words that were used. "
        "Do not write about health or a diagnosis.",
        longest=5000,
        validators=[Needed("Write what happened")],
    )
    when_and_where = TextField("When and where was it?", longest=300)
    did = LongTextField("What did you do?")
    called_999 = ChoiceField("Did someone call 999?", choices=[("yes", "Yes"), ("no", "No")])
    reference = TextField(
        "Which placement is it about?",
        description="It looks like P-1042 and stands in our emails. Leave it empty if you "
        "do not know it.",
        longest=20,
    )
    name = TextField("Your name", description="You can leave this empty.", longest=120)
    phone = PhoneField("Your phone number", description="So that we can ask you more.")
