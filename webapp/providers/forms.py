"""What we ask to set up a school or college and its careers lead."""

from wtforms import ValidationError

from webapp.accounts.forms import check_password
from webapp.accounts.models import Role
from webapp.catalogue.organisations import SETTING_TYPES, SettingType
from webapp.core.forms import (
    ChoiceField,
    EmailAddressField,
    Form,
    Needed,
    PhoneField,
    PostcodeField,
    SecretField,
    SelectOneField,
    TextField,
)
from webapp.providers.rules import revealing_word
from webapp.providers.services import NewProvider, NewStaff


class SchoolForm(Form):
    """A school or college and who leads careers there."""

    school_name = TextField(
        "Name of the school or college",
        longest=120,
        validators=[Needed("Enter the name of the school or college")],
    )
    name_for_employers = TextField(
        "Name for employers",
        description="Employers read this one. It must not show that learners have SEND. "
        "For example: Kestrel Park careers team.",
        longest=120,
        validators=[Needed("Enter the name that employers read")],
    )
    type = SelectOneField(
        "What kind of school or college is it?",
        description="Employers do not see this.",
        choices=[(kind.value, SETTING_TYPES[kind].name) for kind in SettingType],
        validators=[Needed("Choose what kind it is")],
    )
    postcode = PostcodeField("Postcode", validators=[Needed("Enter the postcode")])
    phone = PhoneField(
        "Phone number",
        description="For employers and families in school hours.",
        validators=[Needed("Enter a phone number")],
    )
    person_name = TextField(
        "Name of the careers lead",
        longest=120,
        validators=[Needed("Enter the name of the careers lead")],
    )
    email = EmailAddressField(
        "Email address of the careers lead",
        longest=254,
        validators=[Needed("Enter the email address of the careers lead")],
    )

    def validate_name_for_employers(self, field: TextField) -> None:
        """Refuse a name that tells what kind of school it is."""
        if word := revealing_word(field.data or ""):
            raise ValidationError(f"Leave out “{word}”. It shows that learners have SEND.")

    def provider(self) -> NewProvider:
        """Return what the form says about the school."""
        return NewProvider(
            name=self.school_name.data or "",
            name_for_employers=self.name_for_employers.data or "",
            type=SettingType(self.type.data),
            postcode=self.postcode.data or "",
            phone=self.phone.data or "",
        )


TEAM_ROLES = (
    (Role.DEPUTY_LEAD.value, "Deputy careers lead: does all that the careers lead does"),
    (Role.STAFF.value, "Member of staff: supports learners"),
    (Role.DSL.value, "Designated safeguarding lead: reads concerns"),
    (Role.CAREERS_LEAD.value, "Careers lead"),
)
"""Whom a careers lead may add to the team, the most needed first."""


class StaffForm(Form):
    """Someone who joins the team of a school or college."""

    person_name = TextField("Name", longest=120, validators=[Needed("Enter the name")])
    job_title = TextField("Job title", longest=120, validators=[Needed("Enter the job title")])
    email = EmailAddressField(
        "Email address", longest=254, validators=[Needed("Enter the email address")]
    )
    phone = PhoneField("Phone number at work", validators=[Needed("Enter a phone number")])
    role = ChoiceField(
        "What do they do here?", choices=TEAM_ROLES, validators=[Needed("Choose what they do here")]
    )

    def staff(self) -> NewStaff:
        """Return what the form says about the person."""
        return NewStaff(
            name=self.person_name.data or "",
            email=self.email.data or "",
            job_title=self.job_title.data or "",
            phone=self.phone.data or "",
            roles=(Role(self.role.data),),
        )


class FirstAdminForm(SchoolForm):
    """The first person of a new site, who also leads careers at its first school."""

    person_name = TextField("Your name", longest=120, validators=[Needed("Enter your name")])
    email = EmailAddressField(
        "Your email address", longest=254, validators=[Needed("Enter your email address")]
    )
    password = SecretField(
        "Choose a password",
        description="Use 12 letters or more. Three or four words together are good.",
        validators=[Needed("Enter a password")],
    )

    def validate_password(self, field: SecretField) -> None:
        """Refuse what is short, too long, or guessed early."""
        check_password(
            field.data or "", name=self.person_name.data or "", email=self.email.data or ""
        )
