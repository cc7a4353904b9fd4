"""From “Find placements” to ready, as the people walk it."""

import sqlalchemy as sa

from webapp.core.db import db
from webapp.jobs.lock import lock_file
from webapp.jobs.worker import Worker
from webapp.placements.models import MatchRun, Placement, PlacementState, RunState

WHY = "He knows the line and works from a plan."


def do_jobs(tmp_path):
    db.session.commit()
    Worker(db.engine, lock_file(db.engine.url, instance_path=tmp_path)).run(until_idle=True)
    db.session.expire_all()


def placement_of(session):
    return session.scalars(sa.select(Placement)).one()


def test_the_whole_way_from_finding_to_planning(town, session, as_person, tmp_path):
    lead = as_person(town.grace)
    page = lead.get("/lead")
    assert page.h1 == "Today"
    page = lead.get("/lead/matching")
    assert "Jay Okafor" in page.text
    page = lead.submit(page, button="Find placements : Jay")
    assert page.h1 == "Finding placements for Jay"
    do_jobs(tmp_path)
    run = session.scalars(sa.select(MatchRun)).one()
    assert run.state is RunState.DONE

    page = lead.get(page.url)
    assert page.h1 == "Places for Jay"
    page = lead.follow(page, "1. Millbrook Heritage Railway")
    assert page.h1 == "Jay at Millbrook Heritage Railway"
    page = lead.submit(page, button="Show to Jay")
    assert "Jay is thinking" in page.text

    jay = as_person(town.jay_user)
    mine = jay.get("/learner")
    mine = jay.follow(mine, "Look at it : Millbrook Heritage Railway")
    assert mine.h1 == "Jay, do you want to try this?"
    mine = jay.submit(mine, button="Yes")
    assert mine.h1 == "You said yes"

    assert "Decide: Jay and Millbrook Heritage Railway" in lead.get("/lead").text
    page = lead.get(f"/lead/proposals/{run.proposals[0].id}")
    page = lead.submit(
        page,
        {"why": WHY, "typed_name": "Grace Bell"},
        button="Approve: ask the employer",
    )
    assert page.h1 == "Jay at Millbrook Heritage Railway"
    assert "The employer is asked" in page.text
    placement = placement_of(session)
    assert placement.state is PlacementState.EMPLOYER_ASKED

    ruth = as_person(town.ruth)
    desk = ruth.get("/employer")
    assert desk.h1 == "Hello Ruth"
    desk = ruth.follow(desk, "Answer")
    answers = dict.fromkeys(desk.soup and adjustment_fields(desk), "will_do")
    desk = ruth.submit(desk, {"answer": "employer_agreed", **answers}, button="Send my answer")
    assert "You said yes" in desk.text

    page = lead.get(f"/lead/placements/{placement.id}")
    page = lead.submit(
        page,
        {"why": "Everyone agreed.", "typed_name": "Grace Bell"},
        button="Approve: confirm the placement",
    )
    assert "Not ready yet" in page.text
    session.refresh(placement)
    assert placement.state is PlacementState.PLANNING


def adjustment_fields(page):
    names = {str(box["name"]) for box in page.soup.select("input[type=radio]")}
    return sorted(name for name in names if name.startswith("adj_"))
