"""The adult’s side: read a worry or a concern, answer it."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts import access
from webapp.accounts.models import Role
from webapp.accounts.policies import STAFF_ROLES, allow
from webapp.concerns import queries, services
from webapp.concerns.forms import CONCERN_WORDS, AnswerForm
from webapp.concerns.models import Worry, WorryKind
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db

blueprint = Blueprint("lead_worries", __name__, template_folder="../templates")

Page = Response | str
READ = "read"


def _page(worry: Worry, form: AnswerForm) -> str:
    return render_template(
        "concerns/worry.html", form=form, worry=worry, due=queries.due_on(db.session(), worry)
    )


@blueprint.get("/lead/worries/<uuid:worry_id>")
@allow(*STAFF_ROLES)
def show(worry_id: uuid.UUID) -> Page:
    """Show what was said to who may read it, and keep that they did."""
    actor = access.require_actor()
    worry = queries.find(db.session(), actor, worry_id)
    record_view(
        "worry_viewed",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="worry",
        subject_id=worry.id,
    )
    return _page(worry, AnswerForm(formdata=None, answer=worry.answer or ""))


@blueprint.post("/lead/worries/<uuid:worry_id>")
@allow(*STAFF_ROLES)
def answer(worry_id: uuid.UUID) -> Page:
    """Keep the answer, or that it was read."""
    actor = access.require_actor()
    worry = queries.find(db.session(), actor, worry_id)
    form = AnswerForm()
    now = clock.now()
    if worry.kind is WorryKind.WOULD_NOT_SAY:
        services.answer_worry(db.session(), worry, words="", actor=actor, now=now)
        flash("Saved. It is off your list.", "success")
    elif request.form.get("act") == READ:
        services.mark_seen(db.session(), worry, actor=actor, now=now)
        flash("Saved. Their page says that you have read it. An answer is still needed.", "success")
    elif form.validate_on_submit():
        words = form.answer.data or ""
        services.answer_worry(db.session(), worry, words=words, actor=actor, now=now)
        flash("Sent. It stands on their own page now.", "success")
    else:
        return _page(worry, form)
    db.session.commit()
    return redirect(url_for("lead_worries.show", worry_id=worry_id))


@blueprint.get("/concerns/<uuid:concern_id>")
@allow(Role.DSL, Role.PLATFORM_ADMIN)
def show_concern(concern_id: uuid.UUID) -> Page:
    """Show a concern to who may read it, and keep that they did."""
    actor = access.require_actor()
    concern = queries.find_concern(db.session(), actor, concern_id)
    record_view(
        "concern_viewed",
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="concern",
        subject_id=concern.id,
    )
    return render_template(
        "concerns/concern.html",
        concern=concern,
        kind_words=CONCERN_WORDS[concern.kind],
        layout="layouts/lead.html" if actor.provider_id else "layouts/public.html",
    )


@blueprint.post("/concerns/<uuid:concern_id>")
@allow(Role.DSL, Role.PLATFORM_ADMIN)
def close_concern(concern_id: uuid.UUID) -> Page:
    """Keep that it was read."""
    actor = access.require_actor()
    concern = queries.find_concern(db.session(), actor, concern_id)
    services.close_concern(db.session(), concern, actor=actor, now=clock.now())
    db.session.commit()
    flash("Saved. It is off the list. It stays in the record.", "success")
    return redirect(url_for("lead_worries.show_concern", concern_id=concern_id))
