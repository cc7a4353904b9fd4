"""Finding employers and offers, always starting from what the actor may see."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload

from webapp.accounts.models import Role
from webapp.accounts.policies import STAFF_ROLES, Actor
from webapp.employers.models import Employer, Offer, Site


def visible_to(actor: Actor) -> sa.Select[Employer]:
    """Return the employers this person may see.

    Staff see every employer but those inside another school; people of an employer see
    their own; nobody else sees any.
    """
    employers = sa.select(Employer)
    if actor.is_any(*STAFF_ROLES) and actor.provider_id is not None:
        return employers.where(_outside_or_inside(actor.provider_id))
    if actor.is_any(Role.EMPLOYER) and actor.employer_id is not None:
        return employers.where(Employer.id == actor.employer_id)
    return employers.where(sa.false())


def _outside_or_inside(provider_id: uuid.UUID) -> sa.ColumnElement[bool]:
    return sa.or_(Employer.is_internal_to_id.is_(None), Employer.is_internal_to_id == provider_id)


def find_employer(session: Session, employer_id: uuid.UUID, *, actor: Actor) -> Employer | None:
    """Return the employer with everything its page shows, or None when it is not for this actor."""
    return session.scalar(
        visible_to(actor)
        .where(Employer.id == employer_id)
        .options(
            selectinload(Employer.contacts),
            selectinload(Employer.answers),
            selectinload(Employer.sites).options(
                selectinload(Site.areas),
                selectinload(Site.offers).options(
                    selectinload(Offer.tasks), selectinload(Offer.windows)
                ),
            ),
        )
    )


def own_employer(session: Session, actor: Actor) -> Employer | None:
    """Return the employer this person works for, with everything its page shows."""
    if actor.employer_id is None:
        return None
    return find_employer(session, actor.employer_id, actor=actor)


def offers_for_matching(session: Session, *, provider_id: uuid.UUID | None) -> list[Offer]:
    """Return every published offer a learner of this school could go to, in order of key.

    Everything a match reads is loaded in nine queries, however many offers there are up to
    500: `offer.site.areas`, `offer.site.employer.answers` and `.contacts`, `offer.tasks`,
    `offer.windows`, and for each task its `area`. Anything else raises rather than asks again.
    Paused employers are included: the matcher says why they are blocked (HR-22). Offers
    inside a school are for that school alone.
    """
    outside: sa.ColumnElement[bool] = Employer.is_internal_to_id.is_(None)
    reachable = outside if provider_id is None else _outside_or_inside(provider_id)
    offers = session.scalars(
        sa.select(Offer)
        .join(Offer.site)
        .join(Site.employer)
        .where(Offer.published_at.is_not(None), reachable)
        .order_by(Offer.key)
        .options(
            selectinload(Offer.tasks),
            selectinload(Offer.windows),
            joinedload(Offer.site, innerjoin=True).options(
                selectinload(Site.areas),
                joinedload(Site.employer, innerjoin=True).options(
                    selectinload(Employer.answers), selectinload(Employer.contacts)
                ),
            ),
            raiseload("*", sql_only=True),
        )
    )
    return list(offers)
