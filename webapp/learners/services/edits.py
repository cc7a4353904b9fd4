"""Changes to one section of a profile, refused when someone else changed the learner meanwhile."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.catalogue.needs import Need
from webapp.catalogue.sectors import SECTORS, Sector
from webapp.core.audit import record
from webapp.core.errors import StaleVersion
from webapp.learners import profile
from webapp.learners.events import tell_changed
from webapp.learners.models import (
    Dislike,
    Journey,
    Learner,
    Never,
    NeverKind,
    Request,
    SaidBy,
    Statement,
    Topic,
)
from webapp.learners.services import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Who changes something, when, and the version they saw."""

    by: uuid.UUID
    now: datetime
    today: date
    version: int


def _begin(session: Session, learner: Learner, edit: Edit, *, section: str) -> None:
    """Count one more change and record it, or raise StaleVersion."""
    if learner.version != edit.version:
        raise StaleVersion("learner")
    learner.version += 1
    record(
        session,
        "learner_saved",
        at=edit.now,
        actor_id=edit.by,
        subject_kind="learner",
        subject_id=learner.id,
        section=section,
    )


def save_about(
    session: Session,
    learner: Learner,
    *,
    called: str | None,
    pronouns: str | None,
    supervision: int,
    trusted_adult_id: uuid.UUID | None,
    said: Iterable[profile.StatementDetails],
    edit: Edit,
) -> None:
    """Keep the name the learner likes, who looks after them, and add what was said."""
    _begin(session, learner, edit, section="about")
    rows.check_supervision(supervision)
    learner.called, learner.pronouns = called or None, pronouns or None
    learner.supervision = supervision
    learner.trusted_adult_id = trusted_adult_id
    session.add_all(rows.statement_rows(learner, said, today=edit.today))
    tell_changed(session, learner, now=edit.now)


def save_statements(
    session: Session,
    learner: Learner,
    said: Iterable[profile.StatementDetails],
    *,
    section: str,
    edit: Edit,
) -> None:
    """Add what was said, word for word, after what was said before."""
    _begin(session, learner, edit, section=section)
    session.add_all(rows.statement_rows(learner, said, today=edit.today))


def remove_statement(
    session: Session, learner: Learner, statement: Statement, *, edit: Edit
) -> None:
    """Take back something that was said; it is never edited."""
    _begin(session, learner, edit, section=statement.topic.value)
    learner.statements.remove(statement)
    tell_changed(session, learner, now=edit.now)


def save_likes(
    session: Session,
    learner: Learner,
    *,
    sectors: Iterable[Sector],
    said: Iterable[profile.StatementDetails],
    said_by: SaidBy,
    nevers: Iterable[profile.NeverDetails],
    dislikes: Iterable[Dislike],
    edit: Edit,
) -> None:
    """Add interests and hopes; replace the chosen pictures, the nevers and the dislikes."""
    _begin(session, learner, edit, section="interests")
    picked = _replace_pictures(learner, set(sectors), said_by=said_by)
    session.add_all(rows.statement_rows(learner, [*picked, *said], today=edit.today))
    learner.dislikes = list(dislikes)
    kept = [never for never in learner.nevers if never.kind not in ASKED_NEVERS]
    learner.nevers[:] = kept
    session.add_all(Never(learner=learner, kind=never.kind, value=never.value) for never in nevers)


ASKED_NEVERS = (NeverKind.SECTOR, NeverKind.TASK)
"""The page asks for these; other nevers stay."""


def _replace_pictures(
    learner: Learner, chosen: set[Sector], *, said_by: SaidBy
) -> list[profile.StatementDetails]:
    """Return the pictures that are new; take back those no longer chosen, never words."""
    known = [said for said in learner.statements if said.topic is Topic.INTEREST and said.sector]
    for said in known:
        if said.sector in chosen:
            continue
        if said.sector and said.text == SECTORS[said.sector].learner:
            learner.statements.remove(said)
        else:
            said.sector = None
    before = {said.sector for said in known}
    return [
        profile.StatementDetails(
            topic=Topic.INTEREST, text=entry.learner, sector=entry.code, said_by=said_by
        )
        for entry in SECTORS
        if entry.code in chosen - before
    ]


def save_requirements(
    session: Session,
    learner: Learner,
    requirements: Iterable[profile.RequirementDetails],
    *,
    edit: Edit,
) -> None:
    """Replace what helps at work."""
    _begin(session, learner, edit, section="helps")
    learner.requirements.clear()
    session.add_all(rows.requirement_row(learner, details) for details in requirements)


def save_senses(
    session: Session,
    learner: Learner,
    senses: Iterable[profile.SenseDetails],
    *,
    accepts_headphones: bool,
    edit: Edit,
) -> None:
    """Replace the most the learner can manage of each sense."""
    _begin(session, learner, edit, section="senses")
    learner.senses.clear()
    session.flush()  # the old limit of a sense goes before the new one comes
    session.add_all(rows.sense_row(learner, details) for details in senses)
    learner.accepts_headphones = accepts_headphones


def save_health(
    session: Session,
    learner: Learner,
    health: profile.HealthDetails,
    *,
    needs: Iterable[Need],
    said: Iterable[profile.StatementDetails],
    edit: Edit,
) -> None:
    """Keep the needs and safety facts that rules read, and add what was said about them."""
    _begin(session, learner, edit, section="health")
    learner.needs = list(needs)
    rows.set_health(learner, health)
    session.add_all(rows.statement_rows(learner, said, today=edit.today))


def save_travel(
    session: Session,
    learner: Learner,
    travel: profile.TravelDetails,
    *,
    postcode: str | None,
    edit: Edit,
) -> None:
    """Keep where the learner lives and how they travel."""
    _begin(session, learner, edit, section="travel")
    rows.set_home(learner, postcode)
    rows.set_travel(learner, travel)


def add_journey(
    session: Session, learner: Learner, details: profile.JourneyDetails, *, edit: Edit
) -> None:
    """Keep the way to one site, in place of the one known before."""
    _begin(session, learner, edit, section="travel")
    for known in [way for way in learner.journeys if way.site_id == details.site_id]:
        learner.journeys.remove(known)
    session.flush()  # the old way to the site goes before the new one comes
    session.add(rows.journey_row(learner, details))


def remove_journey(session: Session, learner: Learner, journey: Journey, *, edit: Edit) -> None:
    """Forget the way to one site."""
    _begin(session, learner, edit, section="travel")
    learner.journeys.remove(journey)


def save_hours(
    session: Session,
    learner: Learner,
    *,
    availability: Iterable[profile.AvailabilityDetails],
    unavailable: Iterable[profile.UnavailableDetails],
    own_job: Iterable[profile.ShiftDetails],
    edit: Edit,
) -> None:
    """Replace when the learner can go, cannot go, and works in a job of their own."""
    _begin(session, learner, edit, section="hours")
    learner.availability.clear()
    learner.unavailable.clear()
    session.flush()  # the old hours of a weekday go before the new ones come
    session.add_all(rows.availability_row(learner, details) for details in availability)
    session.add_all(rows.unavailable_row(learner, details) for details in unavailable)
    rows.set_own_job(learner, own_job)


def save_request(
    session: Session, learner: Learner, details: profile.RequestDetails, *, edit: Edit
) -> Request:
    """Return the new request; the one that was open is closed and kept."""
    _begin(session, learner, edit, section="request")
    session.execute(
        sa.update(Request)
        .where(Request.learner_id == learner.id, Request.closed_at.is_(None))
        .values(closed_at=edit.now)
    )
    request = rows.request_row(learner, details, today=edit.today)
    session.add(request)
    return request
