"""The employers as leads see them (/lead/employers)."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, STAFF_ROLES, allow
from webapp.catalogue.adjustments import ADJUSTMENT_GROUPS, ADJUSTMENTS
from webapp.catalogue.answers import ADJUSTMENT_ANSWERS
from webapp.catalogue.experience_types import EXPERIENCE_TYPES
from webapp.catalogue.hazards import HAZARDS
from webapp.catalogue.sectors import SECTORS
from webapp.core import clock, postcodes
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.core.forms.dates import PARTS
from webapp.core.postcodes import Place
from webapp.employers import area_map, assisted, directory, notes, queries, services
from webapp.employers.area_map import AreaMap
from webapp.employers.directory import Confirmed, DirectoryPage, Filter, Wanted
from webapp.employers.forms.dates import DAY_NAMES
from webapp.employers.forms.directory import READINESS_WORDS, USUAL_KILOMETRES, SearchForm
from webapp.employers.models import AdjustmentOffered, Employer, Readiness
from webapp.employers.profile import profile_of
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
    """List the employers a school may work with, with a map of where they are."""
    form = SearchForm(formdata=request.args, meta={"csrf": False})
    near = _place(form) if form.validate() else None
    asked = {name: value for name, value in request.args.items() if value and name != "page"}
    found = None
    if not form.errors:
        found = directory.search(
            db.session(),
            _wanted(form, near),
            actor=require_actor(),
            today=clock.today(),
            page=request.args.get("page", default=1, type=int),
        )
    return render_template(
        "employers/index.html",
        search=form,
        form=form if form.errors else None,
        found=found,
        picture=_map(found, near, _km(form)) if found else None,
        asked=asked,
        leave_out=_leave_out(found, asked) if found else [],
        readiness_words=READINESS_WORDS,
        may_add=require_actor().is_any(*LEADS),
        sector_words={entry.code: entry.employer for entry in SECTORS},
        register_url=f"{current_app.config['BASE_URL'].rstrip('/')}{url_for('register.start')}",
        today=clock.today(),
    )


def _place(form: SearchForm) -> Place | None:
    """Return the place asked for; say beside the field when there is none like it."""
    if not form.postcode.data:
        return None
    try:
        return postcodes.lookup(form.postcode.data)
    except postcodes.UnknownPostcode:
        form.say("postcode", "We do not know this postcode. Check it, or search by town")
        return None


def _wanted(form: SearchForm, near: Place | None) -> Wanted:
    first = form.first.data or (clock.today() if form.last.data else None)
    return Wanted(
        words=form.name.data or "",
        sector=SECTORS.code(form.sector.data) if form.sector.data else None,
        town=form.town.data or "",
        near=near,
        within_km=_km(form),
        adjustment=ADJUSTMENTS.code(form.adjustment.data) if form.adjustment.data else None,
        first=first,
        last=form.last.data,
        readiness=Readiness(form.readiness.data) if form.readiness.data else None,
        confirmed=Confirmed(form.confirmed.data) if form.confirmed.data else None,
    )


def _km(form: SearchForm) -> int:
    return int(form.km.data or USUAL_KILOMETRES)


def _map(found: DirectoryPage, near: Place | None, within_km: int) -> AreaMap | None:
    """Return the map: numbers for the lines of this page, dots for those of other pages."""
    lines = {line.employer.id: found.first + at for at, line in enumerate(found.lines)}
    numbered: dict[int, list[tuple[int, int]]] = {number: [] for number in lines.values()}
    others = []
    for point in found.points:
        at = (point.easting, point.northing)
        if point.employer_id in lines:
            numbered[lines[point.employer_id]].append(at)
        else:
            others.append(at)
    return area_map.draw(numbered, others, centre=near, radius_km=within_km if near else 0)


FIELDS_OF = {
    Filter.WORDS: ("name",),
    Filter.SECTOR: ("sector",),
    Filter.TOWN: ("town",),
    Filter.NEAR: ("postcode", "km"),
    Filter.ADJUSTMENT: ("adjustment",),
    Filter.DATES: tuple(f"{end}-{part}" for end in ("first", "last") for part in PARTS),
    Filter.READINESS: ("readiness",),
    Filter.CONFIRMED: ("confirmed",),
}
"""The boxes of the form that make up each filter."""


def _leave_out(found: DirectoryPage, asked: dict[str, str]) -> list[tuple[str, int, str]]:
    """Return each filter whose removal finds someone: its code, how many, and the address."""
    index = url_for("lead_employers.index")
    return [
        (left_out.value, number, f"{index}?{urlencode(_without(asked, left_out))}")
        for left_out, number in found.without.items()
    ]


def _without(asked: dict[str, str], left_out: Filter) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name not in FIELDS_OF[left_out]}


def employer_for_staff(employer_id: uuid.UUID) -> Employer:
    """Return the employer with all its page shows, or raise NotFound for who may not see it."""
    employer = queries.find_employer(db.session(), employer_id, actor=require_actor())
    if employer is None:
        raise NotFound(str(employer_id))
    return employer


@blueprint.get("/<uuid:employer_id>")
@allow(*STAFF_ROLES)
def show(employer_id: uuid.UUID) -> str:
    """Show everything about one employer. No learner is named here."""
    employer = employer_for_staff(employer_id)
    today = clock.today()
    registered = assisted.assisted(db.session(), employer)
    return render_template(
        "employers/show.html",
        registered=registered,
        registered_status=registered and assisted.status_of(registered, employer),
        nobody_signs_in=assisted.nobody_signs_in(employer),
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
        newest_note=next(
            iter(notes.notes_about(db.session(), employer, actor=require_actor())), None
        ),
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
    employer = employer_for_staff(employer_id)
    services.pause(db.session(), employer, actor_id=require_actor().user_id, now=clock.now())
    flash("Paused. Nobody new is matched with this employer.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.show", employer_id=employer_id))


@blueprint.post("/<uuid:employer_id>/resume")
@allow(*LEADS)
def resume(employer_id: uuid.UUID) -> Response:
    """Put an employer back into matching."""
    employer = employer_for_staff(employer_id)
    services.resume(db.session(), employer, actor_id=require_actor().user_id, now=clock.now())
    flash("This employer can be matched again.", "success")
    db.session.commit()
    return redirect(url_for("lead_employers.show", employer_id=employer_id))
