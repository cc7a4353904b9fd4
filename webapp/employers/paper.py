"""The whole registration on paper: every question there is, with what is known filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wtforms import Field

from webapp.core.forms import Form, ScaleField
from webapp.core.wizard import Mark
from webapp.core.wizard.journey import always
from webapp.core.wizard.rows import answer_words
from webapp.core.wizard.sent import NOT_ASKED
from webapp.employers.editing import rows_about
from webapp.employers.forms import helping
from webapp.employers.forms.contact import ContactForm
from webapp.employers.forms.helping import AdjustmentsForm
from webapp.employers.models import Employer
from webapp.employers.publishing import read_answers
from webapp.employers.sections import SECTIONS, Page, ProfileSection

ROOM_FOR = {"task": 3}
"""How many of a kind there is room for, where fewer are known; three tasks open an offer."""
ONE = 1
SIGNED = {"agrees", "signed_by"}
"""Agreed with a pen below the rules themselves."""
NOT_ON_PAPER = NOT_ASKED | {"KeptFileField"}
"""Kinds of fields that a pen cannot answer."""
HAZARDS = "hazards"
"""The field of a task that is asked in one table for several tasks."""
MOST_COLUMNS = 5
SHORT = {"UkDateField", "TimeField", "WholeNumberField", "PhoneField", "PostcodeField"}
"""Kinds of fields whose answer fits half a line."""
SHORT_LINES, LONG_LINES = 1, 2


class Kind(StrEnum):
    """How a question is answered with a pen."""

    TICK = "tick"
    """One box to tick."""
    BOXES = "boxes"
    """A few answers, each with a box."""
    SCALE = "scale"
    """Five steps in a row, and “Not sure”."""
    LINE = "line"
    """Room to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer beside its box."""

    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its help, and what is known."""

    name: str
    """Of its field."""
    words: str
    help: str
    kind: Kind
    is_many: bool = False
    """Whether more than one box may be ticked."""
    choices: tuple[Choice, ...] = ()
    known: str = ""
    lines: int = SHORT_LINES
    is_short: bool = False
    """Whether two such questions stand side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The questions of one page of the registration."""

    code: str
    applies_always: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section, or one of several of its kind."""

    code: str
    mark: Mark
    number: int | None
    """Which one of its kind, from 1; None where there is one only."""
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardTable:
    """What each task involves: a row for each hazard, a column for each task."""

    numbers: tuple[int, ...]
    """The tasks of the columns."""
    rows: tuple[tuple[str, tuple[bool, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of the 70 adjustments, with a box for each answer."""

    words: str
    help: str
    cost: str
    chosen: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Adjustments under one heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The form, in the order it is printed in."""

    employer: str | None
    """The name of an employer that is known; None on a form for anyone."""
    parts: tuple[Part, ...]
    hazards: tuple[HazardTable, ...]
    """Of the tasks; a few in each table."""
    answers: tuple[str, ...]
    """What each column of the adjustments says."""
    groups: tuple[Group, ...]


def paper_for(employer: Employer | None) -> Paper:
    """Return the form for this employer, or for anyone."""
    parts = tuple(part for section in SECTIONS for part in _parts(section, employer))
    return Paper(
        employer=employer.name if employer else None,
        parts=parts,
        hazards=tuple(_hazards(parts)),
        answers=tuple(words for _code, words in helping.ANSWERS),
        groups=_groups(employer),
    )


def _parts(section: ProfileSection, employer: Employer | None) -> Iterator[Part]:
    known: list[Any] = []
    if employer is not None:
        rows = rows_about(employer, section.subject)
        known = [section.read(row) for row in rows] if section.is_many else [section.read(employer)]
    room = max(ROOM_FOR.get(section.code, ONE), len(known))
    for at in range(room):
        details = known[at] if at < len(known) else None
        yield Part(
            code=section.code,
            mark=section.mark,
            number=at + 1 if section.is_many and room > 1 else None,
            sheets=tuple(_sheets(section, details)),
        )


def _sheets(section: ProfileSection, details: Any) -> Iterator[Sheet]:  # noqa: ANN401  each section has its own type
    for page in section.pages:
        if page.form is AdjustmentsForm:
            continue
        questions = tuple(_question(field) for field in _form(page, details) if _is_asked(field))
        if questions:
            yield Sheet(code=page.code, applies_always=page.applies is always, questions=questions)


def _form(page: Page, details: Any) -> Form:  # noqa: ANN401  see _sheets
    """Return the form of a page; on paper the email address is asked for as well."""
    kind = ContactForm if page.code == "contact" else page.form
    shown = None if details is None else page.fields_of(details)
    return kind(formdata=None, data=shown, meta={"csrf": False})


def _is_asked(field: Field) -> bool:
    return field.type not in NOT_ON_PAPER and field.name not in SIGNED


def _question(field: Field) -> Question:
    choices = dict(getattr(field, "choices", None) or {})
    many = isinstance(field.data, list)
    chosen = {str(code) for code in (field.data if many else [field.data])}
    return Question(
        name=field.name,
        words=field.label.text,
        help=field.description or "",
        kind=_kind(field, has_choices=bool(choices)),
        is_many=many,
        choices=tuple(
            Choice(words=words, is_chosen=str(code) in chosen) for code, words in choices.items()
        ),
        known=answer_words(field),
        lines=LONG_LINES if field.type == "LongTextField" else SHORT_LINES,
        is_short=field.type in SHORT,
    )


def _kind(field: Field, *, has_choices: bool) -> Kind:
    if field.type == "TickField":
        return Kind.TICK
    if isinstance(field, ScaleField):
        return Kind.SCALE
    return Kind.BOXES if has_choices else Kind.LINE


def _hazards(parts: tuple[Part, ...]) -> Iterator[HazardTable]:
    asked = [
        (part.number or ONE, question)
        for part in parts
        if part.code == "task"
        for sheet in part.sheets
        for question in sheet.questions
        if question.name == HAZARDS
    ]
    for some in _batches(asked):
        lists = [question.choices for _number, question in some]
        yield HazardTable(
            numbers=tuple(number for number, _question in some),
            rows=tuple(
                (row[0].words, tuple(choice.is_chosen for choice in row))
                for row in zip(*lists, strict=True)
            ),
        )


def _batches(asked: list[tuple[int, Question]]) -> Iterator[list[tuple[int, Question]]]:
    for first in range(0, len(asked), MOST_COLUMNS):
        yield asked[first : first + MOST_COLUMNS]


def _groups(employer: Employer | None) -> tuple[Group, ...]:
    known = AdjustmentsForm.shown(read_answers(employer).everywhere) if employer else {}
    form = AdjustmentsForm(formdata=None, data=known, meta={"csrf": False})
    return tuple(
        Group(
            title=group.title,
            lines=tuple(
                Line(
                    words=form[row.name].label.text,
                    help=row.example,
                    cost=row.cost,
                    chosen=tuple(code == form[row.name].data for code, _words in helping.ANSWERS),
                )
                for row in group.rows
            ),
        )
        for group in helping.groups(form)
    )
