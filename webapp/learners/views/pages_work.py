"""Profile pages about what works for a learner: senses, changes at work, health."""

from typing import Any

from sqlalchemy.orm import Session

from webapp.catalogue.adjustments import ADJUSTMENT_GROUPS, ADJUSTMENTS, adjustments_in
from webapp.catalogue.answers import NEED_STRENGTHS, NeedStrength
from webapp.catalogue.environment import SENSES
from webapp.catalogue.needs import NEEDS, Need
from webapp.learners import profile, services
from webapp.learners.forms.work import (
    HEALTH_NEEDS,
    HOURS_CODES,
    HealthForm,
    HelpsFields,
    HelpsForm,
    SensesFields,
    SensesForm,
    field_name,
)
from webapp.learners.models import Learner, Requirement
from webapp.learners.services import Edit


def senses_form(learner: Learner, **how: Any) -> SensesFields:  # noqa: ANN401
    """Return the page about senses, filled."""
    data: dict[str, object] = {"accepts_headphones": learner.accepts_headphones}
    for limit in learner.senses:
        data[limit.dimension.value] = str(limit.most)
        data[f"{limit.dimension.value}_firm"] = limit.strength.value
    return SensesForm(data=data, **how)


def save_senses(session: Session, learner: Learner, form: SensesFields, edit: Edit) -> None:
    """Keep the page about senses."""
    services.save_senses(
        session,
        learner,
        form.senses(),
        accepts_headphones=bool(form.accepts_headphones.data),
        edit=edit,
    )


def is_plain(requirement: Requirement) -> bool:
    """Return whether the table of changes can show this: codes that are each required."""
    return bool(
        requirement.adjustments and not requirement.any_of and not requirement.met_by_setting
    )


def helps_form(learner: Learner, **how: Any) -> HelpsFields:  # noqa: ANN401
    """Return the page about what helps at work, filled."""
    data: dict[str, object] = {}
    for requirement in filter(is_plain, learner.requirements):
        for code in requirement.adjustments:
            data[field_name(code)] = requirement.strength.value
            if code in HOURS_CODES:
                data |= {"start_from": requirement.start_from, "end_by": requirement.end_by}
    others = [one for one in learner.requirements if not is_plain(one)]
    form = HelpsForm(data=data | {"keep": [str(one.id) for one in others]}, **how)
    form.keep.choices = [
        (str(one.id), f"{requirement_words(one)} ({NEED_STRENGTHS[one.strength].lead})")
        for one in others
    ]
    return form


def requirement_words(requirement: Requirement) -> str:
    """Return a requirement in the words of the catalogues, without its strength."""
    changes = [ADJUSTMENTS[code].learner for code in requirement.adjustments]
    words = " or: ".join(changes) if requirement.any_of else "; ".join(changes)
    if requirement.need:
        words = f"{NEEDS[requirement.need].lead}{': ' if words else ''}{words}"
    return words


def help_lines(learner: Learner) -> list[tuple[str, str]]:
    """Return what helps, one line for each change, with its strength; the firmest first."""
    lines = []
    for strength in NeedStrength:
        for one in learner.requirements:
            if one.strength is not strength:
                continue
            if is_plain(one) and not one.need:
                lines += [(ADJUSTMENTS[code].learner, strength.value) for code in one.adjustments]
            else:
                lines.append((requirement_words(one), strength.value))
    return lines


def save_helps(session: Session, learner: Learner, form: HelpsFields, edit: Edit) -> None:
    """Keep the page about what helps at work."""
    kept = [
        profile.RequirementDetails(
            strength=one.strength,
            need=one.need,
            adjustments=tuple(one.adjustments),
            any_of=one.any_of,
            met_by_setting=one.met_by_setting,
            start_from=one.start_from,
            end_by=one.end_by,
        )
        for one in learner.requirements
        if not is_plain(one) and str(one.id) in (form.keep.data or ())
    ]
    services.save_requirements(session, learner, [*form.requirements(), *kept], edit=edit)


def helps_more(learner: Learner) -> dict[str, Any]:
    """Return the changes in their groups."""
    chosen = {code for one in filter(is_plain, learner.requirements) for code in one.adjustments}
    groups = [
        (
            group.learner,
            adjustments_in(group.code),
            sum(entry.code.value in chosen for entry in adjustments_in(group.code)),
        )
        for group in ADJUSTMENT_GROUPS
    ]
    return {"groups": groups}


def senses_more(learner: Learner) -> dict[str, Any]:
    """Return the senses in their order."""
    return {"senses": [dimension.value for dimension in SENSES]}


def health_form(learner: Learner, **how: Any) -> HealthForm:  # noqa: ANN401
    """Return the page about health and safety, filled."""
    return HealthForm(
        data={
            "needs": [need.value for need in learner.needs],
            "step_free": learner.health.get("step_free", False),
            "max_lift_kg": learner.health.get("max_lift_kg"),
            "allergens": ", ".join(learner.health.get("allergens", [])),
        },
        **how,
    )


def save_health(session: Session, learner: Learner, form: HealthForm, edit: Edit) -> None:
    """Keep the page about health; needs that it does not ask about stay."""
    asked = {entry.code for entry in HEALTH_NEEDS}
    others = [need for need in learner.needs if need not in asked]
    services.save_health(
        session,
        learner,
        form.details(),
        needs=[*others, *(Need(code) for code in form.needs.data or ())],
        said=form.statements(),
        edit=edit,
    )
