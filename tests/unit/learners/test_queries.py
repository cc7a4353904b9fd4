"""Who sees which learners, and in how many queries."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories import make_learner
from webapp.accounts.access import actor_of
from webapp.core.db import db
from webapp.learners import queries
from webapp.providers.models import StaffMember

EVERYTHING = (
    *("statements", "requirements", "senses", "availability", "unavailable", "journeys"),
    *("requests", "nevers", "experiences", "consents", "people", "staff_cover"),
)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements sent to the database."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("name", ["ben", "bea", "dina"])
def test_leads_and_the_dsl_see_the_learners_of_their_school(
    session: Session, cast: Cast, name: str
):
    actor = actor_of(cast.people()[name])
    assert queries.find(session, actor, cast.ada_learner.id) is cast.ada_learner


@pytest.mark.parametrize("name", ["dan", "cora", "ola", "sam"])
def test_nobody_else_sees_them(session: Session, cast: Cast, name: str):
    actor = actor_of(cast.people()[name])
    assert queries.find(session, actor, cast.ada_learner.id) is None
    assert queries.find_whole(session, actor, cast.ada_learner.id) is None
    assert queries.learner_page(session, actor).total == 0


def test_staff_see_the_learners_who_named_them(session: Session, cast: Cast):
    sam = session.scalar(sa.select(StaffMember).where(StaffMember.user_id == cast.sam.id))
    cast.ada_learner.trusted_adult_id = sam.id
    session.commit()
    assert queries.find(session, actor_of(cast.sam), cast.ada_learner.id) is cast.ada_learner


def test_a_learner_sees_only_themselves(session: Session, cast: Cast):
    friend = make_learner(session, cast.school, first_name="Kit")
    ada = actor_of(cast.ada)
    assert queries.find(session, ada, cast.ada_learner.id) is cast.ada_learner
    assert queries.find(session, ada, friend.id) is None


def test_search_finds_part_of_a_name_and_pages_hold_25(session: Session, cast: Cast):
    for number in range(30):
        make_learner(session, cast.school, first_name=f"Robin{number}", surname="Vale")
    ben = actor_of(cast.ben)
    assert queries.learner_page(session, ben).total == 31
    found = queries.learner_page(session, ben, search="robin vale", page=2)
    assert (found.first, found.last, found.total, found.pages) == (26, 30, 30, 2)
    assert queries.learner_page(session, ben, search="100%").total == 0
    assert queries.learner_page(session, ben, page=99).page == 2


def test_everything_a_match_reads_comes_in_few_queries(session: Session, cast: Cast):
    key = cast.ada_learner.id
    session.expunge_all()
    with counted() as sent:
        learner = queries.learner_for_matching(session, key)
        assert learner is not None
        for name in EVERYTHING:
            assert getattr(learner, name) == []
        assert learner.provider.name
    assert len([statement for statement in sent if statement.startswith("SELECT")]) <= 13


def test_a_learner_is_named_by_number_or_by_a_first_name_only_one_has(session: Session, cast: Cast):
    assert queries.learner_named(session, "Ada") is cast.ada_learner
    make_learner(session, cast.school, first_name="Kit", mis_number="k1")
    make_learner(session, cast.school, first_name="Kit", mis_number="k2")
    assert queries.learner_named(session, "kit") is None
    assert queries.learner_named(session, "k2").mis_number == "k2"
    assert queries.learner_named(session, "nobody") is None
