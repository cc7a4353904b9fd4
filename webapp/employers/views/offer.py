"""What an employer has published, and the parts of it there is one of (/employer/offer)."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers import offering, profile, published, services
from webapp.employers.forms.helping import AdjustmentsForm, SupportForm
from webapp.employers.forms.place import InsuranceForm, SiteForm
from webapp.employers.forms.who import OrganisationForm, SameEmailContactForm
from webapp.employers.models import Contact, Employer
from webapp.employers.views import adjustments
from webapp.employers.views.editing import (
    Page,
    edit,
    employer_here,
    opened,
    the_one,
)

blueprint = Blueprint(
    "employer_offer", __name__, url_prefix="/employer/offer", template_folder="../templates"
)


@blueprint.get("")
@allow(Role.EMPLOYER)
def show() -> str:
    """Show everything schools see, with a link to change each part."""
    employer = employer_here()
    answers = adjustments.for_page(profile.answers_of(employer))
    return render_template(
        "employers/offer.html",
        employer=employer,
        profile=profile.profile_of(employer),
        answered=answers["answered"],
        total=answers["total"],
        groups=answers["every_group"],
        is_late=services.is_insurance_late(employer, today=clock.today()),
    )


@blueprint.post("/confirm")
@allow(Role.EMPLOYER)
def confirm() -> Response:
    """Note that everything is still right today."""
    employer = employer_here()
    services.confirm_offer(
        db.session(),
        employer,
        actor_id=require_actor().user_id,
        now=clock.now(),
        today=clock.today(),
    )
    flash("Thank you. Schools see that this is right today.", "success")
    db.session.commit()
    return redirect(url_for("employer_offer.show"))


@blueprint.post("/pause")
@allow(Role.EMPLOYER)
def pause() -> Response:
    """Take the offer out of matching until it goes on."""
    employer = employer_here()
    services.pause(db.session(), employer, actor_id=require_actor().user_id, now=clock.now())
    flash("Your offer is paused. Nobody new is matched with you.", "success")
    db.session.commit()
    return redirect(url_for("employer_offer.show"))


@blueprint.post("/resume")
@allow(Role.EMPLOYER)
def resume() -> Response:
    """Put the offer back into matching."""
    employer = employer_here()
    services.resume(db.session(), employer, actor_id=require_actor().user_id, now=clock.now())
    flash("Your offer is open again.", "success")
    db.session.commit()
    return redirect(url_for("employer_offer.show"))


@blueprint.route("/organisation", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def organisation() -> Page:
    """Change who the employer is."""
    employer = employer_here()

    def stored() -> dict[str, object]:
        return OrganisationForm.shown(published.organisation_of(employer))

    def save(version: int) -> None:
        before = published.organisation_of(employer)
        services.update_organisation(db.session(), employer, form.details(before), version=version)

    form = opened(OrganisationForm, stored())
    return edit(form, employer, section="organisation", save=save, stored=stored)


def _main_contact(employer: Employer) -> Contact:
    contact = services.main_contact(employer)
    if contact is None:
        raise NotFound("no main contact")
    return contact


@blueprint.route("/contact", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def contact() -> Page:
    """Change who schools call."""
    employer = employer_here()
    person = _main_contact(employer)

    def stored() -> dict[str, object]:
        return SameEmailContactForm.shown(published.contact_of(person))

    def save(version: int) -> None:
        before = published.contact_of(person)
        services.update_contact(db.session(), person, form.details(before), version=version)

    form = opened(SameEmailContactForm, stored())
    return edit(form, employer, section="contact", save=save, stored=stored)


@blueprint.route("/insurance", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def insurance() -> Page:
    """Change what is said about insurance."""
    employer = employer_here()

    def stored() -> dict[str, object]:
        return InsuranceForm.shown(published.insurance_of(employer))

    def save(version: int) -> None:
        before = published.insurance_of(employer)
        services.update_insurance(
            db.session(), employer, form.details(before), version=version, today=clock.today()
        )

    form = opened(InsuranceForm, stored())
    return edit(form, employer, section="insurance", save=save, stored=stored)


@blueprint.route("/support", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def support() -> Page:
    """Change the confidence and the help wanted."""
    employer = employer_here()

    def stored() -> dict[str, object]:
        return SupportForm.shown(published.support_of(employer))

    def save(version: int) -> None:
        before = published.support_of(employer)
        services.update_support(db.session(), employer, form.details(before), version=version)

    form = opened(SupportForm, stored())
    return edit(form, employer, section="support", save=save, stored=stored)


@blueprint.route("/site/<uuid:site_id>", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def site(site_id: uuid.UUID) -> Page:
    """Change an address."""
    employer = employer_here()
    here = the_one(employer.sites, site_id)

    def stored() -> dict[str, object]:
        return SiteForm.shown(published.site_of(here))

    def save(version: int) -> None:
        before = published.site_of(here)
        services.update_site(db.session(), here, form.details(before), version=version)

    form = opened(SiteForm, stored())
    return edit(form, employer, section="site", save=save, stored=stored)


@blueprint.route("/adjustments", methods=["GET", "POST"])
@allow(Role.EMPLOYER)
def changes() -> Page:
    """Answer the adjustments; what is not on the page stays as it was."""
    employer = employer_here()

    def stored() -> dict[str, object]:
        return AdjustmentsForm.shown(published.details_of(employer).answers)

    def save(version: int) -> None:
        adjustments.answer_whole_group(form)
        offering.save_answers(
            db.session(), employer, form.details(), version=version, now=clock.now()
        )

    form = opened(AdjustmentsForm, stored())
    group = adjustments.group_to_open() if request.method == "POST" else None
    page = edit(
        form,
        employer,
        section="adjustments",
        save=save,
        stored=stored,
        **adjustments.for_page(form),
    )
    if group and isinstance(page, Response):
        return redirect(url_for("employer_offer.changes", open=group, _anchor=f"group-{group}"))
    return page
