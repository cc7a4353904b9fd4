"""The migrations make the database the models describe, and can be undone."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from tests.conftest import settings_for
from webapp import MIGRATIONS, create_app
from webapp.core.db import Base, db

VERSIONS = MIGRATIONS / "versions"


@pytest.fixture
def migrated(tmp_path: Path) -> Flask:
    app = create_app(settings_for(tmp_path, tmp_path / "migrated.db"))
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_the_migrations_make_every_table_and_column_of_the_models(migrated: Flask):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_they_can_be_undone_and_done_again_with_rows_in_the_tables(migrated: Flask):
    with db.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO audit_event (at, action, subject_kind, detail)"
                " VALUES ('2027-01-11 08:00:00', 'test', 'nothing', '{}')"
            )
        )
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert tables() == set(Base.metadata.tables)


def test_there_is_one_line_of_migrations_and_each_is_numbered():
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == 1
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]
