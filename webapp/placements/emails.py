"""The neutral emails about placements: no learner, no need, no kind of school."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.core.formatting import day_range
from webapp.employers.models import Contact, ContactRole
from webapp.mail.models import DoubtfulSend
from webapp.mail.services import cancel_emails, queue_email
from webapp.placements.letter_models import LetterKind
from webapp.placements.letters import write_letter
from webapp.placements.models import Placement, PlacementState
from webapp.placements.rules import HOLDS_A_PLACE
from webapp.placements.services import placement_dates
from webapp.providers.queries import sender_of

SUBJECT_KIND = "placement"
ASKED = "employer_asked"
CANCELLED = "placement_cancelled"


def main_contact(placement: Placement) -> Contact | None:
    """Return the person at the employer who answers requests."""
    people = placement.window.offer.site.employer.contacts
    return next((who for who in people if who.role is ContactRole.MAIN), None)


def ask_employer(session: Session, placement: Placement, *, lead: Actor, now: datetime) -> bool:
    """Queue the question to the employer; False where a letter is to be printed instead."""
    return _tell(session, placement, ASKED, asked_by=lead.name, now=now)


def tell_when_it_ends(
    session: Session, placement: Placement, *, before: PlacementState, now: datetime
) -> None:
    """Queue the news that it does not go ahead, to an employer who was asked, without a reason."""
    if placement.state in TOLD and before in HOLDS_A_PLACE:
        cancel_emails(session, SUBJECT_KIND, placement.id, now=now)
        _tell(session, placement, CANCELLED, asked_by=None, now=now)


TOLD = frozenset({PlacementState.LEARNER_NO, PlacementState.CANCELLED})


def _tell(
    session: Session, placement: Placement, name: str, *, asked_by: str | None, now: datetime
) -> bool:
    contact = main_contact(placement)
    provider = placement.learner.provider
    if contact is None or not contact.email:
        write_letter(
            session,
            LetterKind(name),
            placement.id,
            employer=placement.window.offer.site.employer,
            provider_id=provider.id,
            now=now,
        )
        return False
    dates = placement_dates(placement)
    employer = placement.window.offer.site.employer.name
    queue_email(
        session,
        name,
        to=contact.email,
        context={
            "contact_name": contact.name,
            "employer": employer,
            "school": provider.name_for_employers,
            "reference": placement.reference,
            "dates": day_range(dates[0], dates[-1]),
            "path": f"/employer/requests/{placement.id}",
        },
        key=f"{name}:{placement.id}:{placement.version}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        subject=(SUBJECT_KIND, placement.id),
        provider_id=provider.id,
        own_names=(contact.name, employer),
        sender=sender_of(session, provider, name=asked_by),
    )
    return True
