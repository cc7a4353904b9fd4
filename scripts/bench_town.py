"""The practice town that the measurements stand on: five hundred offers, one planned placement."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from faker import Faker
from flask import Flask

from webapp import create_app
from webapp.config import ROOT, AppMode, Settings
from webapp.core import clock, postcode_source, postcodes
from webapp.core.db import db
from webapp.demo import employers, town
from webapp.employers.registration import EmployerDetails
from webapp.employers.services import register_employer
from webapp.learners.models import Learner
from webapp.placements.models import Gate, Placement, PlacementState
from webapp.placements.runs import run_here
from webapp.scenarios.entries import GateEntry, PlacementEntry
from webapp.scenarios.loaded import Loaded
from webapp.scenarios.nodes import Node
from webapp.scenarios.placing import place

OFFERS = 500
POSTCODES = ROOT / "instance" / "postcodes.bin"


@dataclass(frozen=True, slots=True)
class Town:
    """What is measured."""

    app: Flask
    jay: Learner
    placement: Placement
    proposal_id: str
    run_id: str


@contextmanager
def built() -> Iterator[Town]:
    """Open a town in a folder of its own, which goes away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    settings = Settings(
        mode=AppMode.DEMO,
        instance_path=folder,
        database_url=f"sqlite:///{folder / 'bench.db'}",
        secret_key="only-for-measurements-" * 2,
        postcode_table=POSTCODES,
    )
    try:
        app = create_app(settings)
        with app.app_context():
            yield _build(app)
            db.session.rollback()
            db.engine.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build(app: Flask) -> Town:
    if not postcode_source.is_current(postcodes.table_file()):
        postcode_source.build(postcodes.table_file(), progress=lambda letter: None)
    db.create_all()
    clock.move_to(town.WHEN)
    session = db.session()
    loaded = town.build(session, now=clock.now(), say=lambda what: None)
    placement = _planned(loaded)
    _more_employers(already=len(loaded.employers) + employers.EMPLOYERS)
    lead = loaded.staff["grace"].user_id
    jay = loaded.learners["jay"]
    run = run_here(session, jay, actor_id=lead, now=clock.now(), today=town.WHEN)
    session.commit()
    return Town(app, jay, placement, str(run.proposals[0].id), str(run.id))


def _planned(loaded: Loaded) -> Placement:
    """Return Jay’s placement at the railway, confirmed, with his mother’s consent."""
    entry = PlacementEntry(
        learner="jay",
        employer="e1",
        state=PlacementState.PLANNING,
        node=Node(file=Path("bench"), line=1, value=None),
        rank_reason="Only measured",
        gates=(GateEntry(gate=Gate.CONSENT),),
    )
    place(db.session(), entry, loaded, today=town.WHEN)
    return loaded.placements[0]


def _more_employers(*, already: int) -> None:
    """Register employers until there are enough offers; each has one."""
    fake = Faker("en_GB")
    fake.seed_instance(1)
    count = already
    for seed in range(OFFERS):
        for details in employers.employers(Random(seed), fake, today=town.WHEN):  # noqa: S311
            if count == OFFERS:
                return
            named = _renamed(details, f"bench-{count}")
            register_employer(db.session(), named, now=clock.now(), today=town.WHEN)
            count += 1


def _renamed(details: EmployerDetails, key: str) -> EmployerDetails:
    name = f"{details.organisation.name} {key}"
    return replace(details, key=key, organisation=replace(details.organisation, name=name))
