"""Who the employer is, and whom to call there."""

from dataclasses import replace

from webapp.catalogue.organisations import EMPLOYER_TYPES, EmployerType
from webapp.catalogue.sectors import SECTORS, Sector
from webapp.core.forms import (
    AtMostChosen,
    ChoiceField,
    EmailAddressField,
    Form,
    ManyChoicesField,
    Needed,
    PhoneField,
    TextField,
)
from webapp.employers.models import ContactRole
from webapp.employers.registration import ContactDetails, OrganisationDetails
from webapp.employers.rules import MOST_SECTORS

BLANK_ORGANISATION = OrganisationDetails(name="", types=(), sectors=())
BLANK_CONTACT = ContactDetails(role=ContactRole.MAIN, name="")

WAYS = (
    ("phone", "Phone call"),
    ("text", "Text message"),
    ("email", "Email"),
    ("visit", "Come and see us"),
)


class OrganisationForm(Form):
    """What the organisation is called and what it does."""

    name = TextField(
        "What is your organisation called?",
        longest=120,
        validators=[Needed("Enter the name of your organisation")],
    )
    description = TextField(
        "What do you do, in one sentence?",
        longest=300,
        description="A young person reads this. For example: A steam railway with old trains.",
    )
    types = ManyChoicesField(
        "What kind of organisation are you?",
        description="Choose all that fit.",
        choices=[(entry.code.value, entry.name) for entry in EMPLOYER_TYPES],
        validators=[Needed("Choose what kind of organisation you are")],
    )
    sectors = ManyChoicesField(
        "What kind of work is it?",
        description="Choose one, two or three.",
        choices=[(entry.code.value, entry.employer) for entry in SECTORS],
        validators=[
            Needed("Choose at least one kind of work"),
            AtMostChosen(MOST_SECTORS, "Choose three at most: the ones you do every day"),
        ],
    )

    @staticmethod
    def shown(details: OrganisationDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "name": details.name,
            "description": details.description or "",
            "types": [code.value for code in details.types],
            "sectors": [code.value for code in details.sectors],
        }

    def details(self, before: OrganisationDetails = BLANK_ORGANISATION) -> OrganisationDetails:
        """Return the organisation with these answers."""
        return replace(
            before,
            name=self.name.data or "",
            description=self.description.data or None,
            types=tuple(EmployerType(code) for code in self.types.data or ()),
            sectors=tuple(Sector(code) for code in self.sectors.data or ()),
        )


class SameEmailContactForm(Form):
    """The person schools call, once they sign in: the address they sign in with stays."""

    name = TextField(
        "What is your name?", longest=120, validators=[Needed("Enter your first and last name")]
    )
    job_title = TextField(
        "What is your job?",
        longest=120,
        description="For example: shop manager, owner, team leader.",
        validators=[Needed("Enter your job, for example owner")],
    )
    phone = PhoneField(
        "Phone number",
        longest=30,
        description="Schools and colleges call it about a visit.",
        validators=[Needed("Enter a phone number")],
    )
    best_way = ChoiceField("Best way to reach you (optional)", choices=WAYS)

    @staticmethod
    def shown(details: ContactDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "name": details.name,
            "job_title": details.job_title or "",
            "email": details.email or "",
            "phone": details.phone or "",
            "best_way": details.best_way,
        }

    def details(self, before: ContactDetails = BLANK_CONTACT) -> ContactDetails:
        """Return the person with these answers."""
        return replace(
            before,
            name=self.name.data or "",
            job_title=self.job_title.data or None,
            phone=self.phone.data or None,
            best_way=self.best_way.data,
        )


class ContactForm(SameEmailContactForm):
    """The person schools call, and the address they will sign in with."""

    email = EmailAddressField(
        "Work email address",
        longest=254,
        description="You sign in with it. We send one email to check it.",
        validators=[Needed("Enter your work email address")],
    )

    def details(self, before: ContactDetails = BLANK_CONTACT) -> ContactDetails:
        """Return the person with these answers and the address."""
        return replace(SameEmailContactForm.details(self, before), email=self.email.data or None)
