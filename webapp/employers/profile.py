"""A published profile in the words of the questions it answers, for employers and leads to read."""

from dataclasses import dataclass

from webapp.core.wizard.rows import Rows, rows_shown
from webapp.employers.models import Area, Employer, Offer, Site, Task, Window
from webapp.employers.sections import (
    AREA,
    CONTACT,
    DATES,
    INSURANCE,
    MORE,
    ORGANISATION,
    PLACE,
    SAFEGUARDING,
    SAFETY,
    SUPERVISION,
    SUPPORT,
    TASK,
    ProfileSection,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferProfile:
    """An offer with the words of its people and dates."""

    offer: Offer
    people: Rows
    tasks: list[tuple[Task, Rows]]
    windows: list[tuple[Window, Rows]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """A site with the words of its address, areas and offers."""

    site: Site
    rows: Rows
    areas: list[tuple[Area, Rows]]
    offers: list[OfferProfile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An employer in words, part by part."""

    organisation: Rows
    contact: Rows
    insurance: Rows
    safety: Rows
    safeguarding: Rows
    support: Rows
    more: Rows
    sites: list[SiteProfile]


def profile_of(employer: Employer) -> Profile:
    """Return everything the employer told us, as questions and answers."""
    return Profile(
        organisation=_rows(ORGANISATION, employer),
        contact=_rows(CONTACT, employer),
        insurance=_rows(INSURANCE, employer),
        safety=_rows(SAFETY, employer),
        safeguarding=_rows(SAFEGUARDING, employer),
        support=_rows(SUPPORT, employer),
        more=_rows(MORE, employer),
        sites=[_site(site) for site in employer.sites],
    )


def _rows(section: ProfileSection, about: Employer | Site | Area | Offer | Task | Window) -> Rows:
    details = section.read(about)
    return [row for page in section.pages for row in rows_shown(page.form, page.fields_of(details))]


def _site(site: Site) -> SiteProfile:
    return SiteProfile(
        site=site,
        rows=_rows(PLACE, site),
        areas=[(area, _rows(AREA, area)[1:]) for area in site.areas],
        offers=[_offer(offer) for offer in site.offers],
    )


def _offer(offer: Offer) -> OfferProfile:
    return OfferProfile(
        offer=offer,
        people=_rows(SUPERVISION, offer),
        tasks=[(task, _rows(TASK, task)[1:]) for task in offer.tasks],
        windows=[(window, _rows(DATES, window)) for window in offer.windows],
    )
