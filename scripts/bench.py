"""Measure what people wait for: one JSON object a line, CPU seconds, medians.

`make bench` runs it on a fresh practice town in a folder of its own. Wall-clock time is not
measured: it depends on what else the machine does.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

REPEATS = 7
OFFERS = 500
ROWS = 1000

folder = Path(tempfile.mkdtemp(prefix="bench-"))
os.environ |= {"APP_MODE": "demo", "INSTANCE_PATH": str(folder)}

import sqlalchemy as sa  # noqa: E402  the settings are read at import
from faker import Faker  # noqa: E402
from flask import Flask  # noqa: E402
from flask_migrate import upgrade  # noqa: E402
from sqlalchemy import event  # noqa: E402
from sqlalchemy.engine import Engine  # noqa: E402

from webapp import create_app  # noqa: E402
from webapp.accounts.models import User  # noqa: E402
from webapp.core import clock, postcode_source, postcodes  # noqa: E402
from webapp.core.db import db  # noqa: E402
from webapp.demo import employers as town_employers  # noqa: E402
from webapp.demo import town  # noqa: E402
from webapp.employers.services import register_employer  # noqa: E402
from webapp.jobs.worker import run_until_idle  # noqa: E402
from webapp.learners.models import Learner  # noqa: E402
from webapp.placements.matchmaking import propose_for  # noqa: E402


def say(what: str, **figures: float | str) -> None:
    """Print one measurement."""
    print(json.dumps({"what": what, **figures}), flush=True)


def cpu_median(work: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """Return the median CPU seconds of some work, after one run to warm up."""
    work()
    took = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return statistics.median(took)


def build_town(app: Flask) -> None:
    """Fill the practice town, and employers until there are enough offers."""
    postcode_source.build(postcodes.table_file(), progress=lambda letter: None)
    upgrade()
    clock.move_to(town.WHEN)
    town.build(db.session(), now=clock.now(), say=lambda what: None)
    fake = Faker("en_GB")
    fake.seed_instance(1)
    count = 10 + town_employers.EMPLOYERS
    for seed in range(100):
        for details in town_employers.employers(Random(seed), fake, today=town.WHEN):
            if count >= OFFERS:
                break
            renamed = replace_key(details, f"bench-{count}")
            register_employer(db.session(), renamed, now=clock.now(), today=town.WHEN)
            count += 1
    db.session.commit()


def replace_key(details, key: str):  # noqa: ANN001, ANN201  any EmployerDetails
    """Return the employer under another key and name."""
    from dataclasses import replace  # noqa: PLC0415

    organisation = replace(details.organisation, name=f"{details.organisation.name} {key}")
    return replace(details, key=key, organisation=organisation)


def measure_proposals() -> None:
    """Measure proposals for one learner among all offers, reading the database included."""
    jay = db.session.scalars(sa.select(Learner).where(Learner.first_name == "Jay")).one()

    def work() -> None:
        db.session.expire_all()
        propose_for(db.session(), jay.id, today=town.WHEN)

    say("proposals_for_one_learner", offers=OFFERS, cpu_s=round(cpu_median(work), 3))


class Counter:
    """Counts the statements the database runs."""

    def __init__(self) -> None:
        self.count = 0
        event.listen(Engine, "before_cursor_execute", self.add)

    def add(self, *_: object) -> None:
        """Count one."""
        self.count += 1


def measure_pages(app: Flask) -> None:
    """Measure queries and CPU milliseconds of the five main pages."""
    people = {user.name: user.id for user in db.session.scalars(sa.select(User))}
    jay = db.session.scalars(sa.select(Learner).where(Learner.first_name == "Jay")).one()
    proposal = make_proposal(app, people["Grace Bell"], jay.id)
    pages = {
        "lead_today": ("Grace Bell", "/lead"),
        "lead_learners": ("Grace Bell", "/lead/learners"),
        "lead_learner": ("Grace Bell", f"/lead/learners/{jay.id}"),
        "lead_proposal": ("Grace Bell", f"/lead/proposals/{proposal}"),
        "employer_home": ("Ruth Dale", "/employer"),
    }
    counter = Counter()
    for name, (person, path) in pages.items():
        client = sign_in(app, people[person])

        def work(client=client, path=path) -> None:  # noqa: ANN001
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)  # noqa: S101

        cpu = cpu_median(work)
        counter.count = 0
        work()
        say("page", page=name, queries=counter.count, cpu_ms=round(cpu * 1000, 1))


def sign_in(app: Flask, user_id):  # noqa: ANN001, ANN201
    """Return a test client that is signed in as a practice person."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    answer = client.post(f"/demo/sign-in/{user_id}")
    assert answer.status_code in {302, 303}, answer.status_code  # noqa: S101
    return client


def make_proposal(app: Flask, lead, learner):  # noqa: ANN001, ANN201
    """Return the key of the best proposal of a run made the way a lead makes it."""
    from webapp.placements.models import Proposal  # noqa: PLC0415

    client = sign_in(app, lead)
    answer = client.post(f"/lead/learners/{learner}/find-placements")
    assert answer.status_code in {302, 303}, answer.status_code  # noqa: S101
    run_until_idle()
    db.session.rollback()
    return db.session.scalars(sa.select(Proposal.id).order_by(Proposal.rank)).first()


def measure_import() -> None:
    """Measure reading, checking and storing a file of 1,000 learners."""
    from webapp.learners import csv_import  # noqa: PLC0415
    from webapp.learners.services import import_learners  # noqa: PLC0415
    from webapp.providers.models import Provider  # noqa: PLC0415

    header = "mis_number,first_name,surname,date_of_birth,postcode"
    rows = [f"B{n},Ann,Learner{n},{1 + n % 28:02d}/03/2010,CH1 2AB" for n in range(ROWS)]
    text = "\n".join([header, *rows])
    school = db.session.scalars(sa.select(Provider)).first()
    start = time.process_time()
    reading = csv_import.read(text, today=date(2027, 1, 11))
    import_learners(
        db.session(), school, reading.rows, now=clock.now(), today=town.WHEN, by=None
    )
    db.session.flush()
    say("import_learners", rows=ROWS, cpu_s=round(time.process_time() - start, 3))
    db.session.rollback()


def measure_pack() -> None:
    """Measure one pack as PDF, from contents to bytes."""
    from scripts.bench_pack import sample_contents  # noqa: PLC0415
    from webapp.briefing import render  # noqa: PLC0415

    contents = sample_contents()
    pdf = render.pack_pdf(contents)
    say(
        "pack_pdf",
        cpu_s=round(cpu_median(lambda: render.pack_pdf(contents), repeats=5), 3),
        kilobytes=round(len(pdf) / 1024, 1),
    )


def main() -> int:
    """Build the town, measure, clean up."""
    app = create_app()
    try:
        with app.app_context():
            build_town(app)
            measure_proposals()
            measure_pages(app)
            measure_import()
            measure_pack()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
