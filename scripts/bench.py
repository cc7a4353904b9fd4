"""Measure what people wait for: one JSON object a line, CPU time, medians.

`make bench` runs it on a fresh practice town in a folder of its own. Wall-clock time is not
measured: it depends on what else the machine does.
"""

import contextvars
import json
import statistics
import sys
import time
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from matching.bench import is_good, measure
from matching.bench_table import size_of
from scripts.bench_town import OFFERS, Town, built
from webapp.accounts import sessions
from webapp.accounts.models import User
from webapp.briefing import render
from webapp.briefing.services import draft_of
from webapp.core import clock
from webapp.core.db import db
from webapp.core.pdf import page_count
from webapp.demo.town import WHEN
from webapp.learners import csv_import
from webapp.learners.services import import_learners, keep_preview
from webapp.placements.matchmaking import propose_for

REPEATS = 7
ROWS = 1000
MOST_QUERIES = 25


def say(what: str, **figures: float | str | bool) -> None:
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


def measure_proposals(town: Town) -> None:
    """Measure proposals for one learner among all offers, reading the database included."""

    def work() -> None:
        db.session.expunge_all()
        propose_for(db.session(), learner, today=WHEN)

    learner = town.jay.id
    say("proposals_for_one_learner", offers=OFFERS, cpu_s=round(cpu_median(work), 3))


class Counter:
    """Counts what the database is asked; beginning a transaction asks nothing."""

    def __init__(self) -> None:
        self.count = 0
        event.listen(Engine, "before_cursor_execute", self.add)

    def add(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        """Count one."""
        self.count += not statement.startswith("BEGIN")


def main_pages(town: Town) -> dict[str, tuple[str, str]]:
    """Return the five pages people open most, and three heavy ones: who opens them, and where."""
    return {
        "lead_today": ("Grace Bell", "/lead"),
        "lead_learner": ("Grace Bell", f"/lead/learners/{town.jay.id}"),
        "lead_proposal": ("Grace Bell", f"/lead/proposals/{town.proposal_id}"),
        "learner_home": ("Jay", "/learner"),
        "employer_home": ("Ruth Dale", "/employer"),
        "lead_learners": ("Grace Bell", "/lead/learners"),
        "lead_run": ("Grace Bell", f"/lead/matching/runs/{town.run_id}"),
        "lead_placement": ("Grace Bell", f"/lead/placements/{town.placement.id}"),
    }


def measure_pages(town: Town) -> bool:
    """Measure queries and CPU milliseconds of the pages; return whether none asks too often."""
    pages = main_pages(town)
    people = {user.name: user.id for user in db.session.scalars(sa.select(User))}
    clients = {name: signed_in(town, people[name]) for name, _ in pages.values()}
    counter = Counter()
    worst = 0
    for name, (person, path) in pages.items():

        def work(client: FlaskClient = clients[person], path: str = path) -> None:
            answer = contextvars.Context().run(client.get, path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answers {answer.status_code}")

        cpu = cpu_median(work)
        counter.count = 0
        work()
        worst = max(worst, counter.count)
        say("page", page=name, queries=counter.count, cpu_ms=round(cpu * 1000, 1))
    return worst <= MOST_QUERIES


def signed_in(town: Town, user_id: uuid.UUID) -> FlaskClient:
    """Return a browser where this person is signed in."""
    key = sessions.start(db.session(), db.session.get_one(User, user_id), now=clock.wall_now())
    db.session.commit()
    client = town.app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = key
        cookie["_fresh"] = True
    return client


def measure_pack(town: Town) -> None:
    """Measure one pack as PDF, from contents to bytes, and all that is said before it."""
    db.session.add(town.placement)
    drafted = draft_of(db.session(), town.placement, today=WHEN)
    stamp = render.Stamp(version=1, correct_on=WHEN, product="Good First Day")

    def work() -> bytes:
        return render.pack_pdf(drafted.html, drafted.contents, stamp)

    pdf = work()
    say(
        "pack_pdf",
        cpu_s=round(cpu_median(work, repeats=5), 3),
        pages=page_count(pdf),
        kilobytes=round(len(pdf) / 1024, 1),
    )
    draft = cpu_median(lambda: draft_of(db.session(), town.placement, today=WHEN), repeats=5)
    say("pack_contents", cpu_s=round(draft, 3))


def measure_import(town: Town) -> None:
    """Measure reading, checking and storing a file of 1,000 learners."""
    header = "mis_number,first_name,surname,date_of_birth,postcode"
    rows = [f"B{n},Ann,Learner{n},{1 + n % 28:02d}/03/2010,CH1 2AB" for n in range(ROWS)]
    text = "\n".join([header, *rows])
    session = db.session()
    school = session.merge(town.jay).provider
    by = session.scalars(sa.select(User.id).where(User.name == "Grace Bell")).one()

    def work() -> None:
        reading = csv_import.read(text, today=WHEN)
        preview = keep_preview(session, school.id, reading.rows, text=text, by=by, now=clock.now())
        session.flush()
        import_learners(session, school, preview, by=by, now=clock.now(), today=WHEN)
        session.flush()
        session.rollback()

    say("import_learners", rows=ROWS, cpu_s=round(cpu_median(work, repeats=3), 3))


def measure_matching() -> bool:
    """Measure plans for made-up towns beside other solvers; return whether all agree."""
    good = True
    for learners in ("1000", "10000"):
        for line in measure(size_of(learners)):
            print(json.dumps({"market": learners, **line}), flush=True)
            good = good and is_good(line)
    return good


def main() -> int:
    """Build the town, measure, clean up; fail where a page asks the database too often."""
    solvers_agree = measure_matching()
    with built() as town:
        measure_pack(town)
        measure_import(town)
        few_queries = measure_pages(town)
        measure_proposals(town)
    if not few_queries:
        print(f"A page needs more than {MOST_QUERIES} queries.", file=sys.stderr)
    if not solvers_agree:
        print("Exact solvers do not agree, or a proof does not hold.", file=sys.stderr)
    return 0 if few_queries and solvers_agree else 1


if __name__ == "__main__":
    sys.exit(main())
