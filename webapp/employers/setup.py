"""Joins employers to the application: what falls due, and where a confirming link leads."""

from flask import Flask

from webapp.accounts import link_pages
from webapp.accounts.models import LinkPurpose
from webapp.core import due
from webapp.employers import reminders
from webapp.employers.views import joining


def init_app(app: Flask) -> None:
    """Register the daily removal of ended drafts and the page of confirming links."""
    del app
    due.register("drafts of employers", reminders.remove_ended_drafts)
    due.register("insurance that ends", reminders.chase_insurance)
    due.register("offers to confirm", reminders.ask_still_right)
    link_pages.serves(LinkPurpose.VERIFY_EMAIL, endpoint="joining.confirm", renew=joining.renew)
    link_pages.serves(LinkPurpose.STILL_RIGHT, endpoint="still_right.ask")
    link_pages.serves(LinkPurpose.RESUME_DRAFT, endpoint="register.resume")
    link_pages.serves(LinkPurpose.EMPLOYER_INVITED, endpoint="register.invited")
