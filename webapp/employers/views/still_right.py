"""One press from an email: is the offer still right? Opening the link alone changes nothing."""

from datetime import timedelta

from flask import Blueprint, abort, render_template, request

from webapp.accounts import link_pages, links
from webapp.accounts.links import LinkEnd, LinkGone
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.forms import Form
from webapp.employers import services
from webapp.employers.models import Availability, Employer
from webapp.employers.registration import AvailabilityDetails

blueprint = Blueprint(
    "still_right", __name__, url_prefix="/still-right", template_folder="../templates"
)

NOT_NOW_FOR = timedelta(days=91)
"""When we ask again after “not now”."""


def _open(token: str) -> tuple[PersonalLink, Employer]:
    link = link_pages.enter(token, LinkPurpose.STILL_RIGHT)
    employer = db.session.get(Employer, link.subject_id)
    if employer is None:
        raise LinkGone(LinkEnd.REVOKED)
    return link, employer


@blueprint.get("/<token>")
@allow(Audience.LINK)
def ask(token: str) -> str:
    """Show the three answers."""
    _link, employer = _open(token)
    return render_template("employers/still_right.html", form=Form(), employer=employer)


@blueprint.post("/<token>")
@allow(Audience.LINK)
def answer(token: str) -> str:
    """Keep the answer, once."""
    link, employer = _open(token)
    said = {
        "yes": AvailabilityDetails(),
        "maybe": AvailabilityDetails(answer=Availability.MAYBE),
        "not_now": AvailabilityDetails(
            answer=Availability.NOT_NOW, until=clock.today() + NOT_NOW_FOR
        ),
    }.get(request.form.get("answer", ""))
    if said is None:
        abort(400)
    now = clock.now()
    links.use_up(db.session(), link, now=now)
    services.set_availability(db.session(), employer, said, actor_id=None, now=now)
    services.confirm_offer(db.session(), employer, actor_id=None, now=now, today=clock.today())
    page = render_template("employers/still_right_done.html", employer=employer)
    db.session.commit()
    return page
