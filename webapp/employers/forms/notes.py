"""Writing down a talk with an employer."""

from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    Needed,
    SelectOneField,
    TextField,
    UkDateField,
)
from webapp.employers.contact_models import ContactNote, Way
from webapp.employers.notes import NoteFault

WAY_WORDS = {
    Way.PHONE: "By phone",
    Way.EMAIL: "By email",
    Way.VISIT: "We visited them",
    Way.MEETING: "They came to us, or online",
    Way.EVENT: "At an event",
    Way.LETTER: "By letter",
    Way.THANKS: "We thanked them",
}


class NoteForm(Form):
    """Who spoke with whom, when, how, what was said, and what comes next."""

    on = UkDateField("When was it?", what="day", validators=[Needed("Enter the day of the talk")])
    staff = SelectOneField("Who of us?", validators=[Needed("Choose who of your school it was")])
    spoke_with = TextField(
        "Who of them?",
        longest=120,
        validators=[Needed("Enter who you spoke with, for example “reception”")],
    )
    way = ChoiceField(
        "How?",
        choices=[(way.value, words) for way, words in WAY_WORDS.items()],
        validators=[Needed("Choose how you were in touch")],
    )
    said = LongTextField(
        "What was said?",
        description="Facts you would be happy for them to read. No names of learners.",
        longest=2000,
        validators=[Needed("Write what was said, in a line or two")],
    )
    next_action = TextField(
        "What is next?",
        description="For example: “Call about dates in June”. Leave it empty when nothing is.",
        longest=200,
    )
    next_owner = SelectOneField("Who does it?")
    next_on = UkDateField("By when?", what="day of the next step")

    @staticmethod
    def shown(note: ContactNote) -> dict[str, object]:
        """Return what stands in the fields of a note."""
        return {
            "on": note.on,
            "staff": note.staff_id,
            "spoke_with": note.spoke_with,
            "way": note.way.value,
            "said": note.said,
            "next_action": note.next_action,
            "next_owner": note.next_owner_id or note.staff_id,
            "next_on": note.next_on,
        }

    def refuse(self, fault: NoteFault) -> None:
        """Say beside the right box why the note cannot be kept."""
        self.say(*FAULT_WORDS[fault])


FAULT_WORDS = {
    NoteFault.IN_FUTURE: ("on", "Enter today or an earlier day"),
    NoteFault.NEXT_WITHOUT_DATE: ("next_on", "Enter the day by which the next step is done"),
    NoteFault.NEXT_BEFORE_TALK: ("next_on", "Enter a day that is not before the talk"),
    NoteFault.NOT_OUR_STAFF: ("staff", "Choose someone of your school"),
}
"""Where each fault is said, and how."""
