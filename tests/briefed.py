"""A placement that is planned: Jay at the railway, through the same services as the screens."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.conftest import settings_for
from webapp import create_app
from webapp.accounts.access import actor_of
from webapp.accounts.models import User
from webapp.accounts.policies import Actor
from webapp.briefing.models import Pack
from webapp.briefing.queries import versions
from webapp.briefing.services import make_pack
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core.db import db
from webapp.learners.models import Learner
from webapp.placements.approvals import Signed, approve_to_ask, approve_to_confirm
from webapp.placements.employer_answers import AdjustmentReply, Reply, answer_request
from webapp.placements.matchmaking import propose_for, store
from webapp.placements.models import Answer, AnsweredHow, Gate, Placement, PlacementState
from webapp.placements.planning import GateDetails, record_gate
from webapp.placements.runs import ask_for_run
from webapp.placements.services import record_answer, show_to_learner
from webapp.scenarios.format import read_scenario
from webapp.scenarios.loading import load

SCENARIO = Path(__file__).parent / "acceptance" / "scenarios" / "as1.yaml"
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
LATER = datetime(2027, 2, 12, 9, 0, tzinfo=UTC)
"""The Friday before the pack is due."""
SENT_ON = LATER.date()


def planned_database(folder: Path, empty_database: Path) -> Path:
    """Return a database file where Jay’s placement is confirmed and its pack is made."""
    database = folder / "planned.db"
    shutil.copy(empty_database, database)
    app = create_app(settings_for(folder, database))
    with app.app_context():
        placement = plan_jay(db.session())
        make_pack(
            db.session(),
            placement,
            actor_id=lead_of(db.session()).user_id,
            now=LATER,
            today=SENT_ON,
        )
        db.session.commit()
        db.engine.dispose()
    return database


def plan_jay(session: Session) -> Placement:
    """Return Jay’s placement at the railway, confirmed, with his mother’s consent."""
    jay = load(session, read_scenario(SCENARIO), now=NOW).learners["jay"]
    lead = lead_of(session)
    run = ask_for_run(session, jay, actor_id=lead.user_id, now=NOW)
    store(session, run, propose_for(session, jay.id, today=TODAY), now=NOW)
    session.refresh(run)
    placement = show_to_learner(session, run.proposals[0], actor_id=lead.user_id, now=NOW)
    record_answer(
        session,
        placement,
        Answer.YES,
        how=AnsweredHow.ALONE,
        recorded_by_id=None,
        actor_id=lead.user_id,
        now=NOW,
    )
    signed = Signed(name="Grace Bell", why="He knows the line and wants to work with timetables.")
    approve_to_ask(
        session, placement, signed, actor=lead, seen=placement.version, now=NOW, today=TODAY
    )
    replies = {
        row.adjustment: AdjustmentReply(AdjustmentAnswer.WILL_DO) for row in placement.adjustments
    }
    reply = Reply(to=PlacementState.EMPLOYER_AGREED, adjustments=replies)
    answer_request(session, placement, reply, actor=lead, now=NOW)
    approve_to_confirm(session, placement, signed, actor=lead, seen=placement.version, now=NOW)
    record_gate(
        session,
        placement,
        Gate.CONSENT,
        GateDetails(done_on=TODAY, evidence="On the phone", given_by="Ngozi Okafor"),
        actor_id=lead.user_id,
        now=NOW,
    )
    return placement


def jay_placement(session: Session) -> Placement:
    """Return the one placement in the database."""
    return session.scalars(sa.select(Placement)).one()


def jay_pack(session: Session) -> Pack:
    """Return the newest version of the pack about Jay."""
    return versions(session, jay_placement(session))[0]


def jay(session: Session) -> Learner:
    """Return Jay."""
    return session.scalars(sa.select(Learner).where(Learner.mis_number == "jay")).one()


def grace(session: Session) -> User:
    """Return the careers lead."""
    return session.scalars(sa.select(User).where(User.email == "grace.bell@example.org")).one()


def lead_of(session: Session) -> Actor:
    """Return the careers lead as policies see her."""
    return actor_of(grace(session))


def day(text: str) -> date:
    """Return the date of “2027-02-12”."""
    return date.fromisoformat(text)
