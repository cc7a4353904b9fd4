"""The page that takes a certificate of insurance, and the file for those who may read it."""

import uuid

from flask import Response as FlaskResponse
from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import LEADS, allow
from webapp.core import audit, clock, stored_files
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.core.stored_files import takes_a_file
from webapp.core.wizard import Step
from webapp.employers import certificates, editing
from webapp.employers.certificates import FIELD, PAGE, SECTION, SHELF
from webapp.employers.editing import Desk
from webapp.employers.forms.cover import CertificateUploadForm
from webapp.employers.views import directory
from webapp.employers.views.offer import blueprint
from webapp.employers.views.offer_steps import Page, after, desk_of, draw, step_here
from webapp.employers.views.step_page import opened_at

CALLED = "insurance-certificate"
"""What the file is called when it is downloaded."""


@blueprint.get(f"/{SECTION}/{PAGE}", endpoint="certificate")
@allow(Role.EMPLOYER)
def show() -> Page:
    """Show whether there is a file, and the field for one."""
    desk = desk_of(SECTION, None)
    here = step_here(desk, PAGE)
    if here is None:
        return redirect(url_for(".show"))
    return _draw(desk, here, CertificateUploadForm(formdata=None))


@blueprint.post(f"/{SECTION}/{PAGE}", endpoint="save_certificate")
@allow(Role.EMPLOYER)
@takes_a_file
def save() -> Page:
    """Keep the file in the draft; one that cannot be used is refused with words beside it."""
    desk = desk_of(SECTION, None)
    here = step_here(desk, PAGE)
    if here is None:
        return redirect(url_for(".show"))
    form = CertificateUploadForm()
    if not form.validate_on_submit():
        return _draw(desk, here, form)
    kept = _kept_now(desk, form)
    try:
        _name_in_draft(desk, here, kept)
    except StaleVersion:
        db.session.rollback()
        _drop_unless_named(desk, kept)
        return _draw(desk_of(SECTION, None), here, form, is_overtaken=True)
    address = after(desk, here, is_later="later" in request.form)
    db.session.commit()
    return redirect(address)


def _kept_now(desk: Desk, form: CertificateUploadForm) -> str | None:
    """Return the file the page names now: the new one, none, or the one before."""
    if form.certificate.data is not None:
        return stored_files.keep(form.certificate.data, shelf=SHELF)
    return None if form.remove.data else _named(desk)


def _name_in_draft(desk: Desk, here: Step, name: str | None) -> None:
    """Save the page; a file that only the draft named before goes."""
    before, now = _named(desk), clock.now()
    editing.save_page(
        db.session(),
        desk,
        here,
        certificates.as_typed(name),
        opened_at=opened_at(),
        now=now,
        by=require_actor().user_id,
    )
    if before not in {name, desk.employer.insurance_certificate}:
        certificates.remove_later(db.session(), before, now=now)
    if name and name != before:
        flash("We have your file. Schools see it once you publish.", "success")


def _drop_unless_named(desk: Desk, name: str | None) -> None:
    """Delete a file that was kept a moment ago for a page that was not saved."""
    if name and name != _named(desk):
        stored_files.remove(name, shelf=SHELF)


def _named(desk: Desk) -> str | None:
    return certificates.named_in(desk.answers.get(PAGE, {}))


def _draw(
    desk: Desk, here: Step, form: CertificateUploadForm, *, is_overtaken: bool = False
) -> Page:
    return draw(desk, here, form, is_overtaken=is_overtaken, has_file=_named(desk) is not None)


@blueprint.get(f"/{SECTION}/{PAGE}/file", endpoint="certificate_file")
@allow(Role.EMPLOYER)
def own_file() -> Response:
    """Give the employer the file it gave us, published or not; without one, lead to its page."""
    name = _named(desk_of(SECTION, None))
    return _file(name) if name else redirect(url_for(".certificate"))


@directory.blueprint.get("/<uuid:employer_id>/certificate/file", endpoint="certificate")
@allow(*LEADS)
def file_for_leads(employer_id: uuid.UUID) -> FlaskResponse:
    """Give a lead the published certificate; who read it is noted."""
    employer = directory.employer_for_staff(employer_id)
    if employer.insurance_certificate is None:
        raise NotFound(FIELD)
    answer = _file(employer.insurance_certificate)
    audit.record_view(
        "certificate_read",
        at=clock.now(),
        actor_id=require_actor().user_id,
        subject_kind="employer",
        subject_id=employer_id,
    )
    return answer


def _file(name: str) -> FlaskResponse:
    return stored_files.as_attachment(name, shelf=SHELF, called=CALLED)
