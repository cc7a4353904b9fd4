"""What an employer still needs before anyone is matched, and before a learner starts.

Source: docs/rules.md, Employers.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.catalogue import filler
from webapp.core import audit
from webapp.employers.models import Employer, Insurance, Offer, SafeguardingPolicy
from webapp.employers.services import deputy_contact

NO_ANSWER_YET = frozenset({Insurance.NOT_YET, Insurance.NOT_SURE})
POLICIES = frozenset({SafeguardingPolicy.OWN, SafeguardingPolicy.FOLLOWS_SETTING})


class Missing(StrEnum):
    """What is not there yet; templates hold the words."""

    AREAS = "areas"
    TASKS = "tasks"
    DATES = "dates"
    SUPERVISOR = "supervisor"
    RISK_LEVEL = "risk_level"
    INSURANCE = "insurance"
    POLICY = "policy"
    CODE = "code"
    STAND_IN = "stand_in"
    DEPUTY = "deputy"
    ACCIDENT_CONTACT = "accident_contact"


def missing_to_publish(offer: Offer) -> tuple[Missing, ...]:
    """Return what an offer needs before anyone is matched with it, in order of the task list."""
    there = {
        Missing.AREAS: bool(offer.site.areas),
        Missing.TASKS: len(offer.tasks) >= filler.FEWEST_TASKS,
        Missing.DATES: bool(offer.windows),
        Missing.SUPERVISOR: offer.supervisor is not None,
        Missing.RISK_LEVEL: offer.site.employer.risk_level is not None,
    }
    return tuple(part for part, is_there in there.items() if not is_there)


def missing_to_match(offer: Offer) -> tuple[Missing, ...]:
    """Return why nobody is matched with an offer now; an open one needs tasks and dates only."""
    missing = missing_to_publish(offer)
    if offer.published_at is None:
        return missing
    there = {Missing.TASKS: bool(offer.tasks), Missing.DATES: bool(offer.windows)}
    return tuple(part for part in missing if not there.get(part, True))


def missing_to_start(employer: Employer) -> tuple[Missing, ...]:
    """Return what an employer needs before a learner may start, in order of the task list."""
    offers = [offer for site in employer.sites for offer in site.offers]
    there = {
        Missing.INSURANCE: employer.insurance not in NO_ANSWER_YET,
        Missing.POLICY: employer.safeguarding_policy in POLICIES,
        Missing.CODE: employer.code_agreed_on is not None,
        Missing.STAND_IN: employer.cancelled_when_away
        or any(offer.stand_in is not None for offer in offers),
        Missing.DEPUTY: deputy_contact(employer) is not None,
        Missing.ACCIDENT_CONTACT: bool(employer.accident_contact),
    }
    return tuple(part for part, is_there in there.items() if not is_there)


def publish_ready_offers(session: Session, employer: Employer, *, now: datetime) -> int:
    """Return how many offers are open from now on, because nothing they need is missing."""
    opened = [
        offer
        for site in employer.sites
        for offer in site.offers
        if offer.published_at is None and not missing_to_publish(offer)
    ]
    for offer in opened:
        offer.published_at, offer.confirmed_on = now, employer.confirmed_on
        audit.record(
            session,
            "offer_published",
            at=now,
            actor_id=None,
            subject_kind="offer",
            subject_id=offer.id,
        )
    return len(opened)
