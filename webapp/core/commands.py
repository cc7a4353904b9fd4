"""Commands of the whole application: serve the site, move the clock, build the postcodes."""

from datetime import date, datetime
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from waitress import serve as waitress_serve

from webapp.config import AppMode
from webapp.core import clock, due, postcode_source, postcodes
from webapp.core.db import db
from webapp.core.security import NO_MODE

THREADS = 8
"""One process with eight threads: SQLite has one writer, and one process one queue for it."""


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Serve the site on HOST and PORT until it is stopped."""
    settings = current_app.config["SETTINGS"]
    if settings.mode is AppMode.NONE:
        raise click.ClickException(NO_MODE.strip())
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    waitress_serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        ident=None,
        max_request_body_size=app.config["MAX_CONTENT_LENGTH"] * 2,
        clear_untrusted_proxy_headers=True,
        **behind_proxies(settings.proxy_hops),
    )


def behind_proxies(hops: int) -> dict[str, Any]:
    """Return how waitress finds the caller’s address behind so many proxies of our own."""
    if not hops:
        return {}
    return {
        "trusted_proxy": "*",  # whoever connects is ours: only the proxy reaches this port
        "trusted_proxy_count": hops,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


@click.command("clock")
@click.argument("day", required=False, metavar="YYYY-MM-DD")
@click.option("--real", is_flag=True, help="Return to real time.")
@with_appcontext
def move_clock(day: str | None, real: bool) -> None:
    """Show the clock, or move it to the morning of a day and do what falls due."""
    if real:
        clock.reset()
    elif day:
        try:
            clock.move_to(datetime.strptime(day, "%Y-%m-%d").date())  # noqa: DTZ007  a day
        except ValueError:
            raise click.ClickException(
                f"{day!r} is not a date. Write it as year-month-day, like 2027-05-12."
            ) from None
        except clock.ClockRefused as refused:
            raise click.ClickException(str(refused)) from None
    show_due(clock.today() if real or day else None)


def show_due(today: date | None) -> None:
    """Print the clock, after doing what falls due when a day is given."""
    click.echo(f"It is {clock.local(clock.now()):%A %d %B %Y, %H:%M}.")
    if today is None:
        return
    found = due.run_due(db.session(), today=today, now=clock.now())
    db.session.commit()
    for name, number in found.items():
        click.echo(f"  {name}: {number}")


@click.command("postcodes")
@click.option("--again", is_flag=True, help="Build the table even if it is current.")
def build_postcodes(again: bool) -> None:
    """Build the table of England’s postcodes, unless it is there already."""
    file = postcodes.table_file()
    if not again and postcode_source.is_current(file):
        click.echo(f"The postcode table is ready: {len(postcodes.open_table(file)):,} postcodes.")
        return
    click.echo("Reading the postcodes of England: ", nl=False)
    number = postcode_source.build(file, progress=lambda letter: click.echo(letter, nl=False))
    click.echo(f"\n{number:,} postcodes are ready.")


commands = (serve, move_clock, build_postcodes)
