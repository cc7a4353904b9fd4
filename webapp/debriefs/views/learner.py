"""The learner looks back: one question a page, each answer kept at once."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.concerns.queries import helpers_of
from webapp.concerns.rules import read_by
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.debriefs import services
from webapp.debriefs.forms import (
    ONE_PRESS,
    AnswerForm,
    ClosingForm,
    given_by_learner,
    learner_form,
)
from webapp.debriefs.learner_questions import CLOSING, HELPED, NOT_SAFE, QUESTIONS, SAFE, SCREENS
from webapp.debriefs.models import Debrief
from webapp.debriefs.queries import (
    answer_to,
    codes_of,
    find_own,
    learner_path,
    place_of,
    strength_told,
)
from webapp.debriefs.questions import ALWAYS, RATHER_NOT_SAY, Question, find
from webapp.placements.facts import holidays_of
from webapp.providers.queries import contacts

blueprint = Blueprint(
    "learner_debriefs",
    __name__,
    url_prefix="/learner/debrief/<uuid:debrief_id>",
    template_folder="../templates",
)

Page = Response | str
HEARD_AFTER = frozenset({NOT_SAFE, *(option.code for option in ALWAYS)})
"""After these answers about safety a page says who helps."""


def _own(debrief_id: uuid.UUID) -> Debrief:
    return find_own(db.session(), require_actor(), debrief_id)


def _url(debrief: Debrief, question: Question | None) -> str:
    """Return the address of a question, or of the closing screen after the last."""
    if question is None:
        return url_for("learner_debriefs.closing", debrief_id=debrief.id)
    return url_for("learner_debriefs.question", debrief_id=debrief.id, question=question.code)


def _after(debrief: Debrief, question: Question) -> Question | None:
    """Return the question that comes next on this learner’s path."""
    asked = learner_path(debrief)
    place = QUESTIONS.index(question)
    return next((one for one in asked if QUESTIONS.index(one) > place), None)


def _before(debrief: Debrief, question: Question) -> Question | None:
    place = QUESTIONS.index(question)
    earlier = [one for one in learner_path(debrief) if QUESTIONS.index(one) < place]
    return earlier[-1] if earlier else None


def _thanks(debrief: Debrief) -> Response:
    return redirect(url_for("learner_debriefs.thank_you", debrief_id=debrief.id))


@blueprint.get("")
@allow(Role.LEARNER)
def start(debrief_id: uuid.UUID) -> Page:
    """Go to the first question without an answer: stop, and come back here."""
    debrief = _own(debrief_id)
    if debrief.finished_at is not None:
        return _thanks(debrief)
    answered = codes_of(debrief)
    waiting = next((one for one in learner_path(debrief) if one.code not in answered), None)
    return redirect(_url(debrief, waiting))


def _question(debrief: Debrief, code: str) -> Question:
    question = find(QUESTIONS, code)
    if question is None:
        raise NotFound(code)
    return question


def _page(debrief: Debrief, question: Question, form: AnswerForm) -> str:
    known = answer_to(debrief, question)
    before = _before(debrief, question)
    return render_template(
        "debriefs/question.html",
        debrief=debrief,
        question=question,
        place=place_of(debrief),
        form=form,
        options=question.in_order(positive_first=debrief.positive_first),
        always=ALWAYS,
        chosen=known.choices if known else [],
        one_press=question.kind in ONE_PRESS,
        screens=SCREENS,
        back_url=_url(debrief, before) if before else None,
        skip_url=_url(debrief, _after(debrief, question)),
    )


@blueprint.get("/<question>", endpoint="question")
@allow(Role.LEARNER)
def show_question(debrief_id: uuid.UUID, question: str) -> Page:
    """Ask one question; a follow-up that is not asked leads to the next one that is."""
    debrief = _own(debrief_id)
    asked = _question(debrief, question)
    if debrief.finished_at is not None:
        return _thanks(debrief)
    if asked not in learner_path(debrief):
        return redirect(_url(debrief, _after(debrief, asked)))
    form = learner_form(asked, debrief)
    return _page(debrief, asked, form)


@blueprint.post("/<question>")
@allow(Role.LEARNER)
def answer(debrief_id: uuid.UUID, question: str) -> Page:
    """Keep the answer and go on; an answer about safety tells an adult at once."""
    debrief = _own(debrief_id)
    asked = _question(debrief, question)
    if debrief.finished_at is not None:
        return _thanks(debrief)
    form = learner_form(asked, debrief)
    if not form.validate_on_submit():
        return _page(debrief, asked, form)
    given = given_by_learner(form, asked)
    services.save_answer(db.session(), debrief, asked, given, now=clock.now())
    db.session.commit()
    if asked.code == SAFE and not HEARD_AFTER.isdisjoint(given.choices):
        return redirect(url_for("learner_debriefs.heard", debrief_id=debrief.id))
    return redirect(_url(debrief, _after(debrief, asked)))


@blueprint.get("/heard")
@allow(Role.LEARNER)
def heard(debrief_id: uuid.UUID) -> Page:
    """Say what happens after the answer about safety, and who can help."""
    debrief = _own(debrief_id)
    said = codes_of(debrief).get(SAFE, [])
    if HEARD_AFTER.isdisjoint(said):
        return redirect(_url(debrief, None))
    placement = debrief.placement
    known = answer_to(debrief, _question(debrief, SAFE))
    return render_template(
        "debriefs/heard.html",
        debrief=debrief,
        is_not_safe=NOT_SAFE in said,
        would_not_say=RATHER_NOT_SAY in said,
        helpers=helpers_of(db.session(), placement.learner),
        read_by=read_by(
            known.answered_at if known else clock.now(), holidays=holidays_of(placement)
        ),
    )


@blueprint.get("/closing")
@blueprint.post("/closing")
@allow(Role.LEARNER)
def closing(debrief_id: uuid.UUID) -> Page:
    """Ask how it feels now and who helped, then finish."""
    debrief = _own(debrief_id)
    if debrief.finished_at is not None:
        return _thanks(debrief)
    known = {code: choices[0] for code, choices in codes_of(debrief).items() if choices}
    form = ClosingForm(
        confidence_before=known.get("confidence_before"),
        confidence_after=known.get("confidence_after"),
    )
    if not form.validate_on_submit():
        return render_template(
            "debriefs/closing.html",
            debrief=debrief,
            form=form,
            faces=(
                *CLOSING[0].in_order(positive_first=debrief.positive_first),
                *ALWAYS,
            ),
            helped=HELPED,
            back_url=_url(debrief, learner_path(debrief)[-1]),
        )
    for asked in CLOSING:
        chosen = form[asked.code].data
        given = services.Given(choices=(chosen,) if chosen else ())
        services.save_answer(db.session(), debrief, asked, given, now=clock.now())
    services.finish(db.session(), debrief, helped=form.who_helped(), now=clock.now())
    db.session.commit()
    return _thanks(debrief)


@blueprint.get("/thank-you")
@allow(Role.LEARNER)
def thank_you(debrief_id: uuid.UUID) -> Page:
    """Say thank you, who reads it, and what the employer said went well."""
    debrief = _own(debrief_id)
    if debrief.finished_at is None:
        return redirect(url_for("learner_debriefs.start", debrief_id=debrief.id))
    placement = debrief.placement
    return render_template(
        "debriefs/thank_you.html",
        debrief=debrief,
        place=place_of(debrief),
        reader=contacts(db.session(), placement.provider_id).main,
        strength=strength_told(db.session(), placement),
    )
