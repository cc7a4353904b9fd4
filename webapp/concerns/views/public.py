"""The page where anyone can say that something happened, signed in or not."""

import uuid
from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts import limits
from webapp.accounts.limits import Limit
from webapp.accounts.policies import Audience, allow
from webapp.concerns import services
from webapp.concerns.forms import ConcernForm
from webapp.concerns.models import ConcernKind
from webapp.core import clock
from webapp.core.db import db

blueprint = Blueprint("concern", __name__, template_folder="../templates")

Page = Response | str
PER_IP = Limit("concern-ip", 20, timedelta(hours=1))
SAID_999 = {"yes": True, "no": False}


def _page(form: ConcernForm) -> str:
    if not form.form_key.data:
        form.form_key.data = uuid.uuid4().hex
    return render_template("concerns/new_concern.html", form=form)


@blueprint.get("/concern")
@allow(Audience.PUBLIC)
def new() -> Page:
    """Ask what happened."""
    return _page(ConcernForm(formdata=None))


@blueprint.post("/concern")
@allow(Audience.PUBLIC)
def report() -> Page:
    """Keep the report and tell who reads it. Nothing says whether the reference exists."""
    form = ConcernForm()
    if not form.validate_on_submit():
        return _page(form)
    if not limits.take(db.session(), PER_IP, who=request.remote_addr or "", now=clock.wall_now()):
        abort(429)
    services.report_concern(
        db.session(),
        services.Report(
            form_key=form.form_key.data or uuid.uuid4().hex,
            kind=ConcernKind(form.kind.data),
            happened=form.happened.data or "",
            when_and_where=form.when_and_where.data or "",
            did=form.did.data or "",
            called_999=SAID_999.get(form.called_999.data or ""),
            reference=form.reference.data or "",
            name=form.name.data or "",
            phone=form.phone.data or "",
        ),
        now=clock.now(),
    )
    db.session.commit()
    return redirect(url_for("concern.received"))


@blueprint.get("/concern/received")
@allow(Audience.PUBLIC)
def received() -> Page:
    """Say that it was received, and nothing more."""
    return render_template("concerns/received.html")
