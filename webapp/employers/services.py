"""Registering an employer and keeping what is said about it true."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts import services as accounts
from webapp.accounts.models import Role, User
from webapp.core import audit, postcodes
from webapp.core.errors import ProductError, StaleVersion
from webapp.core.postcodes import Place, UnknownPostcode
from webapp.employers import building, rules
from webapp.employers.models import (
    Contact,
    ContactRole,
    Employer,
)
from webapp.employers.registration import (
    AvailabilityDetails,
    EmployerDetails,
    SiteDetails,
)
from webapp.employers.rules import DuplicateEmployer, Fault, RegistrationError


class AddressInUse(ProductError):
    """Someone signs in with this address in another place: one address is one account."""


Find = Callable[[str], Place]
"""Turns a postcode into a point; raises UnknownPostcode."""


def register_employer(
    session: Session,
    details: EmployerDetails,
    *,
    now: datetime,
    today: date,
    find_place: Find = postcodes.lookup,
) -> Employer:
    """Return the stored employer with its sites, offers and answers, or raise RegistrationError."""
    rules.check_employer(details, today=today)
    places = [
        place_of(site, find_place=find_place, field=f"sites[{number}].postcode")
        for number, site in enumerate(details.sites)
    ]
    refuse_duplicate(
        session, name=details.organisation.name, postcode=details.sites[0].postcode, other_than=None
    )
    employer = building.build_employer(
        details, key=details.key or key_of(details), places=places, now=now, today=today
    )
    session.add(employer)
    session.flush()  # the database gives its word that name and keys are free
    audit.record(
        session,
        "employer_registered",
        at=now,
        actor_id=None,
        subject_kind="employer",
        subject_id=employer.id,
    )
    return employer


def give_account(session: Session, contact: Contact, *, now: datetime) -> User:
    """Return the account of a person who showed that the address is theirs.

    Until then nobody can sign in for the employer. Raises AddressInUse when the address
    already signs in elsewhere.
    """
    if contact.email is None:
        raise AddressInUse("no address")
    user = accounts.find_by_email(session, contact.email)
    if user is None:
        try:
            user = accounts.make_user(session, name=contact.name, email=contact.email, now=now)
        except accounts.EmailTaken as taken:  # by someone who may not sign in any more
            raise AddressInUse(str(contact.id)) from taken
    elif any(grant.employer_id != contact.employer_id for grant in user.grants):
        raise AddressInUse(str(contact.id))
    accounts.grant_role(session, user, role=Role.EMPLOYER, employer_id=contact.employer_id)
    user.email_verified_at = user.email_verified_at or now
    contact.user_id = user.id
    audit.record(
        session,
        "employer_address_confirmed",
        at=now,
        actor_id=user.id,
        subject_kind="employer",
        subject_id=contact.employer_id,
    )
    return user


def key_of(details: EmployerDetails) -> str:
    """Return a short code that is the same whenever the same employer registers."""
    named = f"{rules.name_key(details.organisation.name)}|{details.sites[0].postcode}"
    return sha256(named.encode()).hexdigest()[:16]


def refuse_duplicate(
    session: Session, *, name: str, postcode: str, other_than: uuid.UUID | None
) -> None:
    """Raise DuplicateEmployer when another employer has this name at this postcode."""
    same = sa.select(Employer.id).where(
        Employer.name_key == rules.name_key(name), Employer.postcode == postcode
    )
    found = session.scalar(same)
    if found is not None and found != other_than:
        raise DuplicateEmployer


def claim_version(session: Session, employer: Employer, *, version: int) -> None:
    """Raise StaleVersion unless this is the version that is stored; then count one up."""
    changed = session.execute(
        sa.update(Employer)
        .where(Employer.id == employer.id, Employer.version == version)
        .values(version=version + 1)
        .execution_options(synchronize_session=False)
        .returning(Employer.id)
    )
    if changed.scalar() is None:
        raise StaleVersion("employer")
    session.refresh(employer, ["version"])


def set_availability(
    session: Session,
    employer: Employer,
    details: AvailabilityDetails,
    *,
    actor_id: uuid.UUID | None,
    now: datetime,
) -> None:
    """Note whether the employer takes anyone at present; it stays so until they say otherwise."""
    building.fill_availability(employer, details)
    _record(session, "employer_availability", employer, actor_id=actor_id, now=now)


def confirm_offer(
    session: Session, employer: Employer, *, actor_id: uuid.UUID | None, now: datetime, today: date
) -> None:
    """Note that the employer said all of it is still right."""
    _record(session, "employer_confirmed", employer, actor_id=actor_id, now=now)
    employer.confirmed_on = today
    for site in employer.sites:
        for offer in site.offers:
            offer.confirmed_on = today


def pause(
    session: Session, employer: Employer, *, actor_id: uuid.UUID | None, now: datetime
) -> None:
    """Take the employer out of matching until it goes on; pausing twice changes nothing."""
    if employer.paused_at is None:
        employer.paused_at = now
        _record(session, "employer_paused", employer, actor_id=actor_id, now=now)


def resume(
    session: Session, employer: Employer, *, actor_id: uuid.UUID | None, now: datetime
) -> None:
    """Let the employer be matched again."""
    if employer.paused_at is not None:
        employer.paused_at = None
        _record(session, "employer_resumed", employer, actor_id=actor_id, now=now)


def record_change(
    session: Session, employer: Employer, *, section: str, actor_id: uuid.UUID | None, now: datetime
) -> None:
    """Write who changed which section of a published profile."""
    _record(session, "employer_changed", employer, actor_id=actor_id, now=now, section=section)


def _record(
    session: Session,
    action: str,
    employer: Employer,
    *,
    actor_id: uuid.UUID | None,
    now: datetime,
    section: str | None = None,
) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor_id,
        subject_kind="employer",
        subject_id=employer.id,
        section=section,
    )


def is_insurance_late(employer: Employer, *, today: date) -> bool:
    """Return whether the cover of this employer has run out."""
    return rules.is_insurance_late(employer.insurance, until=employer.insured_until, today=today)


def is_insurance_ending(employer: Employer, *, today: date) -> bool:
    """Return whether the cover of this employer runs out within 60 days."""
    return rules.is_insurance_ending(employer.insurance, until=employer.insured_until, today=today)


def main_contact(employer: Employer) -> Contact | None:
    """Return the person who speaks for the employer; none inside a school."""
    return next((c for c in employer.contacts if c.role is ContactRole.MAIN), None)


def deputy_contact(employer: Employer) -> Contact | None:
    """Return who may be called when the main contact is away, if anyone."""
    return next((c for c in employer.contacts if c.role is ContactRole.DEPUTY), None)


def place_of(site: SiteDetails, *, find_place: Find, field: str) -> Place:
    """Return the point of a site, or raise RegistrationError beside its postcode."""
    try:
        return find_place(site.postcode)
    except (UnknownPostcode, postcodes.BadPostcode) as wrong:
        raise RegistrationError(Fault.UNKNOWN_POSTCODE, field=field, value=site.postcode) from wrong
