"""What employers are reminded of, day by day: cover that ends, an offer to confirm.

Nothing changes by itself: an employer that does not answer stays as it was.
"""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from webapp.accounts import links
from webapp.accounts.models import LinkPurpose
from webapp.core.formatting import day
from webapp.core.wizard import drafts
from webapp.employers import editing, first_part
from webapp.employers.emails import greeting_name
from webapp.employers.models import Employer, Insurance
from webapp.employers.services import main_contact
from webapp.mail.models import DoubtfulSend, OutgoingEmail
from webapp.mail.services import queue_email

INSURANCE_DAYS = (60, 30, 7)
"""How many days before cover ends we write (docs/rules.md, Employers)."""
CONFIRM_AFTER = timedelta(days=180)
"""How long after an offer was last confirmed we ask whether it is still right."""
ASK_AGAIN = timedelta(days=30)
"""How long we wait for an answer before we ask once more."""
LINK_LIFE = timedelta(days=42)


def remove_ended_drafts(session: Session, *, today: date, now: datetime) -> int:
    """Return how many drafts of registrations and profiles ended and are deleted."""
    kinds = (first_part.KIND, editing.KIND)
    return sum(drafts.remove_ended(session, kind=kind, now=now) for kind in kinds)


def chase_insurance(session: Session, *, today: date, now: datetime) -> int:
    """Return how many employers are told that their cover ends: once at 60, 30 and 7 days."""
    last = today + timedelta(days=max(INSURANCE_DAYS))
    ending = _employers().where(
        Employer.insurance == Insurance.HELD,
        Employer.insured_until >= today,
        Employer.insured_until <= last,
    )
    return sum(
        _chase(session, employer, today=today, now=now) for employer in session.scalars(ending)
    )


def _chase(session: Session, employer: Employer, *, today: date, now: datetime) -> bool:
    until = employer.insured_until
    if until is None:
        return False
    stage = min(days for days in INSURANCE_DAYS if (until - today).days <= days)
    return _queue(
        session,
        "insurance_ends",
        employer,
        key=f"insurance_ends:{employer.id}:{until.isoformat()}:{stage}",
        context={"until": day(until), "path": "/employer/offer/insurance/liability"},
        now=now,
    )


def ask_still_right(session: Session, *, today: date, now: datetime) -> int:
    """Return how many employers are asked whether their offer is still right.

    They are asked half a year after they last said so, once more a month later, and on the
    day they named when they said “not now” or “ask me later”.
    """
    due = _employers().where(
        sa.or_(
            Employer.confirmed_on <= today - CONFIRM_AFTER,
            Employer.availability_until <= today,
        )
    )
    return sum(_ask(session, employer, today=today, now=now) for employer in session.scalars(due))


def _ask(session: Session, employer: Employer, *, today: date, now: datetime) -> bool:
    key = f"still_right:{employer.id}:{_occasion(employer, today=today)}"
    if _is_queued(session, key):
        return False
    contact = main_contact(employer)
    if contact is None or contact.email is None:
        return False
    links.revoke_links(session, purpose=LinkPurpose.STILL_RIGHT, subject_id=employer.id, now=now)
    token = links.make_link(
        session,
        purpose=LinkPurpose.STILL_RIGHT,
        subject_id=employer.id,
        address=contact.email,
        holder=contact.name,
        now=now,
        expires_at=now + LINK_LIFE,
    )
    context = {"confirmed": day(employer.confirmed_on), "path": f"/still-right/{token}"}
    return _queue(session, "still_right", employer, key=key, context=context, now=now)


def _occasion(employer: Employer, *, today: date) -> str:
    """Return what is asked about: the day they named, or the first or second time of asking."""
    until = employer.availability_until
    if until is not None and until <= today:
        return f"again:{until.isoformat()}"
    is_second = employer.confirmed_on <= today - CONFIRM_AFTER - ASK_AGAIN
    return f"{employer.confirmed_on.isoformat()}:{2 if is_second else 1}"


def _employers() -> sa.Select[Employer]:
    """Return the employers we may write to, in a fixed order; schools know their own offices."""
    return (
        sa.select(Employer)
        .where(Employer.is_internal_to_id.is_(None))
        .order_by(Employer.key)
        .options(selectinload(Employer.contacts))
    )


def _is_queued(session: Session, key: str) -> bool:
    return session.scalar(sa.select(OutgoingEmail.id).where(OutgoingEmail.key == key)) is not None


def _queue(
    session: Session,
    name: str,
    employer: Employer,
    *,
    key: str,
    context: dict[str, str],
    now: datetime,
) -> bool:
    """Return whether the email is queued now; the same key is queued once."""
    contact = main_contact(employer)
    if contact is None or contact.email is None or _is_queued(session, key):
        return False
    queue_email(
        session,
        name,
        to=contact.email,
        context={"name": greeting_name(contact), **context},
        key=key,
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        subject=("contact", contact.id),
    )
    return True
