"""What is said when something about a learner cannot be kept, and who says things."""

from webapp.core.forms import Form
from webapp.core.postcodes import BadPostcode, PostcodeError, UnknownPostcode
from webapp.learners.errors import LearnerError, Wrong
from webapp.learners.models import SaidBy, Share

SAID_BY = [
    (SaidBy.ME.value, "The learner, in their own way"),
    (SaidBy.WITH_HELP.value, "The learner, with help"),
    (SaidBy.PARENT.value, "A parent or carer"),
    (SaidBy.STAFF.value, "School or college staff"),
    (SaidBy.EHC_PLAN.value, "The EHC plan"),
    (SaidBy.PROFESSIONAL.value, "A professional, such as a therapist"),
]
"""Whose words an answer is."""

SHARES = [
    (Share.SHARE.value, "Share with the place they go"),
    (Share.SAFETY_ONLY.value, "Only what keeps them safe"),
    (Share.SCHOOL_ONLY.value, "School or college only"),
]
"""Who may read an answer, for staff."""

WRONG = {
    Wrong.DUPLICATE_NUMBER: "Another learner has this number. Enter the right number.",
    Wrong.NAME_MISSING: "Enter a name",
    Wrong.BIRTH_NOT_PLAUSIBLE: "Check the date of birth. Learners here are 10 to 25 years old.",
    Wrong.NO_WORDS: "Write what was said, or leave the box empty",
    Wrong.TOO_LONG: "Use 2,000 letters or fewer",
    Wrong.HOURS_ORDER: "The day must end later than it starts",
    Wrong.DATES_ORDER: "The last day must not be before the first day",
    Wrong.LEVEL_RANGE: "Choose one of the levels on this page",
    Wrong.TYPE_MISSING: "Choose at least one kind of experience",
    Wrong.DAYS_RANGE: "Enter a number of days from 1 to 366",
    Wrong.NOTHING_NAMED: "Choose a need or a change",
    Wrong.MINIMUM_WORDING: "Write the least the workplace must read to keep them safe",
    Wrong.NOT_MORE_PRIVATE: "Ask someone at school if you want to share more",
    Wrong.GIVER_MISSING: "Enter who gave this answer",
}


def say_wrong(form: Form, error: LearnerError) -> None:
    """Put the sentence beside the field it is about, or above the form."""
    words = WRONG[error.code]
    if error.field in form:
        form.say(error.field, words)
    else:
        form.say_above(words)


def say_postcode(form: Form, error: PostcodeError) -> None:
    """Put what is wrong with a postcode beside it."""
    if isinstance(error, BadPostcode):
        form.say("postcode", "Enter a full UK postcode, like CH1 2AB")
    elif isinstance(error, UnknownPostcode):
        form.say("postcode", "We cannot find this postcode in England. Check each letter.")
    else:
        form.say("postcode", "We cannot check postcodes at the moment. Leave it empty for now.")
