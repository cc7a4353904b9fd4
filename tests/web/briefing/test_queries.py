"""The pages of a pack stay cheap."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.briefed import grace
from tests.client import PageClient
from webapp.accounts.models import User
from webapp.core.db import db
from webapp.placements.models import Placement

MOST = 25


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.usefixtures("on_the_day")
def test_the_leads_page_of_a_pack_asks_at_most_25_questions(
    session: Session, as_person: Callable[[User], PageClient], placement: Placement
):
    lead, url = as_person(grace(session)), f"/lead/placements/{placement.id}/pack"
    session.commit()
    with counted(session) as seen:
        lead.get(url)

    assert len(seen) <= MOST, "\n".join(seen)
