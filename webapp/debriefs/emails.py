"""The email that asks an employer how it went: no learner, no need, one link."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.links import make_link, revoke_links
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.core.formatting import day_range
from webapp.debriefs import by_post
from webapp.debriefs.models import Debrief
from webapp.debriefs.rules import LINK_LIFE
from webapp.employers.models import Contact
from webapp.mail.models import DoubtfulSend, OutgoingEmail
from webapp.mail.services import queue_email
from webapp.placements.emails import main_contact
from webapp.placements.models import Placement, PlacementState
from webapp.placements.services import placement_dates
from webapp.providers.queries import sender_of

SUBJECT_KIND = "debrief"
ASKED = "employer_debrief"


def who_is_asked(placement: Placement) -> Contact | None:
    """Return who looked after the learner, or else who answers for the employer."""
    supervisor = placement.window.offer.supervisor
    if supervisor is not None and supervisor.email:
        return supervisor
    main = main_contact(placement)
    return main if main is not None and main.email else None


def ask_employer(
    session: Session, debrief: Debrief, *, now: datetime, is_reminder: bool = False
) -> bool:
    """Queue the questions to the employer; False where they are printed: no email is known."""
    contact = who_is_asked(debrief.placement)
    if contact is None or contact.email is None:
        by_post.write(session, debrief, now=now)
        return False
    _send(
        session,
        debrief,
        name=contact.name,
        address=contact.email,
        key="reminder" if is_reminder else "first",
        is_reminder=is_reminder,
        now=now,
    )
    return True


def send_new_link(session: Session, link: PersonalLink, now: datetime) -> bool:
    """Return whether a new link to the same person was queued: only while an answer is wanted."""
    debrief = session.get(Debrief, link.subject_id)
    if debrief is None or link.address is None or not is_wanted(debrief):
        return False
    revoke_links(session, purpose=LinkPurpose.EMPLOYER_DEBRIEF, subject_id=debrief.id, now=now)
    _send(
        session,
        debrief,
        name=link.holder or link.address,
        address=link.address,
        key=f"again:{uuid.uuid4()}",
        is_reminder=False,
        now=now,
    )
    return True


def _send(
    session: Session,
    debrief: Debrief,
    *,
    name: str,
    address: str,
    key: str,
    is_reminder: bool,
    now: datetime,
) -> None:
    token = make_link(
        session,
        purpose=LinkPurpose.EMPLOYER_DEBRIEF,
        subject_id=debrief.id,
        now=now,
        expires_at=now + LINK_LIFE,
        address=address,
        holder=name,
    )
    placement = debrief.placement
    provider = placement.learner.provider
    dates = placement_dates(placement)
    employer = placement.window.offer.site.employer.name
    queue_email(
        session,
        ASKED,
        to=address,
        context={
            "contact_name": name,
            "employer": employer,
            "reference": placement.reference,
            "dates": day_range(dates[0], dates[-1]),
            "is_reminder": is_reminder,
            "path": f"/debriefs/{token}",
        },
        key=f"{ASKED}:{debrief.id}:{key}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        subject=(SUBJECT_KIND, debrief.id),
        provider_id=provider.id,
        sender=sender_of(session, provider),
        own_names=(employer, name),
    )


def is_wanted(debrief: Debrief) -> bool:
    """Return whether the answers are still asked for."""
    return debrief.finished_at is None and debrief.placement.state is PlacementState.DEBRIEFING


def may_still_go(session: Session, subject_id: uuid.UUID, *, email: OutgoingEmail) -> bool:
    """Return whether the email still makes sense: nothing is asked that was answered."""
    del email
    debrief = session.get(Debrief, subject_id)
    return debrief is not None and is_wanted(debrief)
