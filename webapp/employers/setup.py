"""Joins employers to the application: what falls due, and where a confirming link leads."""

from flask import Flask

from webapp.accounts import link_pages
from webapp.accounts.models import LinkPurpose
from webapp.core import due
from webapp.employers import certificates, history, notes, reminders
from webapp.employers.views import colleagues, joining


def init_app(app: Flask) -> None:
    """Register what falls due, the pages of links, and what colleagues may change."""
    colleagues.init_app(app)
    certificates.register_handler()
    history.add_source("emails", history.emails_to_people)
    history.add_source("notes", notes.lines)
    due.register("certificates nobody needs", certificates.remove_left_over)
    due.register("certificates of old cover", certificates.remove_old)
    due.register("drafts of employers", reminders.remove_ended_drafts)
    due.register("insurance that ends", reminders.chase_insurance)
    due.register("offers to confirm", reminders.ask_still_right)
    link_pages.serves(LinkPurpose.VERIFY_EMAIL, endpoint="joining.confirm", renew=joining.renew)
    link_pages.serves(LinkPurpose.STILL_RIGHT, endpoint="still_right.ask")
    link_pages.serves(LinkPurpose.RESUME_DRAFT, endpoint="register.resume")
    link_pages.serves(LinkPurpose.EMPLOYER_INVITED, endpoint="register.invited")
