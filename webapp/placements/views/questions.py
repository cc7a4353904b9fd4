"""One question to an employer: behind a link, on the employer’s own pages, and on the lead’s."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from webapp.accounts import link_pages
from webapp.accounts.access import require_actor
from webapp.accounts.links import LinkEnd, LinkGone
from webapp.accounts.models import LinkPurpose, Role
from webapp.accounts.policies import LEADS, STAFF_ROLES, Audience, allow
from webapp.catalogue.employer_questions import AnswersWith
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers.services import main_contact
from webapp.learners import queries as learners
from webapp.placements import questions
from webapp.placements.queries import find_run, names_of
from webapp.placements.question_emails import send_question
from webapp.placements.question_forms import ANSWER_WORDS, COVER_ANSWERS, QuestionForm
from webapp.placements.question_models import EmployerQuestion
from webapp.placements.questions import AnswerRefused
from webapp.placements.runs import ask_for_run
from webapp.providers.queries import contacts

by_link = Blueprint("questions", __name__, url_prefix="/questions", template_folder="../templates")
of_employers = Blueprint(
    "employer_questions",
    __name__,
    url_prefix="/employer/questions",
    template_folder="../templates",
)
of_leads = Blueprint("lead_questions", __name__, url_prefix="/lead", template_folder="../templates")

Page = Response | tuple[str, int]


@by_link.get("/<token>", endpoint="open")
@allow(Audience.LINK)
def open_link(token: str) -> Page:
    """Show the question; opening the link alone answers nothing."""
    return _draw(_behind(token), _form(), layout="layouts/public.html")


@by_link.post("/<token>", endpoint="answer")
@allow(Audience.LINK)
def answer_link(token: str) -> Page:
    """Keep the answer of who came by the link."""
    question = _behind(token)
    form = _form()
    if not _kept(question, form, by_id=None):
        return _draw(question, form, layout="layouts/public.html", status=422)
    db.session.commit()
    return redirect(url_for("questions.open", token=token))


def _behind(token: str) -> EmployerQuestion:
    link = link_pages.enter(token, LinkPurpose.EMPLOYER_QUESTION)
    question = db.session.get(EmployerQuestion, link.subject_id, options=questions.PARTS)
    if question is None:
        raise LinkGone(LinkEnd.UNKNOWN)
    return question


@of_employers.get("/<uuid:question_id>", endpoint="show")
@allow(Role.EMPLOYER)
def show_employer(question_id: uuid.UUID) -> Page:
    """Show the question to someone of the employer."""
    return _draw(_own(question_id), _form(), layout="layouts/employer.html")


@of_employers.post("/<uuid:question_id>", endpoint="answer")
@allow(Role.EMPLOYER)
def answer_employer(question_id: uuid.UUID) -> Page:
    """Keep the answer of someone of the employer."""
    question = _own(question_id)
    form = _form()
    if not _kept(question, form, by_id=require_actor().user_id):
        return _draw(question, form, layout="layouts/employer.html", status=422)
    db.session.commit()
    return redirect(url_for("employer_questions.show", question_id=question_id))


def _own(question_id: uuid.UUID) -> EmployerQuestion:
    employer_id = require_actor().employer_id
    return questions.find_for_employer(db.session(), question_id, employer_id=employer_id)


def _form() -> QuestionForm:
    return QuestionForm() if request.method == "POST" else QuestionForm(formdata=None)


def _kept(question: EmployerQuestion, form: QuestionForm, *, by_id: uuid.UUID | None) -> bool:
    """Return whether the answer is kept; else the form says what to put right."""
    if not form.validate_on_submit():
        return False
    try:
        questions.answer(
            db.session(),
            question,
            form.answered(),
            by_id=by_id,
            now=clock.now(),
            today=clock.today(),
        )
    except AnswerRefused as refused:
        form.refuse(refused.fault)
        return False
    flash("Thank you. The school reads your answer today.", "success")
    return True


def _draw(
    question: EmployerQuestion, form: QuestionForm, *, layout: str, status: int = 200
) -> Page:
    """Return the page of a question: nothing on it says which learner it is for."""
    is_cover = questions.entry_of(question).answers is AnswersWith.INSURANCE
    choices = COVER_ANSWERS if is_cover else tuple(ANSWER_WORDS)
    provider_id = question.provider_id
    return (
        render_template(
            "placements/question.html",
            layout=layout,
            form=form,
            words=questions.words_of(question),
            help=questions.entry_of(question).help,
            said=question.answer and ANSWER_WORDS[question.answer],
            is_for_all=question.is_for_all,
            is_cover=is_cover,
            may_be_kept=questions.may_be_kept(question),
            choices=[(code.value, ANSWER_WORDS[code]) for code in choices],
            employer=question.offer.site.employer.name,
            school=question.learner.provider.name_for_employers,
            staff=contacts(db.session(), provider_id).main,
        ),
        status,
    )


@of_leads.post("/matching/runs/<uuid:run_id>/ask", endpoint="ask")
@allow(*LEADS)
def ask(run_id: uuid.UUID) -> Page:
    """Ask the employer the one question of a near miss."""
    actor, session = require_actor(), db.session()
    run = find_run(session, actor, run_id)
    learner = learners.find(session, actor, run.learner_id)
    if learner is None:
        raise NotFound(str(run_id))
    try:
        question = questions.ask(
            session,
            run,
            learner,
            offer_key=request.form.get("offer", ""),
            actor=actor,
            now=clock.now(),
        )
    except IntegrityError:  # a colleague asked in the same moment
        session.rollback()
        return redirect(url_for("matching.run", run_id=run_id))
    if send_question(session, question, now=clock.now()):
        flash("Asked. The email names no learner. The answer appears on Today.", "success")
    else:
        flash("They have no email here. Call them, or print the letter on Today.", "warning")
    session.commit()
    return redirect(url_for("lead_questions.show", question_id=question.id))


@of_leads.get("/questions/<uuid:question_id>", endpoint="show")
@allow(*STAFF_ROLES)
def show_lead(question_id: uuid.UUID) -> Page:
    """Show what was asked, what they said, and what it opens."""
    question = questions.find_for_staff(db.session(), require_actor(), question_id)
    return _draw_for_staff(question, _form())


def _draw_for_staff(question: EmployerQuestion, form: QuestionForm, status: int = 200) -> Page:
    session, actor = db.session(), require_actor()
    is_cover = questions.entry_of(question).answers is AnswersWith.INSURANCE
    form.answer.choices = [
        (code, words)
        for code, words in form.answer.choices
        if not is_cover or code in COVER_ANSWERS
    ]
    return (
        render_template(
            "placements/question_of_lead.html",
            question=question,
            words=questions.words_of(question),
            form=form,
            is_cover=is_cover,
            may_be_kept=questions.may_be_kept(question),
            answer_words=ANSWER_WORDS,
            contact=main_contact(question.offer.site.employer),
            names=names_of(session, [question.asked_by_id, question.answered_by_id]),
            is_lead=actor.is_any(*LEADS),
            is_yes=question.answer in questions.YES,
        ),
        status,
    )


@of_leads.post("/questions/<uuid:question_id>/answer", endpoint="record")
@allow(*LEADS)
def record(question_id: uuid.UUID) -> Page:
    """Write down what the employer said on the phone."""
    actor = require_actor()
    question = questions.find_for_staff(db.session(), actor, question_id)
    form = _form()
    if not _kept_for_employer(question, form):
        return _draw_for_staff(question, form, 422)
    flash("Kept as their answer.", "success")
    db.session.commit()
    return redirect(url_for("lead_questions.show", question_id=question_id))


def _kept_for_employer(question: EmployerQuestion, form: QuestionForm) -> bool:
    if not form.validate_on_submit():
        return False
    now, today = clock.now(), clock.today()
    by_id = require_actor().user_id
    try:
        questions.answer(db.session(), question, form.answered(), by_id=by_id, now=now, today=today)
    except AnswerRefused as refused:
        form.refuse(refused.fault)
        return False
    return True


@of_leads.post("/questions/<uuid:question_id>/seen", endpoint="seen")
@allow(*LEADS)
def seen(question_id: uuid.UUID) -> Page:
    """Put the answer away."""
    actor = require_actor()
    question = questions.find_for_staff(db.session(), actor, question_id)
    questions.see(db.session(), question, actor=actor, now=clock.now())
    db.session.commit()
    return redirect(url_for("lead.today"))


@of_leads.post("/questions/<uuid:question_id>/match", endpoint="match")
@allow(*LEADS)
def match_again(question_id: uuid.UUID) -> Page:
    """Compare the places again, with the answer."""
    actor, session = require_actor(), db.session()
    question = questions.find_for_staff(session, actor, question_id)
    questions.see(session, question, actor=actor, now=clock.now())
    run = ask_for_run(session, question.learner, actor_id=actor.user_id, now=clock.now())
    session.commit()
    return redirect(url_for("matching.run", run_id=run.id))


blueprints = (by_link, of_employers, of_leads)
