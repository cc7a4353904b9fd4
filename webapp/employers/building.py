"""Turns the plain values of a registration into rows, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from webapp.core.postcodes import Place
from webapp.employers import rules
from webapp.employers.models import (
    AdjustmentOffered,
    Area,
    Contact,
    Employer,
    Offer,
    Site,
    Task,
    Window,
)
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AgreementDetails,
    AreaDetails,
    AvailabilityDetails,
    ContactDetails,
    EmployerDetails,
    InsuranceDetails,
    OfferDetails,
    OrganisationDetails,
    SafetyDetails,
    SiteDetails,
    SupportDetails,
    TaskDetails,
    WindowDetails,
)


def build_employer(
    details: EmployerDetails, *, key: str, places: Sequence[Place], now: datetime, today: date
) -> Employer:
    """Return the employer with all its parts; `places` are the points of its sites in order."""
    employer = Employer(
        key=key,
        name=details.organisation.name,
        name_key=rules.name_key(details.organisation.name),
        postcode=details.sites[0].postcode,
        types=list(details.organisation.types),
        sectors=list(details.organisation.sectors),
        insurance=details.insurance.answer,
        readiness=details.readiness,
        paused_at=now if details.is_paused else None,
        is_internal_to_id=details.is_internal_to,
        placed_before=details.placed_before,
        confirmed_on=details.confirmed_on or today,
        created_at=now,
    )
    fill_organisation(employer, details.organisation)
    fill_insurance(employer, details.insurance)
    fill_safety(employer, details.safety)
    fill_support(employer, details.support)
    fill_agreement(employer, details.agreement)
    fill_availability(employer, details.availability)
    people = {
        person.name: build_contact(employer, person, position=position)
        for position, person in enumerate(details.contacts)
    }
    for position, (site, place) in enumerate(zip(details.sites, places, strict=True)):
        build_site(employer, site, place=place, position=position, people=people, now=now)
    for answer in details.answers:
        build_answer(employer, answer, now=now)
    return employer


def fill_organisation(employer: Employer, details: OrganisationDetails) -> None:
    """Write who the employer is."""
    employer.name = details.name
    employer.name_key = rules.name_key(details.name)
    employer.types = list(details.types)
    employer.sectors = list(details.sectors)
    employer.description = details.description
    employer.website = details.website
    employer.registration_number = details.registration_number
    employer.heard_from = details.heard_from
    employer.disability_confident = details.disability_confident
    employer.disability_confident_until = details.disability_confident_until
    employer.public_listing = details.public_listing


def fill_insurance(employer: Employer, details: InsuranceDetails) -> None:
    """Write what is said about insurance."""
    employer.insurance = details.answer
    employer.insurer = details.insurer
    employer.insurance_policy = details.policy
    employer.insured_until = details.until
    employer.insurance_reason = details.reason
    employer.insurance_certificate = details.certificate
    employer.insurer_told = details.insurer_told
    employer.insurer_told_on = details.insurer_told_on
    employer.public_liability = details.public_liability
    employer.public_liability_until = details.public_liability_until


def fill_safety(employer: Employer, details: SafetyDetails) -> None:
    """Write how people are kept safe."""
    employer.had_under_18s = details.had_under_18s
    employer.risk_level = details.risk_level
    employer.risk_assessment = details.risk_assessment
    employer.first_aider = details.first_aider
    employer.fire = asdict(details.fire)
    employer.accident_contact = details.accident_contact
    employer.safeguarding_policy = details.safeguarding_policy
    employer.alone_with_learner = details.alone_with_learner
    employer.alone_when = details.alone_when
    employer.cancelled_when_away = details.cancelled_when_away


def fill_agreement(employer: Employer, details: AgreementDetails) -> None:
    """Write what the employer agreed to and read."""
    employer.code_agreed_by = details.code_agreed_by
    employer.code_agreed_on = details.code_agreed_on
    employer.privacy_notice_read_on = details.privacy_notice_read_on


def fill_availability(employer: Employer, details: AvailabilityDetails) -> None:
    """Write whether it takes anyone at present."""
    employer.availability = details.answer
    employer.availability_reason = details.reason
    employer.availability_until = details.until


def fill_support(employer: Employer, details: SupportDetails) -> None:
    """Write the confidence and the help wanted."""
    employer.confidence = details.confidence
    employer.help_wanted = list(details.help_wanted)
    employer.experience_so_far = details.experience_so_far
    employer.could_lead_to = list(details.could_lead_to)
    employer.other_adjustments = details.other_adjustments


def build_contact(employer: Employer, details: ContactDetails, *, position: int) -> Contact:
    """Return a person added to the employer."""
    contact = Contact(employer=employer, role=details.role, name=details.name, position=position)
    fill_contact(contact, details)
    return contact


def fill_contact(contact: Contact, details: ContactDetails) -> None:
    """Write who a person is."""
    contact.role = details.role
    contact.name = details.name
    contact.job_title = details.job_title
    contact.email = details.email
    contact.phone = details.phone
    contact.best_way = details.best_way
    contact.best_time = details.best_time
    contact.checks = details.checks


def build_site(
    employer: Employer,
    details: SiteDetails,
    *,
    place: Place,
    position: int,
    people: Mapping[str, Contact],
    now: datetime,
) -> Site:
    """Return a site added to the employer, with its areas and offers."""
    site = Site(
        employer=employer,
        name=details.name,
        address=details.address,
        postcode=details.postcode,
        position=position,
    )
    fill_site(site, details, place=place)
    areas = {}
    for number, area in enumerate(details.areas):
        areas[area.name] = Area(site=site, name=area.name, position=number)
        fill_area(areas[area.name], area)
    for number, offer in enumerate(details.offers):
        key = offer.key or f"{employer.key}-{position + 1}-{number + 1}"
        build_offer(site, offer, key=key, position=number, areas=areas, people=people, now=now)
    return site


def fill_site(site: Site, details: SiteDetails, *, place: Place) -> None:
    """Write an address, its point, and what is there."""
    site.name = details.name
    site.address = details.address
    site.postcode = details.postcode
    site.easting, site.northing = place.easting, place.northing
    site.location_level = place.level.value
    site.what3words = details.what3words
    site.is_private_home = details.is_private_home
    site.which_door = details.which_door
    site.is_stop_near = details.is_stop_near
    site.nearest_stop = details.nearest_stop
    site.walk_metres = details.walk_metres
    site.public_transport = details.public_transport
    site.parking = list(details.parking)
    site.toilets = list(details.toilets)
    site.breaks = details.breaks
    site.lunch = list(details.lunch)
    site.quiet_place = details.quiet_place
    site.dress = details.dress
    site.dress_feel = details.dress_feel
    site.ppe = details.ppe
    site.ppe_from = details.ppe_from
    site.surprising_rules = details.surprising_rules


def fill_area(area: Area, details: AreaDetails) -> None:
    """Write what an area is like."""
    area.name = details.name
    area.noise = details.noise
    area.crowd = details.crowd
    area.light = details.light
    area.temperature = details.temperature
    area.smell = details.smell
    area.touch = details.touch
    area.smells_of = list(details.smells_of)
    area.allergens = list(details.allergens)
    area.environment = asdict(details.surroundings)
    area.hazards = list(details.hazards)
    area.risk_talk_on = details.risk_talk_on
    area.risk_talk_by = details.risk_talk_by


def build_offer(
    site: Site,
    details: OfferDetails,
    *,
    key: str,
    position: int,
    areas: Mapping[str, Area],
    people: Mapping[str, Contact],
    now: datetime,
) -> Offer:
    """Return an offer added to the site with its tasks and windows, published now if it may be."""
    offer = Offer(
        site=site,
        key=key,
        title=details.title,
        position=position,
        published_at=now if details.is_published else None,
        confirmed_on=site.employer.confirmed_on,
    )
    fill_offer(offer, details, people=people)
    for number, task in enumerate(details.tasks):
        fill_task(
            Task(offer=offer, position=number, text=task.text),
            task,
            area=areas.get(task.area or ""),
        )
    for number, window in enumerate(details.windows):
        build_window(offer, window, key=window.key or f"{key}-{number + 1}")
    return offer


def fill_offer(offer: Offer, details: OfferDetails, *, people: Mapping[str, Contact]) -> None:
    """Write the supervision and who gives it."""
    offer.title = details.title
    offer.supervision = details.supervision
    offer.supervision_ratio = details.supervision_ratio
    offer.supervisor = people[details.supervisor] if details.supervisor else None
    offer.stand_in = people[details.stand_in] if details.stand_in else None
    offer.job_coach = details.job_coach


def fill_task(task: Task, details: TaskDetails, *, area: Area | None) -> None:
    """Write a task."""
    task.text = details.text
    task.area = area
    task.hazards = list(details.hazards)
    task.machine_guard = details.machine_guard
    task.regulation_19 = asdict(details.regulation_19)
    task.minutes = details.minutes
    task.done_looks_like = details.done_looks_like
    task.who_shows = details.who_shows
    task.difficulty = details.difficulty
    task.posture = details.posture
    task.indoors = details.indoors
    task.with_public = details.with_public
    task.uses = list(details.uses)
    task.is_observation = details.is_observation
    task.headphones_safe = details.headphones_safe
    task.alone_with_learner = details.alone_with_learner


def build_window(offer: Offer, details: WindowDetails, *, key: str) -> Window:
    """Return a window added to the offer."""
    window = Window(
        offer=offer,
        key=key,
        types=list(details.types),
        from_date=details.from_date,
        to_date=details.to_date,
        weekdays=list(details.weekdays),
        start=details.start,
        finish=details.finish,
    )
    fill_window(window, details)
    return window


def fill_window(window: Window, details: WindowDetails) -> None:
    """Write when, for how many, and for which ages."""
    window.types = list(details.types)
    window.from_date, window.to_date = details.from_date, details.to_date
    window.weekdays = [day for day in rules.WEEKDAYS if day in details.weekdays]
    window.start, window.finish = details.start, details.finish
    window.break_minutes = details.break_minutes
    window.flex_start, window.flex_finish = details.flex_start, details.flex_finish
    window.places = details.places
    window.group_size = details.group_size
    window.min_age, window.max_age = details.min_age, details.max_age
    window.ages_by_type = {
        limit.type.value: [limit.min_age, limit.max_age] for limit in details.ages_by_type
    }
    window.year_groups = list(details.year_groups)
    window.notice_days = details.notice_days


def build_answer(
    employer: Employer, details: AdjustmentAnswerDetails, *, now: datetime
) -> AdjustmentOffered:
    """Return an answer added to the employer, for the site or area it names."""
    sites = [site for site in employer.sites if details.site in {None, site.name}]
    areas = [area for site in sites for area in site.areas if area.name == details.area]
    answer = AdjustmentOffered(
        employer=employer,
        adjustment=details.adjustment,
        answer=details.answer,
        note=details.note,
        answered_at=now,
    )
    answer.site = sites[0] if details.site else None
    answer.area = areas[0] if details.area else None
    return answer
