"""Joins placements to the application: match runs, dates, and mail that must still hold."""

import uuid

from flask import Flask
from sqlalchemy.orm import Session

from webapp.core import due
from webapp.mail.deliver import register_still_valid
from webapp.mail.models import OutgoingEmail
from webapp.placements import runs, today
from webapp.placements.emails import CANCELLED, SUBJECT_KIND
from webapp.placements.models import Placement
from webapp.placements.planning import follow_dates
from webapp.placements.rules import ENDED
from webapp.placements.to_do import mail_work, placement_work, run_work


def may_still_go(session: Session, placement_id: uuid.UUID, *, email: OutgoingEmail) -> bool:
    """Return whether a message about a placement still holds: no request once it has ended."""
    placement = session.get(Placement, placement_id)
    if placement is None:
        return False
    return email.name == CANCELLED or placement.state not in ENDED


def init_app(_app: Flask) -> None:
    """Wire what placements do by themselves."""
    runs.register_handler()
    due.register("placements", follow_dates)
    today.add_source("mail", mail_work)
    today.add_source("placements", placement_work)
    today.add_source("runs", run_work)
    register_still_valid(SUBJECT_KIND, may_still_go)
