"""The people of an employer who sign in: inviting colleagues, what they may do, removing them."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts import links, sessions
from webapp.accounts.models import LinkPurpose, User
from webapp.accounts.policies import Actor
from webapp.accounts.services import find_by_email, tidy_email
from webapp.core import audit
from webapp.core.errors import NotFound, ProductError
from webapp.employers.contact_models import Access, Colleague
from webapp.employers.emails import confirm_link
from webapp.employers.models import Contact, ContactRole, Employer, Offer
from webapp.mail.models import DoubtfulSend
from webapp.mail.services import queue_email

LINK_LIFE = timedelta(days=14)


class CannotInvite(ProductError):
    """Someone signs in with this address already."""


class WhyStay(StrEnum):
    """Why a person cannot be removed."""

    MAIN = "main"
    SELF = "self"
    NAMED_IN_OFFER = "named_in_offer"


class CannotRemove(ProductError):
    """The person is still needed."""

    def __init__(self, why: WhyStay) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone of the employer, and what they may do; None for who does not sign in."""

    contact: Contact
    access: Access | None
    is_invited: bool
    """Invited, and the link not used yet."""


def access_of(session: Session, actor: Actor) -> Access:
    """Return what this person may do for their employer."""
    found = session.scalar(
        sa.select(Colleague.access)
        .join(Contact, Contact.id == Colleague.contact_id)
        .where(Contact.user_id == actor.user_id, Contact.employer_id == actor.employer_id)
    )
    return found or Access.CONTACT


def people_of(session: Session, employer: Employer) -> list[Person]:
    """Return everybody the employer named, in the order they were named."""
    keys = [contact.id for contact in employer.contacts]
    known = {
        row.contact_id: row.access
        for row in session.scalars(sa.select(Colleague).where(Colleague.contact_id.in_(keys)))
    }
    return [
        Person(
            contact=contact,
            access=known.get(contact.id, Access.CONTACT if contact.user_id else None),
            is_invited=contact.user_id is None and contact.id in known,
        )
        for contact in employer.contacts
    ]


def invite(
    session: Session,
    employer: Employer,
    *,
    name: str,
    email: str,
    job_title: str | None,
    access: Access,
    actor: Actor,
    now: datetime,
    link_base: str,
) -> Contact:
    """Return the colleague, with the email that lets them in queued.

    Raises CannotInvite when the address signs in already or was invited here.
    """
    address = tidy_email(email)
    known = {person.email for person in employer.contacts}
    if address in known or find_by_email(session, address) is not None:
        raise CannotInvite(str(employer.id))
    contact = Contact(
        employer=employer,
        role=ContactRole.SUPERVISOR,
        name=name,
        job_title=job_title,
        email=address,
        position=max((person.position for person in employer.contacts), default=-1) + 1,
    )
    session.add(contact)
    session.flush()  # the link and the access need its key
    session.add(
        Colleague(contact_id=contact.id, access=access, invited_by_id=actor.user_id, invited_at=now)
    )
    _send(session, contact, asked_by=actor.name, now=now, link_base=link_base)
    _record(session, "colleague_invited", contact, actor=actor, now=now, access=access.value)
    return contact


def _send(
    session: Session, contact: Contact, *, asked_by: str, now: datetime, link_base: str
) -> None:
    link = confirm_link(session, contact, base=link_base, life=LINK_LIFE, now=now)
    queue_email(
        session,
        "employer_colleague",
        to=contact.email or "",
        context={
            "contact_name": contact.name,
            "asked_by": asked_by,
            "employer": contact.employer.name,
            "link": link,
        },
        key=f"employer_colleague:{contact.id}:{now.isoformat()}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        subject=("contact", contact.id),
        own_names=(contact.name, asked_by, contact.employer.name),
    )


def remove(
    session: Session, employer: Employer, contact_id: uuid.UUID, *, actor: Actor, now: datetime
) -> None:
    """Take a person out: they can sign in no more, from this moment.

    Raises CannotRemove for the main contact, for oneself, and for who is named in an offer.
    """
    contact = next((each for each in employer.contacts if each.id == contact_id), None)
    if contact is None:
        raise NotFound(str(contact_id))
    why = _why_stay(session, contact, actor=actor)
    if why is not None:
        raise CannotRemove(why)
    links.revoke_links(session, purpose=LinkPurpose.VERIFY_EMAIL, subject_id=contact.id, now=now)
    if contact.user_id is not None:
        end_access(session, contact.user_id, employer_id=employer.id)
    _record(session, "colleague_removed", contact, actor=actor, now=now)
    employer.contacts.remove(contact)
    session.flush()


def _why_stay(session: Session, contact: Contact, *, actor: Actor) -> WhyStay | None:
    if contact.role is ContactRole.MAIN:
        return WhyStay.MAIN
    if contact.user_id == actor.user_id:
        return WhyStay.SELF
    is_named = sa.or_(Offer.supervisor_id == contact.id, Offer.stand_in_id == contact.id)
    if session.scalar(sa.select(Offer.id).where(is_named).limit(1)) is not None:
        return WhyStay.NAMED_IN_OFFER
    return None


def end_access(session: Session, user_id: uuid.UUID, *, employer_id: uuid.UUID) -> None:
    """Take away what this person may do for the employer, and sign them out everywhere."""
    user = session.get(User, user_id)
    if user is None:
        return
    for grant in [grant for grant in user.grants if grant.employer_id == employer_id]:
        user.grants.remove(grant)
    sessions.end_all(session, user_id)


def _record(
    session: Session,
    action: str,
    contact: Contact,
    *,
    actor: Actor,
    now: datetime,
    access: str | None = None,
) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor.user_id,
        subject_kind="employer",
        subject_id=contact.employer_id,
        contact=str(contact.id),
        access=access,
    )
