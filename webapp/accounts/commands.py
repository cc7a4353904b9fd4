"""Commands about people: the link that makes the first administrator."""

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.accounts import services
from webapp.core import clock
from webapp.core.db import db


@click.command("first-admin")
@with_appcontext
def first_admin() -> None:
    """Print the link that makes the first administrator, or where to sign in."""
    base = current_app.config["BASE_URL"].rstrip("/")
    try:
        token = services.make_first_admin_link(db.session(), now=clock.now())
    except services.AlreadyAdministered:
        click.echo(f"There is an administrator. Sign in at {base}/sign-in")
        return
    db.session.commit()
    click.echo("Open this link to make the first administrator. It works once, for 2 days:")
    click.echo(f"{base}/first-admin/{token}")


commands = (first_admin,)
