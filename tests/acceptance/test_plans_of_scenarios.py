"""All learners of AS1 to AS7 in one plan: each only where their own proposals would let them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from matching import propose
from tests.acceptance.conftest import SCENARIOS
from tests.acceptance.loaded import loaded_file
from webapp.core import clock
from webapp.core.db import db
from webapp.jobs.lock import lock_file
from webapp.jobs.worker import Worker
from webapp.learners.models import Learner
from webapp.placements.matchmaking import snapshot
from webapp.placements.plan_models import PlanRun, PlanState
from webapp.placements.plans import Asked, ask_for_plan
from webapp.providers.models import StaffMember

EVERYONE = {"jay", "amira", "tom", "ellie", "kai", "sofia", "priya"}
ONE_BY_ONE = {"SIN", "INT"}
"""Kinds that no plan contains (HR-23, HR-24)."""


def entries(text: str, part: str) -> dict[str, str]:
    """Return the entries of one list of a scenario file, as they are written, by key."""
    found = re.search(rf"^{part}:\n(.*?)(?=^[a-z]|\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    rows = re.split(r"^  - ", found[1], flags=re.MULTILINE)[1:]
    return {str(re.search(r"key: (\w+)", row)[1]): row for row in rows}


@pytest.fixture(scope="module")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All seven scenarios in one file."""
    texts = [(SCENARIOS / f"as{number}.yaml").read_text(encoding="utf-8") for number in range(1, 8)]
    lines = [f"include: {SCENARIOS / 'employers.yaml'}", "today: 2027-01-11", "calendar: none"]
    for part in ("settings", "staff", "learners"):
        rows: dict[str, str] = {}
        for text in texts:
            rows = entries(text, part) | rows
        lines += [f"{part}:", *(f"  - {row.rstrip()}" for row in rows.values())]
    file = tmp_path_factory.mktemp("whole") / "whole.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def planned(session, folder, provider_id):
    """Return a finished plan of one school."""
    lead = session.scalars(
        sa.select(StaffMember).where(StaffMember.provider_id == provider_id).limit(1)
    ).one()
    run = ask_for_plan(
        session,
        Asked(everyone=True),
        provider_id=provider_id,
        actor_id=lead.user_id,
        now=clock.now(),
    )
    session.commit()
    Worker(db.engine, lock_file(db.engine.url, instance_path=folder)).run(until_idle=True)
    session.expire_all()
    return session.get_one(PlanRun, run.id)


def eligible_windows(session, learner, offer):
    """Return the windows of an offer in which the learner’s own proposals let them."""
    taken = snapshot(session, learner.id, today=clock.today())
    found = set()
    for record in taken.market.offers:
        for window in record.windows if record.key == offer else ():
            market = replace(taken.market, offers=(replace(record, windows=(window,)),))
            if propose(market, str(learner.id)).proposals:
                found.add(window.key)
    return found


def test_a_plan_gives_each_learner_only_what_their_own_proposals_allow(
    tmp_path, empty_database, whole_file
):
    with loaded_file(tmp_path, empty_database, whole_file) as (session, _loaded):
        learners = {one.id: one for one in session.scalars(sa.select(Learner))}
        providers = dict.fromkeys(one.provider_id for one in learners.values())
        assert {one.mis_number for one in learners.values()} == EVERYONE
        runs = [planned(session, tmp_path, provider_id) for provider_id in providers]

        assert {run.state for run in runs} == {PlanState.DONE}
        lines = [line for run in runs for line in run.placements]
        assert len(lines) >= 3
        for line in lines:
            learner = learners[line.learner_id]
            assert line.type not in ONE_BY_ONE
            assert line.window in eligible_windows(session, learner, line.offer)
        seen = [one.learner_id for run in runs for one in (*run.placements, *run.unplaced)]
        assert sorted(seen) == sorted(learners), "everybody is placed, or told why not"
