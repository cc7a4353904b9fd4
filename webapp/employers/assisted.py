"""Registering an employer for them: by phone, on paper, or from a school’s list."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.sectors import Sector
from webapp.core import audit
from webapp.core.errors import NotFound
from webapp.employers import services
from webapp.employers.contact_models import AssistedRegistration
from webapp.employers.models import ContactRole, Employer, Insurance
from webapp.employers.registration import (
    ContactDetails,
    EmployerDetails,
    InsuranceDetails,
    OrganisationDetails,
    SiteDetails,
)
from webapp.employers.updating import EMPTY_OFFER


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmployer:
    """The least that makes an employer: who, what, where, and whom to call."""

    name: str
    types: tuple[EmployerType, ...]
    sectors: tuple[Sector, ...]
    contact_name: str
    postcode: str
    address: str = ""
    site_name: str = ""
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    insured_until: date | None = None
    heard_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Who at the employer agreed to be registered, and when."""

    by: str
    on: date


class Status(StrEnum):
    """How an employer that a school registered stands."""

    NOT_ASKED = "not_asked"
    """From a list: nobody there has agreed yet."""
    NOT_CONFIRMED = "not_confirmed"
    """They agreed, and have not checked what was written."""
    CONFIRMED = "confirmed"


def details_of(new: NewEmployer) -> EmployerDetails:
    """Return the registration these few answers make; everything else is open."""
    return EmployerDetails(
        organisation=OrganisationDetails(
            name=new.name,
            types=new.types,
            sectors=new.sectors,
            website=new.website,
            heard_from=new.heard_from,
        ),
        contacts=(
            ContactDetails(
                role=ContactRole.MAIN, name=new.contact_name, email=new.email, phone=new.phone
            ),
        ),
        insurance=InsuranceDetails(
            answer=Insurance.HELD if new.insured_until else Insurance.NOT_SURE,
            until=new.insured_until,
        ),
        sites=(
            SiteDetails(
                name=new.site_name or new.name,
                address=new.address,
                postcode=new.postcode,
                offers=(EMPTY_OFFER,),
            ),
        ),
    )


def register_for(
    session: Session,
    new: NewEmployer,
    *,
    agreed: Agreed | None,
    actor: Actor,
    now: datetime,
    today: date,
) -> Employer:
    """Return the employer, stored as registered by this school and not yet confirmed by them.

    Raises RegistrationError for an answer that cannot be kept, DuplicateEmployer for one that
    is here already.
    """
    if actor.provider_id is None:
        raise NotFound("no school")
    employer = services.register_employer(session, details_of(new), now=now, today=today)
    session.add(
        AssistedRegistration(
            employer_id=employer.id,
            provider_id=actor.provider_id,
            registered_by_id=actor.user_id,
            registered_at=now,
            agreed_by=agreed.by if agreed else None,
            agreed_on=agreed.on if agreed else None,
        )
    )
    _record(session, "employer_registered_for_them", employer, actor=actor, now=now)
    return employer


def assisted(session: Session, employer: Employer) -> AssistedRegistration | None:
    """Return how a school registered this employer; None where they did it themselves."""
    return session.get(AssistedRegistration, employer.id)


def required(session: Session, employer: Employer) -> AssistedRegistration:
    """Return how a school registered this employer, or raise NotFound."""
    registered = assisted(session, employer)
    if registered is None:
        raise NotFound(str(employer.id))
    return registered


def status_of(registered: AssistedRegistration, employer: Employer) -> Status:
    """Return how far it is from being their own: an account of theirs confirms it too."""
    if registered.confirmed_on or not nobody_signs_in(employer):
        return Status.CONFIRMED
    return Status.NOT_CONFIRMED if registered.agreed_by else Status.NOT_ASKED


def nobody_signs_in(employer: Employer) -> bool:
    """Return whether a school speaks for them: on the phone, by letter, on paper."""
    return not any(person.user_id for person in employer.contacts)


def note_confirmed(
    session: Session, employer: Employer, *, actor: Actor, now: datetime, today: date
) -> None:
    """Note that they said on the phone or on paper that all of it is right; twice is once."""
    registered = required(session, employer)
    if registered.confirmed_on is None:
        registered.confirmed_on = today
        if registered.agreed_by is None:
            main = services.main_contact(employer)
            registered.agreed_by = main.name if main else employer.name
            registered.agreed_on = today
        services.confirm_offer(session, employer, actor_id=actor.user_id, now=now, today=today)


def _record(
    session: Session, action: str, employer: Employer, *, actor: Actor, now: datetime
) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor.user_id,
        subject_kind="employer",
        subject_id=employer.id,
    )
