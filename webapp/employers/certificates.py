"""Certificates of insurance: who still needs which file, and when a file goes.

A file belongs to an employer once its section is published; before that, to the draft. No
address names a file: a page finds it by the employer or the draft.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.core import clock, stored_files
from webapp.core.wizard import Typed
from webapp.core.wizard.models import Draft
from webapp.employers.models import Employer
from webapp.jobs.models import JobKind
from webapp.jobs.queue import enqueue
from webapp.jobs.registry import Handler, JobContext, register

SECTION = "insurance"
"""The part of a profile whose draft may name a file."""
SHELF = "certificates"
"""The folder of these files; nobody else keeps any there."""
PAGE = FIELD = "certificate"
"""The page of the section and its one answer."""
KEPT_AFTER_END = timedelta(days=365)
"""How long a certificate is kept after its cover ended."""
LEFT_FOR = timedelta(days=1)
"""A file this old that nobody names is not about to be named."""


def named_in(typed: Typed) -> str | None:
    """Return the file that the page names."""
    return next(iter(typed.get(FIELD, ())), None)


def named_by(draft: Draft) -> str | None:
    """Return the file that a draft names."""
    return named_in(draft.pages.get(PAGE, {})) if draft.part == SECTION else None


def as_typed(name: str | None) -> Typed:
    """Return what the page holds when it names this file."""
    return {FIELD: [name]} if name else {}


def remove_later(session: Session, name: str | None, *, now: datetime) -> None:
    """Let the worker delete the file, once all this is stored, if nobody names it then."""
    if name is None:
        return
    enqueue(
        session,
        JobKind.REMOVE_FILE,
        key=f"remove_file:{name}:{now.isoformat()}",
        payload={"file": name},
        run_after=now,
        now=now,
    )


def remove_unless_needed(context: JobContext) -> None:
    """Delete the file of the job unless an employer or a draft names it."""
    name = str(context.job.payload["file"])
    if name not in set(_needed(context.session)):
        stored_files.remove(name, shelf=SHELF)


def remove_left_over(session: Session, *, today: date, now: datetime) -> int:
    """Return how many files nobody names any more and are deleted: of drafts that ended.

    A file has the time of the machine, whatever day a practice site has been moved to.
    """
    old = stored_files.kept_before(clock.wall_now() - LEFT_FOR, shelf=SHELF)
    left_over = old - set(_needed(session))
    for name in left_over:
        stored_files.remove(name, shelf=SHELF)
    return len(left_over)


def remove_old(session: Session, *, today: date, now: datetime) -> int:
    """Return how many certificates go because their cover ended over a year ago.

    A copy for claims that come late is the employer’s own to keep (docs/rules.md, Employers).
    """
    ended = session.scalars(
        sa.select(Employer).where(
            Employer.insurance_certificate.is_not(None),
            Employer.insured_until < today - KEPT_AFTER_END,
        )
    ).all()
    for employer in ended:
        remove_later(session, employer.insurance_certificate, now=now)
        employer.insurance_certificate = None
    return len(ended)


def _needed(session: Session) -> Iterator[str]:
    """Yield the files that employers and drafts name."""
    published = sa.select(Employer.insurance_certificate).where(
        Employer.insurance_certificate.is_not(None)
    )
    yield from (name for name in session.scalars(published) if name)
    begun = sa.select(Draft).where(Draft.part == SECTION)
    for draft in session.scalars(begun):
        if name := named_by(draft):
            yield name


def register_handler() -> None:
    """Let the worker delete files."""
    register(JobKind.REMOVE_FILE, Handler(run=remove_unless_needed))
