"""Changing a section of a live profile: page by page in a draft, then checked and published."""

import uuid
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.core.forms import Form
from webapp.core.wizard import Step, Typed, drafts
from webapp.core.wizard.rows import rows_of
from webapp.core.wizard.sent import typed_of
from webapp.employers import editing, ideas
from webapp.employers.editing import Desk
from webapp.employers.forms.helping import AdjustmentsForm
from webapp.employers.sections import BY_CODE, SECTIONS
from webapp.employers.views import adjustments, differences
from webapp.employers.views.offer import blueprint, employer_here, layout_here
from webapp.employers.views.step_page import opened_at, step_page

ONE = "<any({}):section>".format(", ".join(one.code for one in SECTIONS if not one.is_many))
MANY = "<any({}):section>".format(", ".join(one.code for one in SECTIONS if one.is_many))
TWO_AREAS = "You have an area with this name. Give this one another name"

Page = Response | tuple[str, int]


def desk_of(section: str, row_id: uuid.UUID | None) -> Desk:
    """Return the section of the employer who is signed in, or raise NotFound."""
    return editing.open_desk(
        db.session(), employer_here(), BY_CODE[section], row_id=row_id, now=clock.now()
    )


def step_here(desk: Desk, code: str) -> Step | None:
    """Return the step, or None when it does not apply now; raises NotFound for no step at all."""
    if code not in {page.code for page in desk.section.pages}:
        raise NotFound(code)
    return desk.journey.find(code, desk.answers)


def address_of(desk: Desk, step: Step | None) -> str:
    """Return the address of a step of a section; after the last one comes its check."""
    if step is None:
        return url_for(".check", section=desk.section.code, row_id=desk.row_id)
    return url_for(".step", section=desk.section.code, row_id=desk.row_id, code=step.code)


@blueprint.get(f"/{ONE}/<code>")
@blueprint.get(f"/{MANY}/<uuid:row_id>/<code>")
@allow(Role.EMPLOYER)
def step(section: str, code: str, row_id: uuid.UUID | None = None) -> Page:
    """Show one page with what was typed, or what is published."""
    desk = desk_of(section, row_id)
    here = step_here(desk, code)
    if here is None:
        return redirect(url_for(".show"))
    page = desk.section.page(code)
    form = (
        desk.form_of(page, desk.answers[code])
        if code in desk.answers
        else desk.prepared(page.form(formdata=None))
    )
    return draw(desk, here, form)


@blueprint.post(f"/{ONE}/<code>")
@blueprint.post(f"/{MANY}/<uuid:row_id>/<code>")
@allow(Role.EMPLOYER)
def save_step(section: str, code: str, row_id: uuid.UUID | None = None) -> Page:
    """Save one page in the draft; wrong answers come back with words beside them."""
    desk = desk_of(section, row_id)
    here = step_here(desk, code)
    if here is None:
        return redirect(url_for(".show"))
    form = desk.prepared(desk.section.page(code).form())
    is_later = "later" in request.form
    if not is_later and not _is_right(desk, form):
        return draw(desk, here, form)
    try:
        editing.save_page(
            db.session(),
            desk,
            here,
            _typed(desk, here, form),
            opened_at=opened_at(),
            now=clock.now(),
            by=require_actor().user_id,
        )
    except StaleVersion:
        db.session.rollback()
        return draw(desk_of(section, row_id), here, form, is_overtaken=True)
    address = after(desk, here, is_later=is_later)
    if is_later:
        flash("Saved. Schools do not see it before you publish it.", "success")
    db.session.commit()
    return redirect(address)


def _is_right(desk: Desk, form: Form) -> bool:
    if not form.validate_on_submit():
        return False
    if editing.has_name_of_another(desk, form):
        form.say("name", TWO_AREAS)
        return False
    return True


def _typed(desk: Desk, here: Step, form: Form) -> Typed:
    """Return what to keep; a page that shows some adjustments leaves the others as they were."""
    typed = typed_of(form, request.form)
    if isinstance(form, AdjustmentsForm):
        return adjustments.kept_with(desk.answers.get(here.code, {}), typed)
    return typed


def after(desk: Desk, here: Step, *, is_later: bool) -> str:
    """Return where a saved page leads."""
    if is_later:
        return url_for(".show")
    if here.code == "adjustments" and (place := adjustments.place_to_show()):
        return address_of(desk, here) + place
    return address_of(desk, desk.journey.next_step(here, desk.answers))


def draw(
    desk: Desk,
    here: Step,
    form: Form,
    *,
    is_overtaken: bool = False,
    **more: Any,  # noqa: ANN401  template names
) -> Page:
    """Return a page of a section; `more` is what only its own template shows."""
    path = desk.journey.path(desk.answers)
    before = desk.journey.previous_step(here, desk.answers)
    stored = desk.form_of(desk.section.page(here.code), desk.answers.get(here.code, {}))
    if isinstance(form, AdjustmentsForm):
        more |= adjustments.for_page(form) | {
            "has_areas": bool(differences.areas_of(desk.employer)),
            "differs": differences.in_words(desk.employer),
        }
    return step_page(
        form,
        step=here.code,
        layout=layout_here(),
        back_to=address_of(desk, before) if before else url_for(".show"),
        version=desk.version,
        saved_elsewhere=rows_of(stored) if is_overtaken else None,
        keep_theirs=address_of(desk, here),
        section=desk.section.code,
        position=path.index(here) + 1,
        positions=len(path),
        saved_at=desk.draft.saved_at if desk.draft is not None else None,
        ideas=ideas.ideas_for(desk.employer.sectors) if here.code == "task" else [],
        hazard_areas=adjacent_hazards(desk) if here.code == "hazards" else {},
        **more,
    )


def adjacent_hazards(desk: Desk) -> dict[str, str]:
    """Return the hazards of the area the task is done in, to confirm for this task."""
    chosen = desk.answers.get("task", {}).get("area", ())
    return {
        hazard.value: area.name
        for area in desk.areas()
        if area.name in chosen
        for hazard in area.hazards
    }


@blueprint.post("/<any(place, area, task, dates):section>/new")
@allow(Role.EMPLOYER)
def start(section: str) -> Response:
    """Begin something new; an idea from the task bank is its first answer."""
    parent, idea = request.form.get("parent", ""), request.form.get("idea", "")
    typed = {"task": {"text": [idea]}} if section == "task" and idea else {}
    try:
        desk = editing.start_desk(
            db.session(),
            employer_here(),
            BY_CODE[section],
            parent_id=_key(parent),
            typed=typed,
            now=clock.now(),
        )
    except editing.TooManyDrafts:
        flash("You have begun a lot. Publish some of it first, or delete it.", "warning")
        return redirect(url_for(".show"))
    address = address_of(desk, desk.journey.path(desk.answers)[0])
    db.session.commit()
    return redirect(address)


def _key(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


@blueprint.post(f"/{ONE}/discard")
@blueprint.post(f"/{MANY}/<uuid:row_id>/discard")
@allow(Role.EMPLOYER)
def discard(section: str, row_id: uuid.UUID | None = None) -> Response:
    """Forget what was typed; what is published stays."""
    desk = desk_of(section, row_id)
    if desk.draft is not None:
        drafts.throw_away(db.session(), desk.draft)
    flash("Your changes are deleted. What schools see has not changed.", "success")
    db.session.commit()
    return redirect(url_for(".show"))
