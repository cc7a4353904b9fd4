"""What the learner and the employer said, side by side."""

import uuid

from flask import Blueprint, render_template

from webapp.accounts.access import require_actor
from webapp.accounts.policies import STAFF_ROLES, allow
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db
from webapp.debriefs.models import Voice
from webapp.debriefs.queries import debriefs_of, said_by_employer, said_by_learner
from webapp.debriefs.to_do import VIEWED
from webapp.placements.queries import find
from webapp.placements.services import placement_dates

blueprint = Blueprint("lead_debriefs", __name__, template_folder="../templates")


@blueprint.get("/lead/placements/<uuid:placement_id>/debrief")
@allow(*STAFF_ROLES)
def show(placement_id: uuid.UUID) -> str:
    """Show both debriefs of a placement, and keep that they were read."""
    actor = require_actor()
    placement = find(db.session(), actor, placement_id)
    voices = {debrief.voice: debrief for debrief in debriefs_of(db.session(), [placement.id])}
    record_view(
        VIEWED,
        at=clock.now(),
        actor_id=actor.user_id,
        subject_kind="placement",
        subject_id=placement.id,
    )
    learner, employer = voices.get(Voice.LEARNER), voices.get(Voice.EMPLOYER)
    return render_template(
        "debriefs/side_by_side.html",
        placement=placement,
        place=placement.window.offer.site.employer.name,
        last_day=placement_dates(placement)[-1],
        learner=learner,
        employer=employer,
        learner_said=said_by_learner(learner) if learner else (),
        employer_said=said_by_employer(employer) if employer else (),
    )
