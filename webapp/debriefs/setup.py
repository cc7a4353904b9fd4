"""Joins debriefs to the application: when they open, remind, and where an employer’s link leads."""

from flask import Flask

from webapp.accounts import link_pages
from webapp.accounts.models import LinkPurpose
from webapp.core import due
from webapp.debriefs import emails, letter_pages, services
from webapp.debriefs.contact_history import emails_about_debriefs
from webapp.debriefs.to_do import debrief_work, looking_back
from webapp.employers import history
from webapp.mail.deliver import register_still_valid
from webapp.placements import events, next_things, today


def init_app(_app: Flask) -> None:
    """Wire what debriefs do by themselves."""
    letter_pages.add_letters()
    events.after_each_move("debriefs", services.after_move)
    due.register("debriefs", services.follow_dates)
    today.add_source("debriefs", debrief_work)
    history.add_source("debrief emails", emails_about_debriefs)
    next_things.add_source("debriefs", looking_back)
    register_still_valid(emails.SUBJECT_KIND, emails.may_still_go)
    link_pages.serves(
        LinkPurpose.EMPLOYER_DEBRIEF, endpoint="employer_debriefs.open", renew=emails.send_new_link
    )
