"""The employers as leads see them (/lead/employers)."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, STAFF_ROLES, allow
from webapp.catalogue.adjustments import ADJUSTMENT_GROUPS, ADJUSTMENTS
from webapp.catalogue.answers import ADJUSTMENT_ANSWERS
from webapp.catalogue.experience_types import EXPERIENCE_TYPES
from webapp.catalogue.hazards import HAZARDS
from webapp.catalogue.sectors import SECTORS
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers import queries, services
from webapp.employers.forms.directory import SearchForm
from webapp.employers.forms.work import DAY_NAMES
from webapp.employers.models import AdjustmentOffered, Employer
from webapp.employers.profile import profile_of
from webapp.employers.queries import PAGE_SIZE
from webapp.employers.rules import WEEKDAYS

blueprint = Blueprint(
    "lead_employers", __name__, url_prefix="/lead/employers", template_folder="../templates"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer in words."""

    code: str
    adjustment: str
    answer: str
    is_accepted: bool
    where: str | None
    """The area or site it is about; None is everywhere."""
    note: str | None


@blueprint.get("")
@allow(*STAFF_ROLES)
def index() -> str:
    """List the employers a school may work with."""
    form = SearchForm(formdata=request.args, meta={"csrf": False})
    sector = SECTORS.code(form.sector.data) if form.sector.data in SECTORS else None
    found = queries.search_employers(
        db.session(),
        actor=require_actor(),
        words=form.name.data or "",
        sector=sector,
        page=request.args.get("page", default=1, type=int),
    )
    return render_template(
        "employers/index.html",
        search=form,
        found=found,
        first=(found.page - 1) * PAGE_SIZE + 1,
        filters={"name": form.name.data or "", "sector": form.sector.data or ""},
        is_filtered=bool(form.name.data or sector),
        sector_words={entry.code: entry.employer for entry in SECTORS},
        register_url=f"{current_app.config['BASE_URL'].rstrip('/')}{url_for('register.start')}",
        today=clock.today(),
    )


def _employer(employer_id: uuid.UUID) -> Employer:
    employer = queries.find_employer(db.session(), employer_id, actor=require_actor())
    if employer is None:
        raise NotFound(str(employer_id))
    return employer


@blueprint.get("/<uuid:employer_id>")
@allow(*STAFF_ROLES)
def show(employer_id: uuid.UUID) -> str:
    """Show everything about one employer. No learner is named here."""
    employer = _employer(employer_id)
    today = clock.today()
    return render_template(
        "employers/show.html",
        employer=employer,
        profile=profile_of(employer),
        contact=services.main_contact(employer),
        answers=_answers_by_group(employer),
        is_late=services.is_insurance_late(employer, today=today),
        is_ending=services.is_insurance_ending(employer, today=today),
        hazard_words={entry.code: entry.employer for entry in HAZARDS},
        type_words={entry.code: entry.name for entry in EXPERIENCE_TYPES},
        day_words=dict(zip(WEEKDAYS, DAY_NAMES, strict=True)),
        may_pause=require_actor().is_any(*LEADS),
    )


def _answers_by_group(employer: Employer) -> list[tuple[str, list[AnswerLine]]]:
    """Return the answers under the name of their group; groups without an answer are left out."""
    grouped = [
        (
            group.employer,
            [
                _line(answer)
                for answer in employer.answers
                if ADJUSTMENTS[answer.adjustment].group is group.code
            ],
        )
        for group in ADJUSTMENT_GROUPS
    ]
    return [(title, answers) for title, answers in grouped if answers]


def _line(answer: AdjustmentOffered) -> AnswerLine:
    return AnswerLine(
        code=answer.adjustment.value,
        adjustment=ADJUSTMENTS[answer.adjustment].employer,
        answer=ADJUSTMENT_ANSWERS[answer.answer].lead,
        is_accepted=ADJUSTMENT_ANSWERS[answer.answer].accepted,
        where=next((place.name for place in (answer.area, answer.site) if place), None),
        note=answer.note,
    )


@blueprint.post("/<uuid:employer_id>/pause")
@allow(*LEADS)
def pause(employer_id: uuid.UUID) -> Response:
    """Take an employer out of matching, for every school."""
    employer = _employer(employer_id)
    services.pause(db.session(), employer, actor_id=require_actor().user_id, now=clock.now())
    flash("Paused. Nobody new is matched with this employer.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.show", employer_id=employer_id))


@blueprint.post("/<uuid:employer_id>/resume")
@allow(*LEADS)
def resume(employer_id: uuid.UUID) -> Response:
    """Put an employer back into matching."""
    employer = _employer(employer_id)
    services.resume(db.session(), employer, actor_id=require_actor().user_id, now=clock.now())
    flash("This employer can be matched again.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.show", employer_id=employer_id))
