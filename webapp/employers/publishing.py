"""Reads and writes one section of a published profile, held to the version it was read at."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.core.errors import NotFound
from webapp.employers import certificates, offering, published, services, updating
from webapp.employers.forms.contact import CallDetails
from webapp.employers.forms.safety import SafeguardingDetails
from webapp.employers.forms.supervision import SupervisionDetails
from webapp.employers.models import Area, Employer, Offer, Site, Task, Window
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AreaDetails,
    ContactDetails,
    InsuranceDetails,
    OrganisationDetails,
    SafetyDetails,
    SiteDetails,
    SupportDetails,
    TaskDetails,
    WindowDetails,
)

Row = Site | Area | Offer | Task | Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Where and when a section is published."""

    session: Session
    employer: Employer
    version: int
    """Of the employer, as it was read."""
    now: datetime
    today: date
    row: Row | None = None
    """What the section is about, where that is not the employer; None for something new."""
    row_id: uuid.UUID | None = None
    """The key of something new."""
    parent: Site | Offer | None = None
    """What something new belongs to."""

    @property
    def site(self) -> Site:
        """The site something new belongs to; raises NotFound without one."""
        if isinstance(self.parent, Site):
            return self.parent
        raise NotFound("no site")

    @property
    def offer(self) -> Offer:
        """The offer this is about or belongs to; raises NotFound without one."""
        for found in (self.row, self.parent):
            if isinstance(found, Offer):
                return found
        raise NotFound("no offer")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersGiven:
    """The adjustments answered for all sites, and what no code says."""

    everywhere: tuple[AdjustmentAnswerDetails, ...] = ()
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreDetails:
    """What is good to know and decides nothing."""

    organisation: OrganisationDetails
    support: SupportDetails = field(default_factory=SupportDetails)


def organisation(change: Change, details: OrganisationDetails) -> None:
    """Publish who the employer is."""
    updating.update_organisation(change.session, change.employer, details, version=change.version)


def read_people(employer: Employer) -> CallDetails:
    """Return whom schools may call."""
    main, deputy = services.main_contact(employer), services.deputy_contact(employer)
    people = CallDetails(deputy=published.contact_of(deputy) if deputy else None)
    return replace(people, main=published.contact_of(main)) if main else people


def people(change: Change, details: CallDetails) -> None:
    """Publish whom schools may call."""
    updating.update_people(
        change.session,
        change.employer,
        main=details.main,
        deputy=details.deputy,
        version=change.version,
    )


def support(change: Change, details: SupportDetails) -> None:
    """Publish the confidence and the help wanted."""
    updating.update_support(change.session, change.employer, details, version=change.version)


def site(change: Change, details: SiteDetails) -> None:
    """Publish a site, with one empty offer where it is new."""
    if isinstance(change.row, Site):
        updating.update_site(change.session, change.row, details, version=change.version)
    else:
        updating.add_site(
            change.session,
            change.employer,
            details,
            key=change.row_id,
            version=change.version,
            now=change.now,
        )


def area(change: Change, details: AreaDetails) -> None:
    """Publish an area of a site."""
    row = change.row if isinstance(change.row, Area) else None
    parent = row.site if row else change.site
    offering.save_area(
        change.session, parent, details, area=row, key=change.row_id, version=change.version
    )


def task(change: Change, details: TaskDetails) -> None:
    """Publish a task of an offer."""
    row = change.row if isinstance(change.row, Task) else None
    parent = row.offer if row else change.offer
    offering.save_task(
        change.session, parent, details, task=row, key=change.row_id, version=change.version
    )


def window(change: Change, details: WindowDetails) -> None:
    """Publish dates of an offer."""
    row = change.row if isinstance(change.row, Window) else None
    parent = row.offer if row else change.offer
    offering.save_window(
        change.session, parent, details, window=row, key=change.row_id, version=change.version
    )


def read_supervision(offer: Offer) -> SupervisionDetails:
    """Return who looks after a learner in this offer."""
    return SupervisionDetails(
        offer=published.offer_of(offer),
        supervisor=published.contact_of(offer.supervisor) if offer.supervisor else None,
        stand_in=published.contact_of(offer.stand_in) if offer.stand_in else None,
        cancelled_when_away=offer.site.employer.cancelled_when_away,
    )


def supervision(change: Change, details: SupervisionDetails) -> None:
    """Publish who looks after a learner."""
    offer = change.offer
    named: tuple[ContactDetails | None, ...] = (details.supervisor, details.stand_in)
    offering.update_offer(
        change.session,
        offer,
        details.offer,
        people=[person for person in named if person is not None],
        safety=replace(
            published.safety_of(change.employer), cancelled_when_away=details.cancelled_when_away
        ),
        version=change.version,
    )


def safety(change: Change, details: SafetyDetails) -> None:
    """Publish how people are kept safe."""
    updating.update_safety(change.session, change.employer, details, version=change.version)


def insurance(change: Change, details: InsuranceDetails) -> None:
    """Publish what is said about insurance; a certificate that is no longer named goes."""
    before = change.employer.insurance_certificate
    updating.update_insurance(
        change.session, change.employer, details, version=change.version, today=change.today
    )
    certificates.remove_later(change.session, before, now=change.now)


def read_safeguarding(employer: Employer) -> SafeguardingDetails:
    """Return what keeps young people safe."""
    return SafeguardingDetails(
        safety=published.safety_of(employer), agreement=published.agreement_of(employer)
    )


def safeguarding(change: Change, details: SafeguardingDetails) -> None:
    """Publish what keeps young people safe; what is newly agreed is agreed today."""
    agreement = details.agreement
    if agreement.code_agreed_by and agreement.code_agreed_on is None:
        agreement = replace(agreement, code_agreed_on=change.today)
    updating.update_safeguarding(
        change.session, change.employer, details.safety, agreement, version=change.version
    )


def read_answers(employer: Employer) -> AnswersGiven:
    """Return the adjustments answered for all sites."""
    rows = [published.answer_of(answer) for answer in employer.answers]
    everywhere = tuple(row for row in rows if row.site is None and row.area is None)
    return AnswersGiven(everywhere=everywhere, other=employer.other_adjustments)


def answers(change: Change, details: AnswersGiven) -> None:
    """Publish the adjustments answered for all sites."""
    offering.save_answers(
        change.session,
        change.employer,
        details.everywhere,
        version=change.version,
        now=change.now,
    )
    change.employer.other_adjustments = details.other


def read_more(employer: Employer) -> MoreDetails:
    """Return what is good to know and decides nothing."""
    return MoreDetails(
        organisation=published.organisation_of(employer), support=published.support_of(employer)
    )


def more(change: Change, details: MoreDetails) -> None:
    """Publish what is good to know and decides nothing."""
    updating.update_more(
        change.session,
        change.employer,
        details.organisation,
        details.support,
        version=change.version,
    )
