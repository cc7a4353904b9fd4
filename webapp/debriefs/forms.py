"""Forms made of questions: the learner’s one question a page, the employer’s pages."""

from collections.abc import Iterable
from datetime import date

from wtforms import Field

from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    ScaleField,
    TextField,
    UkDateField,
    WholeNumberField,
)
from webapp.debriefs.employer_questions import SCALES
from webapp.debriefs.learner_questions import CLOSING, HELPED, HELPED_WORDS
from webapp.debriefs.models import Debrief, HelpToAnswer
from webapp.debriefs.queries import answer_to
from webapp.debriefs.questions import (
    ALWAYS,
    NO_ANSWER_NEEDED,
    Kind,
    Option,
    Question,
)
from webapp.debriefs.screening import words_to_take_out
from webapp.debriefs.services import Given

SAVE = "save"
ONE_PRESS = frozenset({Kind.FACES, Kind.CHOICE})


class AnswerForm(Form):
    """A learner’s answer to one question: a press, or pictures and words and a press."""

    answer = ChoiceField("Your answer", validators=[Needed("Choose one, or press “Skip this one”")])
    picks = ManyChoicesField("Choose pictures")
    words = LongTextField("Or write here")


def learner_form(question: Question, debrief: Debrief) -> AnswerForm:
    """Return the form for this question, filled with the answer given before."""
    known = answer_to(debrief, question)
    form = AnswerForm(
        picks=known.choices if known else [], words=(known.words or "") if known else ""
    )
    options = [(option.code, option.words) for option in question.options]
    always = [(option.code, option.words) for option in ALWAYS]
    if question.kind in ONE_PRESS:
        form.answer.choices = [*options, *always]
    else:
        form.answer.choices = [(SAVE, "Save and go on"), *always]
        form.picks.choices = options
        form.picks.data = [code for code in form.picks.data if code not in NO_ANSWER_NEEDED]
    return form


def given_by_learner(form: AnswerForm, question: Question) -> Given:
    """Return what the learner answered; “I don’t know” takes no pictures or words with it."""
    pressed = form.answer.data or ""
    if question.kind in ONE_PRESS or pressed != SAVE:
        return Given(choices=(pressed,))
    words = form.words.data or "" if question.kind is Kind.WORDS else ""
    return Given(choices=tuple(form.picks.data), words=words)


def _pairs(options: Iterable[Option]) -> list[tuple[str, str]]:
    return [(option.code, option.words) for option in options]


class ClosingForm(Form):
    """The last screen of a learner’s debrief; nothing on it has to be answered."""

    confidence_before = ChoiceField(
        CLOSING[0].words, choices=_pairs((*CLOSING[0].options, *ALWAYS))
    )
    confidence_after = ChoiceField(CLOSING[1].words, choices=_pairs((*CLOSING[1].options, *ALWAYS)))
    helped = ChoiceField(HELPED_WORDS, choices=_pairs(HELPED))

    def who_helped(self) -> HelpToAnswer | None:
        """Return who helped, or None where the learner did not say."""
        chosen = self.helped.data
        return HelpToAnswer(chosen) if chosen in set(HelpToAnswer) else None


def employer_form(questions: Iterable[Question], debrief: Debrief) -> Form:
    """Return the form of one page of the employer’s debrief, with the answers given before."""
    asked = tuple(questions)
    fields = {question.code: _field(question) for question in asked}
    made = type("EmployerPage", (Form,), fields)
    form: Form = made(**_all_known(asked, debrief))
    return form


class SayingForm(Form):
    """Who of the employer said it, and when; the questions come with it."""

    said_by = TextField(
        "Who told you?",
        longest=120,
        description="As they signed the page, or said on the phone.",
        validators=[Needed("Enter the name of who told you")],
    )
    said_on = UkDateField("When?", what="day", validators=[Needed("Enter the day they told you")])


def written_form(
    questions: Iterable[Question], debrief: Debrief, *, name: str, on: date
) -> SayingForm:
    """Return the form for answers on paper or on the phone: all questions on one page."""
    asked = tuple(questions)
    fields = {question.code: _field(question) for question in asked}
    made = type("WrittenPage", (SayingForm,), fields)
    form: SayingForm = made(said_by=name, said_on=on, **_all_known(asked, debrief))
    return form


def _all_known(questions: Iterable[Question], debrief: Debrief) -> dict[str, object]:
    known = {question.code: _known(question, debrief) for question in questions}
    return {code: value for code, value in known.items() if value is not None}


def _field(question: Question) -> Field:
    checks = [Needed(question.needed)] if question.needed else []
    words, hint = question.words, question.hint
    match question.kind:
        case Kind.NUMBER:
            return WholeNumberField(words, description=hint, validators=checks)
        case Kind.SCALE:
            return ScaleField(
                words, words=SCALES[question.code], description=hint, validators=checks
            )
        case Kind.SEVERAL:
            return ManyChoicesField(words, choices=_pairs(question.options), description=hint)
        case Kind.WORDS:
            return LongTextField(words, description=hint, validators=checks)
        case _:
            return ChoiceField(
                words, choices=_pairs(question.options), description=hint, validators=checks
            )


def _known(question: Question, debrief: Debrief) -> object:
    answer = answer_to(debrief, question)
    if answer is None:
        return None
    if question.kind is Kind.NUMBER:
        return int(answer.words or 0)
    if question.kind is Kind.SEVERAL:
        return answer.choices
    if question.kind is Kind.WORDS:
        return answer.words
    return answer.choices[0] if answer.choices else None


def given_by_employer(form: Form, question: Question) -> Given:
    """Return what the employer answered to this question."""
    value = form[question.code].data
    if question.kind is Kind.NUMBER:
        return Given(words="" if value is None else str(value))
    if question.kind is Kind.SEVERAL:
        return Given(choices=tuple(value))
    if question.kind is Kind.WORDS:
        return Given(words=value or "")
    return Given(choices=(value,) if value else ())


def ask_to_reword(form: Form, questions: Iterable[Question]) -> bool:
    """Return whether words must be taken out; each box says which. Nothing of them is stored."""
    found = False
    for question in questions:
        if question.kind is not Kind.WORDS:
            continue
        words = words_to_take_out(form[question.code].data or "")
        if words:
            found = True
            named = " and ".join(f"“{word}”" for word in words[:3])
            form.say(
                question.code,
                f"Take out {named}. Say what happened and what helped, not a health word.",
            )
    return found
