"""Commands that load scenario files."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from webapp.config import AppMode
from webapp.core import clock, postcode_source, postcodes
from webapp.core.db import db
from webapp.scenarios import loading
from webapp.scenarios.format import read_scenario
from webapp.scenarios.nodes import ScenarioError


@click.group("scenario")
def scenario() -> None:
    """Work with scenario files."""


@scenario.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def load(file: Path) -> None:
    """Create an empty database, put the FILE into it and move the clock to its date.

    With APP_MODE=demo its people can be signed in as.
    """
    try:
        found = read_scenario(file)
    except ScenarioError as wrong:
        raise click.ClickException(str(wrong)) from None
    upgrade()
    if not loading.is_empty(db.session()):
        raise click.ClickException(
            "This database is not empty. A scenario needs a new one: "
            "set DATABASE_URL or INSTANCE_PATH to another place."
        )
    table = postcodes.table_file()
    if not postcode_source.is_current(table):
        click.echo("Building the postcode table first.")
        postcode_source.build(table, progress=lambda letter: None)
    try:
        clock.move_to(found.today)
        demo = current_app.config["SETTINGS"].mode is AppMode.DEMO
        loaded = loading.load(db.session(), found, now=clock.now(), is_demo=demo)
    except (ScenarioError, clock.ClockRefused) as wrong:
        db.session.rollback()
        raise click.ClickException(str(wrong)) from None
    db.session.commit()
    click.echo(
        f"{len(loaded.providers)} settings, {len(loaded.staff)} staff, "
        f"{len(loaded.learners)} learners, {len(loaded.employers)} employers, "
        f"{len(loaded.placements)} placements. "
        f"Today is {found.today:%A %d %B %Y}."
    )


commands = (scenario,)
