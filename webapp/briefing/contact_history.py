"""What packs bring to a school’s list of contact with an employer."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from webapp.accounts.policies import Actor
from webapp.briefing import emails
from webapp.briefing.models import Pack
from webapp.employers import history
from webapp.employers.history import Event
from webapp.employers.models import Employer
from webapp.mail.models import OutgoingEmail
from webapp.placements.contact_history import placements_at


def emails_about_packs(session: Session, employer: Employer, actor: Actor) -> Iterator[Event]:
    """Yield the links sent to the employer, and the words that took one back."""
    references = {each.id: each.reference for each in placements_at(session, employer, actor)}
    made = session.execute(
        sa.select(Pack.id, Pack.placement_id).where(Pack.placement_id.in_(references))
    )
    packs = {pack_id: references[placement_id] for pack_id, placement_id in made}
    yield from history.emails_about(
        session, emails.SUBJECT_KIND, packs, provider_id=actor.provider_id
    )
    taken_back = {f"{emails.WITHDRAWN}:{pack_id}": said for pack_id, said in packs.items()}
    written = session.scalars(
        sa.select(OutgoingEmail)
        .where(OutgoingEmail.key.in_(taken_back))
        .options(defer(OutgoingEmail.content))
    )
    for email in written:
        yield history.event_of(email, reference=taken_back[email.key])
