"""The sections of an employer’s profile: their pages, what they read, how they are published."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from webapp.core.forms import Form
from webapp.core.wizard import Answers, Mark, Section, Step
from webapp.core.wizard.journey import always
from webapp.employers import published, publishing
from webapp.employers.forms.area import BLANK_AREA, AreaForm, AroundForm, SensesForm
from webapp.employers.forms.contact import DeputyForm, SameEmailContactForm
from webapp.employers.forms.cover import CertificateForm, LiabilityForm, PublicForm, ToldForm
from webapp.employers.forms.dates import BLANK_WINDOW, DaysForm, HoursForm, WhoForm
from webapp.employers.forms.helping import AdjustmentsForm, OtherAdjustmentsForm, SupportForm
from webapp.employers.forms.organisation import MoreForm, NextForm, OrganisationForm
from webapp.employers.forms.safety import CodeForm, EmergencyForm, PolicyForm, RiskForm
from webapp.employers.forms.site import (
    BLANK_SITE,
    BreaksForm,
    GettingHereForm,
    RulesForm,
    WhereForm,
)
from webapp.employers.forms.supervision import SupervisionForm
from webapp.employers.forms.task import BLANK_TASK, GuardForm, HazardsForm, TaskForm
from webapp.employers.publishing import AnswersGiven, Change, MoreDetails


class Subject(StrEnum):
    """What a section is about: the employer, or one row of the kind."""

    EMPLOYER = "employer"
    SITE = "site"
    AREA = "area"
    OFFER = "offer"
    TASK = "task"
    WINDOW = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its form, how it is filled, and how its answers go into the section’s details.

    Each section has details of its own type, so they are Any here.
    """

    code: str
    form: type[Form]
    applies: Callable[[Answers], bool] = always
    may_wait: bool = False
    """Whether the section may be published before anyone opened this page."""
    shown: Callable[[Any], dict[str, object]] | None = None
    fold: Callable[[Any, Any], Any] | None = None

    def fields_of(self, details: Any) -> dict[str, object]:  # noqa: ANN401  see the class
        """Return what stands in the fields."""
        shown: Callable[[Any], dict[str, object]] = self.shown or getattr(self.form, "shown")  # noqa: B009
        return shown(details)

    def with_answers(self, form: Form, details: Any) -> Any:  # noqa: ANN401  see the class
        """Return the details of the section with the answers of this page."""
        if self.fold is not None:
            return self.fold(form, details)
        return form.details(details)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSection:
    """Pages that are saved and published together."""

    code: str
    pages: tuple[Page, ...]
    read: Callable[[Any], Any]
    """Returns the details of the row this section is about."""
    write: Callable[[Change, Any], None]
    subject: Subject = Subject.EMPLOYER
    mark: Mark = Mark.OPTIONAL
    blank: Any = None
    """The details of a new row; None where no row can be added."""

    @property
    def is_many(self) -> bool:
        """Whether there is one for each row of a kind."""
        return self.subject is not Subject.EMPLOYER

    def as_section(self) -> Section:
        """Return the section as the journey engine knows it."""
        steps = tuple(Step(code=page.code, applies=page.applies) for page in self.pages)
        return Section(code=self.code, steps=steps, mark=self.mark)

    def page(self, code: str) -> Page:
        """Return the page of a step of this section."""
        return next(page for page in self.pages if page.code == code)


def said(step: str, field: str, *values: str) -> Callable[[Answers], bool]:
    """Return the condition that one of these answers was given on an earlier page."""

    def applies(answers: Answers) -> bool:
        given = answers.get(step, {}).get(field, ())
        return any(value in values for value in given)

    return applies


