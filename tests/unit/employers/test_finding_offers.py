from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from tests.factories import NOW, TODAY, make_offer
from tests.registrations import courier, railway
from webapp.accounts.models import Role
from webapp.accounts.policies import Actor
from webapp.core.db import db
from webapp.employers.queries import (
    find_employer,
    offers_for_matching,
    own_employer,
    visible_to,
)
from webapp.employers.services import register_employer


def actor_of(user, *roles: Role, provider_id=None, employer_id=None) -> Actor:
    return Actor(
        user_id=user.id,
        name=user.name,
        roles=frozenset(roles),
        provider_id=provider_id,
        employer_id=employer_id,
    )


@pytest.fixture
def lead(cast) -> Actor:
    return actor_of(cast.ben, Role.CAREERS_LEAD, provider_id=cast.school.id)


def register(session, details):
    return register_employer(session, details, now=NOW, today=TODAY)


def count_queries(work) -> int:
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len([statement for statement in seen if statement.startswith("SELECT")])


def read_all(session):
    for offer in offers_for_matching(session, provider_id=None):
        employer = offer.site.employer
        assert employer.name
        assert [contact.name for contact in employer.contacts]
        assert all(answer.adjustment for answer in employer.answers)
        assert all(task.area.name for task in offer.tasks)
        assert all(window.key for window in offer.windows)


def test_offers_come_with_all_a_match_reads_in_a_few_queries(session):
    register(session, railway())
    register(session, courier("sort parcels by route colour"))
    session.commit()
    session.expunge_all()
    assert count_queries(lambda: read_all(session)) <= 9


def test_the_number_of_queries_does_not_grow_with_the_number_of_offers(session):
    for number in range(30):
        details = replace(
            railway(), organisation=replace(railway().organisation, name=f"Railway {number}")
        )
        register(session, details)
    session.commit()
    session.expunge_all()
    assert count_queries(lambda: read_all(session)) <= 9


def test_what_was_not_loaded_for_a_match_raises_rather_than_asking_again(session):
    register(session, railway())
    session.commit()
    session.expunge_all()
    offer = offers_for_matching(session, provider_id=None)[0]
    with pytest.raises(InvalidRequestError):
        _ = offer.site.employer.sites


def test_offers_come_in_order_of_their_key(session):
    register(session, replace(courier(), key="E2"))
    register(session, replace(railway(), key="E1"))
    assert [o.key for o in offers_for_matching(session, provider_id=None)] == ["E1-1-1", "E2-1-1"]


def test_a_paused_employer_is_still_handed_to_the_matcher_which_says_why(session):
    register(session, replace(railway(), is_paused=True))
    assert len(offers_for_matching(session, provider_id=None)) == 1


def test_an_offer_inside_a_school_is_for_that_school_alone(session, cast):
    register(session, replace(railway(), is_internal_to=cast.school.id))
    assert len(offers_for_matching(session, provider_id=cast.school.id)) == 1
    assert offers_for_matching(session, provider_id=cast.other_school.id) == []
    assert offers_for_matching(session, provider_id=None) == []


def test_every_lead_sees_every_employer_outside_schools(session, cast, lead):
    employer = register(session, courier())
    stranger = actor_of(cast.dan, Role.CAREERS_LEAD, provider_id=cast.other_school.id)
    assert find_employer(session, employer.id, actor=lead) is employer
    assert find_employer(session, employer.id, actor=stranger) is employer


def test_another_schools_own_office_is_not_found(session, cast, lead):
    inside = register(session, replace(courier(), is_internal_to=cast.other_school.id))
    assert find_employer(session, inside.id, actor=lead) is None


def test_people_of_an_employer_see_their_own_and_no_other(session, cast):
    other = register(session, courier())
    cora = actor_of(cast.cora, Role.EMPLOYER, employer_id=cast.employer.id)
    assert own_employer(session, cora) is cast.employer
    assert find_employer(session, other.id, actor=cora) is None


def test_a_learner_sees_no_employer_record(session, cast):
    ada = actor_of(cast.ada, Role.LEARNER)
    assert session.scalars(visible_to(ada)).all() == []
    assert own_employer(session, ada) is None


def test_a_duplicate_is_kept_out_by_the_database_too(session):
    railway_kept = register(session, railway())
    other = register(session, courier())
    other.postcode = railway_kept.postcode
    other.name_key = railway_kept.name_key
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_an_offer_from_the_factory_is_ready_to_be_matched(session, cast):
    offer = make_offer(session, cast.employer)
    session.commit()
    assert offers_for_matching(session, provider_id=cast.school.id) == [offer]
    assert [task.area.name for task in offer.tasks] == ["Archive"] * 3


def test_an_offer_that_is_not_published_is_not_matched(session, cast):
    make_offer(session, cast.employer, published=False)
    assert offers_for_matching(session, provider_id=cast.school.id) == []
