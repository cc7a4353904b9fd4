"""Who may open what: the list is true, and the site keeps to it."""

import os
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.architecture.routes import (
    HEAD,
    LIST,
    Route,
    address_with_unknown_keys,
    routes_of,
)
from tests.cast import Cast
from webapp.accounts.access import actor_of, check_policies
from webapp.accounts.models import User
from webapp.accounts.policies import Actor, NoPolicy

PEOPLE = ("ada", "ben", "bea", "dina", "sam", "cora", "dan", "ola")
WAYS_OUT = {302, 303}


def opened(client: FlaskClient, url: str, method: str = "GET") -> TestResponse:
    """Return the answer, read to its end and closed."""
    with client.open(url, method=method) as answer:
        assert answer.data is not None
        return answer


def may(route: Route, actor: Actor) -> bool:
    return route.is_open or bool(route.who & {role.value for role in actor.roles})


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """These tests add pages to the application."""
    return own_app


def test_the_list_names_every_route_and_nothing_else(demo_app: Flask) -> None:
    lines = [route.line for route in routes_of(demo_app)]
    if os.environ.get("UPDATE_ACCESS"):
        LIST.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    listed = [
        line for line in LIST.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"}
    ]
    missing = [line for line in lines if line not in listed]
    gone = [line for line in listed if line not in lines]
    assert not missing, "Not in access.txt (UPDATE_ACCESS=1, then read it):\n" + "\n".join(missing)
    assert not gone, "In access.txt and not in the app:\n" + "\n".join(gone)


def test_a_route_without_a_policy_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")
    with pytest.raises(NoPolicy, match="/forgotten"):
        check_policies(app)


def test_a_route_added_late_opens_for_nobody(
    app: Flask, sign_in: Callable[[User], FlaskClient], cast: Cast
) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")
    assert app.test_client().get("/forgotten").status_code == 302
    assert sign_in(cast.ben).get("/forgotten").status_code == 404


def test_who_is_not_signed_in_opens_only_public_pages(app: Flask) -> None:
    client = app.test_client()
    wrong = []
    for route in routes_of(app):
        if route.is_open or "GET" not in route.methods:
            continue
        answer = opened(client, address_with_unknown_keys(app.url_map, route))
        if answer.status_code != 302 or not (answer.location or "").startswith("/sign-in?next="):
            wrong.append(f"{route.address}: {answer.status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_opens_only_their_pages(
    app: Flask, cast: Cast, sign_in: Callable[[User], FlaskClient], name: str
) -> None:
    user = cast.people()[name]
    actor, client, wrong = actor_of(user), sign_in(user), []
    for route in routes_of(app):
        if "GET" not in route.methods or "<" in route.address:
            continue
        answer = opened(client, route.address)
        fits = (
            answer.status_code in {200, *WAYS_OUT}
            if may(route, actor)
            else answer.status_code == 404
        )
        if not fits:
            wrong.append(f"{route.line}: {answer.status}")
    assert not wrong, f"{name}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", PEOPLE)
def test_an_unknown_key_is_no_page_for_anyone(
    app: Flask, cast: Cast, sign_in: Callable[[User], FlaskClient], name: str
) -> None:
    client, wrong = sign_in(cast.people()[name]), []
    for route in routes_of(app):
        if "GET" not in route.methods or not route.has_keys:
            continue
        answer = opened(client, address_with_unknown_keys(app.url_map, route))
        gone = {404, 410} | (WAYS_OUT if route.is_open else set())  # a form leads to its start
        if answer.status_code not in gone:
            wrong.append(f"{route.address}: {answer.status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_changes_what_they_may_not_open(
    app: Flask, cast: Cast, sign_in: Callable[[User], FlaskClient], name: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # so that the policy alone decides
    user = cast.people()[name]
    actor, client, wrong = actor_of(user), sign_in(user), []
    for route in routes_of(app):
        if may(route, actor):
            continue
        for method in route.methods:
            answer = opened(client, address_with_unknown_keys(app.url_map, route), method)
            if answer.status_code != 404:
                wrong.append(f"{method} {route.address}: {answer.status}")
    assert not wrong, "\n".join(wrong)


def test_every_change_needs_the_token_of_its_form(
    app: Flask, cast: Cast, sign_in: Callable[[User], FlaskClient]
) -> None:
    wrong = []
    for person in ("ben", "cora", "ada", "ola"):
        client = sign_in(cast.people()[person])
        for route in routes_of(app):
            for method in set(route.methods) - {"GET"}:
                url = address_with_unknown_keys(app.url_map, route)
                for sent in ({}, {"csrf_token": "made up"}):
                    answer = client.open(url, method=method, data=sent)
                    if answer.status_code != 400:
                        wrong.append(f"{person} {method} {route.address}: {answer.status}")
    assert not wrong, "\n".join(wrong)


def test_only_get_and_post_are_used(app: Flask) -> None:
    assert {method for route in routes_of(app) for method in route.methods} <= {"GET", "POST"}


def test_reading_every_page_changes_nothing(
    app: Flask, cast: Cast, sign_in: Callable[[User], FlaskClient]
) -> None:
    for name in PEOPLE:
        client = sign_in(cast.people()[name])
        before = everything(app)
        for route in routes_of(app):
            if "GET" in route.methods and "<" not in route.address:
                opened(client, route.address)
        assert everything(app) == before, f"{name} changed data by reading"


def everything(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Return every row but those of the audit table, where reads are written."""
    from webapp.core.db import db

    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select())]
            for table in db.metadata.sorted_tables
            if table.name != "audit_event"
        }
