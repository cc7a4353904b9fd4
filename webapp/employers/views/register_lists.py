"""The areas and tasks of a registration: several of each, one a page."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.forms import Form
from webapp.employers import drafts, ideas, steps
from webapp.employers.models import RegistrationDraft
from webapp.employers.steps import BY_CODE, PARTS, STEPS, Step
from webapp.employers.views.browser_draft import change, open_draft, to_start, values_of
from webapp.employers.views.register import Page, address_of, blueprint, step_page

LISTS = "<any({}):code>".format(", ".join(step.code for step in STEPS if step.is_list))


@blueprint.get(f"/{LISTS}")
@allow(Audience.PUBLIC)
def listed(code: str) -> Page:
    """List the areas or tasks typed so far."""
    draft = open_draft()
    if draft is None:
        return to_start()
    if code == "areas" and not drafts.items(draft, code):
        return redirect(url_for("register.item", code=code, item="new"))
    return _list_page(draft, BY_CODE[code], Form())


def _list_page(draft: RegistrationDraft, here: Step, form: Form) -> Page:
    before = steps.step_before(here)
    forms = steps.forms_of(draft, here)
    return (
        render_template(
            f"employers/steps/{here.code}_list.html",
            form=form,
            step=here,
            parts=PARTS,
            position=STEPS.index(here),
            positions=len(STEPS),
            back_to=address_of(before),
            items=[
                (key, steps.title_of(one), one.validate())
                for key, one in zip(drafts.items(draft, here.code), forms, strict=True)
            ],
            ideas=ideas.ideas_for(steps.sectors_of(draft)) if here.code == "tasks" else [],
            may_add=len(forms) < drafts.MOST_ITEMS,
        ),
        200,
    )


@blueprint.post(f"/{LISTS}")
@allow(Audience.PUBLIC)
def list_done(code: str) -> Page:
    """Go on from the list; an empty list of tasks is left for later."""
    here = BY_CODE[code]
    draft = open_draft()
    if draft is None:
        return to_start()
    if not drafts.items(draft, code):
        drafts.save_page(draft, f"{code}_later", steps.SKIPPED, now=clock.now())
    db.session.commit()
    return redirect(address_of(steps.next_step(draft, here)))


@blueprint.get(f"/{LISTS}/<item>")
@allow(Audience.PUBLIC)
def item(code: str, item: str) -> Page:
    """Show one area or task, or an empty form for a new one."""
    draft = open_draft()
    if draft is None:
        return to_start()
    here = BY_CODE[code]
    typed = drafts.items(draft, code).get(item)
    if typed is None and item != "new":
        return redirect(url_for("register.listed", code=code))
    form = here.form(formdata=None) if typed is None else steps.form_of(here, typed)
    return _item_page(draft, here, form, item=item)


@blueprint.post(f"/{LISTS}/<item>")
@allow(Audience.PUBLIC)
def save_item(code: str, item: str) -> Page:
    """Save one area or task and show the list."""
    here = BY_CODE[code]
    form = here.form()
    draft = open_draft()
    steps.prepare(form, draft)
    later = "later" in request.form
    if not later and not (form.validate_on_submit() and steps.is_new_name(form, draft, item)):
        return _item_page(draft, here, form, item=item)
    after = url_for("register.saved") if later else url_for("register.listed", code=code)
    return change(lambda draft: _save_item(draft, here, form, item=item, after=after))


def _save_item(draft: RegistrationDraft, here: Step, form: Form, *, item: str, after: str) -> str:
    key = item if item in drafts.items(draft, here.code) else None
    if key is not None or len(drafts.items(draft, here.code)) < drafts.MOST_ITEMS:
        drafts.save_item(draft, here.code, values_of(form), key=key, now=clock.now())
    return after


def _item_page(draft: RegistrationDraft | None, here: Step, form: Form, *, item: str) -> Page:
    steps.prepare(form, draft)
    return step_page(
        here,
        form,
        is_new=item == "new",
        ideas=ideas.ideas_for(steps.sectors_of(draft)) if draft and here.code == "tasks" else [],
        hazard_hints=steps.hazard_areas(draft) if draft else {},
        list_url=url_for("register.listed", code=here.code),
        remove_url=url_for("register.remove_item", code=here.code, item=item)
        if item != "new"
        else None,
    )


@blueprint.post(f"/{LISTS}/<item>/remove")
@allow(Audience.PUBLIC)
def remove_item(code: str, item: str) -> Response:
    """Forget one area or task; an area where a task is done stays."""

    def remove(draft: RegistrationDraft) -> str:
        if code == "areas" and steps.is_area_used(draft, item):
            flash("A task is done in this area. Change or remove that task first.", "warning")
        else:
            drafts.remove_item(draft, code, item, now=clock.now())
        return url_for("register.listed", code=code)

    return change(remove)
