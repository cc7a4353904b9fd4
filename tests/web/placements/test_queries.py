"""The main pages ask the database few things, however much there is."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from tests.railway import plan_jay
from webapp.core.db import db

MOST = 25


@contextmanager
def counted():
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


PAGES = {
    "/lead": "grace",
    "/lead/matching": "grace",
    "/lead/placements": "grace",
    "/lead/matching/runs/{run}": "grace",
    "/lead/proposals/{proposal}": "grace",
    "/lead/placements/{placement}": "grace",
    "/learner": "jay_user",
    "/learner/proposals/{placement}": "jay_user",
    "/employer": "ruth",
    "/employer/requests/{placement}": "ruth",
    "/employer/placements/{placement}": "ruth",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_at_most_25_things(town, session, railway, as_person, path):
    placement = plan_jay(session, town, railway)
    client = as_person(getattr(town, PAGES[path]))
    url = path.format(run=railway.run_id, proposal=railway.id, placement=placement.id)
    with counted() as statements:
        client.get(url)

    assert len(statements) <= MOST, "\n".join(statements)
