"""What employers are sent about their registration: links to confirm it and to go on with it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.accounts import links
from webapp.accounts.models import LinkPurpose
from webapp.core.wizard.models import Draft
from webapp.employers.models import Contact
from webapp.mail.models import DoubtfulSend
from webapp.mail.rules import has_private_word
from webapp.mail.services import queue_email

LINK_LIFE = timedelta(days=7)
"""Small firms read their email once a week."""


def send_registered(session: Session, contact: Contact, *, now: datetime, link_base: str) -> None:
    """Queue the email with the link that confirms the address; earlier links end.

    `link_base` is the address of the page without the token at its end.
    """
    if contact.email is None:
        return
    link = confirm_link(session, contact, base=link_base, life=LINK_LIFE, now=now)
    queue_email(
        session,
        "employer_registered",
        to=contact.email,
        context={"name": greeting_name(contact), "link": link},
        key=f"employer_registered:{contact.id}:{now.isoformat()}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        subject=("contact", contact.id),
    )


def confirm_link(
    session: Session, contact: Contact, *, base: str, life: timedelta, now: datetime
) -> str:
    """Return the address that confirms this contact and signs them in; earlier ones end.

    `base` is the address of the page without the token at its end.
    """
    links.revoke_links(session, purpose=LinkPurpose.VERIFY_EMAIL, subject_id=contact.id, now=now)
    token = links.make_link(
        session,
        purpose=LinkPurpose.VERIFY_EMAIL,
        subject_id=contact.id,
        address=contact.email,
        holder=contact.name,
        now=now,
        expires_at=now + life,
    )
    return f"{base}{token}"


def send_resume_link(
    session: Session, draft: Draft, *, to: str, now: datetime, link_base: str
) -> None:
    """Queue the email with a link that opens this draft on one more device; earlier links end."""
    links.revoke_links(session, purpose=LinkPurpose.RESUME_DRAFT, subject_id=draft.id, now=now)
    token = links.make_link(
        session,
        purpose=LinkPurpose.RESUME_DRAFT,
        subject_id=draft.id,
        address=to,
        now=now,
        expires_at=min(now + LINK_LIFE, draft.expires_at),
    )
    queue_email(
        session,
        "employer_resume",
        to=to,
        context={"link": f"{link_base}{token}"},
        key=f"employer_resume:{draft.id}:{now.isoformat()}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
    )


def greeting_name(contact: Contact) -> str:
    """Return the name to greet with, unless it holds a word no email may say."""
    if has_private_word(contact.name, private_words=()):
        return "and thank you"
    return contact.name
