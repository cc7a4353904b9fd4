"""Joins accounts to the application."""

import sqlalchemy as sa
from flask import Flask

from webapp.accounts import access, demo, link_pages, mailbox
from webapp.accounts.links import LinkGone, NeedsCode
from webapp.accounts.models import LinkPurpose, User
from webapp.config import AppMode, ConfigError
from webapp.core.db import db


def init_app(app: Flask) -> None:
    """Wire sign-in and policies; production refuses a database with a demo person."""
    access.wire(app)
    app.register_error_handler(LinkGone, link_pages.link_gone)
    app.register_error_handler(NeedsCode, link_pages.ask_for_code)
    link_pages.serves(LinkPurpose.SIGN_IN, endpoint="accounts.sign_in_link")
    mode = app.config["SETTINGS"].mode
    if mode is AppMode.DEMO:
        app.register_blueprint(demo.blueprint)
    if mode in {AppMode.DEMO, AppMode.TEST}:
        app.register_blueprint(mailbox.blueprint)
    if mode is AppMode.PRODUCTION:
        refuse_demo_people(app)


def refuse_demo_people(app: Flask) -> None:
    """Raise ConfigError when someone in the database may sign in without a password."""
    with app.app_context():
        if not sa.inspect(db.engine).has_table(User.__tablename__):
            return
        if db.session.scalar(sa.select(User.id).where(User.is_demo).limit(1)):
            raise ConfigError(
                "This database holds people of the practice town. "
                "Start production with an empty database."
            )
