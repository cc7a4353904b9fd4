"""Plain functions that make one thing each, with every needed value filled in."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from webapp.accounts.models import Role, RoleGrant, User
from webapp.accounts.passwords import hash_password
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.organisations import EmployerType, SettingType
from webapp.catalogue.sectors import Sector
from webapp.employers.models import (
    Area,
    Contact,
    ContactRole,
    Employer,
    Insurance,
    Offer,
    Site,
    Task,
    Window,
)
from webapp.learners.models import Learner
from webapp.placements.models import Placement, PlacementState
from webapp.providers.models import Provider, StaffMember

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
"""The Monday morning on which the tests take place unless they say otherwise."""
TODAY = NOW.date()
MARCH = tuple(date(2027, 3, day) for day in (2, 3, 4, 5))
"""Tuesday to Friday: the days of a placement unless a test says otherwise."""
PASSWORD = "a lantern under seven stairs"


def short_code() -> str:
    """Return eight characters nobody else has."""
    return uuid.uuid4().hex[:8]


def make_provider(
    session: Session,
    *,
    name: str = "Kestrel Park School",
    name_for_employers: str = "Kestrel Park careers team",
    type: SettingType = SettingType.SPECIAL_SCHOOL,
    key: str | None = None,
    postcode: str = "CH1 2AB",
) -> Provider:
    """Return a stored school."""
    provider = Provider(
        key=key or short_code(),
        name=name,
        name_for_employers=name_for_employers,
        type=type,
        postcode=postcode,
        phone="01632 960 101",
        phone_out_of_hours="07700 900 101",
    )
    session.add(provider)
    session.flush()
    return provider


def make_user(
    session: Session,
    *,
    name: str = "Robin Vale",
    email: str | None = None,
    password: str | None = None,
    roles: tuple[Role, ...] = (),
    provider: Provider | None = None,
    employer: Employer | None = None,
    learner: Learner | None = None,
    is_demo: bool = False,
) -> User:
    """Return a stored person with these roles in this one place."""
    user = User(
        name=name,
        email=email or f"{name.split()[0].lower()}.{short_code()}@example.org",
        password_hash=hash_password(password) if password else None,
        email_verified_at=NOW,
        is_demo=is_demo,
        created_at=NOW,
    )
    for role in roles:
        RoleGrant(  # joins user.grants by itself
            user=user,
            role=role,
            provider_id=provider.id if provider else None,
            employer_id=employer.id if employer else None,
            learner_id=learner.id if learner else None,
        )
    session.add(user)
    session.flush()
    return user


def make_staff(
    session: Session,
    provider: Provider,
    *,
    name: str = "Robin Vale",
    job_title: str = "Teacher",
    roles: tuple[Role, ...] = (Role.STAFF,),
    is_main_contact: bool = False,
    email: str | None = None,
) -> StaffMember:
    """Return a stored member of staff who can sign in; the person is at `.user`."""
    user = make_user(session, name=name, email=email, roles=roles, provider=provider)
    member = StaffMember(
        provider=provider,
        user=user,
        name=name,
        job_title=job_title,
        phone="01632 960 102",
        is_main_contact=is_main_contact,
    )
    session.add(member)
    session.flush()
    return member


def make_learner(
    session: Session,
    provider: Provider,
    *,
    first_name: str = "Ada",
    surname: str = "Finch",
    date_of_birth: date = date(2011, 3, 4),
    mis_number: str | None = None,
    postcode: str | None = "CH1 2AB",
) -> Learner:
    """Return a stored learner on this school’s roll, with nothing else said yet."""
    learner = Learner(
        provider=provider,
        mis_number=mis_number or short_code(),
        first_name=first_name,
        surname=surname,
        date_of_birth=date_of_birth,
        postcode=postcode,
        created_at=NOW,
        confirmed_on=TODAY,
    )
    session.add(learner)
    session.flush()
    return learner


def make_employer(
    session: Session,
    *,
    name: str = "Millbrook Heritage Railway",
    key: str | None = None,
    postcode: str = "CH1 2AB",
    sectors: tuple[Sector, ...] | None = None,
    insured_until: date | None = None,
) -> Employer:
    """Return a stored, insured employer without sites or offers."""
    employer = Employer(
        key=key or short_code(),
        name=name,
        name_key=" ".join("".join(c for c in name.lower() if c.isalnum() or c == " ").split()),
        postcode=postcode,
        types=[next(iter(EmployerType))],
        sectors=list(sectors or (next(iter(Sector)),)),
        insurance=Insurance.HELD,
        insured_until=insured_until or TODAY + timedelta(days=365),
        confirmed_on=TODAY,
        created_at=NOW,
    )
    session.add(employer)
    session.flush()
    return employer


def make_contact(
    session: Session,
    employer: Employer,
    *,
    name: str = "Cora Bright",
    role: ContactRole = ContactRole.MAIN,
    user: User | None = None,
    email: str | None = None,
) -> Contact:
    """Return a stored person at the employer."""
    contact = Contact(
        employer=employer,
        role=role,
        name=name,
        email=email or (user.email if user else None),
        phone="07700 900 120",
        user_id=user.id if user else None,
    )
    session.add(contact)
    session.flush()
    return contact


def make_placement(
    session: Session,
    learner: Learner,
    employer: Employer,
    *,
    state: PlacementState = PlacementState.DEBRIEFING,
    days: tuple[date, ...] = MARCH,
    reference: str | None = None,
) -> Placement:
    """Return a stored placement with a site, an offer and two tasks of its own."""
    code = short_code()
    site = Site(employer=employer, name="Station", address="1 Station Road", postcode="CH1 2AB")
    offer = Offer(key=code, site=site, title="Archive and tickets", confirmed_on=TODAY)
    for position, text in enumerate(("Sort tickets by year", "Count visitor leaflets")):
        Task(offer=offer, position=position, text=text, minutes=90)  # joins offer.tasks by itself
    window = Window(
        key=code,
        offer=offer,
        types=[ExperienceType.BLK],
        from_date=days[0],
        to_date=days[-1],
        weekdays=["tue", "wed", "thu", "fri"],
        start=time(10),
        finish=time(15),
    )
    session.add_all((site, offer, window))
    session.flush()
    placement = Placement(
        reference=reference or f"P-{int(code[:6], 16)}",
        provider_id=learner.provider_id,
        learner=learner,
        window=window,
        proposal=None,
        type=ExperienceType.BLK,
        state=state,
        dates=[day.isoformat() for day in days],
        start=time(10),
        finish=time(15),
        break_minutes=30,
        tasks=[str(task.id) for task in offer.tasks],
        created_at=NOW,
    )
    session.add(placement)
    session.flush()
    return placement


def make_offer(
    session: Session,
    employer: Employer,
    *,
    tasks: tuple[str, ...] = (
        "Sort tickets by year",
        "Count visitor leaflets",
        "Label the map drawers",
    ),
    noise: int | None = 1,
    crowd: int | None = 1,
    supervision: int = 2,
    places: int = 1,
    days: tuple[date, ...] = MARCH,
    published: bool = True,
) -> Offer:
    """Return a stored, published offer at a site of its own: one area, these tasks, one window."""
    code = short_code()
    site = Site(
        employer=employer,
        name="Station",
        address="1 Station Road",
        postcode="CH1 2AB",
        easting=340_000,
        northing=366_000,
        location_level="exact",
    )
    area = Area(site=site, name="Archive", noise=noise, crowd=crowd)
    offer = Offer(
        key=code,
        site=site,
        title="Work experience",
        supervision=supervision,
        published_at=NOW if published else None,
        confirmed_on=TODAY,
    )
    for position, text in enumerate(tasks):
        task = Task(offer=offer, position=position, text=text, minutes=60)
        task.area = area
    window = Window(
        key=code,
        offer=offer,
        types=[ExperienceType.TAS, ExperienceType.BLK],
        from_date=days[0],
        to_date=days[-1],
        weekdays=["mon", "tue", "wed", "thu", "fri"],
        start=time(10),
        finish=time(15),
        break_minutes=30,
        places=places,
    )
    session.add_all((site, area, offer, window))
    session.flush()
    return offer
