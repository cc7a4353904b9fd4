"""Inviting a colleague, and asking us to delete what we hold."""

from webapp.core.forms import ChoiceField, EmailAddressField, Form, Needed, TextField, TickField
from webapp.employers.colleagues import WhyStay
from webapp.employers.contact_models import Access

ACCESS_WORDS = {
    Access.CONTACT: "Everything: answers, changes, invites people",
    Access.SUPERVISOR: "Looks after visitors: answers requests and changes the offer",
    Access.VIEWER: "Looks only",
}
WHY_STAY = {
    WhyStay.MAIN: "They are your main contact. Schools need one person to call.",
    WhyStay.SELF: "You cannot remove yourself. Ask a colleague, or delete the account.",
    WhyStay.NAMED_IN_OFFER: "They look after visitors in your offer. Name someone else first.",
}


class ColleagueForm(Form):
    """Who joins, and what they may do."""

    name = TextField("Their name", longest=120, validators=[Needed("Enter their name")])
    email = EmailAddressField(
        "Their work email", longest=254, validators=[Needed("Enter their email address")]
    )
    job_title = TextField("Their job", longest=120)
    access = ChoiceField(
        "What may they do?",
        choices=[(access.value, words) for access, words in ACCESS_WORDS.items()],
        validators=[Needed("Choose what they may do")],
    )


class DeleteForm(Form):
    """A last question before everything personal goes."""

    sure = TickField(
        "Yes, take all names, phone numbers and addresses of our people out",
        validators=[Needed("Tick this if you are sure")],
    )
