"""The application factory: the one file that knows every package."""

from importlib import import_module
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from webapp.accounts import access
from webapp.config import AppMode, ConfigError, Settings
from webapp.core import clock, postcodes
from webapp.core.db import db

MIGRATIONS = Path(__file__).parent / "migrations"

NOUNS = (
    "jobs",
    "mail",
    "accounts",
    "providers",
    "employers",
    "learners",
    "placements",
    "concerns",
    "briefing",
    "debriefs",
    "scenarios",
    "demo",
)
"""The packages with models, low to high; each may bring views and commands."""


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for these settings, by default those of the environment."""
    settings = settings or Settings()
    app = Flask(__name__, instance_path=str(settings.instance_path))
    app.config.from_mapping(settings.flask())
    app.config["SETTINGS"] = settings
    use_clock_and_postcodes(settings)
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    for noun in ("core", *NOUNS):
        register(app, noun)
    access.check_policies(app)
    return app


def use_clock_and_postcodes(settings: Settings) -> None:
    """Let this process tell the time and find postcodes as these settings say."""
    clock.use(
        clock.Clock(
            settings.instance_path / "clock-offset",
            settable=settings.mode in {AppMode.DEMO, AppMode.TEST, AppMode.NONE},
        )
    )
    postcodes.use(settings.postcode_table)


def register(app: Flask, noun: str) -> None:
    """Bring in the models, `init_app`, blueprints and commands a package has."""
    package = f"webapp.{noun}"
    for module in ("models", "setup", "views", "commands"):
        try:
            found = import_module(f"{package}.{module}")
        except ModuleNotFoundError as missing:
            if missing.name != f"{package}.{module}":
                raise
            continue
        if module == "setup":
            found.init_app(app)
        for blueprint in getattr(found, "blueprints", ()):
            app.register_blueprint(blueprint)
        for command in getattr(found, "commands", ()):
            app.cli.add_command(command)


__all__ = ["ConfigError", "create_app"]
