"""One placement of a file on its way: who acts, on which day, at which minute."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.access import actor_of
from webapp.accounts.models import Role, RoleGrant, User
from webapp.accounts.policies import LEADS, Actor
from webapp.core.clock import LONDON
from webapp.employers.models import Employer
from webapp.learners.models import Learner
from webapp.learners.services import account_of
from webapp.placements.models import Placement
from webapp.scenarios.entries import PlacementEntry
from webapp.scenarios.loaded import Loaded, named

FIRST_STEP = time(7, 0)
"""An hour before the day the clock shows begins, so that nothing lies in the future."""
BETWEEN = timedelta(seconds=10)


@dataclass(slots=True, kw_only=True)
class Walk:
    """A placement, the lead who decides, and the times that are still free on a day."""

    session: Session
    entry: PlacementEntry
    today: date
    lead: Actor
    learner: Learner
    steps: int = 0
    placement: Placement = field(init=False)

    def at(self, day: date) -> datetime:
        """Return a moment of this day that is later than every step before; not after today."""
        if day > self.today:
            self.entry.node.wrong(f"{day} lies after today.")
        self.steps += 1
        return datetime.combine(day, FIRST_STEP, tzinfo=LONDON).astimezone(UTC) + (
            BETWEEN * self.steps
        )

    def began(self) -> datetime:
        """Return the next moment of the day on which it began."""
        return self.at(self.began_on)

    @property
    def began_on(self) -> date:
        """The day of the steps up to the second decision."""
        return self.entry.began_on or self.today

    def ended_on(self) -> date:
        """Return the day on which it ended before its last day."""
        return self.entry.ended_on or self.today

    @property
    def learner_user(self) -> User:
        """The learner’s account."""
        return account_of(self.session, self.learner, now=self.began())


def lead_of(session: Session, entry: PlacementEntry, loaded: Loaded, learner: Learner) -> Actor:
    """Return the lead the file names, or the first of the learner’s school."""
    if entry.lead is not None:
        return actor_of(named(loaded.staff, entry.lead, entry.node).user)
    found = session.scalars(
        sa.select(User)
        .join(RoleGrant)
        .where(RoleGrant.provider_id == learner.provider_id, RoleGrant.role.in_(LEADS))
        .order_by(RoleGrant.role, User.created_at, User.id)
    ).first()
    if found is None:
        return entry.node.wrong("the learner’s school has no careers lead to decide.")
    return actor_of(found)


def main_contact_of(session: Session, employer: Employer) -> Actor | None:
    """Return the person who answers for this employer, if they have an account."""
    found = session.scalars(
        sa.select(User)
        .join(RoleGrant)
        .where(RoleGrant.employer_id == employer.id, RoleGrant.role == Role.EMPLOYER)
        .order_by(User.id)
    ).first()
    return actor_of(found) if found else None
