"""AS1, Jay at the railway: age lines, consent, the briefing pack, what must be done first.

Checks 1, 7, 9 and 10, on pages and through the services, on the scenario as it was loaded.
Checks 2 to 6, 8 and 11 are in test_as1_proposals.py. Check 12 (benchmark 6, hours of key
stage 4) waits for the counts of experiences, which come with the reports.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from tests.acceptance.loaded import changed_file
from tests.client import PageClient
from tests.conftest import settings_for
from webapp import create_app
from webapp.accounts.models import User
from webapp.briefing.models import Pack
from webapp.briefing.queries import versions
from webapp.briefing.services import acknowledge, make_pack, send_pack
from webapp.core import clock
from webapp.core.db import db
from webapp.core.pdf import words_of_pdf
from webapp.placements.models import Gate, Placement, PlacementState
from webapp.placements.planning import GateDetails, record_gate
from webapp.scenarios.format import read_scenario
from webapp.scenarios.loading import load

TODAY = date(2027, 2, 12)
"""The Friday before the pack is due."""
PLANNED = """
placements:
  - {learner: jay, employer: e1, state: planning, began_on: 2027-01-11, why: He knows the line.}
"""
MUST_SAY = (
    "headphones",
    "Sort and label railway tickets by year",
    "Ruth Dale",
    "I know every stop on the Millbrook line.",
    "I can work all morning if I know the plan.",
    "I need ten minutes with my headphones before I talk.",
)
NEVER_SAYS = (
    r"\bautis\w*", r"\bASD\b", r"\bEHC\b", r"\bSEN\b", r"\bOkafor\b", "14 October", "CH1 ?2JS",
)  # fmt: skip
NEEDED_FIRST = (Gate.CONSENT, Gate.RISKS_TOLD, Gate.PRE_WORK_SESSION, Gate.JOURNEY_PRACTISED)


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """AS1 on 12 February with Jay’s placement confirmed, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("as1")
    file = changed_file(folder, "as1.yaml", {"today: 2027-01-11": f"today: {TODAY}"})
    file.write_text(file.read_text(encoding="utf-8") + PLANNED, encoding="utf-8")
    shutil.copy(empty_database, folder / "as1.db")
    app = create_app(settings_for(folder, folder / "as1.db"))
    with app.app_context():
        clock.move_to(TODAY)
        load(db.session(), read_scenario(file), now=clock.now())
        db.session.commit()
        db.engine.dispose()
    return folder / "as1.db"


@pytest.fixture(autouse=True)
def on_the_day(app: Flask) -> Iterator[None]:
    clock.move_to(TODAY)
    yield
    clock.reset()


@pytest.fixture
def placement(session: Session) -> Placement:
    return session.scalars(sa.select(Placement)).one()


@pytest.fixture
def grace(session: Session) -> User:
    return session.scalars(sa.select(User).where(User.name == "Grace Bell")).one()


@pytest.fixture
def lead(as_person: Callable[[User], PageClient], grace: User) -> PageClient:
    return as_person(grace)


def record(session: Session, placement: Placement, gate: Gate) -> None:
    details = GateDetails(done_on=TODAY, evidence="Done", given_by="Ngozi Okafor")
    record_gate(session, placement, gate, details, actor_id=None, now=clock.now())


def send(session: Session, placement: Placement, by: User) -> Pack:
    pack = make_pack(session, placement, actor_id=by.id, now=clock.now(), today=TODAY)
    return send_pack(session, pack, actor_id=by.id, now=clock.now(), today=TODAY)


def missing(text: str) -> list[str]:
    return [phrase for phrase in MUST_SAY if phrase.lower() not in text.lower()]


def told_too_much(text: str) -> list[str]:
    return [word for word in NEVER_SAYS if re.search(word, text, re.IGNORECASE)]


def test_1_jay_is_16_still_of_school_age_and_under_18(lead: PageClient, placement: Placement):
    page = lead.get(f"/lead/learners/{placement.learner_id}")
    words = re.sub(r"\s+", " ", page.soup.get_text(" "))
    assert "Age 16" in words
    assert "School age Until Friday 25 June 2027" in words
    assert "Under 18 Yes" in words


def test_7_his_parent_agrees_and_is_told_the_risks_though_he_is_16(
    lead: PageClient, placement: Placement
):
    page = lead.get(f"/lead/placements/{placement.id}")
    assert "Not ready yet" in page.text
    assert "parent" in page.text.lower()
    assert "risks" in page.text.lower()
    for word in ("barred", "DBS"):
        assert word not in page.text


def test_9_the_lead_reads_the_pack_as_it_will_be_sent(lead: PageClient, placement: Placement):
    page = lead.get(f"/lead/placements/{placement.id}/pack")
    page = lead.submit(page, button="Make the pack")
    pack = page.soup.select_one(".pack")
    assert pack is not None
    words = re.sub(r"\s+", " ", pack.get_text(" "))
    assert missing(words) == []
    assert told_too_much(words) == []


def test_9_the_pdf_says_the_same_and_no_more(session: Session, placement: Placement, grace: User):
    record(session, placement, Gate.CONSENT)
    pack = send(session, placement, grace)
    for pdf, whole in ((pack.pdf, True), (pack.open_part_pdf, False)):
        words = words_of_pdf(pdf)
        assert told_too_much(words) == []
        assert (missing(words) == []) is whole


def test_10_the_pack_is_due_on_tuesday_16_february(lead: PageClient, placement: Placement):
    page = lead.get(f"/lead/placements/{placement.id}/pack")
    assert "16 February 2027" in page.text


@pytest.mark.parametrize("left_out", [*NEEDED_FIRST[1:], Gate.PACK_ACKNOWLEDGED])
def test_10_it_is_not_ready_while_one_thing_is_missing(
    session: Session, lead: PageClient, placement: Placement, grace: User, left_out: Gate
):
    for gate in NEEDED_FIRST:
        if gate is not left_out:
            record(session, placement, gate)
    pack = send(session, placement, grace)
    if left_out is not Gate.PACK_ACKNOWLEDGED:
        acknowledge(session, pack, who="Ruth Dale", confidence=4, now=clock.now(), today=TODAY)
    session.commit()

    assert placement.state is PlacementState.PLANNING
    assert "Not ready yet" in lead.get(f"/lead/placements/{placement.id}").text


def test_10_without_the_parents_consent_the_pack_stays_in_the_school(
    lead: PageClient, session: Session, placement: Placement
):
    page = lead.get(f"/lead/placements/{placement.id}/pack")
    page = lead.submit(page, button="Make the pack")
    assert not [button for button in page.buttons if "send" in button.lower()]
    assert versions(session, placement)[0].sent_at is None


def test_10_with_everything_done_it_is_ready(session: Session, placement: Placement, grace: User):
    for gate in NEEDED_FIRST:
        record(session, placement, gate)
    pack = send(session, placement, grace)
    assert placement.state is PlacementState.PLANNING
    acknowledge(session, pack, who="Ruth Dale", confidence=4, now=clock.now(), today=TODAY)
    assert placement.state is PlacementState.READY
