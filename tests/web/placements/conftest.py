"""A railway, a library and Jay, who may go there: the pages are walked through on real data."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.models import User
from webapp.core import clock
from webapp.learners.models import Learner
from webapp.placements.matchmaking import propose_for, store
from webapp.placements.models import MatchRun, Proposal
from webapp.scenarios import loading
from webapp.scenarios.format import read_scenario

AS1 = Path(__file__).parents[2] / "acceptance" / "scenarios" / "as1.yaml"


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


@pytest.fixture
def town(session: Session) -> Town:
    scenario = read_scenario(AS1)
    clock.move_to(scenario.today)
    loaded = loading.load(session, scenario, now=clock.now())
    session.commit()
    jay = loaded.learners["jay"]
    users = {user.name: user for user in loaded.accounts}
    return Town(
        jay=jay,
        jay_user=next(user for name, user in users.items() if name.startswith("Jay")),
        grace=users["Grace Bell"],
        samir=users["Samir Patel"],
        helen=users["Helen Marsh"],
        ruth=users["Ruth Dale"],
        stranger=users["Jo Finch"],
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
