"""Joins employers to the application: what falls due, and where a confirming link leads."""

from flask import Flask

from webapp.accounts import link_pages
from webapp.accounts.models import LinkPurpose
from webapp.core import due
from webapp.employers import drafts
from webapp.employers.views import joining


def init_app(app: Flask) -> None:
    """Register the daily removal of ended drafts and the page of confirming links."""
    del app
    due.register("registration drafts", drafts.remove_ended)
    link_pages.serves(LinkPurpose.VERIFY_EMAIL, endpoint="joining.confirm", renew=joining.renew)
