"""Checking a registration, sending it once, and what happens next."""

from datetime import timedelta

from flask import abort, current_app, redirect, render_template, request, url_for

from webapp.accounts import limits
from webapp.accounts.limits import Limit
from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.forms import Form
from webapp.core.wizard import drafts
from webapp.core.wizard.models import Draft
from webapp.employers import emails, first_part, ideas, services, tips
from webapp.employers.first_part import JOURNEY
from webapp.employers.forms import wrong
from webapp.employers.models import Employer
from webapp.employers.rules import RegistrationError
from webapp.employers.views.browser_draft import find_draft, to_start
from webapp.employers.views.register import Page, address_of, blueprint

SENT_PER_IP = Limit("register-sent-ip", 20, timedelta(hours=1))


@blueprint.get("/check")
@allow(Audience.PUBLIC)
def check() -> Page:
    """Show every answer before it is sent."""
    draft = find_draft()
    if draft is None:
        return to_start()
    if draft.result_id is not None:
        return redirect(url_for("register.done"))
    return _check_page(draft, Form())


def _check_page(draft: Draft, form: Form) -> Page:
    shown = first_part.rows(draft.pages)
    return (
        render_template(
            "employers/check.html",
            form=form,
            sections=[(step.code, rows, address_of(step)) for step, rows in shown],
            unfinished={step.code for step in JOURNEY.unfinished(draft.pages)},
            back_to=address_of(JOURNEY.path(draft.pages)[-1]),
        ),
        200,
    )


@blueprint.post("/check")
@allow(Audience.PUBLIC)
def send() -> Page:
    """Make the employer, once, however often the button is pressed."""
    draft = find_draft()
    if draft is None:
        return to_start()
    if draft.result_id is not None:
        return redirect(url_for("register.done"))
    form = Form()
    if JOURNEY.unfinished(draft.pages):
        form.say_above("Some parts still need an answer. They are marked below")
        return _check_page(draft, form)
    if not limits.take(
        db.session(), SENT_PER_IP, who=request.remote_addr or "", now=clock.wall_now()
    ):
        abort(429)
    try:
        _register(draft)
    except RegistrationError as error:
        db.session.rollback()
        form.say_above(wrong.words_for(error))
        return _check_page(draft, form)
    db.session.commit()
    return redirect(url_for("register.done"))


def _register(draft: Draft) -> None:
    now, today = clock.now(), clock.today()
    details = first_part.registration_of(draft.pages, today=today)
    employer = services.register_employer(db.session(), details, now=now, today=today)
    drafts.mark_sent(draft, result_id=employer.id)
    contact = services.main_contact(employer)
    if contact is not None:
        emails.send_registered(db.session(), contact, now=now, link_base=confirm_base())


def confirm_base() -> str:
    """Return the address of the page that confirms an address, without the token."""
    path = url_for("joining.confirm", token="x")  # noqa: S106  a place for the token
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path[:-1]}"


@blueprint.get("/done")
@allow(Audience.PUBLIC)
def done() -> Page:
    """Say what was registered, where the email went and what happens next."""
    draft = find_draft()
    if draft is None or draft.result_id is None:
        return redirect(url_for("register.start"))
    employer = db.session.get_one(Employer, draft.result_id)
    return (
        render_template(
            "employers/done.html",
            employer=employer,
            contact=services.main_contact(employer),
            ideas=ideas.ideas_for(employer.sectors),
            tip=tips.tip_for("support", employer),
        ),
        200,
    )
