"""Registering an employer while they are on the phone: one page."""

from webapp.catalogue.organisations import EMPLOYER_TYPES, EmployerType
from webapp.catalogue.sectors import SECTORS, Sector
from webapp.core.forms import (
    AtMostChosen,
    EmailAddressField,
    Form,
    ManyChoicesField,
    Needed,
    PhoneField,
    PostcodeField,
    TextField,
    TickField,
    UkDateField,
)
from webapp.employers.assisted import NewEmployer
from webapp.employers.rules import MOST_SECTORS, Fault, RegistrationError

FIELD_OF = {
    "organisation.name": "name",
    "sites[0].postcode": "postcode",
    "insurance.until": "insured_until",
    "contacts[0].name": "contact_name",
}
WORDS = {
    Fault.DUPLICATE: "This employer is here already, at this postcode. Search for it first",
    Fault.UNKNOWN_POSTCODE: "We do not know this postcode. Check it with them",
    Fault.INSURANCE_ENDED: "Enter a day that is still to come: this cover has ended",
    Fault.WRONG_LENGTH: "Enter a name of 2 to 120 letters",
}


class AssistedForm(Form):
    """What a lead asks on the phone."""

    name = TextField(
        "What is the organisation called?",
        longest=120,
        validators=[Needed("Enter the name of the organisation")],
    )
    types = ManyChoicesField(
        "What kind of organisation is it?",
        choices=[(entry.code.value, entry.name) for entry in EMPLOYER_TYPES],
        validators=[Needed("Choose what kind of organisation it is")],
    )
    sectors = ManyChoicesField(
        "What kind of work is it?",
        description="Choose one, two or three.",
        choices=[(entry.code.value, entry.employer) for entry in SECTORS],
        validators=[
            Needed("Choose at least one kind of work"),
            AtMostChosen(MOST_SECTORS, "Choose three at most"),
        ],
    )
    contact_name = TextField(
        "Who do we call?", longest=120, validators=[Needed("Enter the name of the contact")]
    )
    phone = PhoneField(
        "Phone number", longest=30, validators=[Needed("Enter the phone number you called")]
    )
    email = EmailAddressField(
        "Work email",
        longest=254,
        description="They get a link to check all this. Without one they get letters.",
    )
    address = TextField(
        "Where is the work?",
        longest=300,
        description="Street and town",
        validators=[Needed("Enter the street and the town")],
    )
    postcode = PostcodeField("Postcode", longest=12, validators=[Needed("Enter the postcode")])
    insured_until = UkDateField(
        "Until when does their employers’ liability insurance run?",
        what="last day of the insurance",
        description="Leave it empty when they do not know. You can add it later.",
    )
    agreed_by = TextField(
        "Who agreed that we write this down?",
        longest=120,
        validators=[Needed("Enter who agreed")],
    )
    agreed_on = UkDateField(
        "When did they agree?", what="day they agreed", validators=[Needed("Enter the day")]
    )
    read_out = TickField(
        "I told them what we keep, why, and that they can ask us to delete it",
        validators=[Needed("Tell them what we keep, then tick this")],
    )

    def new_employer(self) -> NewEmployer:
        """Return what was said."""
        return NewEmployer(
            name=self.name.data or "",
            types=tuple(map(EmployerType, self.types.data)),
            sectors=tuple(map(Sector, self.sectors.data)),
            contact_name=self.contact_name.data or "",
            phone=self.phone.data or None,
            email=self.email.data or None,
            address=self.address.data or "",
            postcode=self.postcode.data or "",
            insured_until=self.insured_until.data,
            heard_from="setting",
        )

    def refuse(self, error: RegistrationError) -> None:
        """Say beside the right box why it cannot be kept."""
        words = WORDS.get(error.fault, "Check this answer")
        if error.field in FIELD_OF:
            self.say(FIELD_OF[error.field], words)
        else:
            self.say_above(words)
