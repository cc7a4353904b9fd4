"""“I am worried”: a learner tells an adult, and sees who read it and what they said."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts import access
from webapp.accounts.models import Role
from webapp.accounts.policies import Actor, allow
from webapp.concerns import queries, services
from webapp.concerns.forms import WorryForm
from webapp.concerns.models import WorryKind
from webapp.concerns.queries import Helpers
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.learners import queries as learners
from webapp.learners.models import Learner
from webapp.providers.models import StaffMember

blueprint = Blueprint("worries", __name__, template_folder="../templates")

Page = Response | str
TRUSTED, LEAD, NOT_SAFE = "trusted", "lead", "not_safe"


@dataclass(frozen=True, slots=True)
class Choice:
    """One adult to tell, as the page offers it."""

    value: str
    adult: StaffMember
    kind: WorryKind


def _learner(actor: Actor) -> Learner:
    learner = (
        learners.find(db.session(), actor, actor.learner_id)
        if actor.learner_id is not None
        else None
    )
    if learner is None:
        raise NotFound("no learner is signed in")
    return learner


def _choices(helpers: Helpers) -> list[Choice]:
    """Return whom the learner can tell, in the order of the page."""
    offered = (
        (TRUSTED, helpers.trusted, WorryKind.WORRY),
        (LEAD, helpers.lead, WorryKind.WORRY),
        (NOT_SAFE, helpers.safeguarding, WorryKind.NOT_SAFE),
    )
    return [Choice(value, adult, kind) for value, adult, kind in offered if adult is not None]


def _page(actor: Actor, form: WorryForm, helpers: Helpers, choices: list[Choice]) -> str:
    if not form.form_key.data:
        form.form_key.data = uuid.uuid4().hex
    return render_template(
        "concerns/worried.html",
        form=form,
        helpers=helpers,
        choices=choices,
        sent=queries.sent_before(db.session(), actor),
    )


@blueprint.get("/learner/worried")
@allow(Role.LEARNER)
def new() -> Page:
    """Ask who to tell; words are welcome and not needed."""
    actor = access.require_actor()
    helpers = queries.helpers_of(db.session(), _learner(actor))
    return _page(actor, WorryForm(formdata=None), helpers, _choices(helpers))


@blueprint.post("/learner/worried")
@allow(Role.LEARNER)
def tell() -> Page:
    """Tell the chosen adult; pressing twice tells once."""
    actor = access.require_actor()
    learner = _learner(actor)
    helpers = queries.helpers_of(db.session(), learner)
    choices = _choices(helpers)
    form = WorryForm()
    form.tell.choices = [(choice.value, choice.adult.name) for choice in choices]
    if not form.validate_on_submit():
        return _page(actor, form, helpers, choices)
    chosen = next(choice for choice in choices if choice.value == form.tell.data)
    worry = services.tell_adult(
        db.session(),
        learner,
        services.Said(
            form_key=form.form_key.data or uuid.uuid4().hex,
            kind=chosen.kind,
            words=form.words.data or "",
        ),
        to=chosen.adult,
        about=queries.placement_around_now(db.session(), learner),
        now=clock.now(),
    )
    db.session.commit()
    return redirect(url_for("worries.sent", worry_id=worry.id))


@blueprint.get("/learner/worried/sent/<uuid:worry_id>")
@allow(Role.LEARNER)
def sent(worry_id: uuid.UUID) -> Page:
    """Say who reads it, by when, and what they answered."""
    actor = access.require_actor()
    worry = queries.find(db.session(), actor, worry_id)
    return render_template(
        "concerns/told.html",
        worry=worry,
        read_by=queries.due_on(db.session(), worry),
        helpers=queries.helpers_of(db.session(), _learner(actor)),
    )
