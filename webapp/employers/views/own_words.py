"""Employers’ own words: looked through at /admin/own-words, replied to on the offer."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.catalogue.adjustments import ADJUSTMENTS
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.employers import own_words
from webapp.employers.forms.own_words import CHANGED, WordsForm
from webapp.employers.models import Employer
from webapp.employers.own_words import NoSuchReply
from webapp.employers.own_words_models import Reply
from webapp.employers.views import offer

blueprint = Blueprint(
    "own_words", __name__, url_prefix="/admin/own-words", template_folder="../templates"
)

Page = Response | tuple[str, int]
THANKS = {
    Reply.ALREADY_DO: "Thank you. It stands on your list now as “Already do”.",
    Reply.WILL_DO: "Thank you. It stands on your list now as “Will do”.",
    Reply.NOT_THE_SAME: "Thank you. Your own words stay, and your list has not changed.",
    Reply.SEEN: "Thank you.",
}


@blueprint.get("")
@allow(Role.PLATFORM_ADMIN)
def index() -> str:
    """List what employers wrote that nobody has looked at, and what was decided."""
    session, actor = db.session(), require_actor()
    return render_template(
        "employers/own_words.html",
        waiting=own_words.to_review(session, actor=actor),
        decided=own_words.decided(session, actor=actor),
        list_words={entry.code: entry.employer for entry in ADJUSTMENTS},
    )


@blueprint.get("/<uuid:employer_id>")
@allow(Role.PLATFORM_ADMIN)
def show(employer_id: uuid.UUID) -> Page:
    """Show one employer’s words and the form to decide."""
    employer = _employer(employer_id)
    last = own_words.newest(db.session(), employer)
    seen = own_words.fingerprint(employer.other_adjustments or "")
    opened = {"seen": seen, "after": last.id if last else ""}
    return _draw(employer, WordsForm(formdata=None, data=opened))


@blueprint.post("/<uuid:employer_id>")
@allow(Role.PLATFORM_ADMIN)
def decide(employer_id: uuid.UUID) -> Page:
    """Keep the decision; the employer sees it on its own pages."""
    employer, form = _employer(employer_id), WordsForm()
    if not form.validate_on_submit():
        return _draw(employer, form, 422)
    try:
        own_words.decide(
            db.session(),
            employer,
            form.decision(),
            seen=form.seen.data or "",
            after=_key(form.after.data),
            actor=require_actor(),
            now=clock.now(),
        )
    except StaleVersion:
        db.session.rollback()
        flash(f"{CHANGED}.", "warning")
        return redirect(url_for("own_words.index"))
    flash("Kept. They see it on their pages.", "success")
    db.session.commit()
    return redirect(url_for("own_words.index"))


def _employer(employer_id: uuid.UUID) -> Employer:
    return own_words.find_for_review(db.session(), employer_id, actor=require_actor())


def _key(typed: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return None


def _draw(employer: Employer, form: WordsForm, status: int = 200) -> Page:
    page = render_template(
        "employers/own_words_one.html",
        employer=employer,
        form=form,
        last=own_words.newest(db.session(), employer),
        list_words={entry.code: entry.employer for entry in ADJUSTMENTS},
    )
    return page, status


@offer.blueprint.post("/own-words/<uuid:review_id>", endpoint="own_words")
@allow(Role.EMPLOYER)
def reply(review_id: uuid.UUID) -> Response:
    """Keep what the employer says to the outcome: one press, and the second changes nothing."""
    employer = offer.employer_here()
    review = own_words.newest(db.session(), employer)
    if review is None or review.id != review_id:
        flash("This was changed meanwhile. What you wrote is as you left it.", "warning")
        return redirect(url_for("employer_offer.show"))
    said = _said()
    try:
        own_words.reply(db.session(), review, said, actor=require_actor(), now=clock.now())
    except NoSuchReply:
        raise NotFound(said.value) from None
    flash(THANKS[review.reply or said], "success")
    db.session.commit()
    return redirect(url_for("employer_offer.show"))


def _said() -> Reply:
    try:
        return Reply(request.form.get("reply", ""))
    except ValueError:
        raise NotFound("reply") from None
