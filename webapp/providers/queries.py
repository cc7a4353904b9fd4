"""The people of a school: who leads, who stands in, who is trusted."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.accounts.models import Role
from webapp.mail.compose import Sender
from webapp.providers.models import Provider, StaffMember


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom a pack, a page or a worry names. None where the school has not said."""

    main: StaffMember | None
    deputy: StaffMember | None
    dsl: StaffMember | None


def staff_of(session: Session, provider_id: uuid.UUID) -> list[StaffMember]:
    """Return everybody who works at the school, in order of name."""
    return list(
        session.scalars(
            sa.select(StaffMember)
            .where(StaffMember.provider_id == provider_id)
            .options(joinedload(StaffMember.user))
            .order_by(StaffMember.name, StaffMember.id)
        )
    )


def contacts(session: Session, provider_id: uuid.UUID) -> Contacts:
    """Return the main contact, the deputy who stands in, and the safeguarding lead.

    The main contact is who is marked so, or else the careers lead; the deputy is a deputy
    lead who is somebody else.
    """
    staff = staff_of(session, provider_id)
    marked = next((member for member in staff if member.is_main_contact), None)
    main = marked or with_role(staff, Role.CAREERS_LEAD)
    others = [member for member in staff if member is not main]
    return Contacts(
        main=main,
        deputy=with_role(others, Role.DEPUTY_LEAD) or with_role(others, Role.CAREERS_LEAD),
        dsl=with_role(staff, Role.DSL),
    )


def sender_of(session: Session, provider: Provider, *, name: str | None = None) -> Sender:
    """Return who an email of this school comes from: this person, the main contact, the school."""
    main = contacts(session, provider.id).main
    return Sender(
        name=name or (main.name if main else provider.name_for_employers),
        phone=main.phone if main else provider.phone,
        organisation=provider.name_for_employers,
    )


def with_role(staff: list[StaffMember], role: Role) -> StaffMember | None:
    """Return the first of these people who holds the role at their school."""
    for member in staff:
        for grant in member.user.grants:
            if grant.role is role and grant.provider_id == member.provider_id:
                return member
    return None


def all_providers(session: Session) -> list[Provider]:
    """Return every school with its staff, in order of name: for platform admins only."""
    return list(
        session.scalars(
            sa.select(Provider)
            .options(selectinload(Provider.staff).joinedload(StaffMember.user))
            .order_by(Provider.name, Provider.id)
        )
    )


def leads_of(provider: Provider) -> list[StaffMember]:
    """Return the careers leads of a school whose staff is loaded."""
    return [
        member
        for member in sorted(provider.staff, key=lambda member: member.name)
        if any(grant.role is Role.CAREERS_LEAD for grant in member.user.grants)
    ]