ORGANISATION = ProfileSection(
    code="organisation",
    mark=Mark.REGISTER,
    pages=(Page(code="organisation", form=OrganisationForm),),
    read=published.organisation_of,
    write=publishing.organisation,
)
CONTACT = ProfileSection(
    code="contact",
    mark=Mark.REGISTER,
    pages=(
        Page(code="contact", form=SameEmailContactForm),
        Page(code="deputy", form=DeputyForm, may_wait=True),
    ),
    read=publishing.read_people,
    write=publishing.people,
)
SUPPORT = ProfileSection(
    code="support",
    mark=Mark.REGISTER,
    pages=(Page(code="support", form=SupportForm),),
    read=published.support_of,
    write=publishing.support,
)
PLACE = ProfileSection(
    code="place",
    mark=Mark.REGISTER,
    subject=Subject.SITE,
    blank=BLANK_SITE,
    pages=(
        Page(code="where", form=WhereForm),
        Page(code="getting-here", form=GettingHereForm, may_wait=True),
        Page(code="breaks", form=BreaksForm, may_wait=True),
        Page(code="rules", form=RulesForm, may_wait=True),
    ),
    read=published.site_of,
    write=publishing.site,
)
AREA = ProfileSection(
    code="area",
    mark=Mark.PUBLISH,
    subject=Subject.AREA,
    blank=BLANK_AREA,
    pages=(
        Page(code="area", form=AreaForm),
        Page(code="senses", form=SensesForm),
        Page(code="around", form=AroundForm),
    ),
    read=published.area_of,
    write=publishing.area,
)
TASK = ProfileSection(
    code="task",
    mark=Mark.PUBLISH,
    subject=Subject.TASK,
    blank=BLANK_TASK,
    pages=(
        Page(code="task", form=TaskForm),
        Page(code="hazards", form=HazardsForm),
        Page(code="guard", form=GuardForm, applies=said("hazards", "hazards", "moving_machinery")),
    ),
    read=published.task_of,
    write=publishing.task,
)
DATES = ProfileSection(
    code="dates",
    mark=Mark.PUBLISH,
    subject=Subject.WINDOW,
    blank=BLANK_WINDOW,
    pages=(
        Page(code="days", form=DaysForm),
        Page(code="hours", form=HoursForm),
        Page(code="who", form=WhoForm),
    ),
    read=published.window_of,
    write=publishing.window,
)
SUPERVISION = ProfileSection(
    code="supervision",
    mark=Mark.PUBLISH,
    subject=Subject.OFFER,
    pages=(Page(code="supervision", form=SupervisionForm),),
    read=publishing.read_supervision,
    write=publishing.supervision,
)
SAFETY = ProfileSection(
    code="safety",
    mark=Mark.PUBLISH,
    pages=(Page(code="risk", form=RiskForm), Page(code="emergency", form=EmergencyForm)),
    read=published.safety_of,
    write=publishing.safety,
)
INSURANCE = ProfileSection(
    code="insurance",
    mark=Mark.CONFIRM,
    pages=(
        Page(code="liability", form=LiabilityForm),
        Page(
            code="certificate",
            form=CertificateForm,
            may_wait=True,
            applies=said("liability", "answer", "held"),
        ),
        Page(
            code="told", form=ToldForm, may_wait=True, applies=said("liability", "answer", "held")
        ),
        Page(code="public", form=PublicForm, may_wait=True),
    ),
    read=published.insurance_of,
    write=publishing.insurance,
)
SAFEGUARDING = ProfileSection(
    code="safeguarding",
    mark=Mark.CONFIRM,
    pages=(Page(code="policy", form=PolicyForm), Page(code="code", form=CodeForm)),
    read=publishing.read_safeguarding,
    write=publishing.safeguarding,
)


def _answers_shown(details: AnswersGiven) -> dict[str, object]:
    return AdjustmentsForm.shown(details.everywhere)


def _with_answers(form: AdjustmentsForm, details: AnswersGiven) -> AnswersGiven:
    return replace(details, everywhere=form.details())


ADJUSTMENTS = ProfileSection(
    code="adjustments",
    pages=(
        Page(code="adjustments", form=AdjustmentsForm, shown=_answers_shown, fold=_with_answers),
        Page(
            code="other",
            form=OtherAdjustmentsForm,
            shown=lambda details: {"other": details.other or ""},
            fold=lambda form, details: replace(details, other=form.other.data or None),
        ),
    ),
    read=publishing.read_answers,
    write=publishing.answers,
)


def _more_shown(details: MoreDetails) -> dict[str, object]:
    """Return what stands in the fields; before the last page is answered, nothing was asked."""
    return MoreForm.shown(details.organisation) if details.support.could_lead_to else {}


MORE = ProfileSection(
    code="more",
    pages=(
        Page(
            code="more",
            form=MoreForm,
            shown=_more_shown,
            fold=lambda form, details: replace(
                details, organisation=form.details(details.organisation)
            ),
        ),
        Page(
            code="next",
            form=NextForm,
            shown=lambda details: NextForm.shown(details.support),
            fold=lambda form, details: replace(details, support=form.details(details.support)),
        ),
    ),
    read=publishing.read_more,
    write=publishing.more,
)

SECTIONS: tuple[ProfileSection, ...] = (
    ORGANISATION,
    CONTACT,
    SUPPORT,
    PLACE,
    AREA,
    TASK,
    DATES,
    SUPERVISION,
    SAFETY,
    INSURANCE,
    SAFEGUARDING,
    ADJUSTMENTS,
    MORE,
)
"""Every section, in the order of the task list."""
BY_CODE = {section.code: section for section in SECTIONS}
