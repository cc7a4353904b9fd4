"""The list of learners, one learner’s page, and handing this device over to the learner."""

import uuid
from typing import Any

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from webapp.accounts import access
from webapp.accounts.models import Role
from webapp.accounts.policies import LEADS, STAFF_ROLES, allow
from webapp.catalogue.environment import DIMENSIONS
from webapp.catalogue.experience_types import EXPERIENCE_TYPES
from webapp.catalogue.needs import NEEDS
from webapp.catalogue.sectors import SECTORS
from webapp.catalogue.travel import TRAVEL_BANDS, TravelBand
from webapp.core import audit, clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.learners import queries, rules, services
from webapp.learners.models import Learner, Request, Topic
from webapp.learners.views.pages_work import help_lines
from webapp.providers import queries as schools

blueprint = Blueprint("lead_learners", __name__, template_folder="../templates")

Page = Response | str


def whole_learner(learner_id: uuid.UUID) -> Learner:
    """Return the learner with everything; 404 for who may not see them."""
    learner = queries.find_whole(db.session(), access.require_actor(), learner_id)
    if learner is None:
        raise NotFound("no such learner for this person")
    return learner


def note_read(learner: Learner, *, page: str) -> None:
    """Record that someone opened a personal page."""
    audit.record_view(
        f"{page}_viewed",
        at=clock.now(),
        actor_id=access.require_actor().user_id,
        subject_kind="learner",
        subject_id=learner.id,
    )


@blueprint.get("/lead/learners")
@allow(*STAFF_ROLES)
def index() -> Page:
    """List the learners this person may see, 25 on a page."""
    actor = access.require_actor()
    search = request.args.get("search", "")[:80].strip()
    found = queries.learner_page(
        db.session(), actor, search=search, page=request.args.get("page", 1, type=int)
    )
    today = clock.today()
    rows = [
        (
            learner,
            rules.age_lines(today, born=learner.date_of_birth),
            queries.missing_of(learner, today=today),
        )
        for learner in found.learners
    ]
    return render_template(
        "learners/index.html",
        found=found,
        rows=rows,
        search=search,
        is_first_use=not found.total and not search,
        is_lead=actor.is_any(*LEADS),
    )


@blueprint.get("/lead/learners/<uuid:learner_id>")
@allow(*STAFF_ROLES)
def show(learner_id: uuid.UUID) -> Page:
    """Show one learner: age lines, profile with who said it, requests, consents."""
    learner = whole_learner(learner_id)
    note_read(learner, page="learner")
    today = clock.today()
    born = learner.date_of_birth
    missing = queries.missing_of(learner, today=today)
    asked = queries.open_request(learner)
    said: dict[Topic, list[object]] = {}
    for statement in learner.statements:
        said.setdefault(statement.topic, []).append(statement)
    staff = schools.staff_of(db.session(), learner.provider_id)
    return render_template(
        "learners/show.html",
        learner=learner,
        lines=rules.age_lines(today, born=born),
        consent_needed=rules.consent_needed(
            today,
            born=born,
            by_authority=bool(learner.restricted.get("consent_by_authority")),
            no_parent_contact=learner.no_parent_contact,
        ),
        missing=missing,
        may_look=rules.STOPS_MATCHING.isdisjoint(missing),
        said=said,
        asked=asked,
        consents=queries.current_consents(learner),
        trusted=next((one for one in staff if one.id == learner.trusted_adult_id), None),
        is_lead=access.require_actor().is_any(*LEADS),
        find_path=find_path(learner),
        **catalogue_words(learner, asked=asked),
    )


def catalogue_words(learner: Learner, *, asked: Request | None) -> dict[str, Any]:
    """Return what codes of this learner mean, in the words of the catalogues."""
    band = learner.travel_band
    return {
        "helps": help_lines(learner),
        "senses": [
            (limit, DIMENSIONS[limit.dimension].levels[limit.most - 1].learner)
            for limit in learner.senses
        ],
        "health": [NEEDS[need].lead for need in learner.needs],
        "band": None if band is None else TRAVEL_BANDS[TravelBand(band)].lead,
        "kinds": [EXPERIENCE_TYPES[kind].name for kind in asked.types] if asked else [],
        "never_words": {entry.code.value: entry.learner for entry in SECTORS},
        "sites": site_words(learner),
    }


def site_words(learner: Learner) -> dict[uuid.UUID, str]:
    """Return the names of the workplaces that ways are known to."""
    if not learner.journeys:
        return {}
    return {site.id: site.name for site in queries.site_names(db.session())}


def find_path(learner: Learner) -> str | None:
    """Return where “Find placements” goes: a page of placements, which stand above learners."""
    if "matching.find" not in current_app.view_functions:
        return None
    return url_for("matching.find", learner_id=learner.id)


@blueprint.post("/lead/learners/<uuid:learner_id>/confirm")
@allow(*LEADS)
def confirm(learner_id: uuid.UUID) -> Page:
    """Keep that the whole profile is right today."""
    learner = whole_learner(learner_id)
    services.confirm_profile(
        db.session(),
        learner,
        now=clock.now(),
        today=clock.today(),
        by=access.require_actor().user_id,
    )
    db.session.commit()
    flash("Saved. The profile counts as right for 12 months.", "success")
    return redirect(url_for("lead_learners.show", learner_id=learner_id))


@blueprint.post("/lead/learners/<uuid:learner_id>/hand-over")
@allow(*LEADS, Role.STAFF)
def hand_over(learner_id: uuid.UUID) -> Page:
    """End the staff session on this device and open the learner’s own pages."""
    learner = whole_learner(learner_id)
    now = clock.now()
    user = services.account_of(db.session(), learner, now=now)
    audit.record(
        db.session(),
        "handed_over",
        at=now,
        actor_id=access.require_actor().user_id,
        subject_kind="learner",
        subject_id=learner.id,
    )
    access.sign_in(user)
    db.session.commit()
    return redirect("/learner")
