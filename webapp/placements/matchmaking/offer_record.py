"""An offer as the matcher reads it: windows, areas, tasks and answers."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from matching import codes
from matching import records as m
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.hazards import Hazard, MachineGuard
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.sectors import Sector
from webapp.employers import models as employers
from webapp.employers.models import AloneWithLearner, Insurance, YesNoNotSure
from webapp.placements.matchmaking.learner_record import weekday_number

COVER = {
    Insurance.HELD: codes.Cover.HELD,
    Insurance.EXEMPT_PUBLIC: codes.Cover.EXEMPT,
    Insurance.EXEMPT_OTHER: codes.Cover.EXEMPT,
    Insurance.NOT_YET: codes.Cover.NOT_YET,
    Insurance.NOT_SURE: codes.Cover.NOT_YET,
}
ALONE = {
    AloneWithLearner.NEVER: codes.Alone.NEVER,
    AloneWithLearner.IN_OPEN_VIEW: codes.Alone.OPEN_VIEW,
    AloneWithLearner.YES: codes.Alone.YES,
}
YES_OR_NO = {YesNoNotSure.YES: True, YesNoNotSure.NO: False}
STAIRS = {"none": True, "lift": True, "few": False, "many": False}
FLAGS_OF_HAZARDS = {
    Hazard.ANIMALS: codes.Dislike.ANIMALS,
    Hazard.WORKING_AT_HEIGHT: codes.Dislike.HEIGHTS,
    Hazard.HEAVY_LIFTING: codes.Dislike.LIFTING,
    Hazard.LOUD_NOISE: codes.Dislike.NOISE,
}
CRITICAL_LEVEL = 4
"""From this level of noise or people a dislike of them is held against the task."""


def offer_record(
    offer: employers.Offer,
    *,
    provider_id: object,
    holds: Mapping[str, tuple[m.Hold, ...]],
) -> m.Offer:
    """Return the offer as a school with this key meets it; holds are by key of the window."""
    employer, site = offer.site.employer, offer.site
    return m.Offer(
        key=offer.key,
        employer=employer.key,
        site=str(offer.site_id),
        stable_key=offer.key,
        sectors=frozenset(sector.value for sector in employer.sectors),
        windows=tuple(_window(row, holds.get(row.key, ())) for row in offer.windows),
        areas=tuple(_area(area, employer.answers) for area in site.areas),
        tasks=tuple(_task(task, employer) for task in offer.tasks),
        answers=_answers(employer.answers, site),
        access=_access(employer, site),
        insurance=_insurance(employer),
        safeguarding=_safeguarding(offer, employer),
        supervision=offer.supervision,
        internal=employer.is_internal_to_id is not None
        and employer.is_internal_to_id == provider_id,
        paused=employer.is_closed,
        confirmed_on=min(offer.confirmed_on, employer.confirmed_on),
        easting=site.easting,
        northing=site.northing,
    )


def _window(row: employers.Window, holds: tuple[m.Hold, ...]) -> m.Window:
    flex = None
    if row.flex_start is not None and row.flex_finish is not None:
        flex = m.Hours(start=row.flex_start, end=row.flex_finish)
    return m.Window(
        key=row.key,
        types=frozenset(codes.ExperienceType(kind.value) for kind in row.types),
        first=row.from_date,
        last=row.to_date,
        weekdays=frozenset(weekday_number(code) for code in row.weekdays),
        hours=m.Hours(start=row.start, end=row.finish),
        flex=flex,
        break_minutes=row.break_minutes,
        places=row.places,
        holds=holds + _unnamed_holds(row, known=len(holds)),
        ages=_ages(row.min_age, row.max_age, row.year_groups),
        ages_by_type={
            codes.ExperienceType(ExperienceType(kind).value): _ages(least, most, row.year_groups)
            for kind, (least, most) in row.ages_by_type.items()
        },
        notice_days=row.notice_days or 0,
    )


def _ages(least: int | None, most: int | None, years: Iterable[str]) -> m.AgeLimit:
    numbered = frozenset(int(year) for year in years if year.isdigit())
    return m.AgeLimit(youngest=least, oldest=most, years=numbered)


def _unnamed_holds(row: employers.Window, *, known: int) -> tuple[m.Hold, ...]:
    """Return a hold on every day for each place that is taken and has no placement here."""
    length = (row.to_date - row.from_date).days + 1
    days = frozenset(row.from_date + timedelta(days=offset) for offset in range(length))
    return tuple(m.Hold(dates=days) for _ in range(max(0, row.taken - known)))


def _area(area: employers.Area, answers: Iterable[employers.AdjustmentOffered]) -> m.Area:
    levels = {
        sense: level
        for sense, level in (
            (codes.Sense.NOISE, area.noise),
            (codes.Sense.CROWD, area.crowd),
            (codes.Sense.LIGHT, area.light),
            (codes.Sense.TEMPERATURE, area.temperature),
            (codes.Sense.SMELL, area.smell),
            (codes.Sense.TOUCH, area.touch),
            (codes.Sense.PACE, area.environment.get("pace")),
            (codes.Sense.SURPRISES, area.environment.get("surprises")),
        )
        if level is not None
    }
    return m.Area(
        key=str(area.id),
        levels=levels,
        hazards=frozenset(hazard.value for hazard in area.hazards),
        allergens=frozenset(area.allergens),
        answers={
            given.adjustment.value: codes.Answer(given.answer.value)
            for given in answers
            if given.area_id == area.id
        },
        step_free=STAIRS.get(str(area.environment.get("stairs"))),
        assured_on=area.risk_talk_on,
    )


def _task(task: employers.Task, employer: employers.Employer) -> m.Task:
    recorded = task.regulation_19
    return m.Task(
        key=str(task.id),
        text=task.text,
        area=str(task.area_id) if task.area_id else "",
        minutes=task.minutes,
        hazards=frozenset(hazard.value for hazard in task.hazards),
        flags=frozenset(_flags(task)),
        guarded=task.machine_guard is MachineGuard.GUARDED,
        headphones_safe=task.headphones_safe,
        needed_for_training=bool(recorded.get("needed_for_training")),
        competent_supervisor=bool(recorded.get("competent_supervisor")),
        risk_reduced=bool(recorded.get("risk_reduced")),
        alone=_alone(task.alone_with_learner or employer.alone_with_learner),
    )


def _flags(task: employers.Task) -> Iterable[str]:
    yield from task.uses
    if task.with_public:
        yield codes.Dislike.CUSTOMERS
    if task.indoors is False:
        yield codes.Dislike.OUTDOORS
    for hazard in task.hazards:
        if hazard in FLAGS_OF_HAZARDS:
            yield FLAGS_OF_HAZARDS[hazard]
    area = task.area
    if area is not None and (area.noise or 0) >= CRITICAL_LEVEL:
        yield codes.Dislike.NOISE
    if area is not None and (area.crowd or 0) >= CRITICAL_LEVEL:
        yield codes.Dislike.CROWDS


def _alone(answer: AloneWithLearner | None) -> codes.Alone:
    return ALONE[answer] if answer is not None else codes.Alone.NOT_KNOWN


def _answers(
    given: Iterable[employers.AdjustmentOffered], site: employers.Site
) -> dict[str, codes.Answer]:
    """Return the employer’s answers; those for this site come last and win."""
    rows = [row for row in given if row.area_id is None and row.site_id in {None, site.id}]
    rows.sort(key=lambda row: row.site_id is not None)
    return {row.adjustment.value: codes.Answer(row.answer.value) for row in rows}


def _access(employer: employers.Employer, site: employers.Site) -> m.Access:
    escape = employer.fire.get("step_free_escape")
    return m.Access(
        toilet=True if "accessible" in site.toilets else None,
        escape=YES_OR_NO.get(YesNoNotSure(escape)) if escape else None,
    )


def _insurance(employer: employers.Employer) -> m.Insurance:
    liable = employer.public_liability is YesNoNotSure.YES
    return m.Insurance(
        cover=COVER[employer.insurance],
        until=employer.insured_until,
        public_liability_until=(employer.public_liability_until or date.max) if liable else None,
        insurer_told=employer.insurer_told_on is not None,
    )


def _safeguarding(offer: employers.Offer, employer: employers.Employer) -> m.Safeguarding:
    return m.Safeguarding(
        code_agreed=employer.code_agreed_on is not None,
        supervisor_named=offer.supervisor_id is not None,
        stand_in_named=offer.stand_in_id is not None,
        cancel_if_away=employer.cancelled_when_away,
        alone=_alone(employer.alone_with_learner),
        specified_place=EmployerType.EDUCATION in employer.types
        or Sector.CHILDCARE in employer.sectors,
    )
