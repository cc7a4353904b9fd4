"""Making a school or college, and the people who work there."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts import services as accounts
from webapp.accounts.models import Role
from webapp.catalogue.organisations import SettingType
from webapp.providers.models import Provider, StaffMember
from webapp.providers.rules import key_from


@dataclass(frozen=True, slots=True)
class NewProvider:
    """What is asked about a school or college at the start."""

    name: str
    name_for_employers: str
    type: SettingType
    postcode: str
    phone: str


@dataclass(frozen=True, slots=True)
class NewStaff:
    """What is asked about someone who works there."""

    name: str
    email: str
    job_title: str
    phone: str
    roles: tuple[Role, ...]


def add_provider(session: Session, new: NewProvider) -> Provider:
    """Return the stored school with a key nobody else has."""
    provider = Provider(
        key=_free_key(session, key_from(new.name)),
        name=new.name,
        name_for_employers=new.name_for_employers,
        type=new.type,
        postcode=new.postcode,
        phone=new.phone,
    )
    session.add(provider)
    session.flush()  # the key of a role is needed next
    return provider


def _free_key(session: Session, wanted: str) -> str:
    taken = set(session.scalars(sa.select(Provider.key).where(Provider.key.startswith(wanted))))
    if wanted not in taken:
        return wanted
    return next(key for n in range(2, len(taken) + 3) if (key := f"{wanted}-{n}") not in taken)


def add_staff(
    session: Session, provider: Provider, new: NewStaff, *, now: datetime, is_main: bool = False
) -> StaffMember:
    """Return the stored member of staff, who cannot sign in yet; raises EmailTaken."""
    user = accounts.make_user(session, name=new.name, email=new.email, now=now)
    for role in new.roles:
        place = None if role is Role.PLATFORM_ADMIN else provider.id
        accounts.grant_role(session, user, role=role, provider_id=place)
    member = StaffMember(
        provider=provider,
        user=user,
        name=new.name,
        job_title=new.job_title,
        phone=new.phone,
        is_main_contact=is_main,
    )
    session.add(member)
    session.flush()  # its own key is needed by what names it as contact
    return member
