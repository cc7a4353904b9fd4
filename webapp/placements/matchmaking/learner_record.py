"""A learner as the matcher reads them: needs, wishes, limits; never a label."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from matching import codes
from matching import records as m
from webapp.employers.models import Offer
from webapp.learners import models as learners
from webapp.learners.models import Learner, NeverKind, Topic
from webapp.learners.queries import open_request
from webapp.learners.rules import waits_for_sharing
from webapp.placements.travel_estimates import Estimate, likely_journey

WEEKDAYS = tuple(learners.Weekday)
MOST_CAREFUL_BAND = 0
"""Nobody recorded how the learner travels, so somebody brings them."""


def learner_record(
    learner: Learner,
    *,
    offers: Iterable[Offer],
    booked: frozenset[date],
    refused: frozenset[str],
) -> m.Learner:
    """Return the learner with a journey, known or estimated, to each site of these offers."""
    request = open_request(learner)
    return m.Learner(
        key=str(learner.id),
        setting=learner.provider.key,
        number=learner.mis_number,
        date_of_birth=learner.date_of_birth,
        request=_request(request) if request else None,
        ehc_plan_until=learner.ehc_plan_until,
        la_pilot=learner.la_pilot,
        needs=frozenset(need.value for need in learner.needs),
        requirements=tuple(_requirement(row) for row in learner.requirements),
        senses=tuple(_sense(row) for row in learner.senses),
        headphones=learner.accepts_headphones,
        step_free=bool(learner.health.get("step_free")),
        allergens=frozenset(learner.health.get("allergens") or ()),
        safety_items=_safety_items(learner),
        interests=_texts(learner, Topic.INTEREST),
        loved=frozenset(said.text for said in learner.statements if said.is_loved),
        chosen_sectors=_chosen_sectors(learner),
        hopes=_texts(learner, Topic.HOPE),
        skills=_skills(learner),
        dislikes=frozenset(codes.Dislike(flag.value) for flag in learner.dislikes),
        never=_never(learner),
        availability=_availability(learner),
        unavailable=_unavailable(learner),
        booked=booked,
        jobs=tuple(_jobs(learner)),
        travel=_travel(learner, offers),
        supervision=learner.supervision,
        staff_cover=tuple(_cover(row) for row in learner.staff_cover),
        history=tuple(_experience(row) for row in learner.experiences),
        consent_to_look=learner.looks_for_placements,
        refused=refused,
        restriction=_restriction(learner),
        internal_case=_internal_case(request),
        internship=_internship(learner, request),
        profile_confirmed_on=learner.confirmed_on,
        big_change_on=learner.big_change_on,
    )


def _request(request: learners.Request) -> m.Request:
    return m.Request(
        types=tuple(codes.ExperienceType(kind.value) for kind in request.types),
        first=request.from_date,
        last=request.to_date,
        days=request.days,
        asked_on=request.asked_on,
    )  # aims stay out while tasks carry none: SC-08 is then neutral for every place


def _requirement(row: learners.Requirement) -> m.Requirement:
    listed = tuple(row.adjustments)
    return m.Requirement(
        strength=codes.Strength(row.strength.value),
        need=row.need.value if row.need else None,
        adjustments=() if row.any_of else listed,
        any_of=listed if row.any_of else (),
        met_by_setting=row.met_by_setting,
        start_from=row.start_from,
        end_by=row.end_by,
    )


def _sense(row: learners.SenseLimit) -> m.SenseLimit:
    return m.SenseLimit(
        sense=codes.Sense(row.dimension.value),
        most=row.most,
        strength=codes.Strength(row.strength.value),
    )


def _safety_items(learner: Learner) -> tuple[m.SafetyItem, ...]:
    return tuple(
        m.SafetyItem(
            code=str(said.id),
            may_be_sent=not waits_for_sharing(said.share, safety_critical=True),
        )
        for said in learner.statements
        if said.safety_critical
    )


def _texts(learner: Learner, *topics: Topic) -> tuple[str, ...]:
    return tuple(said.text for said in learner.statements if said.topic in topics)


def _chosen_sectors(learner: Learner) -> frozenset[str]:
    return frozenset(
        said.sector.value
        for said in learner.statements
        if said.sector is not None and said.topic in {Topic.INTEREST, Topic.HOPE}
    )


def _skills(learner: Learner) -> tuple[m.Skill, ...]:
    return tuple(
        m.Skill(
            text=said.text,
            ability=codes.Ability(said.ability.value) if said.ability else codes.Ability.ON_MY_OWN,
        )
        for said in learner.statements
        if said.topic is Topic.GOOD_AT
    )


def _never(learner: Learner) -> m.Never:
    def named(kind: NeverKind) -> frozenset[str]:
        return frozenset(row.value for row in learner.nevers if row.kind is kind)

    return m.Never(
        sectors=named(NeverKind.SECTOR),
        employers=named(NeverKind.EMPLOYER),
        tasks=named(NeverKind.TASK),
        flags=named(NeverKind.FLAG),
    )


def weekday_number(code: str) -> int:
    """Return 0 for mon to 6 for sun."""
    return WEEKDAYS.index(learners.Weekday(code))


def _availability(learner: Learner) -> dict[int, m.Hours]:
    return {
        weekday_number(row.weekday): m.Hours(start=row.start, end=row.finish)
        for row in learner.availability
    }


def _unavailable(learner: Learner) -> frozenset[date]:
    return frozenset(
        row.from_date + timedelta(days=offset)
        for row in learner.unavailable
        for offset in range((row.to_date - row.from_date).days + 1)
    )


def _jobs(learner: Learner) -> Iterable[m.Job]:
    for weekday, (start, finish, break_minutes) in sorted(learner.own_job.items()):
        yield m.Job(
            weekday=weekday_number(weekday),
            start=time.fromisoformat(start),
            end=time.fromisoformat(finish),
            break_minutes=int(break_minutes),
        )


def _travel(learner: Learner, offers: Iterable[Offer]) -> m.Travel:
    known = {journey.site_id for journey in learner.journeys}
    sites = {offer.site_id: offer.site for offer in offers if offer.site_id not in known}
    guesses = (
        (site_id, likely_journey(learner, easting=site.easting, northing=site.northing))
        for site_id, site in sites.items()
    )
    return m.Travel(
        band=MOST_CAREFUL_BAND if learner.travel_band is None else learner.travel_band,
        max_minutes=learner.max_minutes,
        max_changes=learner.max_changes,
        max_walk_metres=learner.max_walk_metres,
        refused_modes=frozenset(codes.Mode(mode) for mode in learner.modes_refused),
        journeys=(
            *(_journey(learner, row) for row in learner.journeys),
            *(_guess(learner, str(key), found) for key, found in guesses if found),
        ),
    )


def _journey(learner: Learner, row: learners.Journey) -> m.Journey:
    return m.Journey(
        site=str(row.site_id),
        mode=codes.Mode(row.mode),
        minutes=row.minutes,
        changes=row.changes,
        walk_metres=row.walk_metres or 0,
        practised=row.is_practised,
        escorted=bool(row.who_with or learner.travels_with),
        transport_named=True,
        payer_named=bool(row.payer or learner.travel_payer),
        service=row.service or "",
        evidence=EVIDENCE.get(row.evidence, codes.JourneyEvidence.STAFF),
    )


EVIDENCE = {
    "timetable": codes.JourneyEvidence.TIMETABLE,
    "staff": codes.JourneyEvidence.STAFF,
    "family": codes.JourneyEvidence.STAFF,
    "estimate": codes.JourneyEvidence.ESTIMATE,
}


def _guess(learner: Learner, site: str, found: Estimate) -> m.Journey:
    return m.Journey(
        site=site,
        mode=codes.Mode(found.mode.value),
        minutes=found.minutes,
        escorted=bool(learner.travels_with),
        payer_named=bool(learner.travel_payer),
        evidence=codes.JourneyEvidence.ESTIMATE,
    )


def _cover(row: learners.StaffCover) -> m.StaffCover:
    days = frozenset(date.fromisoformat(day) for day in row.dates)
    return m.StaffCover(level=row.level, dates=days or None)


def _experience(row: learners.PastExperience) -> m.Experience:
    return m.Experience(
        type=codes.ExperienceType(row.type.value),
        sectors=frozenset({row.sector.value}) if row.sector else frozenset(),
        first=row.started_on,
        last=row.ended_on,
        hours=row.hours,
        evidenced=bool(row.criteria),
        internal=row.is_internal,
    )


def _restriction(learner: Learner) -> m.Restriction:
    return m.Restriction(
        employers=frozenset(learner.restricted.get("keep_from_employers") or ()),
        sites=frozenset(learner.restricted.get("keep_from_sites") or ()),
    )


def _internal_case(request: learners.Request | None) -> m.InternalCase:
    case = request.internal if request else {}
    review = case.get("review_on")
    return m.InternalCase(
        reason_recorded=bool(case.get("reason")),
        review_on=date.fromisoformat(review) if review else None,
        external_step_planned=bool(case.get("external_step")),
        learner_asked=bool(case.get("learner_asked")),
    )


def _internship(learner: Learner, request: learners.Request | None) -> m.Internship:
    case = request.internship if request else {}
    return m.Internship(
        on_roll=learner.left_on is None,
        job_coach_named=bool(case.get("job_coach")),
        access_to_work=codes.AccessToWork(case.get("access_to_work") or "not_recorded"),
    )
