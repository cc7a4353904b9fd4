"""Users, roles, passwords, policies and limits."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories import NOW, make_user
from webapp.accounts import access, limits, services
from webapp.accounts.limits import Limit
from webapp.accounts.models import Role, RoleGrant, User
from webapp.accounts.passwords import hash_password, is_easy_to_guess, is_right
from webapp.accounts.policies import Actor, Audience, NoPolicy, allow, may_open
from webapp.core.audit import AuditEvent

SMALL = Limit("test", 2, timedelta(minutes=10))


def test_two_people_cannot_share_an_address(session: Session) -> None:
    services.make_user(session, name="Robin Vale", email="Robin@Example.org", now=NOW)
    with pytest.raises(services.EmailTaken):
        services.make_user(session, name="Robin Hill", email="robin@example.org ", now=NOW)


def test_learners_with_a_card_need_no_address(session: Session) -> None:
    for name in ("Ada Finch", "Jay Reed"):
        assert services.make_user(session, name=name, email=None, now=NOW).email is None


def test_a_role_given_twice_is_held_once(session: Session, cast: Cast) -> None:
    for _ in range(2):
        services.grant_role(session, cast.sam, role=Role.DEPUTY_LEAD, provider_id=cast.school.id)
    assert [grant.role for grant in cast.sam.grants] == [Role.STAFF, Role.DEPUTY_LEAD]


@pytest.mark.parametrize("role", [Role.CAREERS_LEAD, Role.EMPLOYER, Role.LEARNER])
def test_the_database_refuses_a_role_without_a_place(session: Session, role: Role) -> None:
    user = make_user(session)
    session.add(RoleGrant(user=user, role=role))
    with pytest.raises(IntegrityError):
        session.flush()


def test_an_actor_has_the_roles_and_place_of_the_person(cast: Cast) -> None:
    ben, cora, ada, ola = (
        access.actor_of(who) for who in (cast.ben, cast.cora, cast.ada, cast.ola)
    )
    assert ben.provider_id == cast.school.id
    assert cora.employer_id == cast.employer.id
    assert ada.learner_id == cast.ada_learner.id
    assert (ola.provider_id, ola.employer_id, ola.learner_id) == (None, None, None)


@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("ben", "/lead"),
        ("bea", "/lead"),
        ("dina", "/lead"),
        ("sam", "/lead"),
        ("cora", "/employer"),
        ("ada", "/learner"),
        ("ola", "/admin"),
    ],
)
def test_everyone_has_a_home(cast: Cast, who: str, home: str) -> None:
    assert access.home_of(access.actor_of(cast.people()[who])) == home


def test_a_view_without_a_policy_opens_for_nobody() -> None:
    def view() -> str:
        return ""

    lead = Actor(user_id=uuid.uuid4(), name="Ben", roles=frozenset({Role.CAREERS_LEAD}))
    assert not may_open(view, None)
    assert not may_open(view, lead)
    assert may_open(allow(Role.CAREERS_LEAD)(view), lead)
    assert not may_open(allow(Role.DSL)(view), lead)
    assert may_open(allow(Audience.PUBLIC)(view), None)
    with pytest.raises(NoPolicy):
        allow()


def test_a_password_fits_only_itself() -> None:
    stored = hash_password("four words make one")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_right("four words make one", stored=stored)
    assert not is_right("four words make two", stored=stored)
    assert not is_right("nobody has this password", stored=None)
    assert not is_right("x", stored="not a hash")


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaa", "password1234", "Qwerty123456", "benokoro12", "GoodFirstDay1", "121212121212"],
)
def test_what_everyone_tries_first_is_refused(password: str) -> None:
    assert is_easy_to_guess(password, name="Ben Okoro", email="ben.okoro@example.org")


def test_a_few_words_are_hard_to_guess() -> None:
    assert not is_easy_to_guess(
        "a lantern under seven stairs", name="Ben Okoro", email="ben@example.org"
    )


def test_a_limit_counts_within_its_window(session: Session) -> None:
    tries = [limits.take(session, SMALL, who="cora", now=NOW) for _ in range(3)]
    assert tries == [True, True, False]
    assert limits.take(session, SMALL, who="ben", now=NOW)
    assert limits.take(session, SMALL, who="cora", now=NOW + SMALL.window)


def test_a_good_try_is_given_back(session: Session) -> None:
    for _ in range(3):
        assert limits.take(session, SMALL, who="cora", now=NOW)
        limits.give_back(session, SMALL, who="cora")


def test_a_clock_moved_back_locks_nobody_out(session: Session) -> None:
    for _ in range(3):
        limits.take(session, SMALL, who="cora", now=NOW)
    assert limits.take(session, SMALL, who="cora", now=NOW - timedelta(days=30))


def test_no_address_stands_in_the_limits_table(session: Session) -> None:
    services.may_ask_for_link(session, email="cora@example.org", ip="203.0.113.7", now=NOW)
    stored = session.execute(sa.text("select bucket from rate_limit")).scalars().all()
    assert len(stored) == 2
    assert not any("cora" in bucket or "203" in bucket for bucket in stored)


def test_employers_need_no_password_and_staff_do(cast: Cast) -> None:
    assert not services.needs_password(cast.cora)
    assert services.needs_password(cast.ben)


def test_the_first_administrator_is_made_once(session: Session, cast: Cast) -> None:
    with pytest.raises(services.AlreadyAdministered):
        services.make_first_admin_link(session, now=NOW)


def test_disabling_someone_is_recorded(session: Session, cast: Cast) -> None:
    services.disable_user(session, cast.sam, now=NOW, actor_id=cast.ola.id)
    event = session.scalars(sa.select(AuditEvent)).one()
    assert (event.action, event.actor_id, event.subject_id) == (
        "user_disabled",
        cast.ola.id,
        cast.sam.id,
    )
    assert services.find_by_email(session, "sam@example.org") is None


def test_deleting_a_person_takes_their_roles_along(session: Session, cast: Cast) -> None:
    session.delete(cast.ola)
    session.flush()
    assert session.get(User, cast.ola.id) is None
