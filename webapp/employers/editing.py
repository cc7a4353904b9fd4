"""One section of a profile on the way to being published: what is stored, what was typed."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from webapp.core.errors import NotFound, ProductError, StaleVersion
from webapp.core.formatting import day_range
from webapp.core.forms import Form
from webapp.core.wizard import Answers, Journey, Status, Step, Typed, drafts
from webapp.core.wizard.models import Draft
from webapp.core.wizard.rows import Rows, rows_of
from webapp.core.wizard.sent import as_sent, stored_as_typed
from webapp.employers.forms.area import AreaForm
from webapp.employers.forms.dates import DaysForm
from webapp.employers.forms.task import TaskForm
from webapp.employers.models import Area, Employer, Offer, Site, Task, Window
from webapp.employers.publishing import Change, Row
from webapp.employers.sections import Page, ProfileSection, Subject

KIND = "offer"
"""The kind of the drafts of published profiles."""
MOST_DRAFTS = 60
"""Of one employer at a time."""


class NotFinished(ProductError):
    """A section cannot be published while a page of it needs an answer."""


class TooManyDrafts(ProductError):
    """So much is begun and not published that nothing new may begin."""


@dataclass(kw_only=True)
class Desk:
    """A section of one employer, with its draft where somebody began to change it."""

    employer: Employer
    section: ProfileSection
    row: Row | None
    row_id: uuid.UUID | None
    parent: Site | Offer | None
    """What something new will belong to."""
    draft: Draft | None

    @property
    def part(self) -> str:
        """The name of this section among the drafts of the employer."""
        return part_of(self.section, self.row_id)

    @property
    def is_new(self) -> bool:
        """Whether nothing of it is published yet."""
        return self.section.is_many and self.row is None

    @cached_property
    def published(self) -> Answers:
        """What is stored, as if it had been typed."""
        if self.is_new:
            return {}
        details = self.section.read(self.row if self.row is not None else self.employer)
        pages = {
            page.code: stored_as_typed(
                page.form(formdata=None, data=page.fields_of(details), meta={"csrf": False})
            )
            for page in self.section.pages
        }
        return {code: typed for code, typed in pages.items() if typed}

    @property
    def answers(self) -> Answers:
        """What was typed, or what is stored while nobody changes it."""
        return self.draft.pages if self.draft is not None else self.published

    @cached_property
    def journey(self) -> Journey:
        """The pages of this section."""
        return Journey(sections=(self.section.as_section(),), is_right=self._is_right)

    @property
    def status(self) -> Status:
        """How far the section is."""
        return self.journey.status_of(self.journey.sections[0], self.answers)

    @property
    def to_finish(self) -> tuple[Step, ...]:
        """The steps that must be put right before the section can be published.

        A page that may wait, and that nobody saved since, is left as it is.
        """
        touched = self.draft.saved_at_version if self.draft is not None else {}
        return tuple(
            step
            for step in self.journey.unfinished(self.answers)
            if step.code in touched or not self.section.page(step.code).may_wait
        )

    @property
    def version(self) -> int:
        """The version of the draft a page is opened at."""
        return self.draft.version if self.draft is not None else 0

    @property
    def site(self) -> Site | None:
        """The site this is about or will belong to."""
        at = self.parent or self.row
        if isinstance(at, Task | Window):
            at = at.offer
        if isinstance(at, Area | Offer):
            at = at.site
        return at

    def areas(self) -> list[Area]:
        """Return the areas a task of this desk may be in."""
        return list(self.site.areas) if self.site is not None else []

    def form_of(self, page: Page, typed: Typed) -> Form:
        """Return the form of a page as it was typed, checked against nothing yet."""
        return self.prepared(page.form(formdata=as_sent(typed), meta={"csrf": False}))

    def prepared(self, form: Form) -> Form:
        """Return the form with the choices that depend on what is published."""
        if isinstance(form, TaskForm):
            form.area.choices = [(area.name, area.name) for area in self.areas()]
        return form

    def rows(self, answers: Answers | None = None) -> list[tuple[Page, Rows]]:
        """Return the pages that count, with their questions and answers in words."""
        shown = self.answers if answers is None else answers
        kept = self.journey.kept(shown)
        return [
            (page, rows_of(self.form_of(page, kept.get(page.code, {}))))
            for page in map(self.section.page, (step.code for step in self.journey.path(shown)))
        ]

    def title(self) -> str:
        """Return what this one is called among others of its kind; nothing without a name."""
        if isinstance(self.row, Offer):
            return self.row.site.name
        page = self.section.pages[0]
        form = self.form_of(page, self.answers.get(page.code, {}))
        if isinstance(form, DaysForm):
            first, last = form.from_date.data, form.to_date.data
            return day_range(first, last) if first and last else ""
        for name in ("name", "text"):
            if name in form and form[name].data:
                return str(form[name].data)
        return ""

    def _is_right(self, code: str, typed: Typed, _kept: Answers) -> bool:
        return bool(self.form_of(self.section.page(code), typed).validate())


def part_of(section: ProfileSection, row_id: uuid.UUID | None) -> str:
    """Return the name of a section among the drafts of an employer."""
    return section.code if row_id is None else f"{section.code}:{row_id}"


def rows_about(employer: Employer, subject: Subject) -> list[Row]:
    """Return the rows of this kind, in order."""
    sites = list(employer.sites)
    offers = [offer for site in sites for offer in site.offers]
    listed: dict[Subject, Iterable[Row]] = {
        Subject.SITE: sites,
        Subject.AREA: (area for site in sites for area in site.areas),
        Subject.OFFER: offers,
        Subject.TASK: (task for offer in offers for task in offer.tasks),
        Subject.WINDOW: (window for offer in offers for window in offer.windows),
    }
    return list(listed.get(subject, ()))


def open_desk(
    session: Session,
    employer: Employer,
    section: ProfileSection,
    *,
    row_id: uuid.UUID | None,
    now: datetime,
) -> Desk:
    """Return the section of this employer; raises NotFound for a row that is not theirs."""
    if section.is_many != (row_id is not None):
        raise NotFound(section.code)
    rows = rows_about(employer, section.subject)
    row = next((row for row in rows if row.id == row_id), None)
    draft = drafts.find_part(
        session, kind=KIND, owner_id=employer.id, part=part_of(section, row_id), now=now
    )
    desk = Desk(
        employer=employer, section=section, row=row, row_id=row_id, parent=None, draft=draft
    )
    if desk.is_new:
        desk.parent = _parent(employer, section, draft.parent_id if draft else None)
    return desk


def start_desk(
    session: Session,
    employer: Employer,
    section: ProfileSection,
    *,
    parent_id: uuid.UUID | None,
    typed: Answers,
    now: datetime,
) -> Desk:
    """Return the desk of something new with these answers; one begun and left empty is used."""
    if section.blank is None:
        raise NotFound(section.code)
    parent_id = parent_id or employer.id
    parent = _parent(employer, section, parent_id)
    begun = drafts.parts_of(session, kind=KIND, owner_id=employer.id, now=now)
    draft = next((one for one in begun if _is_empty(one, section, parent_id)), None)
    if draft is None:
        if len(begun) >= MOST_DRAFTS:
            raise TooManyDrafts
        draft = drafts.begin_part(
            session,
            kind=KIND,
            owner_id=employer.id,
            part=part_of(section, uuid.uuid4()),
            parent_id=parent_id,
            published={},
            now=now,
        )
    row_id = row_of(draft)
    draft.pages = {code: {**page} for code, page in typed.items()}
    return Desk(
        employer=employer, section=section, row=None, row_id=row_id, parent=parent, draft=draft
    )


def _is_empty(draft: Draft, section: ProfileSection, parent_id: uuid.UUID) -> bool:
    """Return whether something new of this section was begun there and nothing typed yet."""
    is_same = draft.part.startswith(f"{section.code}:") and draft.parent_id == parent_id
    return is_same and not draft.pages


def row_of(draft: Draft) -> uuid.UUID:
    """Return the key of the row a draft is about."""
    return uuid.UUID(draft.part.partition(":")[2])


def _parent(
    employer: Employer, section: ProfileSection, parent_id: uuid.UUID | None
) -> Site | Offer | None:
    """Return what something new belongs to; None for a site, which belongs to the employer."""
    if section.subject is Subject.SITE and parent_id == employer.id:
        return None
    kind = Subject.SITE if section.subject is Subject.AREA else Subject.OFFER
    for row in rows_about(employer, kind):
        if row.id == parent_id and isinstance(row, Site | Offer):
            return row
    raise NotFound(section.code)


def save_page(
    session: Session,
    desk: Desk,
    step: Step,
    typed: Typed,
    *,
    opened_at: int,
    now: datetime,
    by: uuid.UUID,
) -> None:
    """Keep a page in the draft; raises StaleVersion when it was saved elsewhere meanwhile."""
    if desk.draft is None:
        desk.draft = drafts.begin_part(
            session,
            kind=KIND,
            owner_id=desk.employer.id,
            part=desk.part,
            published=desk.published,
            now=now,
        )
    drafts.save_page(desk.draft, step.code, typed, opened_at=opened_at, now=now, by=by)


def publish(session: Session, desk: Desk, *, seen: str | None, now: datetime, today: date) -> None:
    """Publish what counts of the draft, all of it or nothing.

    Raises StaleVersion when a colleague published this section since the draft was begun,
    unless `seen` is the fingerprint of what they published; NotFinished when an answer is
    missing; RegistrationError when something cannot be kept.
    """
    draft = desk.draft
    if draft is None:
        return
    current = drafts.fingerprint(desk.published) if desk.published else ""
    if draft.base not in {current, seen} and seen != current:
        raise StaleVersion(desk.section.code)
    if desk.to_finish:
        raise NotFinished(desk.section.code)
    change = Change(
        session=session,
        employer=desk.employer,
        version=desk.employer.version,
        now=now,
        today=today,
        row=desk.row,
        row_id=desk.row_id,
        parent=desk.parent,
    )
    desk.section.write(change, _details(desk, draft))
    drafts.throw_away(session, draft)
    desk.draft = None


def _details(desk: Desk, draft: Draft) -> object:
    """Return the details of the section; a page that does not apply is as if left empty."""
    section, kept = desk.section, desk.journey.kept(draft.pages)
    at = desk.row if desk.row is not None else desk.employer
    details = section.blank if desk.is_new else section.read(at)
    for page in section.pages:
        details = page.with_answers(desk.form_of(page, kept.get(page.code, {})), details)
    return details


def has_name_of_another(desk: Desk, form: Form) -> bool:
    """Return whether another area of the site has the name typed here."""
    if not isinstance(form, AreaForm):
        return False
    others = [area.name.casefold() for area in desk.areas() if area is not desk.row]
    return (form.name.data or "").casefold() in others
