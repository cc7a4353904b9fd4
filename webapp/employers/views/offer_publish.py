"""Checking a section as others will see it, publishing it at once, and taking parts out."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.core.forms import Form
from webapp.core.wizard import drafts
from webapp.employers import editing, hours, offering, readiness, services, site_map
from webapp.employers.editing import Desk, NotFinished
from webapp.employers.forms import wrong
from webapp.employers.forms.dates import BLANK_WINDOW
from webapp.employers.models import Area, Task, Window
from webapp.employers.registration import WindowDetails
from webapp.employers.rules import RegistrationError
from webapp.employers.sections import BY_CODE
from webapp.employers.views.offer import blueprint, employer_here
from webapp.employers.views.offer_steps import MANY, ONE, Page, address_of, desk_of

CHANGED_MEANWHILE = (
    "A colleague published this section since you began. What they published is shown below. "
    "Nothing of yours is lost: publish yours over it, or delete yours"
)


@blueprint.get(f"/{ONE}/check")
@blueprint.get(f"/{MANY}/<uuid:row_id>/check")
@allow(Role.EMPLOYER)
def check(section: str, row_id: uuid.UUID | None = None) -> Page:
    """Show a section as others will see it, with a way to change each answer."""
    return _check_page(desk_of(section, row_id), Form())


def _check_page(desk: Desk, form: Form, *, is_overtaken: bool = False) -> Page:
    answers = desk.answers
    return (
        render_template(
            "employers/section.html",
            form=form,
            desk=desk,
            rows=[
                (page.code, rows, address_of(desk, desk.journey.find(page.code, answers)))
                for page, rows in desk.rows()
            ],
            to_finish={step.code for step in desk.to_finish},
            unfinished={step.code for step in desk.journey.unfinished(answers)},
            theirs=[row for _, rows in desk.rows(desk.published) for row in rows]
            if is_overtaken
            else [],
            seen=drafts.fingerprint(desk.published) if is_overtaken else "",
            back_to=address_of(desk, desk.journey.path(answers)[-1])
            if desk.draft is not None
            else url_for(".show"),
            map=site_map.of_postcode(answers.get("where", {}).get("postcode", [""])[0]),
            hours=_hours(desk),
        ),
        200,
    )


def _hours(desk: Desk) -> tuple[list[str], list[str] | None] | None:
    """Return which hours rules for under-18s would fail, for dates that are finished."""
    if desk.section.code != "dates" or desk.journey.unfinished(desk.answers):
        return None
    window: WindowDetails = BLANK_WINDOW
    for page in desk.section.pages:
        window = page.with_answers(desk.form_of(page, desk.answers[page.code]), window)
    flexible = hours.flexible_problems_of(window)
    return list(hours.problems_of(window)), None if flexible is None else list(flexible)


@blueprint.post(f"/{ONE}/check")
@blueprint.post(f"/{MANY}/<uuid:row_id>/check")
@allow(Role.EMPLOYER)
def publish(section: str, row_id: uuid.UUID | None = None) -> Page:
    """Publish a section, all of it or nothing; a second press changes nothing."""
    try:
        desk = desk_of(section, row_id)
    except NotFound:  # something new that was thrown away meanwhile
        return redirect(url_for(".show"))
    form = Form()
    try:
        _publish(desk)
    except (RegistrationError, NotFinished, StaleVersion) as error:
        db.session.rollback()
        form.say_above(_words_for(error))
        is_overtaken = isinstance(error, StaleVersion)
        return _check_page(desk_of(section, row_id), form, is_overtaken=is_overtaken)
    db.session.commit()
    return redirect(url_for(".show", saved=section))


def _words_for(error: RegistrationError | NotFinished | StaleVersion) -> str:
    if isinstance(error, StaleVersion):
        return CHANGED_MEANWHILE
    if isinstance(error, NotFinished):
        return "Some pages still need an answer. They are marked below"
    return wrong.words_for(error)


def _publish(desk: Desk) -> None:
    session, now = db.session(), clock.now()
    was_begun = desk.draft is not None
    editing.publish(
        session, desk, seen=request.form.get("seen") or None, now=now, today=clock.today()
    )
    if not was_begun:
        return
    services.record_change(
        session,
        desk.employer,
        section=desk.section.code,
        actor_id=require_actor().user_id,
        now=now,
    )
    session.expire_all()
    if readiness.publish_ready_offers(session, employer_here(), now=now):
        flash("Published, and your offer is open: schools can match people with it now.", "success")
    else:
        flash("Published. Schools see the change now.", "success")


@blueprint.post(f"/{MANY}/<uuid:row_id>/remove")
@allow(Role.EMPLOYER)
def remove(section: str, row_id: uuid.UUID) -> Response:
    """Take an area, a task or dates out of the offer; the reason is said where it must stay."""
    desk = editing.open_desk(
        db.session(), employer_here(), BY_CODE[section], row_id=row_id, now=clock.now()
    )
    try:
        _take_out(desk)()
    except RegistrationError as error:
        db.session.rollback()
        flash(f"{wrong.words_for(error)}.", "warning")
        return redirect(url_for(".show"))
    services.record_change(
        db.session(),
        desk.employer,
        section=section,
        actor_id=require_actor().user_id,
        now=clock.now(),
    )
    flash("Removed. Schools see the change now.", "success")
    db.session.commit()
    return redirect(url_for(".show"))


def _take_out(desk: Desk) -> Callable[[], None]:
    session, row, version = db.session(), desk.row, desk.employer.version
    if desk.draft is not None:
        drafts.throw_away(session, desk.draft)
    if isinstance(row, Area):
        return lambda: offering.remove_area(session, row, version=version)
    if isinstance(row, Task):
        return lambda: offering.remove_task(session, row, version=version)
    if isinstance(row, Window):
        return lambda: offering.remove_window(session, row, version=version)
    raise NotFound(desk.section.code)
