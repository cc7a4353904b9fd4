"""Registering an employer in the browser, one topic a page, before anyone signs in."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import StaleVersion
from webapp.core.forms import Form
from webapp.core.wizard import Step, drafts
from webapp.core.wizard.models import Draft
from webapp.core.wizard.rows import rows_of
from webapp.core.wizard.sent import typed_of
from webapp.employers.first_part import FORMS, JOURNEY, form_of
from webapp.employers.views.browser_draft import change, forget_draft, open_draft, to_start
from webapp.employers.views.step_page import opened_at, step_page

blueprint = Blueprint("register", __name__, url_prefix="/register", template_folder="../templates")

STEPS = "<any({}):code>".format(", ".join(FORMS))
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
    return change(lambda draft: address_of(JOURNEY.first_open(draft.pages)))


def address_of(step: Step | None) -> str:
    """Return the address of a step; after the last one comes the check."""
    if step is None:
        return url_for("register.check")
    return url_for("register.step", code=step.code)


@blueprint.get(f"/{STEPS}")
@allow(Audience.PUBLIC)
def step(code: str) -> Page:
    """Show one page of questions with what was typed before."""
    draft = open_draft()
    if draft is None:
        return to_start()
    typed = draft.pages.get(code)
    form = FORMS[code](formdata=None) if typed is None else form_of(code, typed)
    return _page(code, form, draft)


@blueprint.post(f"/{STEPS}")
@allow(Audience.PUBLIC)
def save_step(code: str) -> Page:
    """Save one page and go on; wrong answers come back with words beside them."""
    form = FORMS[code]()
    is_later = "later" in request.form
    if not is_later and not form.validate_on_submit():
        return _page(code, form, open_draft())
    try:
        return change(lambda draft: _save(draft, code, form, is_later=is_later))
    except StaleVersion:
        db.session.rollback()
        return _page(code, form, open_draft(), is_overtaken=True)


def _save(draft: Draft, code: str, form: Form, *, is_later: bool) -> str:
    typed = typed_of(form, request.form)
    drafts.save_page(draft, code, typed, opened_at=opened_at(), now=clock.now())
    if is_later:
        return url_for("register.saved")
    after = JOURNEY.find(code, draft.pages)
    return address_of(JOURNEY.next_step(after, draft.pages) if after else None)


def _page(code: str, form: Form, draft: Draft | None, *, is_overtaken: bool = False) -> Page:
    pages = draft.pages if draft is not None else {}
    here = JOURNEY.find(code, pages)
    if here is None:
        abort(404)
    before = JOURNEY.previous_step(here, pages)
    path = JOURNEY.path(pages)
    return step_page(
        form,
        step=code,
        layout="layouts/public.html",
        back_to=address_of(before) if before else url_for("register.start"),
        version=draft.version if draft is not None else 0,
        saved_elsewhere=rows_of(form_of(code, pages.get(code, {}))) if is_overtaken else None,
        keep_theirs=url_for("register.step", code=code),
        position=path.index(here) + 1,
        positions=len(path),
        saved_at=draft.saved_at if draft is not None and draft.version else None,
    )


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
