"""Commands of the practice town."""

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.accounts.demo import demo_people
from webapp.config import AppMode
from webapp.core import clock
from webapp.core.db import db
from webapp.demo import town
from webapp.scenarios.loading import is_empty

WALK = ("Grace Bell", "Jay", "Ruth Dale", "Samir Patel", "Helen Marsh", "Dave Pugh")
"""The people a first walk through the product needs, in that order."""


@click.group("demo")
def demo() -> None:
    """The practice town."""


@demo.command("load")
@with_appcontext
def load() -> None:
    """Fill an empty database with the practice town; do nothing when it is filled."""
    _only_in_demo()
    if not is_empty(db.session()):
        click.echo("    is there already")
        return
    clock.move_to(town.WHEN)
    town.build(db.session(), now=clock.now(), say=lambda what: click.echo(f"    {what}"))
    db.session.commit()


@demo.command("links")
@with_appcontext
def links() -> None:
    """Print the address and one sign-in link for each person of the first walk."""
    _only_in_demo()
    base = current_app.config["BASE_URL"]
    people = {user.name: user for user in demo_people(db.session())}
    click.echo(f"\nThe practice town is open: {base}/\n")
    for name in WALK:
        if name in people:
            click.echo(f"  {name:<14} {base}/demo/sign-in/{people[name].id}")
    click.echo(f"\n  Everyone       {base}/demo\n  Their mail     {base}/demo/mail")


def _only_in_demo() -> None:
    mode = current_app.config["SETTINGS"].mode
    if mode not in {AppMode.DEMO, AppMode.TEST}:
        raise click.ClickException("The practice town needs APP_MODE=demo.")


commands = (demo,)
