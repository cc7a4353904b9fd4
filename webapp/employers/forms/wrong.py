"""What is said beside a field when a registration cannot be kept as it is."""

from webapp.core.forms import Form
from webapp.employers.forms.cover import INSURANCE_ENDED
from webapp.employers.forms.site import UNKNOWN_POSTCODE
from webapp.employers.forms.task import filler_words
from webapp.employers.rules import Fault, FillerTask, RegistrationError

WORDS = {
    Fault.MISSING: "Give an answer here",
    Fault.WRONG_LENGTH: "Use between 2 and 120 letters",
    Fault.TOO_MANY: "Choose fewer",
    Fault.OUT_OF_RANGE: "Choose one of the answers on this page",
    Fault.REPEATED: "You used this name already. Use another one",
    Fault.NOT_NAMED_HERE: "This was removed meanwhile. Choose again",
    Fault.INSURANCE_ENDED: INSURANCE_ENDED,
    Fault.END_BEFORE_START: "The end is before the start. Check both",
    Fault.BREAK_TOO_LONG: "The break is as long as the day. Check the minutes",
    Fault.NO_SUCH_DAY: "None of these days falls between your dates. Check both",
    Fault.FILLER: "Say what they will do, with what, and how anyone will know it is done",
    Fault.UNKNOWN_POSTCODE: UNKNOWN_POSTCODE,
    Fault.DUPLICATE: (
        "An employer with this name and postcode is registered already. "
        "If you work there, ask a colleague to sign in. Or call us and we sort it out"
    ),
    Fault.PLACES_PROMISED: "Learners were promised places here. Call us to change that",
    Fault.IN_USE: "A task is done here. Change or remove that task first",
}


def words_for(error: RegistrationError) -> str:
    """Return the sentence for an error."""
    if isinstance(error, FillerTask):
        return filler_words(error.problem)
    return WORDS[error.fault]


def say(form: Form, error: RegistrationError) -> None:
    """Put the sentence beside the field it is about, or above a form without that field."""
    name = error.field.rpartition(".")[2]
    if name in form:
        form.say(name, words_for(error))
    else:
        form.say_above(words_for(error))
