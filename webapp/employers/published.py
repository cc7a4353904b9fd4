"""Reads a stored employer back as the plain values it was registered with."""

from typing import Any

from webapp.catalogue.environment import Doors, Floor, Light, Smell, Stairs, Temperature
from webapp.catalogue.experience_types import ExperienceType
from webapp.employers.models import (
    AdjustmentOffered,
    Area,
    Contact,
    Employer,
    Offer,
    Site,
    Task,
    Window,
    YesNoNotSure,
)
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AgeLimitDetails,
    AgreementDetails,
    AreaDetails,
    AvailabilityDetails,
    ContactDetails,
    EmployerDetails,
    FireDetails,
    InsuranceDetails,
    OfferDetails,
    OrganisationDetails,
    Regulation19Details,
    SafetyDetails,
    SiteDetails,
    SupportDetails,
    SurroundingsDetails,
    TaskDetails,
    WindowDetails,
)


def details_of(employer: Employer) -> EmployerDetails:
    """Return everything a registration holds, as it is stored now."""
    return EmployerDetails(
        organisation=organisation_of(employer),
        contacts=tuple(contact_of(contact) for contact in employer.contacts),
        insurance=insurance_of(employer),
        sites=tuple(site_of(site) for site in employer.sites),
        answers=tuple(answer_of(answer) for answer in employer.answers),
        safety=safety_of(employer),
        agreement=agreement_of(employer),
        support=support_of(employer),
        readiness=employer.readiness,
        is_paused=employer.paused_at is not None,
        availability=availability_of(employer),
        placed_before=employer.placed_before,
        is_internal_to=employer.is_internal_to_id,
        confirmed_on=employer.confirmed_on,
        key=employer.key,
    )


def organisation_of(employer: Employer) -> OrganisationDetails:
    """Return who the employer is."""
    return OrganisationDetails(
        name=employer.name,
        types=tuple(employer.types),
        sectors=tuple(employer.sectors),
        description=employer.description,
        website=employer.website,
        registration_number=employer.registration_number,
        heard_from=employer.heard_from,
        disability_confident=employer.disability_confident,
        disability_confident_until=employer.disability_confident_until,
        public_listing=employer.public_listing,
    )


def agreement_of(employer: Employer) -> AgreementDetails:
    """Return what the employer agreed to and read."""
    return AgreementDetails(
        code_agreed_by=employer.code_agreed_by,
        code_agreed_on=employer.code_agreed_on,
        privacy_notice_read_on=employer.privacy_notice_read_on,
    )


def availability_of(employer: Employer) -> AvailabilityDetails:
    """Return whether it takes anyone at present."""
    return AvailabilityDetails(
        answer=employer.availability,
        reason=employer.availability_reason,
        until=employer.availability_until,
    )


def contact_of(contact: Contact) -> ContactDetails:
    """Return who a person is."""
    return ContactDetails(
        role=contact.role,
        name=contact.name,
        job_title=contact.job_title,
        email=contact.email,
        phone=contact.phone,
        best_way=contact.best_way,
        best_time=contact.best_time,
        checks=contact.checks,
    )


def insurance_of(employer: Employer) -> InsuranceDetails:
    """Return what is said about insurance."""
    return InsuranceDetails(
        answer=employer.insurance,
        insurer=employer.insurer,
        policy=employer.insurance_policy,
        until=employer.insured_until,
        reason=employer.insurance_reason,
        certificate=employer.insurance_certificate,
        insurer_told=employer.insurer_told,
        insurer_told_on=employer.insurer_told_on,
        public_liability=employer.public_liability,
        public_liability_until=employer.public_liability_until,
    )


def safety_of(employer: Employer) -> SafetyDetails:
    """Return how people are kept safe."""
    return SafetyDetails(
        had_under_18s=employer.had_under_18s,
        risk_level=employer.risk_level,
        risk_assessment=employer.risk_assessment,
        first_aider=employer.first_aider,
        fire=FireDetails(**{part: YesNoNotSure(answer) for part, answer in employer.fire.items()}),
        accident_contact=employer.accident_contact,
        safeguarding_policy=employer.safeguarding_policy,
        alone_with_learner=employer.alone_with_learner,
        alone_when=employer.alone_when,
        cancelled_when_away=employer.cancelled_when_away,
    )


def support_of(employer: Employer) -> SupportDetails:
    """Return the confidence and the help wanted."""
    return SupportDetails(
        confidence=employer.confidence,
        help_wanted=tuple(employer.help_wanted),
        experience_so_far=employer.experience_so_far,
        could_lead_to=tuple(employer.could_lead_to),
        other_adjustments=employer.other_adjustments,
    )


