"""“Who sees this?”: the learner’s own page about who may read what they said."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts import access
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.learners import queries, rules, services
from webapp.learners.errors import NotMorePrivate
from webapp.learners.models import Learner, Share

blueprint = Blueprint("learner_sharing", __name__, template_folder="../templates")

Page = Response | str


def own_profile() -> Learner:
    """Return the profile of the learner who is signed in."""
    actor = access.require_actor()
    learner = (
        queries.find_whole(db.session(), actor, actor.learner_id) if actor.learner_id else None
    )
    if learner is None:
        raise NotFound("no learner is signed in")
    return learner


@blueprint.get("/learner/sharing")
@allow(Role.LEARNER)
def show() -> Page:
    """Show the learner what they said and who may read it."""
    learner = own_profile()
    groups = {
        share: [said for said in learner.statements if said.share is share]
        for share in rules.PRIVACY
    }
    return render_template(
        "learners/who_sees_this.html",
        groups=groups,
        learner=learner,
        reads={said.id: rules.read_by_choice(said)[said.share] for said in learner.statements},
    )


@blueprint.post("/learner/sharing/<uuid:statement_id>/keep-at-school")
@allow(Role.LEARNER)
def keep_at_school(statement_id: uuid.UUID) -> Page:
    """Make one statement private in one step; it takes effect at once."""
    statement = queries.find_statement(own_profile(), statement_id)
    if statement is None:
        raise NotFound("no such statement of this learner")
    try:
        services.set_share(
            db.session(),
            statement,
            Share.SCHOOL_ONLY,
            now=clock.now(),
            by=access.require_actor().user_id,
            only_more_private=True,
        )
    except NotMorePrivate as error:
        raise NotFound("nothing to make more private") from error
    db.session.commit()
    flash("Done. It stays at school now.", "success")
    return redirect(url_for("learner_sharing.show"))
