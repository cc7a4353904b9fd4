"""Inviting an employer to register, with what a lead knows filled in already."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.accounts import links
from webapp.accounts.models import LinkPurpose
from webapp.accounts.policies import Actor
from webapp.core import audit
from webapp.core.wizard import drafts
from webapp.core.wizard.journey import Typed
from webapp.core.wizard.models import Draft
from webapp.employers.first_part import KIND
from webapp.mail.models import DoubtfulSend
from webapp.mail.services import queue_email
from webapp.providers.models import Provider
from webapp.providers.queries import sender_of

LINK_LIFE = timedelta(days=21)
"""Shorter than the draft lasts, so that a good link never opens an empty page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a lead knows of an employer."""

    organisation: str
    email: str
    contact_name: str = ""
    phone: str = ""
    postcode: str = ""
    message: str = ""


def pages_of(known: Invitation) -> dict[str, Typed]:
    """Return the pages of a registration as far as they are known; empty boxes are left out."""
    typed = {
        "organisation": {"name": known.organisation},
        "contact": {
            "name": known.contact_name,
            "email": known.email,
            "phone": known.phone,
        },
        "where": {"postcode": known.postcode},
    }
    filled = {
        page: {name: [value] for name, value in boxes.items() if value}
        for page, boxes in typed.items()
    }
    return {page: boxes for page, boxes in filled.items() if boxes}


def invite(
    session: Session,
    known: Invitation,
    *,
    provider: Provider,
    actor: Actor,
    now: datetime,
    link_base: str,
) -> Draft:
    """Return the draft that waits for them, with the email about it queued.

    `link_base` is the address of the page that opens it, without the token at its end.
    """
    draft, _key = drafts.begin(session, kind=KIND, now=now, pages=pages_of(known))
    token = links.make_link(
        session,
        purpose=LinkPurpose.EMPLOYER_INVITED,
        subject_id=draft.id,
        address=known.email,
        holder=known.contact_name or known.organisation,
        now=now,
        expires_at=now + LINK_LIFE,
    )
    queue_email(
        session,
        "employer_invited",
        to=known.email,
        context={
            "contact_name": known.contact_name,
            "organisation": known.organisation,
            "school": provider.name_for_employers,
            "message": known.message,
            "link": f"{link_base}{token}",
        },
        key=f"employer_invited:{draft.id}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        provider_id=provider.id,
        own_names=(known.organisation, known.contact_name),
        sender=sender_of(session, provider),
    )
    audit.record(
        session,
        "employer_invited",
        at=now,
        actor_id=actor.user_id,
        subject_kind="draft",
        subject_id=draft.id,
    )
    return draft
