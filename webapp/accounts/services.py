"""What happens to people’s accounts: making them, roles, passwords, invitations."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts import limits, links, sessions
from webapp.accounts.links import TooManyTries
from webapp.accounts.models import LinkPurpose, Role, RoleGrant, User
from webapp.accounts.passwords import hash_password
from webapp.core import audit
from webapp.core.errors import ProductError

SIGN_IN_LINK_LIFE = timedelta(minutes=30)
"""As GOV.UK Notify’s email codes."""
INVITATION_LIFE = timedelta(days=7)
"""School staff may work one day a week."""
FIRST_ADMIN_LIFE = timedelta(days=2)
NOBODY = uuid.UUID(int=0)
"""The subject of the link that makes the first administrator."""


class EmailTaken(ProductError):
    """Someone already signs in with this address."""


class AlreadyAdministered(ProductError):
    """There is an administrator, so the first one cannot be made again."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a try to sign in is compared with; both are None for an address nobody has."""

    user_id: uuid.UUID | None
    password_hash: str | None


def tidy_email(email: str) -> str:
    """Return the address as it is stored and looked for."""
    return email.strip().lower()


def find_by_email(session: Session, email: str) -> User | None:
    """Return the person who signs in with this address and is not disabled."""
    return session.scalar(
        sa.select(User).where(User.email == tidy_email(email), User.disabled_at.is_(None))
    )


def make_user(
    session: Session, *, name: str, email: str | None, now: datetime, is_demo: bool = False
) -> User:
    """Return a new person without roles or password; raises EmailTaken."""
    address = tidy_email(email) if email else None
    if address and session.scalar(sa.select(User.id).where(User.email == address)):
        raise EmailTaken(address)
    user = User(name=name, email=address, created_at=now, is_demo=is_demo)
    session.add(user)
    session.flush()
    return user


def grant_role(
    session: Session,
    user: User,
    *,
    role: Role,
    provider_id: uuid.UUID | None = None,
    employer_id: uuid.UUID | None = None,
    learner_id: uuid.UUID | None = None,
) -> None:
    """Give this person a role in one place; giving it twice changes nothing."""
    place = (provider_id, employer_id, learner_id)
    for grant in user.grants:
        held = (grant.provider_id, grant.employer_id, grant.learner_id)
        if grant.role is role and held == place:
            return
    session.add(
        RoleGrant(  # joins user.grants by itself
            user=user,
            role=role,
            provider_id=provider_id,
            employer_id=employer_id,
            learner_id=learner_id,
        )
    )
    session.flush()


def set_password(session: Session, user: User, *, password: str, now: datetime) -> None:
    """Store a new password and sign this person out everywhere; open sign-in links end."""
    user.password_hash = hash_password(password)
    user.email_verified_at = user.email_verified_at or now
    sessions.end_all(session, user.id)
    links.revoke_links(session, purpose=LinkPurpose.SIGN_IN, subject_id=user.id, now=now)
    audit.record(
        session,
        "password_set",
        at=now,
        actor_id=user.id,
        subject_kind="user",
        subject_id=user.id,
    )


def disable_user(session: Session, user: User, *, now: datetime, actor_id: uuid.UUID) -> None:
    """Let this person in no more, from this moment on."""
    user.disabled_at = now
    sessions.end_all(session, user.id)
    links.revoke_links(session, purpose=LinkPurpose.SIGN_IN, subject_id=user.id, now=now)
    audit.record(
        session,
        "user_disabled",
        at=now,
        actor_id=actor_id,
        subject_kind="user",
        subject_id=user.id,
    )


def begin_attempt(session: Session, *, email: str, ip: str, now: datetime) -> Attempt:
    """Return what the password is compared with, and count the try; raises TooManyTries.

    The try is counted before the password is looked at, so that many at once gain
    nothing. An unknown address counts like a known one.
    """
    address = tidy_email(email)
    if not (
        limits.take(session, limits.PASSWORD_PER_ADDRESS, who=address, now=now)
        and limits.take(session, limits.PASSWORD_PER_IP, who=ip, now=now)
    ):
        raise TooManyTries("sign-in")
    user = find_by_email(session, address)
    return Attempt(user.id, user.password_hash) if user else Attempt(None, None)


def attempt_was_good(session: Session, user: User, *, ip: str, now: datetime) -> None:
    """Forget the tries that led here: a school behind one address is no attack."""
    limits.forget(session, limits.PASSWORD_PER_ADDRESS, who=user.email or "")
    limits.give_back(session, limits.PASSWORD_PER_IP, who=ip)
    record_sign_in(session, user, how="password", now=now)


def record_sign_in(session: Session, user: User, *, how: str, now: datetime) -> None:
    """Write that this person signed in, and how."""
    audit.record(
        session,
        "signed_in",
        at=now,
        actor_id=user.id,
        subject_kind="user",
        subject_id=user.id,
        how=how,
    )


def may_ask_for_link(session: Session, *, email: str, ip: str, now: datetime) -> bool:
    """Return whether one more link may be asked for, and count it, whoever has the address."""
    return limits.take(
        session, limits.LINK_PER_ADDRESS, who=tidy_email(email), now=now
    ) and limits.take(session, limits.LINK_PER_IP, who=ip, now=now)


def make_sign_in_link(
    session: Session, user: User, *, now: datetime, life: timedelta = SIGN_IN_LINK_LIFE
) -> str:
    """Return the token of a link that lets this person in once; earlier ones end."""
    links.revoke_links(session, purpose=LinkPurpose.SIGN_IN, subject_id=user.id, now=now)
    return links.make_link(
        session,
        purpose=LinkPurpose.SIGN_IN,
        subject_id=user.id,
        address=user.email,
        holder=user.name,
        now=now,
        expires_at=now + life,
    )


def needs_password(user: User) -> bool:
    """Return whether a link alone is not enough: everyone but employers and families."""
    return not all(grant.role in {Role.EMPLOYER, Role.FAMILY} for grant in user.grants)


def is_invited(user: User) -> bool:
    """Return whether this person has an address to invite and has not chosen a password."""
    return user.email is not None and user.password_hash is None and user.disabled_at is None


def has_admin(session: Session) -> bool:
    """Return whether someone administers this site already."""
    return (
        session.scalar(
            sa.select(RoleGrant.id)
            .join(RoleGrant.user)
            .where(RoleGrant.role == Role.PLATFORM_ADMIN, User.disabled_at.is_(None))
            .limit(1)
        )
        is not None
    )


def make_first_admin_link(session: Session, *, now: datetime) -> str:
    """Return the token that makes the first administrator; raises AlreadyAdministered."""
    if has_admin(session):
        raise AlreadyAdministered("there is an administrator")
    links.revoke_links(session, purpose=LinkPurpose.FIRST_ADMIN, subject_id=NOBODY, now=now)
    return links.make_link(
        session,
        purpose=LinkPurpose.FIRST_ADMIN,
        subject_id=NOBODY,
        now=now,
        expires_at=now + FIRST_ADMIN_LIFE,
    )
