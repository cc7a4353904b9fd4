"""Who the employer is, and what else a school may like to know about it."""

from dataclasses import replace

from webapp.catalogue.organisations import EMPLOYER_TYPES, EmployerType
from webapp.catalogue.sectors import SECTORS, Sector
from webapp.core.forms import (
    AtMostChosen,
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    SelectOneField,
    TextField,
    UkDateField,
)
from webapp.employers.models import DisabilityConfident
from webapp.employers.registration import OrganisationDetails, SupportDetails
from webapp.employers.rules import MOST_SECTORS

BLANK_ORGANISATION = OrganisationDetails(name="", types=(), sectors=())
BLANK_SUPPORT = SupportDetails()


class OrganisationForm(Form):
    """What the organisation is called and what it does."""

    name = TextField(
        "What is your organisation called?",
        longest=120,
        render_kw={"autocomplete": "organization"},
        validators=[Needed("Enter the name of your organisation")],
    )
    description = LongTextField(
        "What do you do, in one sentence? (optional)",
        longest=300,
        description="A young person reads this. For example: A steam railway with old trains.",
        render_kw={"rows": 2},
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
        render_kw={"columns": 3},
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


HEARD_FROM = (
    ("setting", "A school or college"),
    ("hub", "A careers hub"),
    ("event", "An event"),
    ("partner", "We work with a school already"),
    ("web", "On the internet"),
    ("other", "Somewhere else"),
)
CONFIDENT_WORDS = (
    (DisabilityConfident.NONE.value, "No"),
    (DisabilityConfident.COMMITTED.value, "Level 1: Committed"),
    (DisabilityConfident.EMPLOYER.value, "Level 2: Employer"),
    (DisabilityConfident.LEADER.value, "Level 3: Leader"),
    (DisabilityConfident.NOT_SURE.value, "Not sure"),
)


class MoreForm(Form):
    """What is good to know and decides nothing."""

    public_listing = ChoiceField(
        "May a school thank you by name on its public page?",
        choices=(("yes", "Yes, you may name us"), ("no", "No, please do not")),
        validators=[Needed("Choose yes or no. You can change it at any time")],
    )
    website = TextField(
        "Website (optional)", longest=200, render_kw={"autocomplete": "url", "inputmode": "url"}
    )
    registration_number = TextField(
        "Company or charity number (optional)", longest=30, render_kw={"width": 10}
    )
    heard_from = SelectOneField("How did you hear about us? (optional)", choices=HEARD_FROM)
    disability_confident = ChoiceField(
        "Are you in the Disability Confident scheme?",
        description="For information. It changes nothing about who is matched with you.",
        choices=CONFIDENT_WORDS,
        validators=[Needed("Choose an answer. “Not sure” is fine")],
    )
    disability_confident_until = UkDateField("When does the badge end? (optional)")

    @staticmethod
    def shown(details: OrganisationDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "public_listing": "yes" if details.public_listing else "no",
            "website": details.website or "",
            "registration_number": details.registration_number or "",
            "heard_from": details.heard_from,
            "disability_confident": details.disability_confident.value,
            "disability_confident_until": details.disability_confident_until,
        }

    def details(self, before: OrganisationDetails = BLANK_ORGANISATION) -> OrganisationDetails:
        """Return the organisation with these answers."""
        badge = self.disability_confident.data or DisabilityConfident.NOT_SURE.value
        return replace(
            before,
            public_listing=self.public_listing.data == "yes",
            website=self.website.data or None,
            registration_number=self.registration_number.data or None,
            heard_from=self.heard_from.data,
            disability_confident=DisabilityConfident(badge),
            disability_confident_until=self.disability_confident_until.data,
        )


COULD_LEAD_TO = (
    ("repeat", "Another placement"),
    ("longer", "A longer placement"),
    ("supported_internship", "A supported internship"),
    ("apprenticeship", "An apprenticeship"),
    ("saturday_job", "A Saturday job"),
    ("not_now", "Nothing more for now"),
    ("not_sure", "Not sure"),
)


class NextForm(Form):
    """What a placement could lead to."""

    could_lead_to = ManyChoicesField(
        "Could it lead to more?",
        description="Choose any. It is no promise, and it changes no match.",
        choices=COULD_LEAD_TO,
        validators=[Needed("Choose at least one. “Nothing more for now” is fine")],
    )

    @staticmethod
    def shown(details: SupportDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {"could_lead_to": list(details.could_lead_to)}

    def details(self, before: SupportDetails = BLANK_SUPPORT) -> SupportDetails:
        """Return what is said about help with this answer."""
        return replace(before, could_lead_to=tuple(self.could_lead_to.data or ()))
