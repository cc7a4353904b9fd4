"""The employer looks back: three short pages behind a link, without the learner’s name."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts import link_pages
from webapp.accounts.links import LinkEnd, LinkGone
from webapp.accounts.models import LinkPurpose
from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.debriefs import services
from webapp.debriefs.emails import is_wanted
from webapp.debriefs.employer_questions import PAGES
from webapp.debriefs.forms import ask_to_reword, employer_form, given_by_employer
from webapp.debriefs.models import Debrief, Voice
from webapp.debriefs.queries import answer_to, employer_form_questions, find_by_key, place_of
from webapp.debriefs.questions import Question
from webapp.placements.services import placement_dates

blueprint = Blueprint(
    "employer_debriefs", __name__, url_prefix="/debriefs/<token>", template_folder="../templates"
)

Page = Response | str
ORDER = tuple(PAGES)


def _enter(token: str) -> Debrief:
    """Return the debrief behind the link; raises LinkGone where nothing is asked any more."""
    link = link_pages.enter(token, LinkPurpose.EMPLOYER_DEBRIEF)
    debrief = find_by_key(db.session(), link.subject_id)
    if debrief is None or debrief.voice is not Voice.EMPLOYER:
        raise LinkGone(LinkEnd.UNKNOWN)
    if debrief.finished_at is None and not is_wanted(debrief):
        raise LinkGone(LinkEnd.REVOKED)
    return debrief


def _questions(debrief: Debrief, page: str) -> list[Question]:
    return [asked for asked in employer_form_questions(debrief) if asked.page == page]


def _is_done(debrief: Debrief, page: str) -> bool:
    """Return whether everything that is needed on this page was answered."""
    return all(
        not asked.needed or answer_to(debrief, asked) is not None
        for asked in _questions(debrief, page)
    )


def _to_page(token: str, page: str) -> Response:
    return redirect(url_for("employer_debriefs.page", token=token, page=page))


@blueprint.get("", endpoint="open")
@allow(Audience.LINK)
def open_debrief(token: str) -> Page:
    """Lead to the first page with something left to answer, or say thank you."""
    debrief = _enter(token)
    if debrief.finished_at is not None:
        return render_template("debriefs/employer_done.html", debrief=debrief)
    waiting = next((page for page in ORDER if not _is_done(debrief, page)), ORDER[-1])
    return _to_page(token, waiting)


@blueprint.get("/<page>")
@blueprint.post("/<page>")
@allow(Audience.LINK)
def page(token: str, page: str) -> Page:
    """Ask the questions of one page, and keep its answers."""
    debrief = _enter(token)
    if page not in PAGES:
        raise NotFound(page)
    if debrief.finished_at is not None:
        return redirect(url_for("employer_debriefs.open", token=token))
    questions = _questions(debrief, page)
    form = employer_form(questions, debrief)
    if not form.validate_on_submit() or ask_to_reword(form, questions):
        dates = placement_dates(debrief.placement)
        return render_template(
            "debriefs/employer_page.html",
            debrief=debrief,
            place=place_of(debrief),
            dates=dates,
            form=form,
            questions=questions,
            title=PAGES[page],
            number=ORDER.index(page) + 1,
            pages=len(ORDER),
            back_url=url_for(
                "employer_debriefs.page", token=token, page=ORDER[ORDER.index(page) - 1]
            )
            if page != ORDER[0]
            else None,
        )
    for asked in questions:
        services.save_answer(
            db.session(), debrief, asked, given_by_employer(form, asked), now=clock.now()
        )
    waiting = _next_page(debrief, page)
    if waiting is None:
        services.finish(db.session(), debrief, helped=None, now=clock.now())
    db.session.commit()
    if waiting is None:
        return redirect(url_for("employer_debriefs.open", token=token))
    return _to_page(token, waiting)


def _next_page(debrief: Debrief, page: str) -> str | None:
    """Return the next page, or after the last one a page that was left out, or None."""
    if page != ORDER[-1]:
        return ORDER[ORDER.index(page) + 1]
    return next((one for one in ORDER if not _is_done(debrief, one)), None)
