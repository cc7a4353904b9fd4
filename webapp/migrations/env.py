"""Runs the migrations, each in one transaction with its version row."""

from alembic import context
from flask import current_app

from webapp.core.db import Base, Codes, db

config = context.config


def include_name(name, kind, parents):
    """Leave alembic's own table out of comparisons."""
    return not (kind == "table" and name == "alembic_version")


def render_item(kind, item, autogen_context):
    """Write a list of codes as what it is in the database, so that a code may be renamed."""
    return "sa.JSON()" if kind == "type" and isinstance(item, Codes) else False


def run() -> None:
    """Upgrade or downgrade over one connection."""
    with db.engine.connect() as connection:
        # Rebuilding a SQLite table drops and recreates it; with foreign keys on, rows that
        # point at it would be deleted. The check afterwards proves that nothing was lost.
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            include_name=include_name,
            render_item=render_item,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            broken = connection.connection.driver_connection.execute(
                "PRAGMA foreign_key_check"
            ).fetchall()
            if broken:
                raise RuntimeError(f"a migration broke foreign keys: {broken[:5]}")
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


if context.is_offline_mode():
    raise RuntimeError("migrations need a database")
current_app.logger.debug("migrating")
run()
