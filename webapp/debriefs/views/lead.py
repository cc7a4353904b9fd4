"""What the learner and the employer said, side by side."""

import uuid

from flask import Blueprint, render_template

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, STAFF_ROLES, allow
from webapp.core import clock
from webapp.core.audit import record_view
from webapp.core.db import db
from webapp.debriefs import by_post
from webapp.debriefs.emails import is_wanted
from webapp.debriefs.models import Debrief, Voice
from webapp.debriefs.queries import debriefs_of, said_by_employer, said_by_learner
from webapp.debriefs.to_do import VIEWED
from webapp.placements.queries import find, names_of
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
        letter=by_post.letter_of(db.session(), employer) if employer else None,
        may_write=require_actor().is_any(*LEADS) and employer is not None and is_wanted(employer),
        written_by=_name_of_writer(employer) if employer else None,
        learner_said=said_by_learner(learner) if learner else (),
        employer_said=said_by_employer(employer) if employer else (),
    )


def _name_of_writer(debrief: Debrief) -> str | None:
    """Return who typed in what the employer said; None where they typed it themselves."""
    return next(iter(names_of(db.session(), [debrief.written_by_id]).values()), None)
