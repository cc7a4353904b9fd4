"""What we hold about an employer: all of it to take away, and its people taken out on request."""

import csv
import io
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts import services as accounts
from webapp.accounts.models import User
from webapp.accounts.policies import Actor
from webapp.core import audit
from webapp.core.db import Base
from webapp.core.wizard import drafts
from webapp.employers import certificates, editing
from webapp.employers.colleagues import end_access
from webapp.employers.contact_models import AssistedRegistration
from webapp.employers.models import Employer
from webapp.employers.own_words import reviews_of

REMOVED = "Removed"
"""Stands where a name stood."""
OURS = {"key", "name_key", "user_id", "employer_id", "site_id", "offer_id", "area_id", "version"}
"""Columns that hold our own keys and say nothing about the employer."""


def held(session: Session, employer: Employer) -> dict[str, Any]:
    """Return everything the employer told us, as plain values for JSON.

    Requests and placements are about learners and stay on their own pages.
    """
    return {
        **_plain(employer),
        "insurance_certificate": _kind_of(employer.insurance_certificate),
        "own_words_decided": [_plain(review) for review in reviews_of(session, employer)],
        "contacts": [_plain(person) for person in employer.contacts],
        "answers": [_plain(answer) for answer in employer.answers],
        "sites": [
            {
                **_plain(site),
                "areas": [_plain(area) for area in site.areas],
                "offers": [
                    {
                        **_plain(offer),
                        "tasks": [_plain(task) for task in offer.tasks],
                        "windows": [_plain(window) for window in offer.windows],
                    }
                    for offer in site.offers
                ],
            }
            for site in employer.sites
        ],
    }


def _kind_of(name: str | None) -> str | None:
    """Return which kind of file we keep; its name says nothing about the employer."""
    return f"file kept ({name.rpartition('.')[2]})" if name else None


def _plain(row: Base) -> dict[str, Any]:
    columns = [column.key for column in sa.inspect(type(row)).column_attrs]
    return {
        name: _value(getattr(row, name))
        for name in columns
        if name not in OURS and not name.endswith("_id") and name != "id"
    }


def _value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, list):
        return [_value(each) for each in value]
    return str(value) if isinstance(value, uuid.UUID) else value


def as_csv(session: Session, employer: Employer) -> str:
    """Return the same as lines of what and value, to read in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["what", "value"])
    writer.writerows((what, _safe(value)) for what, value in _lines("", held(session, employer)))
    return out.getvalue()


def _lines(where: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _lines(f"{where}.{name}" if where else name, inner)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for number, inner in enumerate(value, start=1):
            yield from _lines(f"{where}.{number}", inner)
    else:
        yield where, "; ".join(map(str, value)) if isinstance(value, list) else value


def _safe(value: object) -> str:
    """Return the cell so that no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def remove_people(session: Session, employer: Employer, *, actor: Actor, now: datetime) -> None:
    """Take every name, address and number of people out, and close the offer.

    What the organisation is and what learners did there stays, without a person. The caller has
    checked that no placement needs them any more.
    """
    for person in employer.contacts:
        user = session.get(User, person.user_id) if person.user_id else None
        person.name, person.user_id = REMOVED, None
        person.email = person.phone = person.job_title = person.checks = person.best_way = None
        if user is not None:
            end_access(session, user.id, employer_id=employer.id)
            if not user.grants:
                accounts.disable_user(session, user, now=now, actor_id=actor.user_id)
                user.name, user.email, user.password_hash = REMOVED, None, None
    for draft in drafts.parts_of(session, kind=editing.KIND, owner_id=employer.id, now=now):
        certificates.remove_later(session, certificates.named_by(draft), now=now)
        drafts.throw_away(session, draft)
    certificates.remove_later(session, employer.insurance_certificate, now=now)
    employer.insurance_certificate = None
    employer.accident_contact = None
    employer.code_agreed_by = REMOVED if employer.code_agreed_by else None
    employer.public_listing = False
    employer.paused_at = employer.paused_at or now
    registered = session.get(AssistedRegistration, employer.id)
    if registered is not None and registered.agreed_by:
        registered.agreed_by = REMOVED
    for site in employer.sites:
        for offer in site.offers:
            offer.published_at = None
    audit.record(
        session,
        "employer_people_removed",
        at=now,
        actor_id=actor.user_id,
        subject_kind="employer",
        subject_id=employer.id,
    )
    session.flush()
