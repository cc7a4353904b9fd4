"""Signing in as someone of the practice town. Registered in demo mode only."""

import uuid

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.accounts import access, services
from webapp.accounts.models import Role, User
from webapp.accounts.policies import Audience, allow
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound

blueprint = Blueprint("demo", __name__, url_prefix="/demo", template_folder="templates")

ORDER = (
    Role.CAREERS_LEAD,
    Role.DEPUTY_LEAD,
    Role.EMPLOYER,
    Role.LEARNER,
    Role.DSL,
    Role.STAFF,
    Role.PLATFORM_ADMIN,
)


def demo_people(session: Session) -> list[User]:
    """Return who may be signed in as: careers leads first, then by name."""
    people = session.scalars(sa.select(User).where(User.is_demo, User.disabled_at.is_(None))).all()
    return sorted(people, key=lambda person: (_place(person), person.name))


def _place(person: User) -> int:
    roles = {grant.role for grant in person.grants}
    return next((place for place, role in enumerate(ORDER) if role in roles), len(ORDER))


def _person(user_id: uuid.UUID) -> User:
    user = db.session.get(User, user_id)
    if user is None or not user.is_demo or user.disabled_at is not None:
        raise NotFound("no such demo person")
    return user


@blueprint.get("")
@allow(Audience.PUBLIC)
def people() -> str:
    """List the people of the practice town."""
    return render_template("demo/people.html", people=demo_people(db.session()))


@blueprint.get("/sign-in/<uuid:user_id>")
@allow(Audience.PUBLIC)
def person(user_id: uuid.UUID) -> str:
    """Say who this is, with one button."""
    return render_template("demo/person.html", person_to_be=_person(user_id))


@blueprint.post("/sign-in/<uuid:user_id>")
@allow(Audience.PUBLIC)
def sign_in(user_id: uuid.UUID) -> Response:
    """Sign in as this person."""
    user = _person(user_id)
    access.sign_in(user)
    services.record_sign_in(db.session(), user, how="demo", now=clock.now())
    db.session.commit()
    return redirect(access.home_of(access.actor_of(user)))
