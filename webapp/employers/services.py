"""Registering an employer and keeping what is said about it true."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.core import postcodes
from webapp.core.errors import StaleVersion
from webapp.core.postcodes import Place, UnknownPostcode
from webapp.employers import building, rules
from webapp.employers.models import (
    Contact,
    ContactRole,
    Employer,
    Site,
)
from webapp.employers.registration import (
    EmployerDetails,
    InsuranceDetails,
    OrganisationDetails,
    SafetyDetails,
    SiteDetails,
    SupportDetails,
)
from webapp.employers.rules import DuplicateEmployer, Fault, RegistrationError

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
        _place_of(site, find_place=find_place, field=f"sites[{number}].postcode")
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
    return employer


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


def update_organisation(
    session: Session, employer: Employer, details: OrganisationDetails, *, version: int
) -> None:
    """Change who the employer is."""
    rules.check_organisation(details)
    refuse_duplicate(session, name=details.name, postcode=employer.postcode, other_than=employer.id)
    claim_version(session, employer, version=version)
    building.fill_organisation(employer, details)
    session.flush()  # a duplicate shows here


def update_insurance(
    session: Session, employer: Employer, details: InsuranceDetails, *, version: int, today: date
) -> None:
    """Change what is said about insurance."""
    rules.check_insurance(details, today=today)
    claim_version(session, employer, version=version)
    building.fill_insurance(employer, details)


def update_safety(
    session: Session, employer: Employer, details: SafetyDetails, *, version: int
) -> None:
    """Change how people are kept safe."""
    claim_version(session, employer, version=version)
    building.fill_safety(employer, details)


def update_support(
    session: Session, employer: Employer, details: SupportDetails, *, version: int
) -> None:
    """Change the confidence and the help wanted."""
    rules.check_support(details)
    claim_version(session, employer, version=version)
    building.fill_support(employer, details)


def update_site(
    session: Session,
    site: Site,
    details: SiteDetails,
    *,
    version: int,
    find_place: Find = postcodes.lookup,
) -> None:
    """Change an address and what is there; areas and offers stay as they are."""
    place = _place_of(details, find_place=find_place, field="site.postcode")
    employer = site.employer
    if site.position == 0:
        refuse_duplicate(
            session, name=employer.name, postcode=details.postcode, other_than=employer.id
        )
    claim_version(session, employer, version=version)
    building.fill_site(site, details, place=place)
    if site.position == 0:
        employer.postcode = details.postcode
    session.flush()  # a duplicate shows here


def confirm_offer(session: Session, employer: Employer, *, today: date) -> None:
    """Note that the employer said all of it is still right."""
    employer.confirmed_on = today
    for site in employer.sites:
        for offer in site.offers:
            offer.confirmed_on = today


def pause(session: Session, employer: Employer, *, now: datetime) -> None:
    """Take the employer out of matching until it goes on; pausing twice changes nothing."""
    employer.paused_at = employer.paused_at or now


def resume(session: Session, employer: Employer) -> None:
    """Let the employer be matched again."""
    employer.paused_at = None


def main_contact(employer: Employer) -> Contact | None:
    """Return the person who speaks for the employer; none inside a school."""
    return next((c for c in employer.contacts if c.role is ContactRole.MAIN), None)


def _place_of(site: SiteDetails, *, find_place: Find, field: str) -> Place:
    try:
        return find_place(site.postcode)
    except (UnknownPostcode, postcodes.BadPostcode) as wrong:
        raise RegistrationError(Fault.UNKNOWN_POSTCODE, field=field, value=site.postcode) from wrong
