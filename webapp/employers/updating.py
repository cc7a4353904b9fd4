"""Changing one part of a published profile, held to the version it was read at."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.core import postcodes
from webapp.employers import building, rules
from webapp.employers.models import ContactRole, Employer, Site
from webapp.employers.registration import (
    AgreementDetails,
    ContactDetails,
    InsuranceDetails,
    OfferDetails,
    OrganisationDetails,
    SafetyDetails,
    SiteDetails,
    SupportDetails,
)
from webapp.employers.rules import Fault, RegistrationError
from webapp.employers.services import (
    Find,
    claim_version,
    deputy_contact,
    main_contact,
    place_of,
    refuse_duplicate,
)

EMPTY_OFFER = OfferDetails(title="Work experience", is_published=False)
"""What a site begins with: nothing a learner could be matched with."""


def update_organisation(
    session: Session, employer: Employer, details: OrganisationDetails, *, version: int
) -> None:
    """Change who the employer is."""
    rules.check_organisation(details)
    refuse_duplicate(session, name=details.name, postcode=employer.postcode, other_than=employer.id)
    claim_version(session, employer, version=version)
    building.fill_organisation(employer, details)
    session.flush()  # a duplicate shows here


def update_people(
    session: Session,
    employer: Employer,
    *,
    main: ContactDetails,
    deputy: ContactDetails | None,
    version: int,
) -> None:
    """Change whom schools may call; the address the main contact signs in with stays."""
    claim_version(session, employer, version=version)
    first, second = main_contact(employer), deputy_contact(employer)
    if first is not None:
        building.fill_contact(first, replace(main, email=first.email, role=first.role))
    if deputy is None and second is not None:
        employer.contacts.remove(second)
    elif deputy is not None and second is not None:
        building.fill_contact(second, replace(deputy, role=ContactRole.DEPUTY))
    elif deputy is not None:
        last = max((person.position for person in employer.contacts), default=-1)
        added = building.build_contact(employer, deputy, position=last + 1)
        session.add(added)
    session.flush()  # contacts are read in their order next


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


def update_safeguarding(
    session: Session,
    employer: Employer,
    safety: SafetyDetails,
    agreement: AgreementDetails,
    *,
    version: int,
) -> None:
    """Change what keeps young people safe and what was agreed about it."""
    update_safety(session, employer, safety, version=version)
    building.fill_agreement(employer, agreement)


def update_more(
    session: Session,
    employer: Employer,
    organisation: OrganisationDetails,
    support: SupportDetails,
    *,
    version: int,
) -> None:
    """Change what is good to know and decides nothing."""
    update_organisation(session, employer, organisation, version=version)
    building.fill_support(employer, support)


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
    place = place_of(details, find_place=find_place, field="site.postcode")
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


def add_site(
    session: Session,
    employer: Employer,
    details: SiteDetails,
    *,
    key: uuid.UUID | None,
    version: int,
    now: datetime,
    find_place: Find = postcodes.lookup,
) -> Site:
    """Return one more site with an empty offer that is not published yet."""
    place = place_of(details, find_place=find_place, field="site.postcode")
    if details.name in {site.name for site in employer.sites}:
        raise RegistrationError(Fault.REPEATED, field="site.name", value=details.name)
    claim_version(session, employer, version=version)
    position = max((site.position for site in employer.sites), default=-1) + 1
    site = building.build_site(
        employer,
        replace(details, areas=(), offers=(EMPTY_OFFER,)),
        place=place,
        position=position,
        people={},
        now=now,
    )
    if key is not None:
        site.id = key
    session.add(site)
    session.flush()  # its offer and areas point at it
    return site