def site_of(site: Site) -> SiteDetails:
    """Return an address with its areas and offers."""
    return SiteDetails(
        name=site.name,
        address=site.address,
        postcode=site.postcode,
        what3words=site.what3words,
        is_private_home=site.is_private_home,
        which_door=site.which_door,
        is_stop_near=site.is_stop_near,
        nearest_stop=site.nearest_stop,
        walk_metres=site.walk_metres,
        public_transport=site.public_transport,
        parking=tuple(site.parking),
        toilets=tuple(site.toilets),
        breaks=site.breaks,
        lunch=tuple(site.lunch),
        quiet_place=site.quiet_place,
        dress=site.dress,
        dress_feel=site.dress_feel,
        ppe=site.ppe,
        ppe_from=site.ppe_from,
        surprising_rules=site.surprising_rules,
        areas=tuple(area_of(area) for area in site.areas),
        offers=tuple(offer_of(offer) for offer in site.offers),
    )


def area_of(area: Area) -> AreaDetails:
    """Return what an area is like."""
    return AreaDetails(
        name=area.name,
        noise=area.noise,
        crowd=area.crowd,
        light=area.light,
        temperature=area.temperature,
        smell=area.smell,
        touch=area.touch,
        smells_of=tuple(area.smells_of),
        allergens=tuple(area.allergens),
        surroundings=_surroundings(area.environment),
        hazards=tuple(area.hazards),
        risk_talk_on=area.risk_talk_on,
        risk_talk_by=area.risk_talk_by,
    )


def _surroundings(stored: dict[str, Any]) -> SurroundingsDetails:
    stairs, doors = stored.get("stairs"), stored.get("doors")
    return SurroundingsDetails(
        pace=stored.get("pace"),
        surprises=stored.get("surprises"),
        lights=tuple(Light(code) for code in stored.get("lights", ())),
        temperatures=tuple(Temperature(code) for code in stored.get("temperatures", ())),
        smells=tuple(Smell(code) for code in stored.get("smells", ())),
        floors=tuple(Floor(code) for code in stored.get("floors", ())),
        stairs=Stairs(stairs) if stairs else None,
        doors=Doors(doors) if doors else None,
        music=stored.get("music"),
        indoor_percent=stored.get("indoor_percent"),
    )


def offer_of(offer: Offer) -> OfferDetails:
    """Return an offer with its tasks and windows."""
    return OfferDetails(
        title=offer.title,
        supervision=offer.supervision,
        supervision_ratio=offer.supervision_ratio,
        supervisor=offer.supervisor.name if offer.supervisor else None,
        stand_in=offer.stand_in.name if offer.stand_in else None,
        job_coach=offer.job_coach,
        tasks=tuple(task_of(task) for task in offer.tasks),
        windows=tuple(window_of(window) for window in offer.windows),
        is_published=offer.published_at is not None,
        key=offer.key,
    )


def task_of(task: Task) -> TaskDetails:
    """Return a task."""
    return TaskDetails(
        text=task.text,
        area=task.area.name if task.area else None,
        hazards=tuple(task.hazards),
        machine_guard=task.machine_guard,
        regulation_19=Regulation19Details(**task.regulation_19),
        minutes=task.minutes,
        done_looks_like=task.done_looks_like,
        who_shows=task.who_shows,
        difficulty=task.difficulty,
        posture=task.posture,
        indoors=task.indoors,
        with_public=task.with_public,
        uses=tuple(task.uses),
        is_observation=task.is_observation,
        headphones_safe=task.headphones_safe,
        alone_with_learner=task.alone_with_learner,
    )


def window_of(window: Window) -> WindowDetails:
    """Return when, for how many, and for which ages."""
    return WindowDetails(
        types=tuple(window.types),
        from_date=window.from_date,
        to_date=window.to_date,
        weekdays=tuple(window.weekdays),
        start=window.start,
        finish=window.finish,
        break_minutes=window.break_minutes,
        flex_start=window.flex_start,
        flex_finish=window.flex_finish,
        places=window.places,
        group_size=window.group_size,
        min_age=window.min_age,
        max_age=window.max_age,
        ages_by_type=tuple(
            AgeLimitDetails(type=ExperienceType(code), min_age=limits[0], max_age=limits[1])
            for code, limits in window.ages_by_type.items()
        ),
        year_groups=tuple(window.year_groups),
        notice_days=window.notice_days,
        key=window.key,
    )


def answer_of(answer: AdjustmentOffered) -> AdjustmentAnswerDetails:
    """Return an answer with the names of the site or area it is about."""
    return AdjustmentAnswerDetails(
        adjustment=answer.adjustment,
        answer=answer.answer,
        site=answer.site.name if answer.site else None,
        area=answer.area.name if answer.area else None,
        note=answer.note,
    )
