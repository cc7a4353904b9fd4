"""The parts of a published offer there are several of: areas, tasks, dates, and their people."""

import uuid

from flask import url_for
from werkzeug.wrappers import Response

from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.catalogue.hazards import Hazard
from webapp.core.db import db
from webapp.core.formatting import names
from webapp.employers import ideas, offering, published, steps
from webapp.employers.forms.people import PeopleForm
from webapp.employers.forms.place import AreaForm
from webapp.employers.forms.work import DatesForm, TaskForm
from webapp.employers.models import Employer, Offer, Site
from webapp.employers.profile import job_of
from webapp.employers.views.editing import Page, edit, employer_here, opened, remove, the_one
from webapp.employers.views.offer import blueprint


def _site(employer: Employer, site_id: uuid.UUID) -> Site:
    return the_one(employer.sites, site_id)


def _offer(employer: Employer, offer_id: uuid.UUID) -> Offer:
    return the_one([offer for site in employer.sites for offer in site.offers], offer_id)


@blueprint.route("/site/<uuid:site_id>/areas/new", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def new_area(site_id: uuid.UUID) -> Page:
    """Add an area to a site."""
    return _area_page(site_id, None)


@blueprint.route("/site/<uuid:site_id>/areas/<uuid:area_id>", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def area(site_id: uuid.UUID, area_id: uuid.UUID) -> Page:
    """Change an area."""
    return _area_page(site_id, area_id)


def _area_page(site_id: uuid.UUID, area_id: uuid.UUID | None) -> Page:
    employer = employer_here()
    site = _site(employer, site_id)
    here = the_one(site.areas, area_id) if area_id else None

    def stored() -> dict[str, object]:
        return AreaForm.shown(published.area_of(here)) if here else {}

    def save(version: int) -> None:
        details = form.details(published.area_of(here)) if here else form.details()
        offering.save_area(db.session(), site, details, area=here, version=version)

    form = opened(AreaForm, stored())
    return edit(
        form,
        employer,
        section="areas",
        save=save,
        stored=stored,
        is_new=here is None,
        remove_url=url_for("employer_offer.remove_area", site_id=site_id, area_id=area_id)
        if area_id
        else None,
    )


@blueprint.post("/site/<uuid:site_id>/areas/<uuid:area_id>/remove")
@allow(Role.EMPLOYER)
def remove_area(site_id: uuid.UUID, area_id: uuid.UUID) -> Response:
    """Remove an area no task is in."""
    employer = employer_here()
    here = the_one(_site(employer, site_id).areas, area_id)
    return remove(
        employer,
        section="areas",
        take_out=lambda version: offering.remove_area(db.session(), here, version=version),
    )


@blueprint.route("/<uuid:offer_id>/tasks/new", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def new_task(offer_id: uuid.UUID) -> Page:
    """Add a task to an offer."""
    return _task_page(offer_id, None)


@blueprint.route("/<uuid:offer_id>/tasks/<uuid:task_id>", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def task(offer_id: uuid.UUID, task_id: uuid.UUID) -> Page:
    """Change a task."""
    return _task_page(offer_id, task_id)


def _task_page(offer_id: uuid.UUID, task_id: uuid.UUID | None) -> Page:
    employer = employer_here()
    offer = _offer(employer, offer_id)
    here = the_one(offer.tasks, task_id) if task_id else None

    def stored() -> dict[str, object]:
        return TaskForm.shown(published.task_of(here)) if here else {}

    def save(version: int) -> None:
        details = form.details(published.task_of(here)) if here else form.details()
        offering.save_task(db.session(), offer, details, task=here, version=version)

    form = opened(TaskForm, stored())
    steps.offer_areas(form, [area.name for area in offer.site.areas])
    return edit(
        form,
        employer,
        section="tasks",
        save=save,
        stored=stored,
        is_new=here is None,
        ideas=ideas.ideas_for(employer.sectors),
        hazard_hints=_hazard_areas(offer.site),
        remove_url=url_for("employer_offer.remove_task", offer_id=offer_id, task_id=task_id)
        if task_id
        else None,
    )


def _hazard_areas(site: Site) -> dict[str, str]:
    """Return, for each hazard named for an area of the site, the names of those areas."""
    return {
        hazard.value: names([area.name for area in site.areas if hazard in area.hazards])
        for hazard in Hazard
        if any(hazard in area.hazards for area in site.areas)
    }


@blueprint.post("/<uuid:offer_id>/tasks/<uuid:task_id>/remove")
@allow(Role.EMPLOYER)
def remove_task(offer_id: uuid.UUID, task_id: uuid.UUID) -> Response:
    """Remove a task."""
    employer = employer_here()
    here = the_one(_offer(employer, offer_id).tasks, task_id)
    return remove(
        employer,
        section="tasks",
        take_out=lambda version: offering.remove_task(db.session(), here, version=version),
    )


@blueprint.route("/<uuid:offer_id>/dates/new", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def new_dates(offer_id: uuid.UUID) -> Page:
    """Add dates to an offer."""
    return _dates_page(offer_id, None)


@blueprint.route("/<uuid:offer_id>/dates/<uuid:window_id>", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def dates(offer_id: uuid.UUID, window_id: uuid.UUID) -> Page:
    """Change when learners may come."""
    return _dates_page(offer_id, window_id)


def _dates_page(offer_id: uuid.UUID, window_id: uuid.UUID | None) -> Page:
    employer = employer_here()
    offer = _offer(employer, offer_id)
    here = the_one(offer.windows, window_id) if window_id else None

    def stored() -> dict[str, object]:
        return DatesForm.shown(published.window_of(here)) if here else {}

    def save(version: int) -> None:
        details = form.details(published.window_of(here) if here else None)
        offering.save_window(db.session(), offer, details, window=here, version=version)

    form = opened(DatesForm, stored())
    return edit(
        form,
        employer,
        section="dates",
        save=save,
        stored=stored,
        is_new=here is None,
        remove_url=url_for("employer_offer.remove_dates", offer_id=offer_id, window_id=window_id)
        if window_id
        else None,
    )


@blueprint.post("/<uuid:offer_id>/dates/<uuid:window_id>/remove")
@allow(Role.EMPLOYER)
def remove_dates(offer_id: uuid.UUID, window_id: uuid.UUID) -> Response:
    """Remove dates nobody was promised a place on."""
    employer = employer_here()
    here = the_one(_offer(employer, offer_id).windows, window_id)
    return remove(
        employer,
        section="dates",
        take_out=lambda version: offering.remove_window(db.session(), here, version=version),
    )


@blueprint.route("/<uuid:offer_id>/people", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def people(offer_id: uuid.UUID) -> Page:
    """Change who looks after a learner."""
    employer = employer_here()
    offer = _offer(employer, offer_id)

    def stored() -> dict[str, object]:
        return PeopleForm.shown(
            published.offer_of(offer), published.safety_of(employer), job_of(offer)
        )

    def save(version: int) -> None:
        offering.update_offer(
            db.session(),
            offer,
            form.offer(published.offer_of(offer)),
            people=form.people(),
            safety=form.safety(published.safety_of(employer)),
            version=version,
        )

    form = opened(PeopleForm, stored())
    return edit(form, employer, section="people", save=save, stored=stored)
