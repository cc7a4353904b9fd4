"""The task list of an employer: every section, how far it is, and what needs it."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core.wizard import Mark, Status, drafts
from webapp.core.wizard.models import Draft
from webapp.employers import editing
from webapp.employers.editing import KIND, Desk
from webapp.employers.models import Employer, Offer, Site
from webapp.employers.publishing import Row
from webapp.employers.sections import SECTIONS, ProfileSection, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to fill in: a section, or one row of it."""

    row_id: uuid.UUID | None
    title: str
    """What the row is called; empty for a section there is one of."""
    first_step: str
    status: Status
    is_changed: bool
    """Whether something was typed that is not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLines:
    """A section with its lines, and where something new of it may be begun."""

    code: str
    mark: Mark
    status: Status
    lines: tuple[Line, ...]
    is_named: bool
    """Whether its lines are told apart by what they are called."""
    may_add_to: tuple[tuple[uuid.UUID, str], ...] = ()
    """Keys and names of what something new would belong to."""


def groups_of(
    session: Session, employer: Employer, *, now: datetime
) -> dict[Mark, list[SectionLines]]:
    """Return the sections by when they are needed, in order."""
    begun = drafts.parts_of(session, kind=KIND, owner_id=employer.id, now=now)
    groups: dict[Mark, list[SectionLines]] = {mark: [] for mark in Mark}
    for section in SECTIONS:
        groups[section.mark].append(_lines(employer, section, begun))
    return groups


def _lines(employer: Employer, section: ProfileSection, begun: Sequence[Draft]) -> SectionLines:
    lines = tuple(_line(desk) for desk in _desks(employer, section, begun))
    parents = _parents(employer, section)
    return SectionLines(
        code=section.code,
        mark=section.mark,
        status=_status(employer, section, lines),
        lines=lines,
        is_named=section.is_many and not (section.subject is Subject.OFFER and len(lines) == 1),
        may_add_to=tuple((parent.id, _name(parent)) for parent in parents),
    )


def _status(employer: Employer, section: ProfileSection, lines: Sequence[Line]) -> Status:
    """Return how far a section is; a task needs an area to be done in first."""
    if section.subject is Subject.TASK and not any(site.areas for site in employer.sites):
        return Status.CANNOT_START
    if not lines or all(line.status is Status.NOT_STARTED for line in lines):
        return Status.NOT_STARTED
    if all(line.status is Status.DONE and not line.is_changed for line in lines):
        return Status.DONE
    return Status.IN_PROGRESS


def _desks(employer: Employer, section: ProfileSection, begun: Sequence[Draft]) -> Iterator[Desk]:
    known = {draft.part: draft for draft in begun}
    if not section.is_many:
        yield _desk(employer, section, None, known)
        return
    rows = editing.rows_about(employer, section.subject)
    for row in rows:
        yield _desk(employer, section, row, known)
    published = {editing.part_of(section, row.id) for row in rows}
    for draft in begun:
        is_ours = draft.part.startswith(f"{section.code}:") and draft.part not in published
        if is_ours and draft.parent_id is not None and draft.pages:
            yield Desk(
                employer=employer,
                section=section,
                row=None,
                row_id=editing.row_of(draft),
                parent=_parent(employer, draft.parent_id),
                draft=draft,
            )


def _desk(
    employer: Employer,
    section: ProfileSection,
    row: Row | None,
    known: dict[str, Draft],
) -> Desk:
    row_id = row.id if row is not None else None
    return Desk(
        employer=employer,
        section=section,
        row=row,
        row_id=row_id,
        parent=None,
        draft=known.get(editing.part_of(section, row_id)),
    )


def _line(desk: Desk) -> Line:
    return Line(
        row_id=desk.row_id,
        title=desk.title() if desk.section.is_many else "",
        first_step=desk.section.pages[0].code,
        status=desk.status,
        is_changed=desk.draft is not None,
    )


def _parents(employer: Employer, section: ProfileSection) -> list[Site | Offer]:
    """Return what something new of this section may belong to."""
    if section.subject is Subject.AREA:
        return list(employer.sites)
    if section.subject in {Subject.TASK, Subject.WINDOW}:
        return [offer for site in employer.sites for offer in site.offers]
    return []


def _parent(employer: Employer, key: uuid.UUID) -> Site | Offer | None:
    offers = [offer for site in employer.sites for offer in site.offers]
    rows: list[Site | Offer] = [*employer.sites, *offers]
    return next((row for row in rows if row.id == key), None)


def _name(parent: Site | Offer) -> str:
    return parent.site.name if isinstance(parent, Offer) else parent.name
