"""From values to rows: what is checked before anything about a learner is kept."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date, time
from typing import Any

from webapp.catalogue.adjustments import ADJUSTMENTS
from webapp.core import postcodes
from webapp.learners import profile
from webapp.learners.errors import LearnerError, OutOfOrder, Wrong
from webapp.learners.models import (
    Availability,
    Journey,
    Learner,
    Request,
    Requirement,
    SenseLimit,
    StaffCover,
    Statement,
    Unavailable,
)

LONGEST_STATEMENT = 2000
SENSE_LEVELS = range(1, 6)
SUPERVISION_LEVELS = range(6)
MOST_DAYS = 366


def values_of(details: Any) -> dict[str, Any]:  # noqa: ANN401  any of the frozen dataclasses
    """Return the fields of one flat dataclass, tuples as lists, as a model takes them."""
    found = {field.name: getattr(details, field.name) for field in fields(details)}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in found.items()
    }


def statement_row(
    learner: Learner, details: profile.StatementDetails, *, position: int, today: date
) -> Statement:
    """Return what was said, word for word; raise when there are no words."""
    if not details.text.strip():
        raise LearnerError(Wrong.NO_WORDS, field=details.topic.value)
    if len(details.text) > LONGEST_STATEMENT:
        raise LearnerError(Wrong.TOO_LONG, field=details.topic.value, value=len(details.text))
    if details.safety_critical and not (details.minimum_wording or "").strip():
        raise LearnerError(Wrong.MINIMUM_WORDING, field="minimum_wording")
    values = values_of(details) | {"said_on": details.said_on or today}
    return Statement(learner=learner, position=position, **values)


def statement_rows(
    learner: Learner, said: Iterable[profile.StatementDetails], *, today: date
) -> list[Statement]:
    """Return what was said, to stand after what was said before."""
    start = max((statement.position for statement in learner.statements), default=-1) + 1
    return [
        statement_row(learner, details, position=position, today=today)
        for position, details in enumerate(said, start=start)
    ]


def requirement_row(learner: Learner, details: profile.RequirementDetails) -> Requirement:
    """Return one thing that helps; raise when it names nothing, or an unknown adjustment."""
    if details.need is None and not details.adjustments:
        raise LearnerError(Wrong.NOTHING_NAMED, field="adjustments")
    for code in details.adjustments:
        ADJUSTMENTS.code(code)
    return Requirement(learner=learner, **values_of(details))


def sense_row(learner: Learner, details: profile.SenseDetails) -> SenseLimit:
    """Return the limit of one sense."""
    if details.most not in SENSE_LEVELS:
        raise LearnerError(Wrong.LEVEL_RANGE, field=details.dimension.value, value=details.most)
    return SenseLimit(learner=learner, **values_of(details))


def availability_row(learner: Learner, details: profile.AvailabilityDetails) -> Availability:
    """Return the hours of one weekday."""
    check_hours(details.start, details.finish, field=details.weekday.value)
    return Availability(learner=learner, **values_of(details))


def unavailable_row(learner: Learner, details: profile.UnavailableDetails) -> Unavailable:
    """Return days the learner cannot go."""
    check_dates(details.from_date, details.to_date)
    return Unavailable(learner=learner, **values_of(details))


def staff_cover_row(learner: Learner, details: profile.StaffCoverDetails) -> StaffCover:
    """Return who comes along."""
    check_supervision(details.level, field="level")
    days = [day.isoformat() for day in details.dates]
    return StaffCover(learner=learner, level=details.level, dates=days, who=details.who)


def journey_row(learner: Learner, details: profile.JourneyDetails) -> Journey:
    """Return one known way to a site."""
    return Journey(learner=learner, **values_of(details))


def request_row(learner: Learner, details: profile.RequestDetails, *, today: date) -> Request:
    """Return what the learner is matched for."""
    if not details.types:
        raise LearnerError(Wrong.TYPE_MISSING, field="types")
    check_dates(details.from_date, details.to_date)
    if details.days is not None and not 1 <= details.days <= MOST_DAYS:
        raise LearnerError(Wrong.DAYS_RANGE, field="days", value=details.days)
    return Request(
        learner=learner,
        types=list(details.types),
        from_date=details.from_date,
        to_date=details.to_date,
        days=details.days,
        asked_on=details.asked_on or today,
        aims=list(details.aims),
        internal=plain(asdict(details.internal)) if details.internal else {},
        internship=plain(asdict(details.internship)) if details.internship else {},
    )


def set_home(learner: Learner, postcode: str | None) -> None:
    """Keep where the learner lives and how exactly that is known."""
    if not postcode:
        learner.postcode = learner.location_level = None
        learner.easting = learner.northing = None
        return
    tidy = postcodes.normalise(postcode)
    place = postcodes.lookup(tidy)
    learner.postcode = tidy
    learner.easting, learner.northing = place.easting, place.northing
    learner.location_level = place.level.value


def set_travel(learner: Learner, travel: profile.TravelDetails) -> None:
    """Keep how the learner travels."""
    learner.travel_band = None if travel.band is None else int(travel.band)
    learner.max_minutes = travel.max_minutes
    learner.max_changes = travel.max_changes
    learner.max_walk_metres = travel.max_walk_metres
    learner.modes_refused = [mode.value for mode in travel.modes_refused]
    learner.usual_mode = travel.usual_mode.value if travel.usual_mode else None
    learner.travels_with = travel.travels_with
    learner.travel_payer = travel.payer


def set_health(learner: Learner, health: profile.HealthDetails) -> None:
    """Keep the safety facts that rules read."""
    learner.health = plain(asdict(health))


def set_own_job(learner: Learner, shifts: Iterable[profile.ShiftDetails]) -> None:
    """Keep the learner’s own part-time job, one shift for each weekday."""
    job = {}
    for shift in shifts:
        check_hours(shift.start, shift.finish, field=f"job_{shift.weekday.value}")
        span = [f"{shift.start:%H:%M}", f"{shift.finish:%H:%M}", shift.break_minutes]
        job[shift.weekday.value] = span
    learner.own_job = job


def check_hours(start: time, finish: time, *, field: str) -> None:
    """Raise when the day ends before it starts."""
    if finish <= start:
        raise OutOfOrder(Wrong.HOURS_ORDER, field=field)


def check_dates(first: date, last: date, *, field: str = "to_date") -> None:
    """Raise when the last day lies before the first."""
    if last < first:
        raise OutOfOrder(Wrong.DATES_ORDER, field=field)


def check_supervision(level: int, *, field: str = "supervision") -> None:
    """Raise when this is no level of supervision."""
    if level not in SUPERVISION_LEVELS:
        raise LearnerError(Wrong.LEVEL_RANGE, field=field, value=level)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON keeps them: dates as ISO text, tuples as lists."""
    return {
        name: value.isoformat()
        if isinstance(value, date)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in values.items()
    }
