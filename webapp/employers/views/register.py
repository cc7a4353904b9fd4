"""Registering an employer in the browser, one topic a page, before anyone signs in."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.forms import Form
from webapp.employers import drafts, steps
from webapp.employers.forms.helping import AdjustmentsForm
from webapp.employers.models import RegistrationDraft
from webapp.employers.steps import BY_CODE, PARTS, STEPS, Step
from webapp.employers.views import adjustments
from webapp.employers.views.browser_draft import (
    change,
    forget_draft,
    open_draft,
    to_start,
    values_of,
)

blueprint = Blueprint("register", __name__, url_prefix="/register", template_folder="../templates")

SINGLES = "<any({}):code>".format(", ".join(step.code for step in STEPS if not step.is_list))

Page = Response | tuple[str, int]


@blueprint.get("")
@allow(Audience.PUBLIC)
def start() -> str:
    """Say what it takes, and offer to go on where someone stopped."""
    return render_template("employers/start.html", draft=open_draft(), days=drafts.LIFE.days)


@blueprint.post("")
@allow(Audience.PUBLIC)
def begin() -> Response:
    """Start a draft, or go on with the one there is, at the first page without an answer."""
    return change(lambda draft: address_of(_first_open(draft)))


def _first_open(draft: RegistrationDraft) -> Step | None:
    return STEPS[0] if not draft.pages else next(iter(steps.unfinished(draft)), None)


def address_of(step: Step | None) -> str:
    """Return the address of a step; after the last one comes the check."""
    if step is None:
        return url_for("register.check")
    if step.is_list:
        return url_for("register.listed", code=step.code)
    return url_for("register.step", code=step.code)


@blueprint.get(f"/{SINGLES}")
@allow(Audience.PUBLIC)
def step(code: str) -> Page:
    """Show one page of questions with what was typed before."""
    draft = open_draft()
    if draft is None:
        return to_start()
    here = BY_CODE[code]
    typed = drafts.typed(draft, code)
    if typed is None or typed == steps.SKIPPED:
        return step_page(here, here.form(formdata=None))
    return step_page(here, steps.form_of(here, typed))


@blueprint.post(f"/{SINGLES}")
@allow(Audience.PUBLIC)
def save_step(code: str) -> Page:
    """Save one page and go on; wrong answers come back with words beside them."""
    here = BY_CODE[code]
    if here.form is AdjustmentsForm:
        return change(_save_adjustments)
    form = here.form()
    if here.may_skip and "skip" in request.form:
        return change(lambda draft: _save(draft, here, steps.SKIPPED))
    if "later" in request.form:
        return change(lambda draft: _save_for_later(draft, here, form))
    if not form.validate_on_submit():
        return step_page(here, form)
    return change(lambda draft: _save(draft, here, values_of(form)))


def _save(draft: RegistrationDraft, here: Step, values: drafts.Typed) -> str:
    drafts.save_page(draft, here.code, values, now=clock.now())
    return address_of(steps.next_step(draft, here))


def _save_for_later(draft: RegistrationDraft, here: Step, form: Form) -> str:
    drafts.save_page(draft, here.code, values_of(form), now=clock.now())
    return url_for("register.saved")


def _save_adjustments(draft: RegistrationDraft) -> str:
    here = BY_CODE["adjustments"]
    form = AdjustmentsForm()
    kept = {**(drafts.typed(draft, here.code) or {}), **values_of(form)}
    whole = AdjustmentsForm(formdata=steps.as_sent(kept), meta={"csrf": False})
    adjustments.answer_whole_group(whole)
    drafts.save_page(draft, here.code, adjustments.typed_of(whole), now=clock.now())
    if "later" in request.form:
        return url_for("register.saved")
    if group := adjustments.group_to_open():
        return url_for("register.step", code=here.code, open=group, _anchor=f"group-{group}")
    return address_of(steps.next_step(draft, here))


def step_page(here: Step, form: Form, **more: Any) -> Page:  # noqa: ANN401  template names
    """Return the page of a step; `more` is what only its own template needs."""
    before = steps.step_before(here)
    back = address_of(before) if before else url_for("register.start")
    draft = open_draft()
    if isinstance(form, AdjustmentsForm):
        more |= adjustments.for_page(form)
    return (
        render_template(
            f"employers/steps/{here.code}.html",
            layout="layouts/public.html",
            form=form,
            step=here,
            parts=PARTS,
            position=STEPS.index(here),
            positions=len(STEPS),
            back_to=back,
            is_live=False,
            saved_at=draft.saved_at if draft else None,
            **more,
        ),
        200,
    )


@blueprint.get("/saved")
@allow(Audience.PUBLIC)
def saved() -> Page:
    """Say that everything is kept, and how to come back."""
    draft = open_draft()
    if draft is None:
        return to_start()
    return render_template("employers/saved.html", draft=draft), 200


@blueprint.post("/throw-away")
@allow(Audience.PUBLIC)
def throw_away() -> Response:
    """Delete everything typed on this device."""
    draft = open_draft()
    if draft is not None:
        drafts.throw_away(db.session(), draft)
    flash("Your answers are deleted.", "success")
    db.session.commit()
    return forget_draft(redirect(url_for("register.start")))
