"""Inviting an employer to register."""

from webapp.core.forms import (
    EmailAddressField,
    Form,
    LongTextField,
    Needed,
    PhoneField,
    PostcodeField,
    TextField,
)
from webapp.employers.inviting import Invitation


class InvitationForm(Form):
    """What a lead knows; the employer finds it filled in and can change it."""

    organisation = TextField(
        "What is the organisation called?",
        longest=120,
        validators=[Needed("Enter the name of the organisation")],
    )
    email = EmailAddressField(
        "Their email address",
        longest=254,
        validators=[Needed("Enter their email address")],
    )
    contact_name = TextField("Who is it for?", longest=120)
    phone = PhoneField("Their phone number", longest=30)
    postcode = PostcodeField("Their postcode", longest=12)
    message = LongTextField(
        "A line from you",
        longest=400,
        description="For example: “Thank you for the talk on Tuesday.” No names of learners.",
    )

    def invitation(self) -> Invitation:
        """Return what is known."""
        return Invitation(
            organisation=self.organisation.data or "",
            email=self.email.data or "",
            contact_name=self.contact_name.data or "",
            phone=self.phone.data or "",
            postcode=self.postcode.data or "",
            message=" ".join((self.message.data or "").split()),
        )
