"""The learner’s own account."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.models import Role, RoleGrant, User
from webapp.learners.models import Learner


def account_of(session: Session, learner: Learner, *, now: datetime) -> User:
    """Return the learner’s account, made when there is none; it needs no email or password."""
    found = session.scalar(
        sa.select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(RoleGrant.role == Role.LEARNER, RoleGrant.learner_id == learner.id)
    )
    if found is not None:
        return found
    user = User(name=learner.known_as, created_at=now)
    session.add(user)
    session.add(RoleGrant(user=user, role=Role.LEARNER, learner_id=learner.id))
    session.flush()  # a session row will point to the user
    return user
