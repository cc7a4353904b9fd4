"""The pages on which a lead changes a profile, one topic a page."""

import uuid
from collections.abc import Iterator

from flask import flash, redirect, render_template, url_for
from wtforms import Field

from webapp.accounts import access
from webapp.accounts.policies import LEADS, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.core.formatting import clock_time, short_day
from webapp.core.postcodes import PostcodeError
from webapp.learners import queries, services
from webapp.learners.errors import LearnerError
from webapp.learners.forms.said import SectionForm
from webapp.learners.forms.sentences import say_postcode, say_wrong
from webapp.learners.models import Learner
from webapp.learners.services import Edit
from webapp.learners.views.roll import Page, blueprint, note_read, whole_learner
from webapp.learners.views.sections import PAGES, Section, SectionPage

SECTIONS = ",".join(section.value for section in PAGES)
ADDRESS = f"/lead/learners/<uuid:learner_id>/<any({SECTIONS}):section>"


@blueprint.get(ADDRESS)
@allow(*LEADS)
def profile(learner_id: uuid.UUID, section: str) -> Page:
    """Show one topic of the profile with what is known, ready to change."""
    learner = whole_learner(learner_id)
    note_read(learner, page="learner")
    page = PAGES[Section(section)]
    form = page.make(learner)
    form.version.data = str(learner.version)
    return draw(page, learner, form)


@blueprint.post(ADDRESS)
@allow(*LEADS)
def save_profile(learner_id: uuid.UUID, section: str) -> Page:
    """Keep one topic of the profile, or say beside the field what to put right."""
    learner = whole_learner(learner_id)
    page = PAGES[Section(section)]
    form = page.make(learner)
    if form.validate_on_submit() and save(page, learner, form):
        flash("Saved.", "success")
        return redirect(url_for("lead_learners.show", learner_id=learner_id, _anchor=section))
    return draw(page, learner, form)


def save(page: SectionPage, learner: Learner, form: SectionForm) -> bool:
    """Return whether the page was kept; otherwise the form says why not."""
    try:
        page.save(db.session(), learner, form, edit_now(version=form.seen_version))
        db.session.flush()  # what the database refuses shows here
    except LearnerError as error:
        db.session.rollback()
        say_wrong(form, error)
    except PostcodeError as error:
        db.session.rollback()
        say_postcode(form, error)
    except StaleVersion:
        db.session.rollback()
        say_stale(form, learner)
    else:
        db.session.commit()
        return True
    return False


def edit_now(*, version: int) -> Edit:
    """Return who changes something now, and the version they saw."""
    return Edit(
        by=access.require_actor().user_id,
        now=clock.now(),
        today=clock.today(),
        version=version,
    )


def say_stale(form: SectionForm, learner: Learner) -> None:
    """Say who changed the learner meanwhile; pressing Save again then keeps these words."""
    change = queries.last_change(db.session(), learner.id)
    who = (change.by if change else None) or "Someone"
    when = ""
    if change:
        at = clock.local(change.at)
        when = f" at {clock_time(at)} on {short_day(at)}"
    form.say_above(
        f"{who} changed this learner{when}, after you opened the page. "
        "What you typed is still here. Compare it with what is saved, then press Save again."
    )
    form.version.data = str(learner.version)
    form.is_stale = True


def draw(page: SectionPage, learner: Learner, form: SectionForm) -> str:
    """Return the page; when someone else changed the learner, with what is saved now."""
    saved = list(differences(form, page.make(learner, formdata=None))) if form.is_stale else []
    return render_template(
        f"learners/{page.section.value}.html",
        form=form,
        learner=learner,
        saved=saved,
        said=[said for said in learner.statements if said.topic in page.topics],
        **page.more(learner),
    )


def differences(typed: SectionForm, saved: SectionForm) -> Iterator[tuple[str, str]]:
    """Yield the label and the saved words of each field that was typed differently."""
    for field in saved:
        if field.name in {"version", "csrf_token"} or field.type == "HiddenField":
            continue
        if field.data != typed[field.name].data and (words := in_words(field)):
            yield field.label.text, words


def in_words(field: Field) -> str:
    """Return what a field holds as the page would show it."""
    chosen = field.data if isinstance(field.data, list) else [field.data]
    words = dict(getattr(field, "choices", None) or ())
    return ", ".join(str(words.get(one, one)) for one in chosen if one not in (None, "", False))


@blueprint.post("/lead/learners/<uuid:learner_id>/statements/<uuid:statement_id>/remove")
@allow(*LEADS)
def remove_statement(learner_id: uuid.UUID, statement_id: uuid.UUID) -> Page:
    """Take back something that was said."""
    learner = whole_learner(learner_id)
    statement = queries.find_statement(learner, statement_id)
    if statement is None:
        raise NotFound("no such statement of this learner")
    edit = edit_now(version=learner.version)
    services.remove_statement(db.session(), learner, statement, edit=edit)
    db.session.commit()
    flash("Removed.", "success")
    section = next(
        (page.section for page in PAGES.values() if statement.topic in page.topics), None
    )
    if section is None:
        return redirect(url_for("lead_learners.show", learner_id=learner_id))
    return redirect(url_for("lead_learners.profile", learner_id=learner_id, section=section.value))
