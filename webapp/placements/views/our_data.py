"""What we hold about an employer: to take away, and to take out (/employer/our-data)."""

import json

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from webapp.accounts import access
from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers import own_data
from webapp.employers.forms.colleagues import DeleteForm
from webapp.employers.models import Employer, Offer, Site, Window
from webapp.employers.queries import own_employer
from webapp.placements.models import Placement, PlacementState
from webapp.placements.rules import HOLDS_A_PLACE

blueprint = Blueprint(
    "our_data", __name__, url_prefix="/employer/our-data", template_folder="../templates"
)
NEEDS_PEOPLE = HOLDS_A_PLACE | {PlacementState.DEBRIEFING}
"""While a placement is in one of these, a school has to reach someone there."""

Page = Response | tuple[str, int]


@blueprint.get("")
@allow(Role.EMPLOYER)
def show() -> Page:
    """Say what we hold, offer it, and ask before it goes."""
    return _draw(_employer(), DeleteForm(formdata=None))


@blueprint.get("/all.json", endpoint="as_json")
@allow(Role.EMPLOYER)
def give_json() -> FlaskResponse:
    """Give everything as JSON."""
    text = json.dumps(own_data.held(db.session(), _employer()), indent=2, ensure_ascii=False)
    return _file(text, "application/json", "our-data.json")


@blueprint.get("/all.csv", endpoint="as_csv")
@allow(Role.EMPLOYER)
def give_csv() -> FlaskResponse:
    """Give everything as lines of a spreadsheet."""
    return _file(own_data.as_csv(db.session(), _employer()), "text/csv", "our-data.csv")


def _file(text: str, mime_type: str, name: str) -> FlaskResponse:
    answer = FlaskResponse(text, mimetype=mime_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/delete")
@allow(Role.EMPLOYER)
def delete() -> Page:
    """Take the people out, unless a placement still needs them."""
    employer, form = _employer(), DeleteForm()
    if not form.validate_on_submit():
        return _draw(employer, form, 422)
    if _needed_for(employer):
        form.say("sure", "Not yet: a placement still needs someone to call. See below")
        return _draw(employer, form, 409)
    own_data.remove_people(db.session(), employer, actor=require_actor(), now=clock.now())
    access.sign_out()
    flash("Done. Nobody of yours is named here any more, and you are signed out.", "success")
    db.session.commit()
    return redirect("/")


def _employer() -> Employer:
    employer = own_employer(db.session(), require_actor())
    if employer is None:
        raise NotFound("no employer")
    return employer


def _needed_for(employer: Employer) -> list[str]:
    """Return the references of the placements that still need someone there."""
    return list(
        db.session.scalars(
            sa.select(Placement.reference)
            .join(Window, Window.id == Placement.window_id)
            .join(Offer, Offer.id == Window.offer_id)
            .join(Site, Site.id == Offer.site_id)
            .where(Site.employer_id == employer.id, Placement.state.in_(NEEDS_PEOPLE))
            .order_by(Placement.reference)
        )
    )


def _draw(employer: Employer, form: DeleteForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "placements/our_data.html", employer=employer, form=form, needed=_needed_for(employer)
    )
    return page, status
