"""Employers without email: letters to print, and their answers written down by a lead."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers.services import main_contact
from webapp.placements import letter_pages, letters
from webapp.placements.employer_answers import answer_request
from webapp.placements.employer_forms import RequestForm, field_name
from webapp.placements.errors import LetterIsOff, TransitionNotAllowed
from webapp.placements.models import Placement
from webapp.placements.previews import request_for
from webapp.placements.queries import find
from webapp.placements.services import locked
from webapp.placements.views.desk import WAITING
from webapp.placements.views.employer import filled_form, reply_of
from webapp.providers.models import Provider
from webapp.providers.queries import contacts

blueprint = Blueprint("letters", __name__, url_prefix="/lead", template_folder="../templates")

Page = Response | tuple[str, int]


@blueprint.get("/letters/<uuid:letter_id>")
@allow(*LEADS)
def show(letter_id: uuid.UUID) -> Page:
    """Show one letter as it is printed."""
    actor = require_actor()
    letter = letters.find_letter(db.session(), letter_id, actor=actor)
    provider = db.session.get_one(Provider, letter.provider_id)
    drawn = letter_pages.page_of(letter)
    values: dict[str, object] = {
        "contact": main_contact(letter.employer),
        "site": None,
        "enclosed": None,
        "answer_url": None,
        "answer_words": None,
    }
    page = render_template(
        "placements/letter.html",
        letter=letter,
        template=drawn.template,
        may_go=drawn.may_go(db.session(), letter),
        provider=provider,
        staff=contacts(db.session(), provider.id).main,
        **values | drawn.values(db.session(), letter, actor),
    )
    return page, 200


@blueprint.post("/letters/<uuid:letter_id>/posted")
@allow(*LEADS)
def posted(letter_id: uuid.UUID) -> Response:
    """Note that the letter is in the post."""
    actor = require_actor()
    letter = letters.find_letter(db.session(), letter_id, actor=actor)
    try:
        letters.post(db.session(), letter, actor=actor, now=clock.now())
    except LetterIsOff:
        db.session.rollback()
        return redirect(url_for("letters.show", letter_id=letter_id))
    flash("Kept: it is in the post.", "success")
    db.session.commit()
    return redirect(url_for("lead.today"))


@blueprint.get("/placements/<uuid:placement_id>/their-answer")
@allow(*LEADS)
def write_answer(placement_id: uuid.UUID) -> Page:
    """Ask what an employer who does not sign in said."""
    placement = _answered_by_hand(placement_id)
    return _draw(placement, filled_form(placement))


@blueprint.post("/placements/<uuid:placement_id>/their-answer")
@allow(*LEADS)
def keep_answer(placement_id: uuid.UUID) -> Page:
    """Keep what they said as their answer, with who wrote it down."""
    placement = _answered_by_hand(placement_id)
    form = filled_form(placement)
    if not form.validate_on_submit():
        return _draw(placement, form, 422)
    try:
        answer_request(
            db.session(),
            locked(db.session(), placement.id),
            reply_of(placement, form),
            actor=require_actor(),
            now=clock.now(),
        )
    except TransitionNotAllowed:
        db.session.rollback()
        flash("This was answered or taken back meanwhile.", "info")
        return redirect(url_for("lead_placements.show", placement_id=placement_id))
    flash("Kept as their answer.", "success")
    db.session.commit()
    return redirect(url_for("lead_placements.show", placement_id=placement_id))


def _answered_by_hand(placement_id: uuid.UUID) -> Placement:
    """Return the placement when it waits for an employer nobody of whom signs in."""
    placement = find(db.session(), require_actor(), placement_id)
    people = placement.window.offer.site.employer.contacts
    if placement.state not in WAITING or any(person.user_id for person in people):
        raise NotFound(str(placement_id))
    return placement


def _draw(placement: Placement, form: RequestForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "placements/their_answer.html",
        placement=placement,
        form=form,
        asks=request_for(placement, contact=contacts(db.session(), placement.provider_id).main),
        adjustments=[form[field_name(row.adjustment)] for row in placement.adjustments],
    )
    return page, status
