"""What an employer is sent whom a school has registered: a link to check it and make it theirs."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.employers.emails import confirm_link
from webapp.employers.models import Employer
from webapp.employers.services import main_contact
from webapp.mail.models import DoubtfulSend
from webapp.mail.services import queue_email
from webapp.providers.models import Provider
from webapp.providers.queries import sender_of

LINK_LIFE = timedelta(days=14)
"""They did not ask for this email, so it may wait a week or two."""


def send_check_and_own(
    session: Session, employer: Employer, *, provider: Provider, now: datetime, link_base: str
) -> bool:
    """Queue the email with the link that makes the registration theirs; False without an address.

    `link_base` is the address of the page without the token at its end.
    """
    contact = main_contact(employer)
    if contact is None or not contact.email:
        return False
    link = confirm_link(session, contact, base=link_base, life=LINK_LIFE, now=now)
    queue_email(
        session,
        "employer_registered_for",
        to=contact.email,
        context={
            "contact_name": contact.name,
            "employer": employer.name,
            "school": provider.name_for_employers,
            "link": link,
        },
        key=f"employer_registered_for:{contact.id}:{now.isoformat()}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        subject=("contact", contact.id),
        provider_id=provider.id,
        own_names=(contact.name, employer.name),
        sender=sender_of(session, provider),
    )
    return True
