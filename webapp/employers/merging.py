"""Two records of one employer become one: a person chooses field by field, nothing is lost."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.core import audit
from webapp.core.db import Base
from webapp.core.errors import ProductError
from webapp.employers import certificates
from webapp.employers.models import ContactRole, Employer

FIELDS = {
    "name": ("name", "name_key"),
    "postcode": ("postcode",),
    "types": ("types",),
    "sectors": ("sectors",),
    "description": ("description",),
    "website": ("website",),
    "registration_number": ("registration_number",),
    "insurance": (
        "insurance",
        "insurer",
        "insurance_policy",
        "insured_until",
        "insurance_certificate",
        "insurance_reason",
        "insurer_told",
        "insurer_told_on",
        "public_liability",
        "public_liability_until",
    ),
    "safeguarding": (
        "safeguarding_policy",
        "alone_with_learner",
        "alone_when",
        "cancelled_when_away",
        "code_agreed_by",
        "code_agreed_on",
    ),
    "safety": (
        "had_under_18s",
        "risk_level",
        "risk_assessment",
        "first_aider",
        "fire",
        "accident_contact",
    ),
    "confidence": ("confidence", "help_wanted", "experience_so_far"),
    "other_adjustments": ("other_adjustments",),
    "could_lead_to": ("could_lead_to",),
    "disability_confident": ("disability_confident", "disability_confident_until"),
    "availability": ("availability", "availability_reason", "availability_until"),
    "readiness": ("readiness",),
}
"""What a person chooses, and the columns that go together."""
DECIDED = frozenset(
    {
        "id",
        "key",
        "heard_from",
        "privacy_notice_read_on",
        "public_listing",
        "paused_at",
        "is_internal_to_id",
        "placed_before",
        "confirmed_on",
        "created_at",
        "version",
    }
)
"""Columns nobody is asked about: the careful value of the two is kept, see `merge`."""


ONE_COVER = ("insurance", "insured_until")
"""Where these agree, a certificate proves the cover of both."""


class Take(StrEnum):
    """Whose value is kept."""

    KEPT = "kept"
    OTHER = "other"


class CannotMerge(ProductError):
    """These two cannot become one."""


def differing(kept: Employer, other: Employer) -> tuple[str, ...]:
    """Return the fields in which the two differ, in the order of the page."""
    return tuple(
        name
        for name, columns in FIELDS.items()
        if any(getattr(kept, column) != getattr(other, column) for column in columns)
    )


def usual_choice(kept: Employer, other: Employer, name: str) -> Take:
    """Return what is likely right: what is filled in beats what is empty, else the kept one’s."""
    columns = FIELDS[name]
    is_empty = all(getattr(kept, column) in (None, [], "", {}) for column in columns)
    return Take.OTHER if is_empty else Take.KEPT


def merge(
    session: Session,
    kept: Employer,
    other: Employer,
    choices: Mapping[str, Take],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Move everything of the other employer to the kept one, and take the other out.

    People, sites, offers, placements and notes move whole. Where both answered an adjustment
    for the same place, the kept one’s answer stays. The audit keeps what was chosen.
    Raises CannotMerge for one and the same employer or a school’s own.
    """
    if kept.id == other.id or kept.is_internal_to_id or other.is_internal_to_id:
        raise CannotMerge(str(kept.id))
    chosen = {
        column: getattr(other, column)
        for name, take in choices.items()
        if take is Take.OTHER
        for column in FIELDS[name]
    }
    certificate = _certificate(kept, other, choices)
    for unused in {kept.insurance_certificate, other.insurance_certificate} - {certificate}:
        certificates.remove_later(session, unused, now=now)
    chosen |= {
        "insurance_certificate": certificate,
        "placed_before": kept.placed_before + other.placed_before,
        "paused_at": kept.paused_at or other.paused_at,
        "public_listing": kept.public_listing and other.public_listing,
        "confirmed_on": min(kept.confirmed_on, other.confirmed_on),
        "version": kept.version + 1,
    }
    gone = other.id
    _move_answers(session, kept, other)
    _move_people(kept, other)
    _move_sites(kept, other)
    session.flush()  # the parts stand at the kept one before the other goes
    _move_the_rest(session, kept.id, gone)
    session.expire_all()
    session.execute(sa.delete(Employer).where(Employer.id == gone))
    for column, value in chosen.items():
        setattr(kept, column, value)
    audit.record(
        session,
        "employers_merged",
        at=now,
        actor_id=actor.user_id,
        subject_kind="employer",
        subject_id=kept.id,
        gone=str(gone),
        taken_from_the_other=",".join(sorted(n for n, t in choices.items() if t is Take.OTHER)),
    )
    session.flush()  # a third one of this name at this postcode shows here


def _certificate(kept: Employer, other: Employer, choices: Mapping[str, Take]) -> str | None:
    """Return the certificate of the cover that was chosen, from either side when it is the same."""
    taken, left = (kept, other)
    if choices.get("insurance") is Take.OTHER:
        taken, left = left, taken
    same = all(getattr(kept, name) == getattr(other, name) for name in ONE_COVER)
    return taken.insurance_certificate or (left.insurance_certificate if same else None)


def _move_answers(session: Session, kept: Employer, other: Employer) -> None:
    """Take out the other’s answers that the kept one has given too; the rest move with all else."""
    known = {(row.adjustment, row.site_id, row.area_id) for row in kept.answers}
    for row in list(other.answers):
        if (row.adjustment, row.site_id, row.area_id) in known:
            session.delete(row)


def _move_people(kept: Employer, other: Employer) -> None:
    """There is one main contact; the other’s becomes the deputy, or a supervisor."""
    last = max((person.position for person in kept.contacts), default=-1)
    has_main = any(person.role is ContactRole.MAIN for person in kept.contacts)
    has_deputy = any(person.role is ContactRole.DEPUTY for person in kept.contacts)
    for number, person in enumerate(other.contacts, start=1):
        person.position = last + number
        if person.role is ContactRole.MAIN and has_main:
            person.role = ContactRole.SUPERVISOR if has_deputy else ContactRole.DEPUTY


def _move_sites(kept: Employer, other: Employer) -> None:
    last = max((site.position for site in kept.sites), default=-1)
    for number, site in enumerate(other.sites, start=1):
        site.position = last + number


def _move_the_rest(session: Session, kept: uuid.UUID, gone: uuid.UUID) -> None:
    """Point every row of every table that points at the other employer to the kept one.

    Where the kept one has the same row already (a role, how it was registered), the other’s goes.
    """
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name != Employer.__tablename__:
                continue
            _drop_twins(session, table, key.parent, kept=kept, gone=gone)
            session.execute(sa.update(table).where(key.parent == gone).values({key.parent: kept}))


def _drop_twins(
    session: Session,
    table: sa.Table,
    column: sa.Column[uuid.UUID],
    *,
    kept: uuid.UUID,
    gone: uuid.UUID,
) -> None:
    """Delete rows that would stand twice under one of the table’s unique sets of columns."""
    unique = [set(table.primary_key.columns)] if column.primary_key else []
    unique += [
        set(each.columns)
        for each in table.constraints
        if isinstance(each, sa.UniqueConstraint) and column in set(each.columns)
    ]
    for columns in unique:
        twin = table.alias()
        same = [
            twin.c[each.name].is_not_distinct_from(each) for each in columns if each is not column
        ]
        session.execute(
            sa.delete(table).where(
                column == gone,
                sa.exists().where(twin.c[column.name] == kept, *same),
            )
        )
