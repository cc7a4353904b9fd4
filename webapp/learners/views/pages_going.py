"""Profile pages about going: travel, hours, and what is asked for."""

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from webapp.core.db import db
from webapp.core.forms.dates import read_time
from webapp.learners import queries, services
from webapp.learners.forms.going import (
    WEEKDAY_NAMES,
    HoursFields,
    RequestForm,
    TravelForm,
    hours_form,
)
from webapp.learners.models import Learner, Weekday
from webapp.learners.services import Edit

SPARE_AWAY, SPARE_JOBS = 2, 1
MOST_ROWS = 40
"""Rows one page takes."""


def travel_form(learner: Learner, **how: Any) -> TravelForm:  # noqa: ANN401
    """Return the page about travel, filled."""
    return TravelForm(
        data={
            "postcode": learner.postcode or "",
            "band": None if learner.travel_band is None else str(learner.travel_band),
            "max_minutes": learner.max_minutes,
            "max_changes": learner.max_changes,
            "max_walk_metres": learner.max_walk_metres,
            "modes_refused": learner.modes_refused,
            "usual_mode": learner.usual_mode,
            "travels_with": learner.travels_with or "",
            "payer": learner.travel_payer or "",
        },
        **how,
    )


def save_travel(session: Session, learner: Learner, form: TravelForm, edit: Edit) -> None:
    """Keep the page about travel."""
    services.save_travel(session, learner, form.details(), postcode=form.postcode.data, edit=edit)


def travel_more(learner: Learner) -> dict[str, Any]:
    """Return the names of the workplaces that ways are known to."""
    names = queries.site_names(db.session()) if learner.journeys else []
    return {"sites": {site.id: site.name for site in names}}


def request_form(learner: Learner, **how: Any) -> RequestForm:  # noqa: ANN401
    """Return the page about what is asked for, filled with the open request."""
    asked = queries.open_request(learner)
    if asked is None:
        return RequestForm(**how)
    return RequestForm(
        data={
            "types": [kind.value for kind in asked.types],
            "from_date": asked.from_date,
            "to_date": asked.to_date,
            "days": asked.days,
            "aims": "\n".join(asked.aims),
        },
        **how,
    )


def save_request(session: Session, learner: Learner, form: RequestForm, edit: Edit) -> None:
    """Keep what is asked for."""
    services.save_request(session, learner, form.details(), edit=edit)


def hours_page(learner: Learner, **how: Any) -> HoursFields:  # noqa: ANN401
    """Return the page about when they can go, with a few spare rows."""
    away = sorted(learner.unavailable, key=lambda one: one.from_date)
    job = [(day, *learner.own_job[day.value]) for day in Weekday if day.value in learner.own_job]
    data: dict[str, object] = {}
    for hours in learner.availability:
        data[f"{hours.weekday}_start"], data[hours.weekday] = hours.start, hours.finish
    for row, one in enumerate(away):
        data[f"away_{row}_from"], data[f"away_{row}_to"] = one.from_date, one.to_date
        data[f"away_{row}_why"] = one.reason or ""
    for row, (day, start, end, rest) in enumerate(job):
        data[f"job_{row}_day"] = day.value
        data[f"job_{row}_start"], data[f"job_{row}_end"] = read_time(start), read_time(end)
        data[f"job_{row}_break"] = rest
    form = hours_form(
        away_rows=rows_sent("away", "from-day", at_least=len(away) + SPARE_AWAY),
        job_rows=rows_sent("job", "day", at_least=len(job) + SPARE_JOBS),
    )
    return form(data=data, **how)


def rows_sent(name: str, box: str, *, at_least: int) -> int:
    """Return how many rows the page has: those it was sent with, or those it needs."""
    sent = 0
    while sent < MOST_ROWS and f"{name}_{sent}_{box}" in request.form:
        sent += 1
    return max(sent, at_least)


def hours_more(learner: Learner) -> dict[str, Any]:
    """Return the days of the week."""
    return {"weekdays": list(WEEKDAY_NAMES.items())}


def save_hours(session: Session, learner: Learner, form: HoursFields, edit: Edit) -> None:
    """Keep when they can go."""
    services.save_hours(
        session,
        learner,
        availability=list(form.availability()),
        unavailable=list(form.unavailable()),
        own_job=list(form.own_job()),
        edit=edit,
    )
