"""The neutral emails about packs: reference, days, link; never anything about the learner."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.links import make_link
from webapp.accounts.models import LinkPurpose
from webapp.briefing import rules, safeguard
from webapp.briefing.block_list import BlockedWord
from webapp.briefing.models import Pack
from webapp.briefing.open_plan import contacts_of
from webapp.briefing.queries import READABLE, Recipient, recipient_of, sent_before
from webapp.core.clock import LONDON
from webapp.core.formatting import day, day_range
from webapp.core.working_days import working_days_after
from webapp.mail.calendar import CalendarMethod, Hours, Invitation
from webapp.mail.compose import Attachment, Sender
from webapp.mail.models import DoubtfulSend
from webapp.mail.services import queue_email
from webapp.placements.facts import holidays_of
from webapp.placements.models import Placement
from webapp.placements.services import placement_dates

SUBJECT_KIND = "pack"
READY = "pack_ready"
CHANGED = "pack_changed"
AGAIN = "pack_link"
WITHDRAWN = "pack_withdrawn"
PATH = "/packs/open/"
SUMMARY = "Work experience, ref {reference}"
"""All that a calendar shows, because calendars are widely shared (docs/rules.md, email)."""
FILE_NAME = "work-experience-plan-{reference}.pdf"


def tell_ready(
    session: Session,
    pack: Pack,
    recipient: Recipient,
    *,
    words: Sequence[BlockedWord],
    now: datetime,
    today: date,
) -> None:
    """Queue the link to a pack, with the invitation and the part that names no learner."""
    before = sent_before(session, pack)
    file = Attachment(
        file_name=FILE_NAME.format(reference=pack.placement.reference),
        content=pack.open_part_pdf,
    )
    _queue_link(
        session,
        pack,
        CHANGED if before else READY,
        recipient,
        words=words,
        calendar=invitation_of(pack.placement, sequence=before),
        attachments=(file,),
        now=now,
        today=today,
    )


def tell_again(
    session: Session,
    pack: Pack,
    recipient: Recipient,
    *,
    words: Sequence[BlockedWord],
    now: datetime,
    today: date,
) -> None:
    """Queue a new link to a pack that was sent before; the days are in the calendar already."""
    _queue_link(session, pack, AGAIN, recipient, words=words, now=now, today=today)


def _queue_link(
    session: Session,
    pack: Pack,
    name: str,
    recipient: Recipient,
    *,
    words: Sequence[BlockedWord],
    now: datetime,
    today: date,
    calendar: Invitation | None = None,
    attachments: Sequence[Attachment] = (),
) -> None:
    placement = pack.placement
    days = placement_dates(placement)
    token = make_link(
        session,
        purpose=LinkPurpose.PACK,
        subject_id=placement.id,
        now=now,
        expires_at=rules.link_expires_at(days[-1]),
        address=recipient.address,
        holder=recipient.name,
        needs_code=True,
    )
    email = queue_email(
        session,
        name,
        to=recipient.address,
        context={
            "contact_name": recipient.name,
            "reference": placement.reference,
            "dates": day_range(days[0], days[-1]),
            "read_by": day(read_by(placement, today=today)),
            "link_until": day(rules.link_ends_on(days[-1])),
            "path": f"{PATH}{token}",
        },
        key=f"{name}:{pack.id}:{now.isoformat()}",
        now=now,
        on_doubt=DoubtfulSend.HOLD,
        subject=(SUBJECT_KIND, pack.id),
        provider_id=placement.provider_id,
        sender=sender_of(session, placement),
        calendar=calendar,
        attachments=attachments,
    )
    safeguard.refuse_in_email(
        email.content, words, link=token, employer=placement.window.offer.site.employer.name
    )


def tell_withdrawn(session: Session, pack: Pack, *, now: datetime) -> None:
    """Ask the reader to delete copies; a placement that is off also leaves the calendar."""
    placement = pack.placement
    recipient = recipient_of(placement)
    if pack.sent_to is None:
        return
    is_off = placement.state not in READABLE
    queue_email(
        session,
        WITHDRAWN,
        to=pack.sent_to,
        context={
            "contact_name": recipient.name if recipient else "",
            "reference": placement.reference,
            "is_off": is_off,
        },
        key=f"{WITHDRAWN}:{pack.id}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        provider_id=placement.provider_id,
        sender=sender_of(session, placement),
        calendar=invitation_of(
            placement, sequence=sent_before(session, pack) + 1, method=CalendarMethod.CANCEL
        )
        if is_off
        else None,
    )


def sender_of(session: Session, placement: Placement) -> Sender:
    """Return who signs: the school’s contact by name; the school’s name could say too much."""
    main = contacts_of(session, placement.learner.provider).main
    return Sender(name=main.name, phone=main.phone or placement.learner.provider.phone)


def read_by(placement: Placement, *, today: date) -> date:
    """Return the day by which the pack should be read: its due date, or the next working day."""
    holidays = holidays_of(placement)
    due = rules.due_on(placement_dates(placement)[0], holidays=holidays)
    return due if today <= due else working_days_after(today, 1, holidays=holidays)


def invitation_of(
    placement: Placement, *, sequence: int, method: CalendarMethod = CalendarMethod.REQUEST
) -> Invitation:
    """Return the days and times of the placement, and nothing else."""
    return Invitation(
        key=f"placement:{placement.id}",
        summary=SUMMARY.format(reference=placement.reference),
        days=[
            Hours(
                starts=datetime.combine(on, placement.start, tzinfo=LONDON),
                ends=datetime.combine(on, placement.finish, tzinfo=LONDON),
            )
            for on in placement_dates(placement)
        ],
        sequence=sequence,
        method=method,
    )
