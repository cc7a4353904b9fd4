"""The steps of a registration, in order, and what their answers say together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field

from webapp.catalogue.sectors import SECTORS, Sector
from webapp.core.formatting import day, names
from webapp.core.forms import Form, UkDateField
from webapp.core.forms.dates import TimeField, time_in_words
from webapp.employers import drafts
from webapp.employers.drafts import Typed
from webapp.employers.forms.helping import AdjustmentsForm, AgreementForm, SupportForm
from webapp.employers.forms.people import PeopleForm
from webapp.employers.forms.place import AreaForm, InsuranceForm, SiteForm
from webapp.employers.forms.who import ContactForm, OrganisationForm
from webapp.employers.forms.work import DatesForm, TaskForm
from webapp.employers.models import RegistrationDraft
from webapp.employers.registration import (
    AgreementDetails,
    ContactDetails,
    EmployerDetails,
    OfferDetails,
    TaskDetails,
)

PARTS = 7
SKIPPED: Typed = {"skipped": ["yes"]}
"""What is kept for a step left for later on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of the registration: its place in the address, its part, its form."""

    code: str
    part: int
    form: type[Form]
    is_list: bool = False
    """Whether several may be added: areas and tasks."""
    may_skip: bool = False


STEPS = (
    Step(code="organisation", part=1, form=OrganisationForm),
    Step(code="contact", part=1, form=ContactForm),
    Step(code="site", part=2, form=SiteForm),
    Step(code="insurance", part=3, form=InsuranceForm),
    Step(code="areas", part=4, form=AreaForm, is_list=True),
    Step(code="tasks", part=5, form=TaskForm, is_list=True, may_skip=True),
    Step(code="dates", part=5, form=DatesForm, may_skip=True),
    Step(code="people", part=6, form=PeopleForm),
    Step(code="adjustments", part=7, form=AdjustmentsForm),
    Step(code="support", part=7, form=SupportForm),
    Step(code="agreement", part=7, form=AgreementForm),
)
BY_CODE = {step.code: step for step in STEPS}


def form_of(step: Step, values: Typed | None) -> Form:
    """Return the form as it was typed, checked against nothing yet."""
    return step.form(formdata=as_sent(values or {}), meta={"csrf": False})


def as_sent(values: Typed) -> MultiDict[str, str]:
    """Return the values as a browser sends them."""
    return MultiDict(values)


def forms_of(draft: RegistrationDraft, step: Step) -> list[Form]:
    """Return the forms typed for a step: one, several for areas and tasks, none if left out."""
    if step.is_list:
        typed = list(drafts.items(draft, step.code).values())
    else:
        one = drafts.typed(draft, step.code)
        typed = [] if one is None or one == SKIPPED else [one]
    found = [form_of(step, values) for values in typed]
    for form in found:
        prepare(form, draft)
    return found


def offer_areas(form: Form, names: list[str]) -> None:
    """Let the task be in one of these areas."""
    form["area"].choices = [(name, name) for name in names]


def area_names(draft: RegistrationDraft) -> list[str]:
    """Return the names of the areas typed so far."""
    named = (values.get("name", [""])[0] for values in drafts.items(draft, "areas").values())
    return [" ".join(name.split()) for name in named if name.strip()]


def prepare(form: Form, draft: RegistrationDraft | None) -> None:
    """Give the form the choices that depend on other pages."""
    if isinstance(form, TaskForm):
        offer_areas(form, area_names(draft) if draft else [])


def is_new_name(form: Form, draft: RegistrationDraft | None, item: str) -> bool:
    """Return whether no other area has this name; say so beside the field if one has."""
    if draft is None or not isinstance(form, AreaForm):
        return True
    others = [values for key, values in drafts.items(draft, "areas").items() if key != item]
    taken = {" ".join(values.get("name", [""])[0].split()).casefold() for values in others}
    if (form.name.data or "").casefold() not in taken:
        return True
    form.say("name", "You have an area with this name. Give this one another name")
    return False


def is_area_used(draft: RegistrationDraft, item: str) -> bool:
    """Return whether a task typed so far is done in this area."""
    area = drafts.items(draft, "areas").get(item, {})
    name = " ".join(area.get("name", [""])[0].split())
    return any(name in task.get("area", []) for task in drafts.items(draft, "tasks").values())


def hazard_areas(draft: RegistrationDraft) -> dict[str, str]:
    """Return, for each hazard named for an area, the names of those areas."""
    found: dict[str, list[str]] = {}
    for values in drafts.items(draft, "areas").values():
        for code in values.get("hazards", []):
            found.setdefault(code, []).append(values.get("name", [""])[0])
    return {code: names(areas) for code, areas in found.items()}


def sectors_of(draft: RegistrationDraft) -> list[Sector]:
    """Return the sectors chosen so far."""
    chosen = (drafts.typed(draft, "organisation") or {}).get("sectors", [])
    return [SECTORS.code(code) for code in chosen if code in SECTORS]


def title_of(form: Form) -> str:
    """Return what an area or task is called in a list."""
    return str(form["text" if isinstance(form, TaskForm) else "name"].data or "")


def is_skipped(draft: RegistrationDraft, step: Step) -> bool:
    """Return whether a step was left for later on purpose."""
    if not step.may_skip:
        return False
    if step.is_list:
        return not drafts.items(draft, step.code) and bool(draft.pages.get(f"{step.code}_later"))
    return drafts.typed(draft, step.code) == SKIPPED


def is_done(draft: RegistrationDraft, step: Step) -> bool:
    """Return whether a step needs nothing more: every answer is there and can be kept."""
    if is_skipped(draft, step):
        return True
    found = forms_of(draft, step)
    return bool(found) and all(form.validate() for form in found)


def unfinished(draft: RegistrationDraft) -> list[Step]:
    """Return the steps that still need an answer, in order."""
    return [step for step in STEPS if not is_done(draft, step)]


def next_step(draft: RegistrationDraft, step: Step) -> Step | None:
    """Return the first step after this one that was never opened, or None: time to check."""
    for later in STEPS[STEPS.index(step) + 1 :]:
        if not is_skipped(draft, later) and not forms_of(draft, later):
            return later
    return None


def step_before(step: Step) -> Step | None:
    """Return the step before this one, or None for the first."""
    place = STEPS.index(step)
    return STEPS[place - 1] if place else None


def registration_of(draft: RegistrationDraft, *, today: date) -> EmployerDetails:
    """Return what all pages say together. Call it once nothing is unfinished."""
    form: dict[str, Any] = {step.code: None for step in STEPS}
    for step in STEPS:
        found = forms_of(draft, step)
        form[step.code] = found if step.is_list else next(iter(found), None)
        for one in found:
            one.validate()
    contact: ContactDetails = form["contact"].details()
    people: PeopleForm = form["people"]
    named = [person for person in people.people() if person.name != contact.name]
    offer: OfferDetails = people.offer()
    tasks: tuple[TaskDetails, ...] = tuple(task.details() for task in form["tasks"])
    windows = (form["dates"].details(),) if form["dates"] else ()
    site = replace(
        form["site"].details(),
        areas=tuple(area.details() for area in form["areas"]),
        offers=(replace(offer, tasks=tasks, windows=windows),),
    )
    agreed_by = form["agreement"].signed_by.data
    return EmployerDetails(
        organisation=form["organisation"].details(),
        contacts=(contact, *named),
        insurance=form["insurance"].details(),
        sites=(site,),
        answers=form["adjustments"].details() if form["adjustments"] else (),
        safety=people.safety(),
        agreement=AgreementDetails(
            code_agreed_by=agreed_by, code_agreed_on=today, privacy_notice_read_on=today
        ),
        support=form["support"].details(),
    )


def rows_shown(kind: type[Form], shown: dict[str, object]) -> list[tuple[str, str]]:
    """Return the answered questions of a form filled with what is stored."""
    return rows_of(kind(formdata=None, data=shown, meta={"csrf": False}))


def rows_of(form: Form) -> list[tuple[str, str]]:
    """Return the questions of a form that have an answer, with the answer in words."""
    return [
        (field.label.text.removesuffix(" (optional)"), said)
        for field in _asked(form)
        if (said := answer_words(field))
    ]


def _asked(form: Form) -> Iterator[Field]:
    return (field for field in form if field.type not in {"CSRFTokenField", "HiddenField"})


def answer_words(field: Field) -> str:
    """Return an answer as it reads on a page; nothing for no answer."""
    if field.data is None or field.data in ("", [], False):
        return ""
    if isinstance(field, UkDateField):
        return day(field.data)
    if isinstance(field, TimeField):
        return time_in_words(field.data)
    if field.data is True:
        return "Yes"
    words = dict(getattr(field, "choices", None) or {})
    if isinstance(field.data, list):
        return ", ".join(str(words.get(code, code)) for code in field.data)
    return str(words.get(field.data, field.data))
