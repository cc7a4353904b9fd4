"""Three learners of one school: Jay thinks, Noor goes, Kit waits for an answer; plans share out."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.conftest import settings_for
from tests.railway import TODAY, user_named
from webapp import create_app
from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.db import db
from webapp.employers.models import Offer
from webapp.jobs.lock import lock_file
from webapp.jobs.worker import Worker
from webapp.learners.models import Learner
from webapp.placements.plan_models import PlannedPlacement, PlanRun, PlanState
from webapp.placements.plans import Asked, ask_for_plan
from webapp.scenarios import loading
from webapp.scenarios.format import read_scenario

CROWD = Path(__file__).parent / "journeys" / "every_page.yaml"


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people of the scenario."""

    jay: Learner
    noor: Learner
    kit: Learner
    grace: User
    """Careers lead."""
    samir: User
    """Deputy lead."""
    helen: User
    """Safeguarding lead."""
    ruth: User
    """Main contact of the railway."""


@pytest.fixture(scope="session")
def empty_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the scenario in it, loaded once and copied for each test here."""
    folder = tmp_path_factory.mktemp("crowd")
    shutil.copy(empty_database, folder / "crowd.db")
    app = create_app(settings_for(folder, folder / "crowd.db"))
    with app.app_context():
        scenario = read_scenario(CROWD)
        clock.move_to(scenario.today)
        loading.load(db.session(), scenario, now=clock.now())
        db.session.commit()
        db.engine.dispose()
    return folder / "crowd.db"


def learner_named(session: Session, key: str) -> Learner:
    return session.scalars(sa.select(Learner).where(Learner.mis_number == key)).one()


@pytest.fixture
def crowd(session: Session) -> Crowd:
    clock.move_to(TODAY)
    return Crowd(
        jay=learner_named(session, "jay"),
        noor=learner_named(session, "noor"),
        kit=learner_named(session, "kit"),
        grace=user_named(session, "Grace Bell"),
        samir=user_named(session, "Samir Patel"),
        helen=user_named(session, "Helen Marsh"),
        ruth=user_named(session, "Ruth Dale"),
    )


def ask(session: Session, crowd: Crowd, asked: Asked | None = None) -> PlanRun:
    """Ask for a plan of everybody."""
    run = ask_for_plan(
        session,
        asked or Asked(everyone=True),
        provider_id=crowd.jay.provider_id,
        actor_id=crowd.grace.id,
        now=clock.now(),
    )
    session.commit()
    return run


def work(session: Session, folder: Path) -> None:
    """Let the worker do what waits."""
    session.commit()
    Worker(db.engine, lock_file(db.engine.url, instance_path=folder)).run(until_idle=True)
    session.expire_all()


def plan(session: Session, crowd: Crowd, folder: Path, asked: Asked | None = None) -> PlanRun:
    """Return a finished plan."""
    run = ask(session, crowd, asked)
    work(session, folder)
    return run


def plan_without_search(session: Session, crowd: Crowd, folder: Path) -> PlanRun:
    """Return a plan whose worker has not looked yet whom to ask next."""
    run = ask(session, crowd)
    for _ in range(50):  # other jobs wait before it
        session.commit()  # the worker needs the write lock
        Worker(db.engine, lock_file(db.engine.url, instance_path=folder)).run(
            until_idle=True, at_most=1
        )
        session.expire_all()
        if run.state is PlanState.DONE:
            return run
    raise AssertionError("the plan was never made")


def line_of(run: PlanRun, learner: Learner) -> PlannedPlacement:
    """Return the one line of a learner in a plan."""
    (line,) = [one for one in run.placements if one.learner_id == learner.id]
    return line


def offer_of(session: Session, line: PlannedPlacement) -> Offer:
    """Return the offer of a line."""
    return session.scalars(sa.select(Offer).where(Offer.key == line.offer)).one()


def findings_of(run: PlanRun) -> set[str]:
    """Return the codes of what was wrong."""
    return {one.code for one in run.findings}
