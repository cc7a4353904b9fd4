"""Whom schools call: the main contact and a deputy."""

from dataclasses import dataclass, replace

from webapp.core.forms import (
    ChoiceField,
    EmailAddressField,
    Form,
    Needed,
    NeededIf,
    PhoneField,
    TextField,
)
from webapp.employers.models import ContactRole
from webapp.employers.registration import ContactDetails

BLANK_CONTACT = ContactDetails(role=ContactRole.MAIN, name="")
WAYS = (
    ("phone", "Phone call"),
    ("text", "Text message"),
    ("email", "Email"),
    ("visit", "Come and see us"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDetails:
    """The two people a school may call."""

    main: ContactDetails = BLANK_CONTACT
    deputy: ContactDetails | None = None


BLANK_PEOPLE = CallDetails()


class SameEmailContactForm(Form):
    """The person schools call, once they sign in: the address they sign in with stays."""

    name = TextField(
        "What is your name?",
        longest=120,
        render_kw={"autocomplete": "name"},
        validators=[Needed("Enter your first and last name")],
    )
    job_title = TextField(
        "What is your job?",
        longest=120,
        description="For example: shop manager, owner, team leader.",
        render_kw={"autocomplete": "organization-title"},
        validators=[Needed("Enter your job, for example owner")],
    )
    phone = PhoneField(
        "Phone number",
        longest=30,
        description="Schools and colleges call it about a visit.",
        render_kw={"autocomplete": "tel", "type": "tel", "width": 20},
        validators=[Needed("Enter a phone number")],
    )
    best_way = ChoiceField("Best way to reach you (optional)", choices=WAYS)
    best_time = TextField(
        "Best time to reach you (optional)",
        longest=60,
        description="For example: before 9am, or any afternoon.",
        render_kw={"width": 20},
    )

    @staticmethod
    def shown(details: CallDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        main = details.main
        return {
            "name": main.name,
            "job_title": main.job_title or "",
            "email": main.email or "",
            "phone": main.phone or "",
            "best_way": main.best_way,
            "best_time": main.best_time or "",
        }

    def details(self, before: CallDetails = BLANK_PEOPLE) -> CallDetails:
        """Return the people with these answers."""
        main = replace(
            before.main,
            name=self.name.data or "",
            job_title=self.job_title.data or None,
            phone=self.phone.data or None,
            best_way=self.best_way.data,
            best_time=self.best_time.data or None,
        )
        return replace(before, main=main)


class ContactForm(SameEmailContactForm):
    """The person schools call, and the address they will sign in with."""

    email = EmailAddressField(
        "Work email address",
        longest=254,
        description="You sign in with it. We send one email to check it.",
        render_kw={"autocomplete": "email", "type": "email"},
        validators=[Needed("Enter your work email address")],
    )

    def details(self, before: CallDetails = BLANK_PEOPLE) -> CallDetails:
        """Return the people with these answers and the address."""
        people = SameEmailContactForm.details(self, before)
        return replace(people, main=replace(people.main, email=self.email.data or None))


class DeputyForm(Form):
    """Who else may be called."""

    has_deputy = ChoiceField(
        "Is there someone else schools can call?",
        description="For a day when you are away. Needed before a learner starts.",
        choices=(("yes", "Yes"), ("not_yet", "Not yet")),
        validators=[Needed("Choose an answer. “Not yet” is fine")],
    )
    deputy_name = TextField(
        "Their name",
        longest=120,
        description="Only if there is someone.",
        validators=[NeededIf("has_deputy", ("yes",), "Enter their first and last name")],
    )
    deputy_phone = PhoneField(
        "Their phone number",
        longest=30,
        description="Only if there is someone.",
        render_kw={"type": "tel", "width": 20},
        validators=[NeededIf("has_deputy", ("yes",), "Enter their phone number")],
    )

    @staticmethod
    def shown(details: CallDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        deputy = details.deputy
        return {
            "has_deputy": "yes" if deputy else None,
            "deputy_name": deputy.name if deputy else "",
            "deputy_phone": (deputy.phone or "") if deputy else "",
        }

    def details(self, before: CallDetails = BLANK_PEOPLE) -> CallDetails:
        """Return the people with the deputy named here, or with none."""
        if self.has_deputy.data != "yes":
            return replace(before, deputy=None)
        blank = ContactDetails(role=ContactRole.DEPUTY, name="")
        deputy = replace(
            before.deputy or blank,
            name=self.deputy_name.data or "",
            phone=self.deputy_phone.data or None,
        )
        return replace(before, deputy=deputy)
