"""A railway, a library and Jay, who may go there: the pages are walked through on real data."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.conftest import settings_for
from webapp import create_app
from webapp.accounts.access import actor_of
from webapp.accounts.models import User
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core import clock
from webapp.core.db import db
from webapp.learners.models import Learner
from webapp.placements.approvals import Signed, approve_to_ask, approve_to_confirm
from webapp.placements.employer_answers import AdjustmentReply, Reply, answer_request
from webapp.placements.matchmaking import propose_for, store
from webapp.placements.models import (
    Answer,
    AnsweredHow,
    MatchRun,
    Placement,
    PlacementState,
    Proposal,
)
from webapp.placements.services import record_answer, show_to_learner
from webapp.scenarios import loading
from webapp.scenarios.format import read_scenario

AS1 = Path(__file__).parent / "acceptance" / "scenarios" / "as1.yaml"
TODAY = date(2027, 1, 11)


@dataclass(frozen=True, slots=True)
class Town:
    """The people of the scenario."""

    jay: Learner
    jay_user: User
    grace: User
    """Careers lead."""
    samir: User
    """Deputy lead."""
    helen: User
    """Safeguarding lead."""
    ruth: User
    """Main contact of the railway."""
    stranger: User
    """Someone at another employer."""


def user_named(session: Session, name: str) -> User:
    return session.scalars(sa.select(User).where(User.name == name)).one()


@pytest.fixture(scope="session")
def empty_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the scenario in it, loaded once and copied for each test here."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(empty_database, folder / "town.db")
    app = create_app(settings_for(folder, folder / "town.db"))
    with app.app_context():
        scenario = read_scenario(AS1)
        clock.move_to(scenario.today)
        loading.load(db.session(), scenario, now=clock.now())
        db.session.commit()
        db.engine.dispose()
    return folder / "town.db"


@pytest.fixture
def town(session: Session) -> Town:
    clock.move_to(TODAY)
    return Town(
        jay=session.scalars(sa.select(Learner).where(Learner.mis_number == "jay")).one(),
        jay_user=user_named(session, "Jay"),
        grace=user_named(session, "Grace Bell"),
        samir=user_named(session, "Samir Patel"),
        helen=user_named(session, "Helen Marsh"),
        ruth=user_named(session, "Ruth Dale"),
        stranger=user_named(session, "Jo Finch"),
    )


@pytest.fixture
def run(session: Session, town: Town) -> MatchRun:
    """A finished run for Jay."""
    made = MatchRun(
        provider_id=town.jay.provider_id,
        learner_id=town.jay.id,
        asked_by_id=town.grace.id,
        asked_at=clock.now(),
    )
    session.add(made)
    session.flush()
    store(session, made, propose_for(session, town.jay.id, today=clock.today()), now=clock.now())
    session.commit()
    return made


@pytest.fixture
def railway(run: MatchRun) -> Proposal:
    """The proposal that fits best."""
    return run.proposals[0]


@pytest.fixture
def library(run: MatchRun) -> Proposal:
    """The second."""
    return run.proposals[1]


def show_jay(session: Session, town: Town, proposal: Proposal) -> Placement:
    """Return the placement that Jay is thinking about."""
    placement = show_to_learner(session, proposal, actor_id=town.grace.id, now=clock.now())
    session.commit()
    return placement


def jay_says(session: Session, town: Town, placement: Placement, answer: Answer) -> None:
    record_answer(
        session,
        placement,
        answer,
        how=AnsweredHow.ALONE,
        recorded_by_id=None,
        actor_id=town.jay_user.id,
        now=clock.now(),
    )
    session.commit()


def ask_railway(session: Session, town: Town, proposal: Proposal) -> Placement:
    """Return the placement the railway has been asked about."""
    placement = show_jay(session, town, proposal)
    jay_says(session, town, placement, Answer.YES)
    approve_to_ask(
        session,
        placement,
        Signed("Grace Bell", "He knows the line."),
        actor=actor_of(town.grace),
        seen=placement.version,
        now=clock.now(),
        today=clock.today(),
    )
    session.commit()
    return placement


def agree(session: Session, town: Town, placement: Placement) -> None:
    """Let the railway say yes to everything."""
    replies = {
        row.adjustment: AdjustmentReply(AdjustmentAnswer.WILL_DO, "Ruth")
        for row in placement.adjustments
    }
    answer_request(
        session,
        placement,
        Reply(to=PlacementState.EMPLOYER_AGREED, adjustments=replies),
        actor=actor_of(town.ruth),
        now=clock.now(),
    )
    session.commit()


def plan_jay(session: Session, town: Town, proposal: Proposal) -> Placement:
    """Return the placement that is being planned."""
    placement = ask_railway(session, town, proposal)
    agree(session, town, placement)
    approve_to_confirm(
        session,
        placement,
        Signed("Grace Bell", "Everyone agreed."),
        actor=actor_of(town.grace),
        seen=placement.version,
        now=clock.now(),
    )
    session.commit()
    return placement
