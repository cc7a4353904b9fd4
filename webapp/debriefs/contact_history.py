"""What debriefs bring to a school’s list of contact with an employer."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.debriefs import emails
from webapp.debriefs.models import Debrief
from webapp.employers import history
from webapp.employers.history import Event
from webapp.employers.models import Employer
from webapp.placements.contact_history import placements_at


def emails_about_debriefs(session: Session, employer: Employer, actor: Actor) -> Iterator[Event]:
    """Yield the questions sent to the employer about placements the person may see."""
    references = {each.id: each.reference for each in placements_at(session, employer, actor)}
    asked = sa.select(Debrief).where(Debrief.placement_id.in_(references))
    return history.emails_about(
        session,
        emails.SUBJECT_KIND,
        {each.id: references[each.placement_id] for each in session.scalars(asked)},
        provider_id=actor.provider_id,
    )
