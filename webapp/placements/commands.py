"""`flask propose LEARNER --json`: what a match run finds, printed."""

import json

import click
from flask.cli import with_appcontext

from webapp.core import clock
from webapp.core.db import db
from webapp.learners.queries import learner_named
from webapp.placements import matchmaking


@click.command("propose")
@click.argument("learner")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def propose_command(learner: str, as_json: bool) -> None:
    """Show places for LEARNER: the number in the file, or a first name nobody else has."""
    session = db.session()
    found = learner_named(session, learner)
    if found is None:
        raise click.ClickException(f"No learner, or more than one, is called {learner!r}.")
    result = matchmaking.propose_for(session, found.id, today=clock.today())
    printed = matchmaking.as_printed(result)
    if as_json:
        click.echo(json.dumps(printed, ensure_ascii=False, indent=2))
        return
    for place in printed["proposals"]:
        click.echo(f"{place['rank']}. {place['employer']}: {place['score']} of 100")
    for place in printed["blocked"]:
        click.echo(f"-  {place['employer']}: {', '.join(place['codes'])}")


commands = (propose_command,)
