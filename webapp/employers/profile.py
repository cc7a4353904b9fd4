"""A published profile in the words of the questions it answers, for employers and leads to read."""

from dataclasses import dataclass

from webapp.employers import published, services
from webapp.employers.forms.helping import AdjustmentsForm, SupportForm
from webapp.employers.forms.people import PeopleForm
from webapp.employers.forms.place import AreaForm, InsuranceForm, SiteForm
from webapp.employers.forms.who import ContactForm, OrganisationForm
from webapp.employers.forms.work import DatesForm
from webapp.employers.models import Area, Employer, Offer, Site, Window
from webapp.employers.steps import rows_shown

Rows = list[tuple[str, str]]
"""Questions with their answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferProfile:
    """An offer with the words of its people and dates."""

    offer: Offer
    people: Rows
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
    support: Rows
    sites: list[SiteProfile]


def profile_of(employer: Employer) -> Profile:
    """Return everything the employer told us, as questions and answers."""
    main = services.main_contact(employer)
    return Profile(
        organisation=rows_shown(
            OrganisationForm, OrganisationForm.shown(published.organisation_of(employer))
        ),
        contact=rows_shown(ContactForm, ContactForm.shown(published.contact_of(main)))
        if main
        else [],
        insurance=rows_shown(InsuranceForm, InsuranceForm.shown(published.insurance_of(employer))),
        support=rows_shown(SupportForm, SupportForm.shown(published.support_of(employer))),
        sites=[_site(site, employer) for site in employer.sites],
    )


def _site(site: Site, employer: Employer) -> SiteProfile:
    return SiteProfile(
        site=site,
        rows=rows_shown(SiteForm, SiteForm.shown(published.site_of(site))),
        areas=[
            (area, rows_shown(AreaForm, AreaForm.shown(published.area_of(area)))[1:])
            for area in site.areas
        ],
        offers=[_offer(offer, employer) for offer in site.offers],
    )


def _offer(offer: Offer, employer: Employer) -> OfferProfile:
    people = PeopleForm.shown(
        published.offer_of(offer), published.safety_of(employer), job_of(offer)
    )
    return OfferProfile(
        offer=offer,
        people=rows_shown(PeopleForm, people),
        windows=[
            (window, rows_shown(DatesForm, DatesForm.shown(published.window_of(window))))
            for window in offer.windows
        ],
    )


def job_of(offer: Offer) -> str | None:
    """Return the job of the person who looks after a learner."""
    return offer.supervisor.job_title if offer.supervisor else None


def answers_of(employer: Employer) -> AdjustmentsForm:
    """Return the adjustments with the answers that hold everywhere."""
    answers = [published.answer_of(answer) for answer in employer.answers]
    return AdjustmentsForm(formdata=None, data=AdjustmentsForm.shown(answers), meta={"csrf": False})
