"""Joins placements to the application: match runs, dates, and mail that must still hold."""

import uuid

from flask import Flask
from sqlalchemy.orm import Session

from webapp.accounts import link_pages
from webapp.accounts.models import LinkPurpose
from webapp.catalogue.adjustments import ADJUSTMENTS
from webapp.catalogue.employer_replies import DECLINE_REASONS
from webapp.catalogue.experience_types import EXPERIENCE_TYPES
from webapp.catalogue.travel import TRAVEL_MODES
from webapp.core import due
from webapp.mail.deliver import register_still_valid
from webapp.mail.models import OutgoingEmail
from webapp.placements import (
    contact_history,
    next_things,
    placement_letters,
    plans,
    question_emails,
    runs,
    today,
)
from webapp.placements.emails import CANCELLED, SUBJECT_KIND, tell_when_it_ends
from webapp.placements.employers_to_do import employer_work, letter_work, question_work
from webapp.placements.events import after_each_move
from webapp.placements.models import Placement
from webapp.placements.my_things import placement_things
from webapp.placements.pictures import place_picture, reason_picture, task_picture
from webapp.placements.planning import follow_dates
from webapp.placements.rules import ENDED
from webapp.placements.services import placement_dates
from webapp.placements.to_do import mail_work, placement_work, run_work


def may_still_go(session: Session, subject_id: uuid.UUID, *, email: OutgoingEmail) -> bool:
    """Return whether a message about a placement still holds: no request once it has ended."""
    placement = session.get(Placement, subject_id)
    if placement is None:
        return False
    return email.name == CANCELLED or placement.state not in ENDED


def init_app(app: Flask) -> None:
    """Wire what placements do by themselves."""
    placement_letters.add_letters()
    plans.register_handler()
    runs.register_handler()
    after_each_move("employer_is_told", tell_when_it_ends)
    due.register("placements", follow_dates)
    contact_history.add_sources()
    next_things.add_source("placements", placement_things)
    today.add_source("employers", employer_work)
    today.add_source("letters", letter_work)
    today.add_source("mail", mail_work)
    today.add_source("placements", placement_work)
    today.add_source("runs", run_work)
    today.add_source("questions", question_work)
    register_still_valid(SUBJECT_KIND, may_still_go)
    register_still_valid(question_emails.SUBJECT_KIND, question_emails.may_still_go)
    link_pages.serves(
        LinkPurpose.EMPLOYER_QUESTION,
        endpoint="questions.open",
        renew=question_emails.send_new_link,
    )
    app.jinja_env.filters.update(
        days_of=placement_dates,
        place_picture=place_picture,
        reason_picture=reason_picture,
        task_picture=task_picture,
    )
    app.jinja_env.globals.update(
        adjustment_words=lambda code: ADJUSTMENTS[code].employer,
        decline_words=lambda code: DECLINE_REASONS[code],
        mode_name=lambda code: TRAVEL_MODES[code].name,
        type_name=lambda code: EXPERIENCE_TYPES[code].name,
    )
