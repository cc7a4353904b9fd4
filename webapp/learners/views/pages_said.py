"""Profile pages on which things are said: strengths, interests, talking, kinds of day."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from webapp.core.db import db
from webapp.learners import services
from webapp.learners.forms.said import AboutForm, DaysForm, InterestsForm, SaidForm, TalkingForm
from webapp.learners.models import Learner, NeverKind, Topic
from webapp.learners.services import Edit
from webapp.providers import queries as schools


def about_form(learner: Learner, **how: Any) -> AboutForm:  # noqa: ANN401  options of WTForms
    """Return the page about strengths, filled."""
    form = AboutForm(
        data={
            "called": learner.called or "",
            "pronouns": learner.pronouns or "",
            "supervision": str(learner.supervision),
            "trusted_adult": str(learner.trusted_adult_id or ""),
        },
        **how,
    )
    staff = schools.staff_of(db.session(), learner.provider_id)
    form.trusted_adult.choices = [(str(one.id), f"{one.name}, {one.job_title}") for one in staff]
    return form


def save_about(session: Session, learner: Learner, form: AboutForm, edit: Edit) -> None:
    """Keep the page about strengths."""
    services.save_about(
        session,
        learner,
        called=form.called.data,
        pronouns=form.pronouns.data,
        supervision=int(form.supervision.data or 0),
        trusted_adult_id=form.trusted_adult_key(),
        said=form.statements(),
        edit=edit,
    )


def interests_form(learner: Learner, **how: Any) -> InterestsForm:  # noqa: ANN401
    """Return the page about interests and hopes, filled."""
    said = learner.statements
    nevers = learner.nevers
    tasks = [never.value for never in nevers if never.kind is NeverKind.TASK]
    return InterestsForm(
        data={
            "sectors": [
                one.sector.value for one in said if one.topic is Topic.INTEREST and one.sector
            ],
            "dislikes": [dislike.value for dislike in learner.dislikes],
            "never_sectors": [one.value for one in nevers if one.kind is NeverKind.SECTOR],
            "never_tasks": "\n".join(tasks),
        },
        **how,
    )


def save_interests(session: Session, learner: Learner, form: InterestsForm, edit: Edit) -> None:
    """Keep the page about interests and hopes."""
    services.save_likes(
        session,
        learner,
        sectors=form.chosen_sectors(),
        said=form.statements(),
        said_by=form.who,
        nevers=form.nevers(),
        dislikes=form.chosen_dislikes(),
        edit=edit,
    )


def talking_form(learner: Learner, **how: Any) -> TalkingForm:  # noqa: ANN401
    """Return the page about communication: its boxes only add."""
    return TalkingForm(**how)


def days_form(learner: Learner, **how: Any) -> DaysForm:  # noqa: ANN401
    """Return the page about good and difficult days: its boxes only add."""
    return DaysForm(**how)


def save_said(section: str) -> Callable[[Session, Learner, SaidForm, Edit], None]:
    """Return what keeps a page that only adds words."""

    def save(session: Session, learner: Learner, form: SaidForm, edit: Edit) -> None:
        services.save_statements(session, learner, form.statements(), section=section, edit=edit)

    return save
