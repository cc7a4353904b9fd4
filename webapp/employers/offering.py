"""Changing the areas, tasks, dates and answers of a published offer, one at a time.

Each change names the version it was made from: two people editing at once never undo each other.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.employers import building, rules
from webapp.employers.models import (
    AdjustmentOffered,
    Area,
    Contact,
    ContactRole,
    Employer,
    Offer,
    Site,
    Task,
    Window,
)
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AreaDetails,
    ContactDetails,
    OfferDetails,
    SafetyDetails,
    TaskDetails,
    WindowDetails,
)
from webapp.employers.rules import Fault, RegistrationError
from webapp.employers.services import claim_version

Row = TypeVar("Row", Area, Task, Window)


def save_area(
    session: Session,
    site: Site,
    details: AreaDetails,
    *,
    area: Area | None,
    version: int,
    key: uuid.UUID | None = None,
) -> Area:
    """Return the area, changed or added under this key."""
    rules.check_area(details)
    others = [other.name for other in site.areas if other is not area]
    if details.name in others:
        raise RegistrationError(Fault.REPEATED, field="area.name", value=details.name)
    claim_version(session, site.employer, version=version)
    saved = area or _keyed(Area(site=site, name=details.name, position=_next(site.areas)), key=key)
    building.fill_area(saved, details)
    session.add(saved)
    session.flush()  # tasks point at its key
    return saved


def remove_area(session: Session, area: Area, *, version: int) -> None:
    """Remove an area no task is in, with the answers that are only about it."""
    used = session.scalar(sa.select(sa.func.count()).where(Task.area_id == area.id))
    if used:
        raise RegistrationError(Fault.IN_USE, field="area", value=used)
    employer = area.site.employer
    claim_version(session, employer, version=version)
    employer.answers = [answer for answer in employer.answers if answer.area_id != area.id]
    session.flush()  # answers go before the area they point at
    area.site.areas.remove(area)
    session.flush()  # the area is gone before anything else is read


def save_task(
    session: Session,
    offer: Offer,
    details: TaskDetails,
    *,
    task: Task | None,
    version: int,
    key: uuid.UUID | None = None,
) -> Task:
    """Return the task, changed, or added at the end under this key."""
    areas = {area.name: area for area in offer.site.areas}
    rules.check_task(details, areas=list(areas))
    claim_version(session, offer.site.employer, version=version)
    saved = task or _keyed(
        Task(offer=offer, position=_next(offer.tasks), text=details.text), key=key
    )
    building.fill_task(saved, details, area=areas.get(details.area or ""))
    session.add(saved)
    session.flush()  # gives the position its place
    return saved


def remove_task(session: Session, task: Task, *, version: int) -> None:
    """Remove a task from its offer."""
    claim_version(session, task.offer.site.employer, version=version)
    task.offer.tasks.remove(task)
    session.flush()  # the task is gone before anything else is read


def save_window(
    session: Session,
    offer: Offer,
    details: WindowDetails,
    *,
    window: Window | None,
    version: int,
    key: uuid.UUID | None = None,
) -> Window:
    """Return the window, changed, or added under this key.

    Places promised already cannot be taken back here.
    """
    rules.check_window(details)
    if window is not None and details.places < window.taken:
        raise RegistrationError(Fault.PLACES_PROMISED, field="window.places", value=window.taken)
    claim_version(session, offer.site.employer, version=version)
    if window is None:
        window = _keyed(building.build_window(offer, details, key=_window_key(offer)), key=key)
    building.fill_window(window, details)
    session.add(window)
    session.flush()  # a key that is not free shows here
    return window


def remove_window(session: Session, window: Window, *, version: int) -> None:
    """Remove a window nobody was promised a place in."""
    if window.taken:
        raise RegistrationError(Fault.PLACES_PROMISED, field="window", value=window.taken)
    claim_version(session, window.offer.site.employer, version=version)
    window.offer.windows.remove(window)
    session.flush()  # the window is gone before anything else is read


def update_offer(
    session: Session,
    offer: Offer,
    details: OfferDetails,
    *,
    people: Sequence[ContactDetails],
    safety: SafetyDetails,
    version: int,
) -> None:
    """Change the supervision of an offer and who gives it; tasks and windows stay."""
    employer = offer.site.employer
    claim_version(session, employer, version=version)
    known = {contact.name: contact for contact in employer.contacts}
    for person in people:
        contact = known.get(person.name)
        if contact is None:
            contact = building.build_contact(employer, person, position=_next(employer.contacts))
            session.add(contact)
            known[person.name] = contact
        elif contact.role is not ContactRole.MAIN:
            building.fill_contact(contact, person)
    session.flush()  # the offer points at their keys
    building.fill_offer(offer, details, people=known)
    building.fill_safety(employer, safety)


def save_answers(
    session: Session,
    employer: Employer,
    answers: Sequence[AdjustmentAnswerDetails],
    *,
    version: int,
    now: datetime,
) -> None:
    """Keep these answers for all sites; what is not among them stays as it was."""
    claim_version(session, employer, version=version)
    known = {
        answer.adjustment: answer
        for answer in employer.answers
        if answer.site_id is None and answer.area_id is None
    }
    for given in answers:
        row = known.get(given.adjustment)
        if row is None:
            session.add(building.build_answer(employer, given, now=now))
        elif row.answer is not given.answer:
            row.answer, row.answered_at = given.answer, now


def save_differences(
    session: Session,
    employer: Employer,
    adjustment: Adjustment,
    *,
    by_area: Mapping[uuid.UUID, AdjustmentAnswer | None],
    note: str | None,
    version: int,
    now: datetime,
) -> None:
    """Keep where the answer about one adjustment differs; None takes a difference back.

    The note says why, and stands with the answer for all sites.
    """
    claim_version(session, employer, version=version)
    rows = {row.area_id: row for row in employer.answers if row.adjustment is adjustment}
    everywhere = rows.get(None)
    if everywhere is None and note:
        everywhere = AdjustmentOffered(
            employer=employer,
            adjustment=adjustment,
            answer=AdjustmentAnswer.NOT_SURE,
            answered_at=now,
        )
        session.add(everywhere)
    if everywhere is not None:
        everywhere.note = note
    for site in employer.sites:
        for area in site.areas:
            answer, row = by_area.get(area.id), rows.get(area.id)
            if answer is None and row is not None:
                employer.answers.remove(row)
            elif answer is not None and row is not None:
                row.answer, row.answered_at = answer, now
            elif answer is not None:
                added = AdjustmentOffered(
                    employer=employer, adjustment=adjustment, answer=answer, answered_at=now
                )
                added.area = area
                session.add(added)
    session.flush()  # the answers are read again on the next page


def _keyed(row: Row, *, key: uuid.UUID | None) -> Row:
    """Return a new row under the key its draft was begun with, so that it is made once."""
    if key is not None:
        row.id = key
    return row


def _next(rows: Sequence[Area] | Sequence[Task] | Sequence[Contact]) -> int:
    """Return the position after the last one."""
    return max((row.position for row in rows), default=-1) + 1


def _window_key(offer: Offer) -> str:
    """Return the first key of the form offer-number that no window of the offer has."""
    taken = {window.key for window in offer.windows}
    number = 1
    while f"{offer.key}-{number}" in taken:
        number += 1
    return f"{offer.key}-{number}"
