"""The email about one question: no learner, no need, not even the question itself."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.accounts.links import make_link, revoke_links
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.core.formatting import day
from webapp.employers.services import main_contact
from webapp.mail.models import DoubtfulSend, OutgoingEmail
from webapp.mail.services import queue_email
from webapp.placements.letter_models import LetterKind
from webapp.placements.letters import write_letter
from webapp.placements.question_models import EmployerQuestion
from webapp.providers.queries import sender_of

SUBJECT_KIND = "employer_question"
ASKED = "employer_question"
LINK_LIFE = timedelta(days=21)
"""Small firms read their email once a week; a holiday lasts two."""


def send_question(session: Session, question: EmployerQuestion, *, now: datetime) -> bool:
    """Queue the email with the link; False where a letter is to be printed instead."""
    employer = question.offer.site.employer
    contact = main_contact(employer)
    if contact is None or not contact.email:
        write_letter(
            session,
            LetterKind.QUESTION,
            question.id,
            employer=employer,
            provider_id=question.provider_id,
            now=now,
        )
        return False
    _send(session, question, name=contact.name, address=contact.email, key="first", now=now)
    return True


def send_new_link(session: Session, link: PersonalLink, now: datetime) -> bool:
    """Return whether a new link to the same person was queued: only while nobody answered."""
    question = session.get(EmployerQuestion, link.subject_id)
    if question is None or link.address is None or question.answered_at is not None:
        return False
    _send(
        session,
        question,
        name=link.holder or link.address,
        address=link.address,
        key=f"again:{uuid.uuid4()}",
        now=now,
    )
    return True


def _send(
    session: Session,
    question: EmployerQuestion,
    *,
    name: str,
    address: str,
    key: str,
    now: datetime,
) -> None:
    revoke_links(session, purpose=LinkPurpose.EMPLOYER_QUESTION, subject_id=question.id, now=now)
    token = make_link(
        session,
        purpose=LinkPurpose.EMPLOYER_QUESTION,
        subject_id=question.id,
        now=now,
        expires_at=now + LINK_LIFE,
        address=address,
        holder=name,
    )
    learner, employer = question.learner, question.offer.site.employer.name
    provider = learner.provider
    sender = sender_of(session, provider)
    queue_email(
        session,
        ASKED,
        to=address,
        context={
            "contact_name": name,
            "employer": employer,
            "school": provider.name_for_employers,
            "until": day(now + LINK_LIFE),
            "path": f"/questions/{token}",
        },
        key=f"{ASKED}:{question.id}:{key}",
        now=now,
        on_doubt=DoubtfulSend.RESEND,
        subject=(SUBJECT_KIND, question.id),
        provider_id=provider.id,
        private_words=(learner.first_name, learner.surname),
        own_names=(name, employer, provider.name_for_employers, sender.name),
        sender=sender,
    )


def may_still_go(session: Session, subject_id: uuid.UUID, *, email: OutgoingEmail) -> bool:
    """Return whether the question still waits for its answer."""
    del email
    question = session.get(EmployerQuestion, subject_id)
    return question is not None and question.answered_at is None
